// Desk follows a conversation as it happens: it decides after each turn, shows what an agent would
// see, and hands over what is new.
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/rapport-rules/rapport-go"
)

func main() {
	if err := run(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

var turns = []rapport.Turn{
	{Text: "Hello, my washing machine leaks."},
	{By: rapport.SpeakerAgent, Text: "I am sorry to hear that. Which model is it?"},
	{Text: "I told you twice already. I want to speak to your manager now."},
	{By: rapport.SpeakerAgent, Text: "I will fetch my supervisor, one moment please."},
	{Text: "Good."},
}

func run(out io.Writer) error {
	rules, err := rapport.LoadDefault()
	if err != nil {
		return err
	}
	defer rules.Close()
	labels, err := personaLabels(rules)
	if err != nil {
		return err
	}
	conversation, err := rules.NewConversation()
	if err != nil {
		return err
	}
	defer conversation.Close()
	if err := conversation.SetFact("contacts_same_issue_7d", 2); err != nil {
		return err
	}

	now := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
	for _, turn := range turns {
		now = now.Add(time.Minute) // the library has no clock; the host says what time it is
		turn.At = now
		if err := conversation.AddTurn(turn); err != nil {
			return err
		}
		decision, err := conversation.Decide(rapport.At(now))
		if err != nil {
			return err
		}
		if turn.By == rapport.SpeakerAgent {
			fmt.Fprintf(out, "%s  agent     %s\n", now.Format("15:04"), turn.Text)
			continue
		}
		fmt.Fprintf(out, "%s  customer  %s\n", now.Format("15:04"), turn.Text)
		show(out, decision, labels)
		if err := handOver(out, decision, conversation); err != nil {
			return err
		}
	}
	return nil
}

func show(out io.Writer, decision *rapport.Decision, labels map[string]string) {
	if decision.Persona == rapport.None {
		fmt.Fprintf(out, "       type      none (%s)\n", decision.Abstained)
	} else {
		fmt.Fprintf(out, "       type      %s, %.0f%%\n",
			labels[decision.Persona], 100*decision.Probability)
	}
	var words []string
	for _, e := range decision.Evidence {
		if e.Kind() != rapport.EvidenceCondition && len(words) < 3 {
			words = append(words, fmt.Sprintf("%q", e.Text))
		}
	}
	if len(words) > 0 {
		fmt.Fprintf(out, "       because   %s\n", strings.Join(words, ", "))
	}
	for i, action := range decision.Actions {
		if i == 3 {
			break
		}
		fmt.Fprintf(out, "       do        %s\n", action.Label)
		if len(action.Say) > 0 {
			fmt.Fprintf(out, "                 “%s”\n", action.Say[0])
		}
	}
}

// handOver would call somebody. What is acknowledged is new again only for a further reason.
func handOver(out io.Writer, decision *rapport.Decision, conversation *rapport.Conversation) error {
	for _, e := range decision.Escalations {
		if !e.New {
			fmt.Fprintf(out, "       told      %s\n", e.Label)
			continue
		}
		fmt.Fprintf(out, "       tell      %s: %s\n", e.Label, strings.Join(e.Reasons, ", "))
		if err := conversation.Acknowledge(e.To); err != nil {
			return err
		}
	}
	return nil
}

func personaLabels(rules *rapport.RuleSet) (map[string]string, error) {
	declared, err := rules.Declared()
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	for _, persona := range declared.Personas {
		labels[persona.ID] = persona.Label
	}
	return labels, nil
}
