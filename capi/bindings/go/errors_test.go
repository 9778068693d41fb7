package rapport_test

import (
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

const brokenPack = `rapport: 1
pack: {id: broken, version: 1.0.0, language: en}
cues:
  greets: [hello]
colour: blue
facts:
  size: {type: shoe}
`

func TestBrokenPack(t *testing.T) {
	rules, err := rapport.LoadBytes("broken.yaml", []byte(brokenPack))
	if rules != nil || !errors.Is(err, rapport.ErrInvalidPack) {
		t.Fatalf("got %v, %v", rules, err)
	}
	var failure *rapport.Error
	if !errors.As(err, &failure) {
		t.Fatalf("not an *Error but %T", err)
	}
	same(t, "status", failure.Status, rapport.StatusInvalidPack)
	same(t, "file", failure.File, "broken.yaml")
	if failure.Line != 5 || failure.Column != 1 {
		t.Errorf("the error is said to be at %d:%d", failure.Line, failure.Column)
	}
	if !strings.HasPrefix(err.Error(), "rapport: broken.yaml:5:1: ") {
		t.Errorf("the error reads %q", err)
	}
	codes := map[string]rapport.Diagnostic{}
	for _, d := range failure.Diagnostics {
		codes[d.Code] = d
		same(t, "file of a diagnostic", d.File, "broken.yaml")
		if d.Message == "" || d.Line == 0 {
			t.Errorf("an empty diagnostic: %+v", d)
		}
	}
	unknown := codes["unknown-key"]
	same(t, "severity", unknown.Severity, rapport.SeverityError)
	same(t, "snippet", unknown.Snippet, "colour: blue")
	same(t, "width", unknown.Width, len("colour"))
	if len(codes) < 2 {
		t.Errorf("not all errors are reported: %+v", failure.Diagnostics)
	}
	if !strings.Contains(failure.Report, "colour: blue") {
		t.Errorf("the report reads\n%s", failure.Report)
	}
}

func TestBuilder(t *testing.T) {
	b, err := rapport.NewBuilder()
	must(t, err)
	defer b.Close()
	must(t, b.AddBytes("broken.yaml", []byte(brokenPack)))
	same(t, "diagnostics before building", len(b.Diagnostics()), 0)
	_, err = b.Build()
	var failure *rapport.Error
	if !errors.As(err, &failure) {
		t.Fatal(err)
	}
	same(t, "diagnostics", len(b.Diagnostics()), len(failure.Diagnostics))
	same(t, "report", b.Report(), failure.Report)

	shop, err := rapport.NewBuilder()
	must(t, err)
	defer shop.Close()
	must(t, shop.AddDefault())
	must(t, shop.AddBytes("shop.yaml", []byte(
		"rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n"+
			"facts: {tier: {type: enum, values: [silver, gold], help: of the card}}\n")))
	rules, err := shop.Build()
	must(t, err)
	defer rules.Close()
	if !strings.HasPrefix(rules.Name(), "shop@1.0.0#") {
		t.Errorf("the name is %q", rules.Name())
	}
	again, err := shop.Build()
	must(t, err)
	defer again.Close()
	same(t, "hash of the second build", again.Hash(), rules.Hash())
}

func TestPackLimits(t *testing.T) {
	for name, limits := range map[string]rapport.PackLimits{
		"too few phrases": {Phrases: 1},
		"negative count":  {YAMLDepth: -1},
		"negative bytes":  {FileBytes: -1},
		"too deep":        {YAMLDepth: 1},
	} {
		t.Run(name, func(t *testing.T) {
			b, err := rapport.NewBuilder(rapport.WithPackLimits(limits))
			if err == nil {
				must(t, b.AddDefault())
				_, err = b.Build()
				b.Close()
			}
			if err == nil {
				t.Error("no error")
			}
		})
	}
}

func TestMissingFile(t *testing.T) {
	_, err := rapport.LoadFile(filepath.Join(t.TempDir(), "no such pack.yaml"))
	if !errors.Is(err, rapport.ErrIO) || !strings.Contains(err.Error(), "no such pack.yaml") {
		t.Errorf("got %v", err)
	}
}

func TestConversationErrors(t *testing.T) {
	rules := frozenRules(t)
	year10000 := time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	cases := []struct {
		name string
		call func(*rapport.Conversation) error
		want error
	}{
		{"unknown fact", setFact("contacts", 1), rapport.ErrNotFound},
		{"fact with NUL", setFact("contacts_7d\x00", 1), rapport.ErrNotFound},
		{"below the range", setFact("contacts_7d", -1), rapport.ErrInvalidArgument},
		{"above the range", setFact("contacts_7d", 1001), rapport.ErrInvalidArgument},
		{"text for an int", setFact("contacts_7d", "3"), rapport.ErrInvalidArgument},
		{"int for a bool", setFact("is_vip", 1), rapport.ErrInvalidArgument},
		{"not a value of the enum", setFact("tier", "iron"), rapport.ErrInvalidArgument},
		{"int for a duration", setFact("tenure", 3), rapport.ErrInvalidArgument},
		{"duration for an instant", setFact("renewal_due", time.Hour), rapport.ErrInvalidArgument},
		{"over 64 bits", setFact("contacts_7d", uint64(math.MaxUint64)), rapport.ErrInvalidArgument},
		{"not a number", setFact("spend", math.NaN()), rapport.ErrInvalidArgument},
		{"infinite", setFact("spend", math.Inf(1)), rapport.ErrInvalidArgument},
		{"a struct", setFact("first_name", struct{}{}), rapport.ErrInvalidArgument},
		{"list of numbers", setFact("tags", []int{1}), rapport.ErrInvalidArgument},
		{"late instant", setFact("renewal_due", year10000), rapport.ErrInvalidArgument},
		{"clear an unknown fact", func(c *rapport.Conversation) error {
			return c.ClearFact("nothing")
		}, rapport.ErrNotFound},
		{"undeclared route", func(c *rapport.Conversation) error {
			return c.Acknowledge("nobody")
		}, rapport.ErrNotFound},
		{"speaker", addTurn(rapport.Turn{By: "parrot"}), rapport.ErrInvalidArgument},
		{"visibility", addTurn(rapport.Turn{Visibility: "secret"}), rapport.ErrInvalidArgument},
		{"format", addTurn(rapport.Turn{Format: "rtf"}), rapport.ErrInvalidArgument},
		{"late turn", addTurn(rapport.Turn{At: year10000}), rapport.ErrInvalidArgument},
		{"late end", addTurn(rapport.Turn{End: year10000}), rapport.ErrInvalidArgument},
		{"late decision", func(c *rapport.Conversation) error {
			_, err := c.Decide(rapport.At(year10000))
			return err
		}, rapport.ErrInvalidArgument},
		{"late explanation", func(c *rapport.Conversation) error {
			_, err := c.Explain(rapport.At(year10000))
			return err
		}, rapport.ErrInvalidArgument},
	}
	c := conversation(t, rules)
	before, err := c.DecideJSON()
	must(t, err)
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) {
			err := test.call(c)
			var failure *rapport.Error
			if !errors.Is(err, test.want) || !errors.As(err, &failure) || failure.Message == "" {
				t.Errorf("got %v", err)
			}
			after, err := c.DecideJSON()
			must(t, err)
			sameBytes(t, after, before) // nothing has changed
		})
	}
}

