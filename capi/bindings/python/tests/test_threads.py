"""Threads that share a rule set, and those that should not share a conversation but do."""

import os
import sys
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor

from rapport import Conversation
from support import VECTORS, VectorCase, vector_lines, vector_rules


class Threads(VectorCase):
    def setUp(self):
        self.records = vector_lines("conversations.jsonl")
        self.decisions = vector_lines("decisions.jsonl")
        interval = sys.getswitchinterval()
        self.addCleanup(sys.setswitchinterval, interval)
        sys.setswitchinterval(1e-5)  # many more switches than usual

    def test_one_rule_set(self):
        lines, answers = "\n".join(self.records), "\n".join(self.decisions) + "\n"

        def work(number):
            for _ in range(10):
                found = [self.rules.decide_json(record) for record in self.records]
                self.assertEqual(found, self.decisions)
                self.assertEqual(self.rules.decide_lines(lines), answers)
                with Conversation(self.rules) as conversation:
                    conversation.add_turn("Any deal?")
                    self.assertEqual(conversation.decide().persona, "bargain_hunter")
            return number

        with ThreadPoolExecutor(4) as threads:
            self.assertEqual(list(threads.map(work, range(8))), list(range(8)))

    def test_closing_while_others_decide(self):
        for _ in range(20):
            rules = vector_rules()
            start = threading.Barrier(3)

            def work(rules=rules, start=start):
                start.wait()
                for record, decision in zip(self.records * 20, self.decisions * 20):
                    try:
                        self.assertEqual(rules.decide_json(record), decision)
                    except ValueError as error:
                        self.assertIn("closed", str(error))
                        return True
                return False

            with ThreadPoolExecutor(2) as threads:
                workers = [threads.submit(work) for _ in range(2)]
                start.wait()
                rules.close()
                for worker in workers:
                    self.assertIn(worker.result(), (True, False))

    def test_a_conversation_by_mistake(self):
        conversation = Conversation(self.rules)

        def work(_):
            for number in range(100):
                conversation.add_turn("Any deal?")
                conversation.set_fact("contacts_7d", number)
                self.assertEqual(conversation.decide().persona, "bargain_hunter")

        with ThreadPoolExecutor(4) as threads:
            list(threads.map(work, range(4)))
        self.assertEqual(conversation.turn_count, 400)

    @unittest.skipUnless(hasattr(os, "fork"), "no fork here")
    def test_a_forked_child(self):
        self.rules.decide_json(self.records[0])
        child = os.fork()
        if child == 0:
            good = False
            try:
                good = (
                    self.rules.decide_lines((VECTORS / "conversations.jsonl").read_bytes())
                    == (VECTORS / "decisions.jsonl").read_bytes()
                )
                self.rules.close()
            finally:
                os._exit(0 if good else 1)
        self.assertEqual(os.waitpid(child, 0)[1], 0)
        self.assertEqual(self.rules.decide_json(self.records[0]), self.decisions[0])
