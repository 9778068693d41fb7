"""Packs, checked and compiled."""

from __future__ import annotations

import os
import threading
from ctypes import byref, c_uint32, sizeof
from dataclasses import dataclass, fields

from rapport._call import call, decode, encode, get, get_int, get_size, get_text, integer
from rapport._errors import Diagnostic, RapportError
from rapport._functions import PackLimitsStruct
from rapport._handle import Handle, Resource
from rapport._library import library
from rapport._rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class PackLimits:
    """Bounds on what packs may ask for. None stands for the default."""

    yaml_events: int | None = None  #: of one file: 20,000
    yaml_depth: int | None = None  #: nesting of lists and maps: 32
    files_per_pack: int | None = None  #: 64
    phrases: int | None = None  #: of all cues: 10,000
    phrase_words: int | None = None  #: words and steps that one phrase expands to: 4,096
    expression_depth: int | None = None  #: nesting of one condition: 64
    file_bytes: int | None = None  #: of one YAML file: 256 KiB
    table_bytes: int | None = None  #: of one word table: 8 MiB
    scalar_bytes: int | None = None  #: of one YAML scalar: 16 KiB
    expression_bytes: int | None = None  #: of one condition: 4 KiB
    compiled_bytes: int | None = None  #: 64 MiB


class RuleSetBuilder(Resource):
    """Collects the files of packs and compiles them into a RuleSet: milliseconds, to be done once.

        with RuleSetBuilder() as builder:
            rules = builder.add_default().add_file("shop.yaml").build()

    For one thread at a time; calls from several wait for each other.
    """

    def __init__(self, limits: PackLimits | None = None) -> None:
        given = None
        if limits is not None:
            given = PackLimitsStruct(struct_size=sizeof(PackLimitsStruct))
            for item in fields(limits):
                value = getattr(limits, item.name)
                if value is not None:
                    most = 2**63 - 1 if item.name.endswith("_bytes") else 2**32 - 1
                    setattr(given, item.name, integer(value, item.name, 1, most))
        pointer = None if given is None else byref(given)
        super().__init__(Handle(library.rapport_builder_free, library.rapport_builder_new, pointer))
        self._lock = threading.Lock()

    def add_default(self) -> RuleSetBuilder:
        """Adds core-en, the pack that is built in. A pack that extends it finds it without this."""
        with self._lock:
            call(library.rapport_builder_add_default, self._open().address)
        return self

    def add_file(self, path: str | os.PathLike[str]) -> RuleSetBuilder:
        """Reads a pack's only file, or its manifest and the files that it lists, from disk; or an
        overlay of weights and the table that it names.
        """
        name = os.fsencode(path)
        with self._lock:
            call(library.rapport_builder_add_file, self._open().address, name, len(name))
        return self

    def add_bytes(self, name: str, text: str | bytes) -> RuleSetBuilder:
        """Adds a file from memory: a pack, a manifest, a part of one, or an overlay of weights.

        `name` is what diagnostics show and what a manifest's `files:` resolve to. A file whose name
        ends in .tsv is a word table, any other is YAML.
        """
        file = encode(name, "name")
        data = text if isinstance(text, bytes) else encode(text, "text")
        with self._lock:
            address = self._open().address
            call(library.rapport_builder_add_bytes, address, file, len(file), data, len(data))
        return self

    def build(self) -> RuleSet:
        """Merges the packs in the order in which they were added and compiles them.

        RapportError with all diagnostics when they have errors. May be called again, after adding
        more; the rule set owes nothing to the builder.
        """
        with self._lock:
            builder = self._open()
            try:
                return RuleSet(
                    Handle(
                        library.rapport_ruleset_free, library.rapport_builder_build, builder.address
                    )
                )
            except RapportError as error:
                error.diagnostics = _diagnostics(builder)
                error.report = _report(builder)
                raise

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Errors and warnings of the last build, by file and position; none before it."""
        with self._lock:
            return _diagnostics(self._open())

    @property
    def report(self) -> str:
        """The diagnostics as the text that `rapport check` prints; empty when there are none."""
        with self._lock:
            return _report(self._open())


def _report(builder: Handle) -> str:
    return get_text(library.rapport_builder_report, builder.address)


def _diagnostics(builder: Handle) -> tuple[Diagnostic, ...]:
    count = get_size(library.rapport_builder_diagnostic_count, builder.address)
    return tuple(_diagnostic(builder.address, index) for index in range(count))


def _diagnostic(address: int | None, index: int) -> Diagnostic:
    line, column, width = c_uint32(), c_uint32(), c_uint32()
    place = byref(line), byref(column), byref(width)
    get(library.rapport_builder_diagnostic_place, address, index, *place)
    severity = get_int(library.rapport_builder_diagnostic_severity, address, index)
    return Diagnostic(
        decode(library.rapport_severity_name(severity)),
        get_text(library.rapport_builder_diagnostic_code, address, index),
        get_text(library.rapport_builder_diagnostic_file, address, index),
        line.value,
        column.value,
        width.value,
        get_text(library.rapport_builder_diagnostic_message, address, index),
        get_text(library.rapport_builder_diagnostic_snippet, address, index),
        get_text(library.rapport_builder_diagnostic_hint, address, index),
    )
