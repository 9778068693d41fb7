#!/usr/bin/env python3
"""What the program does with pipes, terminals and long input. Usage: streams_test.py PROGRAM"""

import json
import os
import pathlib
import pty
import random
import re
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

PROGRAM = ""
VECTORS = pathlib.Path(__file__).resolve().parents[1] / "vectors"
PACK = str(VECTORS / "pack.yaml")
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

    def test_compare_reads_pipes_and_fits_narrow_terminals(self):
        lines = []
        for i in range(3000):
            lines.append(json.dumps({"event": "rating", "at": f"2026-03-{i % 28 + 1:02d}T10:00:00Z", "asks": "csat",
                                     "customer": f"c{i}", "score": 5 if i % 28 > 13 else i % 5 + 1}) + "\n")
        events = "".join(sorted(lines, key=lambda line: json.loads(line)["at"])).encode()
        half = events.index(b'"2026-03-15T') - len(b'{"event": "rating", "at": ')
        with tempfile.TemporaryDirectory() as folder:
            pipe, saved = os.path.join(folder, "pipe"), os.path.join(folder, "saved")
            subprocess.run([PROGRAM, "metrics", "--save", saved], input=events[:half], check=True,
                           stdout=subprocess.DEVNULL)
            whole = subprocess.run([PROGRAM, "compare", "--json", "--at", "2026-03-15"], input=events,
                                   stdout=subprocess.PIPE, check=True).stdout
            self.assertIn(b'"verdict":"better"', whole)
            os.mkfifo(pipe)
            for content in (events[:half], pathlib.Path(saved).read_bytes()):
                writer = threading.Thread(target=lambda content=content: pathlib.Path(pipe).write_bytes(content))
                writer.start()
                piped = subprocess.run([PROGRAM, "compare", "--json", "--before", pipe, "--after", "-"],
                                       input=events[half:], stdout=subprocess.PIPE, check=True).stdout
                writer.join()
                self.assertEqual(piped, whole)
        for columns in (100, 80, 60, 45):
            text = subprocess.run([PROGRAM, "compare", "--at", "2026-03-12"], input=events, stdout=subprocess.PIPE,
                                  check=True, env={**os.environ, "COLUMNS": str(columns)}).stdout.decode()
            self.assertIn("Satisfied with the", text)
            self.assertLessEqual(max(map(len, text.splitlines())), columns)

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
        for command, data in ((["decide", "--pack", PACK], RECORD), (["show", "personas"], b""),
                              (["metrics"], b""), (["feedback"], b""), (["coach"], RECORD)):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([PROGRAM, *command], input=data, stdout=full,
                                      stderr=subprocess.PIPE, check=False)
            self.assertEqual(done.returncode, 4, command)
            self.assertIn(b"cannot write", done.stderr, command)

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

    def test_stream_answers_every_line_of_a_host_that_waits(self):
        dialogue = [
            (RECORD, "a", None),
            (b"not json\n", None, "invalid_argument"),
            (b'{"turns":[{"text":"x","at":"noon"}],"id":"late id"}\n', "late id", "invalid_argument"),
            (b"\n", None, "invalid_argument"),
            (b" \t\r\n", None, "invalid_argument"),
            (b'{"id":17,"facts":{"contcts":3},"turns":[]}\r\n', "17", "not_found"),
            (b'{"id":"many","turns":[' + b'{"text":"x"},' * 2000 + b'{"text":"x"}]}\n', "many", "limit_exceeded"),
            (b'{"id":"deep","turns":' + b"[" * 100 + b"]" * 100 + b"}\n", None, "limit_exceeded"),
            (b'{"turns":[{"text":"' + b"x" * (17 * 1024 * 1024) + b'"}]}\n', None, "limit_exceeded"),
            (b'{"turns":[{"text":"still waiting"}]}\n', "10", None),
        ]
        with decide("--stream") as program:
            for line, expected, status in dialogue:
                with self.subTest(line[:60]):
                    program.stdin.write(line)
                    program.stdin.flush()
                    answer = json.loads(read_line(program.stdout))
                    self.assertEqual(answer["id"], expected)
                    self.assertEqual("persona" in answer, status is None)
                    if status is not None:
                        self.assertEqual(list(answer), ["id", "error"])
                        self.assertEqual(list(answer["error"]), ["status", "message"])
                        self.assertEqual(answer["error"]["status"], status)
                        self.assertTrue(answer["error"]["message"])
            program.stdin.close()
            self.assertEqual(program.stdout.read(), b"")
            self.assertEqual(program.stderr.read(), b"")
            self.assertEqual(program.wait(), 3)

    def test_the_vectors_byte_for_byte(self):
        for asked, answers, code in (("conversations", "decisions", 0), ("refused", "refusals", 3)):
            with self.subTest(asked):
                done = subprocess.run([PROGRAM, "decide", "--pack", PACK, "--stream",
                                       VECTORS / f"{asked}.jsonl"], stdout=subprocess.PIPE, check=False)
                self.assertEqual(done.stdout, (VECTORS / f"{answers}.jsonl").read_bytes())
                self.assertEqual(done.returncode, code)

    def test_stream_writes_one_answer_at_a_time(self):
        """Each write arrives as a datagram of its own, although all the lines were there at once."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        with ours, theirs:
            ours.settimeout(30)
            done = subprocess.run([PROGRAM, "decide", "--pack", PACK, "--stream"], stdout=theirs,
                                  input=RECORD + b"\nx\n" + RECORD, check=False)
            ids = [json.loads(ours.recv(1 << 16))["id"] for _ in range(4)]
        self.assertEqual(ids, ["a", None, None, "a"])
        self.assertEqual(done.returncode, 3)

    def test_stream_answers_as_many_lines_as_it_is_given(self):
        for lines, count in ((b"", 0), (b"\n", 1), (RECORD, 1), (RECORD[:-1], 1), (RECORD + b"\n\n", 3),
                             (b"\xef\xbb\xbf" + RECORD, 1), (b"\0\n", 1), (b"\r\n\r\n", 2),
                             (RECORD + b"{", 2), (b"[]\n\xff\n" + RECORD, 3)):
            with self.subTest(lines):
                done = subprocess.run([PROGRAM, "decide", "--pack", PACK, "--stream"], input=lines,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
                answers = [json.loads(line) for line in done.stdout.splitlines()]
                self.assertEqual(len(answers), count)
                refused = any("error" in answer for answer in answers)
                self.assertEqual(done.returncode, 3 if refused else 0)
                self.assertEqual(done.stderr, b"")

    def test_stream_leaves_warnings_and_unreadable_files_to_stderr(self):
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK, "--stream", "--unknown-facts=warn",
                               "missing.jsonl", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              input=b'{"id":"a","facts":{"contcts":3},"turns":[]}\n', check=False)
        self.assertEqual(len(done.stdout.splitlines()), 1)
        self.assertIn(b"missing.jsonl", done.stderr)
        self.assertIn(b"stdin:1: warning: facts.contcts", done.stderr)
        self.assertEqual(done.returncode, 4)

    def test_stream_writes_json_to_a_terminal_too(self):
        text = on_terminal({}, "decide", "--pack", PACK, "--stream")
        self.assertEqual(json.loads(text)["persona"], "impatient")

    def test_stream_ends_quietly_when_its_host_does(self):
        with decide("--stream") as program:
            program.stdin.write(RECORD)
            program.stdin.flush()
            read_line(program.stdout)
            program.stdout.close()
            program.stdin.write(b"x\n" * 10)
            program.stdin.close()
            self.assertEqual(program.stderr.read(), b"")
            self.assertEqual(program.wait(), 3)

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


class Threads(unittest.TestCase):
    """decide --threads: the same bytes for any number, in bounded memory, and an end at any time."""

    def test_the_same_for_any_number_of_threads(self):
        lines = b"".join(random_lines(random.Random(1), 3000))
        with tempfile.NamedTemporaryFile() as file:
            file.write(lines)
            file.flush()
            expected = None
            for threads in range(1, 9):
                for options in ([], ["--unknown-facts=warn", "--brief"]) if threads % 3 == 1 else ([],):
                    done = subprocess.run(
                        [PROGRAM, "decide", "--pack", PACK, "--threads", str(threads), *options, file.name,
                         "missing.jsonl", "-"], input=RECORD + b"x\n", stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE, check=False)
                    got = done.stdout, done.stderr.replace(file.name.encode(), b"F"), done.returncode
                    if options:
                        expected_brief = got if threads == 1 else expected_brief
                        self.assertEqual(got, expected_brief)
                        continue
                    expected = expected or got
                    self.assertEqual(got, expected)
        self.assertEqual(expected[2], 4)
        # What --stream answers one by one is the oracle, but for refusals, which it writes.
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK, "--stream"], input=lines,
                              stdout=subprocess.PIPE, check=False)
        decided = [line for line in done.stdout.split(b"\n") if line and b'"error":' not in line[:200]]
        self.assertEqual(expected[0].split(b"\n")[:-2], decided)
        # Reports come in the order of the input.
        reported = [int(n) for n in re.findall(rb"^F:(\d+): ", expected[1], re.M)]
        self.assertEqual(reported, sorted(reported))
        self.assertGreater(len(reported), 100)
        self.assertTrue(expected[1].endswith(b"\nstdin:2: not JSON at byte 1: Invalid value\n"), expected[1][-200:])

    def test_a_slow_reader_holds_the_input_back(self):
        """What the program has taken in beyond what it has answered is bounded, however much there is."""
        with decide("--threads", "4") as program:
            taken = 0
            os.set_blocking(program.stdin.fileno(), False)
            block = RECORD * 200
            deadline = time.monotonic() + 60
            stuck_since = None
            while time.monotonic() < deadline:
                try:
                    taken += os.write(program.stdin.fileno(), block[taken % len(RECORD):])
                    stuck_since = None
                except BlockingIOError:
                    stuck_since = stuck_since or time.monotonic()
                    if time.monotonic() - stuck_since > 1:
                        break
                    time.sleep(0.01)
            self.assertIsNotNone(stuck_since, "nothing held the input back")
            # Pipes hold 64 KiB or so each, the program 64 KiB a thread.
            self.assertLess(taken, 2 * 1024 * 1024)
            peak = peak_kilobytes(program.pid)
            if peak and not sanitized():
                self.assertLess(peak, 48 * 1024)
            os.set_blocking(program.stdin.fileno(), True)
            lines = []
            reader = threading.Thread(target=lambda: lines.append(program.stdout.read().count(b"\n")))
            reader.start()
            program.stdin.write(RECORD[taken % len(RECORD):] if taken % len(RECORD) else b"")
            program.stdin.close()
            reader.join()
            self.assertEqual(lines, [-(-taken // len(RECORD))])
            self.assertEqual(program.wait(), 0)

    def test_an_interrupt_ends_with_whole_lines(self):
        for threads in ("1", "4"):
            for sent in (signal.SIGINT, signal.SIGTERM):
                with decide("--threads", threads) as program:
                    program.stdin.write(RECORD * 1000)
                    program.stdin.flush()
                    first = program.stdout.readline()
                    program.send_signal(sent)
                    rest = program.stdout.read()
                    self.assertEqual(program.stderr.read(), b"")
                    self.assertEqual(program.wait(), -sent)
                for line in (first + rest).splitlines(keepends=True):
                    self.assertEqual(line, first)

    def test_an_ignored_interrupt_stays_ignored(self):
        with decide(preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)) as program:
            program.stdin.write(RECORD)
            program.stdin.flush()
            program.stdout.readline()
            program.send_signal(signal.SIGINT)
            program.stdin.write(RECORD)
            program.stdin.close()
            self.assertEqual(json.loads(program.stdout.read())["id"], "a")
            self.assertEqual(program.wait(), 0)

    def test_only_some_keys(self):
        for options in (["--only", "persona,flags"], ["--only=flags", "--only=id,persona"],
                        ["--stream", "--only", "flags,persona"]):
            done = subprocess.run([PROGRAM, "decide", "--pack", PACK, *options], input=RECORD,
                                  stdout=subprocess.PIPE, check=True)
            self.assertEqual(list(json.loads(done.stdout)), ["id", "persona", "flags"])
        done = subprocess.run([PROGRAM, "decide", "--only", "persna"], input=RECORD, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"did you mean 'persona'?", done.stderr)

    def test_json_as_python_reads_and_writes_it(self):
        """Any text goes in and comes out again, however it was written; the line is as Python would write it."""
        rng = random.Random(3)
        ids = [random_text(rng) for _ in range(3000)]
        lines = [json.dumps({"id": i, "turns": [{"text": "still waiting " + random_text(rng)}]},
                            ensure_ascii=rng.random() < 0.5, indent=None,
                            separators=rng.choice([(",", ":"), (", ", ": "), (" ,", "\t:  ")]))
                 for i in ids]
        done = subprocess.run([PROGRAM, "decide", "--pack", PACK], input="\n".join(lines).encode(),
                              stdout=subprocess.PIPE, check=True)
        answers = done.stdout.decode().split("\n")
        self.assertEqual(answers.pop(), "")
        self.assertEqual(len(answers), len(ids))
        for expected, line in zip(ids, answers):
            answer = json.loads(line)
            self.assertEqual(answer["id"], expected)
            again = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
            again = re.sub(r"\\u00([01][0-9a-f])", lambda m: "\\u00" + m.group(1).upper(), again)
            self.assertEqual(again.replace("1.0,", "1,"), line.replace("1.0,", "1,"))


def random_text(rng):
    """1 to 40 characters, of which some are special to JSON, to UTF-8 or to blocks of 16 bytes."""
    kinds = ["\"\\/\b\f\n\r\t", "\0\x01\x1f\x7f", "\u00e9\u2019\ud7ff\ue000\ufffd\uffff",
             "\U0001f644\U0010ffff", "abc xyz"]
    plain = rng.random()
    return "".join(rng.choice("abcdefgh " if rng.random() < plain else rng.choice(kinds))
                   for _ in range(rng.randint(1, 40)))


def random_lines(rng, count):
    """Records of many sizes, and lines that are refused, empty, or without an id."""
    for i in range(count):
        kind = rng.randrange(12)
        if kind == 0:
            yield rng.choice([b"not json\n", b"{\n", b"[]\r\n", b'{"turns":[{"text":3}]}\n',
                              b'{"turns":[],"facts":{"contcts":1}}\n', b'{"id":"\xff","turns":7}\n'])
        elif kind == 1:
            yield rng.choice([b"\n", b"  \t\r\n", b"\r\n"])
        else:
            turns = [{"text": "still waiting " * rng.choice([0, 1, 1, 1, 2, 5, 40, 2000 if i % 50 == 0 else 3])}
                     for _ in range(rng.choice([1, 1, 1, 2, 6]))]
            record = {"turns": turns} if kind == 2 else {"id": f"r{i}", "turns": turns}
            yield json.dumps(record).encode() + b"\n"


def read_line(stream, seconds=60):
    """The answer that a host waits for; without one it would wait for ever."""
    if not select.select([stream], [], [], seconds)[0]:
        raise AssertionError("no answer")
    return stream.readline()


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
