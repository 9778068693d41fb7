"""What many lines say together."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from ctypes import byref, c_size_t, c_void_p
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from rapport._call import Function, call, decode, encode, get_text, take_bytes
from rapport._handle import Handle, Resource
from rapport._library import library
from rapport._values import encode_record

if TYPE_CHECKING:
    from rapport._rules import RuleSet

Kind = Literal["coaching", "acceptance", "feedback", "metrics"]


class Accumulator(Resource):
    """Counts records one at a time and forgets them; the report may be asked for at any time.

        team = rapport.Accumulator(rules, "coaching", min_sample=50)
        for line in open("conversations.jsonl", "rb"):
            team.add(line)
        print(team.report()["overall"]["habits"])

    Parts that other threads, processes or machines counted come together by `merge`; between them
    they travel as bytes, by `save` and `load`. The report is the same however the records were
    spread. The options of each kind are those of include/rapport/accumulator.h. Threads that use
    one accumulator take turns.
    """

    __slots__ = ("_lock",)

    def __init__(self, rules: RuleSet, kind: Kind, **options: Any) -> None:
        text = encode(kind, "kind")
        given = json.dumps(options).encode() if options else b""
        handle = rules._open()
        new = library.rapport_accumulator_new
        self._make(new, handle.address, text, len(text), given, len(given))

    @classmethod
    def load(cls, rules: RuleSet, saved: bytes) -> Accumulator:
        """What `save` wrote, counted with rules of the same hash. The bytes are not trusted."""
        made = cls.__new__(cls)
        handle = rules._open()
        made._make(library.rapport_accumulator_load, handle.address, bytes(saved), len(saved))
        return made

    def _make(self, make: Function, *arguments: object) -> None:
        super().__init__(Handle(library.rapport_accumulator_free, make, *arguments))
        self._lock = Lock()

    @property
    def kind(self) -> str:
        return get_text(library.rapport_accumulator_kind, self._open().address)

    def add(self, record: str | bytes | Mapping[str, Any]) -> None:
        """Counts one line: JSON, or a record as a dict. One that is refused changes nothing."""
        line = encode_record(record) if isinstance(record, Mapping) else record
        data = encode(line, "record") if isinstance(line, str) else bytes(line)
        with self._lock:
            handle = self._open()
            call(library.rapport_accumulator_add_json, handle.address, data, len(data))

    def add_all(self, records: Iterable[str | bytes | Mapping[str, Any]]) -> None:
        """Counts each; ends with the first that is refused."""
        for record in records:
            self.add(record)

    def merge(self, other: Accumulator) -> None:
        """Adds what `other` has counted, of the same kind, options and rules."""
        if other is self:
            raise ValueError("an accumulator is not merged with itself")
        first, second = sorted((self._lock, other._lock), key=id)
        with first, second:  # in one order everywhere, so that two threads cannot block each other
            handle, others = self._open(), other._open()
            call(library.rapport_accumulator_merge, handle.address, others.address)

    def save(self) -> bytes:
        """All that was counted. It holds names and quotations, whatever the options show."""
        return self._text(library.rapport_accumulator_save)

    def report_json(self) -> str:
        """The report as one line of JSON: what the command of the kind prints with --json."""
        return decode(self._text(library.rapport_accumulator_report_json))

    def report(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.report_json())
        return value

    def _text(self, function: Function) -> bytes:
        text, length = c_void_p(), c_size_t()
        with self._lock:
            handle = self._open()
            call(function, handle.address, byref(text), byref(length))
            return take_bytes(text.value, length.value)
