#!/usr/bin/env python3
"""Holds rules/pack.schema.json against packs: the good ones pass, and those whose structure the loader
refuses are refused by the schema too, where a schema can see why. Usage: pack_schema_test.py SOURCE_DIR
Exits with 77 (skipped) without PyYAML or jsonschema."""

import json
import pathlib
import re
import sys

try:
    import jsonschema
    import yaml
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(77)

# What a schema sees: keys, types, enumerations, ranges, the forms of names.
STRUCTURE = {"unknown-key", "missing-key", "wrong-type", "unknown-value", "out-of-range", "bad-name",
             "empty-value", "conflicting-keys", "override"}

# Cases whose errors only a loader sees, and why.
BEYOND = {
    "facts": "values are checked against the declared type",
    "evidence_bounds": "a range is upside down",
    "override_merge_breaks": "the error is in the merged pack",
    "override_nothing": "the parent is another file",
    "packs_unknown_parent": "another file",
    "tests": "names and values of facts",
    "file_unreadable": "its values are in order; a range is upside down",
}


class Loader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: `no` and `on` are text, only true and false are booleans."""


Loader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
        ("bool", r"true|false", "tf"),
        ("int", r"-?(0|[1-9][0-9]*)", "-0123456789"),
        ("float", r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?", "-0123456789"),
        ("null", r"~|null|", ["~", "n", ""])):
    Loader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), list(first))


def cases(folder):
    for text in sorted(folder.glob("*.txt")):
        single = text.with_suffix(".yaml")
        yield text.stem, text.read_text(), [single] if single.exists() else sorted(
            text.with_suffix("").rglob("*.yaml"))


def main():
    source = pathlib.Path(sys.argv[1])
    tests = source / "tests" / "pack"
    schema = json.loads((source / "rules" / "pack.schema.json").read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    failures = []
    good = refused = 0

    def errors_of(path):
        return list(validator.iter_errors(yaml.load(path.read_text(), Loader)))

    def expect_good(path):
        nonlocal good
        good += 1
        for error in errors_of(path):
            best = jsonschema.exceptions.best_match([error])
            failures.append(f"{path.relative_to(source)}: {'/'.join(map(str, best.absolute_path))}: "
                            f"{best.message[:200]}")

    for path in sorted((tests / "good").rglob("*.yaml")):
        if path.name != "overlay.yaml":  # its base is filled in by the tests
            expect_good(path)
    for path in sorted((source / "rules").rglob("*.yaml")):
        expect_good(path)

    for name, text, paths in cases(tests / "golden"):
        codes = set(re.findall(r"(?:error|warning)\[([a-z-]+)\]", text))
        if text.endswith("loaded\n"):
            for path in paths:
                if path.name != "unread.yaml":
                    expect_good(path)
            continue
        if any(code.startswith("yaml-") for code in codes) or not codes & STRUCTURE:
            continue
        try:
            seen = any(errors_of(path) for path in paths)
        except yaml.YAMLError:
            continue
        refused += seen
        reason = BEYOND.get(name)
        if seen and reason:
            failures.append(f"{name}: the schema does see it: {reason}")
        elif not seen and not reason:
            failures.append(f"{name}: the loader refuses it ({', '.join(sorted(codes & STRUCTURE))}), "
                            "the schema does not")
    print(f"{good} good files pass, {refused} bad cases are refused")
    if good < 10 or refused < 15:
        failures.append("too few cases; are the folders right?")
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


main()
