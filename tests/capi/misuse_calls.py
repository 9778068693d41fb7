#!/usr/bin/env python3
"""Writes a C file that calls every function of c.h with every kind of wrong argument, so that a new function
is covered from the day it is declared. Usage: misuse_calls.py SOURCE_DIR OUTPUT

Each argument has a good value and bad ones. Each function is called with all combinations, of which
misuse_test.c judges: a known status, outputs empty and an error made when it failed. With exactly one bad
argument the status itself is known: a null handle is RAPPORT_INVALID_ARGUMENT, an index past the end
RAPPORT_NOT_FOUND, a handle without a result RAPPORT_INVALID_STATE."""

import itertools
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import c_header

INVALID, NOT_FOUND, STATE, ANY = ("RAPPORT_INVALID_ARGUMENT", "RAPPORT_NOT_FOUND",
                                  "RAPPORT_INVALID_STATE", "ANY_STATUS")

# Arguments that may be NULL, as c.h says.
OPTIONAL = {
    ("rapport_builder_new", "limits"), ("rapport_conversation_new", "limits"),
    ("rapport_builder_diagnostic_place", "line"), ("rapport_builder_diagnostic_place", "column"),
    ("rapport_builder_diagnostic_place", "width"), ("rapport_decision_evidence_span", "turn"),
    ("rapport_decision_evidence_span", "begin"), ("rapport_decision_evidence_span", "end"),
    ("rapport_decide_json", "json"), ("rapport_decide_lines", "refused"),
    ("rapport_review_json", "json"), ("rapport_review_lines", "refused"),
    ("rapport_review_finding_span", "begin"), ("rapport_review_finding_span", "end"),
} | {(f"rapport_decision_{list}_span", output) for output in ("turn", "begin", "end")
     for list in ("need", "open_question", "promise", "protocol_step", "protocol_fault")}
GOOD_TEXT = {  # by the parameter's name; what it takes for the call to work
    "fact": {"bool": "is_vip", "int": "contacts_7d", "double": "spend", "string": "tier",
             "duration": "tenure", "timestamp": "renewal_due", "strings": "tags", "fact": "tier"},
    "id": {"json": "x", "explain": "x", "persona": "none"}, "scale": "hostility",
    "value": "gold", "route": "legal",
    "record": '{\\"turns\\":[{\\"text\\":\\"Any deal?\\"},{\\"by\\":\\"agent\\",\\"text\\":\\"Yes.\\"}]}',
    "kind": "coaching", "options": "{}", "line": '{\\"turns\\":[]}',
    "records": '{\\"turns\\":[]}\\n', "path": "no/such/file.yaml", "bytes": "rapport: 2\\n",
}
# The item of misuse_test.c's decision or review whose list is not empty.
GOOD_ITEM = {"rapport_decision_action_say": "action_with_say",
             "rapport_decision_undetermined_missing": "undetermined_with_missing",
             "rapport_decision_overridden_reason": "overridden_with_reason",
             "rapport_decision_overridden_policy": "overridden_with_reason",
             "rapport_review_finding_span": "finding_with_span",
             "rapport_review_finding_span_text": "finding_with_span",
             "rapport_review_finding_span_cue": "finding_with_span",
             "rapport_review_finding_suggestion": "finding_with_span"}
# Functions that read a result though they take the handle without const.
READERS = ("rapport_decision_json", "rapport_review_to_json")


def text_values(function, name):
    good = GOOD_TEXT.get(name, "x")
    if isinstance(good, dict):
        good = good[function.name.split("_")[-1]]
    return [(f'RAPPORT_LITERAL("{good}")', None), ("NULL, 5", INVALID), ('"x", SIZE_MAX', INVALID),
            ("NULL, 0", ANY), ('"\\xff\\0y", 3', ANY)]


