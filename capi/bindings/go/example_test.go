package rapport_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/rapport-rules/rapport-go"
)

// A pack that is small enough to be read here.
const shop = `
rapport: 1
pack: {id: shop, version: 1.0.0, language: en}
facts:
  tier: {type: enum, values: [silver, gold]}
cues:
  asks_discount: [discount, (any|a) deal]
  threatens: [my lawyer]
personas:
  bargain_hunter:
    label: Bargain hunter
    display_name: Wants price clarity
    summary: Looks for the best deal.
    evidence: {asks_discount: 2}
    playbook: [offer_discount]
  none: {bias: 0.5}
actions:
  offer_discount: {label: Offer a discount, kind: offer, say: ["I can take 5% off."]}
routes:
  legal: {level: 3, label: Legal team}
reasons:
  legal_threat: Threatens legal steps
policies:
  - id: lawyers
    when: threatens > 0
    forbid: [offer_discount]
    escalate: {to: legal, reason: legal_threat, within: 1h}
`

func loadShop() *rapport.RuleSet {
	rules, err := rapport.LoadBytes("shop.yaml", []byte(shop))
	if err != nil {
		log.Fatal(err)
	}
	return rules
}

func Example() {
	rules, err := rapport.LoadDefault()
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()

	decision, err := rules.Decide(rapport.Record{
		Facts: rapport.Facts{"contacts_same_issue_7d": 3},
		Turns: []rapport.Turn{
			{Text: "I'm still waiting, it's been over a week. I need this sorted now, please hurry!"},
		},
	})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(decision.Persona)
	// Output: impatient
}

func ExampleRuleSet_Decide() {
	rules := loadShop()
	defer rules.Close()
	decision, err := rules.Decide(rapport.Record{
		Turns: []rapport.Turn{{Text: "Is there any deal?"}},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range decision.Evidence {
		fmt.Printf("%s because of the %s %q\n", e.Persona, e.Kind(), e.Text)
	}
	for _, action := range decision.Actions {
		fmt.Printf("%s: %s\n", action.Label, action.Say[0])
	}
	// Output:
	// bargain_hunter because of the cue "any deal"
	// Offer a discount: I can take 5% off.
}

func ExampleRuleSet_DecideLines() {
	rules := loadShop()
	defer rules.Close()
	answers, refused, err := rules.DecideLines([]byte(`{"id":"a","turns":"none"}
{"id":"b","turns":[{"at":"yesterday","text":"hello"}]}
`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d refused\n%s", refused, answers)
	// Output:
	// 2 refused
	// {"id":"a","error":{"status":"invalid_argument","message":"turns: must be a list, not a string"}}
	// {"id":"b","error":{"status":"invalid_argument","message":"turns[0].at: not an RFC 3339 time: 'yesterday'"}}
}

func ExampleConversation() {
	rules := loadShop()
	defer rules.Close()
	c, err := rules.NewConversation()
	if err != nil {
		log.Fatal(err)
	}
	defer c.Close()

	now := time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	for _, text := range []string{"Any deal?", "Then you hear from my lawyer.", "Well?"} {
		now = now.Add(time.Minute)
		if err := c.AddTurn(rapport.Turn{Text: text, At: now}); err != nil {
			log.Fatal(err)
		}
		decision, err := c.Decide(rapport.At(now))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("turn %d: %d actions\n", c.TurnCount(), len(decision.Actions))
		for _, e := range decision.Escalations {
			if !e.New {
				continue
			}
			fmt.Printf("tell %s by %s: %s\n", e.To, e.Due.Format("15:04"), e.Reasons[0])
			if err := c.Acknowledge(e.To); err != nil {
				log.Fatal(err)
			}
		}
	}
	// Output:
	// turn 1: 1 actions
	// turn 2: 0 actions
	// tell legal by 11:02: legal_threat
	// turn 3: 0 actions
}

func ExampleBuilder() {
	b, err := rapport.NewBuilder()
	if err != nil {
		log.Fatal(err)
	}
	defer b.Close()
	if err := b.AddDefault(); err != nil {
		log.Fatal(err)
	}
	overlay := "rapport: 1\npack: {id: mine, version: 1.0.0, language: en, extends: [core-en]}\n"
	if err := b.AddBytes("mine.yaml", []byte(overlay)); err != nil {
		log.Fatal(err)
	}
	rules, err := b.Build()
	if err != nil {
		log.Fatal(err)
	}
	defer rules.Close()
	fmt.Println(rules.Name()[:len("mine@1.0.0")])
	// Output: mine@1.0.0
}

func ExampleError() {
	_, err := rapport.LoadBytes("shop.yaml", []byte("rapport: 1\ncolour: blue\n"))
	fmt.Println(errors.Is(err, rapport.ErrInvalidPack))
	var failure *rapport.Error
	if errors.As(err, &failure) {
		for _, d := range failure.Diagnostics {
			if d.Code == "unknown-key" {
				fmt.Printf("%s:%d:%d: %s\n", d.File, d.Line, d.Column, d.Message)
			}
		}
	}
	// Output:
	// true
	// shop.yaml:2:1: unknown key 'colour' in a pack
}
