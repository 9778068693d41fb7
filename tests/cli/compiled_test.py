#!/usr/bin/env python3
"""Compiled packs on the command line: they answer as their sources do, and what cannot do without sources says so.
Usage: compiled_test.py PROGRAM"""

import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACK = ROOT / "tests" / "vectors" / "pack.yaml"
RECORDS = ROOT / "tests" / "vectors" / "conversations.jsonl"
PROGRAM = "rapport"


def rapport(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False,
                          stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout, done.stderr


class CompiledPacks(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.image = pathlib.Path(self.folder.name) / "frozen.rpk"
        code, out, err = rapport("compile", "--pack", PACK, "-o", self.image)
        self.assertEqual((code, err), (0, ""))
        self.assertRegex(out, r"^.*frozen\.rpk: frozen@1\.0\.0#[0-9a-f]{16}\n$")

    def test_commands_answer_as_with_the_sources(self):
        for command in (["decide", "--json"], ["explain", "--json"], ["evaluate"], ["show"], ["check"]):
            with self.subTest(command[0]):
                records = [RECORDS] if command[0] in ("decide", "explain", "evaluate") else []
                option = [] if command[0] == "check" else ["--pack"]
                answers = [rapport(*command, *option, pack, *records) for pack in (PACK, self.image)]
                self.assertEqual(answers[0], answers[1])
                self.assertIn(answers[0][0], (0, 3))  # some records have no label

    def test_compiling_again_changes_nothing(self):
        again = self.image.with_name("again.rpk")
        self.assertEqual(rapport("compile", "--pack", self.image, "-o", again)[0], 0)
        self.assertEqual(again.read_bytes(), self.image.read_bytes())

    def test_the_default_pack(self):
        image = self.image.with_name("default.rpk")
        self.assertEqual(rapport("compile", "-o", image)[0], 0)
        self.assertEqual(rapport("show", "cues", "--pack", image), rapport("show", "cues"))

    def test_what_needs_sources_says_so(self):
        for command in (["test", self.image], ["mine", "--pack", self.image, RECORDS],
                        ["fit", "--pack", self.image, "-o", self.image.with_name("x.yaml"), RECORDS]):
            with self.subTest(command[0]):
                code, out, err = rapport(*command)
                self.assertEqual((code, out), (1, ""))
                self.assertEqual(err, f"rapport: '{self.image}' is a compiled pack: name the files it was compiled "
                                      "from\n")

    def test_damage_is_noticed(self):
        damaged = bytearray(self.image.read_bytes())
        damaged[len(damaged) // 2] ^= 1
        self.image.write_bytes(damaged)
        code, out, err = rapport("decide", "--pack", self.image, RECORDS)
        self.assertEqual((code, out), (1, ""))
        self.assertEqual(err, f"{self.image}: error[compiled-pack]: the compiled pack is damaged: its checksum is "
                              "wrong\n")


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
