"""Native values: text, times, facts; and the default pack."""

import json
from datetime import datetime, timedelta, timezone
from types import MappingProxyType

from rapport import Conversation, RuleSet, RuleSetBuilder
from support import SOURCE, VECTORS, VectorCase

UTC = timezone.utc
DURATIONS = ("90d", "2h", "1h30m", "-1.5h", "2w", "1.0000019s", "3ms7us", "0s", "106751991d")
ODD_TEXTS = (
    "",
    "\0",
    "a\0b",
    "\0discount",
    "👋🏽 discount 🙄",
    "Ünal",
    "\u2028",
    "\ufeff",
    "x" * 70_000,
)


class Text(VectorCase):
    def test_odd_text_comes_back(self):
        for text in ODD_TEXTS:
            with self.subTest(text[:20]):
                record = {"id": text, "turns": [{"text": text}]}
                self.assertEqual(self.rules.decide(record).id, text)
                conversation = Conversation(self.rules)
                conversation.add_turn(text, language="", id=text, author=text)
                self.assertEqual(conversation.decide(id=text).id, text)
                self.assertEqual(conversation.decide(id=text), self.rules.decide(record))
                explained = conversation.explain(id=text)
                self.assertEqual(explained["id"], text)
                self.assertTrue(text.startswith(explained["turns"][0]["text"]))
                self.assertEqual(
                    conversation.explain_json(id=text), self.rules.explain_json(json.dumps(record))
                )

    def test_evidence_after_nul_and_emoji(self):
        text = "a\0b 🙄 discount"
        (evidence, *_) = self.rules.decide({"turns": [{"text": text}]}).evidence
        self.assertEqual(evidence.text, "discount")
        self.assertEqual(text.encode()[evidence.start : evidence.end], b"discount")

    def test_facts_come_back_in_lines_to_say(self):
        for name in ("a\0b", "Zoë 😀", "x"):
            with self.subTest(name), Conversation(self.rules) as conversation:
                conversation.set_fact("first_name", name)
                conversation.add_turn("it is cheaper online")
                self.assertIn(f"Let us compare, {name}.", conversation.decide().actions[0].say)

    def test_bytes_that_are_not_utf_8(self):
        answer = self.rules.decide_json(b'{"id":"\xff","turns":[{"text":"\xc3 discount"}]}')
        self.assertEqual(json.loads(answer)["id"], "\ufffd")

    def test_half_a_pair_in_json(self):
        with self.assertRaisesRegex(Exception, "(?i)surrogate|not JSON"):
            self.rules.decide_json('{"turns":[{"text":"\\ud800"}]}')

    def test_a_long_turn_is_cut(self):
        conversation = Conversation(self.rules, max_turn_bytes=10)
        conversation.add_turn("0123456789 discount")
        self.assertEqual(conversation.decide().evidence, ())


class Times(VectorCase):
    def due(self, at, now):
        with Conversation(self.rules) as conversation:
            conversation.add_turn("My lawyer will call.", at=at)
            (escalation,) = [e for e in conversation.decide(now).escalations if e.to == "legal"]
            return escalation.due

    def test_instants(self):
        for at in (
            datetime(2026, 3, 1, 10, tzinfo=UTC),
            datetime(2026, 3, 1, 10, 0, 0, 1, tzinfo=UTC),
            datetime(2026, 3, 1, 10, 0, 0, 500_000, tzinfo=UTC),
            datetime(2026, 3, 1, 10, tzinfo=timezone(timedelta(hours=-5, minutes=-30))),
            datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
            datetime(1, 1, 2, tzinfo=UTC),
            datetime(9999, 12, 31, tzinfo=UTC),
        ):
            with self.subTest(at):
                self.assertEqual(self.due(at, at), at + timedelta(hours=1))
                self.assertEqual(self.due(at, None), at + timedelta(hours=1))

    def test_no_times(self):
        self.assertIsNone(self.due(None, None))

    def test_records_with_native_values(self):
        at = datetime(2026, 3, 1, 10, 0, 0, 250_000, tzinfo=timezone(timedelta(hours=2)))
        record = MappingProxyType(
            {
                "now": at + timedelta(minutes=5),
                "facts": {
                    "tenure": timedelta(days=730),
                    "tags": {"new", "keen"},
                    "renewal_due": at,
                    "spend": 3,
                    "is_vip": True,
                },
                "turns": ({"text": "My lawyer will call. Any deal?", "at": at},),
            }
        )
        decision = self.rules.decide(record)
        conversation = Conversation(self.rules)
        for name, value in record["facts"].items():
            conversation.set_fact(name, value)
        conversation.add_turn("My lawyer will call. Any deal?", at=at)
        self.assertEqual(conversation.decide(record["now"]), decision)
        self.assertIn("You have been with us for 730d: 10% off.", decision.actions[0].say)


