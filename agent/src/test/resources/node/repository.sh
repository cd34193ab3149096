#!/bin/sh
# Makes a package archive in /srv/repository with two versions of one package, lab-clock, which
# brings a service by an init script, and lets apt know no other archive.
set -e
mkdir -p /srv/repository
cd /srv/repository
: > Packages
for version in 1.0 1.1; do
    tree=$(mktemp -d)
    chmod 0755 "$tree"
    mkdir -p "$tree/DEBIAN" "$tree/etc/init.d"
    cat > "$tree/DEBIAN/control" <<CONTROL
Package: lab-clock
Version: $version
Architecture: all
Maintainer: Nobody <nobody@invalid>
Description: a clock that only tests wind up
CONTROL
    echo /etc/init.d/lab-clock > "$tree/DEBIAN/conffiles"
    cat > "$tree/etc/init.d/lab-clock" <<'SERVICE'
#!/bin/sh
### BEGIN INIT INFO
# Provides:          lab-clock
# Required-Start:    $remote_fs
# Required-Stop:     $remote_fs
# Default-Start:     2 3 4 5
# Default-Stop:      0 1 6
# Short-Description: a clock that only tests wind up
### END INIT INFO
pid=/run/lab-clock.pid
case "$1" in
    start) start-stop-daemon --start --quiet --oknodo --background --make-pidfile --pidfile $pid --exec /bin/sleep -- 100000 ;;
    stop) start-stop-daemon --stop --quiet --oknodo --retry 5 --remove-pidfile --pidfile $pid ;;
    restart) "$0" stop && "$0" start ;;
    status) start-stop-daemon --status --pidfile $pid ;;
    *) exit 2 ;;
esac
SERVICE
    chmod 0755 "$tree/etc/init.d/lab-clock"
    deb=lab-clock_$version.deb
    dpkg-deb --build --root-owner-group -Znone "$tree" "$deb" > /dev/null
    rm -r "$tree"
    {
        dpkg-deb --field "$deb"
        echo "Filename: ./$deb"
        echo "Size: $(stat -c %s "$deb")"
        echo "SHA256: $(sha256sum "$deb" | cut -d ' ' -f 1)"
        echo
    } >> Packages
done
rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*
echo 'deb [trusted=yes] file:/srv/repository ./' > /etc/apt/sources.list.d/lab.list
rm -rf /var/lib/apt/lists/*
