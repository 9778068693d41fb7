// Command guard stands between a language model and the customer: each draft is reviewed before it is
// sent. Its argument is a pack with checks of replies, such as examples/guard.yaml of Rapport.
package main

import (
	"fmt"
	"io"
	"log"
	"os"

	"github.com/rapport-rules/rapport-go"
)

// What a model wrote, and what it made of being told what is wrong.
var drafts = []string{
	"Great news! I can give you 25% off if you order today.",
	"I can take 10% off today, Asha, or you get your money back.",
	"I can take 10% off today, Asha.",
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: guard PACK")
	}
	if err := run(os.Args[1], os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(pack string, out io.Writer) error {
	rules, err := rapport.LoadFile(pack)
	if err != nil {
		return err
	}
	defer rules.Close()
	conversation, err := rules.NewConversation()
	if err != nil {
		return err
	}
	defer conversation.Close()
	if err := conversation.SetFact("first_name", "Asha"); err != nil {
		return err
	}
	question := "Found it 20 quid cheaper online. Is there a discount for me?"
	if err := conversation.AddText(rapport.SpeakerCustomer, question); err != nil {
		return err
	}
	for _, draft := range drafts {
		reply := rapport.Turn{By: rapport.SpeakerAgent, Text: draft}
		review, err := conversation.Review(reply, rapport.ReviewDraft)
		if err != nil {
			return err
		}
		if !review.Blocked {
			fmt.Fprintln(out, "sent:", draft)
			return conversation.AddTurn(reply)
		}
		tip := review.Tip // a fatal fail, since the draft is blocked
		fmt.Fprintf(out, "blocked: %s\n  why: %s\n", draft, tip.Why)
		if tip.Limit != "" {
			fmt.Fprintf(out, "  limit: %s is %d\n", tip.Limit, tip.LimitValue)
		}
		for _, span := range tip.Spans {
			fmt.Fprintln(out, "  the words:", span.Text)
		}
		if len(tip.Suggestions) > 0 {
			fmt.Fprintln(out, "  better:", tip.Suggestions[0])
		}
	}
	return nil
}