def values(function, i):
    """(argument text, status when it is the only bad one or None when it is good), and how many parameters
    it stands for."""
    p = function.parameters[i]
    null_ok = p.name == "length" or (function.name, p.name) in OPTIONAL
    null = [("NULL", None if null_ok else INVALID)]
    base = p.type.replace("const", "").replace("*", "").strip()
    if p.type == "rapport_error **":
        return [("&error", None), ("NULL", None)], 1
    if p.type == "const char *":
        return text_values(function, p.name), 2
    if p.type.replace(" ", "") == "constchar*const*":
        return [("texts, text_lengths, 2", None), ("NULL, NULL, 0", None), ("NULL, text_lengths, 1", INVALID),
                ("texts, NULL, 1", INVALID), ("bad_texts, text_lengths, 1", INVALID)], 3
    if p.type == "const rapport_decision **":
        return [("&out_const_decision", None)] + null, 1
    if p.type.endswith("**") and p.type.startswith("rapport_"):
        return [(f"&out_{base}", None)] + null, 1
    if base in ("rapport_turn", "rapport_pack_limits", "rapport_conversation_limits"):
        bad = [(f"&{kind}_{base}", INVALID) for kind in ("empty", "small", "large", "garbage")]
        return [(f"&good_{base}", None)] + bad + null, 1
    if p.type.startswith(("rapport_", "const rapport_")) and p.type.endswith("*"):
        handle = base.replace("rapport_", "")
        if p.name == "other":
            return [("other_accumulator", None), ("the_accumulator", INVALID), ("NULL", INVALID)], 1
        found = [(f"the_{handle}", None), ("NULL", INVALID)]
        reads = handle in ("decision", "review") and (p.type.startswith("const") or function.name in READERS)
        return found + ([(f"unused_{handle}", STATE)] if reads else []), 1
    if p.type.endswith("*"):
        kind = p.type.replace("const char **", "text").replace("*", "").strip()
        return [(f"&out_{kind}", None)] + null, 1
    if p.type == "size_t":
        good = GOOD_ITEM.get(function.name, "0") if p.name == "index" else "0"
        return [(good, None), ("1000000", NOT_FOUND), ("SIZE_MAX", NOT_FOUND)], 1
    if p.type == "double":
        return [("1.5", None), ("NAN", INVALID), ("INFINITY", INVALID), ("-1.0", INVALID)], 1
    if p.type == "int64_t":
        if p.name in ("now", "instant"):
            return [("0", None), ("INT64_MIN", INVALID), ("INT64_MAX", INVALID)], 1
        if p.name == "value":
            return [("3", None), ("INT64_MIN", INVALID), ("INT64_MAX", INVALID)], 1
        return [("1", None), ("INT64_MIN", ANY), ("INT64_MAX", ANY)], 1
    if p.name in ("by", "unknown_facts", "detail", "level", "rule"):
        return [("0", None), ("-1", INVALID), ("99", INVALID), ("INT32_MIN", INVALID)], 1
    return [("1", None), ("INT32_MIN", None), ("-1", None)], 1


def good_status(function):
    """The status when nothing is wrong."""
    if function.name in ("rapport_builder_add_file", "rapport_ruleset_new_from_file"):
        return "RAPPORT_IO"
    if function.name in ("rapport_builder_build", "rapport_ruleset_new_from_bytes"):
        return "RAPPORT_INVALID_PACK"
    if function.name == "rapport_accumulator_load":
        return "RAPPORT_INVALID_ARGUMENT"
    return "RAPPORT_OK"


def calls(function):
    columns, i = [], 0
    while i < len(function.parameters):
        choices, width = values(function, i)
        columns.append(choices)
        i += width
    for combination in itertools.product(*columns):
        bad = [status for _, status in combination if status is not None]
        expected = good_status(function) if not bad else bad[0] if len(bad) == 1 else ANY
        yield ", ".join(text for text, _ in combination), expected


def main():
    source_dir, output = sys.argv[1:]
    header = c_header.parse(source_dir)
    lines = ["/* Written by tests/capi/misuse_calls.py from c.h. */", ""]
    count = 0
    for f in header.functions:
        lines.append(f"static void misuse_{f.name}(void) {{")
        if f.returns != "int32_t" or f.name.startswith("rapport_error_") or f.name.endswith("_name") and \
                len(f.parameters) == 1:
            # Values at once: each must take NULL, or any number.
            odd = {"int32_t": ["-1", "99", "INT32_MIN", "INT32_MAX"]}
            for combination in itertools.product(*[odd.get(p.type, ["NULL"]) for p in f.parameters]):
                lines.append(f"  {'CHECK(' if f.returns.startswith('const char') else '(void)('}"
                             f"{f.name}({', '.join(combination)}){' != NULL' if 'char' in f.returns else ''});"
                             if f.returns != "void" else f"  {f.name}({', '.join(combination)});")
                count += 1
        else:
            for arguments, expected in calls(f):
                has_error = "1" if "&error" in arguments else "0"
                lines.append(f'  prepare("{f.name}");')
                lines.append(f'  judge("{f.name}({arguments.replace(chr(92), "").replace(chr(34), chr(39))})", '
                             f'{f.name}({arguments}), {expected}, {has_error});')
                count += 1
        lines.append("}")
        lines.append("")
    lines.append("static void misuse_everything(void) {")
    lines += [f"  misuse_{f.name}();" for f in header.functions]
    lines += ["}", "", f"enum {{ CALLS = {count}, FUNCTIONS = {len(header.functions)} }};", ""]
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))


if __name__ == "__main__":
    main()
