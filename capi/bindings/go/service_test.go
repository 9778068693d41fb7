package rapport_test

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

// hostile has needs, a promise, a protocol and all kinds of reasons, which the vectors do not have.
var hostile = rapport.Record{
	ID:  "hostile",
	Now: quarterPastTen.Add(2 * time.Hour),
	Turns: []rapport.Turn{
		{Text: "You idiots! Where is my refund? I want my money back. You are useless.", At: quarterPastTen},
		{
			Text: "I am sorry. It is not our fault. I will call you back within an hour.",
			By:   rapport.SpeakerAgent, At: quarterPastTen.Add(time.Minute),
		},
		{Text: "I want to cancel. Is it going to be refunded?", At: quarterPastTen.Add(2 * time.Minute)},
	},
}

func TestService(t *testing.T) {
	d, err := defaultRules(t).Decide(hostile)
	must(t, err)
	same(t, "contact", d.Contact.Kind, "complaint")
	if len(d.Contact.Also) == 0 {
		t.Error("no further kinds of contact")
	}
	needs := map[string]rapport.Need{}
	for _, need := range d.Needs {
		needs[need.ID] = need
	}
	same(t, "need", needs["refund"], rapport.Need{
		ID: "refund", Label: "Money back", Turn: 0, Start: 34, End: 52, Text: "want my money back"})
	same(t, "open questions", len(d.OpenQuestions), 1)
	same(t, "open question", d.OpenQuestions[0],
		rapport.OpenQuestion{Turn: 2, Start: 18, End: 45, Text: "Is it going to be refunded?"})
	same(t, "promises", len(d.Promises), 1)
	promise := d.Promises[0]
	if want := quarterPastTen.Add(61 * time.Minute); !promise.Due.Equal(want) {
		t.Errorf("due at %v, not %v", promise.Due, want)
	}
	promise.Due = time.Time{}
	same(t, "promise", promise, rapport.Promise{
		ID: "call", Label: "Call back", Turn: 1, Start: 33, End: 48, Text: "I will call you",
		State: rapport.PromiseOverdue})

	kinds := map[rapport.ReasonKind]bool{}
	for _, action := range d.Actions {
		for _, reason := range action.Reasons {
			kinds[reason.Kind()] = true
			if reason.ID() == "" {
				t.Errorf("%s has a reason without id", action.ID)
			}
		}
	}
	want := map[rapport.ReasonKind]bool{
		rapport.ReasonPolicy: true, rapport.ReasonPersona: true, rapport.ReasonNeed: true,
		rapport.ReasonContactKind: true,
	}
	if !reflect.DeepEqual(kinds, want) {
		t.Errorf("kinds of reasons are %v", kinds)
	}
	same(t, "kind of what is not known", rapport.Reason{}.Kind(), rapport.ReasonKind(""))
}

func TestProtocol(t *testing.T) {
	d, err := defaultRules(t).Decide(hostile)
	must(t, err)
	same(t, "protocols", len(d.Protocols), 1)
	protocol := d.Protocols[0]
	same(t, "id", protocol.ID, "hostile_customer")
	same(t, "ended", protocol.Ended, false)
	same(t, "started", protocol.StartedTurn, 0)
	for _, step := range protocol.Steps {
		same(t, step.ID+" is next", step.Status == rapport.StepNext, step.ID == protocol.Next)
		same(t, step.ID+" was done", step.Status == rapport.StepDone, step.Turn >= 0)
	}
	same(t, "faults", len(protocol.Faults), 1)
	same(t, "fault", protocol.Faults[0], rapport.ProtocolFault{
		ID: "made_excuse", Label: "Made an excuse", Turn: 1, Start: 18, End: 31})
}

func TestNeedWithoutWords(t *testing.T) {
	var need rapport.Need
	must(t, json.Unmarshal([]byte(`{"id":"peace","label":"Peace"}`), &need))
	same(t, "need", need, rapport.Need{ID: "peace", Label: "Peace", Turn: -1})
}

// No field is lost on the way into a Decision, nor into an Explanation.
func TestServiceKeepsEverything(t *testing.T) {
	rules := defaultRules(t)
	d, err := rules.Decide(hostile)
	must(t, err)
	line := d.Raw
	d.Raw = nil // now it is written from its fields
	written, err := json.Marshal(d)
	must(t, err)
	kept(t, "", generic(t, line), generic(t, written))

	e, err := rules.Explain(hostile)
	must(t, err)
	line = e.Raw
	e.Raw = nil
	written, err = json.Marshal(e)
	must(t, err)
	kept(t, "", generic(t, line), generic(t, written))
}
