"""Rapport reads a conversation and says who the customer is, how hostile, and what to do.

    import rapport

    rules = rapport.RuleSet.default()
    decision = rules.decide({"turns": [{"text": "I am still waiting, please hurry!"}]})
    print(decision.persona, [action.label for action in decision.actions[:3]])

A RuleSet may be used by any number of threads at once, a Conversation by one at a time. Decisions
are plain immutable values. What the library refuses is a RapportError.
"""

from rapport._accumulator import Accumulator
from rapport._builder import PackLimits, RuleSetBuilder
from rapport._conversation import (
    Conversation,
    EscalationRule,
    FactValue,
    Format,
    Speaker,
    Visibility,
)
from rapport._decision import (
    Action,
    Approval,
    Contact,
    Decision,
    Escalation,
    Evidence,
    Flag,
    Forbidden,
    LimitReason,
    Need,
    OpenQuestion,
    Overridden,
    Promise,
    Protocol,
    ProtocolFault,
    ProtocolStep,
    Reason,
    Refusal,
    Undetermined,
)
from rapport._declarations import Check, Cue, Fact, Persona, Policy, Scale
from rapport._errors import Diagnostic, RapportError
from rapport._library import library_path, library_version
from rapport._review import Finding, Review, Span
from rapport._rules import RuleSet
from rapport._workspace import UnknownFacts

__version__ = "0.1.0"

__all__ = [
    "Accumulator",
    "Action",
    "Approval",
    "Check",
    "Contact",
    "Conversation",
    "Cue",
    "Decision",
    "Diagnostic",
    "Escalation",
    "EscalationRule",
    "Evidence",
    "Fact",
    "FactValue",
    "Finding",
    "Flag",
    "Forbidden",
    "Format",
    "LimitReason",
    "Need",
    "OpenQuestion",
    "Overridden",
    "PackLimits",
    "Persona",
    "Policy",
    "Promise",
    "Protocol",
    "ProtocolFault",
    "ProtocolStep",
    "RapportError",
    "Reason",
    "Refusal",
    "Review",
    "RuleSet",
    "RuleSetBuilder",
    "Scale",
    "Span",
    "Speaker",
    "UnknownFacts",
    "Undetermined",
    "Visibility",
    "library_path",
    "library_version",
]
