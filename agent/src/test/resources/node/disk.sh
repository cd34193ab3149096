#!/bin/sh
# Makes the disk of a throw-away node, a copy of this machine: an overlay whose upper layer is a
# tmpfs. It stands, in this process's mount namespace, until standard input is closed.
# $1: an empty folder.
set -e
mount --make-rprivate /
mount -t tmpfs node "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
echo ready
read -r _
