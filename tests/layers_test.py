#!/usr/bin/env python3
"""Checks that includes go down only, that third-party libraries stay where they belong, and that no
library layer prints, aborts or throws. Usage: layers_test.py SOURCE_DIR"""

import re
import sys

from source_tree import includes, run, strip_cpp

# Bottom first. A file may include its own layer and those before it.
LAYERS = ["public", "base", "text", "phrase", "expr", "pack", "ruleset", "engine", "record", "insight",
          "learn", "cli"]

# Where each public header belongs: what it may include, and from which layer on it may be included.
# "public" is the vocabulary that every layer shares.
PUBLIC_HEADERS = {
    "diagnostic.h": "public",
    "limits.h": "public",
    "list_view.h": "public",
    "standard.h": "public",
    "status.h": "public",
    "time.h": "public",
    "types.h": "public",
    "version.h": "public",
    "rule_set.h": "ruleset",
    "conversation.h": "engine",
    "batch.h": "engine",
    "decision.h": "engine",
    "explanation.h": "engine",
    "review.h": "engine",
    "accumulator.h": "insight",
    "rapport.h": "insight",  # all of the above
}
C_HEADER = "capi/include/rapport/c.h"
# c.h and its parts, which include each other and nothing else of ours.
C_HEADERS = r"capi/include/rapport/c(_\w+)?\.h$"

# Third-party headers: a pattern, and the folders in which they may be included. `single` means by
# one file only, a .cc, so that the library can be replaced there.
LIBRARIES = [
    ("yaml-cpp", r"yaml-cpp/", ["src/pack/"], True),
    ("utf8proc", r"utf8proc\.h$", ["src/text/"], True),
    ("RapidJSON", r"rapidjson/", ["src/record/", "src/learn/", "src/cli/"], False),
    ("CLI11", r"CLI/", ["src/cli/"], False),
    ("Abseil", r"absl/", ["src/"], False),
]

# What library code (all but src/cli) must not contain, and the files that may, with the reason.
FORBIDDEN = [
    ("writes to a stream of the process",
     r"\bstd::(cout|cerr|clog)\b|\b(?:std::)?(?:printf|fprintf|puts|putchar|perror)\s*\(|<iostream>"),
    ("ends the process", r"\b(?:std::)?(?:abort|exit|_Exit|quick_exit|terminate)\s*\("),
    ("throws", r"\bthrow\b"),
    ("reads a clock", r"_clock::now\b|\bgettimeofday\s*\(|\b(?:std::)?(?:time|clock)\s*\(\s*(?:NULL|nullptr|0|)\s*\)"),
    ("depends on the locale", r"\b(?:set|use)locale\b|<locale>|\bstd::(?:locale|stod|stof|tolower|toupper|isalpha|isspace)\b|\bstrtod\s*\("),
    ("starts or guards threads", r"<thread>|<mutex>|<shared_mutex>|<future>|\bstd::call_once\b|\bthread_local\b"),
    ("uses regular expressions", r"<regex>|\bregcomp\s*\("),
]
EXCEPTIONS = {
    # An EventHandler of yaml-cpp can be stopped only by an exception, which the same file catches.
    ("src/pack/yaml_reader.cc", "throws"),
}


def is_cpp(path):
    return path.endswith((".h", ".cc", ".c"))


def layer_of(path):
    """The layer of a file of the repository, or None for one that has none (capi, tests)."""
    match = re.match(r"src/([^/]+)/", path)
    if match:
        return match.group(1)
    match = re.match(r"include/rapport/(.+)$", path)
    if match:
        return PUBLIC_HEADERS.get(match.group(1))
    return None


def target_of(include):
    """The layer that an #include names, or None for a standard or third-party header."""
    if include.startswith("rapport/"):
        return layer_of("include/" + include)
    first = include.split("/")[0]
    return first if "/" in include and first in LAYERS else None


def check_layers(tree):
    findings = []
    for path, text in tree.items():
        if not is_cpp(path) or not path.startswith(("src/", "include/", "capi/")):
            continue
        own = layer_of(path)
        if path.startswith("src/") and own not in LAYERS:
            findings.append(f"{path}: not in a known layer; add it to LAYERS in tests/layers_test.py")
            continue
        if path.startswith("include/") and own is None:
            findings.append(f"{path}: add it to PUBLIC_HEADERS in tests/layers_test.py")
            continue
        for line, include in includes(text):
            place = f"{path}:{line}: "
            if include.startswith((".", "src/", "include/")) or "/../" in include:
                findings.append(place + f"'{include}': write it from src/ or as rapport/...")
                continue
            if re.match(C_HEADERS, "capi/include/" + include):
                if not path.startswith("capi/"):
                    findings.append(place + "only capi/ includes rapport/c.h")
                elif include != "rapport/c.h" and path != C_HEADER:
                    findings.append(place + f"'{include}' comes with rapport/c.h")
                continue
            target = target_of(include)
            if target is None:
                if include.startswith("rapport/"):
                    findings.append(place + f"'{include}' is no public header")
                elif path.startswith("include/") and "/" in include:
                    findings.append(place + f"'{include}': standard library only in public headers")
                elif re.match(C_HEADERS, path) and not include.endswith(".h"):
                    findings.append(place + f"'{include}' is not C")
                continue
            if re.match(C_HEADERS, path):
                findings.append(place + "rapport/c.h includes C headers only")
            elif path.startswith("capi/"):
                if LAYERS.index(target) > LAYERS.index("insight"):
                    findings.append(place + f"capi includes {target}, which is no part of the library")
            elif path.startswith("include/") and not include.startswith("rapport/"):
                findings.append(place + "a public header includes src/")
            elif LAYERS.index(target) > LAYERS.index(own):
                findings.append(place + f"{own} includes '{include}' of {target}, a layer above it")
    return findings


