#!/usr/bin/env python3
"""Runs the commands that docs/feedback-loop.md shows: what is accepted, and the way from corrections to weights.
Usage: feedback_guide_test.py PROGRAM"""

import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "feedback-loop.md").read_text(encoding="utf-8")
FIT = ROOT / "tests" / "cli" / "cases" / "fit"
PROGRAM = ""

# To the pack of the case, all of these are `none`; an agent says otherwise.
LATE = ["My lamp has not come yet", "The lamp has not come", "It has not come, what now?", "Has not come so far"]


def commands():
    block = re.search(r"```sh\n(.*?)```", GUIDE, re.S).group(1)
    return [shlex.split(line) for line in block.splitlines()]


def rapport(*arguments, cwd):
    done = subprocess.run([PROGRAM, *arguments], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, encoding="utf-8", check=False)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


def conversations():
    for i in range(24):
        yield {"id": f"late{i}", "turns": [{"text": f"{LATE[i % 4]} ({i})"}],
               "events": [{"kind": "wrong", "persona": "none", "correct": "impatient", "by": "ana"}]}
    yield {"id": "kept", "turns": [{"text": "Thank you"}], "events": [{"kind": "accepted", "persona": "none"}]}
    yield {"id": "has", "turns": [{"text": "It has not come"}], "label": {"persona": "none"},
           "overrides": {"persona": "impatient"}}


class FeedbackGuide(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        shutil.copy(FIT / "pack.yaml", self.folder / "shop.yaml")
        shutil.copy(FIT / "labelled.jsonl", self.folder)
        with open(self.folder / "conversations.jsonl", "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in conversations())

    def personas(self, *packs):
        packs = [part for pack in packs for part in ("--pack", pack)]
        out = rapport("decide", "--json", *packs, "conversations.jsonl", cwd=self.folder)
        return {d["id"]: d["persona"] for d in map(json.loads, out.splitlines())}

    def test_from_corrections_to_weights(self):
        accept, fit, decide = commands()
        self.assertEqual([accept[1], fit[1], decide[1]], ["acceptance", "fit", "decide"])
        before = self.personas("shop.yaml")
        rapport(*accept[1:], "--pack", "shop.yaml", cwd=self.folder)
        labelled = [json.loads(line) for line in (self.folder / "corrected.jsonl").read_text().splitlines()]
        self.assertEqual([r["id"] for r in labelled], [f"late{i}" for i in range(24)])
        self.assertEqual({r["source"] for r in labelled}, {"feedback"})
        self.assertEqual({r["label"]["persona"] for r in labelled}, {"impatient"})
        # Until somebody fits, nothing has changed.
        self.assertEqual(self.personas("shop.yaml"), before)
        self.assertEqual(before["late0"], "none")

        self.assertIn("feedback=2", fit)
        rapport(*fit[1:], cwd=self.folder)
        after = {d["id"]: d["persona"]
                 for d in map(json.loads, rapport(*decide[1:], cwd=self.folder).splitlines())}
        self.assertEqual({after[f"late{i}"] for i in range(24)}, {"impatient"})
        self.assertEqual(after["kept"], "none")

    def test_the_sample(self):
        command = shlex.split(re.search(r"^    (rapport acceptance .*)$", GUIDE, re.M).group(1))
        text = rapport(*command[1:], cwd=ROOT)
        for heading in ("Actions that", "Policies, by", "Playbooks, by", "Types that"):
            self.assertIn(heading, text)
        # The default pack may come to decide a few of them differently.
        command[command.index("--min-sample") + 1] = "3"
        report = json.loads(rapport(*command[1:], "--json", cwd=ROOT))
        self.assertEqual(report["records"], 30)
        rows = {row["id"]: row for row in report["actions"]["rows"]}
        self.assertGreater(rows["highlight_value"]["share"], rows["offer_discount"]["share"])
        for row in rows.values():
            self.assertLessEqual(row["answered"], row["shown"])
            self.assertEqual(row["answered"],
                             sum(row[kind] for kind in ("accepted", "edited", "dismissed", "wrong")))


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop())
    unittest.main(verbosity=2)
