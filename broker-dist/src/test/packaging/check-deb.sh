#!/bin/sh
# Installs the Debian package in a Debian 12 of its own, starts the daemon there as systemd would, upgrades, removes and purges it.
# Wants root, debootstrap, dpkg-deb and python3; nothing outside of the folder is changed.
#
#   broker-dist/src/test/packaging/check-deb.sh broker-dist/target/leveret_*_all.deb /tmp/deb12
#
# The folder is made with debootstrap if it is not there (MIRROR names another mirror), and can be used again.

set -eu

deb=$(readlink -f "$1")
root=$2
work=$(mktemp -d)
mounted=

finish() {
  if [ -n "$mounted" ]; then umount "$root/proc"; fi
  rm -rf "$work"
}
trap finish EXIT

step() { echo "== $1"; }
fail() {
  echo "check-deb: $1" >&2
  exit 1
}
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"; }
# fact COMMAND EXPECTED: what a command says inside of the folder
fact() {
  said=$(inside sh -c "$1" 2>&1) || :
  [ "$said" = "$2" ] || fail "'$1' says '$said' and not '$2'"
}
quiet() { "$@" > "$work/log" 2>&1 || { cat "$work/log" >&2; fail "failed: $*"; }; }

if [ ! -x "$root/usr/bin/apt-get" ]; then
  step "Debian 12 in $root"
  quiet debootstrap --variant=minbase bookworm "$root" "${MIRROR:-http://deb.debian.org/debian}"
fi
if ! mountpoint -q "$root/proc"; then
  mount -t proc proc "$root/proc"
  mounted=yes
fi

step "an older package, of the same files"
dpkg-deb -R "$deb" "$work/old"
version=$(dpkg-deb -f "$deb" Version)
sed -i 's/^Version: .*/Version: 0.0.1/' "$work/old/DEBIAN/control"
quiet dpkg-deb --root-owner-group -b "$work/old" "$root/tmp/leveret-old.deb"
cp "$deb" "$root/tmp/leveret-new.deb"
dpkg --compare-versions 0.0.1 lt "$version" || fail "$version is not newer than 0.0.1"

step "install"
quiet inside apt-get update
quiet inside apt-get install -y --no-install-recommends /tmp/leveret-old.deb
fact 'getent passwd leveret | cut -d: -f1,6,7' 'leveret:/var/lib/leveret:/usr/sbin/nologin'
fact "stat -c '%U:%G %a' /var/lib/leveret /var/log/leveret" 'leveret:leveret 750
leveret:leveret 750'
fact "stat -c '%U:%G %a' /etc/leveret/leveret.conf /etc/leveret/logback.xml" 'root:leveret 640
root:root 644'
fact "dpkg-query -W -f '\${Conffiles}' leveret | grep -o '/[^ ]*'" '/etc/leveret/leveret.conf
/etc/leveret/logback.xml'
fact 'find / -xdev -name leveret.service -path "*wants*"' ''
fact 'ls /usr/share/leveret/archive/' java-17.jsa
fact 'leveret --check' 'configuration ok: /usr/share/leveret/config/leveret.conf'
[ -z "$(find /proc -maxdepth 2 -name root -lname "$(readlink -f "$root")" 2> /dev/null)" ] || fail "the installation started a process"
fact 'leveretctl --help | sed -n "1s/:.*//p"' Usage

run() {
  quiet python3 "$(dirname "$0")/run-notified.py" "$root"
  cat "$work/log"
}

step "start and stop as user leveret, with a NOTIFY_SOCKET"
run
fact 'leveret-store verify /var/lib/leveret | tail -1' 'all is well'

step "upgrade: configuration, data and their owners stay"
echo 'leveret.server-properties.cluster-name = "kept"' >> "$root/etc/leveret/leveret.conf"
before=$(inside sh -c 'ls /var/lib/leveret | sort')
quiet inside apt-get install -y --no-install-recommends /tmp/leveret-new.deb
fact "dpkg-query -W -f '\${Version}' leveret" "$version"
fact 'tail -1 /etc/leveret/leveret.conf' 'leveret.server-properties.cluster-name = "kept"'
fact "stat -c '%U:%G %a' /etc/leveret/leveret.conf" 'root:leveret 640'
fact 'ls /var/lib/leveret | sort' "$before"
run

step "remove: configuration and data stay"
quiet inside apt-get remove -y leveret
fact 'ls /usr/share/leveret /usr/bin/leveret /usr/lib/systemd/system/leveret.service 2>/dev/null' ''
fact 'tail -1 /etc/leveret/leveret.conf' 'leveret.server-properties.cluster-name = "kept"'
fact 'ls /var/lib/leveret | sort' "$before"

step "purge: they are gone, the user stays"
quiet inside apt-get purge -y leveret
fact 'ls -d /etc/leveret /var/lib/leveret /var/log/leveret 2>/dev/null' ''
fact 'getent passwd leveret | cut -d: -f1' leveret

echo "all is well"
