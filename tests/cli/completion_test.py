#!/usr/bin/env python3
"""Completes command lines in a real shell, with the script that the program prints for it. What is to
be offered is read from the program's help. Usage: completion_test.py PROGRAM bash|zsh|fish"""

import os
import pathlib
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = ""
SHELL = ""
SKIPPED = 77

# Options and arguments that take one of a few words, and the commands they belong to.
CHOICES = {
    ("decide", "--unknown-facts"): ["error", "warn", "ignore"],
    ("decide", "--color"): ["auto", "always", "never"],
    ("explain", "--color"): ["auto", "always", "never"],
    ("evaluate", "--unknown-facts"): ["error", "warn", "ignore"],
    ("evaluate", "--by"): ["channel", "source"],
    ("acceptance", "--sort"): ["least", "most", "shown", "wrong", "name"],
    ("evaluate", "--coverage-order"): ["group", "name", "information"],
    ("show", None): ["personas", "scales", "contact-kinds", "needs", "promises", "policies", "actions",
                     "routes", "facts", "signals", "cues"],
    ("completion", None): ["bash", "zsh", "fish"],
}


def rapport(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, encoding="utf-8", check=False)


def commands():
    listed = rapport("--help").stdout.split("Subcommands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  ([a-z]+)", listed, re.M)


def long_options(command):
    return re.findall(r"^  (?:-\w,)?(--[a-z-]+)", rapport(command, "--help").stdout, re.M)


