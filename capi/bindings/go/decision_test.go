package rapport_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

// kept reports what of one JSON value is missing in, or other than in, what was made from it. Go
// writes empty fields that the library leaves out.
func kept(t *testing.T, path string, want, got any) {
	switch want := want.(type) {
	case map[string]any:
		got, _ := got.(map[string]any)
		for key := range want {
			kept(t, path+"."+key, want[key], got[key])
		}
	case []any:
		got, _ := got.([]any)
		if len(got) != len(want) {
			t.Errorf("%s has %d elements, not %d", path, len(got), len(want))
			return
		}
		for i := range want {
			kept(t, path, want[i], got[i])
		}
	case nil:
		if got != nil && got != "0001-01-01T00:00:00Z" {
			t.Errorf("%s is %v, not null", path, got)
		}
	default:
		same(t, path, got, want)
	}
}

func generic(t *testing.T, text []byte) (value any) {
	must(t, json.Unmarshal(text, &value))
	return value
}

// No field of any vector is lost on the way into a Decision.
func TestDecisionKeepsEverything(t *testing.T) {
	for _, line := range lines(vector(t, "decisions.jsonl")) {
		var d rapport.Decision
		must(t, json.Unmarshal(line, &d))
		t.Run(d.ID, func(t *testing.T) {
			written, err := json.Marshal(d)
			must(t, err)
			if !reflect.DeepEqual(generic(t, written), generic(t, line)) {
				t.Errorf("written as %s", written)
			}
			d.Raw = nil // now it is written from its fields
			written, err = json.Marshal(d)
			must(t, err)
			kept(t, "", generic(t, line), generic(t, written))
		})
	}
}

func TestExplanationKeepsEverything(t *testing.T) {
	rules := frozenRules(t)
	eachVector(t, func(t *testing.T, record, _ []byte) {
		line, err := rules.ExplainJSON(record)
		must(t, err)
		var e rapport.Explanation
		must(t, json.Unmarshal(line, &e))
		sameBytes(t, e.Raw, line)
		written, err := json.Marshal(e)
		must(t, err)
		if !reflect.DeepEqual(generic(t, written), generic(t, line)) {
			t.Errorf("written as %s", written)
		}
		e.Raw = nil
		written, err = json.Marshal(e)
		must(t, err)
		kept(t, "", generic(t, line), generic(t, written))
	})
}

func TestDecisionFields(t *testing.T) {
	rules := frozenRules(t)
	d, err := rules.Decide(rapport.Record{
		ID:    "d1",
		Now:   quarterPastTen,
		Facts: rapport.Facts{"contacts_7d": 6, "channel": "chat", "is_vip": true},
		Turns: []rapport.Turn{{
			Text: "Any deal? It is cheaper online. My lawyer will write.",
			At:   quarterPastTen.Add(-time.Minute),
		}},
	})
	must(t, err)
	same(t, "id", d.ID, "d1")
	same(t, "persona", d.Persona, "bargain_hunter")
	same(t, "top", d.Top, d.Persona)
	same(t, "abstained", d.Abstained, "")
	same(t, "probability", d.Probability, d.Personas["bargain_hunter"])
	same(t, "types", len(d.Personas), 5)
	same(t, "churn risk", d.Scales["churn_risk"], rapport.Level(1))
	same(t, "limit", d.Limits["discount_pct"], int64(10))
	same(t, "reason of the limit", d.LimitReasons[0], rapport.LimitReason{
		Limit: "discount_pct", Unit: "percent", Policy: "discount-cap", Undetermined: true})
	same(t, "flag", d.Flags[0], rapport.Flag{ID: "vip", Policy: "discount-cap-vip"})
	same(t, "forbidden", d.Forbidden[0], rapport.Forbidden{ID: "compare_prices", Policy: "legal"})
	same(t, "approval", d.Approvals[0], rapport.Approval{Action: "offer_discount", From: "supervisor"})
	offer := d.Actions[0]
	same(t, "action", offer.ID, "offer_discount")
	same(t, "performer", offer.By, rapport.PerformerAgent)
	same(t, "kind", offer.Kind, rapport.KindOffer)
	same(t, "reason", offer.Reasons[0], rapport.Reason{Persona: "bargain_hunter"})
	same(t, "approval", offer.ApprovalFrom, "supervisor")
	same(t, "line", offer.Say[0], "I can take 10% off.")
	legal := d.Escalations[0]
	same(t, "route", legal.To, "legal")
	same(t, "level", legal.Level, 3)
	same(t, "new", legal.New, true)
	same(t, "policy", legal.Policies[0], "legal")
	if want := quarterPastTen.Add(59 * time.Minute); !legal.Due.Equal(want) {
		t.Errorf("due at %v, not %v", legal.Due, want)
	}
	evidence := d.Evidence[0]
	same(t, "evidence", evidence.Cue, "cheaper_offer")
	same(t, "words", evidence.Text, "cheaper online")
	for _, e := range d.Evidence {
		same(t, "turn of "+e.ID(), e.Turn, map[bool]int{true: 0, false: -1}[e.Cue != ""])
	}
	same(t, "rules", d.RuleSet, rules.Name())
}

