"""The functions of the library (c.h and its parts): what each takes and returns.

One table, grouped by shape. A word of a shape stands for a C type: `handle` for a pointer to any of
the library's objects, `text` for bytes that go in, a star in front for a place that receives a
value. The tests compare the table with the header.
"""

from __future__ import annotations

import ctypes
from typing import Any

TABLE = """
text()
    version
u32()
    abi_version
text(i32)
    status_name severity_name fact_type_name abstained_name evidence_kind_name performer_name
    action_kind_name check_result_name fail_reason_name override_kind_name escalation_override_name
    reason_kind_name promise_state_name step_status_name undetermined_kind_name

void(handle)
    error_free builder_free ruleset_free conversation_free decision_free explanation_free
    review_free accumulator_free
i32(handle)
    error_status ruleset_retain conversation_reset conversation_release_persona
    conversation_release_overrides
address(handle, *size)
    error_message error_file
u32(handle)
    error_line error_column
i32(*handle, *handle)
    ruleset_new_default decision_new explanation_new review_new

i32(pack_limits, *handle, *handle)
    builder_new
i32(handle, *handle)
    builder_add_default
i32(handle, text, size, *handle)
    builder_add_file conversation_clear_fact conversation_acknowledge
    conversation_override_persona conversation_release_scale conversation_release_escalation
    accumulator_add_json
i32(handle, text, size, text, size, *handle)
    builder_add_bytes conversation_set_string
i32(handle, *handle, *handle)
    builder_build
i32(text, size, *handle, *handle)
    ruleset_new_from_file
i32(text, size, text, size, *handle, *handle)
    ruleset_new_from_bytes

i32(handle, conversation_limits, *handle, *handle)
    conversation_new
i32(handle, turn, *handle)
    conversation_add_turn
i32(handle, i32, text, size, *handle)
    conversation_add_text
i32(handle, text, size, i32, *handle)
    conversation_set_bool conversation_override_scale conversation_override_escalation
i32(handle, text, size, i64, *handle)
    conversation_set_int conversation_set_duration conversation_set_timestamp
i32(handle, text, size, double, *handle)
    conversation_set_double
i32(handle, text, size, texts, sizes, size, *handle)
    conversation_set_strings

i32(handle, i64, handle, *handle)
    decide
i32(handle, text, size, handle, *text, *size, *handle)
    decide_json explain_json
i32(handle, text, size, handle, *text, *size, *size, *handle)
    decide_lines
i32(handle, text, size, *text, *size, *handle)
    decision_json
i32(handle, i64, text, size, handle, *text, *size, *handle)
    explain
i32(handle, i32)
    decision_set_unknown_facts explanation_set_unknown_facts review_set_unknown_facts

i32(handle, turn, i64, handle, *handle)
    review_reply
i32(handle, text, size, i32, handle, *text, *size, *handle)
    review_json
i32(handle, text, size, i32, handle, *text, *size, *size, *handle)
    review_lines
i32(handle, i32, text, size, *text, *size, *handle)
    review_to_json
i32(handle, *handle)
    review_decision

i32(handle, text, size, text, size, *handle, *handle)
    accumulator_new
i32(handle, text, size, *handle, *handle)
    accumulator_load
i32(handle, handle, *handle)
    accumulator_merge
i32(handle, *text, *size, *handle)
    accumulator_save accumulator_report_json

i32(handle, *size)
    builder_diagnostic_count conversation_turn_count ruleset_compiled_bytes ruleset_fact_count
    ruleset_persona_count ruleset_scale_count ruleset_cue_count ruleset_policy_count
    decision_also_count decision_score_count decision_scale_count decision_action_count
    decision_forbidden_count decision_limit_count decision_flag_count decision_escalation_count
    decision_evidence_count decision_undetermined_count ruleset_check_count review_finding_count
    review_tip decision_overridden_count decision_contact_also_count decision_need_count
    decision_open_question_count decision_promise_count decision_protocol_count
i32(handle, *i32)
    decision_abstained decision_probability decision_top_probability review_blocked review_score
i32(handle, *text, *size)
    accumulator_kind builder_report ruleset_name ruleset_hash ruleset_language decision_persona decision_top
    decision_ruleset_name review_ruleset_name decision_contact_kind decision_contact_label
i32(handle, size, *size)
    ruleset_fact_value_count ruleset_scale_level_count decision_action_reason_count
    decision_action_say_count decision_escalation_reason_count decision_undetermined_missing_count
    review_finding_span_count review_finding_suggestion_count decision_overridden_reason_count
    decision_protocol_step_count decision_protocol_fault_count
i32(handle, size, *i32)
    builder_diagnostic_severity ruleset_fact_type ruleset_fact_has_default decision_score_value
    decision_score_probability decision_scale_level decision_scale_score decision_action_by
    decision_action_kind decision_action_availability_known decision_forbidden_undetermined
    decision_limit_undetermined decision_escalation_level decision_escalation_since_turn
    decision_escalation_is_new decision_evidence_kind decision_evidence_weight
    decision_undetermined_kind ruleset_check_weight ruleset_check_is_fatal
    review_finding_result review_finding_reason review_finding_weight review_finding_is_fatal
    review_finding_is_undetermined decision_overridden_kind decision_overridden_level
    decision_overridden_rule decision_overridden_found_level decision_promise_state
    decision_protocol_ended decision_protocol_started_turn decision_protocol_since_turn
i32(handle, size, *i64)
    decision_limit_value decision_escalation_due review_finding_limit_value decision_promise_due
i32(handle, size, *text, *size)
    builder_diagnostic_code builder_diagnostic_file builder_diagnostic_message
    builder_diagnostic_snippet builder_diagnostic_hint ruleset_fact_id ruleset_fact_help
    ruleset_persona_id ruleset_persona_label ruleset_persona_display_name ruleset_persona_summary
    ruleset_scale_id ruleset_scale_help ruleset_cue_id ruleset_cue_help ruleset_policy_id
    ruleset_policy_when ruleset_policy_help decision_also decision_score_persona decision_scale_id
    decision_scale_level_name decision_action_id decision_action_label decision_action_approval_from
    decision_forbidden_action decision_forbidden_policy decision_limit_id decision_limit_unit
    decision_limit_policy decision_flag_id decision_flag_policy decision_escalation_to
    decision_escalation_label decision_evidence_id decision_evidence_text decision_evidence_persona
    decision_undetermined_id decision_undetermined_error ruleset_check_id ruleset_check_label
    ruleset_check_help review_finding_check review_finding_label review_finding_why
    review_finding_limit review_finding_policy review_finding_approval_from decision_overridden_id
    decision_overridden_found decision_contact_also decision_need_id decision_need_label
    decision_need_text decision_open_question_text decision_promise_id decision_promise_label
    decision_promise_text decision_protocol_id decision_protocol_label decision_protocol_state
    decision_protocol_state_label decision_protocol_next
i32(handle, size, *u32, *u32, *u32)
    builder_diagnostic_place
i32(handle, size, *i32, *u32, *u32)
    decision_evidence_span decision_need_span decision_open_question_span decision_promise_span
i32(handle, size, size, *u32, *u32)
    review_finding_span
i32(handle, size, size, *i32, *u32, *u32)
    decision_protocol_step_span decision_protocol_fault_span
i32(handle, size, size, *i32)
    decision_action_reason_kind decision_protocol_step_status
i32(handle, size, size, *text, *size)
    ruleset_fact_value ruleset_scale_level_name decision_action_reason decision_action_say
    decision_escalation_reason decision_escalation_policy decision_undetermined_missing
    review_finding_span_text review_finding_span_cue review_finding_suggestion
    decision_overridden_reason decision_overridden_policy decision_protocol_step_id
    decision_protocol_step_label decision_protocol_step_action decision_protocol_fault_id
    decision_protocol_fault_label
"""


