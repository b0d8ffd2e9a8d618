"""Runs a program on a terminal of its own and types answers: `terminal.py ANSWERS PROGRAM ARGUMENT...`, where ANSWERS is
a JSON list. An answer is typed each time the program waits behind `: `. Prints what the terminal shows, and ends as the
program does; 99 where it waits for more answers than there are."""

import json
import os
import pty
import select
import sys
import time

answers = json.loads(sys.argv[1])
child, terminal = pty.fork()
if child == 0:
    os.execv(sys.argv[2], sys.argv[2:])
shown, typed_at, ends = b"", 0, time.monotonic() + 240
while time.monotonic() < ends:
    ready, _, _ = select.select([terminal], [], [], 0.2)
    if ready:
        try:
            more = os.read(terminal, 4096)
        except OSError:
            more = b""
        if not more:
            break
        shown += more
    elif shown.endswith(b": ") and len(shown) > typed_at:
        if not answers:
            os.kill(child, 9)
            os.waitpid(child, 0)
            sys.stdout.buffer.write(shown)
            sys.exit(99)
        typed_at = len(shown)
        os.write(terminal, answers.pop(0).encode() + b"\n")
_, status = os.waitpid(child, 0)
sys.stdout.buffer.write(shown)
sys.exit(os.waitstatus_to_exitcode(status))
