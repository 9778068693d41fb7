"""A conversation as it happens: turns, facts and acknowledgements of one case."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Mapping
from ctypes import byref, c_char_p, c_size_t, sizeof
from datetime import datetime, timedelta
from typing import Any, Literal, Union, cast

from rapport._call import Function, call, decode, encode, get, get_size, integer
from rapport._decision import Decision
from rapport._functions import ConversationLimitsStruct, Turn
from rapport._handle import Handle, Resource
from rapport._library import library
from rapport._review import Review
from rapport._rules import RuleSet
from rapport._values import instant, microseconds, optional_instant, parse_duration
from rapport._workspace import Workspace, detail_of, explainer, reviewer

Speaker = Literal["customer", "agent", "bot", "system", "third_party"]
Visibility = Literal["public", "internal"]
Format = Literal["text", "html", "email", "transcript"]
EscalationRule = Literal["hold", "suppress"]
FactValue = Union[bool, int, float, str, timedelta, datetime, Iterable[str], None]

_SPEAKERS = {"customer": 0, "agent": 1, "bot": 2, "system": 3, "third_party": 4}
_VISIBILITIES = {"public": 0, "internal": 1}
_ESCALATION_RULES = {"hold": 0, "suppress": 1}
_FORMATS = {"text": 0, "html": 1, "email": 2, "transcript": 3}


class Conversation(Resource):
    """The turns, facts and acknowledgements of one case.

        with Conversation(rules) as conversation:
            conversation.add_turn("I am still waiting.", at=datetime.now(timezone.utc))
            conversation.set_fact("contacts_7d", 3)
            print(conversation.decide().persona)

    A turn is read when it is added; later decisions cost no more for it. A method that fails leaves
    the conversation unchanged. It keeps what it needs of the rule set, which may be closed.

    For one thread at a time, different ones for different threads. Calls from several threads wait
    for each other, so that nothing breaks, but in an order that nobody knows.
    """

    def __init__(
        self, rules: RuleSet, *, max_turns: int | None = None, max_turn_bytes: int | None = None
    ) -> None:
        """`max_turns`: a further turn is refused; by default 2,000.

        `max_turn_bytes`: longer text is cut at a character and the turn flagged; by default 64 KiB.
        """
        if not isinstance(rules, RuleSet):
            raise TypeError(f"rules must be a RuleSet, not {type(rules).__name__}")
        limits = ConversationLimitsStruct(struct_size=sizeof(ConversationLimitsStruct))
        if max_turns is not None:
            limits.turns = integer(max_turns, "max_turns", 1, 2**32 - 1)
        if max_turn_bytes is not None:
            limits.turn_bytes = integer(max_turn_bytes, "max_turn_bytes", 1)
        handle = rules._open()
        super().__init__(
            Handle(
                library.rapport_conversation_free,
                library.rapport_conversation_new,
                handle.address,
                byref(limits),
            )
        )
        self._rules = rules
        self._pool = rules._pool
        self._durations = rules._durations  # by then it may be closed
        self._reviewer: Workspace | None = None  # one, since it knows the conversation
        self._lock = threading.Lock()

    @property
    def rules(self) -> RuleSet:
        """The rule set that it was made with."""
        return self._rules

    def close(self) -> None:
        with self._lock:
            super().close()
            self._reviewer = None

    def reset(self) -> None:
        """Forgets turns, facts, acknowledgements and overrides, but keeps its memory for the next case."""
        with self._lock:
            get(library.rapport_conversation_reset, self._open().address)

    # ---- Turns -------------------------------------------------------------------------------

    def add_turn(
        self,
        text: str,
        by: Speaker = "customer",
        *,
        at: datetime | None = None,
        end: datetime | None = None,
        visibility: Visibility = "public",
        format: Format = "text",
        language: str = "",
        id: str = "",
        author: str = "",
    ) -> None:
        """Appends a message. RapportError "limit_exceeded" when there are too many.

        `at` is when it was sent, or began, and `end` when it ended (a call), by default the same.
        `by`, `visibility` and `format` are one of the words of the type `Speaker`, `Visibility`
        and `Format`, which are Literals; another word is a ValueError. An internal turn is a note that
        the customer does not see. `language` is a BCP 47 tag when the host knows it; `id` and
        `author` are for the host's own use.
        """
        tag, name, writer = encode(language, "language"), encode(id, "id"), encode(author, "author")
        turn = Turn(
            **_text_of(text, format),
            by=_constant(_SPEAKERS, by, "by"),
            visibility=_constant(_VISIBILITIES, visibility, "visibility"),
            language=tag,
            language_length=len(tag),
            id=name,
            id_length=len(name),
            author=writer,
            author_length=len(writer),
            at=optional_instant(at, "at"),
            end=optional_instant(end, "end"),
        )
        self._call(library.rapport_conversation_add_turn, byref(turn))

    @property
    def turn_count(self) -> int:
        with self._lock:
            return get_size(library.rapport_conversation_turn_count, self._open().address)

    # ---- Facts and acknowledgements ----------------------------------------------------------

    def set_fact(self, name: str, value: FactValue) -> None:
        """Sets a declared fact and replaces an earlier value; None is as `clear_fact`.

        An int is taken where a double is declared, a str where an enum is; a timedelta,
        or a str such as "90d" or "1h30m", is a duration, a datetime with a time zone an instant, a
        list of str the value of a `strings` fact. RapportError "not_found" for an undeclared name, "invalid_argument" for a value of
        another type, out of range or outside an enum's values.
        """
        key = encode(name, "name")
        start = (key, len(key))
        if value is None:
            self._call(library.rapport_conversation_clear_fact, *start)
        elif isinstance(value, bool):  # before int, of which it is a kind
            self._call(library.rapport_conversation_set_bool, *start, int(value))
        elif isinstance(value, int):
            self._call(library.rapport_conversation_set_int, *start, integer(value, name))
        elif isinstance(value, float):
            self._call(library.rapport_conversation_set_double, *start, value)
        elif isinstance(value, str) and name in self._durations:
            duration = parse_duration(value, name)
            self._call(library.rapport_conversation_set_duration, *start, duration)
        elif isinstance(value, str):
            data = encode(value, name)
            self._call(library.rapport_conversation_set_string, *start, data, len(data))
        elif isinstance(value, timedelta):
            duration = integer(microseconds(value), f"{name} in microseconds")
            self._call(library.rapport_conversation_set_duration, *start, duration)
        elif isinstance(value, datetime):
            self._call(library.rapport_conversation_set_timestamp, *start, instant(value, name))
        elif isinstance(value, Iterable) and not isinstance(value, (bytes, bytearray, Mapping)):
            texts = [encode(item, f"an item of {name}") for item in value]
            count = len(texts)
            values, lengths = (c_char_p * count)(*texts), (c_size_t * count)(*map(len, texts))
            self._call(library.rapport_conversation_set_strings, *start, values, lengths, count)
        else:
            raise TypeError(
                f"{name}: a fact takes bool, int, float, str, timedelta, datetime, a list of str"
                f" or None, not {type(value).__name__}"
            )

    def clear_fact(self, name: str) -> None:
        """Makes a fact unknown again, or its default."""
        key = encode(name, "name")
        self._call(library.rapport_conversation_clear_fact, key, len(key))

    def acknowledge(self, route: str) -> None:
        """Notes that the host has acted on the escalation to `route`, as things stand now.

        It is new again only when a later turn gives a further reason.
        """
        key = encode(route, "route")
        self._call(library.rapport_conversation_acknowledge, key, len(key))

    # ---- Overrides ---------------------------------------------------------------------------
    # What a person, usually a supervisor, knows better than the rules. Each holds until it is
    # released, whatever turns follow. RapportError "not_found" for an undeclared name.

    def override_persona(self, persona: str) -> None:
        """`persona` may be "none". Scores and evidence stay what the rules find."""
        key = encode(persona, "persona")
        self._call(library.rapport_conversation_override_persona, key, len(key))

    def release_persona(self) -> None:
        with self._lock:
            get(library.rapport_conversation_release_persona, self._open().address)

    def override_scale(self, scale: str, level: int) -> None:
        """`level` is from 0."""
        key = encode(scale, "scale")
        number = integer(level, "level", -(2**31), 2**31 - 1)
        self._call(library.rapport_conversation_override_scale, key, len(key), number)

    def release_scale(self, scale: str) -> None:
        key = encode(scale, "scale")
        self._call(library.rapport_conversation_release_scale, key, len(key))

    def override_escalation(self, route: str, rule: EscalationRule) -> None:
        """ "hold": it stands, whether or not a policy asks for it. "suppress": it does not stand.

        What policies of class `safety` escalate is never suppressed.
        """
        key = encode(route, "route")
        number = _constant(_ESCALATION_RULES, rule, "rule")
        self._call(library.rapport_conversation_override_escalation, key, len(key), number)

    def release_escalation(self, route: str) -> None:
        key = encode(route, "route")
        self._call(library.rapport_conversation_release_escalation, key, len(key))

    def release_overrides(self) -> None:
        """All of them."""
        with self._lock:
            get(library.rapport_conversation_release_overrides, self._open().address)

    # ---- Deciding and explaining -------------------------------------------------------------

    def decide(self, now: datetime | None = None, *, id: str | int = "") -> Decision:
        """Decides about the conversation as it stands.

        Without `now` it is the last turn's time; when there is none either, time is unknown. The
        library has no clock. `id` is what the decision's id says; a whole number becomes
        its text, as in records.
        """
        return Decision.from_json(self.decide_json(now, id=id))

    def decide_json(self, now: datetime | None = None, *, id: str | int = "") -> str:
        """The same as one line of JSON."""
        time, name = optional_instant(now, "now"), _encode_id(id)
        workspace = self._pool.take()
        try:
            with self._lock:
                return decode(workspace.decide(self._open(), time, name))
        finally:
            self._pool.give(workspace)

    def explain(self, now: datetime | None = None, *, id: str | int = "") -> dict[str, Any]:
        """Why and why not, for people: docs/records.md lists the keys."""
        explanation: dict[str, Any] = json.loads(self.explain_json(now, id=id))
        return explanation

    def explain_json(self, now: datetime | None = None, *, id: str | int = "") -> str:
        """The same as one line of JSON."""
        time, name = optional_instant(now, "now"), _encode_id(id)
        with self._lock:
            return decode(explainer().explain(self._open(), time, name))

    # ---- Reviewing replies -------------------------------------------------------------------

    def review(
        self,
        reply: str,
        now: datetime | None = None,
        *,
        at: datetime | None = None,
        format: Format = "text",
        draft: bool = False,
        id: str | int = "",
    ) -> Review:
        """Reviews `reply` as the agent's next turn, one being written or one that was sent.

        It is not added: use `add_turn` once it is sent. `at` is when it was sent; without `now` it
        is that, then the last turn's time. With `draft` what helps while the reply is being
        written: the tip, no score and no findings. As long as the conversation and `now` are the
        same, a further call reads the reply and nothing else, fast enough for every keystroke.
        """
        return Review.from_json(
            self.review_json(reply, now, at=at, format=format, draft=draft, id=id)
        )

    def review_json(
        self,
        reply: str,
        now: datetime | None = None,
        *,
        at: datetime | None = None,
        format: Format = "text",
        draft: bool = False,
        id: str | int = "",
    ) -> str:
        """The same as one line of JSON."""
        time, name = optional_instant(now, "now"), _encode_id(id)
        turn = Turn(
            **_text_of(reply, format, "reply"), by=_SPEAKERS["agent"], at=optional_instant(at, "at")
        )
        with self._lock:
            conversation = self._open()
            if self._reviewer is None:
                self._reviewer = reviewer()
            return decode(
                self._reviewer.review_reply(
                    conversation, byref(turn), time, detail_of(draft), name
                )
            )

    # ---- Within ------------------------------------------------------------------------------

    def _call(self, function: Function, *arguments: object) -> None:
        with self._lock:
            call(function, self._open().address, *arguments)


def _text_of(text: str, format: Format, what: str = "text") -> dict[str, Any]:
    """The fields of a turn that every one has."""
    words = encode(text, what)
    return {
        "struct_size": sizeof(Turn),
        "format": _constant(_FORMATS, format, "format"),
        "text": words,
        "text_length": len(words),
    }


def _encode_id(id: str | int) -> bytes:
    if isinstance(id, int) and not isinstance(id, bool):
        return encode(str(int(integer(id, "id"))), "id")
    return encode(cast(str, id), "id")


def _constant(values: dict[str, int], word: str, what: str) -> int:
    try:
        return values[word]
    except (KeyError, TypeError):
        raise ValueError(f"{what} must be one of {', '.join(values)}, not {word!r}") from None
