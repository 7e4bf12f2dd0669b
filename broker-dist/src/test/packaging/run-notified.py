"""Starts the daemon of a chroot by hand as the unit does, with a NOTIFY_SOCKET; expects READY=1, a sign of life and STOPPING=1."""

import os
import signal
import socket
import subprocess
import sys

root = sys.argv[1]
path = root + "/run/leveret-notify"
if os.path.exists(path):
    os.unlink(path)
receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
receiver.bind(path)
os.chmod(path, 0o777)
receiver.settimeout(120)


def expect(begin):
    while True:
        message = receiver.recv(4096).decode()
        print(repr(message))
        if message.startswith(begin):
            return


daemon = subprocess.Popen(
    ["chroot", "--userspec=leveret:leveret", root, "/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
     "NOTIFY_SOCKET=/run/leveret-notify", "WATCHDOG_USEC=2000000",
     "/usr/share/leveret/bin/leveret", "--config", "/etc/leveret/leveret.conf",
     "--set", "leveret.listeners.amqp.port=0", "--set", "leveret.listeners.management.port=0",
     "--set", "leveret.listeners.metrics.port=0"])
try:
    expect("READY=1")
    expect("WATCHDOG=1")
    daemon.send_signal(signal.SIGTERM)
    expect("STOPPING=1")
    code = daemon.wait(60)
finally:
    if daemon.poll() is None:
        daemon.kill()
    os.unlink(path)
sys.exit(code)
