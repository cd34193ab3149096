#!/bin/sh
# Makes this process's namespaces a throw-away copy of the machine: an overlay whose upper layer is
# a tmpfs. To be run under unshare as PID 1 of its own PID namespace; ends, and takes all with it,
# when its standard input is closed. $1: an empty folder.
set -e
mount --make-rprivate /
mount -t tmpfs node "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs run "$1/root/run"
mkdir "$1/root/run/lock"
cd "$1/root"
pivot_root . mnt
exec chroot . /bin/bash -c 'umount -l /mnt; hostname node; echo ready; read -r _; exit 0'
