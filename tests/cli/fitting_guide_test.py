#!/usr/bin/env python3
"""Runs what docs/fitting.md shows: the program that makes records of a CSV file, and the pack with a condition
for a channel. Usage: fitting_guide_test.py PROGRAM"""

import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

GUIDE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "fitting.md"
PROGRAM = ""


def block(language):
    return re.search(rf"```{language}\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.S).group(1)


def records_of(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    done = subprocess.run([sys.executable, "-B", "-c", block("python")], input=text.getvalue(),
                          stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return done.stdout


class FittingGuide(unittest.TestCase):
    def test_a_table_becomes_records(self):
        rows = [{"text": 'Still waiting, "again"', "type": "Impatient", "source": "shop", "hostility": "1",
                 "escalate": "no"},
                {"text": "Two\nlines", "type": "", "source": "", "hostility": "", "escalate": "yes"}]
        first, second = map(json.loads, records_of(rows).splitlines())
        self.assertEqual(first, {"id": "1", "source": "shop", "turns": [{"text": 'Still waiting, "again"'}],
                                 "label": {"persona": "impatient", "hostility": 1, "escalate": False}})
        self.assertEqual(second["label"], {"escalate": True})

    def test_the_records_can_be_evaluated(self):
        records = records_of([{"text": "Hello", "type": "none"}, {"text": "Hurry", "type": "Decision Maker"}])
        done = subprocess.run([PROGRAM, "evaluate", "--json"], input=records, stdout=subprocess.PIPE,
                              encoding="utf-8", check=True)
        self.assertEqual(json.loads(done.stdout)["n_persona"], 2)

    def test_the_pack_with_a_channel(self):
        with tempfile.TemporaryDirectory() as folder:
            pack = pathlib.Path(folder, "ours.yaml")
            pack.write_text(block("yaml"), encoding="utf-8")
            subprocess.run([PROGRAM, "check", pack], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop())
    unittest.main(verbosity=2)
