package rapport_test

import (
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

func TestDefaultPack(t *testing.T) {
	rules := defaultRules(t)
	same(t, "language", rules.Language(), "en")
	c := conversation(t, rules)
	start := quarterPastTen
	must(t, c.AddTurn(rapport.Turn{
		Text: "I have been waiting for two weeks now. Where is my parcel? I need it today, please hurry!",
		At:   start,
	}))
	must(t, c.AddTurn(rapport.Turn{
		Text: "Let me have a look for you.", By: rapport.SpeakerAgent, At: start.Add(time.Minute),
	}))
	must(t, c.AddTurn(rapport.Turn{
		Text: "Still waiting. How much longer will this take?", At: start.Add(20 * time.Minute),
	}))
	must(t, c.SetFact("contacts_same_issue_7d", 3))
	d, err := c.Decide()
	must(t, err)
	same(t, "persona", d.Persona, "impatient")
	if len(d.Actions) == 0 || len(d.Evidence) == 0 || len(d.Escalations) == 0 {
		t.Fatalf("too little: %s", d.Raw)
	}

	route := d.Escalations[0].To
	same(t, "new", d.Escalations[0].New, true)
	must(t, c.Acknowledge(route))
	d, err = c.Decide()
	must(t, err)
	same(t, "route", d.Escalations[0].To, route)
	same(t, "new after acknowledgement", d.Escalations[0].New, false)
}

func TestDeclared(t *testing.T) {
	shown, err := frozenRules(t).Declared()
	must(t, err)
	same(t, "facts", len(shown.Facts), 11)
	same(t, "types", len(shown.Personas), 4)
	same(t, "scales", len(shown.Scales), 2)
	same(t, "cues", len(shown.Cues), 16)
	same(t, "policies", len(shown.Policies), 11)
	if shown.CompiledBytes <= 0 {
		t.Error("no size")
	}
	facts := map[string]rapport.FactInfo{}
	for _, fact := range shown.Facts {
		facts[fact.ID] = fact
	}
	same(t, "type", facts["tenure"].Type, rapport.FactDuration)
	same(t, "value", facts["tier"].Values[2], "gold")
	same(t, "default", facts["trials"].HasDefault, true)
	same(t, "no default", facts["tier"].HasDefault, false)
	same(t, "help", facts["contacts_7d"].Help, "contacts in the last 7 days")
	for _, p := range shown.Personas {
		if p.ID == "bargain_hunter" {
			same(t, "persona", p, rapport.PersonaInfo{ID: p.ID, Label: "Bargain hunter",
				DisplayName: "Wants price clarity", Summary: "Looks for the best deal."})
		}
	}
	for _, s := range shown.Scales {
		if s.ID == "hostility" {
			same(t, "level", s.Levels[2], "angry")
		}
	}
	for _, c := range shown.Cues {
		if c.ID == "insult" {
			same(t, "cue", c.Help, "an insult")
		}
	}
	same(t, "policy", shown.Policies[0].ID, "discount-cap")
	same(t, "condition", shown.Policies[0].When, `tier != "gold"`)
}
