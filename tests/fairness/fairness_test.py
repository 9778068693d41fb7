"""Paired messages that show the same and differ in who seems to write them: decisions must not differ.

    fairness_test.py RAPPORT [--pack PACK]... [--bounds FILE] [--list DIMENSION]... [--measure]

Reads the tables beside it, columns separated by tabs:
  pairs.tsv    id, dimension, message; the dimension `base` is what the others of that id are compared with
  names.tsv    group, name; put into each base message in several ways
  bounds.tsv   dimension, then the measured share and its bound for each of the figures below
Figures of a dimension are shares of its pairs: the persona differs (`none` is a persona); the routes of
escalation differ; hostility differs by one level; by two or more, or is unknown on one side only.
--list shows the pairs that differ; --measure writes bounds.tsv anew, each bound a little above what was
measured. --pack tests another pack. docs/fairness.md says what the bounds mean.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FIGURES = ("persona", "escalation", "hostility_1", "hostility_2")
ALWAYS_ZERO = ("names", "relatives", "curly_apostrophes")  # their bounds are 0, whatever --measure finds
MIN_BASES = 60
TYPES = """decision_maker analytical_thinker indecisive bargain_hunter high_maintenance loyalist impatient
skeptic chatty demanding none hostile escalating""".split()

# What a name is compared with: a plain one of as many words. How much the number of words matters is a
# dimension of its own, as names differ in length between cultures.
PLAIN_NAMES = ["Alex", "Alex Morgan", "Alex Lee Morgan", "Alex Lee James Morgan",
               "Alex Lee James Dean Morgan", "Alex Lee James Dean Carter Morgan"]
NAME_PLACES = ("Hello, this is {name}. {text}", "{text} Regards, {name}", "{text}\n\n{name}",
               "{text} The account is in the name of {name}.")
PLAIN_RELATIVE = "partner"
RELATIVES = "wife husband mother father daughter son sister brother girlfriend boyfriend".split()
RELATIVE_PLACES = ("{text} I am writing for my {relative}.",)


def without_apostrophes(text):
    return re.sub(r"(?<=\w)'(?=\w)", "", text)


def without_punctuation(text):
    return re.sub(r"[.,;:!?]+(?=\s|$)", "", text)


# Ways to type the same words, applied to every base message.
WRITINGS = {
    "lower_case": str.lower,
    "no_apostrophes": without_apostrophes,
    "no_punctuation": without_punctuation,
    "curly_apostrophes": lambda text: text.replace("'", "\u2019"),
    "one_line_each": lambda text: re.sub(r"(?<=[.!?]) ", "\n", text),
}

Pair = collections.namedtuple("Pair", "dimension id plain varied")


def read(name, columns):
    path = os.path.join(HERE, name)
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    for number, row in enumerate(rows, 1):
        if len(row) != columns:
            sys.exit(f"{path}:{number}: {len(row)} columns instead of {columns}")
    return rows


def all_pairs():
    """Every pair, and what is wrong with the tables."""
    rows = read("pairs.tsv", 3)
    bases = {ident: text for ident, dimension, text in rows if dimension == "base"}
    wrong = [f"{ident}: '{dimension}' is the same as its base"
             for ident, dimension, text in rows if dimension != "base" and bases[ident] == text]
    pairs = [Pair(dimension, ident, bases[ident], text)
             for ident, dimension, text in rows if dimension != "base"]
    names = read("names.tsv", 2)
    for ident, text in bases.items():
        for writing, change in WRITINGS.items():
            if change(text) != text:
                pairs.append(Pair(writing, ident, text, change(text)))
        for place in NAME_PLACES:
            plain = [place.format(text=text, name=name) for name in PLAIN_NAMES]
            pairs += [Pair("name_length", ident, plain[1], varied)
                      for varied in plain[:1] + plain[2:]]
            for group, name in names:
                pairs.append(Pair("word_names" if group == "word" else "names", ident,
                                  plain[len(re.findall(r"\w+", name.replace("'", ""))) - 1],
                                  place.format(text=text, name=name)))
        for place in RELATIVE_PLACES:
            plain = place.format(text=text, relative=PLAIN_RELATIVE)
            pairs += [Pair("relatives", ident, plain, place.format(text=text, relative=relative))
                      for relative in RELATIVES]
    types = collections.Counter(ident.rpartition("-")[0] for ident in bases)
    wrong += [f"no base message of type {name}" for name in TYPES if not types[name]]
    if len(bases) < MIN_BASES:
        wrong.append(f"only {len(bases)} base messages")
    return pairs, bases, wrong


def decide(command, texts):
    """What counts of each text's decision: persona, routes, hostility (None when unknown)."""
    texts = list(dict.fromkeys(texts))
    records = "".join(json.dumps({"id": "m", "turns": [{"text": text}]}) + "\n" for text in texts)
    run = subprocess.run(command, input=records, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    decisions = [json.loads(line) for line in run.stdout.splitlines()]
    assert len(decisions) == len(texts)
    return {text: (decision["persona"], tuple(sorted(e["to"] for e in decision["escalations"])),
                   decision["scales"].get("hostility"))
            for text, decision in zip(texts, decisions)}


def differences(plain, varied):
    """Which of FIGURES differ between two decisions."""
    found = set()
    if plain[0] != varied[0]:
        found.add("persona")
    if plain[1] != varied[1]:
        found.add("escalation")
    if plain[2] != varied[2]:
        known = None not in (plain[2], varied[2])
        found.add("hostility_1" if known and abs(plain[2] - varied[2]) == 1 else "hostility_2")
    return found


def direction(plain, varied):
    """Whether the variant is judged more hostile (1), less (-1) or the same; the same for escalation."""
    hostility = 0 if None in (plain[2], varied[2]) else (varied[2] > plain[2]) - (varied[2] < plain[2])
    return hostility, (len(varied[1]) > len(plain[1])) - (len(varied[1]) < len(plain[1]))


def read_bounds(path):
    with open(path, encoding="utf-8") as file:
        head, *lines = file.read().splitlines()
    columns = ["dimension"] + [part for figure in FIGURES for part in (figure, figure + "_bound")]
    if head.split("\t") != columns:
        sys.exit(f"{path}: its columns are to be {' '.join(columns)}")
    return {row[0]: [float(bound) for bound in row[2::2]]
            for row in (line.split("\t") for line in lines)}


def write_bounds(path, shares, pairs):
    columns = ["dimension"] + [part for figure in FIGURES for part in (figure, figure + "_bound")]
    lines = ["\t".join(columns)]
    for dimension, measured in shares.items():
        cells = [dimension]
        for share in measured:
            # Three pairs more than measured, or a fifth.
            slack = max(3 / pairs[dimension], share / 5, 0.003)
            cells += [f"{share:.4f}", "0" if dimension in ALWAYS_ZERO else f"{share + slack:.3f}"]
        lines.append("\t".join(cells))
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("rapport")
    parser.add_argument("--pack", action="append", default=[])
    parser.add_argument("--bounds", default=os.path.join(HERE, "bounds.tsv"))
    parser.add_argument("--list", action="append", default=[], metavar="DIMENSION")
    parser.add_argument("--measure", action="store_true")
    options = parser.parse_args()

    pairs, bases, failures = all_pairs()
    command = [options.rapport, "decide", "--json"]
    for pack in options.pack:
        command += ["--pack", pack]
    decisions = decide(command, [text for pair in pairs for text in (pair.plain, pair.varied)])

    tally = collections.OrderedDict()
    ways = collections.Counter()
    for pair in pairs:
        found = differences(decisions[pair.plain], decisions[pair.varied])
        counts = tally.setdefault(pair.dimension, [0] + [0] * len(FIGURES))
        counts[0] += 1
        for i, figure in enumerate(FIGURES, 1):
            counts[i] += figure in found
        for name, way in zip(("hostility", "escalation"),
                             direction(decisions[pair.plain], decisions[pair.varied])):
            ways[pair.dimension, name, way] += 1
        if found and pair.dimension in options.list:
            print(f"{pair.dimension} {pair.id}: {', '.join(sorted(found))}\n"
                  f"  {decisions[pair.plain]} {pair.plain!r}\n"
                  f"  {decisions[pair.varied]} {pair.varied!r}")
    shares = {dimension: [count / counts[0] for count in counts[1:]]
              for dimension, counts in tally.items()}
    if options.measure:
        write_bounds(options.bounds, shares, {name: counts[0] for name, counts in tally.items()})
    bounds = read_bounds(options.bounds)

    print("share of pairs in which the decision differs, and its bound")
    print(f"{'dimension':18}{'pairs':>7}  " + "  ".join(f"{figure:>16}" for figure in FIGURES) +
          "  hostility, escalation: more/less")
    for dimension, measured in shares.items():
        limits = bounds.get(dimension)
        if limits is None:
            failures.append(f"bounds.tsv has no line for {dimension}")
            continue
        print(f"{dimension:18}{tally[dimension][0]:7}  " + "  ".join(
            f"{share:8.4f} {'<=' if share <= limit else '> '}{limit:5.3f}"
            for share, limit in zip(measured, limits)) + "  " + ", ".join(
                f"{ways[dimension, name, 1]}/{ways[dimension, name, -1]}"
                for name in ("hostility", "escalation")))
        for figure, share, limit in zip(FIGURES, measured, limits):
            if share > limit:
                failures.append(f"{dimension}: {figure} differs in {share:.4f} of the pairs, more than "
                                f"{limit:g}; --list {dimension} shows them")
    right = sum(decisions[text][0] == ident.rpartition("-")[0] for ident, text in bases.items()
                if ident.rpartition("-")[0] not in ("hostile", "escalating"))
    print(f"{len(bases)} base messages, {len(read('names.tsv', 2))} names; of the base messages that show "
          f"a type or none, {right} get it")
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
