"""What Rapport says of an agent's reply: plain immutable values, read from the library's JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """A place in the reply that counted. `start` and `end` are bytes of its text in UTF-8."""

    cue: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check says."""

    check: str  #: its id
    label: str
    result: str  #: "pass", "fail" or "na", which is not applicable
    reason: str | None  #: of a fail: "missing", "fault", "condition", "over_limit" ...
    weight: float
    fatal: bool  #: its fail blocks the reply
    undetermined: bool  #: does not apply, or fails, because its condition is unknown
    why: str | None  #: of a fail: what is wrong, for the agent
    limit: str | None  #: of "over_limit", with the value that is in force
    limit_value: int | None
    policy: str | None  #: that set the limit, forbids or wants approval
    approval_from: str | None  #: the route that approves
    spans: tuple[Span, ...]  #: by their place; of a pass, what was looked for
    suggestions: tuple[str, ...]  #: better wordings for a fail, the best first


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Review:
    """Whether a reply may be sent, and what to mend. Holds nothing of the library.

    Of a draft it has what helps while the reply is being written: `blocked` and the `tip`. Two are
    equal when their JSON is. It may be pickled and shared between threads.
    """

    id: str
    blocked: bool  #: a fatal check failed: the reply should not be sent as it is
    tip: Finding | None  #: what to mend first; None when no check failed
    score: float | None  #: 0 to 100; None when no check applies, and of a draft
    findings: tuple[Finding, ...]  #: one for each check, by id; none of a draft
    persona: str | None  #: of the conversation before the reply; None of a draft
    ruleset: str  #: name, version and hash of the rules that reviewed
    json: str = field(default="")  #: the line that the library wrote

    @classmethod
    def from_json(cls, text: str) -> Review:
        """Reads a line that the library wrote, now or earlier."""
        value = json.loads(text)
        findings = tuple([_finding(item) for item in value.get("findings", ())])
        tip = value["tip"]
        found: Finding | None
        if isinstance(tip, str):  # the id of one of them
            found = next(finding for finding in findings if finding.check == tip)
        else:
            found = None if tip is None else _finding(tip)
        return cls(
            value["id"],
            value["blocked"],
            found,
            value.get("score"),
            findings,
            value.get("persona"),
            value["ruleset"],
            text,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Review) and self.json == other.json

    def __hash__(self) -> int:
        return hash(self.json)

    def __repr__(self) -> str:
        tip = self.tip.check if self.tip else None
        return f"<Review {self.id!r}: {'blocked' if self.blocked else 'not blocked'}, tip {tip!r}>"

    def __reduce__(self) -> tuple[Callable[[str], Review], tuple[str]]:
        return Review.from_json, (self.json,)


def _finding(item: dict[str, Any]) -> Finding:
    get = item.get
    return Finding(
        item["check"],
        item["label"],
        item["result"],
        get("reason"),
        item["weight"],
        get("fatal", False),
        get("undetermined", False),
        get("why"),
        get("limit"),
        get("limit_value"),
        get("policy"),
        get("approval_from"),
        tuple([Span(s["cue"], s["start"], s["end"], s["text"]) for s in item["spans"]]),
        tuple(get("suggestions", ())),
    )
