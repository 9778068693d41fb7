#!/usr/bin/env python3
"""What the simulated help desk (examples/help_desk.cc) promises. Usage: help_desk_test.py PROGRAM"""

import collections
import json
import subprocess
import sys

PROGRAM = sys.argv[1]
COMMON = {"event", "at", "case", "customer", "channel", "agent", "team", "persona", "campaign", "product"}
OWN = {"reply": {"by"}, "handled": {"talk", "hold", "work"}, "transfer": {"to"}, "escalation": {"to", "level"},
       "survey": {"asks", "about"}, "rating": {"asks", "about", "score", "comment"}, "purchase": {"amount"}}
SCORES = {"csat": range(1, 6), "nps": range(0, 11), "ces": range(1, 8)}
# Kind: the share of all events that it has, at least and at most, in per cent.
SHARES = {"contact": (12, 18), "answered": (3, 6), "abandoned": (0.05, 0.4), "reply": (9, 15), "handled": (12, 18),
          "transfer": (0.5, 1.5), "escalation": (0.4, 1.2), "resolution": (9, 14), "reopen": (0.4, 1.2),
          "survey": (8, 12), "rating": (3, 6), "purchase": (7, 13), "use": (10, 18), "cancellation": (0.1, 1)}
MIDDLE = "2026-02-02T00:00:00Z"

passed = failed = 0


def check(what, condition):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f"not so: {what}")


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, check=True)
    return done.stdout


def mean(values):
    values = list(values)
    return sum(values) / max(1, len(values))


def ratings(events, asks, about, team=None, late=None):
    return [e["score"] for e in events if e["event"] == "rating" and e["asks"] == asks and e["about"] == about
            and team in (None, e["team"]) and late in (None, e["at"] >= MIDDLE)]


def work(events, team, late):
    return mean(e["work"] + e.get("talk", 0) + e.get("hold", 0) for e in events
                if e["event"] == "handled" and e["team"] == team and (e["at"] >= MIDDLE) == late)


def left(events, late):
    return sum(e["event"] == "cancellation" and (e["at"] >= MIDDLE) == late for e in events)


def waits(events, team):
    """Mean seconds, crudely, from a case's first contact to its first agent's reply, by chat."""
    began, found = {}, []
    for e in events:
        if e.get("channel") != "chat" or e["team"] != team:
            continue
        seconds = sum(int(part) * unit for part, unit in zip(e["at"][8:19].replace("T", ":").split(":"),
                                                             (86400, 3600, 60, 1)))
        if e["event"] == "contact":
            began.setdefault(e["case"], seconds)
        elif e["event"] == "reply" and "by" not in e and began.get(e["case"]) is not None:
            if seconds >= began[e["case"]]:
                found.append(seconds - began[e["case"]])
            began[e["case"]] = None
    return mean(found)


def main():
    first = run()
    check("the same seed gives the same bytes", first == run("--seed", "1"))
    check("another seed gives others", first != run("--seed", "2"))
    events = [json.loads(line) for line in first.splitlines()]
    check("about as many as asked for", 36_000 < len(events) < 44_000)
    check("more when more are asked for", 90_000 < run("--events", "100000").count(b"\n") < 110_000)
    check("in the order of time", all(a["at"] <= b["at"] for a, b in zip(events, events[1:])))
    check("eight weeks", events[0]["at"][:10] == "2026-01-05" and events[-1]["at"][:10] == "2026-03-01")
    check("fifty agents", len({e["agent"] for e in events if "agent" in e}) == 50)
    check("five teams", len({e["team"] for e in events if "team" in e}) == 5)
    check("seven channels", len({e["channel"] for e in events if "channel" in e}) == 7)
    check("ten personas", len({e["persona"] for e in events if "persona" in e}) == 10)
    without = mean("persona" not in e for e in events if e["event"] == "contact")
    check("and none for half", 0.4 < without < 0.6)
    kinds = collections.Counter(e["event"] for e in events)
    check("all kinds, and no other", set(kinds) == set(SHARES))
    for kind, (least, most) in SHARES.items():
        check(f"{kind}: {least} to {most} %", least <= 100 * kinds[kind] / len(events) <= most)
    for e in events:
        if not set(e) <= COMMON | OWN.get(e["event"], set()):
            check(f"known keys only: {e}", False)
    check("scores in range", all(e["score"] in SCORES[e["asks"]] for e in events if e["event"] == "rating"))
    check("amounts are not negative", all(e["amount"] >= 0 for e in events if e["event"] == "purchase"))

    # Effects, as strong as they are meant to be, and none where there is none.
    planted = [json.loads(line) for line in run("--events", "400000").splitlines()]
    none = [json.loads(line) for line in run("--events", "400000", "--effects", "none").splitlines()]
    check("south is slow", waits(planted, "south") > 2 * waits(planted, "north"))
    check("or not", 0.9 < waits(none, "south") / waits(none, "north") < 1.1)
    check("training saves time", work(planted, "east", True) < 0.9 * work(planted, "east", False))
    check("or not", 0.95 < work(none, "east", True) / work(none, "east", False) < 1.05)
    better = [mean(ratings(planted, "csat", "service", "east", late)) for late in (False, True)]
    check("training pleases", better[1] > better[0] + 0.3)
    dearer = [mean(ratings(planted, "nps", "firm", late=late)) for late in (False, True)]
    check("the price does not", dearer[1] < dearer[0] - 0.7)
    same = [mean(ratings(none, "nps", "firm", late=late)) for late in (False, True)]
    check("or nobody minds", abs(same[1] - same[0]) < 0.25)
    check("who pays more leaves", left(planted, True) > 2 * left(planted, False))
    check("or stays", 0.75 < left(none, True) / left(none, False) < 1.33)

    usage = subprocess.run([PROGRAM, "--effects", "rain"], capture_output=True, check=False)
    check("an unknown effect is refused", usage.returncode == 2 and b"usage" in usage.stderr)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
