#!/usr/bin/env python3
"""Checks the habits of the house: every source is listed, guards match paths, files stay short, no
tabs, no paths of one machine. Usage: house_test.py SOURCE_DIR"""

import posixpath
import re
import sys

from source_tree import run

LONG = 400      # lines: a warning
TOO_LONG = 800  # lines: an error
CODE = (".h", ".cc", ".c", ".py", ".sh")
TEXT = CODE + (".cmake", ".txt", ".md", ".yaml", ".yml", ".json", ".in", ".map")


def is_script(path, text):
    return path.endswith(CODE) or text.startswith("#!")


def is_text(path, text):
    return path.endswith(TEXT) or text.startswith("#!")


def check_listed(tree):
    """Every .cc stands in a CMakeLists.txt of its folder or of one above; nothing is globbed."""
    findings = []
    for path, text in tree.items():
        folder = posixpath.dirname(path)
        if posixpath.basename(path) == "CMakeLists.txt" and re.search(
                r"\bfile\s*\(\s*GLOB[^)]*\.(?:cc|c|h)\b", text):
            findings.append(f"{path}: list the sources; file(GLOB) misses new and removed ones")
        if not path.endswith((".cc", ".c")) or path.startswith("rules/"):
            continue
        listed = False
        while not listed:
            lists = tree.get(posixpath.join(folder, "CMakeLists.txt"), "")
            lists = re.sub(r"#[^\n]*", "", lists)
            name = posixpath.relpath(path, folder or ".")
            # `foreach(name a b)` with ${name}.cc lists a.cc too.
            stem = posixpath.splitext(name)[0]
            listed = (re.search(rf"(?<![\w/.-]){re.escape(name)}(?![\w.-])", lists) is not None or
                      ("foreach" in lists and
                       re.search(rf"(?<![\w/.-]){re.escape(stem)}(?![\w.-])", lists) is not None))
            if not folder:
                break
            folder = posixpath.dirname(folder)
        if not listed:  # what only the tests build is listed there, by its whole path
            listed = any("${PROJECT_SOURCE_DIR}/" + path in other for name, other in tree.items()
                         if posixpath.basename(name) == "CMakeLists.txt")
        if not listed:
            findings.append(f"{path}: in no CMakeLists.txt, so nothing compiles it")
    return findings


def guard_of(path):
    for prefix in ("capi/include/", "include/", "src/"):
        if path.startswith(prefix):
            path = path[len(prefix):]
    path = re.sub(r"^rapport/", "", path)
    return "RAPPORT_" + re.sub(r"\W", "_", path).upper() + "_"


def check_guards(tree):
    findings = []
    for path, text in tree.items():
        if not path.endswith(".h"):
            continue
        guard = guard_of(path)
        opened = re.search(rf"^#ifndef {guard}\n#define {guard}\n", text, re.M)
        closed = re.search(rf"#endif (?: // {guard}| ?/\* {guard} \*/)\s*$", text)
        if not (opened and closed):
            findings.append(f"{path}: its guard is to be {guard}, with '#endif  // {guard}' last")
    return findings


def check_length(tree):
    findings = []
    for path, text in tree.items():
        if not is_script(path, text):
            continue
        lines = text.count("\n")
        if lines > TOO_LONG:
            findings.append(f"{path}: {lines} lines; split it by phase or noun (limit {TOO_LONG})")
        elif lines > LONG:
            print(f"warning: {path}: {lines} lines; have a look (over {LONG})")
    return findings


def check_characters(tree):
    findings = []
    for path, text in tree.items():
        if not is_text(path, text):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                findings.append(f"{path}:{number}: a tab")
            if line.endswith("\r"):
                findings.append(f"{path}:{number}: a carriage return")
        if text and not text.endswith("\n"):
            findings.append(f"{path}: no line break at its end")
    return findings


# A path that exists on one machine only. The character class keeps this line from finding itself.
_MACHINE = re.compile(r"(?<![\w.\-{}$<*])/(?:[h]ome|[r]oot|[w]ork|[U]sers|[m]nt|[o]pt|[t]mp)/\w|\b[A-Z]:\\\\?Users")


def check_paths(tree):
    findings = []
    for path, text in tree.items():
        if not is_text(path, text):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if _MACHINE.search(line):
                findings.append(f"{path}:{number}: a path of one machine: {line.strip()}")
    return findings


def check_links(tree):
    """Relative links of Markdown files lead to a file or folder of the repository."""
    findings = []
    for path, text in tree.items():
        if not path.endswith(".md"):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            for link in re.findall(r"\]\(([^)#\s]+)[^)]*\)", re.sub(r"`[^`]*`", "", line)):
                if re.match(r"[a-z]+:", link):
                    continue
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                if target not in tree and not any(p.startswith(target + "/") for p in tree):
                    findings.append(f"{path}:{number}: {link} leads nowhere")
    return findings


def header(guard, end="#endif  // "):
    return f"#ifndef {guard}\n#define {guard}\n\n{end}{guard}\n"


