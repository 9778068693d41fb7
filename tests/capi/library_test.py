#!/usr/bin/env python3
"""What the shared library shows the world: exactly the listed names, nothing of its own dependencies, no
path of the machine that built it. Usage: library_test.py SOURCE_DIR LIBRARY system|bundled|sanitized"""

import os
import re
import subprocess
import sys

# All that a bundled library may ask for.
ALLOWED_NEEDED = re.compile(r"^(libstdc\+\+|libm|libgcc_s|libc|ld-linux-[\w-]+)\.so(\.\d+)*$")
# Symbols of third-party libraries, mangled.
THIRD_PARTY = re.compile(r"absl|YAML|utf8proc|rapidjson")


def run(*command):
    return subprocess.run(command, text=True, capture_output=True, check=True).stdout


def main():
    source_dir, library, mode = sys.argv[1:]
    findings = []

    with open(os.path.join(source_dir, "capi", "symbols.txt"), encoding="utf-8") as file:
        listed = set(file.read().split())
    defined = [line.split() for line in run("nm", "-D", "--defined-only", library).splitlines()]
    version_node = "RAPPORT_0"
    exported = {fields[-1].split("@")[0] for fields in defined} - {version_node}
    for name in sorted(exported ^ listed):
        findings.append(f"{name}: " + ("exported but not listed" if name in exported else "listed but not exported"))
    for fields in defined:
        if fields[1] == "u":
            findings.append(f"{fields[-1]}: a unique symbol, which keeps the library from being unloaded")
        if fields[1] not in "TA":
            findings.append(f"{fields[-1]}: exported data ({fields[1]})")

    dynamic = run("readelf", "-d", library)
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", dynamic)
    if mode == "bundled":
        undefined = [line.split()[-1] for line in run("nm", "-D", "--undefined-only", library).splitlines()]
        findings += [f"{name}: undefined, though bundled" for name in undefined if THIRD_PARTY.search(name)]
        findings += [f"needs {name}" for name in needed if not ALLOWED_NEEDED.match(name)]
    for tag in ("TEXTREL", "RPATH", "RUNPATH"):
        if mode != "sanitized" and re.search(rf"\({tag}\)", dynamic):
            findings.append(f"has {tag}")
    if "librapport.so.0]" not in dynamic:
        findings.append("its SONAME is not librapport.so.0")

    with open(library, "rb") as file:
        code = file.read()
    # Debug sections name sources, relative to the project; an installed library is stripped of them.
    for place in {os.path.realpath(source_dir), os.path.expanduser("~")}:
        if len(place) > 1 and re.search(rb"(?<![\w.])" + re.escape(place.encode()) + b"/", code):
            findings.append(f"holds the path {place}")

    for finding in findings:
        print(f"{os.path.basename(library)}: {finding}")
    print(f"{len(exported)} names exported; needs {', '.join(needed)}; {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
