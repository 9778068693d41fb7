package rapport_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

var details = map[string]rapport.ReviewDetail{
	"reviews.jsonl": rapport.ReviewAll,
	"drafts.jsonl":  rapport.ReviewDraft,
}

// eachReply runs a subtest for each reply and each detail of its review.
func eachReply(t *testing.T, test func(t *testing.T, record []byte, detail rapport.ReviewDetail,
	review []byte)) {
	for name, detail := range details {
		reviews := lines(vector(t, name))
		for i, record := range lines(vector(t, "replies.jsonl")) {
			review := bytes.TrimSuffix(reviews[i], []byte("\n"))
			var id struct{ ID string }
			must(t, json.Unmarshal(record, &id))
			t.Run(name+"/"+id.ID, func(t *testing.T) { test(t, record, detail, review) })
		}
	}
}

func TestRepliesAsJSON(t *testing.T) {
	rules := frozenRules(t)
	eachReply(t, func(t *testing.T, record []byte, detail rapport.ReviewDetail, want []byte) {
		answer, err := rules.ReviewJSON(record, detail)
		must(t, err)
		sameBytes(t, answer, want)
	})
}

func TestRepliesAsLines(t *testing.T) {
	rules := frozenRules(t)
	for name, detail := range details {
		answers, refused, err := rules.ReviewLines(vector(t, "replies.jsonl"), detail)
		must(t, err)
		sameBytes(t, answers, vector(t, name))
		same(t, "refused", refused, 0)
	}
	answers, refused, err := rules.ReviewLines([]byte(`{"id":"a","turns":[]}`), rapport.ReviewAll)
	must(t, err)
	same(t, "refused", refused, 1)
	if !bytes.HasPrefix(answers, []byte(`{"id":"a","error":{"status":"invalid_argument"`)) {
		t.Errorf("answered %s", answers)
	}
}

func TestRepliesAsRecords(t *testing.T) {
	rules := frozenRules(t)
	eachReply(t, func(t *testing.T, line []byte, detail rapport.ReviewDetail, want []byte) {
		var record rapport.Record
		must(t, json.Unmarshal(line, &record))
		review, err := rules.Review(record, detail)
		must(t, err)
		sameBytes(t, review.Raw, want)
		written, err := review.MarshalJSON()
		must(t, err)
		sameBytes(t, written, want)
		var read rapport.Review
		must(t, json.Unmarshal(want, &read))
		if !reflect.DeepEqual(&read, review) {
			t.Errorf("read %+v, not %+v", read, review)
		}
		everyKey(t, review, want)
	})
}

// everyKey compares what was read with the JSON itself.
func everyKey(t *testing.T, review *rapport.Review, line []byte) {
	var want map[string]any
	must(t, json.Unmarshal(line, &want))
	got := map[string]any{
		"id": review.ID, "blocked": review.Blocked, "ruleset": review.RuleSet, "tip": nil,
	}
	if _, all := want["findings"]; all {
		got["persona"], got["score"] = review.Persona, nil
		if review.Score != nil {
			got["score"] = *review.Score
		}
		findings := []any{}
		for i := range review.Findings {
			findings = append(findings, plainFinding(t, &review.Findings[i]))
		}
		got["findings"] = findings
		if review.Tip != nil {
			got["tip"] = review.Tip.Check
		}
	} else if review.Tip != nil {
		got["tip"] = plainFinding(t, review.Tip)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("not the same:\n got %v\nwant %v", got, want)
	}
}

// plainFinding is a finding as JSON has it, without what says nothing.
func plainFinding(t *testing.T, finding *rapport.Finding) map[string]any {
	line, err := json.Marshal(finding)
	must(t, err)
	var fields map[string]any
	must(t, json.Unmarshal(line, &fields))
	if fields["spans"] == nil {
		fields["spans"] = []any{}
	}
	if finding.Result != rapport.CheckFail {
		delete(fields, "suggestions")
	} else if fields["suggestions"] == nil {
		fields["suggestions"] = []any{}
	}
	if finding.Limit == "" {
		delete(fields, "limit_value")
	}
	for name, value := range fields {
		if value == "" || value == false {
			delete(fields, name)
		}
	}
	return fields
}

func TestRepliesInConversations(t *testing.T) {
	rules := frozenRules(t)
	declared, err := rules.Declared()
	must(t, err)
	types := map[string]rapport.FactType{}
	for _, fact := range declared.Facts {
		types[fact.ID] = fact.Type
	}
	again := conversation(t, rules) // the same conversation serves them all in turn
	eachReply(t, func(t *testing.T, line []byte, detail rapport.ReviewDetail, want []byte) {
		var record rapport.Record
		must(t, json.Unmarshal(line, &record))
		before, reply := record.Turns[:len(record.Turns)-1], record.Turns[len(record.Turns)-1]
		must(t, again.Reset())
		for _, c := range []*rapport.Conversation{conversation(t, rules), again} {
			for name, value := range record.Facts {
				must(t, c.SetFact(name, native(t, types[name], value)))
			}
			for _, turn := range before {
				must(t, c.AddTurn(turn))
			}
			answer, err := c.ReviewJSON(reply, detail, rapport.At(record.Now), rapport.WithID(record.ID))
			must(t, err)
			sameBytes(t, answer, want)
			same(t, "count of turns", c.TurnCount(), len(before))
		}
	})
}