CASES = [
    # name, check, tree, part of the finding
    ("listed", check_listed, {"src/a/CMakeLists.txt": "x(a\n  SOURCES b.cc c.cc)", "src/a/b.cc": ""}, None),
    ("listed above", check_listed, {"src/CMakeLists.txt": "x(a/b.cc)", "src/a/b.cc": ""}, None),
    ("listed at the top", check_listed, {"CMakeLists.txt": "x(src/a/b.cc)", "src/a/b.cc": ""}, None),
    ("not listed", check_listed, {"src/a/CMakeLists.txt": "x(a SOURCES c.cc)", "src/a/b.cc": ""}, "src/a/b.cc"),
    ("listed in a comment", check_listed, {"src/a/CMakeLists.txt": "# b.cc", "src/a/b.cc": ""}, "src/a/b.cc"),
    ("another with that ending", check_listed, {"src/a/CMakeLists.txt": "x(a_b.cc)", "src/a/b.cc": ""}, "src/a/b.cc"),
    ("listed elsewhere", check_listed, {"src/c/CMakeLists.txt": "x(b.cc)", "src/a/b.cc": ""}, "src/a/b.cc"),
    ("listed by the tests", check_listed,
     {"tests/a/CMakeLists.txt": "x(${PROJECT_SOURCE_DIR}/src/a/b.cc)", "src/a/b.cc": ""}, None),
    ("by foreach", check_listed,
     {"examples/CMakeLists.txt": "foreach(n one two)\n  add(${n}.cc)\nendforeach()", "examples/two.cc": ""}, None),
    ("globbed", check_listed, {"src/a/CMakeLists.txt": "file(GLOB x *.cc)"}, "GLOB"),
    ("globbed data", check_listed, {"src/a/CMakeLists.txt": "file(GLOB x *.yaml)"}, None),

    ("guard in src", check_guards, {"src/text/fold.h": header("RAPPORT_TEXT_FOLD_H_")}, None),
    ("guard in include", check_guards, {"include/rapport/time.h": header("RAPPORT_TIME_H_")}, None),
    ("guard in capi", check_guards, {"capi/handles.h": header("RAPPORT_CAPI_HANDLES_H_")}, None),
    ("guard in C", check_guards, {"include/rapport/c.h":
                                  "#ifndef RAPPORT_C_H_\n#define RAPPORT_C_H_\n#endif  /* RAPPORT_C_H_ */\n"}, None),
    ("guard in tests", check_guards, {"tests/text/case.h": header("RAPPORT_TESTS_TEXT_CASE_H_")}, None),
    ("guard of another file", check_guards, {"src/text/fold.h": header("RAPPORT_TEXT_TOKEN_H_")}, "RAPPORT_TEXT_FOLD_H_"),
    ("guard without end", check_guards, {"src/text/fold.h": header("RAPPORT_TEXT_FOLD_H_", "#endif\n")}, "guard"),
    ("no guard", check_guards, {"src/text/fold.h": "#pragma once\n"}, "guard"),

    ("short", check_length, {"src/a/b.cc": "x\n" * 400}, None),
    ("too long", check_length, {"src/a/b.cc": "x\n" * 801}, "801 lines"),
    ("long script", check_length, {"scripts/b": "#!/bin/sh\n" + "x\n" * 800}, "801 lines"),
    ("long data", check_length, {"rules/b.yaml": "x\n" * 900}, None),

    ("tab", check_characters, {"docs/a.md": "a\n\tb\n"}, "docs/a.md:2"),
    ("tab in a table", check_characters, {"rules/words.tsv": "a\tb\n"}, None),
    ("carriage return", check_characters, {"src/a/b.cc": "a\r\n"}, "carriage return"),
    ("no line break", check_characters, {"src/a/b.cc": "a"}, "no line break"),

    ("home", check_paths, {"docs/a.md": "see /" + "home/me/x\n"}, "docs/a.md:1"),
    ("temporary", check_paths, {"scripts/a.sh": "cd /" + "tmp/x\n"}, "scripts/a.sh:1"),
    ("windows", check_paths, {"src/a/b.cc": '"C:' + '\\\\Users"\n'}, "src/a/b.cc:1"),
    ("part of another", check_paths, {"docs/a.md": "build/work/x, https://a.example/home/x, $x/tmp/y\n"}, None),

    ("link", check_links, {"docs/a.md": "[b](b.md), [c](../src), [d](https://d.example)\n", "docs/b.md": "",
                           "src/x.h": ""}, None),
    ("link with a place", check_links, {"docs/a.md": "[b](b.md#c)\n", "docs/b.md": ""}, None),
    ("dead link", check_links, {"docs/a.md": "[b](c.md)\n"}, "docs/a.md:1"),
    ("code is no link", check_links, {"docs/a.md": "`a[i](x)`\n"}, None),
]

if __name__ == "__main__":
    run([check_listed, check_guards, check_length, check_characters, check_paths, check_links], CASES, sys.argv)
