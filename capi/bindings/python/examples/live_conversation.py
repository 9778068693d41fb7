#!/usr/bin/env python3
"""A conversation as it happens: decide after each turn, act on what is new, acknowledge it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from rapport import Conversation, RuleSet, Speaker

TURNS: list[tuple[Speaker, str]] = [
    ("customer", "Hello, my washing machine leaks."),
    ("agent", "I am sorry to hear that. Which model is it?"),
    ("customer", "I told you twice already. I want to speak to your manager now."),
    ("agent", "I will fetch my supervisor, one moment please."),
    ("customer", "Good."),
]


def main() -> None:
    now = datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)
    with RuleSet.default() as rules, Conversation(rules) as conversation:
        scales = {scale.id: scale.levels for scale in rules.scales}
        conversation.set_fact("channel", "chat")
        conversation.set_fact("tenure", timedelta(days=400))

        for by, text in TURNS:
            now += timedelta(minutes=1)  # the library has no clock; the host says what time it is
            conversation.add_turn(text, by, at=now)
            print(f"{now:%H:%M} {by}: {text}")
            if by != "customer":
                continue

            decision = conversation.decide(now)
            levels = [
                f"{name} {scales[name][level] if level is not None else 'unknown'}"
                for name, level in decision.scales.items()
            ]
            print(f"      {decision.persona} {decision.probability:.2f}; {', '.join(levels)}")
            for evidence in decision.evidence[:3]:
                if evidence.text:
                    print(f"      because of {evidence.kind} {evidence.id}: {evidence.text!r}")
            for escalation in decision.escalations:
                if not escalation.new:
                    print(f"      {escalation.label} knows")
                    continue
                due = f" by {escalation.due:%H:%M}" if escalation.due else ""
                print(f"      escalate to {escalation.label}{due}: {', '.join(escalation.reasons)}")
                # Hand it over here; then say so, that it is new only for a further reason.
                conversation.acknowledge(escalation.to)
            for action in decision.actions[:2]:
                print(f"      do: {action.label}" + (f": {action.say[0]}" if action.say else ""))

        print("the types, best first:")
        for persona in conversation.explain(now)["personas"][:3]:
            print(f"      {persona['id']}: {persona.get('why_not', 'reported')}")


if __name__ == "__main__":
    main()
