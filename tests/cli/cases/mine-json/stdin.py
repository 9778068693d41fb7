"""Labelled records of a made-up shop, with a phrase that the pack does not have."""

import json

THINGS = ["lamp", "chair", "desk", "shelf", "mirror", "carpet"]


def record(number, text, persona):
    print(json.dumps({"id": f"c{number}", "source": "chat" if number % 2 else "mail", "turns": [{"text": text}],
                      "label": {"persona": persona}}))


for i in range(40):
    record(i, f"A {THINGS[i % 6]} for {i} days. Thanks", "none")
for i in range(6):
    record(40 + i, f"And {THINGS[i]}s, get a move on then", "impatient")
for i in range(5):
    record(46 + i, f"Still hurry with the {THINGS[i]}", "impatient")
for i in range(5):
    record(51 + i, f"Keep waiting over {THINGS[i]}s", "impatient")
record(56, "hurry, no rush", "none")