class Turn(ctypes.Structure):
    """rapport_turn."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32),
        ("by", ctypes.c_int32),
        ("visibility", ctypes.c_int32),
        ("format", ctypes.c_int32),
        ("text", ctypes.c_char_p),
        ("text_length", ctypes.c_size_t),
        ("language", ctypes.c_char_p),
        ("language_length", ctypes.c_size_t),
        ("id", ctypes.c_char_p),
        ("id_length", ctypes.c_size_t),
        ("author", ctypes.c_char_p),
        ("author_length", ctypes.c_size_t),
        ("at", ctypes.c_int64),
        ("end", ctypes.c_int64),
    ]


class PackLimitsStruct(ctypes.Structure):
    """rapport_pack_limits."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32),
        ("yaml_events", ctypes.c_uint32),
        ("yaml_depth", ctypes.c_uint32),
        ("files_per_pack", ctypes.c_uint32),
        ("phrases", ctypes.c_uint32),
        ("phrase_words", ctypes.c_uint32),
        ("expression_depth", ctypes.c_uint32),
        ("reserved", ctypes.c_uint32),
        ("file_bytes", ctypes.c_size_t),
        ("table_bytes", ctypes.c_size_t),
        ("scalar_bytes", ctypes.c_size_t),
        ("expression_bytes", ctypes.c_size_t),
        ("compiled_bytes", ctypes.c_size_t),
    ]