func TestKindsOfEvidence(t *testing.T) {
	rules := frozenRules(t)
	d, err := rules.Decide(rapport.Record{Turns: []rapport.Turn{{Text: "My budget is 300 quid. Any deal?"}}})
	must(t, err)
	want := []struct {
		kind     rapport.EvidenceKind
		id, text string
	}{
		{rapport.EvidenceCue, "asks_discount", "Any deal"},
		{rapport.EvidenceWord, "budget", "budget"},
		{rapport.EvidenceWord, "{number} quid", "300 quid"},
		{rapport.EvidenceCondition, "deal_without_doubt", ""},
	}
	same(t, "count", len(d.Evidence), len(want))
	for i, e := range d.Evidence {
		same(t, "kind", e.Kind(), want[i].kind)
		same(t, "id", e.ID(), want[i].id)
		same(t, "text", e.Text, want[i].text)
	}
	same(t, "kind of what is not known", rapport.Evidence{}.Kind(), rapport.EvidenceKind(""))
}

func TestUnknownValues(t *testing.T) {
	rules := frozenRules(t)
	d, err := rules.Decide(rapport.Record{Turns: []rapport.Turn{
		{Text: "still waiting, my lawyer will call", Language: "fr-CA"}}})
	must(t, err)
	same(t, "persona", d.Persona, rapport.None)
	same(t, "abstained", d.Abstained, rapport.AbstainedLanguage)
	same(t, "hostility", d.Scales["hostility"], rapport.LevelUnknown)

	d, err = rules.Decide(rapport.Record{Turns: []rapport.Turn{{Text: "my lawyer will call"}}})
	must(t, err)
	same(t, "no time", d.Escalations[0].Due.IsZero(), true)
	missing := map[string]string{}
	for _, u := range d.Undetermined {
		missing[u.Policy+u.Condition+u.Need+u.ContactKind] = u.Missing[0]
	}
	same(t, "missing", missing["discount-cap"], "tier")
	same(t, "missing", missing["many_contacts"], "contacts_7d")
}

func TestExplanationFields(t *testing.T) {
	rules := frozenRules(t)
	c := conversation(t, rules)
	must(t, c.AddText(rapport.SpeakerCustomer, "It is not cheaper online. Any deal?"))
	must(t, c.SetFact("contacts_7d", 2))
	e, err := c.Explain(rapport.WithID("e1"), rapport.At(quarterPastTen))
	must(t, err)
	same(t, "id", e.ID, "e1")
	same(t, "rules", e.RuleSet, rules.Name())
	same(t, "turn", e.Turns[0].By, rapport.SpeakerCustomer)
	ignored := map[string]string{}
	for _, hit := range e.Hits {
		ignored[hit.Cue] = hit.Ignored
	}
	same(t, "negated hit", ignored["cheaper_offer"], "negated")
	same(t, "best", e.Personas[0].ID, "bargain_hunter")
	same(t, "facts", e.Facts["contacts_7d"], "2")
	for _, p := range e.Policies {
		if p.ID == "discount-approval" {
			same(t, "outcome", p.Outcome, "false")
			same(t, "condition", p.When[p.Parts[0].Start:p.Parts[0].End], p.Parts[0].Text)
			if p.WhyNot == "" {
				t.Error("it does not say why not")
			}
		}
	}
}
