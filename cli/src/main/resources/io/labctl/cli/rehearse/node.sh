# node BASE NAME DIST JAVA PACKAGES HIDDEN...: the first process of a node, in fresh mount, UTS, IPC, PID and network
# namespaces. Lays a writable memory file system over the machine's own root, makes it the root, and stays as the one
# who waits for orphans. Says "ready" when the node is whole.
set -eu
base=$1 name=$2 dist=$3 java=$4 packages=$5
shift 5

mount -t tmpfs -o mode=0755 lab-node "$base"
mkdir "$base/upper" "$base/work" "$base/root"
mount -t overlay -o "lowerdir=/,upperdir=$base/upper,workdir=$base/work" lab-node "$base/root"
root=$base/root

# What the machine's own labctl, labd and agent keep is not there: a node must not see a key that is not its own.
for hidden in "$@"; do
    if [ -d "$root$hidden" ]; then mount -t tmpfs -o mode=0700,ro lab-hidden "$root$hidden"; fi
done
for own in /etc/lab-agent /var/lib/lab-agent; do
    mkdir -p "$root$own"
    mount -t tmpfs -o mode=0755 lab-agent "$root$own"
done

mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=0755 dev "$root/dev"
for device in null zero full random urandom tty; do
    : >"$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 shm "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
mount -t tmpfs -o mode=0755 run "$root/run"
mount -t tmpfs -o mode=1777 tmp "$root/tmp"
mkdir -m 1777 "$root/run/lock"

read_only() {
    mkdir -p "$root$2"
    mount --bind "$1" "$root$2"
    mount -o remount,bind,ro "$root$2"
}
read_only "$dist" /opt/labctl
read_only "$packages" /opt/labctl-packages
read_only "$java" "$java"
ln -sf /opt/labctl/bin/lab-agent "$root/usr/local/bin/lab-agent"

echo "$name" >/proc/sys/kernel/hostname
echo "$name" >"$root/etc/hostname"
printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$root/etc/hosts"
tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
if [ -d "$root/etc/apt" ]; then
    # There is no way out of a node: packages come from the one folder that it is given.
    rm -f "$root"/etc/apt/sources.list.d/*
    echo 'deb [trusted=yes] file:/opt/labctl-packages ./' >"$root/etc/apt/sources.list"
fi

cd "$root"
pivot_root . .
umount -l .
cd /

echo ready
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    sh -c 'trap "exit 0" TERM; while :; do sleep 2147483647 & wait; done' lab-node </dev/null >/dev/null 2>&1
