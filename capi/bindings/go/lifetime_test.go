package rapport_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

func TestAnyOrderOfClosing(t *testing.T) {
	for _, order := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		t.Run(fmt.Sprint(order), func(t *testing.T) {
			b := frozenBuilder(t)
			rules, err := b.Build()
			must(t, err)
			c, err := rules.NewConversation()
			must(t, err)
			closers := []func() error{b.Close, rules.Close, c.Close}
			must(t, c.AddText(rapport.SpeakerCustomer, "Any deal?"))
			before, err := c.Decide()
			must(t, err)
			for _, i := range order {
				if i == 2 { // until it is closed itself, it works whatever else is closed
					must(t, c.AddText(rapport.SpeakerCustomer, "A discount?"))
					_, err := c.Decide()
					must(t, err)
				}
				must(t, closers[i]())
				must(t, closers[i]()) // closing twice does no harm
			}
			same(t, "persona", before.Persona, "bargain_hunter")
			same(t, "name", before.RuleSet, rules.Name())
		})
	}
}

func TestUseAfterClose(t *testing.T) {
	rules := frozenRules(t)
	b, err := rapport.NewBuilder()
	must(t, err)
	c := conversation(t, rules)
	must(t, c.Close())
	must(t, b.Close())
	closed := frozenRules(t)
	_, err = closed.DecideJSON([]byte(`{"turns":[]}`))
	must(t, err)
	must(t, closed.Close())

	for name, call := range map[string]func() error{
		"AddDefault":      b.AddDefault,
		"AddFile":         func() error { return b.AddFile("pack.yaml") },
		"AddBytes":        func() error { return b.AddBytes("pack.yaml", nil) },
		"Build":           func() error { _, err := b.Build(); return err },
		"Declared":        func() error { _, err := closed.Declared(); return err },
		"NewConversation": func() error { _, err := closed.NewConversation(); return err },
		"Decide":          func() error { _, err := closed.Decide(rapport.Record{}); return err },
		"DecideJSON":      func() error { _, err := closed.DecideJSON(nil); return err },
		"DecideLines":     func() error { _, _, err := closed.DecideLines(nil); return err },
		"DecideAll":       func() error { _, err := closed.DecideAll(nil); return err },
		"Review":          func() error { _, err := closed.Review(rapport.Record{}, 0); return err },
		"ReviewJSON":      func() error { _, err := closed.ReviewJSON(nil, 0); return err },
		"ReviewLines":     func() error { _, _, err := closed.ReviewLines(nil, 0); return err },
		"c.ReviewJSON":    func() error { _, err := c.ReviewJSON(rapport.Turn{}, 0); return err },
		"Explain":         func() error { _, err := closed.Explain(rapport.Record{}); return err },
		"ExplainJSON":     func() error { _, err := closed.ExplainJSON(nil); return err },
		"Reset":           c.Reset,
		"AddTurn":         func() error { return c.AddTurn(rapport.Turn{}) },
		"AddText":         func() error { return c.AddText(rapport.SpeakerBot, "") },
		"SetFact":         func() error { return c.SetFact("tier", "gold") },
		"ClearFact":       func() error { return c.ClearFact("tier") },
		"Acknowledge":     func() error { return c.Acknowledge("legal") },
		"c.Decide":        func() error { _, err := c.Decide(); return err },
		"c.DecideJSON":    func() error { _, err := c.DecideJSON(); return err },
		"c.Explain":       func() error { _, err := c.Explain(); return err },
		"c.ExplainJSON":   func() error { _, err := c.ExplainJSON(); return err },
	} {
		t.Run(name, func(t *testing.T) {
			err := call()
			if !errors.Is(err, rapport.ErrClosed) || !errors.Is(err, rapport.ErrInvalidState) {
				t.Errorf("got %v", err)
			}
		})
	}
	same(t, "count of turns", c.TurnCount(), 0)
	same(t, "diagnostics", len(b.Diagnostics()), 0)
	same(t, "report", b.Report(), "")
	same(t, "language", closed.Language(), "en")
	same(t, "hash", len(closed.Hash()), 64)
	same(t, "name", closed.Name(), rules.Name())
}
