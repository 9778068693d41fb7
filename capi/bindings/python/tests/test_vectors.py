"""The test vectors by all roads, byte for byte."""

import json

from rapport import Conversation, RapportError
from support import VECTORS, VectorCase, parse_duration, parse_time, vector_lines


def fill(conversation, record):
    types = {fact.id: fact.type for fact in conversation.rules.facts}
    read = {"duration": parse_duration, "timestamp": parse_time}
    for name, value in record.get("facts", {}).items():
        conversation.set_fact(name, read.get(types[name], lambda same: same)(value))
    for turn in record["turns"]:
        times = {key: parse_time(turn.get(key)) for key in ("at", "end")}
        rest = {key: value for key, value in turn.items() if key not in ("at", "end", "text")}
        conversation.add_turn(turn["text"], **times, **rest)
    for route in record.get("acknowledged", []):
        conversation.acknowledge(route)
    overrides = record.get("overrides", {})
    if "persona" in overrides:
        conversation.override_persona(overrides["persona"])
    for scale, level in overrides.get("scales", {}).items():
        conversation.override_scale(scale, level)
    for route, rule in overrides.get("escalations", {}).items():
        conversation.override_escalation(route, rule)


class Vectors(VectorCase):
    def setUp(self):
        self.pairs = list(
            zip(vector_lines("conversations.jsonl"), vector_lines("decisions.jsonl"), strict=True)
        )
        self.assertGreater(len(self.pairs), 30)

    def test_each_record_as_text(self):
        for record, expected in self.pairs:
            with self.subTest(record):
                self.assertEqual(self.rules.decide_json(record), expected)

    def test_each_record_as_bytes(self):
        for record, expected in self.pairs:
            with self.subTest(record):
                self.assertEqual(self.rules.decide_json(record.encode()), expected.encode())

    def test_each_record_as_dict(self):
        for record, expected in self.pairs:
            with self.subTest(record):
                self.assertEqual(self.rules.decide(json.loads(record)).json, expected)

    def test_each_record_as_typed_calls(self):
        for record, expected in self.pairs:
            with self.subTest(record), Conversation(self.rules) as conversation:
                value = json.loads(record)
                fill(conversation, value)
                now = parse_time(value.get("now"))
                self.assertEqual(conversation.decide(now, id=value["id"]).json, expected)

    def test_typed_calls_on_one_conversation(self):
        conversation = Conversation(self.rules)
        for record, expected in self.pairs:
            with self.subTest(record):
                value = json.loads(record)
                conversation.reset()
                fill(conversation, value)
                self.assertEqual(conversation.turn_count, len(value["turns"]))
                now = parse_time(value.get("now"))
                self.assertEqual(conversation.decide_json(now, id=value["id"]), expected)

    def test_one_batch(self):
        for records, answers in (
            ("conversations.jsonl", "decisions.jsonl"),
            ("refused.jsonl", "refusals.jsonl"),
        ):
            given, expected = (VECTORS / records).read_bytes(), (VECTORS / answers).read_bytes()
            with self.subTest(records, as_="bytes"):
                self.assertEqual(self.rules.decide_lines(given), expected)
            with self.subTest(records, as_="text"):
                self.assertEqual(self.rules.decide_lines(given.decode()), expected.decode())
            with self.subTest(records, as_="without its last line break"):
                self.assertEqual(self.rules.decide_lines(given[:-1]), expected)

    def test_iterables_in_batches_of_any_size(self):
        records = [json.loads(record) for record, _ in self.pairs]
        for size in (1, 7, len(records), 1000):
            with self.subTest(size):
                answers = self.rules.decide_many(iter(records), batch_size=size)
                self.assertEqual([a.json for a in answers], [e for _, e in self.pairs])

    def test_each_refused_line(self):
        lines = zip(vector_lines("refused.jsonl"), vector_lines("refusals.jsonl"), strict=True)
        for line, answer in lines:
            refusal = json.loads(answer).get("error")
            with self.subTest(line):
                if refusal is None:
                    self.assertEqual(self.rules.decide_json(line), answer)
                    continue
                with self.assertRaises(RapportError) as caught:
                    self.rules.decide_json(line)
                self.assertEqual(caught.exception.status, refusal["status"])
                self.assertEqual(caught.exception.message, refusal["message"])
