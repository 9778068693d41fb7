#!/usr/bin/env python3
"""The scripted hostile conversations hold: every turn says what must have come of it, and together they
go through every state, do every step and commit every fault of the protocol.
Usage: scripts_test.py RAPPORT SOURCE_DIR"""

import json
import pathlib
import re
import subprocess
import sys

LEAST_SCRIPTS = 40


def names_in(text, key):
    """What `key` is expected to be, or to hold, anywhere."""
    found = set()
    for value in re.findall(rf"\b{key}: (\[[^\]]*\]|\w+)", text):
        found.update(re.findall(r"\w+", value))
    return found


def declared(pack, section):
    """The ids of a section of the protocol: of states after `- id:`, of others at the depth of their keys."""
    body = re.search(rf"\n    {section}:\n(.*?)(?=\n    \w|\Z)", pack, re.S).group(1)
    form = r"(?m)^      - id: (\w+)" if section == "states" else r"(?m)^      (\w+):"
    return set(re.findall(form, body))


def main():
    rapport, source = sys.argv[1], pathlib.Path(sys.argv[2])
    failures, passed, text = [], 0, ""
    for path in sorted((source / "tests" / "protocol").glob("*.yaml")):
        run = subprocess.run([rapport, "test", "--json", "--filter", "hostile: ", str(path)],
                             capture_output=True, text=True)
        if run.returncode not in (0, 1):
            failures.append(f"{path.name}: {run.stderr}")
            continue
        report = json.loads(run.stdout)
        passed += report["passed"]
        for failure in report["failures"]:
            failures += [f"{failure['place']}: {failure['name']}: {message}" for message in failure["messages"]]
        script = path.read_text()
        turns = len(re.findall(r"(?m)^      - \w+: ", script))
        checked = len(re.findall(r"(?m)^        expect: ", script))
        if turns != checked:
            failures.append(f"{path.name}: {turns} turns, {checked} of them checked")
        text += script
    if passed < LEAST_SCRIPTS:
        failures.append(f"{passed} scripts passed; there should be {LEAST_SCRIPTS}")
    pack = (source / "rules" / "core-en" / "protocols.yaml").read_text()
    for section, key in (("states", "state"), ("faults", "faults")):
        for missing in sorted(declared(pack, section) - names_in(text, key)):
            failures.append(f"no script comes to the {key} {missing}")
    throughout = {"stay_calm", "let_speak"}
    for missing in sorted(declared(pack, "steps") - throughout - names_in(text, "done")):
        failures.append(f"no script does the step {missing}")
    print(f"{passed} scripts", *failures, sep="\n")
    sys.exit(1 if failures else 0)


main()
