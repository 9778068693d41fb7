"""What goes wrong, and how it is told."""

import pickle
from datetime import datetime, timedelta, timezone

from rapport import Conversation, PackLimits, RapportError, Refusal, RuleSet, RuleSetBuilder
from support import VECTORS, VectorCase

BROKEN = """rapport: 1
pack: {id: broken, version: 1.0.0, language: en}
facts:
  tier: {type: enumm}
colour: blue
"""
NO_DURATIONS = ("", "90", "d", "-", "2 h", "1h-30m", "+1h", "1.h", ".5h", "1H", "1ns", "٣d", "2h\n")
NO_DURATIONS += ("9" * 19 + "h", "9" * 10_000 + "s")


class Packs(VectorCase):
    def test_broken_pack(self):
        with self.assertRaises(RapportError) as caught:
            RuleSet.from_text("broken.yaml", BROKEN)
        error = caught.exception
        self.assertEqual((error.status, error.code), ("invalid_pack", 2))
        self.assertEqual((error.file, error.line), ("broken.yaml", 4))
        self.assertGreater(error.column, 1)
        self.assertEqual([d.line for d in error.diagnostics], [4, 5])
        second = error.diagnostics[1]
        self.assertEqual((second.severity, second.code), ("error", "unknown-key"))
        self.assertEqual((second.file, second.column, second.width), ("broken.yaml", 1, 6))
        self.assertEqual(second.snippet, "colour: blue")
        self.assertIn("colour", second.message)
        self.assertIn("cues", second.hint)
        self.assertIn("broken.yaml:4:", error.report)
        self.assertIn("broken.yaml:5:1: error[unknown-key]", str(error))

    def test_diagnostics_of_a_builder(self):
        with RuleSetBuilder() as builder:
            self.assertEqual((builder.diagnostics, builder.report), ((), ""))
            builder.add_bytes("broken.yaml", BROKEN.encode())
            with self.assertRaises(RapportError) as caught:
                builder.build()
            self.assertEqual(builder.diagnostics, caught.exception.diagnostics)
            self.assertEqual(builder.report, caught.exception.report)

    def test_limits(self):
        with self.assertRaises(RapportError) as caught:
            RuleSetBuilder(PackLimits(file_bytes=100)).add_file(VECTORS / "pack.yaml").build()
        self.assertIn(caught.exception.status, ("invalid_pack", "limit_exceeded", "io"))
        rules = RuleSetBuilder(PackLimits(phrases=500)).add_file(VECTORS / "pack.yaml").build()
        self.assertEqual(rules.name, self.rules.name)
        for wrong in (0, -1, 2**32):
            with self.assertRaises(OverflowError):
                RuleSetBuilder(PackLimits(phrases=wrong))

    def test_missing_file(self):
        for path, status in ((VECTORS / "no-such.yaml", "io"), ("no\0such.yaml", "invalid_argument")):
            with self.subTest(path), self.assertRaises(RapportError) as caught:
                RuleSet.from_file(path)
            self.assertEqual(caught.exception.status, status)

    def test_an_error_can_be_pickled(self):
        with self.assertRaises(RapportError) as caught:
            RuleSet.from_text("broken.yaml", BROKEN)
        copy = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual(str(copy), str(caught.exception))
        self.assertEqual(vars(copy), vars(caught.exception))


