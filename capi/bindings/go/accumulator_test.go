package rapport_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"sync"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

var accumulated = []struct{ kind, options string }{
	{"coaching", `{"individuals":true,"min_sample":2}`},
	{"acceptance", `{"min_sample":1,"sort":"name"}`},
}

func newAccumulator(t *testing.T, rules *rapport.RuleSet, kind, options string) *rapport.Accumulator {
	t.Helper()
	a, err := rules.NewAccumulator(kind, options)
	must(t, err)
	t.Cleanup(func() { a.Close() })
	return a
}

func checkReport(t *testing.T, a *rapport.Accumulator, want []byte) {
	t.Helper()
	report, err := a.ReportJSON()
	must(t, err)
	sameBytes(t, report, bytes.TrimSuffix(want, []byte("\n")))
}

func TestAccumulators(t *testing.T) {
	rules := frozenRules(t)
	for _, v := range accumulated {
		t.Run(v.kind, func(t *testing.T) {
			want := vector(t, v.kind+".json")
			whole := newAccumulator(t, rules, v.kind, v.options)
			parts := []*rapport.Accumulator{newAccumulator(t, rules, v.kind, v.options),
				newAccumulator(t, rules, v.kind, v.options)}
			for i, line := range lines(vector(t, "handled.jsonl")) {
				must(t, whole.Add(line))
				must(t, parts[i%2].Add(line))
			}
			checkReport(t, whole, want)
			saved, err := parts[0].Save()
			must(t, err)
			loaded, err := rules.LoadAccumulator(saved)
			must(t, err)
			defer loaded.Close()
			must(t, loaded.Merge(parts[1]))
			checkReport(t, loaded, want)
		})
	}
}

// Goroutines share one, and merge two in both directions, without a lock of the caller's.
func TestAccumulatorsTakeTurns(t *testing.T) {
	rules := frozenRules(t)
	v := accumulated[0]
	shared := newAccumulator(t, rules, v.kind, v.options)
	var wait sync.WaitGroup
	for _, line := range lines(vector(t, "handled.jsonl")) {
		wait.Add(1)
		go func(line []byte) {
			defer wait.Done()
			if err := shared.Add(line); err != nil {
				t.Error(err)
			}
		}(line)
	}
	wait.Wait()
	checkReport(t, shared, vector(t, v.kind+".json"))
	a, b := newAccumulator(t, rules, v.kind, ""), newAccumulator(t, rules, v.kind, "")
	for i := 0; i < 20; i++ {
		wait.Add(2)
		go func() { defer wait.Done(); _ = a.Merge(b) }()
		go func() { defer wait.Done(); _ = b.Merge(a) }()
	}
	wait.Wait()
}

func TestAccumulatorsRefuse(t *testing.T) {
	rules := frozenRules(t)
	_, err := rules.NewAccumulator("coach", "")
	if !errors.Is(err, rapport.ErrNotFound) {
		t.Errorf("a kind that there is not: %v", err)
	}
	a := newAccumulator(t, rules, "coaching", "")
	must(t, a.AddRecord(rapport.Record{ID: "r", Turns: []rapport.Turn{{Text: "Hello"}}}))
	before, err := a.ReportJSON()
	must(t, err)
	var report struct{ Conversations int }
	must(t, json.Unmarshal(before, &report))
	same(t, "conversations", report.Conversations, 1)
	for what, err := range map[string]error{
		"a line":   a.Add([]byte(`{"turns":1}`)),
		"itself":   a.Merge(a),
		"another":  a.Merge(newAccumulator(t, rules, "acceptance", "")),
		"no line":  a.Add(nil),
		"its kind": a.Merge(newAccumulator(t, rules, "coaching", `{"min_sample":2}`)),
	} {
		if !errors.Is(err, rapport.ErrInvalidArgument) {
			t.Errorf("%s: %v", what, err)
		}
	}
	checkReport(t, a, before)
	saved, err := a.Save()
	must(t, err)
	if _, err := rules.LoadAccumulator(saved[:len(saved)-1]); !errors.Is(err, rapport.ErrInvalidArgument) {
		t.Errorf("cut bytes: %v", err)
	}
	if _, err := defaultRules(t).LoadAccumulator(saved); !errors.Is(err, rapport.ErrInvalidState) {
		t.Errorf("other rules: %v", err)
	}
	must(t, a.Close())
	if err := a.Add([]byte(`{"turns":[]}`)); !errors.Is(err, rapport.ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}
