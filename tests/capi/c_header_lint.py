#!/usr/bin/env python3
"""Holds capi/include/rapport/c.h and its parts to the rules that keep it callable from every language, and to the list
of exported names. Usage: c_header_lint.py SOURCE_DIR"""

import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import c_header

SCALARS = {"int32_t", "uint32_t", "int64_t", "double", "size_t"}
STATIC_TEXT = re.compile(r"^rapport_(version|\w+_name|error_(message|file))$")
ERROR_NUMBER = {"rapport_error_status": "int32_t", "rapport_error_line": "uint32_t",
                "rapport_error_column": "uint32_t", "rapport_abi_version": "uint32_t"}
# A structure may grow, but what it has keeps its place; abi_test.c asserts sizes and offsets.
FORBIDDEN = [
    (r"^\s*//", "a // comment is not C89"),
    (r"\b(bool|_Bool|long|short|unsigned|float|wchar_t|va_list|FILE|time_t)\b", "a type that changes with the compiler"),
    (r"\binline\b", "an inline function"),
    (r"\.\.\.\s*\)", "a variadic function"),
    (r"\(\s*\*\s*\w+\s*\)\s*\(", "a callback"),
    (r"^\s*extern\b(?! \"C\")", "exported data"),
    (r":\s*\d+\s*;", "a bit field"),
    (r"^\s*enum\s+\w+", "a named enum, whose size is the compiler's choice"),
    (r"#\s*pragma", "a pragma"),
]


def code_of(text):
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.S)


def check_text(header):
    for name, text in header.files.items():
        for number, line in enumerate(code_of(text).splitlines(), 1):
            for pattern, what in FORBIDDEN:
                if re.search(pattern, line):
                    yield f"{name}:{number}", f"{what}: {line.strip()}"


def base_of(type_text):
    return re.sub(r"\bconst\b|\*|\s", "", type_text)


def check_types(header):
    known = SCALARS | {"char", "void"} | set(header.handles) | set(header.structs)
    for f in header.functions:
        for p in f.parameters:
            base, stars = base_of(p.type), p.type.count("*")
            if base not in known:
                yield f.place, f"{f.name}: {p.name} is of type {p.type}"
            if stars == 0 and base not in SCALARS:
                yield f.place, f"{f.name}: {p.name} passes {base} by value"
            if base in header.structs and "const" not in p.type:
                yield f.place, f"{f.name}: structures are input only: {p.name}"
    for name, fields in header.structs.items():
        if not fields or (fields[0].type, fields[0].name) != ("uint32_t", "struct_size"):
            yield "c.h:1", f"{name} does not begin with uint32_t struct_size"
        for f in fields:
            if base_of(f.type) not in SCALARS | {"char"}:
                yield "c.h:1", f"{name}.{f.name} is of type {f.type}"


def check_returns(header):
    for f in header.functions:
        if f.name.endswith("_free"):
            wanted = "void"
        elif f.name in ERROR_NUMBER:
            wanted = ERROR_NUMBER[f.name]
        elif STATIC_TEXT.match(f.name) and (len(f.parameters) < 2 or "_error_" in f.name):
            wanted = "const char *"
        else:
            wanted = "int32_t"
        if f.returns != wanted:
            yield f.place, f"{f.name} returns {f.returns}, not {wanted}"
        if f.name.endswith("_free") and (len(f.parameters) != 1 or "**" in f.parameters[0].type):
            yield f.place, f"{f.name} takes one handle"


def check_order(header):
    """Inputs, outputs, error; every text is followed by its length."""
    for f in header.functions:
        kinds = []
        for i, p in enumerate(f.parameters):
            following = f.parameters[i + 1] if i + 1 < len(f.parameters) else None
            if p.type == "rapport_error **":
                kinds.append(2)
            elif p.type == "const char *" and not (
                    following and following.type == "size_t" and following.name == p.name + "_length"):
                yield f.place, f"{f.name}: {p.name} is not followed by size_t {p.name}_length"
            elif p.type == "const char **" and not (following and following.type == "size_t *"):
                yield f.place, f"{f.name}: {p.name} is not followed by size_t *length"
            is_output = (p.type.endswith("**") or (p.type.endswith("*") and "const" not in p.type and
                                                  base_of(p.type) in SCALARS))
            if p.type != "rapport_error **":
                kinds.append(1 if is_output else 0)
        if f.name.startswith("rapport_error_"):
            continue
        if kinds != sorted(kinds) or kinds.count(2) > 1:
            yield f.place, f"{f.name}: the order is inputs, outputs, error"


def check_documentation(header):
    """A section speaks for its functions; each group of them has a comment unless the name says it all."""
    for title, intro in header.sections.items():
        for key in ("Ownership:", "Errors:", "Threads:", "Since:"):
            if not re.search(rf"^   {key} +\S", intro, re.M):
                yield "c.h:1", f"section '{title}' has no line '{key}'"
    for f in header.functions:
        if f.section not in header.sections:
            yield f.place, f"{f.name} stands in no section"


def check_parts(header, source_dir):
    """Hosts include c.h only, and are installed all that stands beside it."""
    for name in sorted(os.listdir(os.path.join(source_dir, "capi", "include", "rapport"))):
        if name not in header.files:
            yield f"{name}:1", "c.h does not include it"


def check_exports(header, source_dir):
    with open(os.path.join(source_dir, "capi", "symbols.txt"), encoding="utf-8") as file:
        listed = file.read().split()
    declared = sorted(f.name for f in header.functions)
    if listed != sorted(set(listed)):
        yield "c.h:1", "capi/symbols.txt is not sorted, or names one twice"
    for name in sorted(set(declared) ^ set(listed)):
        where = "declared but not in capi/symbols.txt" if name in declared else "in capi/symbols.txt only"
        yield "c.h:1", f"{name}: {where}"


def check_version(header, source_dir):
    with open(os.path.join(source_dir, "CMakeLists.txt"), encoding="utf-8") as file:
        version = re.search(r"project\(rapport VERSION (\d+)\.(\d+)\.(\d+)", file.read()).groups()
    for name, number in zip(("MAJOR", "MINOR", "PATCH"), version):
        if f"#define RAPPORT_VERSION_{name} {number}\n" not in header.files["c.h"]:
            yield "c.h:1", f"RAPPORT_VERSION_{name} is not {number}, as the project's version says"
    if f'#define RAPPORT_VERSION_STRING "{".".join(version)}"\n' not in header.files["c.h"]:
        yield "c.h:1", "RAPPORT_VERSION_STRING is not the project's version"


def main():
    source_dir = sys.argv[1]
    header = c_header.parse(source_dir)
    findings = [*check_text(header), *check_types(header), *check_returns(header), *check_order(header),
                *check_documentation(header), *check_exports(header, source_dir),
                *check_version(header, source_dir), *check_parts(header, source_dir)]
    if len(header.functions) < 100 or not header.structs or not header.handles:
        findings.append(("c.h:1", "the header could not be read"))
    for place, message in findings:
        print(f"capi/include/rapport/{place}: {message}")
    print(f"{len(header.functions)} functions, {len(header.structs)} structures, "
          f"{len(header.constants)} constants; {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
