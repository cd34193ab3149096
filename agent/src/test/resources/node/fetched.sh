#!/bin/sh
# Lets apt know no other archive than the packages that lie in /srv/repository.
set -e
cd /srv/repository
: > Packages
for deb in *.deb; do
    {
        dpkg-deb --field "$deb"
        echo "Filename: ./$deb"
        echo "Size: $(stat -c %s "$deb")"
        echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"
        echo
    } >> Packages
done
rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/* /var/lib/apt/lists/*
echo 'deb [trusted=yes] file:/srv/repository ./' > /etc/apt/sources.list.d/lab.list
apt-get -q update
# This machine has one clock, which is not the node's to set.
mkdir -p /etc/default
echo 'DAEMON_OPTS="-x -F 1"' > /etc/default/chrony
