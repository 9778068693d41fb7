package rapport_test

import (
	"bytes"
	"errors"
	"sync"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

// together runs the same from several goroutines.
func together(count int, run func(number int)) {
	var wait sync.WaitGroup
	for i := 0; i < count; i++ {
		wait.Add(1)
		go func(number int) {
			defer wait.Done()
			run(number)
		}(i)
	}
	wait.Wait()
}

func TestSharedRuleSet(t *testing.T) {
	rules := frozenRules(t)
	records := lines(vector(t, "conversations.jsonl"))
	want := lines(vector(t, "decisions.jsonl"))
	together(8, func(number int) {
		for round := 0; round < 5; round++ {
			for i := range records {
				i := (i + number) % len(records)
				answer, err := rules.DecideJSON(records[i])
				if err != nil || !bytes.Equal(append(answer, '\n'), want[i]) {
					t.Errorf("record %d: %s, %v", i, answer, err)
				}
			}
			answers, _, err := rules.DecideLines(bytes.Join(records, nil))
			if err != nil || !bytes.Equal(answers, bytes.Join(want, nil)) {
				t.Errorf("batch: %v", err)
			}
			c, err := rules.NewConversation()
			if err != nil {
				t.Error(err)
				return
			}
			if err := c.AddText(rapport.SpeakerCustomer, "Any deal?"); err != nil {
				t.Error(err)
			}
			if d, err := c.Decide(); err != nil || d.Persona != "bargain_hunter" {
				t.Errorf("conversation: %v, %v", d, err)
			}
			c.Close()
		}
	})
}

func TestSharedConversation(t *testing.T) {
	c := conversation(t, frozenRules(t))
	together(4, func(number int) {
		for i := 0; i < 50; i++ {
			if err := c.AddText(rapport.SpeakerCustomer, "Any deal?"); err != nil {
				t.Error(err)
			}
			if err := c.SetFact("contacts_7d", number); err != nil {
				t.Error(err)
			}
			if _, err := c.Decide(); err != nil {
				t.Error(err)
			}
		}
	})
	same(t, "count of turns", c.TurnCount(), 200)
}

// A rule set is closed while others use it: they get an answer or ErrClosed.
func TestCloseWhileInUse(t *testing.T) {
	for round := 0; round < 20; round++ {
		rules := frozenRules(t)
		c := conversation(t, rules)
		together(4, func(number int) {
			for i := 0; ; i++ {
				if number == 0 && i == 20 {
					rules.Close()
					c.Close()
				}
				_, errRules := rules.DecideJSON([]byte(`{"turns":[{"text":"Any deal?"}]}`))
				_, errConversation := c.DecideJSON()
				for _, err := range []error{errRules, errConversation} {
					if err != nil && !errors.Is(err, rapport.ErrClosed) {
						t.Error(err)
					}
				}
				if errRules != nil && errConversation != nil {
					return
				}
			}
		})
	}
}
