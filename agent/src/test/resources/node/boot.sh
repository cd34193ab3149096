#!/bin/sh
# Boots from the disk that disk.sh has made. To be run under unshare, in the disk's mount namespace,
# as PID 1 of a PID namespace; when that process is killed, so is all that runs on the node.
# $1: the folder of the disk.
set -e
cd "$1/root"
mount -t proc proc proc
mount --rbind /dev dev
mount -t tmpfs run run
mkdir run/lock
pivot_root . mnt
exec chroot . /bin/bash -c 'umount -l /mnt; hostname node; echo ready; read -r _; exit 0'
