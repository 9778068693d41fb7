"""Reviews of replies: the test vectors by all roads, byte for byte, and what is read of them."""

import dataclasses
import json
import pickle
import unittest
from datetime import timedelta

from rapport import Check, Conversation, RapportError, Review, RuleSet, Span
from support import VECTORS, VectorCase, parse_time, vector_lines
from test_vectors import fill


class Vectors(VectorCase):
    def setUp(self):
        self.records = vector_lines("replies.jsonl")
        self.answers = {
            False: vector_lines("reviews.jsonl"),
            True: vector_lines("drafts.jsonl"),
        }

    def each(self):
        for draft, answers in self.answers.items():
            self.assertGreater(len(answers), 30)
            for record, expected in zip(self.records, answers, strict=True):
                yield record, draft, expected

    def test_each_record_as_text_and_bytes(self):
        for record, draft, expected in self.each():
            self.assertEqual(self.rules.review_json(record, draft=draft), expected)
            answer = self.rules.review_json(record.encode(), draft=draft)
            self.assertEqual(answer, expected.encode())

    def test_each_record_as_dict(self):
        for record, draft, expected in self.each():
            self.assertEqual(self.rules.review(json.loads(record), draft=draft).json, expected)

    def test_each_record_as_typed_calls(self):
        conversation = Conversation(self.rules)
        for record, draft, expected in self.each():
            value = json.loads(record)
            reply = value["turns"].pop()
            conversation.reset()
            fill(conversation, value)
            options = {"at": parse_time(reply.get("at")), "format": reply.get("format", "text")}
            options.update(draft=draft, id=value["id"])
            now = parse_time(value.get("now"))
            self.assertEqual(conversation.review(reply["text"], now, **options).json, expected)
            self.assertEqual(conversation.turn_count, len(value["turns"]))

    def test_one_batch(self):
        given = (VECTORS / "replies.jsonl").read_bytes()
        for draft, name in ((False, "reviews.jsonl"), (True, "drafts.jsonl")):
            expected = (VECTORS / name).read_bytes()
            self.assertEqual(self.rules.review_lines(given, draft=draft), expected)
            self.assertEqual(
                self.rules.review_lines(given.decode(), draft=draft), expected.decode()
            )

    def test_every_key_is_read(self):
        """What is read holds all that the line says."""
        for record, draft, expected in self.each():
            review = self.rules.review(json.loads(record), draft=draft)
            value = json.loads(expected)
            self.assertEqual((review.id, review.blocked), (value["id"], value["blocked"]))
            self.assertEqual(review.score, value.get("score"))
            self.assertEqual(review.persona, value.get("persona"))
            self.assertEqual(review.ruleset, value["ruleset"])
            tip = value["tip"]
            if draft:
                self.assertEqual(plain(review.tip), tip)
                self.assertEqual(review.findings, ())
            else:
                self.assertEqual([plain(f) for f in review.findings], value["findings"])
                self.assertEqual(review.tip.check if review.tip else None, tip)


def plain(finding):
    """A finding as JSON has it."""
    if finding is None:
        return None
    value = dataclasses.asdict(finding)
    value["spans"], value["suggestions"] = list(value["spans"]), list(value["suggestions"])
    if finding.result != "fail":
        del value["suggestions"]
    for key in ("fatal", "undetermined"):
        if not value[key]:
            del value[key]
    return {key: item for key, item in value.items() if item is not None}


