#!/usr/bin/env python3
"""Writes the HTML page of an evaluation and reads it as a browser would. Usage: report_test.py PROGRAM"""

import html.parser
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""
CASE = pathlib.Path(__file__).resolve().parent / "cases" / "evaluate-compare"
VOID = {"meta"}
HOSTILE = "<img src=x onerror=\"alert('1')\"> still waiting </bdi></blockquote> & \u202e \x00"


def evaluate(*arguments, records=None, code=0):
    lines = (CASE / "stdin").read_text(encoding="utf-8") if records is None else \
        "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run([PROGRAM, "evaluate", "--pack", str(CASE / "pack.yaml"), *arguments],
                          input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == code, done.stderr.decode()
    return done


class Reader(html.parser.HTMLParser):
    """Collects elements, their text and attributes; notes what does not nest."""

    def __init__(self, text):
        super().__init__()
        self.open, self.elements, self.problems, self.text = [], [], [], []
        self.feed(text)
        self.close()
        self.problems += self.open

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problems.append(tag)

    def handle_data(self, data):
        self.text.append(data)


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "report.html"

    def page(self, *arguments, records=None):
        evaluate("--html", str(self.path), *arguments, records=records)
        return self.path.read_text(encoding="utf-8")

    def test_its_elements_nest_and_its_names_are_unique(self):
        reader = Reader(self.page("--mistakes", "9", "--by", "channel",
                                  "--compare", str(CASE / "other.yaml")))
        self.assertEqual(reader.problems, [])
        ids = [attrs["id"] for _, attrs in reader.elements if "id" in attrs]
        self.assertEqual(len(ids), len(set(ids)))
        links = [attrs["href"] for tag, attrs in reader.elements if tag == "a"]
        self.assertEqual({link[1:] for link in links}, set(ids))
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h\d", tag)]
        self.assertTrue(all(b - a <= 1 for a, b in zip([0] + levels, levels)), levels)

    def test_it_loads_nothing(self):
        page = self.page("--mistakes", "9")
        self.assertNotRegex(page, r"https?:|//|@import|url\(")
        tags = {tag for tag, _ in Reader(page).elements}
        self.assertFalse(tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form"})

    def test_hostile_records_stay_text(self):
        records = [{"id": HOSTILE, "channel": HOSTILE, "turns": [{"text": HOSTILE}, {"text": "\ud800".encode(
            "utf-8", "replace").decode()}], "label": {"persona": HOSTILE}}]
        page = self.page("--mistakes", "9", "--by", "channel", records=records)
        reader = Reader(page)
        self.assertEqual(reader.problems, [])
        for tag, attrs in reader.elements:
            self.assertNotEqual(tag, "img")
            self.assertFalse([name for name in attrs if name.startswith("on")])
        shown = HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd")
        self.assertIn(shown, reader.text)  # the record's id, as it was given
        self.assertIn(("mark", {}), reader.elements)

    def test_the_same_input_gives_the_same_bytes(self):
        self.assertEqual(self.page("--mistakes", "2"), self.page("--mistakes", "2"))

    def test_mistakes_are_quoted_only_when_asked_for(self):
        self.assertNotIn("blockquote>", self.page())
        self.assertIn("blockquote>", self.page("--mistakes", "1"))

    def test_the_other_output_does_not_change(self):
        def without_timing(done):
            return re.sub(rb'"timing":\{[^}]*\}', b"", done.stdout)
        self.assertEqual(without_timing(evaluate("--json")),
                         without_timing(evaluate("--json", "--html", str(self.path))))

    def test_a_full_disk_is_an_error(self):
        if not os.path.exists("/dev/full"):
            self.skipTest("no /dev/full here")
        done = evaluate("--html", "/dev/full", code=4)
        self.assertEqual(done.stderr.decode(), "rapport: cannot write '/dev/full': No space left on device\n")
        self.assertIn(b"conversations", done.stdout)  # the rest is there all the same

    def test_a_file_that_is_read_is_not_overwritten(self):
        self.path.write_text('{"turns":[],"label":{}}\n', encoding="utf-8")
        evaluate("--html", str(self.path), str(self.path.parent / "." / "report.html"), code=2)
        self.assertEqual(self.path.read_text(encoding="utf-8"), '{"turns":[],"label":{}}\n')


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
