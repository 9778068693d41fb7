#!/usr/bin/env python3
"""Every code that the sources emit stands in docs/diagnostics.md, and no other.
Usage: diagnostics_test.py SOURCE_DIR"""

import pathlib
import re
import sys

LAYERS = ("pack", "phrase", "expr", "ruleset")

# A code is the first or second argument of one of these, as a literal or as one of two.
CALL = re.compile(r"\b(?:Error|Warning|Gap|Refuse|Reject|MakeIssue)\(")
CODE = re.compile(r'"([a-z]+(?:-[a-z]+)*)"')
# The layers below the pack keep theirs apart by a prefix, wherever they stand.
PREFIXED = re.compile(r'"((?:phrase|expr|yaml|overlay)-[a-z-]+)"')


def first_arguments(text, start):
    """The text of the first two arguments of the call whose parenthesis ends at `start`."""
    depth, commas, quoted, at = 1, 0, False, start
    while at < len(text) and depth > 0:
        c = text[at]
        if quoted:
            at += c == "\\"
            quoted = c != '"'
        elif c == '"':
            quoted = True
        elif c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
        elif c == "," and depth == 1:
            commas += 1
            if commas == 2:
                break
        at += 1
    return text[start:at]


def main():
    source = pathlib.Path(sys.argv[1])
    emitted = {}
    for layer in LAYERS:
        for path in sorted((source / "src" / layer).glob("*.cc")):
            text = path.read_text()
            codes = set(PREFIXED.findall(text))
            for call in CALL.finditer(text):
                codes.update(CODE.findall(first_arguments(text, call.end())))
            for code in codes:
                emitted.setdefault(code, path.name)
    listed = set(re.findall(r"^### `([a-z-]+)`$", (source / "docs" / "diagnostics.md").read_text(), re.M))
    failures = [f"{code} ({emitted[code]}) is not in docs/diagnostics.md"
                for code in sorted(set(emitted) - listed)]
    failures += [f"docs/diagnostics.md lists {code}, which nothing emits"
                 for code in sorted(listed - set(emitted))]
    if len(emitted) < 50:
        failures.append(f"found only {len(emitted)} codes; have the calls changed?")
    print(f"{len(emitted)} codes", *failures, sep="\n")
    sys.exit(1 if failures else 0)


main()
