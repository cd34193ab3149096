#!/bin/sh
# Lets apt-get wait for a lock for a second, whatever patience it is called with.
set -e
cat > /usr/local/sbin/apt-get <<'PROGRAM'
#!/bin/sh
exec /usr/bin/apt-get "$@" -o DPkg::Lock::Timeout=1
PROGRAM
chmod 0755 /usr/local/sbin/apt-get
