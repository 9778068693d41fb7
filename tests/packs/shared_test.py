"""A decision for every line of the labelled conversations, when they are there: no error, no line lost.

    shared_test.py RAPPORT SOURCE_DIR

The folder is $RAPPORT_SHARED/data, or ../shared/data beside the checkout; without it the test is skipped.
"""
import glob
import json
import os
import subprocess
import sys

SKIPPED = 77


def main():
    rapport, source = sys.argv[1:3]
    shared = os.environ.get("RAPPORT_SHARED") or os.path.join(source, "..", "shared")
    files = sorted(glob.glob(os.path.join(shared, "data", "*.jsonl")))
    if not files:
        print("SKIPPED: no labelled conversations beside the checkout")
        return SKIPPED
    failures = 0
    for path in files:
        with open(path, encoding="utf-8") as file:
            ids = [json.loads(line)["id"] for line in file if line.strip()]
        run = subprocess.run([rapport, "decide", "--json", path], capture_output=True, check=False)
        decided = [json.loads(line)["id"] for line in run.stdout.splitlines()]
        good = run.returncode == 0 and not run.stderr and decided == ids
        failures += not good
        print(f"{os.path.basename(path)}: {len(decided)} of {len(ids)} decided, exit code "
              f"{run.returncode}{'' if good else ' FAILED'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