class Reviews(VectorCase):
    def conversation(self):
        conversation = Conversation(self.rules)
        for fact, value in (("tier", "silver"), ("is_vip", False), ("contacts_7d", 1)):
            conversation.set_fact(fact, value)
        conversation.add_turn("Still waiting! Any deal?")
        return conversation

    def test_while_it_is_written(self):
        conversation = self.conversation()
        draft = "Sorry, I can take 25% off."
        for end in range(len(draft) + 1):
            review = conversation.review(draft[:end], draft=True)
            self.assertEqual(review.blocked, "25% off" in draft[:end])
        self.assertEqual(review.tip.reason, "over_limit")
        self.assertEqual((review.tip.limit, review.tip.limit_value), ("discount_pct", 10))
        self.assertEqual(review.tip.policy, "discount-cap")
        self.assertEqual(review.tip.spans, (Span("agent_percent", 18, 25, "25% off"),))
        self.assertEqual(review.tip.suggestions[0], "I can take 10% off, as you ask.")
        # What is said meanwhile counts.
        conversation.set_fact("max_discount_pct", 30)
        self.assertFalse(conversation.review(draft, draft=True).blocked)
        conversation.reset()
        self.assertIsNone(conversation.review("Sorry.").tip)

    def test_values(self):
        review = self.conversation().review("No, 🙄 12% off.", id=7)
        self.assertEqual((review.id, review.score, review.persona), ("7", 0, "impatient"))
        self.assertEqual(review.tip.check, "discount")
        self.assertEqual(review.tip.spans[0].start, len("No, 🙄 ".encode()))
        copies = pickle.loads(pickle.dumps(review)), Review.from_json(review.json)
        for same in copies:
            self.assertEqual(same, review)
            self.assertEqual(hash(same), hash(review))
        self.assertNotEqual(review, self.conversation().review("No, 12% off.", id=7))
        self.assertEqual(repr(review), "<Review '7': blocked, tip 'discount'>")
        with self.assertRaises(dataclasses.FrozenInstanceError):
            review.blocked = False

    def test_times(self):
        conversation = Conversation(self.rules)
        sent = parse_time("2026-03-01T10:00:00Z")
        conversation.add_turn("Where is my order?", at=sent)
        for minutes, expected in ((5, "pass"), (90, "fail")):
            later = sent + timedelta(minutes=minutes)
            for times in ({"at": later}, {"now": later}, {"now": later, "at": sent}):
                review = conversation.review("Your order comes today.", **times)
                found = {finding.check: finding.result for finding in review.findings}
                self.assertEqual(found["in_time"], expected)

    def test_the_checks_of_a_rule_set(self):
        self.assertEqual(len(self.rules.checks), 8)
        self.assertEqual(
            self.rules.checks[0],
            Check(
                "apology",
                "Apologises for the trouble",
                2.5,
                False,
                "a long wait, or an angry customer",
            ),
        )
        self.assertEqual([c.id for c in self.rules.checks if c.fatal], ["discount", "refund_cap"])
        reviewed = self.rules.review({"turns": [{"by": "agent", "text": ""}]})
        self.assertEqual([f.check for f in reviewed.findings], [c.id for c in self.rules.checks])

    def test_refusals(self):
        agent = {"by": "agent", "text": "Sorry."}
        for record, status in (
            ({"turns": []}, "invalid_argument"),
            ({"turns": [{"text": "Any deal?"}]}, "invalid_argument"),
            ({"turns": [{**agent, "visibility": "internal"}]}, "invalid_argument"),
            ({"turns": [agent], "facts": {"shoe_size": 3}}, "not_found"),
        ):
            with self.subTest(record), self.assertRaises(RapportError) as caught:
                self.rules.review(record)
            self.assertEqual(caught.exception.status, status)
        self.rules.review({"turns": [agent], "facts": {"shoe": 3}}, unknown_facts="ignore")
        answers = self.rules.review_lines('{"id":"a","turns":[]}\n\n').splitlines()
        self.assertEqual([json.loads(answer)["id"] for answer in answers], ["a", None])
        self.assertTrue(all("error" in json.loads(answer) for answer in answers))

    def test_misuse(self):
        conversation = self.conversation()
        for error, use in (
            (TypeError, lambda: conversation.review(None)),
            (ValueError, lambda: conversation.review("", format="pdf")),
            (ValueError, lambda: conversation.review("\ud800")),
            (TypeError, lambda: self.rules.review("text")),
            (ValueError, lambda: self.rules.review({"turns": []}, unknown_facts="warn")),
        ):
            with self.assertRaises(error):
                use()
        conversation.close()
        with self.assertRaisesRegex(ValueError, "is closed$"):
            conversation.review("Sorry.")

    def test_it_outlives_what_it_came_from(self):
        rules = RuleSet.from_file(VECTORS / "pack.yaml")
        conversation = Conversation(rules)
        rules.close()
        review = conversation.review("Sorry.")
        conversation.close()
        self.assertTrue(review.ruleset.startswith("frozen@1.0.0#"))
        for use in (lambda: rules.review({"turns": []}), lambda: rules.review_lines("")):
            with self.assertRaisesRegex(ValueError, "is closed$"):
                use()


if __name__ == "__main__":
    unittest.main()
