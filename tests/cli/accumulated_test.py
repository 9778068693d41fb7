#!/usr/bin/env python3
"""The commands print what the accumulators of hosts report: the committed reports of tests/vectors.
Usage: accumulated_test.py PROGRAM SOURCE_DIR"""

import pathlib
import subprocess
import sys

PROGRAM, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2])
VECTORS = SOURCE / "tests" / "vectors"
COMMANDS = {
    "coaching.json": ("handled.jsonl", ["coach", "--individuals", "--min-sample", "2"]),
    "acceptance.json": ("handled.jsonl", ["acceptance", "--min-sample", "1", "--sort", "name"]),
    "metrics.json": ("service.jsonl", ["metrics", "--by", "team"]),
    # "feedback.json" is of a pack without themes, with which the command ends.
}


def main():
    failed = 0
    for name, (lines, command) in COMMANDS.items():
        done = subprocess.run([PROGRAM, *command, "--json", "--pack", VECTORS / "pack.yaml",
                               VECTORS / lines], capture_output=True, check=False)
        if done.returncode != 0 or done.stdout != (VECTORS / name).read_bytes():
            failed += 1
            print(f"{name}: code {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
    print(f"{len(COMMANDS) - failed} reports agree, {failed} do not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