func TestFactMessages(t *testing.T) {
	c := conversation(t, frozenRules(t))
	for _, text := range []string{"", "90", "d", "-", "2 h", "1h-30m", "+1h", "1.h", ".5h", "1H", "1ns",
		"2h\n", strings.Repeat("9", 19) + "h", strings.Repeat("9", 99) + "s", "106751992d",
		"9223372036854775807us1us"} {
		err := c.SetFact("tenure", text)
		if !errors.Is(err, rapport.ErrInvalidArgument) || !strings.Contains(err.Error(), `"tenure"`) {
			t.Errorf("%q: got %v", text, err)
		}
	}
	for _, test := range []struct {
		name  string
		value any
		want  string
	}{
		{"tenure", "2 years", `fact "tenure": must be a duration such as "2h", "1h30m" or "90d", not "2 years"`},
		{"tier", []byte("gold"), `fact "tier": a fact takes bool, integers, floats, string, time.Duration, ` +
			`time.Time and []string, not []uint8`},
	} {
		err := c.SetFact(test.name, test.value)
		same(t, "message", err.Error(), "rapport: "+test.want)
	}
	_, err := frozenRules(t).Decide(rapport.Record{Facts: rapport.Facts{"tier": []byte("gold")}})
	if err == nil || !strings.Contains(err.Error(), "time.Duration") {
		t.Errorf("got %v", err)
	}
}