func haggler(t *testing.T, rules *rapport.RuleSet) *rapport.Conversation {
	c := conversation(t, rules)
	for name, value := range map[string]any{"tier": "silver", "is_vip": false, "contacts_7d": 1} {
		must(t, c.SetFact(name, value))
	}
	must(t, c.AddText(rapport.SpeakerCustomer, "Still waiting! Any deal?"))
	return c
}

func TestWhileAReplyIsWritten(t *testing.T) {
	c := haggler(t, frozenRules(t))
	draft := "Sorry, I can take 25% off."
	var review *rapport.Review
	for end := range draft + "." {
		var err error
		review, err = c.Review(rapport.Turn{Text: draft[:end]}, rapport.ReviewDraft)
		must(t, err)
		same(t, "blocked", review.Blocked, strings.Contains(draft[:end], "25% off"))
	}
	tip := review.Tip
	same(t, "reason", tip.Reason, rapport.FailOverLimit)
	same(t, "limit", tip.Limit, "discount_pct")
	same(t, "value", tip.LimitValue, int64(10))
	same(t, "policy", tip.Policy, "discount-cap")
	same(t, "span", tip.Spans[0], rapport.Span{Cue: "agent_percent", Start: 18, End: 25, Text: "25% off"})
	same(t, "suggestion", tip.Suggestions[0], "I can take 10% off, as you ask.")

	// What is said meanwhile counts.
	must(t, c.SetFact("max_discount_pct", 30))
	review, err := c.Review(rapport.Turn{Text: draft}, rapport.ReviewAll)
	must(t, err)
	same(t, "blocked", review.Blocked, false)
	same(t, "persona", review.Persona, "impatient")
	if review.Score == nil || *review.Score != 100 || review.Tip != nil {
		t.Errorf("score %v, tip %v", review.Score, review.Tip)
	}
	must(t, c.Close())
	if _, err := c.Review(rapport.Turn{}, rapport.ReviewAll); !errors.Is(err, rapport.ErrClosed) {
		t.Errorf("after Close: %v", err)
	}
}

func TestWhenAReplyWasSent(t *testing.T) {
	c := conversation(t, frozenRules(t))
	must(t, c.AddTurn(rapport.Turn{Text: "Where is my order?", At: quarterPastTen}))
	for minutes, want := range map[int]rapport.CheckResult{5: rapport.CheckPass, 90: rapport.CheckFail} {
		later := quarterPastTen.Add(time.Duration(minutes) * time.Minute)
		for _, call := range []func() (*rapport.Review, error){
			func() (*rapport.Review, error) {
				return c.Review(rapport.Turn{Text: "It comes.", At: later}, rapport.ReviewAll)
			},
			func() (*rapport.Review, error) {
				return c.Review(rapport.Turn{Text: "It comes."}, rapport.ReviewAll, rapport.At(later))
			},
		} {
			review, err := call()
			must(t, err)
			for _, finding := range review.Findings {
				if finding.Check == "in_time" {
					same(t, "result", finding.Result, want)
				}
			}
		}
	}
}

func TestDeclaredChecks(t *testing.T) {
	declared, err := frozenRules(t).Declared()
	must(t, err)
	same(t, "count", len(declared.Checks), 8)
	same(t, "the first", declared.Checks[0], rapport.CheckInfo{
		ID: "apology", Label: "Apologises for the trouble", Weight: 2.5,
		Help: "a long wait, or an angry customer",
	})
	var fatal []string
	for _, check := range declared.Checks {
		if check.Fatal {
			fatal = append(fatal, check.ID)
		}
	}
	same(t, "fatal", strings.Join(fatal, " "), "discount refund_cap")
}

func TestWhatCannotBeReviewed(t *testing.T) {
	rules := frozenRules(t)
	agent := rapport.Turn{By: rapport.SpeakerAgent, Text: "Sorry."}
	note := agent
	note.Visibility = rapport.VisibilityInternal
	for want, records := range map[error][]rapport.Record{
		rapport.ErrInvalidArgument: {{}, {Turns: []rapport.Turn{{Text: "Any deal?"}}},
			{Turns: []rapport.Turn{note}}},
		rapport.ErrNotFound: {{Turns: []rapport.Turn{agent}, Facts: rapport.Facts{"shoe": 3}}},
	} {
		for _, record := range records {
			if _, err := rules.Review(record, rapport.ReviewAll); !errors.Is(err, want) {
				t.Errorf("%v: %v", record, err)
			}
		}
	}
	shoe := rapport.Record{Turns: []rapport.Turn{agent}, Facts: rapport.Facts{"shoe": 3}}
	_, err := rules.Review(shoe, rapport.ReviewAll, rapport.IgnoreUnknownFacts())
	must(t, err)
	if _, err := rules.Review(shoe, rapport.ReviewAll); !errors.Is(err, rapport.ErrNotFound) {
		t.Errorf("ignoring is not for ever: %v", err)
	}
	c := conversation(t, rules)
	if _, err := c.Review(agent, rapport.ReviewDetail(7)); !errors.Is(err, rapport.ErrInvalidArgument) {
		t.Errorf("a detail that there is not: %v", err)
	}
	if _, err := c.Review(rapport.Turn{Format: "pdf"}, 0); !errors.Is(err, rapport.ErrInvalidArgument) {
		t.Errorf("a format that there is not: %v", err)
	}
	if _, err := json.Marshal(rapport.Review{}); err == nil {
		t.Error("a review of nothing was written")
	}
}
