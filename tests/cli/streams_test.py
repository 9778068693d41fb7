#!/usr/bin/env python3
"""What the program does with pipes, terminals and long input. Usage: streams_test.py PROGRAM"""

import json
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import threading
import unittest

PROGRAM = ""
PACK = str(pathlib.Path(__file__).resolve().parents[1] / "api" / "frozen.yaml")
RECORD = b'{"id":"a","turns":[{"text":"still waiting"}]}\n'


def decide(*arguments, **options):
    return subprocess.Popen([PROGRAM, "decide", "--pack", PACK, *arguments], stdin=subprocess.PIPE,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


class Streams(unittest.TestCase):
    def test_answers_each_line_before_waiting_for_the_next(self):
        with decide() as program:
            for _ in range(3):
                program.stdin.write(RECORD)
                program.stdin.flush()
                self.assertEqual(json.loads(program.stdout.readline())["persona"], "impatient")
            program.stdin.close()
            self.assertEqual(program.wait(), 0)

    def test_a_reader_that_goes_away_ends_the_run_quietly(self):
        with tempfile.NamedTemporaryFile() as file:
            file.write(RECORD * 20000)
            file.flush()
            with decide(file.name) as program:
                program.stdin.close()
                program.stdout.readline()
                program.stdout.close()
                self.assertEqual(program.stderr.read(), b"")
                self.assertEqual(program.wait(), 0)

    def test_a_full_disk_is_reported(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "decide", "--pack", PACK], input=RECORD, stdout=full,
                                  stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 4)
        self.assertIn(b"cannot write", done.stderr)

    def test_order_and_memory_over_many_records(self):
        count = 20000
        ids = []
        with decide() as program:
            def feed():
                for i in range(count):
                    program.stdin.write(b'{"id":"%d","turns":[{"text":"still waiting %s"}]}\n' %
                                        (i, b"x" * 2000))
                program.stdin.flush()
            writer = threading.Thread(target=feed)
            writer.start()
            for _ in range(count):
                ids.append(json.loads(program.stdout.readline())["id"])
            writer.join()
            peak = peak_kilobytes(program.pid)
            program.stdin.close()
            self.assertEqual(program.wait(), 0)
        self.assertEqual(ids, [str(i) for i in range(count)])
        # 40 MB went through; the program is to need far less (sanitizers need more).
        if peak and not sanitized():
            self.assertLess(peak, 24 * 1024)

    def test_a_line_of_many_megabytes(self):
        huge = b'{"id":"huge","turns":[{"text":"' + b"still waiting " * 1_000_000 + b'"}]}\n'
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK], input=huge + RECORD,
                              stdout=subprocess.PIPE, check=True)
        self.assertEqual([json.loads(line)["id"] for line in done.stdout.splitlines()], ["huge", "a"])

    def test_a_line_over_the_limit_is_refused_and_the_next_read(self):
        too_long = b'{"turns":[{"text":"' + b"x" * (17 * 1024 * 1024) + b'"}]}\n'
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK], input=RECORD + too_long + RECORD,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 3)
        self.assertEqual(len(done.stdout.splitlines()), 2)
        self.assertEqual(done.stderr, b"stdin:2: longer than 16777216 bytes\n")

    def test_a_terminal_gets_a_table_in_colour(self):
        text = on_terminal({}, "decide", "--pack", PACK, "-")
        self.assertIn("Impatient", text)
        self.assertIn("\x1b[32m", text)
        self.assertNotIn("\x1b", on_terminal({"NO_COLOR": "1"}, "decide", "--pack", PACK, "-"))
        self.assertNotIn("\x1b", on_terminal({}, "decide", "--pack", PACK, "--color=never", "-"))
        self.assertIn('"persona":"impatient"', on_terminal({}, "decide", "--pack", PACK, "--json", "-"))

    def test_the_schema_is_the_committed_one(self):
        done = subprocess.run([PROGRAM, "schema"], stdout=subprocess.PIPE, check=True)
        self.assertIn("$schema", json.loads(done.stdout))
        committed = pathlib.Path(__file__).resolve().parents[2] / "rules" / "pack.schema.json"
        self.assertEqual(done.stdout.decode(), committed.read_text(encoding="utf-8"))

    def test_no_message_reaches_the_terminals_controls(self):
        hostile = b'{"id":"\\u001b]0;owned\\u0007","turns":[{"text":"still waiting \\u001b[2J\\u009b2J"}]}\n'
        for command in (["decide", "--table"], ["decide", "--brief"], ["explain"]):
            done = subprocess.run([PROGRAM, *command, "--pack", PACK], input=hostile,
                                  stdout=subprocess.PIPE, check=True)
            self.assertNotRegex(done.stdout.decode(), "[\x00-\x09\x0b-\x1f\x7f-\x9f]")
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK], stderr=subprocess.PIPE, check=False,
                              input=b'{"turns":[{"text":"a","at":"\\u001b[2J"}]}\n')
        self.assertNotRegex(done.stderr.decode(), "[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def on_terminal(environment, *arguments):
    """What the program writes to a terminal, for one record on its standard input."""
    main, child = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    with subprocess.Popen([PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=child,
                          stderr=subprocess.PIPE, env={**env, **environment}) as program:
        os.close(child)
        program.stdin.write(RECORD)
        program.stdin.close()
        text = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
        program.wait()
    os.close(main)
    return text.decode()


def peak_kilobytes(pid):
    """The most memory that the process has held so far, where the system tells."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii") as status:
            return int(re.search(r"VmHWM:\s+(\d+) kB", status.read()).group(1))
    except OSError:
        return None


def sanitized():
    with open(PROGRAM, "rb") as program:
        return re.search(rb"__(asan|tsan)_init", program.read()) is not None


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
