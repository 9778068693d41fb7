"""Closing, garbage and memory."""

import copy
import gc
import itertools
import os
import pickle
import unittest
import weakref

from rapport import Conversation, RapportError, RuleSet, RuleSetBuilder
from support import VECTORS, VectorCase, vector_rules


def resident():
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Closing(VectorCase):
    def test_any_order(self):
        for order in itertools.permutations(range(4)):
            with self.subTest(order):
                builder = RuleSetBuilder().add_file(VECTORS / "pack.yaml")
                rules = builder.build()
                one, two = Conversation(rules), Conversation(rules)
                one.add_turn("Any deal?")
                decision = one.decide()
                for index in order:
                    (builder, rules, one, two)[index].close()
                    if not two.closed:
                        two.add_turn("Any deal?")
                        self.assertEqual(two.decide().ruleset, decision.ruleset)
                self.assertEqual(decision.persona, "bargain_hunter")

    def test_use_after_close(self):
        rules, builder = vector_rules(), RuleSetBuilder()
        conversation = Conversation(rules)
        name = rules.name
        for resource in (rules, builder, conversation):
            self.assertFalse(resource.closed)
            resource.close()
            resource.close()
            self.assertTrue(resource.closed)
        for use in (
            lambda: rules.decide({"turns": []}),
            lambda: rules.decide_json('{"turns":[]}'),
            lambda: rules.decide_lines(""),
            lambda: rules.decide_many([]),
            lambda: rules.explain({"turns": []}),
            lambda: rules.facts,
            lambda: Conversation(rules),
            lambda: rules.__enter__(),
            lambda: builder.add_default(),
            lambda: builder.add_file("pack.yaml"),
            lambda: builder.build(),
            lambda: builder.diagnostics,
            lambda: conversation.add_turn("hello"),
            lambda: conversation.set_fact("tier", "gold"),
            lambda: conversation.acknowledge("legal"),
            lambda: conversation.turn_count,
            lambda: conversation.reset(),
            lambda: conversation.decide(),
            lambda: conversation.explain(),
        ):
            with self.assertRaisesRegex(ValueError, "is closed$"):
                use()
        self.assertEqual(rules.name, name)  # what is known already stays known
        self.assertEqual(repr(rules), "<RuleSet, closed>")

    def test_with_blocks(self):
        with vector_rules() as rules, Conversation(rules) as conversation:
            conversation.add_turn("hello")
        self.assertTrue(rules.closed and conversation.closed)

    def test_no_copies(self):
        for resource in (self.rules, Conversation(self.rules), RuleSetBuilder()):
            for duplicate in (copy.copy, copy.deepcopy, pickle.dumps):
                with self.assertRaises(TypeError):
                    duplicate(resource)

    def test_garbage_is_freed(self):
        rules = vector_rules()
        conversation = Conversation(rules)
        conversation.decide()
        handles = [weakref.ref(rules._handle), weakref.ref(conversation._handle)]
        conversation.around = conversation  # a cycle, which only the collector finds
        del rules, conversation
        gc.collect()
        self.assertEqual([handle() for handle in handles], [None, None])

    def test_a_failed_constructor_leaves_nothing(self):
        with self.assertRaises(OverflowError):
            Conversation(self.rules, max_turns=-1)
        gc.collect()


@unittest.skipUnless(os.path.exists("/proc/self/statm"), "no /proc here")
class Growth(VectorCase):
    def check(self, once, times, most=12 * 2**20):
        for _ in range(times // 4):
            once()
        gc.collect()
        before = resident()
        for _ in range(times):
            once()
        gc.collect()
        self.assertLess(resident() - before, most)

    def test_conversations(self):
        def once():
            conversation = Conversation(self.rules)
            conversation.add_turn("Any deal? " * 100)
            conversation.set_fact("tags", ["a", "b"])
            conversation.decide()

        self.check(once, 4000)

    def test_rule_sets(self):
        def once():
            rules = vector_rules()
            rules.decide_json('{"turns":[]}')

        self.check(once, 400)

    def test_errors(self):
        def once():
            for text in ("nonsense", "pack: 1"):
                try:
                    RuleSet.from_text("x" * 1000, text)
                except RapportError:
                    pass
            try:
                self.rules.decide_json("nonsense")
            except RapportError:
                pass

        self.check(once, 4000)

    def test_a_huge_batch_is_not_kept(self):
        lines = b'{"turns":[{"text":"Any deal?"}]}\n' * 5000
        self.check(lambda: self.rules.decide_lines(lines), 8, 40 * 2**20)
        self.rules.decide_lines(lines)
        pool = self.rules._pool._free[0]
        self.assertFalse(any(workspace.is_large() for workspace in pool))
