#!/usr/bin/env python3
"""Writes what the benchmarks measured as tables and plots.

  benchmarks/report.py RESULTS --markdown FILE --plots FOLDER [--note TEXT]

RESULTS is a folder with the JSON of Google Benchmark's programs and the JSON Lines of benchmarks/node. The tables take
the place of what stands between the two marker lines of FILE; the plots are SVG, readable on a light and on a dark
page. All figures are medians of the repetitions; ratios are between figures of this one run.
"""

import argparse
import glob
import json
import os
import re
import statistics

import svg_plot

MARKERS = ("<!-- measured: begin -->", "<!-- measured: end -->")
COUNTS = (100, 400, 2000, 10000)
ENGINES = [
    ("rapport", "Rapport"),
    ("rapport_on_tokens", "Rapport, on tokens"),
    ("vectorscan_literals", "Vectorscan, literals, word ends checked"),
    ("vectorscan_patterns", r"Vectorscan, `\b...\b`"),
    ("re2_warm", "RE2::Set, few texts over and over"),
    ("re2_unseen", "RE2::Set, unseen texts"),
    ("std_regex_loop", "loop of std::regex"),
    ("strcasestr_loop", "loop of strcasestr"),
]
UNITS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


class Results:
    """Medians by name. One thread: CPU time, which other work on the machine disturbs least."""

    def __init__(self, folder):
        self.times, self.cpu, self.rates, self.counters = {}, {}, {}, {}
        self.machine, self.texts, self.bulk = {}, "", []
        samples = {}
        for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
            with open(path, encoding="utf-8") as file:
                report = json.load(file)
            if "bulk" in report:
                self.bulk = report["bulk"]
                continue
            self.machine = report["context"]
            self.texts = report["context"].get("texts", self.texts)
            for run in report["benchmarks"]:
                if run.get("run_type") != "iteration":
                    continue
                if run.get("error_occurred"):
                    raise SystemExit(f"{run['name']}: {run['error_message']}")
                samples.setdefault(run["run_name"], []).append(run)
        for name, runs in samples.items():
            kind = "real_time" if "manual_time" in name or "real_time" in name else "cpu_time"
            self.times[name] = statistics.median(run[kind] * UNITS[run["time_unit"]] for run in runs)
            self.cpu[name] = statistics.median(run["cpu_time"] * UNITS[run["time_unit"]] for run in runs)
            self.rates[name] = statistics.median(run.get("items_per_second", 0) for run in runs)
            self.counters[name] = runs[0]
        for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
            with open(path, encoding="utf-8") as file:
                rounds = [json.loads(line) for line in file]
            for name in dict.fromkeys(r["name"] for r in rounds):
                self.times[name] = statistics.median(r["cpu_ns"] for r in rounds if r["name"] == name)

    def time(self, name):
        return self.times.get(name)

    def match(self, engine, count, size):
        return self.time(f"{engine}/phrases:{count}/bytes:{size}/threads:1")


def duration(ns):
    if ns is None:
        return "–"
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if ns >= 10 * size or (unit == "ms" and ns >= size):
            return f"{ns / size:,.0f} {unit}" if ns >= 100 * size else f"{ns / size:,.1f} {unit}"
    return f"{ns:,.0f} ns"


def ratio(a, b):
    return "–" if a is None or b is None else f"{a / b:.2f}" if a / b < 10 else f"{a / b:,.0f}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def matching(results, size):
    engines = [(e, label) for e, label in ENGINES if any(results.match(e, n, size) for n in COUNTS)]
    head = ["phrases"] + [f"{n:,}" for n in COUNTS]
    rows = [[label] + [duration(results.match(e, n, size)) for n in COUNTS] for e, label in engines]
    for engine, label in engines:
        if engine.startswith(("vectorscan", "re2_unseen")):
            own = [results.match("rapport", n, size) for n in COUNTS]
            other = [results.match(engine, n, size) for n in COUNTS]
            rows.append([f"{label}: times Rapport's time"] + [ratio(o, r) for o, r in zip(other, own)])
    hits = [results.counters.get(f"rapport/phrases:{n}/bytes:{size}/threads:1", {}).get("hits") for n in COUNTS]
    rows.append(["hits in a text, the same for all"] + ["–" if h is None else f"{h:.1f}" for h in hits])
    return table(head, rows)


