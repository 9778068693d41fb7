"""What Rapport decides: plain immutable values, read from the JSON that the library writes."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from rapport._values import parse_time


@dataclass(frozen=True, slots=True)
class Reason:
    """By what an action is recommended: one is given, `kind` says which; `id` is what it holds."""

    policy: str | None
    persona: str | None
    need: str | None
    contact_kind: str | None

    @property
    def kind(self) -> str:
        """ "policy", "persona", "need" or "contact_kind"; "unknown" for a later library's."""
        kinds = ("policy", "persona", "need", "contact_kind")
        return next((kind for kind in kinds if getattr(self, kind) is not None), "unknown")

    @property
    def id(self) -> str:
        """The policy's, the persona's, the need's or that of the kind of contact."""
        return self.policy or self.persona or self.need or self.contact_kind or ""


@dataclass(frozen=True, slots=True)
class Contact:
    """What the customer writes for."""

    kind: str  #: the kind of contact, or "none"
    also: tuple[str, ...]  #: further kinds that hold


@dataclass(frozen=True, slots=True)
class Need:
    """A need that was voiced, and where last: bytes of the turn's text in UTF-8."""

    id: str
    label: str
    turn: int | None  #: from 0; None when a condition alone tells it, as are the next three
    start: int | None
    end: int | None
    text: str | None  #: the customer's words there


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that no reply has taken up, and where: bytes of the turn's text in UTF-8."""

    turn: int  #: from 0
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Promise:
    """What an agent has promised, and where: bytes of the turn's text in UTF-8."""

    id: str
    label: str
    turn: int  #: from 0
    start: int
    end: int
    text: str  #: the agent's words
    due: datetime | None  #: in UTC; None without times, or when neither words nor pack say when
    state: str  #: "open", "kept" or "overdue"


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do."""

    id: str
    label: str
    by: str  #: "agent", "system" or "supervisor"
    kind: str  #: "de_escalation", "apology", "offer" ...
    reasons: tuple[Reason, ...]
    say: tuple[str, ...]  #: lines with every placeholder filled, the best first
    approval_from: str | None  #: whose approval it needs first
    availability_unknown: bool  #: the host has not said whether it is offered


@dataclass(frozen=True, slots=True)
class Forbidden:
    """An action that must not be taken now."""

    id: str
    policy: str
    undetermined: bool  #: only because the policy's condition is unknown


@dataclass(frozen=True, slots=True)
class Approval:
    """A recommended action that needs somebody's approval first."""

    action: str
    from_: str


@dataclass(frozen=True, slots=True)
class LimitReason:
    """Where the value of a limit comes from."""

    limit: str
    unit: str
    policy: str
    undetermined: bool  #: only because the policy's condition is unknown


@dataclass(frozen=True, slots=True)
class Flag:
    id: str
    policy: str


@dataclass(frozen=True, slots=True)
class Escalation:
    """Who must know."""

    to: str  #: the route
    label: str
    level: int
    reasons: tuple[str, ...]
    policies: tuple[str, ...]  #: one for each reason
    due: datetime | None  #: in UTC; None without times, or when the pack states none
    since_turn: int  #: the turn from which it has held without a break, from 0
    new: bool  #: False once acknowledged, until a later turn gives a further reason


@dataclass(frozen=True, slots=True)
class Evidence:
    """What counted: a hit of a cue or an entry of a word table in the customer's words, or a condition.

    One of `cue`, `condition` and `word` is given: `kind` says which, and `id` is what it holds.
    `start` and `end` are bytes of the turn's text in UTF-8, not characters: the words are
    `turn_text.encode()[start:end].decode()`, or simply `text`.
    """

    cue: str | None
    condition: str | None
    word: str | None  #: a word or pair as the table has it, "no reply" or "{number} days"
    turn: int | None  #: from 0; None for a condition, as are the next three
    start: int | None
    end: int | None
    text: str | None
    persona: str | None  #: for which it counted; None when only policies read it
    weight: float  #: of one hit; of a word, what it added to that type's lead over "none"

    @property
    def kind(self) -> str:
        """ "cue", "condition" or "word"; "unknown" for what a later library may add."""
        given = (kind for kind in ("cue", "condition", "word") if getattr(self, kind) is not None)
        return next(given, "unknown")

    @property
    def id(self) -> str:
        """The cue's, the condition's, or the word itself."""
        return self.cue or self.condition or self.word or ""


