"""Accumulators: the committed reports, in one part and in several, and what is refused."""

import json
import threading

from rapport import Accumulator, RapportError, RuleSet
from support import VECTORS, VectorCase, vector_lines

KINDS = (
    ("coaching", {"individuals": True, "min_sample": 2}),
    ("acceptance", {"min_sample": 1, "sort": "name"}),
)


class Accumulators(VectorCase):
    def each(self):
        for kind, options in KINDS:
            expected = (VECTORS / f"{kind}.json").read_text(encoding="utf-8").rstrip("\n")
            yield kind, options, expected, vector_lines("handled.jsonl")

    def test_one_part(self):
        for kind, options, expected, lines in self.each():
            with Accumulator(self.rules, kind, **options) as whole:
                self.assertEqual(whole.kind, kind)
                whole.add_all([lines[0].encode(), json.loads(lines[1]), *lines[2:]])
                self.assertEqual(whole.report_json(), expected)
                self.assertEqual(whole.report(), json.loads(expected))

    def test_parts_that_travel(self):
        for kind, options, expected, lines in self.each():
            parts = [Accumulator(self.rules, kind, **options) for _ in range(2)]
            for i, line in enumerate(lines):
                parts[i % 2].add(line)
            loaded = Accumulator.load(self.rules, parts[0].save())
            loaded.merge(parts[1])
            self.assertEqual(loaded.report_json(), expected)

    def test_threads_take_turns(self):
        kind, options, expected, lines = next(iter(self.each()))
        shared = Accumulator(self.rules, kind, **options)
        threads = [
            threading.Thread(target=shared.add_all, args=(lines[i::4],)) for i in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(shared.report_json(), expected)

    def test_what_is_refused(self):
        with self.assertRaises(RapportError) as raised:
            Accumulator(self.rules, "coach")
        self.assertEqual(raised.exception.status, "not_found")
        with self.assertRaisesRegex(RapportError, "min_sampel.*did you mean 'min_sample'"):
            Accumulator(self.rules, "coaching", min_sampel=1)
        some = Accumulator(self.rules, "coaching")
        before = some.report_json()
        with self.assertRaisesRegex(RapportError, "turns"):
            some.add('{"turns": 1}')
        with self.assertRaises(ValueError):
            some.merge(some)
        with self.assertRaises(RapportError):
            some.merge(Accumulator(self.rules, "acceptance"))
        self.assertEqual(some.report_json(), before)
        saved = some.save()
        with self.assertRaisesRegex(RapportError, "damaged"):
            Accumulator.load(self.rules, saved[:-1])
        with RuleSet.default() as others, self.assertRaisesRegex(RapportError, "other rules"):
            Accumulator.load(others, saved)
        some.close()
        with self.assertRaises(ValueError):
            some.report()
