"""What the packs of a rule set declare, for hosts that build forms or check their mapping."""

from __future__ import annotations

from dataclasses import dataclass

from rapport._call import decode, get_int, get_size, get_text, get_texts
from rapport._handle import Handle
from rapport._library import library


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    type: str  #: "bool", "int", "double", "string", "enum", "duration", "timestamp", "strings"
    has_default: bool
    values: tuple[str, ...]  #: of an enum; none for other types
    help: str


@dataclass(frozen=True, slots=True)
class Persona:
    id: str
    label: str
    display_name: str  #: neutral: may be stored, or shown to the customer
    summary: str


@dataclass(frozen=True, slots=True)
class Scale:
    id: str
    levels: tuple[str, ...]  #: names, from level 0
    help: str


@dataclass(frozen=True, slots=True)
class Cue:
    id: str
    help: str


@dataclass(frozen=True, slots=True)
class Policy:
    id: str
    when: str  #: its condition, as the pack writes it
    help: str


@dataclass(frozen=True, slots=True)
class Check:
    """What an agent's reply is held against."""

    id: str
    label: str
    weight: float
    fatal: bool  #: its fail blocks the reply
    help: str


def facts(rules: Handle) -> tuple[Fact, ...]:
    at = rules.address
    return tuple(
        Fact(
            get_text(library.rapport_ruleset_fact_id, at, index),
            decode(
                library.rapport_fact_type_name(
                    get_int(library.rapport_ruleset_fact_type, at, index)
                )
            ),
            get_int(library.rapport_ruleset_fact_has_default, at, index) != 0,
            get_texts(
                library.rapport_ruleset_fact_value_count,
                library.rapport_ruleset_fact_value,
                at,
                index,
            ),
            get_text(library.rapport_ruleset_fact_help, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_fact_count, at))
    )


def personas(rules: Handle) -> tuple[Persona, ...]:
    at = rules.address
    return tuple(
        Persona(
            get_text(library.rapport_ruleset_persona_id, at, index),
            get_text(library.rapport_ruleset_persona_label, at, index),
            get_text(library.rapport_ruleset_persona_display_name, at, index),
            get_text(library.rapport_ruleset_persona_summary, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_persona_count, at))
    )


def scales(rules: Handle) -> tuple[Scale, ...]:
    at = rules.address
    return tuple(
        Scale(
            get_text(library.rapport_ruleset_scale_id, at, index),
            get_texts(
                library.rapport_ruleset_scale_level_count,
                library.rapport_ruleset_scale_level_name,
                at,
                index,
            ),
            get_text(library.rapport_ruleset_scale_help, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_scale_count, at))
    )


def cues(rules: Handle) -> tuple[Cue, ...]:
    at = rules.address
    return tuple(
        Cue(
            get_text(library.rapport_ruleset_cue_id, at, index),
            get_text(library.rapport_ruleset_cue_help, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_cue_count, at))
    )


def policies(rules: Handle) -> tuple[Policy, ...]:
    at = rules.address
    return tuple(
        Policy(
            get_text(library.rapport_ruleset_policy_id, at, index),
            get_text(library.rapport_ruleset_policy_when, at, index),
            get_text(library.rapport_ruleset_policy_help, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_policy_count, at))
    )


def checks(rules: Handle) -> tuple[Check, ...]:
    at = rules.address
    return tuple(
        Check(
            get_text(library.rapport_ruleset_check_id, at, index),
            get_text(library.rapport_ruleset_check_label, at, index),
            get_int(library.rapport_ruleset_check_weight, at, index) / 1000,
            get_int(library.rapport_ruleset_check_is_fatal, at, index) != 0,
            get_text(library.rapport_ruleset_check_help, at, index),
        )
        for index in range(get_size(library.rapport_ruleset_check_count, at))
    )
