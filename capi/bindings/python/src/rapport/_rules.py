"""A rule set, and decisions about whole records."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, AnyStr

from rapport import _declarations as declarations
from rapport._call import Function, decode, encode, get_size, get_text
from rapport._decision import Decision, Refusal, answer_from_json
from rapport._handle import Handle, Resource
from rapport._library import library
from rapport._review import Review
from rapport._values import encode_record
from rapport._workspace import Pool, UnknownFacts, decider, detail_of, explainer, reviewer

if TYPE_CHECKING:
    from rapport._builder import RuleSetBuilder


class RuleSet(Resource):
    """Packs, compiled; immutable.

        rules = RuleSet.default()
        decision = rules.decide({"turns": [{"text": "Where is my parcel?"}]})

    Any number of threads may use one at once, and decide in parallel: the interpreter's lock is
    given up meanwhile. Decisions and conversations that were made with it do without it later.

    A record is a dict as docs/records.md describes, in which times may be datetimes and durations
    timedeltas. `unknown_facts` says what is done with facts that the packs do not declare: "error"
    refuses the record, since it may be a typing error; "ignore" ignores them.
    """

    def __init__(self, handle: Handle) -> None:
        """For the package itself: use `default`, `from_file`, `from_text` or RuleSetBuilder."""
        super().__init__(handle)
        self._pool = Pool(decider)
        self._reviewers = Pool(reviewer)

    @classmethod
    def default(cls) -> RuleSet:
        """core-en, the pack that is built in."""
        return _builder().add_default().build()

    @classmethod
    def from_file(cls, path: str | os.PathLike[str]) -> RuleSet:
        """One pack: its only file, or its manifest, with the files that it lists."""
        return _builder().add_file(path).build()

    @classmethod
    def from_text(cls, name: str, text: str | bytes) -> RuleSet:
        """A pack of one file in memory; `name` is for messages.

        One that lists further files takes a RuleSetBuilder.
        """
        return _builder().add_bytes(name, text).build()

    def close(self) -> None:
        super().close()
        self._pool = Pool(decider)
        self._reviewers = Pool(reviewer)

    # ---- What it is --------------------------------------------------------------------------

    @cached_property
    def name(self) -> str:
        """ "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike."""
        return self._text(library.rapport_ruleset_name)

    @cached_property
    def hash(self) -> str:
        """Of the merged packs, 64 hexadecimal digits."""
        return self._text(library.rapport_ruleset_hash)

    @cached_property
    def language(self) -> str:
        return self._text(library.rapport_ruleset_language)

    @cached_property
    def compiled_bytes(self) -> int:
        """Memory that the compiled tables take, roughly."""
        rules = self._open()
        return get_size(library.rapport_ruleset_compiled_bytes, rules.address)

    @cached_property
    def facts(self) -> tuple[declarations.Fact, ...]:
        return declarations.facts(self._open())

    @cached_property
    def _durations(self) -> frozenset[str]:
        facts = declarations.facts(self._open())  # not the property, which outlives closing
        return frozenset(fact.id for fact in facts if fact.type == "duration")

    @cached_property
    def personas(self) -> tuple[declarations.Persona, ...]:
        return declarations.personas(self._open())

    @cached_property
    def scales(self) -> tuple[declarations.Scale, ...]:
        return declarations.scales(self._open())

    @cached_property
    def cues(self) -> tuple[declarations.Cue, ...]:
        return declarations.cues(self._open())

    @cached_property
    def policies(self) -> tuple[declarations.Policy, ...]:
        return declarations.policies(self._open())

    @cached_property
    def checks(self) -> tuple[declarations.Check, ...]:
        """What replies are held against, by id."""
        return declarations.checks(self._open())

    def __repr__(self) -> str:
        return "<RuleSet, closed>" if self.closed else f"<RuleSet {self.name}>"

    # ---- Deciding ----------------------------------------------------------------------------

    def decide(
        self, record: Mapping[str, Any], *, unknown_facts: UnknownFacts = "error"
    ) -> Decision:
        """Decides about one conversation. RapportError names the field that is wrong."""
        answer = self._run(encode_record(record), unknown_facts)
        return Decision.from_json(decode(answer))

    def decide_json(self, record: AnyStr, *, unknown_facts: UnknownFacts = "error") -> AnyStr:
        """The same with JSON in and out, as str or as bytes: exactly what the library writes."""
        if isinstance(record, bytes):
            return self._run(record, unknown_facts)
        return decode(self._run(encode(record, "record"), unknown_facts))

    def decide_lines(self, records: AnyStr, *, unknown_facts: UnknownFacts = "error") -> AnyStr:
        """Decides about JSON Lines, str or bytes, in one call, which is the fastest way.

        The answer has a line for each line, in order. A record that is refused is answered with
        {"id": ..., "error": {...}}; one without an id has the number of its line.
        """
        if isinstance(records, bytes):
            return self._lines(records, unknown_facts)
        return decode(self._lines(encode(records, "records"), unknown_facts))

    def decide_many(
        self,
        records: Iterable[Mapping[str, Any]],
        *,
        unknown_facts: UnknownFacts = "error",
        batch_size: int = 1000,
    ) -> Iterator[Decision | Refusal]:
        """Decides about each record, in order, `batch_size` in one call.

        A record that is refused does not end it, but is answered with a Refusal. One without an id
        has its number, from 1.
        """
        if batch_size < 1:
            raise ValueError(f"batch_size must be at least 1, not {batch_size}")
        self._open()
        return self._batches(iter(records), unknown_facts, batch_size)

    # ---- Reviewing replies -------------------------------------------------------------------

    def review(
        self,
        record: Mapping[str, Any],
        *,
        draft: bool = False,
        unknown_facts: UnknownFacts = "error",
    ) -> Review:
        """Reviews the last turn of a record, an agent's, after those before it.

        With `draft` what helps while the reply is being written: the tip, no score and no findings.
        """
        answer = self._review(encode_record(record), draft, unknown_facts)
        return Review.from_json(decode(answer))

    def review_json(
        self, record: AnyStr, *, draft: bool = False, unknown_facts: UnknownFacts = "error"
    ) -> AnyStr:
        """The same with JSON in and out, as str or as bytes."""
        if isinstance(record, bytes):
            return self._review(record, draft, unknown_facts)
        return decode(self._review(encode(record, "record"), draft, unknown_facts))

    def review_lines(
        self, records: AnyStr, *, draft: bool = False, unknown_facts: UnknownFacts = "error"
    ) -> AnyStr:
        """Reviews JSON Lines, str or bytes, in one call; the answers are as of `decide_lines`."""
        if isinstance(records, bytes):
            return self._review_lines(records, draft, unknown_facts)
        return decode(self._review_lines(encode(records, "records"), draft, unknown_facts))

    # ---- Explaining --------------------------------------------------------------------------

    def explain(
        self, record: Mapping[str, Any], *, unknown_facts: UnknownFacts = "error"
    ) -> dict[str, Any]:
        """Why and why not, for people: docs/records.md lists the keys."""
        answer = self._explain(encode_record(record), unknown_facts)
        explanation: dict[str, Any] = json.loads(answer)
        return explanation

    def explain_json(self, record: AnyStr, *, unknown_facts: UnknownFacts = "error") -> AnyStr:
        """The same with JSON in and out, as str or as bytes."""
        if isinstance(record, bytes):
            return self._explain(record, unknown_facts)
        return decode(self._explain(encode(record, "record"), unknown_facts))

    # ---- Within ------------------------------------------------------------------------------
    # Each keeps the handle in a variable, so that it lives as long as the call.

    def _text(self, getter: Function) -> str:
        rules = self._open()
        return get_text(getter, rules.address)

    def _run(self, record: bytes, unknown_facts: UnknownFacts) -> bytes:
        rules, pool = self._open(), self._pool
        workspace = pool.take(unknown_facts)
        try:
            return workspace.run(library.rapport_decide_json, rules, record)
        finally:
            pool.give(workspace, unknown_facts)

    def _lines(self, records: bytes, unknown_facts: UnknownFacts) -> bytes:
        rules, pool = self._open(), self._pool
        workspace = pool.take(unknown_facts)
        try:
            return workspace.decide_lines(rules, records)
        finally:
            pool.give(workspace, unknown_facts)

    def _review(self, record: bytes, draft: bool, unknown_facts: UnknownFacts) -> bytes:
        rules, pool = self._open(), self._reviewers
        workspace = pool.take(unknown_facts)
        try:
            return workspace.review(rules, record, detail_of(draft))
        finally:
            pool.give(workspace, unknown_facts)

    def _review_lines(self, records: bytes, draft: bool, unknown_facts: UnknownFacts) -> bytes:
        rules, pool = self._open(), self._reviewers
        workspace = pool.take(unknown_facts)
        try:
            return workspace.review_lines(rules, records, detail_of(draft))
        finally:
            pool.give(workspace, unknown_facts)

    def _batches(
        self, records: Iterator[Mapping[str, Any]], unknown_facts: UnknownFacts, batch_size: int
    ) -> Iterator[Decision | Refusal]:
        done = 0
        while True:
            lines = []
            for number, record in enumerate(islice(records, batch_size), done + 1):
                if isinstance(record, Mapping) and record.get("id") is None:
                    record = {**record, "id": number}
                lines.append(encode_record(record))
            if not lines:
                return
            done += len(lines)
            answers = self._lines(b"\n".join(lines), unknown_facts)
            for answer in answers.splitlines():
                yield answer_from_json(decode(answer))

    def _explain(self, record: bytes, unknown_facts: UnknownFacts) -> bytes:
        rules = self._open()
        return explainer(unknown_facts).run(library.rapport_explain_json, rules, record)


def _builder() -> RuleSetBuilder:
    from rapport._builder import RuleSetBuilder  # here, since that module needs this one

    return RuleSetBuilder()
