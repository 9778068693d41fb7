#!/usr/bin/env python3
"""Compares how many instructions fixed work takes with the figures of figures.txt.

  guard.py VALGRIND PROGRAM [--update]

A part that takes more than 3 % more than its figure fails. One that takes more than 3 % less passes, with the
proposal to write the gain down. --update writes the figures. Ends with 77 (skipped) when the compiler, the C library
or the CPU's features are not those of the figures, since then the counts differ for no fault of ours.
"""

import glob
import os
import re
import subprocess
import sys
import tempfile

TOLERANCE = 0.03
FIGURES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "figures.txt")
HEAD = """# Instructions of each part of measure.cc, as callgrind counts them, and what they were counted with.
# Written by: tests/instructions/guard.py $(command -v valgrind) build/dev/tests/instructions/instruction_count --update
"""


def measure(valgrind, program):
    """What the program says of its surroundings, and {part: instructions} in the order of the parts."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        run = subprocess.run([valgrind, "--tool=callgrind", "--collect-atstart=no", "--quiet",
                              f"--callgrind-out-file={out}", program], capture_output=True, text=True, check=False)
        if run.returncode != 0:
            sys.exit(f"{program} ended with {run.returncode}\n{run.stdout}{run.stderr}")
        counts = {}
        for path in sorted(glob.glob(out + ".*"), key=lambda p: int(p.rsplit(".", 1)[1])):
            with open(path, encoding="utf-8") as file:
                text = file.read()
            part = re.search(r"^desc: Trigger: Client Request: (\S+)$", text, re.M)
            total = re.search(r"^totals: (\d+)$", text, re.M)
            if part and total:
                counts[part.group(1)] = int(total.group(1))
    return dict(line.split(": ", 1) for line in run.stdout.splitlines()), counts


def read_figures():
    surroundings, figures = {}, {}
    with open(FIGURES, encoding="utf-8") as file:
        for line in file:
            if ": " in line and not line.startswith("#"):
                name, value = line.rstrip("\n").split(": ", 1)
                surroundings[name] = value
            elif line.strip() and not line.startswith("#"):
                name, value = line.split()
                figures[name] = int(value)
    return surroundings, figures


def write_figures(surroundings, counts):
    with open(FIGURES, "w", encoding="utf-8") as file:
        file.write(HEAD)
        file.writelines(f"{name}: {value}\n" for name, value in surroundings.items())
        file.writelines(f"{name:<16} {count:>14}\n" for name, count in counts.items())


def compare(figures, counts):
    """(failed, lines)"""
    failed, gained, lines = False, False, []
    for name in dict.fromkeys([*figures, *counts]):
        if name not in counts or name not in figures:
            where = "no longer counted" if name not in counts else "not in figures.txt"
            lines.append(f"{name:<16} {where}: run with --update")
            failed = True
            continue
        change = counts[name] / figures[name] - 1
        line = f"{name:<16} {counts[name]:>14,} instructions, {change:+7.2%} of {figures[name]:,}"
        if change > TOLERANCE:
            line += f"  GREW by more than {TOLERANCE:.0%}"
            failed = True
        gained = gained or change < -TOLERANCE
        lines.append(line)
    if failed:
        lines.append("If the growth is meant, say why in the commit and write the figures with --update. What grew: "
                     "compare `callgrind_annotate` of both versions.")
    elif gained:
        lines.append("Something got cheaper: write it down with --update, so that it stays so.")
    return failed, lines


def main():
    arguments = [a for a in sys.argv[1:] if a != "--update"]
    if len(arguments) != 2:
        sys.exit(__doc__)
    surroundings, counts = measure(*arguments)
    if not counts or 0 in counts.values():
        sys.exit(f"callgrind counted nothing: {counts}")
    if "--update" in sys.argv:
        write_figures(surroundings, counts)
        print(f"wrote {FIGURES}")
        return
    expected, figures = read_figures()
    if surroundings != expected:
        print("SKIPPED: the figures are of another build")
        for name in dict.fromkeys([*expected, *surroundings]):
            print(f"  {name}: here {surroundings.get(name)}, figures {expected.get(name)}")
        sys.exit(77)
    failed, lines = compare(figures, counts)
    print("\n".join(lines))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
