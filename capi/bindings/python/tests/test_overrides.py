"""Overrides: what a person decides in place of the rules."""

from rapport import Conversation, Overridden, RapportError
from support import VectorCase


class Overrides(VectorCase):
    def conversation(self):
        conversation = Conversation(self.rules)
        conversation.add_turn("You idiots! Useless people!")
        return conversation

    def test_each_kind(self):
        conversation = self.conversation()
        conversation.override_persona("skeptic")
        conversation.override_scale("hostility", 1)
        conversation.override_escalation("supervisor", "suppress")
        decision = conversation.decide()
        self.assertEqual((decision.persona, decision.probability), ("skeptic", 1))
        self.assertEqual((decision.scales["hostility"], decision.escalations), (1, ()))
        self.assertEqual(
            decision.overridden,
            (
                Overridden("skeptic", None, None, None, None, "none", (), ()),
                Overridden(None, "hostility", None, 1, None, 2, (), ()),
                Overridden(None, None, "supervisor", None, "suppress", None, ("abuse",), ("abuse",)),
            ),
        )

    def test_releasing(self):
        conversation = self.conversation()
        plain = conversation.decide()
        self.assertEqual(plain.overridden, ())
        conversation.override_persona("skeptic")
        conversation.override_scale("hostility", 0)
        conversation.override_escalation("legal", "hold")
        conversation.release_persona()
        conversation.release_scale("hostility")
        conversation.release_escalation("legal")
        self.assertEqual(conversation.decide(), plain)
        conversation.override_persona("none")
        self.assertEqual(conversation.decide().abstained, "override")
        conversation.release_overrides()
        self.assertEqual(conversation.decide(), plain)

    def test_misuse(self):
        conversation = self.conversation()
        for use, status in (
            (lambda: conversation.override_persona("sceptic"), "not_found"),
            (lambda: conversation.override_scale("anger", 1), "not_found"),
            (lambda: conversation.override_scale("hostility", 3), "invalid_argument"),
            (lambda: conversation.override_escalation("boss", "hold"), "not_found"),
            (lambda: conversation.release_scale("anger"), "not_found"),
            (lambda: conversation.release_escalation("boss"), "not_found"),
        ):
            with self.assertRaises(RapportError) as caught:
                use()
            self.assertEqual(caught.exception.status, status)
        with self.assertRaises(ValueError):
            conversation.override_escalation("legal", "stop")
        with self.assertRaises(OverflowError):
            conversation.override_scale("hostility", 2**31)
        conversation.close()
        for use in (conversation.release_persona, conversation.release_overrides):
            with self.assertRaisesRegex(ValueError, "is closed$"):
                use()