func setFact(name string, value any) func(*rapport.Conversation) error {
	return func(c *rapport.Conversation) error { return c.SetFact(name, value) }
}

func addTurn(turn rapport.Turn) func(*rapport.Conversation) error {
	return func(c *rapport.Conversation) error { return c.AddTurn(turn) }
}

func TestTooManyTurns(t *testing.T) {
	rules := frozenRules(t)
	c, err := rules.NewConversation(
		rapport.WithConversationLimits(rapport.ConversationLimits{Turns: 2}))
	must(t, err)
	defer c.Close()
	must(t, c.AddText(rapport.SpeakerCustomer, "one"))
	must(t, c.AddText(rapport.SpeakerAgent, "two"))
	if err := c.AddText(rapport.SpeakerCustomer, "three"); !errors.Is(err, rapport.ErrLimitExceeded) {
		t.Errorf("got %v", err)
	}
	same(t, "count of turns", c.TurnCount(), 2)
	_, err = rules.NewConversation(
		rapport.WithConversationLimits(rapport.ConversationLimits{TurnBytes: -1}))
	if !errors.Is(err, rapport.ErrInvalidArgument) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownFacts(t *testing.T) {
	rules := frozenRules(t)
	record := rapport.Record{Facts: rapport.Facts{"shoe_size": 44}}
	line, err := record.MarshalJSON()
	must(t, err)
	for i := 0; i < 2; i++ { // the setting does not stick
		if _, err := rules.Decide(record); !errors.Is(err, rapport.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		if _, err := rules.Explain(record); !errors.Is(err, rapport.ErrNotFound) {
			t.Errorf("got %v", err)
		}
		_, err = rules.Decide(record, rapport.IgnoreUnknownFacts())
		must(t, err)
		_, err = rules.Explain(record, rapport.IgnoreUnknownFacts())
		must(t, err)
		_, refused, err := rules.DecideLines(line)
		must(t, err)
		same(t, "refused", refused, 1)
		_, refused, err = rules.DecideLines(line, rapport.IgnoreUnknownFacts())
		must(t, err)
		same(t, "refused", refused, 0)
	}
}

func TestStatusNames(t *testing.T) {
	same(t, "ok", rapport.StatusOK.String(), "ok")
	same(t, "not found", rapport.StatusNotFound.String(), "not_found")
	same(t, "another", rapport.Status(4711).String(), "unknown")
	same(t, "error", rapport.ErrIO.Error(), "rapport: io")
	same(t, "other error", errors.Is(rapport.ErrIO, rapport.ErrNotFound), false)
}

func TestABIVersion(t *testing.T) {
	must(t, rapport.CheckABI(0))
	err := rapport.CheckABI(7)
	if err == nil || !strings.Contains(err.Error(), "ABI version 7; this package is made for 0") {
		t.Errorf("got %v", err)
	}
	if rapport.Version() == "" {
		t.Error("no version")
	}
}