def check_libraries(tree):
    findings = []
    for name, pattern, folders, single in LIBRARIES:
        users = []
        for path, text in tree.items():
            if not is_cpp(path) or not path.startswith(("src/", "include/", "capi/")):
                continue
            for line, include in includes(text):
                if not re.match(pattern, include):
                    continue
                if not path.startswith(tuple(folders)):
                    findings.append(f"{path}:{line}: {name} is for {' '.join(folders)} only")
                elif single and path not in users:
                    users.append(path)
        if single and len(users) > 1:
            findings.append(f"{name} is included by {', '.join(users)}: one file is to hide it")
        for user in users:
            if not user.endswith(".cc"):
                findings.append(f"{user}: {name} must not be included by a header")
    return findings


def check_forbidden(tree):
    findings = []
    for path, text in tree.items():
        if not is_cpp(path) or not path.startswith(("src/", "include/", "capi/")):
            continue
        if path.startswith("src/cli/"):
            continue
        for number, line in enumerate(strip_cpp(text).splitlines(), 1):
            for what, pattern in FORBIDDEN:
                if re.search(pattern, line) and (path, what) not in EXCEPTIONS:
                    findings.append(f"{path}:{number}: {what}: {line.strip()}")
    return findings


def check_exceptions(tree):
    """An exception that nothing needs any more is to go."""
    findings = []
    for path, what in EXCEPTIONS:
        pattern = dict(FORBIDDEN)[what]
        if path in tree and not re.search(pattern, strip_cpp(tree[path])):
            findings.append(f"tests/layers_test.py: {path} no longer needs its exception '{what}'")
    return findings


def inc(*paths):
    return "".join(f'#include "{p}"\n' for p in paths)