class Shell(unittest.TestCase):
    """What every shell is to do; a shell says how it is asked."""

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.script = pathlib.Path(cls.folder.name) / f"rapport.{SHELL}"
        done = rapport("completion", SHELL)
        assert done.returncode == 0 and not done.stderr, done
        cls.script.write_text(done.stdout, encoding="utf-8")
        cls.files = pathlib.Path(cls.folder.name) / "files"
        (cls.files / "records").mkdir(parents=True)
        for name in ("shop.yaml", "a day.jsonl", "it's.jsonl"):
            (cls.files / name).touch()

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def run_shell(self, *arguments):
        done = subprocess.run([SHELL, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              stdin=subprocess.DEVNULL, cwd=self.files, encoding="utf-8", check=False,
                              env={**os.environ, "HOME": self.folder.name, "LC_ALL": "C.UTF-8"})
        self.assertEqual(done.stderr, "")
        self.assertEqual(done.returncode, 0)
        return done.stdout

    def test_the_same_app_is_the_same_script(self):
        self.assertEqual(rapport("completion", SHELL).stdout, self.script.read_text(encoding="utf-8"))

    def test_its_syntax(self):
        self.run_shell("-n", str(self.script))


class Offers:
    """Mixed into a shell that can be asked with complete(words): the last word is being typed."""

    def test_commands(self):
        self.assertEqual(sorted(self.complete("")), sorted(commands()))
        self.assertEqual(self.complete("ev"), ["evaluate"])
        self.assertIn("--version", self.complete("--"))

    def test_every_option_of_every_command(self):
        for command in commands():
            with self.subTest(command):
                self.assertEqual(sorted(self.complete(command, "--")), sorted(long_options(command)))
        self.assertEqual(self.complete("decide", "shop.yaml", "--un"), ["--unknown-facts"])

    def test_choices_are_those_the_program_takes(self):
        for (command, option), words in CHOICES.items():
            with self.subTest(f"{command} {option}"):
                before = [command] + ([option] if option else [])
                self.assertEqual(sorted(self.complete(*before, "")), sorted(words))
                # With --help behind it a command line is read and nothing is done.
                for word in words:
                    self.assertEqual(rapport(*before, word, "--help").returncode, 0, word)
                self.assertEqual(rapport(*before, "other", "--help").returncode, 2)

    def test_a_choice_that_is_made_is_not_offered_again(self):
        self.assertNotIn("facts", self.complete("show", "personas", "f"))

    def test_paths(self):
        for words in (["decide", "s"], ["decide", "--pack", "s"], ["decide", "-p", "s"], ["check", "s"],
                      ["explain", "--all", "s"], ["show", "facts", "--pack", "s"]):
            with self.subTest(words):
                self.assertEqual(self.complete(*words), ["shop.yaml"])
        self.assertEqual([p.rstrip("/") for p in self.complete("test", "rec")], ["records"])

    def test_nothing_where_anything_goes(self):
        self.assertEqual(self.complete("decide", "--now", "s"), [])
        self.assertEqual(self.complete("schema", "s"), [])


class Bash(Offers, Shell):
    def ask(self, *words):
        """COMPREPLY for a line that bash has split into `words`."""
        line = " ".join(map(shlex.quote, words))
        return self.run_shell(
            "--norc", "-c", f"source {shlex.quote(str(self.script))} || exit\n"
            f"COMP_WORDS=({line}) COMP_CWORD={len(words) - 1}\n"
            "_rapport\nprintf '%s\\n' \"${COMPREPLY[@]}\"").split("\n")[:-1]

    def complete(self, *words):
        return [word for word in self.ask("rapport", *words) if word]

    def test_it_is_registered(self):
        self.assertEqual(self.run_shell("--norc", "-c", f"source {self.script}; complete -p rapport"),
                         "complete -F _rapport rapport\n")

    def test_a_value_behind_an_equals_sign(self):
        self.assertEqual(self.complete("decide", "--color", "=", ""), ["auto", "always", "never"])
        self.assertEqual(self.complete("decide", "--color", "="), ["auto", "always", "never"])
        self.assertEqual(self.complete("decide", "--color", "=", "al"), ["always"])
        # Where COMP_WORDBREAKS has no '='.
        self.assertEqual(self.complete("decide", "--color=al"), ["--color=always"])
        self.assertEqual(self.complete("check", "--pack=s"), ["--pack=shop.yaml"])

    def test_paths_with_spaces(self):
        self.assertEqual(self.complete("decide", "a"), ["a day.jsonl"])
        self.assertEqual(sorted(self.complete("decide", "")),
                         ["a day.jsonl", "it's.jsonl", "records", "shop.yaml"])

    def test_two_dashes_end_the_options(self):
        self.assertEqual(self.complete("decide", "--", "--"), [])
        self.assertEqual(self.complete("decide", "--", "s"), ["shop.yaml"])

    def test_options_are_offered_when_nothing_else_is_left(self):
        self.assertEqual(self.complete("schema", ""), ["--help"])
        self.assertIn("--json", self.complete("show", "facts", ""))

    def test_the_users_own_separators_do_not_matter(self):
        self.assertEqual(self.run_shell(
            "--norc", "-c", f"source {self.script}; IFS=:; COMP_WORDS=(rapport decide --color '')\n"
            "COMP_CWORD=3; _rapport; printf '%s ' ${COMPREPLY[@]}"), "auto always never ")

    def test_at_a_prompt(self):
        """The whole way: keys, Readline, its quoting of paths."""
        for typed, expected in {
                "rapport exp\t--why\t\n": "<explain><--why-not>",
                "rapport decide a\t\n": "<decide><a day.jsonl>",
                "rapport decide --pack sh\t --color=nev\t\n": "<decide><--pack><shop.yaml><--color=never>",
                "rapport check ~/files/it\t\n": "<check><" + str(self.files / "it's.jsonl") + ">",
                "rapport test rec\tx\n": "<test><records/x>",
        }.items():
            with self.subTest(typed):
                self.assertIn(expected, self.at_prompt(typed))

    def at_prompt(self, typed):
        main, child = pty.openpty()
        environment = {**os.environ, "HOME": self.folder.name, "TERM": "dumb", "PS1": "", "INPUTRC": "",
                       "LC_ALL": "C.UTF-8"}
        start = (f"source {shlex.quote(str(self.script))}\n"
                 "rapport() { printf '<%s>' \"$@\"; printf '[done]\\n'; }\nprintf '[%s]\\n' ready\n")
        with subprocess.Popen([SHELL, "--norc", "--noprofile", "-i"], stdin=child, stdout=child,
                              stderr=child, cwd=self.files, env=environment,
                              start_new_session=True) as shell:
            os.close(child)
            os.write(main, start.encode())
            read_until(main, b"[ready]")
            os.write(main, typed.encode())
            text = read_until(main, b"[done]")
            os.write(main, b"\nexit\n")
            try:
                while os.read(main, 4096):
                    pass
            except OSError:
                pass
            shell.wait(30)
        os.close(main)
        return text.decode()


def read_until(fd, end, seconds=30):
    text = b""
    last = time.monotonic() + seconds
    while end not in text:
        if not select.select([fd], [], [], max(0, last - time.monotonic()))[0]:
            raise AssertionError(f"{end!r} did not come; got {text!r}")
        text += os.read(fd, 4096)
    return text


class Zsh(Shell):
    def test_it_is_registered(self):
        start = "autoload -Uz compinit; compinit -D; "
        self.assertEqual(self.run_shell("-f", "-c", f"{start} source {self.script}; print $_comps[rapport]"),
                         "_rapport\n")
        # From a folder of fpath, as packages install it.
        folder = pathlib.Path(self.folder.name) / "functions"
        folder.mkdir(exist_ok=True)
        shutil.copy(self.script, folder / "_rapport")
        self.assertEqual(self.run_shell("-f", "-c", f"fpath=({folder} $fpath); {start} print $_comps[rapport]"),
                         "_rapport\n")

    def test_every_option_of_every_command(self):
        script = self.script.read_text(encoding="utf-8")
        for command in commands():
            branch = script.split(f"\n    {command})\n")[1].split(";;")[0]
            self.assertEqual(re.findall(r"(?<=[')*])(--[a-z-]+)(?==?\[)", branch), long_options(command))


class Fish(Offers, Shell):
    def complete(self, *words):
        line = " ".join(("rapport",) + words)
        lines = self.run_shell("--no-config", "-c", f"source {shlex.quote(str(self.script))}; "
                               f"complete -C {shlex.quote(line)}").split("\n")[:-1]
        return [line.split("\t")[0] for line in lines]


SHELLS = {"bash": Bash, "zsh": Zsh, "fish": Fish}

if __name__ == "__main__":
    SHELL = sys.argv.pop()
    PROGRAM = os.path.abspath(sys.argv.pop())
    if shutil.which(SHELL) is None:
        print(f"SKIPPED: {SHELL} is not installed")
        sys.exit(SKIPPED)
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(SHELLS[SHELL])
    sys.exit(0 if unittest.TextTestRunner().run(suite).wasSuccessful() else 1)
