#!/usr/bin/env python3
"""Compiles c.h alone as every C and C++ standard, with every compiler that is here, warnings as errors.
Usage: header_test.py SOURCE_DIR. Ends with 77 (skipped) when only one of gcc and clang is here."""

import os
import shutil
import subprocess
import sys

STANDARDS = {
    "c": ["c89", "c99", "c11", "c17"],
    "c++": ["c++98", "c++11", "c++17", "c++20"],
}
WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]
C_WARNINGS = {"gcc": ["-Wstrict-prototypes", "-Wc++-compat"], "clang": ["-Wstrict-prototypes"]}
# The header alone, twice, with what only macros would show; and without the export attributes.
SOURCE = """#include <rapport/c.h>
#include <rapport/c.h>
int use(rapport_conversation *conversation);
int use(rapport_conversation *conversation) {
  static const rapport_turn turn = RAPPORT_TURN_INIT;
  return rapport_conversation_add_turn(conversation, &turn, NULL) == RAPPORT_OK &&
         rapport_conversation_clear_fact(conversation, RAPPORT_LITERAL("tier"), NULL) == RAPPORT_OK;
}
"""


def main():
    include = os.path.join(sys.argv[1], "capi", "include")
    compilers = [c for c in ("gcc", "clang") if shutil.which(c)]
    failed = passed = 0
    for compiler in compilers:
        for language, standards in STANDARDS.items():
            for standard in standards:
                for definition in ("-DSHARED", "-DRAPPORT_STATIC"):
                    extra = C_WARNINGS[compiler] if language == "c" else []
                    command = [compiler, f"-std={standard}", *WARNINGS, *extra, definition, "-fsyntax-only",
                               "-isystem", "/nonexistent", "-I", include, "-x", language, "-"]
                    run = subprocess.run(command, input=SOURCE, text=True, capture_output=True, check=False)
                    passed += run.returncode == 0
                    if run.returncode != 0 or run.stderr:
                        failed += run.returncode != 0 or bool(run.stderr)
                        print(" ".join(command), run.stderr, sep="\n")
    print(f"{passed} compilations passed, {failed} failed, with {' and '.join(compilers)}")
    if failed or not compilers:
        return 1
    if len(compilers) < 2:
        print("SKIPPED a compiler: gcc or clang is not here")
        return 77
    return 0


if __name__ == "__main__":
    sys.exit(main())