class Facts(VectorCase):
    def setUp(self):
        self.conversation = Conversation(self.rules)

    def check(self, status, call, *arguments):
        before = self.conversation.decide_json()
        with self.assertRaises(RapportError) as caught:
            call(*arguments)
        self.assertEqual(caught.exception.status, status)
        self.assertTrue(caught.exception.message)
        self.assertEqual(self.conversation.decide_json(), before)

    def test_refused_facts(self):
        for status, name, value in (
            ("not_found", "contacts_7", 3),
            ("not_found", "contacts_7d\0", 3),
            ("not_found", "", 3),
            ("invalid_argument", "contacts_7d", -1),
            ("invalid_argument", "contacts_7d", 1001),
            ("invalid_argument", "contacts_7d", 3.5),
            ("invalid_argument", "contacts_7d", True),
            ("invalid_argument", "contacts_7d", "3"),
            ("invalid_argument", "tier", "tin"),
            ("invalid_argument", "is_vip", 1),
            ("invalid_argument", "spend", float("nan")),
            *(("invalid_argument", "tenure", text) for text in NO_DURATIONS),
            ("invalid_argument", "first_name", timedelta(days=1)),
            ("invalid_argument", "tenure", datetime(2026, 3, 1, tzinfo=timezone.utc)),
            ("invalid_argument", "renewal_due", timedelta(days=1)),
            ("invalid_argument", "tags", "keen"),
            ("invalid_argument", "first_name", ["Asha"]),
        ):
            with self.subTest(name, value=value):
                self.check(status, self.conversation.set_fact, name, value)

    def test_undeclared_names(self):
        self.check("not_found", self.conversation.clear_fact, "contacts_7")
        self.check("not_found", self.conversation.set_fact, "contacts_7", None)
        self.check("not_found", self.conversation.acknowledge, "nobody")

    def test_values_of_no_type(self):
        for error, value in (
            (TypeError, b"gold"),
            (TypeError, {"a": 1}),
            (TypeError, object()),
            (TypeError, ["keen", 1]),
            (OverflowError, 2**63),
            (OverflowError, -(2**63) - 1),
            (OverflowError, timedelta.max),
            (ValueError, datetime(2026, 3, 1)),
            (ValueError, "half \ud800"),
        ):
            with self.subTest(value), self.assertRaises(error):
                self.conversation.set_fact("contacts_7d", value)

    def test_messages_name_what_is_taken(self):
        with self.assertRaisesRegex(TypeError, "tier: a fact takes bool, .* not bytes"):
            self.conversation.set_fact("tier", b"gold")
        with self.assertRaisesRegex(RapportError, "fact 'tenure' must be .*90d.*, not '2 years'"):
            self.conversation.set_fact("tenure", "2 years")
        with self.assertRaisesRegex(TypeError, "must be a RuleSet, not NoneType"):
            Conversation(None)
        with self.assertRaisesRegex(ValueError, "by must be one of customer, .* not 'client'"):
            self.conversation.add_turn("hello", by="client")

    def test_ids(self):
        self.assertEqual(self.conversation.decide(id=7).id, "7")
        self.assertEqual(self.conversation.explain(id=-7)["id"], "-7")
        for error, wrong in ((TypeError, True), (TypeError, 1.5), (OverflowError, 2**63)):
            with self.subTest(wrong), self.assertRaises(error):
                self.conversation.decide(id=wrong)

    def test_too_many_turns(self):
        conversation = Conversation(self.rules, max_turns=2)
        conversation.add_turn("one")
        conversation.add_turn("two")
        with self.assertRaises(RapportError) as caught:
            conversation.add_turn("three")
        self.assertEqual(caught.exception.status, "limit_exceeded")
        self.assertEqual(conversation.turn_count, 2)
        for wrong in ({"max_turns": 0}, {"max_turns": 2**32}, {"max_turn_bytes": -1}):
            with self.assertRaises(OverflowError):
                Conversation(self.rules, **wrong)

    def test_wrong_turns(self):
        for error, wrong in (
            (ValueError, {"by": "parrot"}),
            (ValueError, {"by": ["customer"]}),
            (ValueError, {"visibility": "secret"}),
            (ValueError, {"format": "rtf"}),
            (ValueError, {"at": datetime(2026, 3, 1)}),
            (ValueError, {"author": "\udfff"}),
            (TypeError, {"at": 17}),
            (TypeError, {"id": 17}),
            (TypeError, {"language": None}),
        ):
            with self.subTest(wrong), self.assertRaises(error):
                self.conversation.add_turn("hello", **wrong)
        with self.assertRaises(TypeError):
            self.conversation.add_turn(b"hello")
        self.assertEqual(self.conversation.turn_count, 0)


