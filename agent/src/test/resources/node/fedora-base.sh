#!/bin/sh
# Gives a node of the Fedora family what base-server sets up there: Debian's own programs, none of them started, with
# services by the names that they have in that family, and packages without files for dnf, by those names too.
set -e
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
DEBIAN_FRONTEND=noninteractive apt-get -q -y -o Dpkg::Options::=--force-confold install sudo openssh-server chrony cron
for each in ssh:sshd chrony:chronyd cron:crond; do
    mv "/etc/init.d/${each%:*}" "/etc/init.d/${each#*:}"
    update-rc.d -f "${each%:*}" remove
done
rm /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub # Fedora's service makes them before its first start
mkdir -p /run/sshd
echo 'DAEMON_OPTS="-x -F 1 -f /etc/chrony.conf"' > /etc/default/chrony
work=$(mktemp -d)
cat > "$work/base.spec" <<'SPEC'
Name: base
Version: 1
Release: 1
Summary: what only tests need
License: none
%description
What only tests need.
SPEC
for each in htop hostname tzdata glibc-langpack-en sudo chrony openssh-server cronie; do
    printf '%%package -n %s\nSummary: what only tests need\n%%description -n %s\nWhat only tests need.\n%%files -n %s\n' \
        "$each" "$each" "$each" >> "$work/base.spec"
done
rpmbuild -bb --quiet --target noarch --define "_topdir $work/top" --define '_rpmdir /srv/repository' \
    "$work/base.spec" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
rm -r "$work"
createrepo_c --quiet /srv/repository
