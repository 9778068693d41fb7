package rapport_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

// eachVector runs a subtest for each conversation and the decision about it.
func eachVector(t *testing.T, test func(t *testing.T, record, decision []byte)) {
	decisions := lines(vector(t, "decisions.jsonl"))
	for i, record := range lines(vector(t, "conversations.jsonl")) {
		decision := bytes.TrimSuffix(decisions[i], []byte("\n"))
		var id struct{ ID string }
		must(t, json.Unmarshal(record, &id))
		t.Run(id.ID, func(t *testing.T) { test(t, record, decision) })
	}
}

// From disk and from memory, with the word table that it lists, the pack is the same.
func TestPackOfTheVectors(t *testing.T) {
	rules := frozenRules(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "pack.yaml")
	must(t, os.WriteFile(path, vector(t, "pack.yaml"), 0o600))
	if _, err := rapport.LoadFile(path); !errors.Is(err, rapport.ErrInvalidPack) {
		t.Errorf("without its table: %v", err)
	}
	must(t, os.WriteFile(filepath.Join(folder, "words.tsv"), vector(t, "words.tsv"), 0o600))
	onDisk, err := rapport.LoadFile(path)
	must(t, err)
	defer onDisk.Close()
	same(t, "hash", onDisk.Hash(), rules.Hash())
}

func TestVectorsAsJSON(t *testing.T) {
	rules := frozenRules(t)
	eachVector(t, func(t *testing.T, record, decision []byte) {
		answer, err := rules.DecideJSON(record)
		must(t, err)
		sameBytes(t, answer, decision)
	})
}

func TestVectorsAsLines(t *testing.T) {
	rules := frozenRules(t)
	records := append(vector(t, "conversations.jsonl"), vector(t, "refused.jsonl")...)
	want := append(vector(t, "decisions.jsonl"), vector(t, "refusals.jsonl")...)
	answers, refused, err := rules.DecideLines(records)
	must(t, err)
	sameBytes(t, answers, want)
	same(t, "refused", refused, bytes.Count(want, []byte(`"error":{"status"`)))

	// Without the last line break.
	answers, _, err = rules.DecideLines(records[:len(records)-1])
	must(t, err)
	sameBytes(t, answers, want)
}

// Refused records alone give the error that a batch gives.
func TestVectorsRefused(t *testing.T) {
	rules := frozenRules(t)
	answers := lines(vector(t, "refusals.jsonl"))
	for i, record := range lines(vector(t, "refused.jsonl")) {
		record, want := bytes.TrimSuffix(record, []byte("\n")), answers[i]
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			answer, err := rules.DecideJSON(record)
			if err == nil {
				sameBytes(t, append(answer, '\n'), want)
				return
			}
			var refusal struct {
				Error struct{ Status, Message string }
			}
			must(t, json.Unmarshal(want, &refusal))
			failure := err.(*rapport.Error)
			same(t, "status", failure.Status.String(), refusal.Error.Status)
			same(t, "message", failure.Message, refusal.Error.Message)
		})
	}
}

func TestVectorsAsRecords(t *testing.T) {
	rules := frozenRules(t)
	eachVector(t, func(t *testing.T, line, want []byte) {
		var record rapport.Record
		must(t, json.Unmarshal(line, &record))
		decision, err := rules.Decide(record)
		must(t, err)
		sameBytes(t, decision.Raw, want)
	})
}

func TestVectorsAsConversations(t *testing.T) {
	rules := frozenRules(t)
	declared, err := rules.Declared()
	must(t, err)
	types := map[string]rapport.FactType{}
	for _, fact := range declared.Facts {
		types[fact.ID] = fact.Type
	}
	again := conversation(t, rules) // the same conversation serves them all in turn
	eachVector(t, func(t *testing.T, line, want []byte) {
		var record rapport.Record
		must(t, json.Unmarshal(line, &record))
		must(t, again.Reset())
		for _, c := range []*rapport.Conversation{conversation(t, rules), again} {
			for name, value := range record.Facts {
				must(t, c.SetFact(name, native(t, types[name], value)))
			}
			for _, turn := range record.Turns {
				must(t, c.AddTurn(turn))
			}
			for _, route := range record.Acknowledged {
				must(t, c.Acknowledge(route))
			}
			if persona := record.Overrides.Persona; persona != "" {
				must(t, c.OverridePersona(persona))
			}
			for scale, level := range record.Overrides.Scales {
				must(t, c.OverrideScale(scale, rapport.Level(level)))
			}
			for route, rule := range record.Overrides.Escalations {
				must(t, c.OverrideEscalation(route, rule))
			}
			same(t, "count of turns", c.TurnCount(), len(record.Turns))
			answer, err := c.DecideJSON(rapport.At(record.Now), rapport.WithID(record.ID))
			must(t, err)
			sameBytes(t, answer, want)
		}
	})
}

// native turns a fact as JSON has it into the Go type of its declaration.
func native(t *testing.T, declared rapport.FactType, value any) any {
	switch declared {
	case rapport.FactInt:
		return int(value.(float64))
	case rapport.FactDuration:
		duration, err := time.ParseDuration(value.(string))
		must(t, err)
		return duration
	case rapport.FactTimestamp:
		instant, err := time.Parse(time.RFC3339, value.(string))
		must(t, err)
		return instant
	case rapport.FactStrings:
		var list []string
		for _, item := range value.([]any) {
			list = append(list, item.(string))
		}
		return list
	}
	return value
}
