package rapport_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rapport-rules/rapport-go"
)

var texts = map[string]string{
	"empty":        "",
	"NUL":          "disc\x00ount, a discount\x00",
	"emoji":        "a discount 🙄👩‍👩‍👧 please",
	"controls":     "a\tdiscount\r\n\x01\x1f \"quoted\" back\\slash </b> \u2028",
	"not UTF-8":    "a \xff\xfe discount \xc3 or \xe2\x82 any deal",
	"surrogate":    "a \xed\xa0\x80 discount",
	"other script": "Πού είναι, ünal, 日本",
	"long":         strings.Repeat("any deal? ", 5000),
}

// A text means the same on both roads, and what it says of offsets is about the bytes given.
func TestTexts(t *testing.T) {
	rules := frozenRules(t)
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			turn := rapport.Turn{Text: text, ID: text, Author: text}
			record := rapport.Record{
				ID:    text,
				Facts: rapport.Facts{"first_name": text, "tags": []string{text, "", "keen"}},
				Turns: []rapport.Turn{turn},
			}
			c := conversation(t, rules)
			must(t, c.SetFact("first_name", text))
			must(t, c.SetFact("tags", []string{text, "", "keen"}))
			must(t, c.AddTurn(turn))

			want, err := rules.Decide(record)
			must(t, err)
			decision, err := c.Decide(rapport.WithID(text))
			must(t, err)
			sameBytes(t, decision.Raw, want.Raw)
			if utf8.ValidString(text) {
				same(t, "id", decision.ID, text)
			}
			for _, e := range decision.Evidence {
				if e.Cue == "asks_discount" {
					same(t, "evidence", text[e.Start:e.End], e.Text)
				}
			}

			whyRecord, err := rules.Explain(record)
			must(t, err)
			why, err := c.Explain(rapport.WithID(text))
			must(t, err)
			sameBytes(t, why.Raw, whyRecord.Raw)
		})
	}
}

func TestEmptyInput(t *testing.T) {
	rules := frozenRules(t)
	for _, nothing := range [][]byte{nil, {}} {
		answers, refused, err := rules.DecideLines(nothing)
		must(t, err)
		same(t, "answers", len(answers), 0)
		same(t, "refused", refused, 0)
		if _, err := rules.DecideJSON(nothing); !errors.Is(err, rapport.ErrInvalidArgument) {
			t.Errorf("got %v", err)
		}
		if _, err := rapport.LoadBytes("", nothing); !errors.Is(err, rapport.ErrInvalidPack) {
			t.Errorf("got %v", err)
		}
	}
	c := conversation(t, rules)
	must(t, c.SetFact("tags", []string{}))
	must(t, c.SetFact("tags", []string{""}))
	must(t, c.SetFact("first_name", ""))
	if err := c.SetFact("", true); !errors.Is(err, rapport.ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

// Answers are copies: the next call does not change them.
func TestAnswersAreCopies(t *testing.T) {
	rules := frozenRules(t)
	records := lines(vector(t, "conversations.jsonl"))
	first, err := rules.DecideJSON(records[0])
	must(t, err)
	kept := append([]byte(nil), first...)
	for _, record := range records {
		_, err := rules.DecideJSON(record)
		must(t, err)
	}
	sameBytes(t, first, kept)
}

func TestLargeBatch(t *testing.T) {
	rules := frozenRules(t)
	record := lines(vector(t, "conversations.jsonl"))[3]
	want := lines(vector(t, "decisions.jsonl"))[3]
	const count = 15000 // more than the room that is kept for the next call
	for i := 0; i < 2; i++ {
		answers, refused, err := rules.DecideLines(bytes.Repeat(record, count))
		must(t, err)
		same(t, "refused", refused, 0)
		if !bytes.Equal(answers, bytes.Repeat(want, count)) {
			t.Error("not the same answers")
		}
	}
}