@dataclass(frozen=True, slots=True)
class Undetermined:
    """What could not be determined: one of the first four is given."""

    policy: str | None
    condition: str | None
    need: str | None
    contact_kind: str | None
    missing: tuple[str, ...]  #: facts and signals that are not known
    error: str | None  #: what failed, when evaluation did


@dataclass(frozen=True, slots=True)
class Overridden:
    """What a person decided in place of the rules: one of the first three is given."""

    persona: str | None  #: that was set
    scale: str | None
    escalation: str | None  #: the route
    level: int | None  #: of a scale: that was set
    override: str | None  #: of an escalation: "hold" or "suppress"
    found: str | int | None  #: the persona or level found; None when the level is not known
    reasons: tuple[str, ...]  #: of an escalation: why policies escalate
    policies: tuple[str, ...]  #: one for each reason


@dataclass(frozen=True, slots=True)
class ProtocolStep:
    """Something that a protocol asks agents to do, and where it was done first."""

    id: str
    label: str
    status: str  #: "open", "next", "done", "not_needed", "throughout" (always to be kept to)
    action: str | None  #: that goes with it
    turn: int | None  #: from 0; None unless it is done, as are the next two
    start: int | None  #: bytes of the turn's text in UTF-8
    end: int | None


@dataclass(frozen=True, slots=True)
class ProtocolFault:
    """What an agent should not have said, and where: bytes of the turn's text in UTF-8."""

    id: str
    label: str
    turn: int  #: from 0
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """How far a protocol is that has started."""

    id: str
    label: str
    state: str
    state_label: str
    ended: bool  #: nothing is next in this state
    started_turn: int  #: from 0
    since_turn: int  #: since when it is in this state
    next: str | None  #: the step to be done now
    steps: tuple[ProtocolStep, ...]  #: those of the state, then others that were done
    faults: tuple[ProtocolFault, ...]  #: by turn


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Decision:
    """Who the customer is, why, and what to do. Holds nothing of the library: it is valid for ever.

    Two are equal when their JSON is. It may be pickled and shared between threads.
    """

    id: str
    persona: str  #: the customer type that is reported, or "none"
    abstained: str | None  #: why: "threshold", "margin", "no_evidence", "language", "override"
    top: str  #: the most probable type, reported or not
    probability: float  #: of what is reported
    personas: Mapping[str, float]  #: the probability of every type, and of "none", which is last
    also: tuple[str, ...]  #: further types that are clear enough
    scales: Mapping[str, int | None]  #: levels from 0; None when unknown
    contact: Contact
    needs: tuple[Need, ...]  #: the newest first
    open_questions: tuple[OpenQuestion, ...]  #: the oldest first
    promises: tuple[Promise, ...]
    actions: tuple[Action, ...]  #: most important first
    forbidden: tuple[Forbidden, ...]
    approvals: tuple[Approval, ...]
    limits: Mapping[str, int]
    limit_reasons: tuple[LimitReason, ...]
    flags: tuple[Flag, ...]
    escalations: tuple[Escalation, ...]  #: highest level first
    evidence: tuple[Evidence, ...]  #: strongest first
    undetermined: tuple[Undetermined, ...]
    overridden: tuple[Overridden, ...]  #: persona, scales, escalations; mostly empty
    protocols: tuple[Protocol, ...]  #: those that have started
    ruleset: str  #: name, version and hash of the rules that decided
    json: str = field(default="")  #: the line that the library wrote

    @classmethod
    def from_json(cls, text: str) -> Decision:
        """Reads a line that the library wrote, now or earlier."""
        return _decision(json.loads(text), text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Decision) and self.json == other.json

    def __hash__(self) -> int:
        return hash(self.json)

    def __repr__(self) -> str:
        return (
            f"<Decision {self.id!r}: {self.persona} {self.probability}, "
            f"{len(self.actions)} actions, {len(self.escalations)} escalations>"
        )

    def __reduce__(self) -> tuple[Callable[[str], Decision], tuple[str]]:
        return Decision.from_json, (self.json,)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The answer to a record of a batch that was refused."""

    id: str | None
    status: str  #: as RapportError.status
    message: str


def answer_from_json(line: str) -> Decision | Refusal:
    """A line of the answers to a batch."""
    value = json.loads(line)
    error = value.get("error")
    if error is None:
        return _decision(value, line)
    return Refusal(value["id"], error["status"], error["message"])


def _decision(value: dict[str, Any], line: str) -> Decision:
    return Decision(
        value["id"],
        value["persona"],
        value.get("abstained"),
        value["top"],
        value["probability"],
        MappingProxyType(value["personas"]),
        tuple(value["also"]),
        MappingProxyType(value["scales"]),
        _contact(value.get("contact", {})),
        tuple([_need(item) for item in value.get("needs", ())]),
        tuple([_open_question(item) for item in value.get("open_questions", ())]),
        tuple([_promise(item) for item in value.get("promises", ())]),
        tuple([_action(item) for item in value["actions"]]),
        tuple(
            [
                Forbidden(item["id"], item["policy"], item.get("undetermined", False))
                for item in value["forbidden"]
            ]
        ),
        tuple([Approval(item["action"], item["from"]) for item in value["approvals"]]),
        MappingProxyType(value["limits"]),
        tuple([_limit_reason(item) for item in value["limit_reasons"]]),
        tuple([Flag(item["id"], item["policy"]) for item in value["flags"]]),
        tuple([_escalation(item) for item in value["escalations"]]),
        tuple([_evidence(item) for item in value["evidence"]]),
        tuple([_undetermined(item) for item in value["undetermined"]]),
        tuple([_overridden(item) for item in value.get("overridden", ())]),
        tuple([_protocol(item) for item in value.get("protocols", ())]),
        value["ruleset"],
        line,
    )


def _contact(item: dict[str, Any]) -> Contact:
    return Contact(item.get("kind", "none"), tuple(item.get("also", ())))


def _need(item: dict[str, Any]) -> Need:
    get = item.get
    return Need(item["id"], item["label"], get("turn"), get("start"), get("end"), get("text"))


def _open_question(item: dict[str, Any]) -> OpenQuestion:
    return OpenQuestion(item["turn"], item["start"], item["end"], item["text"])


def _promise(item: dict[str, Any]) -> Promise:
    due = item.get("due")
    return Promise(
        item["id"],
        item["label"],
        item["turn"],
        item["start"],
        item["end"],
        item["text"],
        None if due is None else parse_time(due),
        item["state"],
    )


def _reason(item: dict[str, Any]) -> Reason:
    get = item.get
    return Reason(get("policy"), get("persona"), get("need"), get("contact_kind"))


def _action(item: dict[str, Any]) -> Action:
    return Action(
        item["id"],
        item["label"],
        item["by"],
        item["kind"],
        tuple([_reason(why) for why in item["reasons"]]),
        tuple(item["say"]),
        item.get("approval_from"),
        item.get("availability_unknown", False),
    )


def _limit_reason(item: dict[str, Any]) -> LimitReason:
    return LimitReason(item["limit"], item["unit"], item["policy"], item.get("undetermined", False))


def _escalation(item: dict[str, Any]) -> Escalation:
    due = item["due"]
    return Escalation(
        item["to"],
        item["label"],
        item["level"],
        tuple(item["reasons"]),
        tuple(item["policies"]),
        None if due is None else parse_time(due),
        item["since_turn"],
        item["new"],
    )


def _evidence(item: dict[str, Any]) -> Evidence:
    get = item.get
    return Evidence(
        get("cue"),
        get("condition"),
        get("word"),
        get("turn"),
        get("start"),
        get("end"),
        get("text"),
        get("persona"),
        item["weight"],
    )


def _undetermined(item: dict[str, Any]) -> Undetermined:
    get = item.get
    return Undetermined(
        get("policy"),
        get("condition"),
        get("need"),
        get("contact_kind"),
        tuple(get("missing", ())),
        get("error"),
    )


def _overridden(item: dict[str, Any]) -> Overridden:
    get = item.get
    is_escalation = "escalation" in item
    return Overridden(
        get("persona"),
        get("scale"),
        get("escalation"),
        get("level"),
        get("override"),
        None if is_escalation else item["found"],
        tuple(item["found"]) if is_escalation else (),
        tuple(get("policies", ())),
    )


def _protocol(item: dict[str, Any]) -> Protocol:
    return Protocol(
        item["id"],
        item["label"],
        item["state"],
        item["state_label"],
        item.get("ended", False),
        item["started_turn"],
        item["since_turn"],
        item.get("next"),
        tuple([_protocol_step(step) for step in item["steps"]]),
        tuple(
            [
                ProtocolFault(at["id"], at["label"], at["turn"], at["start"], at["end"])
                for at in item["faults"]
            ]
        ),
    )


def _protocol_step(item: dict[str, Any]) -> ProtocolStep:
    get = item.get
    return ProtocolStep(
        item["id"],
        item["label"],
        item["status"],
        get("action"),
        get("turn"),
        get("start"),
        get("end"),
    )
