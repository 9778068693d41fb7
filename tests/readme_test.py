#!/usr/bin/env python3
"""Checks that the samples in README.md work: the C++ one is what tests/install/ builds and runs, and
the pack is checked and tested by the program. Usage: readme_test.py SOURCE_DIR RAPPORT_PROGRAM"""

import os
import re
import subprocess
import sys
import tempfile


def block(readme, language):
    found = re.findall(rf"^```{language}\n(.*?)^```$", readme, re.M | re.S)
    if len(found) != 1:
        sys.exit(f"README.md: expected one {language} sample, found {len(found)}")
    return found[0]


def main():
    root, program = sys.argv[1:3]
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        readme = file.read()

    consumer = os.path.join(root, "tests", "install", "consumer", "consumer.cc")
    with open(consumer, encoding="utf-8") as file:
        if file.read() != block(readme, "cpp"):
            sys.exit("README.md: the C++ sample differs from tests/install/consumer/consumer.cc")

    with tempfile.TemporaryDirectory() as folder:
        pack = os.path.join(folder, "shop.yaml")
        with open(pack, "w", encoding="utf-8") as file:
            file.write(block(readme, "yaml"))
        for command in ("check", "test"):
            run = subprocess.run([program, command, pack], capture_output=True, text=True, check=False)
            if run.returncode != 0:
                sys.exit(f"README.md: rapport {command} refuses the pack:\n{run.stdout}{run.stderr}")
    print("README.md: the samples work")


main()
