#!/usr/bin/env python3
"""Compares the interface that c.h declares with the committed baseline, capi/baseline.abi.

    baseline_test.py SOURCE_DIR WORK_DIR              fails on any difference, and says what kind it is
    baseline_test.py SOURCE_DIR WORK_DIR --update     writes the baseline anew

What is compared is a library of empty functions made from the header: the real one would bring ten thousand
types along that no caller sees. That the real one has the same functions follows from library_test.py (names)
and from the compiler (types). abidiff does not see appended constants; abi_test.c does."""

import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import c_header

OPTIONS = ["--no-corpus-path", "--no-comp-dir-path", "--no-show-locs"]
KINDS = {4: "compatible: something was added", 8: "a change to look at", 12: "incompatible: callers break"}


def stub_of(header):
    lines = ["#include <rapport/c.h>"]
    for f in header.functions:
        parameters = ", ".join(f"{p.type} {p.name}" for p in f.parameters) or "void"
        body = "" if f.returns == "void" else "return 0;"
        lines.append(f"{f.returns} {f.name}({parameters}) {{ {body} }}")
    return "\n".join(lines) + "\n"


def main():
    source_dir, work_dir = sys.argv[1:3]
    if not (shutil.which("abidw") and shutil.which("abidiff")):
        print("SKIPPED: abidiff is not here (abigail-tools)")
        return 77
    os.makedirs(work_dir, exist_ok=True)
    include = os.path.join(source_dir, "capi", "include")
    stub, library = os.path.join(work_dir, "stub.c"), os.path.join(work_dir, "librapport.so.0")
    with open(stub, "w", encoding="utf-8") as file:
        file.write(stub_of(c_header.parse(source_dir)))
    # The same names for the places of sources on every machine.
    subprocess.run(["cc", "-std=c99", "-g", "-shared", "-fPIC", "-w", f"-ffile-prefix-map={work_dir}=stub",
                    f"-ffile-prefix-map={include}=include", "-I", include, stub, "-o", library,
                    "-Wl,-soname,librapport.so.0"], check=True)
    baseline = os.path.join(source_dir, "capi", "baseline.abi")
    if "--update" in sys.argv:
        subprocess.run(["abidw", *OPTIONS, "--out-file", baseline, library], check=True)
        print(f"{baseline} written")
        return 0
    run = subprocess.run(["abidiff", baseline, library], text=True, capture_output=True, check=False)
    if run.returncode:
        print(run.stdout + run.stderr)
        print(f"c.h differs from capi/baseline.abi ({KINDS.get(run.returncode & 12, 'abidiff failed')}). If that is "
              "meant: an entry marked ABI in CHANGELOG.md, and baseline_test.py SOURCE_DIR WORK_DIR --update")
        return 1
    print("the interface is that of capi/baseline.abi")
    return 0


if __name__ == "__main__":
    sys.exit(main())
