"""The fields of a Decision against the JSON that it came from."""

import copy
import dataclasses
import json
import pickle
from datetime import datetime, timezone

from rapport import Decision, RuleSet
from rapport._values import parse_time
from support import VectorCase, vector_lines


def as_json(decision):
    """The decision as the object that the library wrote, from its attributes alone."""

    def part(value, **names):
        found = {}
        for item in dataclasses.fields(value):
            content = getattr(value, item.name)
            # What is absent in JSON is None here, or False where it is a mark.
            if content is None or (content is False and item.name != "new"):
                continue
            if isinstance(content, datetime):
                content = content.isoformat().replace("+00:00", "Z")
            elif dataclasses.is_dataclass(content):
                content = part(content)
            elif isinstance(content, tuple):
                content = [part(x) if dataclasses.is_dataclass(x) else x for x in content]
            found[names.get(item.name, item.name)] = content
        return found

    value = part(decision)
    value["personas"] = dict(decision.personas)
    value["scales"] = dict(decision.scales)
    value["limits"] = dict(decision.limits)
    value["approvals"] = [part(x, from_="from") for x in decision.approvals]
    for escalation in value["escalations"]:
        escalation.setdefault("due", None)
    value["overridden"] = [overridden(part(x), x.found) for x in decision.overridden]
    if not value["overridden"]:
        del value["overridden"]
    if not value["protocols"]:
        del value["protocols"]
    del value["json"]
    return value


def overridden(value, found):
    reasons = value.pop("reasons")
    if "escalation" in value:
        return {**value, "found": reasons}
    del value["policies"]
    return {**value, "found": found}


SERVICE = """{"id":"service","now":"2026-03-01T11:00:00Z","turns":[
{"by":"customer","at":"2026-03-01T10:00:00Z",
 "text":"You useless idiots, this is outrageous! I want a refund for my broken kettle!"},
{"by":"agent","at":"2026-03-01T10:05:00Z",
 "text":"You need to calm down. I am so sorry. I will call you back within two hours."},
{"by":"customer","at":"2026-03-01T10:06:00Z",
 "text":"I am still furious, you are liars! How do I return it?"}
]}"""