def rules(results):
    rows = []
    suffix = "/rules:40/facts:6"
    own = results.time("rapport" + suffix)
    for name, label in (("rapport", "Rapport, C interface"), ("clips", "CLIPS, a case is one fact"),
                        ("clips_apart", "CLIPS, a case is six facts"), ("zen", "ZEN, Node.js"),
                        ("json_rules_engine", "json-rules-engine, Node.js")):
        time = results.time(name + suffix)
        if time is not None:
            rows.append([label, duration(time), f"{1e9 / time:,.0f}", ratio(time, own)])
    return table(["40 rules over 6 facts", "one evaluation", "a second", "times Rapport's time"], rows)


def whole(results):
    one = results.time("decide/bytes:148")
    rows = [["facts, a turn of 148 bytes, decision", duration(one), "1"],
            ["the same, explained (C++ interface)", duration(results.time("trace/bytes:148")),
             ratio(results.time("trace/bytes:148"), one)],
            ["the same, explained, as JSON", duration(results.time("explain/bytes:148")),
             ratio(results.time("explain/bytes:148"), one)]]
    for size, label in ((1536, "1.5 KB"), (65536, "64 KB")):
        time = results.time(f"decide/bytes:{size}")
        rows.append([f"facts, a turn of {label}, decision", duration(time), ratio(time, one)])
    return table(["default pack, C interface", "time", "times the first"], rows)


def loading(results):
    def size(name):
        count = results.counters.get(name, {}).get("bytes")
        return "–" if count is None else f"{count / 1e6:.2f} MB"

    events = results.time("Events/10000")
    rows = [["the default pack", duration(results.time("LoadDefault")), "", size("LoadDefault")],
            ["10,000 rules, compiled", duration(results.time("LoadCompiled/10000")), "", size("LoadCompiled/10000")],
            ["10,000 rules, YAML", duration(results.time("LoadYaml/10000")),
             ratio(results.time("LoadYaml/10000"), events), ""],
            ["yaml-cpp's events of the same, thrown away", duration(events), "1", ""]]
    return table(["loading", "time", "times the events", "memory, or size of the file"], rows)


def bulk(results):
    rows = [[run["what"], str(run["threads"]), f"{run['per_second']:,.0f}", f"{run['cpu_us']:.2f} µs",
             f"{run['bytes_out']:,.0f}"] for run in results.bulk]
    return table(["`rapport decide`, JSON Lines", "threads", "records a second", "CPU time of each", "bytes out"], rows)


def growth(results):
    rows = []

    def add(what, value):
        if value is not None:
            rows.append([what, value])

    def times(a, b):
        return None if a is None or b is None else f"{a / b:.2f} times"

    add("10,000 phrases against 100, texts of 148 bytes", times(results.match("rapport", 10000, 148),
                                                                results.match("rapport", 100, 148)))
    long, short = results.match("rapport", 2000, 65536), results.match("rapport", 2000, 1536)
    if long and short:
        add("a byte of 64 KB against a byte of 1.5 KB, 2,000 phrases", times(long / 65536, short / 1536))
    long, short = results.time("decide/bytes:65536"), results.time("decide/bytes:1536")
    if long and short:
        add("the same, whole decision", times(long / 65536, short / 1536))
    for what, one, two in (("matching, 2,000 phrases", "rapport/phrases:2000/bytes:148/threads:1",
                            "rapport/phrases:2000/bytes:148/real_time/threads:2"),
                           ("whole decision", "decide/bytes:148", "decide/bytes:148/real_time/threads:2")):
        if results.time(one) and results.rates.get(two):
            add(f"2 threads against one, {what}", f"{results.rates[two] * results.time(one) / 1e9:.2f} times the rate, "
                f"{results.cpu[two] / results.time(one):.2f} times the CPU time of each")
    for what, name in (("a turn added", "add_turn"), ("a turn added and decided", "add_turn_decide")):
        after = [results.time(f"{name}/after_turns:{n}/iterations:50/manual_time") for n in (1, 10, 100, 1000)]
        if None not in after:
            add(f"{what}, after 1 / 10 / 100 / 1,000 turns", " / ".join(map(duration, after)))
    warm = [run.get("allocations", 0) for name, run in results.counters.items()
            if name.startswith(("decide/", "rapport/rules", "rapport/phrases"))]
    if warm:
        add("allocations of a decision or a match, warm: the most of all rows", f"{max(warm):.3g}")
    return table(["growth", "measured"], rows)


