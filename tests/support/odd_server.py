#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A server on 127.0.0.1 that is no git daemon. Prints its port, then answers every connection in the
same way until it is ended.

usage: odd_server.py HOW

  closes     it says nothing and goes
  garbage    random bytes, by a seed
  web        a page of a web server
  sentence   a sentence that is no packet line
  flush      an empty list of refs, and what follows it is garbage
  long       a packet line that says to be longer than it is
  endless    refs without end, until the other one goes
  wrong      a list of refs whose ids are no ids
"""
import random
import socket
import sys
import threading


def packet(text):
    return b"%04x%s" % (len(text) + 4, text)


def refs():
    """Without end, quickly."""
    part = b"".join(packet(b"%040x refs/heads/%d\n" % (n + 1, n)) for n in range(10000))
    while True:
        yield part


def answer(how):
    chance = random.Random(7)
    if how == "garbage":
        yield chance.randbytes(5000)
    elif how == "web":
        yield b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>Xin ch\xc3\xa0o</body></html>"
    elif how == "sentence":
        yield b"Connection refused by the firewall of the office\r\n"
    elif how == "flush":
        yield b"0000" + chance.randbytes(500)
    elif how == "long":
        yield b"fff0" + chance.randbytes(100)
    elif how == "endless":
        yield from refs()
    elif how == "wrong":
        yield packet(b"zz" * 20 + b" refs/heads/main\0\n") + b"0000"


def serve(client, how):
    with client:
        try:
            if how != "closes":
                client.recv(4096)
            for part in answer(how):
                client.sendall(part)
        except OSError:
            pass  # the other one has gone


with socket.socket() as listening:
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    print(listening.getsockname()[1], flush=True)
    while True:
        client, _ = listening.accept()
        threading.Thread(target=serve, args=(client, sys.argv[1]), daemon=True).start()
