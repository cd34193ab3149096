#!/bin/sh
# Makes this node one of the Fedora family as far as Debian's own rpm and dnf can: another
# os-release, an empty rpm database, and one repository in /srv/repository with two versions of
# lab-clock and two architectures of lab-lib.
set -e
cat > /etc/os-release <<'RELEASE'
NAME="Fedora Linux"
ID=fedora
VERSION_ID=41
RELEASE
mkdir -p /etc/rpm /etc/yum.repos.d /srv/repository /var/lib/rpm
echo '%_dbpath /var/lib/rpm' > /etc/rpm/macros.lab
rpmdb --initdb
rm -f /etc/yum.repos.d/*
echo 41 > /etc/dnf/vars/releasever
if [ -e /etc/dnf/plugins/local.conf ]; then
    printf '[main]\nenabled = 0\n' > /etc/dnf/plugins/local.conf # a repository of its own, which is not there
fi
cat > /etc/yum.repos.d/lab.repo <<'REPOSITORY'
[lab]
name=lab
baseurl=file:///srv/repository
gpgcheck=0
REPOSITORY
work=$(mktemp -d)
build() { # name version architecture epoch
    cat > "$work/$1.spec" <<SPEC
Name: $1
Version: $2
Release: 1
Epoch: $4
Summary: what only tests need
License: none
%description
What only tests need.
%install
mkdir -p %{buildroot}/etc
echo "$2" > %{buildroot}/etc/$1.conf
%files
%config(noreplace) /etc/$1.conf
SPEC
    rpmbuild -bb --quiet --target "$3" --define "_topdir $work/top" \
        --define '_rpmdir /srv/repository' "$work/$1.spec" > "$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
}
build lab-clock 1.0 noarch 0
build lab-clock 1.1 noarch 0
build Lab_Lib 2.0 x86_64 1
build Lab_Lib 2.0 i686 1
rm -r "$work"
createrepo_c --quiet /srv/repository