def machine_line(results, note):
    cpu = "an unnamed CPU"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            cpu = re.search(r"^model name\s*:\s*(.+)$", file.read(), re.M).group(1).strip()
    except (OSError, AttributeError):
        pass
    context = results.machine
    caches = ", ".join(f"L{c['level']} {c['type'].lower()} {c['size'] // 1024:,} KiB"
                       for c in context.get("caches", []))
    return (f"{context['date'][:10]}; {cpu}, {context['num_cpus']} cores at {context['mhz_per_cpu'] / 1000:.1f} GHz, "
            f"{caches}; texts: {results.texts}. {note}").strip()


def write_between_markers(path, text):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    begin, end = (old.index(marker) for marker in MARKERS)
    with open(path, "w", encoding="utf-8") as file:
        file.write(old[:begin + len(MARKERS[0])] + "\n\n" + text + "\n" + old[end:])


def plots(results, folder):
    shown = [(e, label) for e, label in ENGINES if e not in ("rapport_on_tokens",)]
    series = [(label.replace("`", ""), [(n, results.match(e, n, 148)) for n in COUNTS if results.match(e, n, 148)])
              for e, label in shown]
    svg_plot.write_lines(os.path.join(folder, "benchmarks-matching.svg"),
                         "Finding phrases in a message of 148 bytes", "phrases", "time, logarithmic",
                         [s for s in series if s[1]], duration)
    suffix = "/rules:40/facts:6"
    bars = [(label, results.time(name + suffix)) for name, label in
            (("rapport", "Rapport"), ("clips", "CLIPS, one fact"), ("clips_apart", "CLIPS, six facts"),
             ("zen", "ZEN"), ("json_rules_engine", "json-rules-engine"))]
    svg_plot.write_bars(os.path.join(folder, "benchmarks-rules.svg"), "One evaluation of 40 rules over 6 facts, "
                        "logarithmic", [b for b in bars if b[1] is not None], duration)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results")
    parser.add_argument("--markdown", required=True)
    parser.add_argument("--plots", required=True)
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    results = Results(options.results)
    parts = [machine_line(results, options.note) + "\n"]
    for size, label in ((148, "148 bytes"), (1536, "1.5 KB"), (65536, "64 KB")):
        parts.append(f"### Finding phrases in texts of {label}\n\n" + matching(results, size))
    parts[1] += "\n![Time by number of phrases](benchmarks-matching.svg)\n"
    parts.append("### Whole decisions over facts\n\n" + rules(results) +
                 "\n![Time of one evaluation](benchmarks-rules.svg)\n")
    parts.append("### Whole decisions with text\n\n" + whole(results))
    parts.append("### Growth\n\n" + growth(results))
    parts.append("### Loading\n\n" + loading(results))
    if results.bulk:
        parts.append("### Bulk\n\n" + bulk(results))
    text = "\n".join(parts)
    write_between_markers(options.markdown, text)
    plots(results, options.plots)
    print(text)


if __name__ == "__main__":
    main()
