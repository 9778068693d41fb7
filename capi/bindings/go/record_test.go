package rapport_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

type tier string
type percent uint8
type tags []tier

// Each value means the same in a record and in a conversation.
func TestFactValues(t *testing.T) {
	rules := frozenRules(t)
	gold, three := tier("gold"), 3
	cases := []struct {
		name  string
		value any
		want  string // as an explanation shows it; "" for a fact that is not known
	}{
		{"is_vip", true, "true"},
		{"is_vip", false, "false"},
		{"is_vip", nil, ""},
		{"contacts_7d", 3, "3"},
		{"contacts_7d", int8(3), "3"},
		{"contacts_7d", uint64(1000), "1000"},
		{"contacts_7d", percent(7), "7"},
		{"contacts_7d", &three, "3"},
		{"contacts_7d", (*int)(nil), ""},
		{"contacts_7d", json.Number("12"), "12"},
		{"spend", 12.5, "12.5"},
		{"spend", float32(0.5), "0.5"},
		{"spend", 12, "12"},
		{"spend", 1e21, ""},
		{"spend", math.MaxFloat64, ""},
		{"spend", json.Number("2.5"), "2.5"},
		{"tier", "gold", "gold"},
		{"tier", gold, "gold"},
		{"tier", &gold, "gold"},
		{"first_name", "Zoë \"Z\" \x00", "Zo"},
		{"tenure", 90 * time.Minute, "5400s"},
		{"tenure", 36*time.Hour + time.Microsecond + time.Nanosecond, "129600.000001s"},
		{"tenure", -time.Second, "-1s"},
		{"tenure", time.Duration(0), "0s"},
		{"tenure", time.Duration(math.MaxInt64), ""},
		{"tenure", time.Duration(math.MinInt64), ""},
		{"tenure", "90d", "7776000s"},
		{"tenure", "1h30m", "5400s"},
		{"tenure", "-1.5h", "-5400s"},
		{"tenure", "2w", "1209600s"},
		{"tenure", "1.0000019s", "1.000001s"},
		{"tenure", "3ms7us", "0.003007s"},
		{"tenure", "0s", "0s"},
		{"tenure", "106751991d", ""},
		{"renewal_due", quarterPastTen, "2026-03-01T10:15:00Z"},
		{"renewal_due", quarterPastTen.Add(1234567 * time.Nanosecond), "2026-03-01T10:15:00.001234Z"},
		{"renewal_due", time.Unix(0, 0), "1970-01-01T00:00:00Z"},
		{"renewal_due", time.Unix(-1, 1).UTC(), "1969-12-31T23:59:59Z"},
		{"renewal_due", time.Date(1, 1, 1, 0, 0, 1, 0, time.UTC), "0001-01-01T00:00:01Z"},
		{"renewal_due", time.Time{}, ""},
		{"tags", []string{"keen", "new"}, "keen"},
		{"tags", [1]string{"keen"}, "keen"},
		{"tags", tags{"keen"}, "keen"},
		{"tags", []any{"keen", gold}, "keen"},
		{"tags", []string(nil), ""},
	}
	for i, test := range cases {
		t.Run(fmt.Sprintf("%d %s", i, test.name), func(t *testing.T) {
			c := conversation(t, rules)
			must(t, c.SetFact(test.name, test.value))
			why, err := c.Explain()
			must(t, err)
			whyRecord, err := rules.Explain(
				rapport.Record{Facts: rapport.Facts{test.name: test.value}})
			must(t, err)
			sameBytes(t, why.Raw, whyRecord.Raw)
			if !strings.Contains(why.Facts[test.name], test.want) {
				t.Errorf("the fact is %s, not %s", why.Facts[test.name], test.want)
			}
		})
	}
}

func TestClearFact(t *testing.T) {
	c := conversation(t, frozenRules(t))
	before, err := c.DecideJSON()
	must(t, err)
	for _, clear := range []func() error{
		func() error { return c.ClearFact("max_discount_pct") },
		func() error { return c.SetFact("max_discount_pct", nil) },
	} {
		must(t, c.SetFact("max_discount_pct", 20))
		d, err := c.Decide()
		must(t, err)
		same(t, "limit", d.Limits["discount_pct"], int64(20))
		must(t, clear())
		after, err := c.DecideJSON()
		must(t, err)
		sameBytes(t, after, before)
	}
}

func TestRecordAsJSON(t *testing.T) {
	record := rapport.Record{
		ID: "r1", Channel: "telephone", Now: quarterPastTen,
		Facts: rapport.Facts{"tier": "gold", "tenure": time.Hour, "is_vip": nil},
		Turns: []rapport.Turn{{}, {
			Text: "Hi \"you\"\n", By: rapport.SpeakerAgent, At: quarterPastTen, End: quarterPastTen,
			Visibility: rapport.VisibilityInternal, Format: rapport.FormatEmail,
			Language: "en", ID: "t1", Author: "Bo",
		}},
		Acknowledged: []string{"legal", "care"},
	}
	written, err := json.Marshal(record)
	must(t, err)
	same(t, "record", string(written), `{"id":"r1","channel":"telephone",`+
		`"now":"2026-03-01T10:15:00Z",`+
		`"facts":{"is_vip":null,"tenure":"3600000000us","tier":"gold"},`+
		`"turns":[{"text":""},{"text":"Hi \"you\"\u000a","by":"agent","at":"2026-03-01T10:15:00Z",`+
		`"end":"2026-03-01T10:15:00Z","visibility":"internal","format":"email","language":"en",`+
		`"id":"t1","author":"Bo"}],"acknowledged":["legal","care"]}`)
	d, err := frozenRules(t).Decide(record)
	must(t, err)
	same(t, "id", d.ID, "r1")

	record.Facts["tier"] = make(chan int)
	if _, err := json.Marshal(record); !errors.Is(err, rapport.ErrInvalidArgument) {
		t.Errorf("got %v", err)
	}
}

func TestDecideAll(t *testing.T) {
	rules := frozenRules(t)
	records := []rapport.Record{
		{ID: "one", Turns: []rapport.Turn{{Text: "Any deal?\nA discount?"}}},
		{ID: "bad type", Facts: rapport.Facts{"tier": func() {}}},
		{},
		{ID: "bad fact", Facts: rapport.Facts{"colour": "blue"}},
		{ID: "bad route", Acknowledged: []string{"nobody"}},
		{ID: "bad time", Now: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)},
		{ID: strings.Repeat("long ", 100), Facts: rapport.Facts{"tier": "iron"}},
		{ID: `"error":{`, Turns: []rapport.Turn{{Text: "still waiting"}}},
	}
	results, err := rules.DecideAll(records)
	must(t, err)
	same(t, "results", len(results), len(records))
	refused := 0
	for i, result := range results {
		decision, err := rules.Decide(records[i])
		if err != nil {
			refused++
			want := err.(*rapport.Error)
			if result.Decision != nil || !errors.Is(result.Err, err) &&
				result.Err.(*rapport.Error).Status != want.Status {
				t.Errorf("%s: got %v, %v", records[i].ID, result.Decision, result.Err)
				continue
			}
			same(t, "message", result.Err.Error(), want.Error())
			continue
		}
		must(t, result.Err)
		if records[i].ID != "" {
			sameBytes(t, result.Decision.Raw, decision.Raw)
		} else {
			same(t, "id", result.Decision.ID, fmt.Sprint(i+1))
		}
	}
	same(t, "refused", refused, 5)

	none, err := rules.DecideAll(nil)
	must(t, err)
	same(t, "results", len(none), 0)
}
