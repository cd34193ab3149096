#!/bin/sh
# Gives this node a setting of the kernel of its own, which it would share with the machine otherwise.
set -e
echo 60 > /run/swappiness
mount --bind /run/swappiness /proc/sys/vm/swappiness
