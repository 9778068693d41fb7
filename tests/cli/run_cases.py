#!/usr/bin/env python3
"""Runs the program on every folder of CASES and compares what it writes with what is expected.

A case is a folder with
  command   the arguments, as a shell would split them; {root} is the repository, {case} the folder,
            {temp} an empty one that goes away
  stdin     what the program reads (optional); `stdin.py` prints it where a file would be too large,
            `stdin.of` names another case that has it
  stdout    what it writes (absent: nothing)
  stderr    what it writes there (absent: nothing)
  code      the exit code (absent: 0)
  written   what it writes into {temp}, each file under its name (absent: nothing)

Hashes of rule sets and timings are masked. RAPPORT_UPDATE_GOLDEN=1 writes the expected files anew; read
the difference before committing it. Usage: run_cases.py PROGRAM CASES [NAME...]"""

import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]


def mask(text):
    text = re.sub(r"(@[\w.+-]+)#[0-9a-f]{16}(?:[0-9a-f]{48})?", r"\1#HASH", text)
    text = re.sub(r'"timing":\{[^}]*\}', '"timing":{}', text)
    text = re.sub(r"timing: .*", "timing: ...", text)
    return text.replace(str(ROOT), "{root}")


def read(path):
    return path.read_text(encoding="utf-8") if path.exists() else ""


def standard_input(case):
    if (case / "stdin.of").exists():
        return standard_input(case.parent / read(case / "stdin.of").strip())
    if (case / "stdin.py").exists():
        return subprocess.run([sys.executable, "-B", case / "stdin.py"], stdout=subprocess.PIPE,
                              check=True).stdout
    return (case / "stdin").read_bytes() if (case / "stdin").exists() else b""


def run(program, case):
    with tempfile.TemporaryDirectory() as temp:
        got = run_in(program, case, temp)
    return {name: text.replace(temp, "{temp}") for name, text in got.items()}


def run_in(program, case, temp):
    line = read(case / "command").format(root=ROOT, case=case, temp=temp)
    environment = {"PATH": os.environ.get("PATH", ""), "COLUMNS": "100", "LC_ALL": "C"}
    if os.environ.get("ASAN_OPTIONS"):
        environment["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
    done = subprocess.run([program] + shlex.split(line), input=standard_input(case), cwd=case,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                          timeout=120, check=False)
    got = {"stdout": mask(done.stdout.decode("utf-8")), "stderr": mask(done.stderr.decode("utf-8")),
           "code": "" if done.returncode == 0 else f"{done.returncode}\n"}
    for folder in (pathlib.Path(temp), case / "written"):
        for path in folder.glob("*"):
            got[f"written/{path.name}"] = ""
    for path in pathlib.Path(temp).iterdir():
        got[f"written/{path.name}"] = mask(read(path))
    return got


def update(case, got):
    for name, text in got.items():
        if text:
            (case / name).parent.mkdir(exist_ok=True)
            (case / name).write_text(text, encoding="utf-8")
        elif (case / name).exists():
            (case / name).unlink()


def differences(case, got):
    for name, text in got.items():
        expected = read(case / name)
        if text != expected:
            yield from difflib.unified_diff(expected.splitlines(), text.splitlines(),
                                            f"{case.name}/{name}", "got", lineterm="")


def main():
    program, cases = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    names = sys.argv[3:]
    failed = ran = 0
    for case in sorted(cases.iterdir()):
        if not (case / "command").exists() or (names and case.name not in names):
            continue
        ran += 1
        got = run(program, case)
        if os.environ.get("RAPPORT_UPDATE_GOLDEN"):
            update(case, got)
            continue
        lines = list(differences(case, got))
        if lines:
            failed += 1
            print("\n".join(lines[:200]), "\n")
    print(f"{ran} cases, {failed} failed")
    return 1 if failed or ran == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