class Fields(VectorCase):
    def test_every_field_of_every_vector(self):
        for line in vector_lines("decisions.jsonl"):
            with self.subTest(line[:40]):
                decision = Decision.from_json(line)
                self.assertEqual(as_json(decision), json.loads(line))
                self.assertEqual(list(decision.personas), list(json.loads(line)["personas"]))

    def test_an_escalation(self):
        (line,) = [x for x in vector_lines("decisions.jsonl") if '"id":"third-contact"' in x]
        decision = Decision.from_json(line)
        supervisor = decision.escalations[1]
        self.assertEqual((supervisor.to, supervisor.label), ("supervisor", "Supervisor"))
        self.assertEqual(supervisor.due, datetime(2026, 3, 1, 12, tzinfo=timezone.utc))
        self.assertEqual(supervisor.reasons, ("repeat_contact",))
        self.assertEqual((supervisor.level, supervisor.since_turn, supervisor.new), (2, 0, True))

    def test_the_kinds_of_evidence(self):
        lines = {json.loads(x)["id"]: x for x in vector_lines("decisions.jsonl")}
        evidence = Decision.from_json(lines["words-beside-cues"]).evidence
        self.assertEqual(
            [(e.kind, e.id, e.text) for e in evidence],
            [
                ("cue", "asks_discount", "Any deal"),
                ("word", "budget", "budget"),
                ("word", "{number} quid", "300 quid"),
                ("condition", "deal_without_doubt", None),
            ],
        )
        (word,) = [e for e in evidence if e.word == "budget"]
        self.assertEqual((word.turn, word.start, word.end), (0, 3, 9))
        self.assertEqual((word.cue, word.condition, word.persona), (None, None, "bargain_hunter"))
        (against,) = [e for e in Decision.from_json(lines["words-against"]).evidence if e.word]
        self.assertLess(against.weight, 0)

    def test_every_field_is_met_by_some_vector(self):
        decisions = [Decision.from_json(line) for line in vector_lines("decisions.jsonl")]
        for item in dataclasses.fields(Decision):
            if item.name in ("needs", "promises", "protocols"):
                continue  # The pack of the vectors declares none: test_the_service has them.
            with self.subTest(item.name):
                self.assertTrue(any(getattr(decision, item.name) for decision in decisions))
        self.assertTrue(any(None in d.scales.values() for d in decisions))
        kinds = {evidence.kind for decision in decisions for evidence in decision.evidence}
        self.assertEqual(kinds, {"cue", "condition", "word"})

    def test_the_service(self):
        with RuleSet.default() as rules:
            decision = rules.decide(json.loads(SERVICE))
        self.assertEqual(as_json(decision), json.loads(decision.json))
        self.assertEqual(pickle.loads(pickle.dumps(decision)).protocols, decision.protocols)
        self.assertEqual(decision.contact.kind, "complaint")
        self.assertIn("request", decision.contact.also)
        (refund,) = [need for need in decision.needs if need.id == "refund"]
        self.assertEqual((refund.turn, refund.text), (0, "want a refund"))
        self.assertEqual([q.text for q in decision.open_questions], ["How do I return it?"])
        (call,) = decision.promises
        self.assertEqual((call.id, call.turn, call.state), ("call", 1, "open"))
        self.assertEqual(call.due, datetime(2026, 3, 1, 12, 5, tzinfo=timezone.utc))
        reasons = {reason.kind: reason for a in decision.actions for reason in a.reasons}
        self.assertEqual(set(reasons), {"policy", "persona", "need", "contact_kind"})
        self.assertEqual(reasons["need"].id, reasons["need"].need)
        (protocol,) = decision.protocols
        self.assertEqual((protocol.id, protocol.started_turn), ("hostile_customer", 0))
        self.assertEqual(protocol.ended, False)
        (following,) = [step for step in protocol.steps if step.status == "next"]
        self.assertEqual((protocol.next, following.turn), (following.id, None))
        done = {step.id: step.turn for step in protocol.steps if step.status == "done"}
        self.assertEqual(done, {"apologise": 1, "promise_time": 1})
        (fault,) = protocol.faults
        self.assertEqual((fault.turn, fault.start), (1, 12))

    def test_a_line_from_before_the_service_was_read(self):
        (line,) = [x for x in vector_lines("decisions.jsonl") if '"id":"plain"' in x]
        value = json.loads(line)
        for key in ("contact", "needs", "open_questions", "promises"):
            del value[key]
        decision = Decision.from_json(json.dumps(value))
        self.assertEqual((decision.contact.kind, decision.contact.also), ("none", ()))
        self.assertEqual((decision.needs, decision.open_questions, decision.promises), ((), (), ()))

    def test_values_are_immutable(self):
        decision = self.rules.decide({"turns": [{"text": "Any deal?"}]})
        with self.assertRaises(dataclasses.FrozenInstanceError):
            decision.persona = "other"
        with self.assertRaises(dataclasses.FrozenInstanceError):
            decision.actions[0].id = "other"
        with self.assertRaises(TypeError):
            decision.personas["none"] = 1.0
        with self.assertRaises((AttributeError, TypeError)):
            decision.more = 1

    def test_equality_and_copies(self):
        one = self.rules.decide({"turns": [{"text": "Any deal?"}]})
        same = self.rules.decide({"turns": [{"text": "Any deal?"}]})
        other = self.rules.decide({"turns": [{"text": "Hello"}]})
        self.assertEqual(one, same)
        self.assertEqual(hash(one), hash(same))
        self.assertNotEqual(one, other)
        self.assertNotEqual(one, one.json)
        for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            self.assertEqual(again, one)
            self.assertEqual(again.actions, one.actions)
        self.assertIn("bargain_hunter", repr(one))

    def test_what_a_later_library_adds_is_ignored(self):
        line = self.rules.decide_json('{"turns":[{"text":"Any deal?"}]}')
        value = json.loads(line)
        value["mood"] = "good"
        value["actions"][0]["cost"] = 1
        self.assertEqual(Decision.from_json(json.dumps(value)).persona, "bargain_hunter")

    def test_times(self):
        for text, microsecond in (
            ("2026-03-01T10:20:00Z", 0),
            ("2026-03-01T10:20:00.5Z", 500_000),
            ("2026-03-01T10:20:00.000001Z", 1),
        ):
            time = datetime(2026, 3, 1, 10, 20, 0, microsecond, tzinfo=timezone.utc)
            self.assertEqual(parse_time(text), time)
