"""What the checks of the repository's own shape share: reading the tree, and tables of fake trees.

A tree is a dict from a path relative to the repository, with forward slashes, to the file's text. A
check is a function from a tree to a list of findings, one line each.
"""

import os
import re
import sys

FOLDERS = (".ci", "benchmarks", "capi", "cmake", "docs", "examples", "include", "rules", "scripts",
           "src", "tests")


def read_tree(root):
    """Reads every text file of the repository: the folders above and the files at the top."""
    tree = {}
    for folder, folders, files in os.walk(root):
        relative = os.path.relpath(folder, root).replace(os.sep, "/")
        if relative == ".":
            folders[:] = [f for f in folders if f in FOLDERS]
        folders[:] = sorted(f for f in folders if f != "__pycache__")
        for name in sorted(files):
            path = name if relative == "." else f"{relative}/{name}"
            try:
                with open(os.path.join(folder, name), encoding="utf-8", newline="") as file:
                    tree[path] = file.read()
            except UnicodeDecodeError:
                pass  # test data may be anything
    return tree


_CPP_TOKEN = re.compile(
    r"(?<=[0-9a-fA-F])'(?=[0-9a-fA-F])"  # a digit separator, which opens no literal
    r'|//[^\n]*|/\*.*?\*/|R"([^(\s]*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
    re.S)


def strip_cpp(text):
    """C++ without comments and with empty literals; line numbers stay."""
    def blank(match):
        found = match.group(0)
        if found == "'":
            return found
        return ("" if found[0] == "/" else '""') + "\n" * found.count("\n")
    return _CPP_TOKEN.sub(blank, text)


def includes(text):
    """(line, path) of every #include; a commented one does not count."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        match = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if match:
            found.append((number, match.group(2)))
    return found


def run(checks, cases, argv):
    """Runs the self-test, then the checks on the tree named on the command line; exits with 1 when
    anything is wrong. A case is (name, check, tree, part of the one finding expected or None)."""
    failures = 0
    for name, check, tree, expected in cases:
        findings = check(tree)
        good = (not findings if expected is None
                else len(findings) == 1 and expected in findings[0])
        if not good:
            failures += 1
            print(f"self-test '{name}': expected {expected!r}, found {findings}")
    print(f"self-test: {len(cases)} cases, {failures} failed")
    if len(argv) != 2:
        print(f"usage: {argv[0]} SOURCE_DIR")
        sys.exit(2)
    tree = read_tree(argv[1])
    for check in checks:
        findings = check(tree)
        failures += len(findings)
        for finding in findings:
            print(finding)
    print(f"{len(tree)} files, {len(checks)} checks, {failures} failures")
    sys.exit(1 if failures else 0)
