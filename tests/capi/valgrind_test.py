#!/usr/bin/env python3
"""Runs test programs under valgrind: no error, nothing lost. Usage: valgrind_test.py PROGRAM..."""

import shutil
import subprocess
import sys


def main():
    if not shutil.which("valgrind"):
        print("SKIPPED: valgrind is not here")
        return 77
    failed = 0
    for program in sys.argv[1:]:
        run = subprocess.run(
            ["valgrind", "-q", "--leak-check=full", "--errors-for-leak-kinds=definite,possible",
             "--error-exitcode=9", program], text=True, capture_output=True, check=False)
        if run.returncode != 0:
            failed += 1
            print(f"{program}: {run.returncode}\n{run.stdout}{run.stderr}")
    print(f"{len(sys.argv) - 1 - failed} programs clean, {failed} not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