class Records(VectorCase):
    def test_refused_records(self):
        for status, word, record in (
            ("not_found", "contacts_7", {"facts": {"contacts_7": 3}, "turns": []}),
            ("not_found", "nobody", {"acknowledged": ["nobody"], "turns": []}),
            ("invalid_argument", "turns", {}),
            ("invalid_argument", "contacts_7d", {"facts": {"contacts_7d": 2**64}, "turns": []}),
            ("invalid_argument", "turns[0].at", {"turns": [{"text": "a", "at": "yesterday"}]}),
            ("limit_exceeded", "turns", {"turns": [{"text": "a"}] * 2001}),
        ):
            with self.subTest(word), self.assertRaises(RapportError) as caught:
                self.rules.decide(record)
            self.assertEqual(caught.exception.status, status)
            self.assertIn(word, caught.exception.message)

    def test_unknown_facts_may_be_ignored(self):
        text = '{"facts": {"contacts_7": 3}, "turns": []}'
        plain = self.rules.decide_json('{"turns": []}')
        self.assertEqual(self.rules.decide_json(text, unknown_facts="ignore"), plain)
        with self.assertRaises(RapportError):  # by default still an error, with another workspace
            self.rules.decide_json(text)
        lines = self.rules.decide_lines(text, unknown_facts="ignore")
        self.assertTrue(lines.startswith('{"id":"1","persona"'))
        self.assertEqual(self.rules.explain_json(text, unknown_facts="ignore")[:5], '{"id"')
        with self.assertRaises(ValueError):
            self.rules.decide_json(text, unknown_facts="warn")

    def test_refusals_in_a_batch(self):
        records = [{"turns": []}, {"id": "x", "turns": 1}, {"turns": [], "facts": {"a": 1}}]
        first, second, third = self.rules.decide_many(records, batch_size=2)
        self.assertEqual(first.id, "1")
        message = "turns: must be a list, not a number"
        self.assertEqual(second, Refusal("x", "invalid_argument", message))
        self.assertEqual((third.id, third.status), ("3", "not_found"))

    def test_what_is_no_record(self):
        for error, record in (
            (TypeError, [1, 2]),
            (TypeError, {"turns": [{"text": b"bytes"}]}),
            (ValueError, {"turns": [], "facts": {"spend": float("nan")}}),
            (ValueError, {"turns": [{"text": "half \ud800"}]}),
            (ValueError, {"turns": [], "now": datetime(2026, 3, 1)}),
        ):
            with self.subTest(record), self.assertRaises(error):
                self.rules.decide(record)
            with self.subTest(record, many=True), self.assertRaises(error):
                list(self.rules.decide_many([record]))
        loop = {"turns": []}
        loop["turns"].append(loop)
        for path, record in (
            (r"turns\[1\]\.text: .*bytes", {"turns": [{"text": "a"}, {"text": b"b"}]}),
            ("facts.spend: .*finite, not nan", {"turns": [], "facts": {"spend": float("nan")}}),
            ("facts.tags: ", {"turns": [], "facts": {"tags": {"a", 1}}}),
            ("facts: the key .* not a str", {"turns": [], "facts": {b"spend": 1}}),
            (r"turns\[0\]\.at: .* no time zone", {"turns": [{"at": datetime(2026, 3, 1)}]}),
            (r"turns\[0\]: contains itself", loop),
        ):
            with self.subTest(path), self.assertRaisesRegex((TypeError, ValueError), path):
                self.rules.decide(record)
        with self.assertRaises(TypeError):
            self.rules.decide_json({"turns": []})
        with self.assertRaises(ValueError):
            self.rules.decide_many([], batch_size=0)