class ConversationLimitsStruct(ctypes.Structure):
    """rapport_conversation_limits."""

    _fields_ = [
        ("struct_size", ctypes.c_uint32),
        ("turns", ctypes.c_uint32),
        ("turn_bytes", ctypes.c_size_t),
    ]


# Text that comes out is read by address and length, since it may hold NUL; hence no c_char_p there.
# The exception is the result `text`: a static word.
TYPES: dict[str, Any] = {
    "void": None,
    "handle": ctypes.c_void_p,
    "address": ctypes.c_void_p,
    "text": ctypes.c_char_p,
    "size": ctypes.c_size_t,
    "i32": ctypes.c_int32,
    "u32": ctypes.c_uint32,
    "i64": ctypes.c_int64,
    "double": ctypes.c_double,
    "*handle": ctypes.POINTER(ctypes.c_void_p),
    "*text": ctypes.POINTER(ctypes.c_void_p),
    "*size": ctypes.POINTER(ctypes.c_size_t),
    "*i32": ctypes.POINTER(ctypes.c_int32),
    "*u32": ctypes.POINTER(ctypes.c_uint32),
    "*i64": ctypes.POINTER(ctypes.c_int64),
    "texts": ctypes.POINTER(ctypes.c_char_p),
    "sizes": ctypes.POINTER(ctypes.c_size_t),
    "turn": ctypes.POINTER(Turn),
    "pack_limits": ctypes.POINTER(PackLimitsStruct),
    "conversation_limits": ctypes.POINTER(ConversationLimitsStruct),
}


def shapes() -> dict[str, tuple[str, list[str]]]:
    """The table as a dict from a function's whole name to the words of its result and arguments."""
    found = {}
    result, arguments = "", [""]
    for line in TABLE.splitlines():
        if line.endswith(")"):
            result, _, rest = line[:-1].partition("(")
            arguments = [word for word in rest.split(", ") if word]
        else:
            found.update({f"rapport_{name}": (result, arguments) for name in line.split()})
    return found


def declare(library: ctypes.CDLL) -> None:
    """Tells ctypes the types of every function. AttributeError for one that is not there."""
    for name, (result, arguments) in shapes().items():
        function = getattr(library, name)
        function.restype = TYPES[result]
        function.argtypes = [TYPES[word] for word in arguments]
