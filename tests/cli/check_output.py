#!/usr/bin/env python3
"""Runs a program and checks that what it prints holds every line of EXPECTED, in that order; further
lines may stand between. `*` stands for any text. Usage: check_output.py EXPECTED PROGRAM [ARGUMENT...]"""

import re
import subprocess
import sys


def pattern(line):
    return re.compile(".*".join(re.escape(piece) for piece in line.split("*")) + r"\s*$")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        expected = [line.rstrip("\n") for line in file if line.strip()]
    done = subprocess.run(sys.argv[2:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                          check=False)
    output = done.stdout.decode("utf-8")
    lines = output.splitlines()
    at = 0
    for line in expected:
        wanted = pattern(line)
        while at < len(lines) and not wanted.match(lines[at]):
            at += 1
        if at == len(lines):
            print(f"{output}\nnot found, or not in this place: {line}")
            return 1
        at += 1
    if done.returncode != 0 or not expected:
        print(f"{output}\nreturned {done.returncode}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
