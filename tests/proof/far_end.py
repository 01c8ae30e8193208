"""The far end of the baited network: a program that lays a cable to an inner network, is its router, its name
server and its web server, and hears every packet that comes out of it.

It is started in namespaces of its own: nothing here touches the machine's network. Its first line says where
the inner network is; then it answers each line of its standard input with what it heard since the last one.
"""

import contextlib
import http.server
import json
import select
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

HERE, HERE_6 = "10.99.0.1", "fd99::1"
PORT = 8080
PAGE = b'{"error": "there is nothing here"}'
_OURS, _THEIRS = "outer", "inner"
# Both sides know each other's plug for ever: no kernel asks for it, and what is heard is meant.
_OUR_PLUG, _THEIR_PLUG = "02:00:00:00:00:01", "02:00:00:00:00:02"
_LAY = f"""
ip link add {_OURS} address {_OUR_PLUG} type veth peer name {_THEIRS} address {_THEIR_PLUG} netns $0
ip address add {HERE}/24 dev {_OURS}
ip address add {HERE_6}/64 dev {_OURS} nodad
ip link set {_OURS} addrgenmode none
ip link set {_OURS} up
ip neighbour add 10.99.0.2 lladdr {_THEIR_PLUG} dev {_OURS}
ip neighbour add fd99::2 lladdr {_THEIR_PLUG} dev {_OURS}
"""
_JOIN = f"""
mount --bind "$0" /etc/resolv.conf
ip link set lo up
ip address add 10.99.0.2/24 dev {_THEIRS}
ip address add fd99::2/64 dev {_THEIRS} nodad
ip link set {_THEIRS} addrgenmode none
ip link set {_THEIRS} up
ip neighbour add {HERE} lladdr {_OUR_PLUG} dev {_THEIRS}
ip neighbour add {HERE_6} lladdr {_OUR_PLUG} dev {_THEIRS}
ip route add default via {HERE}
ip -6 route add default via {HERE_6}
"""
_EVERY_KIND = 3
_OUTGOING = 4                       # what the sniffer sees of our own side
_KINDS = {0x0806: "ARP"}
_PROTOCOLS = {1: "ICMP", 6: "TCP", 17: "UDP", 58: "ICMPv6"}
_ETHERNET, _IP6_HEADER = 14, 40
_BUFFER = 1 << 22
_GREETINGS_S = 1.2                  # the kernel's own (multicast) come within a second
_SILENCE_S = 0.2
_PATIENCE_S = 20.0


class Ear:
    """Hears what comes out of the inner network, by cable and within itself."""

    def __init__(self, holder: int) -> None:
        self._statistics = Path(f"/proc/{holder}/net/dev")
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_EVERY_KIND))
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
        self._socket.bind((_OURS, 0))
        self._loopback = self._within()

    def take(self, silence_s: float = _SILENCE_S) -> dict[str, Any]:
        """What was heard since the last time: packets by kind, and how many went over the loopback."""
        heard: Counter[str] = Counter()
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end and select.select([self._socket], [], [], silence_s)[0]:
            packet, address = self._socket.recvfrom(1 << 16)
            if address[2] != _OUTGOING:
                heard[kind(packet)] += 1
        before, self._loopback = self._loopback, self._within()
        return {"packets": dict(heard), "loopback": self._loopback - before}

    def _within(self) -> int:
        """Packets that the inner network's loopback has carried."""
        for line in self._statistics.read_text().splitlines():
            name, _, figures = line.partition(":")
            if name.strip() == "lo":
                return int(figures.split()[1])
        raise LookupError("no loopback")


def kind(packet: bytes) -> str:
    """Such as `ARP`, `TCP:443`, `UDP6:53`, `ICMPv6`."""
    ether = int.from_bytes(packet[12:14], "big")
    if ether == 0x0800:             # IPv4
        protocol, ports, suffix = packet[23], _ETHERNET + (packet[14] & 15) * 4, ""
    elif ether == 0x86DD:           # IPv6
        protocol, ports, suffix = packet[20], _ETHERNET + _IP6_HEADER, "6"
    else:
        return _KINDS.get(ether, hex(ether))
    name = _PROTOCOLS.get(protocol, f"protocol {protocol}")
    if name not in ("TCP", "UDP"):
        return name
    return f"{name}{suffix}:{int.from_bytes(packet[ports + 2 : ports + 4], 'big')}"


class _Page(http.server.BaseHTTPRequestHandler):
    """Answers everything with the same refusal."""

    def do_GET(self) -> None:
        self.send_response(404)
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *_: object) -> None:
        """Its standard error is nobody's business."""


@contextlib.contextmanager
def _web_server() -> Iterator[None]:
    server = http.server.ThreadingHTTPServer((HERE, PORT), _Page)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextlib.contextmanager
def _inner_network() -> Iterator[int]:
    """The process in whose namespaces the programs are to be started."""
    command = ["unshare", "--net", "--mount", "--propagation", "private", "sh", "-c", "echo; exec cat"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe) as holder:
        assert holder.stdin is not None and holder.stdout is not None  # noqa: PT018
        holder.stdout.readline()
        yield holder.pid
        holder.stdin.close()


def main() -> None:
    """Lay the cable, wait until the kernel has said its greetings, and listen."""
    names = Path(sys.argv[1])
    names.write_text(f"nameserver {HERE}\nnameserver {HERE_6}\noptions timeout:1 attempts:1\n")
    with _inner_network() as holder:
        subprocess.run(["sh", "-ec", _LAY, str(holder)], check=True)
        inside = ["nsenter", "-t", str(holder), "-n", "-m"]
        subprocess.run([*inside, "sh", "-ec", _JOIN, str(names)], check=True)
        ear = Ear(holder)
        with _web_server():
            ear.take(_GREETINGS_S)
            _say({"holder": holder})
            for _ in sys.stdin:
                _say(ear.take())


def _say(body: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(body) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
