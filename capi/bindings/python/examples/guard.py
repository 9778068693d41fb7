#!/usr/bin/env python3
"""A guard between a language model and the customer: each draft is reviewed before it is sent.

Usage: guard.py PACK, a pack with checks of replies, such as examples/guard.yaml.
"""

from __future__ import annotations

import sys

from rapport import Conversation, RuleSet

# What a model wrote, and what it made of being told what is wrong.
DRAFTS = [
    "Great news! I can give you 25% off if you order today.",
    "I can take 10% off today, Asha, or you get your money back.",
    "I can take 10% off today, Asha.",
]


def main() -> None:
    with RuleSet.from_file(sys.argv[1]) as rules, Conversation(rules) as conversation:
        conversation.set_fact("first_name", "Asha")
        conversation.add_turn("Found it 20 quid cheaper online. Is there a discount for me?")
        for draft in DRAFTS:
            review = conversation.review(draft, draft=True)
            if not review.blocked:
                print("sent:", draft)
                conversation.add_turn(draft, "agent")
                break
            tip = review.tip
            assert tip is not None  # a fatal fail, since the draft is blocked
            print("blocked:", draft)
            print("  why:", tip.why)
            if tip.limit:
                print(f"  limit: {tip.limit} is {tip.limit_value}")
            for span in tip.spans:
                print("  the words:", span.text)
            for line in tip.suggestions[:1]:
                print("  better:", line)


if __name__ == "__main__":
    main()
