#!/usr/bin/env python3
"""Saves, loads and merges metrics with `rapport metrics`; writes its HTML page, reads it as a browser would,
and has a browser show it where there is one. Usage: metrics_page_test.py PROGRAM [--keep FOLDER]: screenshots
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
EVENTS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "events.jsonl"


def metrics(*arguments, lines=None, code=0):
    text = EVENTS.read_text(encoding="utf-8") if lines is None else "".join(line + "\n" for line in lines)
    done = subprocess.run([PROGRAM, "metrics", *arguments], input=text.encode(), stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    assert done.returncode == code, done.stderr.decode()
    return done.stdout


class Saved(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def test_halves_are_the_whole(self):
        lines = EVENTS.read_text(encoding="utf-8").splitlines()
        by = ("--json", "--by", "team", "--by", "channel,period")
        whole = metrics(*by, "--save", str(self.folder / "whole"))
        for name, part in (("a", lines[::2]), ("b", lines[1::2])):
            metrics(*by, "--save", str(self.folder / name), lines=part)
        load = [argument for name in "ab" for argument in ("--load", str(self.folder / name))]
        self.assertEqual(metrics(*by, *load, "--save", str(self.folder / "both")), whole)
        self.assertEqual((self.folder / "both").read_bytes(), (self.folder / "whole").read_bytes())
        # Going on from one half with the events of the other.
        more = self.folder / "more.jsonl"
        more.write_text("\n".join(lines[1::2]), encoding="utf-8")
        self.assertEqual(metrics(*by, "--load", str(self.folder / "a"), str(more)), whole)

    def test_other_groups_do_not_merge(self):
        metrics("--by", "team", "--save", str(self.folder / "a"))
        metrics("--by", "agent", "--load", str(self.folder / "a"), code=2)

    def test_saved_ranges_compare_as_the_two_sides_of_a_day(self):
        def compare(*arguments, lines=""):
            done = subprocess.run([PROGRAM, "compare", "--json", "--by", "team", *arguments], input=lines.encode(),
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
            return done.stdout
        metrics("--by", "team", "--to", "2026-03-16", "--save", str(self.folder / "a"))
        metrics("--by", "team", "--from", "2026-03-16", "--save", str(self.folder / "b"))
        self.assertEqual(compare("--before", str(self.folder / "a"), "--after", str(self.folder / "b")),
                         compare("--at", "2026-03-16", lines=EVENTS.read_text(encoding="utf-8")))

    def test_a_case_of_before_is_no_case_of_after(self):
        lines = [json.dumps({"event": "contact", "at": f"2026-03-{day:02}T09:00:00Z", "case": case})
                 for day, case in ((1, "a"), (2, "b"), (11, "a"), (12, "c"))]
        done = subprocess.run([PROGRAM, "compare", "--json", "--at", "2026-03-10"], input="\n".join(lines).encode(),
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=True)
        report = json.loads(done.stdout)
        self.assertEqual((report["before"]["cases"], report["after"]["cases"]), (2, 1))

    def test_a_refusal_names_what_differs(self):
        metrics("--by", "team", "--to", "2026-03-16", "--save", str(self.folder / "a"))
        done = subprocess.run([PROGRAM, "metrics", "--load", str(self.folder / "a")], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"with another 'by', another 'from' or 'to'\n", done.stderr)

    def test_a_far_last_event_is_remarked_upon(self):
        far = json.dumps({"event": "use", "at": "2062-03-10T09:00:00Z", "customer": "c1"})
        lines = EVENTS.read_text(encoding="utf-8").splitlines() + [far]
        remark = "The last event, 2062-03-10, lies far beyond the others: a mistyped year?"
        page = self.folder / "page.html"
        self.assertIn(remark, metrics("--html", str(page), lines=lines).decode())
        self.assertIn(remark, page.read_text(encoding="utf-8"))
        self.assertEqual(json.loads(metrics("--json", lines=lines))["remark"], remark)
        self.assertNotIn("remark", json.loads(metrics("--json")))

    def test_threads_change_nothing(self):
        self.assertEqual(metrics("--json", "--threads", "1"), metrics("--json", "--threads", "5"))


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(KEEP or folder.name)
        self.path = self.folder / "metrics.html"

    def page(self, *arguments, lines=None):
        metrics("--html", str(self.path), "--by", "team", "--by", "channel,persona", *arguments, lines=lines)
        return self.path.read_text(encoding="utf-8")

    def test_its_elements_nest_and_its_names_are_unique(self):
        reader = Reader(self.page())
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

    def test_plots_are_drawn_within_their_pictures(self):
        page = self.page()
        plots = re.findall(r'<svg class="trend" viewBox="0 0 420 170".*?</svg>', page, re.S)
        self.assertGreater(len(plots), 15)
        for plot in plots:
            for points in re.findall(r'points="([^"]*)"', plot):
                for x, y in (pair.split(",") for pair in points.split()):
                    self.assertTrue(0 <= int(x) <= 420 and 0 <= int(y) <= 170, pair_of(x, y))
            for y in re.findall(r'c?y[12]?="(-?\d+)"', plot):
                self.assertTrue(0 <= int(y) <= 170, y)

    def test_hostile_events_stay_text(self):
        at = "2026-03-%02dT09:00:00Z"
        lines = [json.dumps({"event": "rating", "at": at % (i + 1), "asks": "csat", "score": 1, "team": HOSTILE})
                 for i in range(28)]
        reader = Reader(self.page(lines=lines))
        self.assertEqual(reader.problems, [])
        for tag, attrs in reader.elements:
            self.assertNotEqual(tag, "img")
            self.assertFalse([name for name in attrs if name.startswith("on")])
        self.assertIn(HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd"), "".join(reader.text))

    def test_nothing_makes_a_page_too(self):
        reader = Reader(self.page(lines=[]))
        self.assertEqual(reader.problems, [])
        self.assertIn("No event", "".join(reader.text))

    def test_a_browser_shows_all_of_it(self):
        browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
        if browser is None:
            self.skipTest("no Chromium here")
        self.page()
        for name, width in (("narrow", 500), ("wide", 1200)):
            shot = self.folder / f"{name}.png"
            run_browser(browser, self.path, f"--screenshot={shot}", f"--window-size={width},3200")
            self.assertEqual(png_rows(shot), (width, 3200))
        dom = run_browser(browser, self.path, "--dump-dom")
        self.assertEqual(Reader(dom).problems, [])
        self.assertEqual(texts(dom), texts(self.path.read_text(encoding="utf-8")))


def pair_of(x, y):
    return f"{x},{y} lies outside"


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--keep" in sys.argv:
        place = sys.argv.index("--keep")
        KEEP = sys.argv[place + 1]
        del sys.argv[place:place + 2]
    unittest.main()
