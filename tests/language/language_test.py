"""The language guard on messages of our own: other languages are refused, English never is.

    language_test.py RAPPORT SOURCE_DIR [PACK]...

Reads the tables beside it, columns separated by tabs:
  foreign.tsv   language, message
  english.tsv   kind, message
  mixed.tsv     what is right (refuse, serve, either), kind, turns of the customer separated by " || "
Messages of tests/fairness and, when they are there, the labelled conversations in $RAPPORT_SHARED/data or
../shared/data are English, too. Prints the rates; exits with 1 when one is beyond its bound.
"""
import collections
import glob
import json
import os
import subprocess
import sys

# A message of an unserved language with LONG words or more; other scripts count whatever their length.
LONG = 4
REFUSED_AT_LEAST = 0.97           # of them, for all languages together
REFUSED_AT_LEAST_EACH = 0.80      # and for each language with EACH messages or more
EACH = 10
PERSONA_AT_MOST = 0.01            # of them get a persona
SHORT_PERSONA_AT_MOST = 0.05      # of the shorter ones
ENGLISH_REFUSED_AT_MOST = 0.003   # of messages of each source of English
MIXED_RIGHT_AT_LEAST = 0.97

failures = []


def check(holds, message):
    if not holds:
        failures.append(message)


def read(path, columns):
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            sys.exit(f"{path}:{number}: {len(row)} columns instead of {columns}")
    return rows


class Guard:
    def __init__(self, rapport, packs):
        self.command = [rapport, "decide", "--json"]
        for pack in packs:
            self.command += ["--pack", pack]

    def decide(self, lines):
        run = subprocess.run(self.command, input="\n".join(lines) + "\n",
                             stdout=subprocess.PIPE, encoding="utf-8", check=True)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def decide_texts(self, texts):
        records = [json.dumps({"id": str(i), "turns": [{"text": turn} for turn in text.split(" || ")]})
                   for i, text in enumerate(texts)]
        decisions = self.decide(records)
        assert len(decisions) == len(texts)
        return decisions


def refused(decision):
    return decision.get("abstained") == "language"


def share(part, whole):
    return part / whole if whole else 0.0


def foreign(guard, folder):
    rows = read(os.path.join(folder, "foreign.tsv"), 2)
    tally = collections.OrderedDict()
    short = [0, 0, 0]
    missed = []
    for (language, text), decision in zip(rows, guard.decide_texts([text for _, text in rows])):
        other_script = not any("a" <= letter <= "z" for letter in text.lower())
        counts = tally.setdefault(language, [0, 0, 0]) if (
            other_script or len(text.split()) >= LONG) else short
        counts[0] += 1
        counts[1] += refused(decision)
        counts[2] += decision["persona"] != "none"
        if refused(decision):
            check(all(level is None for level in decision["scales"].values()),
                  f"a scale of a refused message is known: {text}")
        elif counts is not short:
            missed.append((language, decision["persona"], text))
    print(f"Other languages, messages of {LONG} words or more: refused of all")
    print("  " + ", ".join(f"{language} {c[1]}/{c[0]}" for language, c in tally.items()))
    total = [sum(c[i] for c in tally.values()) for i in range(3)]
    print(f"  {len(tally)} languages: {total[1]} of {total[0]} refused ({share(total[1], total[0]):.4f}), "
          f"{total[2]} get a persona")
    print(f"  shorter ones: {short[1]} of {short[0]} refused, {short[2]} get a persona")
    for language, persona, text in missed:
        print(f"  not refused: {language} [{persona}] {text}")
    check(share(total[1], total[0]) >= REFUSED_AT_LEAST, "too few messages of other languages are refused")
    check(share(total[2], total[0]) <= PERSONA_AT_MOST, "too many messages of other languages get a persona")
    check(share(short[2], short[0]) <= SHORT_PERSONA_AT_MOST, "too many short ones get a persona")
    for language, counts in tally.items():
        check(counts[0] < EACH or share(counts[1], counts[0]) >= REFUSED_AT_LEAST_EACH,
              f"too few messages in {language} are refused")


def english(name, decisions, texts):
    wrong = [text for text, decision in zip(texts, decisions) if refused(decision)]
    print(f"English, {name}: {len(wrong)} of {len(texts)} refused ({share(len(wrong), len(texts)):.4f})")
    return wrong


def english_tables(guard, folder):
    rows = read(os.path.join(folder, "english.tsv"), 2)
    texts = [text for _, text in rows]
    pairs = os.path.join(folder, "..", "fairness", "pairs.tsv")
    if os.path.exists(pairs):
        texts += [text for _, _, text in read(pairs, 3)]
    for text in english("our own", guard.decide_texts(texts), texts):
        print(f"  refused: {text}")
        check(False, f"English was refused: {text}")


def english_shared(guard, source):
    shared = os.environ.get("RAPPORT_SHARED") or os.path.join(source, "..", "shared")
    for path in sorted(glob.glob(os.path.join(shared, "data", "train_*.jsonl"))):
        with open(path, encoding="utf-8") as file:
            lines = [line for line in file.read().splitlines() if line.strip()]
        names = [json.loads(line)["id"] for line in lines]
        wrong = english(os.path.basename(path), guard.decide(lines), names)
        for name in wrong:
            print(f"  refused: {name}")
        check(share(len(wrong), len(names)) <= ENGLISH_REFUSED_AT_MOST,
              f"too much of {os.path.basename(path)} is refused")


def mixed(guard, folder):
    rows = read(os.path.join(folder, "mixed.tsv"), 3)
    tally = collections.OrderedDict()
    right = judged = 0
    for (expected, kind, text), decision in zip(rows, guard.decide_texts([r[2] for r in rows])):
        counts = tally.setdefault((expected, kind), [0, 0])
        counts[0] += 1
        counts[1] += refused(decision)
        if expected != "either":
            judged += 1
            right += refused(decision) == (expected == "refuse")
            if refused(decision) != (expected == "refuse"):
                print(f"Mixed, wrong: to {expected}: {text}")
    print("Mixed: refused of all")
    for (expected, kind), counts in tally.items():
        print(f"  {kind}, to {expected}: {counts[1]} of {counts[0]}")
    check(share(right, judged) >= MIXED_RIGHT_AT_LEAST, "too many mixed messages are judged wrongly")


def main():
    guard = Guard(sys.argv[1], sys.argv[3:])
    folder = os.path.join(sys.argv[2], "tests", "language")
    foreign(guard, folder)
    english_tables(guard, folder)
    english_shared(guard, sys.argv[2])
    mixed(guard, folder)
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
