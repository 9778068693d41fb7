#!/usr/bin/env python3
"""Compares the manual page with the program's help, both ways, and has the tools that are here check its
markup. Usage: man_test.py PROGRAM PAGE"""

import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest

PROGRAM = PAGE = ""


def run(*arguments, folder=None):
    return subprocess.run(arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, encoding="utf-8", check=False, cwd=folder,
                          env={**os.environ, "LC_ALL": "C.UTF-8", "MANWIDTH": "80"})


def rapport(*arguments):
    return run(PROGRAM, *arguments).stdout


def commands():
    return re.findall(r"^  ([a-z]+)", rapport("--help").split("Subcommands:\n")[1].split("\n\n")[0], re.M)


def options_in_help(*command):
    """Such as '-p, --pack PATH'."""
    found = re.findall(r"^  (-\S+(?: \S+)?)(?:  |$)", rapport(*command, "--help"), re.M)
    return {option.replace(",", ", ") for option in found}


def plain(line):
    """A line of the page as it reads: without macro, fonts and escapes."""
    line = re.sub(r"\\f[BIRP]", "", line).replace("\\-", "-").replace("\\(aq", "'")
    if not line.startswith("."):
        return line
    macro, _, rest = line.partition(" ")
    words = shlex.split(rest)
    return ("" if macro in (".BR", ".BI", ".RI", ".RB", ".IR", ".IB") else " ").join(words)


def sections(macro, lines):
    """{heading: lines} of the parts that `macro` begins."""
    found, current = {}, None
    for line in lines:
        if line.startswith(macro + " "):
            current = found.setdefault(plain(line), [])
        elif current is not None:
            current.append(line)
    return found


def tags(lines):
    """What each .TP explains."""
    return [plain(after) for line, after in zip(lines, lines[1:]) if line == ".TP"]


class ManualPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.text = pathlib.Path(PAGE).read_text(encoding="utf-8")
        cls.parts = sections(".SH", cls.text.splitlines())

    def test_the_parts_in_their_usual_order(self):
        self.assertEqual(list(self.parts), ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "EXIT STATUS",
                                            "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"])

    def test_the_version(self):
        header = self.text.splitlines()[0]
        self.assertIn(f'"{rapport("--version").strip()}"', header)
        self.assertNotIn("@", header)

    def test_commands(self):
        self.assertEqual(tags(self.parts["COMMANDS"]), commands())
        synopsis = [plain(line) for line in self.parts["SYNOPSIS"]]
        self.assertEqual([line.split()[1] for line in synopsis if line.startswith("rapport ")], commands())

    def test_every_command_has_the_options_of_its_help(self):
        page = {command: set() for command in ["rapport", *commands()]}
        for heading, lines in sections(".SS", self.parts["OPTIONS"]).items():
            named = set(re.findall(r"[a-z]+", heading.replace("Options of", "")))
            holders = page if "every" in named else [command for command in page if command in named]
            self.assertTrue(holders, heading)
            self.assertTrue(tags(lines), heading)
            for command in holders:
                page[command] |= set(tags(lines))
        for command, options in page.items():
            with self.subTest(command):
                self.assertEqual(options, options_in_help(*([] if command == "rapport" else [command])))

    def test_no_other_option_is_mentioned(self):
        mentioned = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", self.text.replace("\\-", "-")))
        known = {name for command in [[]] + [[c] for c in commands()] for option in options_in_help(*command)
                 for name in re.findall(r"--[a-z-]+", option)}
        self.assertEqual(mentioned, known)

    def test_exit_codes(self):
        codes = re.findall(r"^  (\d)  ", rapport("--help").split("Exit codes:\n")[1], re.M)
        self.assertEqual(tags(self.parts["EXIT STATUS"]), codes)

    def test_environment(self):
        self.assertEqual(tags(self.parts["ENVIRONMENT"]), ["NO_COLOR", "COLUMNS"])

    def test_examples_are_command_lines_that_the_program_takes(self):
        examples = [plain(line) for line in self.parts["EXAMPLES"] if "rapport " in line and not line.startswith(".")]
        self.assertGreaterEqual(len(examples), 5)
        for example in examples:
            for part in re.findall(r"rapport [^|&)]*", example):
                with self.subTest(part):
                    # Its files are not there, which is another code than a wrong command line's. What it
                    # writes goes away.
                    with tempfile.TemporaryDirectory() as folder:
                        done = run(PROGRAM, *shlex.split(part)[1:], folder=folder)
                    self.assertIn(done.returncode, (0, 4), done.stderr)

    def test_groff_has_nothing_to_say(self):
        self.lint("groff", "-man", "-ww", "-Tutf8", "-z")

    def test_man_has_nothing_to_say(self):
        self.lint("man", "--warnings", "-l")

    def test_mandoc_has_nothing_to_say(self):
        self.lint("mandoc", "-Tlint", "-Wstyle")

    def lint(self, tool, *options):
        if shutil.which(tool) is None:
            self.skipTest(f"{tool} is not installed")
        done = run(tool, *options, PAGE)
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 0, done.stdout)
        if tool == "mandoc":
            self.assertEqual(done.stdout, "")


if __name__ == "__main__":
    PAGE = os.path.abspath(sys.argv.pop())
    PROGRAM = os.path.abspath(sys.argv.pop())
    unittest.main(verbosity=2)