class Facts(VectorCase):
    def test_each_type_as_the_record_says(self):
        for name, value, text in (
            ("contacts_7d", 3, "3"),
            ("tier", "gold", '"gold"'),
            ("is_vip", False, "false"),
            ("spend", 12.5, "12.5"),
            ("spend", 12, "12"),
            ("tenure", timedelta(minutes=-90), '"-90m"'),
            ("tenure", timedelta(microseconds=1), '"1us"'),
            *(("tenure", text, f'"{text}"') for text in DURATIONS),
            ("renewal_due", datetime(1970, 1, 1, tzinfo=UTC), '"1970-01-01T00:00:00Z"'),
            ("tags", ["keen", "", "a\0b"], '["keen","","a\\u0000b"]'),
            ("tags", [], "[]"),
            ("tags", (word for word in ("a", "b")), '["a","b"]'),
            ("first_name", "", '""'),
            ("trials", None, "null"),
        ):
            with self.subTest(name, value=value), Conversation(self.rules) as conversation:
                conversation.set_fact(name, value)
                conversation.add_turn("Any deal?")
                record = f'{{"facts":{{"{name}":{text}}},"turns":[{{"text":"Any deal?"}}]}}'
                self.assertEqual(conversation.explain_json(), self.rules.explain_json(record))

    def test_a_cleared_fact_is_unknown_or_its_default(self):
        conversation = Conversation(self.rules)
        before = conversation.decide()
        conversation.set_fact("max_discount_pct", 7)
        self.assertEqual(conversation.decide().limits["discount_pct"], 7)
        conversation.clear_fact("max_discount_pct")
        self.assertEqual(conversation.decide(), before)

    def test_acknowledging(self):
        conversation = Conversation(self.rules)
        conversation.add_turn("My lawyer will call.")
        self.assertTrue(conversation.decide().escalations[0].new)
        conversation.acknowledge("legal")
        self.assertFalse(conversation.decide().escalations[0].new)
        conversation.reset()
        self.assertEqual((conversation.turn_count, conversation.decide().escalations), (0, ()))


class Rules(VectorCase):
    def test_what_the_pack_declares(self):
        rules = self.rules
        self.assertRegex(rules.name, r"^frozen@1\.0\.0#[0-9a-f]{16}$")
        self.assertRegex(rules.hash, r"^[0-9a-f]{64}$")
        self.assertEqual(rules.language, "en")
        self.assertGreater(rules.compiled_bytes, 1000)
        facts = {fact.id: fact for fact in rules.facts}
        self.assertEqual(len(facts), 11)
        self.assertEqual(facts["tier"].values, ("bronze", "silver", "gold"))
        self.assertEqual(facts["contacts_7d"].help, "contacts in the last 7 days")
        self.assertEqual(
            {fact.type for fact in rules.facts},
            {"int", "enum", "bool", "double", "duration", "timestamp", "strings", "string"},
        )
        self.assertEqual(
            {fact.id for fact in rules.facts if fact.has_default}, {"max_discount_pct", "trials"}
        )
        hunter = next(p for p in rules.personas if p.id == "bargain_hunter")
        self.assertEqual(hunter.label, "Bargain hunter")
        self.assertEqual(hunter.display_name, "Wants price clarity")
        self.assertEqual(hunter.summary, "Looks for the best deal.")
        levels = {scale.id: scale.levels for scale in rules.scales}
        self.assertEqual(levels["hostility"], ("calm", "frustrated", "angry"))
        self.assertIn("an insult", [cue.help for cue in rules.cues if cue.id == "insult"])
        self.assertIn("is_vip", [p.when for p in rules.policies if p.id == "discount-cap-vip"])
        self.assertIn("frozen", repr(rules))

    def test_all_ways_to_build(self):
        path = VECTORS / "pack.yaml"
        for rules in (
            RuleSet.from_file(path),
            RuleSet.from_file(str(path)),
            RuleSetBuilder().add_file(path).build(),
            RuleSetBuilder()
            .add_bytes("other.yaml", path.read_text(encoding="utf-8"))
            .add_bytes("words.tsv", (VECTORS / "words.tsv").read_bytes())
            .build(),
        ):
            self.assertEqual(rules.hash, self.rules.hash)
        with RuleSetBuilder() as builder:
            core = builder.add_default().build()
            both = builder.add_file(SOURCE / "examples" / "shop.yaml").build()
        self.assertEqual(core.name, RuleSet.default().name)
        self.assertNotEqual(both.hash, core.hash)
        self.assertGreater(len(both.cues), len(core.cues))


class DefaultPack(VectorCase):
    def test_somebody_in_a_hurry(self):
        rules = RuleSet.default()
        self.assertTrue(rules.name.startswith("core-en@"))
        conversation = Conversation(rules)
        conversation.add_turn("Hi, I ordered a lamp and I've been waiting for ages now.")
        conversation.add_turn("Let me have a look.", "agent")
        conversation.add_turn("Please hurry up, I don't have all day!!")
        decision = conversation.decide()
        self.assertEqual(decision.persona, "impatient")
        self.assertGreater(decision.probability, 0.5)
        self.assertIsNone(decision.abstained)
        self.assertTrue(decision.actions)
        explained = conversation.explain()
        self.assertEqual(explained["personas"][0]["id"], "impatient")
        self.assertEqual(explained["ruleset"], rules.name)

    def test_nothing_to_say(self):
        decision = RuleSet.default().decide({"turns": []})
        self.assertEqual((decision.persona, decision.abstained), ("none", "no_evidence"))
