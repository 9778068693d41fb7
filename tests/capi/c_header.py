"""Reads capi/include/rapport/c.h and the parts that it includes: functions, structures, constants and
sections. Not a C parser: it relies on the headers' own plain style, which c_header_lint.py holds them to."""

import os
import re
from dataclasses import dataclass, field


@dataclass
class Parameter:
    type: str  # "const char *", without spaces before the stars
    name: str


@dataclass
class Function:
    name: str
    returns: str
    parameters: list
    place: str     # "c.h:12"
    comment: str   # what stands right above it, or above the run of functions it belongs to
    section: str


@dataclass
class Header:
    files: dict = field(default_factory=dict)      # name -> text, in the order in which they are read
    functions: list = field(default_factory=list)
    structs: dict = field(default_factory=dict)    # name -> [Parameter]
    handles: list = field(default_factory=list)    # names of the opaque types
    constants: dict = field(default_factory=dict)  # name -> number
    sections: dict = field(default_factory=dict)   # title -> its opening comment


def spaced(type_text):
    """'const char*' -> 'const char *': one way to write it."""
    return re.sub(r"\s*(\*+)", r" \1", " ".join(type_text.split()))


def split_declarator(text):
    """'const char *const *values' -> Parameter('const char *const *', 'values')."""
    match = re.match(r"^(.*?)(\w+)$", " ".join(text.split()))
    return Parameter(spaced(match.group(1)), match.group(2))


def parse(source_dir):
    folder = os.path.join(source_dir, "capi", "include", "rapport")
    header = Header()
    read_part(folder, "c.h", header)
    return header


def read_part(folder, name, header):
    """One file; then those of ours that it includes."""
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        text = file.read()
    header.files[name] = text
    section = ""
    comment = ""
    pattern = re.compile(
        r"/\* ---- (?P<title>[^-\n]+?) -+\n(?P<intro>.*?)\*/"
        r"|(?P<comment>/\*.*?\*/)"
        r"|^RAPPORT_API (?P<returns>[^;(]*?)(?P<name>rapport_\w+)\((?P<parameters>[^;]*?)\);"
        r"|^typedef struct (?P<handle>\w+) (?P=handle);"
        r"|^typedef struct (?P<struct>\w+) \{(?P<fields>.*?)^\} (?P=struct);"
        r"|^enum \{(?P<enum>.*?)\};"
        r"|(?P<blank>\n\s*\n)", re.S | re.M)
    for match in pattern.finditer(text):
        if match["title"]:
            section, comment = match["title"], ""
            header.sections[section] = match["intro"]
        elif match["comment"]:
            comment = match["comment"]
        elif match["blank"]:
            comment = ""
        elif match["name"]:
            parameters = [] if match["parameters"].strip() == "void" else [
                split_declarator(p) for p in match["parameters"].split(",")]
            header.functions.append(Function(
                match["name"], spaced(match["returns"]), parameters,
                f"{name}:{text.count(chr(10), 0, match.start()) + 1}", comment, section))
        elif match["handle"]:
            header.handles.append(match["handle"])
        elif match["struct"]:
            fields = re.sub(r"/\*.*?\*/", "", match["fields"], flags=re.S)
            header.structs[match["struct"]] = [
                split_declarator(f) for f in fields.split(";") if f.strip()]
        elif match["enum"]:
            body = re.sub(r"/\*.*?\*/", "", match["enum"], flags=re.S)
            for constant, value in re.findall(r"(\w+) = (\d+)", body):
                header.constants[constant] = int(value)
    for part in re.findall(r'^#include "rapport/(\w+\.h)"', text, re.M):
        if part not in header.files:
            read_part(folder, part, header)
