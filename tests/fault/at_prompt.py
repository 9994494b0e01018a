#!/usr/bin/env python3
"""Run a command on a terminal of its own and press keys at one of its questions.

usage: at_prompt.py PROMPT KEYS COMMAND [ARGUMENT ...]

Waits until the output holds PROMPT, then types KEYS, in which \\003 is Ctrl-C and \\n is Enter.
The output goes to stdout. The exit code is that of the command, 128 + n when signal n ended it,
99 when it ended without the question, 98 when it said nothing for a minute.
"""
import os
import pty
import select
import sys

prompt = sys.argv[1].encode()
keys = sys.argv[2].encode().decode("unicode_escape").encode("latin-1")
child, terminal = pty.fork()
if child == 0:
    os.execvp(sys.argv[3], sys.argv[3:])

said, asked = b"", False
while True:
    if not select.select([terminal], [], [], 60)[0]:
        sys.exit(98)
    try:
        piece = os.read(terminal, 4096)
    except OSError:  # Linux says so when the last process has closed the terminal
        piece = b""
    if not piece:
        break
    said += piece
    if not asked and prompt in said:
        os.write(terminal, keys)
        asked = True

_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(said)
code = os.waitstatus_to_exitcode(status)
sys.exit(99 if not asked else code if code >= 0 else 128 - code)
