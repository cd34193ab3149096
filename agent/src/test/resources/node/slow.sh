#!/bin/sh
# Puts a package into the archive of repository.sh, lab-slow, whose installation takes until there
# is an /etc/go-on; it says so by /run/lab-slow.
set -e
cd /srv/repository
tree=$(mktemp -d)
chmod 0755 "$tree"
mkdir "$tree/DEBIAN"
cat > "$tree/DEBIAN/control" <<'CONTROL'
Package: lab-slow
Version: 1.0
Architecture: all
Maintainer: Nobody <nobody@invalid>
Description: takes its time
CONTROL
cat > "$tree/DEBIAN/postinst" <<'SCRIPT'
#!/bin/sh
: > /run/lab-slow
while [ ! -e /etc/go-on ]; do sleep 0.05; done
SCRIPT
chmod 0755 "$tree/DEBIAN/postinst"
dpkg-deb --build --root-owner-group -Znone "$tree" slow.deb > /dev/null
rm -r "$tree"
{
    dpkg-deb --field slow.deb
    echo "Filename: ./slow.deb"
    echo "Size: $(stat -c %s slow.deb)"
    echo "SHA256: $(sha256sum slow.deb | cut -d ' ' -f 1)"
    echo
} >> Packages
