#!/usr/bin/env python3
"""Writes the HTML page of `rapport coach`, reads it as a browser would, and has a browser show it where
there is one. Usage: coaching_page_test.py PROGRAM [--keep FOLDER]: screenshots stay there"""

import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

from report_test import HOSTILE, Reader

PROGRAM = ""
KEEP = None
CASE = pathlib.Path(__file__).resolve().parent / "cases" / "coach"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def coach(*arguments, records=None):
    lines = (CASE / "stdin").read_text(encoding="utf-8") if records is None else \
        "".join(json.dumps(record) + "\n" for record in records)
    done = subprocess.run([PROGRAM, "coach", "--pack", str(CASE / "pack.yaml"), *arguments],
                          input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def png_rows(path):
    """(width, height) of a PNG, from its header."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", data[16:24])


class Page(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(KEEP or folder.name)
        self.path = self.folder / "coaching.html"

    def page(self, *arguments, records=None):
        coach("--html", str(self.path), *arguments, records=records)
        return self.path.read_text(encoding="utf-8")

    def test_its_elements_nest_and_its_names_are_unique(self):
        reader = Reader(self.page("--individuals", "--min-sample", "4"))
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

    def test_people_are_in_it_only_when_asked_for(self):
        self.assertNotIn("ana", self.page())
        page = self.page("--individuals", "--min-sample", "8")
        self.assertIn(">ana</h2>", page)
        self.assertNotIn(">cem</h2>", page)  # four replies
        self.assertIn("1 agent has fewer than 8 replies", page)

    def test_hostile_records_stay_text(self):
        turns = [{"text": "It is broken. " + HOSTILE}, {"by": "agent", "author": HOSTILE, "text": HOSTILE}]
        records = [{"id": HOSTILE, "team": HOSTILE, "turns": turns} for _ in range(6)]
        reader = Reader(self.page("--individuals", "--min-sample", "1", records=records))
        self.assertEqual(reader.problems, [])
        for tag, attrs in reader.elements:
            self.assertNotEqual(tag, "img")
            self.assertFalse([name for name in attrs if name.startswith("on")])
        self.assertIn(HOSTILE.replace("\u202e", "\ufffd").replace("\x00", "\ufffd"), "".join(reader.text))

    def test_the_same_input_gives_the_same_bytes_in_any_number_of_threads(self):
        self.assertEqual(self.page("--threads", "1"), self.page("--threads", "5"))

    def test_the_other_output_does_not_change(self):
        self.assertEqual(coach("--json"), coach("--json", "--html", str(self.path)))

    def test_a_browser_shows_all_of_it(self):
        browser = next((path for path in map(shutil.which, BROWSERS) if path), None)
        if browser is None:
            self.skipTest("no Chromium here")
        self.page("--individuals", "--min-sample", "4")
        # A narrow and a wide window: nothing may be wider than the page but tables, which scroll.
        for name, width in (("narrow", 500), ("wide", 1200)):
            shot = self.folder / f"{name}.png"
            run_browser(browser, self.path, f"--screenshot={shot}", f"--window-size={width},3200")
            self.assertEqual(png_rows(shot), (width, 3200))
        dom = run_browser(browser, self.path, "--dump-dom")
        self.assertEqual(Reader(dom).problems, [])
        # What the browser made of it is what was written: nothing was repaired away.
        self.assertEqual(texts(dom), texts(self.path.read_text(encoding="utf-8")))


def texts(page):
    return " ".join("".join(Reader(page).text).split())


def run_browser(browser, page, *arguments):
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
                               f"--user-data-dir={profile}", "--no-first-run", *arguments, page.as_uri()],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120, check=False,
                              env={**os.environ, "HOME": profile})
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8")


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    if "--keep" in sys.argv:
        at = sys.argv.index("--keep")
        KEEP = sys.argv[at + 1]
        del sys.argv[at:at + 2]
    unittest.main()
