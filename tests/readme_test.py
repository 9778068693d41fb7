#!/usr/bin/env python3
"""Checks that the samples in README.md work: those in C++ and C are what tests/install/ builds and runs, the
one in Python runs here, and the pack is checked and tested by the program.
Usage: readme_test.py SOURCE_DIR RAPPORT_PROGRAM C_LIBRARY"""

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
    root, program, library = sys.argv[1:4]
    with open(os.path.join(root, "README.md"), encoding="utf-8") as file:
        readme = file.read()

    for language, name in (("cpp", "consumer.cc"), ("c", "consumer.c")):
        with open(os.path.join(root, "tests", "install", "consumer", name), encoding="utf-8") as file:
            if file.read() != block(readme, language):
                sys.exit(f"README.md: the {language} sample differs from tests/install/consumer/{name}")

    if sys.version_info >= (3, 10):
        binding = {"PYTHONPATH": os.path.join(root, "capi", "bindings", "python", "src"),
                   "RAPPORT_LIBRARY": library, "PYTHONDONTWRITEBYTECODE": "1"}
        run = subprocess.run([sys.executable, "-c", block(readme, "python")], env={**os.environ, **binding},
                             capture_output=True, text=True, check=False)
        if run.returncode != 0 or not run.stdout.startswith("impatient "):
            sys.exit(f"README.md: the Python sample gives {run.stdout}{run.stderr}")

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
