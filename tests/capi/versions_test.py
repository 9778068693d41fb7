#!/usr/bin/env python3
"""Every package states the version of the project. Usage: versions_test.py SOURCE_DIR"""

import os
import re
import sys

# Where a version stands: a file, and what comes before the number. (A Go module has that of its tag.)
PLACES = [
    ("include/rapport/version.h", r'RAPPORT_VERSION_STRING "'),
    ("capi/include/rapport/c.h", r'RAPPORT_VERSION_STRING "'),
    ("capi/bindings/python/src/rapport/__init__.py", r'__version__ = "'),
    ("capi/bindings/node/package.json", r'"version": "'),
    ("capi/bindings/java/pom.xml", r"<artifactId>rapport</artifactId>\s*<version>"),
    ("capi/bindings/rust/rapport/Cargo.toml", r'^version = "'),
    ("capi/bindings/rust/rapport-sys/Cargo.toml", r'^version = "'),
    ("capi/bindings/ruby/lib/rapport.rb", r'VERSION = "'),
    ("capi/bindings/luajit/rapport.lua", r'VERSION = "'),
    ("capi/bindings/csharp/src/Rapport.cs", r'"'),
    ("capi/bindings/php/composer.json", r'"version": "'),
    ("capi/bindings/perl/lib/Rapport.pm", r"VERSION = '"),
]


def main():
    source_dir = sys.argv[1]

    def read(name):
        with open(os.path.join(source_dir, name), encoding="utf-8") as file:
            return file.read()

    version = re.search(r"project\(rapport VERSION ([\d.]+)", read("CMakeLists.txt")).group(1)
    failed = 0
    for name, before in PLACES:
        found = re.search(before + r"v?(\d+\.\d+\.\d+)", read(name), re.M)
        if not found or found.group(1) != version:
            failed += 1
            print(f"{name}: states {found.group(1) if found else 'no version'}, the project is {version}")
    print(f"{len(PLACES) - failed} places state {version}, {failed} do not")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
