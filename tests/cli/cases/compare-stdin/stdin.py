"""The example's events behind a byte order mark and a line that is none."""

import pathlib
import sys

EVENTS = pathlib.Path(__file__).resolve().parents[4] / "examples" / "events.jsonl"
sys.stdout.buffer.write(b"\xef\xbb\xbfno event\n" + EVENTS.read_bytes())
