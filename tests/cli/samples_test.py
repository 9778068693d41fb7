#!/usr/bin/env python3
"""Runs the program on the conversations of examples/ and checks what each is there to show. Figures may move
with the weights of the default pack; these may not. Usage: samples_test.py PROGRAM"""

import json
import os
import pathlib
import subprocess
import sys
import unittest

PROGRAM = ""
EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "examples"

# id: persona, routes (None: not the point here)
EXPECTED = {
    "in-a-hurry": ("impatient", None),
    "best-price": ("bargain_hunter", []),
    "wants-numbers": ("analytical_thinker", []),
    "cannot-choose": ("indecisive", []),
    "old-friend": ("loyalist", []),
    "does-not-believe-it": ("skeptic", []),
    "ready-to-sign": ("decision_maker", []),
    "not-good-enough": ("demanding", ["supervisor"]),
    "no-lawyer-needed": ("none", []),
    "lawyer-needed": ("demanding", ["legal"]),
    "loyal-but-unknown": ("bargain_hunter", []),
    "auf-deutsch": ("none", []),
    "third-time": (None, ["senior", "supervisor"]),
    "gets-abusive": (None, ["supervisor"]),
}


def run(*arguments):
    return subprocess.run([PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)


class Samples(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        done = run("decide", "--json", str(EXAMPLES / "conversations.jsonl"))
        assert done.returncode == 0, done.stdout.decode()
        cls.decisions = {d["id"]: d for d in map(json.loads, done.stdout.splitlines())}

    def test_each_is_here(self):
        self.assertEqual(list(self.decisions), list(EXPECTED))

    def test_personas_and_routes(self):
        for name, (persona, routes) in EXPECTED.items():
            with self.subTest(name):
                decision = self.decisions[name]
                if persona is not None:
                    self.assertEqual(decision["persona"], persona)
                if routes is not None:
                    got = {e["to"] for e in decision["escalations"]}
                    self.assertTrue(got == set(routes) if not routes else got >= set(routes), got)

    def test_another_language_is_not_guessed_at(self):
        decision = self.decisions["auf-deutsch"]
        self.assertEqual(decision["abstained"], "language")
        self.assertIsNone(decision["scales"]["hostility"])

    def test_a_guardrail_holds_while_a_fact_is_unknown(self):
        reasons = {r["limit"]: r for r in self.decisions["loyal-but-unknown"]["limit_reasons"]}
        self.assertTrue(reasons["goodwill_amount"]["undetermined"])

    def test_hostility_and_due_times(self):
        self.assertGreaterEqual(self.decisions["gets-abusive"]["scales"]["hostility"], 2)
        for escalation in self.decisions["third-time"]["escalations"]:
            self.assertRegex(escalation["due"], r"^2026-03-02T\d\d:\d\d:\d\dZ$")

    def test_the_sample_for_coaching_shows_what_it_is_there_for(self):
        done = run("coach", "--json", "--individuals", "--min-sample", "5", str(EXAMPLES / "coaching.jsonl"))
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        report = json.loads(done.stdout)
        self.assertEqual((report["conversations"], report["replies"]), (26, 28))
        people = {card["agent"]: card for team in report["teams"] for card in team["people"]}
        self.assertEqual(list(people), ["ana", "ben", "cleo", "dev", "eve"])
        # Ana and Eve write well, Ben and Dev do not; Cleo offered more than she may.
        mean = {name: card["score"]["mean"] for name, card in people.items()}
        self.assertGreater(min(mean["ana"], mean["eve"]), max(mean["ben"], mean["dev"]))
        self.assertEqual({name: card["blocked"] for name, card in people.items() if card["blocked"]}, {"cleo": 1})
        self.assertIn("apology", [habit["check"] for habit in people["ben"]["habits"]])
        self.assertTrue(report["plan"])
        for entry in report["plan"]:
            self.assertTrue(entry["lessons"], entry)

    def test_the_sample_of_events_shows_what_it_is_there_for(self):
        done = run("metrics", "--json", "--by", "team", "--by", "channel", str(EXAMPLES / "events.jsonl"))
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        report = json.loads(done.stdout)
        unmeasured = [name for name, figure in report["all"]["metrics"].items() if figure["value"] is None]
        self.assertEqual(unmeasured, ["csat_product", "csat_firm", "csat_customers_product", "csat_customers_firm"])
        self.assertEqual(len(report["trend"]), 8)
        # The south answers late.
        level = {row["team"]: row["metrics"]["service_level"] for row in report["by"][0]["rows"] if row["team"]}
        self.assertLess(level["south"]["interval"][1], level["north"]["value"])
        self.assertEqual([row["channel"] for row in report["by"][1]["rows"]], ["chat", "email", "phone"])

    def test_the_sample_of_ratings_shows_what_it_is_there_for(self):
        done = run("feedback", "--json", "--min-sample", "10", str(EXAMPLES / "ratings.jsonl"))
        self.assertEqual(done.returncode, 0, done.stdout.decode())
        report = json.loads(done.stdout)
        hurts = [d for d in report["drivers"] if d["verdict"] == "hurts"]
        self.assertEqual(hurts[0]["theme"], "delivery")
        self.assertTrue(hurts[0]["measures"])
        themes = {theme["theme"]: theme for theme in report["themes"]}
        self.assertGreater(themes["staff_manner"]["sentiments"]["positive"], 0)
        self.assertGreater(themes["delivery"]["sentiments"]["negative"], 10)
        self.assertEqual(len(report["weeks"]), 4)
        # What no theme knows yet.
        words = [p["words"] for p in json.loads(run("feedback", "--json", "--min-sample", "5",
                                                    str(EXAMPLES / "ratings.jsonl")).stdout)["proposals"]]
        self.assertIn("assembly manual", words)

    def test_every_type_can_be_practised(self):
        listed = run("practice", "--list").stdout.decode()
        personas = {d for decision in self.decisions.values() for d in decision["personas"]}
        for persona in personas:
            self.assertRegex(listed, rf"(?m)^  {persona} ")

    def test_the_shops_pack_keeps_its_promises(self):
        done = run("test", str(EXAMPLES / "shop.yaml"))
        self.assertEqual(done.returncode, 0, done.stdout.decode())


if __name__ == "__main__":
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main()
