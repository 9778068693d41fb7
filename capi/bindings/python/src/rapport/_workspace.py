"""Deciding and reviewing: the library's workspaces, kept for the next call."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_size_t, c_void_p
from typing import Literal

from rapport._call import Function, call, take_bytes, take_error
from rapport._handle import Handle
from rapport._library import library

UnknownFacts = Literal["error", "ignore"]

_MODES = {"error": 0, "ignore": 1}
REVIEW_DETAILS = {"all": 0, "draft": 1}

_LARGEST_KEPT = 2**20  # bytes of an answer: what a huge batch has grown is not worth keeping


class Workspace:
    """A decision, explanation or review of the library, with the places that receive its answers."""

    __slots__ = ("_handle", "_address", "_text", "_length", "_error", "_outputs")

    def __init__(self, free: Function, make: Function, set_mode: Function, mode: int) -> None:
        self._handle = Handle(free, make)
        self._address = self._handle.address
        self._text, self._length, self._error = c_void_p(), c_size_t(), c_void_p()
        # Made once: a reference costs as much as a part of a call.
        self._outputs = (byref(self._text), byref(self._length), byref(self._error))
        set_mode(self._address, mode)

    def run(self, function: Function, rules: Handle, records: bytes) -> bytes:
        """rapport_decide_json, rapport_explain_json."""
        code = function(rules.address, records, len(records), self._address, *self._outputs)
        return self._answer(code)

    def decide_lines(self, rules: Handle, lines: bytes) -> bytes:
        text, length, error = self._outputs
        code = library.rapport_decide_lines(
            rules.address, lines, len(lines), self._address, text, length, None, error
        )
        return self._answer(code)

    def decide(self, conversation: Handle, now: int, id: bytes) -> bytes:
        call(library.rapport_decide, conversation.address, now, self._address)
        code = library.rapport_decision_json(self._address, id, len(id), *self._outputs)
        return self._answer(code)

    def explain(self, conversation: Handle, now: int, id: bytes) -> bytes:
        code = library.rapport_explain(
            conversation.address, now, id, len(id), self._address, *self._outputs
        )
        return self._answer(code)

    def review(self, rules: Handle, record: bytes, detail: int) -> bytes:
        code = library.rapport_review_json(
            rules.address, record, len(record), detail, self._address, *self._outputs
        )
        return self._answer(code)

    def review_lines(self, rules: Handle, lines: bytes, detail: int) -> bytes:
        text, length, error = self._outputs
        code = library.rapport_review_lines(
            rules.address, lines, len(lines), detail, self._address, text, length, None, error
        )
        return self._answer(code)

    def review_reply(
        self, conversation: Handle, reply: object, now: int, detail: int, id: bytes
    ) -> bytes:
        call(library.rapport_review_reply, conversation.address, reply, now, self._address)
        code = library.rapport_review_to_json(
            self._address, detail, id, len(id), *self._outputs
        )
        return self._answer(code)

    def is_large(self) -> bool:
        return self._length.value > _LARGEST_KEPT

    def _answer(self, code: int) -> bytes:
        if code:
            raise take_error(code, self._error)
        return take_bytes(self._text.value, self._length.value)


class Pool:
    """Workspaces of one kind that nobody uses now: as many as there were threads at once.

    A list's `append` and `pop` are atomic, so no lock is needed.
    """

    __slots__ = ("_make", "_free")

    def __init__(self, make: Callable[[UnknownFacts], Workspace]) -> None:
        self._make = make
        self._free: tuple[list[Workspace], list[Workspace]] = ([], [])

    def take(self, unknown_facts: UnknownFacts = "error") -> Workspace:
        mode = _mode(unknown_facts)
        try:
            return self._free[mode].pop()
        except IndexError:
            return self._make(unknown_facts)

    def give(self, workspace: Workspace, unknown_facts: UnknownFacts = "error") -> None:
        if not workspace.is_large():
            self._free[_mode(unknown_facts)].append(workspace)


def decider(unknown_facts: UnknownFacts = "error") -> Workspace:
    return Workspace(
        library.rapport_decision_free,
        library.rapport_decision_new,
        library.rapport_decision_set_unknown_facts,
        _mode(unknown_facts),
    )


def reviewer(unknown_facts: UnknownFacts = "error") -> Workspace:
    return Workspace(
        library.rapport_review_free,
        library.rapport_review_new,
        library.rapport_review_set_unknown_facts,
        _mode(unknown_facts),
    )


def detail_of(draft: bool) -> int:
    return REVIEW_DETAILS["draft" if draft else "all"]


def explainer(unknown_facts: UnknownFacts = "error") -> Workspace:
    """Explaining is the slow path: a workspace for each."""
    return Workspace(
        library.rapport_explanation_free,
        library.rapport_explanation_new,
        library.rapport_explanation_set_unknown_facts,
        _mode(unknown_facts),
    )


def _mode(unknown_facts: str) -> int:
    try:
        return _MODES[unknown_facts]
    except KeyError:
        raise ValueError(
            f"unknown_facts must be 'error' or 'ignore', not {unknown_facts!r}"
        ) from None
