package rapport_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

func angry(t *testing.T) *rapport.Conversation {
	c := conversation(t, frozenRules(t))
	must(t, c.AddText(rapport.SpeakerCustomer, "You idiots! Useless people!"))
	return c
}

func TestOverrides(t *testing.T) {
	c := angry(t)
	must(t, c.OverridePersona("skeptic"))
	must(t, c.OverrideScale("hostility", 1))
	must(t, c.OverrideEscalation("supervisor", rapport.EscalationSuppress))
	decision, err := c.Decide()
	must(t, err)
	same(t, "persona", decision.Persona, "skeptic")
	same(t, "probability", decision.Probability, 1.0)
	same(t, "hostility", decision.Scales["hostility"], rapport.Level(1))
	same(t, "escalations", len(decision.Escalations), 0)
	want := []rapport.Overridden{
		{Persona: "skeptic", FoundPersona: rapport.None},
		{Scale: "hostility", Level: 1, FoundLevel: 2},
		{Escalation: "supervisor", Override: rapport.EscalationSuppress,
			Reasons: []string{"abuse"}, Policies: []string{"abuse"}},
	}
	if !reflect.DeepEqual(decision.Overridden, want) {
		t.Errorf("overridden are %+v, not %+v", decision.Overridden, want)
	}
}

func TestReleasingOverrides(t *testing.T) {
	c := angry(t)
	plain, err := c.DecideJSON()
	must(t, err)
	must(t, c.OverridePersona("skeptic"))
	must(t, c.OverrideScale("hostility", 0))
	must(t, c.OverrideEscalation("legal", rapport.EscalationHold))
	must(t, c.ReleasePersona())
	must(t, c.ReleaseScale("hostility"))
	must(t, c.ReleaseEscalation("legal"))
	released, err := c.DecideJSON()
	must(t, err)
	sameBytes(t, released, plain)
	must(t, c.OverridePersona(rapport.None))
	decision, err := c.Decide()
	must(t, err)
	same(t, "abstained", decision.Abstained, rapport.AbstainedOverride)
	must(t, c.ReleaseOverrides())
	released, err = c.DecideJSON()
	must(t, err)
	sameBytes(t, released, plain)
}

func TestWhatCannotBeOverridden(t *testing.T) {
	c := angry(t)
	closed := angry(t)
	must(t, closed.Close())
	for name, test := range map[string]struct {
		call func() error
		want error
	}{
		"persona":         {func() error { return c.OverridePersona("sceptic") }, rapport.ErrNotFound},
		"scale":           {func() error { return c.OverrideScale("anger", 1) }, rapport.ErrNotFound},
		"level":           {func() error { return c.OverrideScale("hostility", 3) }, rapport.ErrInvalidArgument},
		"level beyond 32": {func() error { return c.OverrideScale("hostility", 1<<40) }, rapport.ErrInvalidArgument},
		"route":           {func() error { return c.OverrideEscalation("boss", "hold") }, rapport.ErrNotFound},
		"rule":            {func() error { return c.OverrideEscalation("legal", "stop") }, rapport.ErrInvalidArgument},
		"release scale":   {func() error { return c.ReleaseScale("anger") }, rapport.ErrNotFound},
		"release route":   {func() error { return c.ReleaseEscalation("boss") }, rapport.ErrNotFound},
		"closed":          {closed.ReleasePersona, rapport.ErrClosed},
		"closed, all":     {closed.ReleaseOverrides, rapport.ErrClosed},
	} {
		t.Run(name, func(t *testing.T) {
			if err := test.call(); !errors.Is(err, test.want) {
				t.Errorf("got %v, not %v", err, test.want)
			}
		})
	}
}
