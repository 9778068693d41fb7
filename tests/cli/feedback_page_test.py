#!/usr/bin/env python3
"""Writes the HTML page of `rapport feedback`, reads it as a browser would, and has a browser show it where
there is one; and adds up what was saved. Usage: feedback_page_test.py PROGRAM [--keep FOLDER]: screenshots
stay there"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from coaching_page_test import BROWSERS, png_rows, run_browser, texts
from report_test import HOSTILE, Reader

PROGRAM = ""
KEEP = None
ROOT = pathlib.Path(__file__).resolve().parents[2]
PACK = ROOT / "tests" / "cli" / "cases" / "feedback" / "pack.yaml"
RATINGS = (ROOT / "examples" / "ratings.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def feedback(*arguments, lines=None):
    done = subprocess.run([PROGRAM, "feedback", "--pack", str(PACK), "--min-sample", "5", *arguments],
                          input="".join(RATINGS if lines is None else lines).encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(KEEP or folder.name)
        self.path = self.folder / "feedback.html"

    def page(self, *arguments, lines=None):
        feedback("--html", str(self.path), *arguments, lines=lines)
        return self.path.read_text(encoding="utf-8")

    def test_its_elements_nest_and_its_names_are_unique(self):
        reader = Reader(self.page("--by", "team"))
        self.assertEqual(reader.problems, [])
        ids = [attrs["id"] for _, attrs in reader.elements if "id" in attrs]
        self.assertEqual(len(ids), len(set(ids)))
        links = [attrs["href"] for tag, attrs in reader.elements if tag == "a"]
        self.assertEqual({link[1:] for link in links}, set(ids))
        levels = [int(tag[1]) for tag, _ in reader.elements if re.fullmatch(r"h\d", tag)]
        self.assertTrue(all(b - a <= 1 for a, b in zip([0] + levels, levels)), levels)

    def test_it_loads_nothing(self):
        page = self.page()
        self.assertNotRegex(page, r"https?:|//|@import|url\(")
        tags = {tag for tag, _ in Reader(page).elements}
        self.assertFalse(tags & {"script", "link", "img", "iframe", "object", "embed", "base", "form"})

    def test_it_says_what_the_other_output_says(self):
        report = json.loads(feedback("--json"))
        text = "".join(Reader(self.page()).text)
        for theme in report["themes"]:
            self.assertIn(theme["label"], text)
            for example in theme["examples"]:
                self.assertIn(example["comment"], text)
        hurting = [d for d in report["drivers"] if d["verdict"] == "hurts"]
        self.assertTrue(hurting)
        for driver in hurting:
            for measure in driver["measures"]:
                self.assertIn(measure["label"], text)
        self.assertIn("one_sided", {d["verdict"] for d in report["drivers"]})
        self.assertIn("speaks one way only", text)

    def test_hostile_events_stay_text(self):
        event = {"event": "rating", "at": "2026-03-02T09:00:00Z", "asks": "csat", "score": 1, "case": HOSTILE,
                 "team": HOSTILE, "persona": HOSTILE, "comment": "Parcel days late. " + HOSTILE}
        lines = [json.dumps({**event, "customer": f"c{i}"}) + "\n" for i in range(6)]
        reader = Reader(self.page("--by", "team", lines=lines))
        self.assertEqual(reader.problems, [])
        for tag, attrs in reader.elements:
            self.assertNotEqual(tag, "img")
            self.assertFalse([name for name in attrs if name.startswith("on")])
        self.assertIn(HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd"), "".join(reader.text))

    def test_parts_that_were_saved_are_the_whole(self):
        saved = [self.folder / f"part{i}.saved" for i in range(3)]
        for i, path in enumerate(saved):
            feedback("--save", str(path), lines=RATINGS[i::3])
        loads = [word for path in saved for word in ("--load", str(path))]
        self.assertEqual(feedback("--json", *loads, lines=[]), feedback("--json"))
        # And going on from them: what was loaded is saved with what is read.
        feedback("--load", str(saved[0]), "--save", str(saved[0]), "-", lines=RATINGS[1::3])
        self.assertEqual(feedback("--json", "--load", str(saved[0]), "-", lines=RATINGS[2::3]), feedback("--json"))

    def test_the_order_of_ratings_changes_nothing(self):
        self.assertEqual(feedback("--json", lines=RATINGS[::-1]), feedback("--json"))

    def test_a_browser_shows_all_of_it(self):
        browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
        if browser is None:
            self.skipTest("no Chromium here")
        self.page()
        # A narrow and a wide window: nothing may be wider than the page but tables, which scroll.
        for name, width in (("narrow", 500), ("wide", 1200)):
            shot = self.folder / f"feedback-{name}.png"
            run_browser(browser, self.path, f"--screenshot={shot}", f"--window-size={width},4200")
            self.assertEqual(png_rows(shot), (width, 4200))
        dom = run_browser(browser, self.path, "--dump-dom")
        self.assertEqual(Reader(dom).problems, [])
        # What the browser made of it is what was written: nothing was repaired away.
        self.assertEqual(texts(dom), texts(self.path.read_text(encoding="utf-8")))


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--keep" in sys.argv:
        at = sys.argv.index("--keep")
        KEEP = sys.argv[at + 1]
        del sys.argv[at:at + 2]
    unittest.main()