CASES = [
    # name, check, tree, part of the finding
    ("down", check_layers, {"src/engine/a.cc": inc("engine/b.h", "ruleset/t.h", "base/s.h")}, None),
    ("up", check_layers, {"src/text/a.cc": inc("phrase/b.h")}, "text includes 'phrase/b.h'"),
    ("up in a header", check_layers, {"src/base/a.h": inc("text/b.h")}, "src/base/a.h:1"),
    ("record above engine", check_layers, {"src/record/a.cc": inc("engine/b.h")}, None),
    ("engine not above record", check_layers, {"src/engine/a.cc": inc("record/b.h")}, "record"),
    ("learn above record", check_layers, {"src/learn/a.cc": inc("record/b.h")}, None),
    ("record not above learn", check_layers, {"src/record/a.cc": inc("learn/b.h")}, "learn"),
    ("cli above all", check_layers, {"src/cli/a.cc": inc("learn/b.h", "rapport/rapport.h")}, None),
    ("vocabulary for all", check_layers, {"src/base/a.h": inc("rapport/status.h")}, None),
    ("rule_set.h is ruleset's", check_layers, {"src/pack/a.h": inc("rapport/rule_set.h")}, "ruleset"),
    ("decision.h is engine's", check_layers, {"src/ruleset/a.h": inc("rapport/decision.h")}, "engine"),
    ("umbrella from below", check_layers, {"src/engine/a.h": inc("rapport/rapport.h")}, "above it"),
    ("public header down", check_layers, {"include/rapport/decision.h": inc("rapport/rule_set.h")}, None),
    ("public header up", check_layers, {"include/rapport/rule_set.h": inc("rapport/decision.h")}, "above"),
    ("public header into src", check_layers, {"include/rapport/rule_set.h": inc("base/time.h")},
     "a public header includes src/"),
    ("public header, other library", check_layers, {"include/rapport/types.h": inc("absl/time/time.h")},
     "standard library only"),
    ("new public header", check_layers, {"include/rapport/new.h": ""}, "PUBLIC_HEADERS"),
    ("no such public header", check_layers, {"src/engine/a.h": inc("rapport/new.h")}, "no public header"),
    ("new layer", check_layers, {"src/magic/a.cc": ""}, "LAYERS"),
    ("capi downwards", check_layers, {"capi/a.cc": inc("rapport/c.h", "record/r.h", "engine/e.h")}, None),
    ("capi not to cli", check_layers, {"capi/a.cc": inc("cli/c.h")}, "capi includes cli"),
    ("C header is C", check_layers, {C_HEADER: "#include <stddef.h>\n#include <stdint.h>\n"}, None),
    ("C header with C++", check_layers, {C_HEADER: "#include <cstdint>\n"}, "is not C"),
    ("C header stands alone", check_layers, {C_HEADER: inc("rapport/types.h")}, "C headers only"),
    ("C header with its part", check_layers,
     {C_HEADER: inc("rapport/c_part.h"), "capi/include/rapport/c_part.h": inc("rapport/c.h")}, None),
    ("part of the C header stands alone", check_layers,
     {"capi/include/rapport/c_part.h": inc("rapport/types.h")}, "C headers only"),
    ("part of the C header alone", check_layers, {"capi/a.cc": inc("rapport/c_part.h")}, "comes with"),
    ("part of the C header elsewhere", check_layers, {"src/record/a.cc": inc("rapport/c_part.h")}, "only capi/"),
    ("C header elsewhere", check_layers, {"src/record/a.cc": inc("rapport/c.h")}, "only capi/"),
    ("relative include", check_layers, {"src/text/a.cc": inc("../base/time.h")}, "write it from src/"),
    ("commented include", check_layers, {"src/text/a.cc": '// #include "cli/c.h"\n'}, None),

    ("one yaml-cpp file", check_libraries, {"src/pack/a.cc": inc("yaml-cpp/yaml.h", "yaml-cpp/parser.h")}, None),
    ("two yaml-cpp files", check_libraries,
     {"src/pack/a.cc": inc("yaml-cpp/yaml.h"), "src/pack/b.cc": inc("yaml-cpp/yaml.h")}, "one file"),
    ("yaml-cpp in a header", check_libraries, {"src/pack/a.h": inc("yaml-cpp/yaml.h")}, "by a header"),
    ("yaml-cpp elsewhere", check_libraries, {"src/cli/a.cc": "#include <yaml-cpp/yaml.h>\n"}, "yaml-cpp"),
    ("utf8proc elsewhere", check_libraries, {"src/phrase/a.cc": "#include <utf8proc.h>\n"}, "utf8proc"),
    ("two utf8proc files", check_libraries,
     {"src/text/a.cc": "#include <utf8proc.h>\n", "src/text/b.cc": "#include <utf8proc.h>\n"}, "one file"),
    ("RapidJSON in record", check_libraries, {"src/record/a.h": inc("rapidjson/reader.h")}, None),
    ("RapidJSON in engine", check_libraries, {"src/engine/a.cc": inc("rapidjson/reader.h")}, "RapidJSON"),
    ("Abseil in public", check_libraries, {"include/rapport/a.h": inc("absl/time/time.h")}, "Abseil"),
    ("Abseil in capi", check_libraries, {"capi/a.cc": inc("absl/time/time.h")}, "Abseil"),
    ("CLI11 in learn", check_libraries, {"src/learn/a.cc": inc("CLI/CLI.hpp")}, "CLI11"),

    ("prints", check_forbidden, {"src/engine/a.cc": "std::cout << 1;\n"}, "stream"),
    ("prints in C", check_forbidden, {"capi/a.cc": 'fprintf(stderr, "x");\n'}, "stream"),
    ("formats", check_forbidden, {"src/engine/a.cc": 'snprintf(buffer, 9, "x");\n'}, None),
    ("cli prints", check_forbidden, {"src/cli/a.cc": "std::cout << 1;\n"}, None),
    ("aborts", check_forbidden, {"src/base/a.cc": "std::abort();\n"}, "ends the process"),
    ("throws", check_forbidden, {"src/base/a.cc": "throw 1;\n"}, "throws"),
    ("says throw", check_forbidden,
     {"src/base/a.cc": "// never throws; would throw\n/* throw\nthrow */ F(\"throw\", R\"(throw)\", 't');\n"}, None),
    ("throws after a separator", check_forbidden, {"src/base/a.cc": "F(20'000); throw G('a');\n"}, "throws"),
    ("comment after a separator", check_forbidden, {"src/base/a.cc": "x = 20'000;  // don't throw\n"}, None),
    ("allowed to throw", check_forbidden, {"src/pack/yaml_reader.cc": "throw Stop();\n"}, None),
    ("allowed to throw only", check_forbidden, {"src/pack/yaml_reader.cc": "abort();\n"}, "ends the process"),
    ("clock", check_forbidden, {"src/engine/a.cc": "auto t = std::chrono::system_clock::now();\n"}, "clock"),
    ("clock type", check_forbidden, {"src/engine/a.cc": "std::chrono::system_clock::time_point t;\n"}, None),
    ("thread", check_forbidden, {"src/engine/a.h": "#include <mutex>\n"}, "threads"),
    ("locale", check_forbidden, {"src/text/a.cc": "x = std::tolower(c);\n"}, "locale"),
    ("regex", check_forbidden, {"src/text/a.cc": "#include <regex>\n"}, "regular"),
    ("needless exception", check_exceptions, {"src/pack/yaml_reader.cc": "int x;\n"}, "no longer needs"),
]

if __name__ == "__main__":
    run([check_layers, check_libraries, check_forbidden, check_exceptions], CASES, sys.argv)
