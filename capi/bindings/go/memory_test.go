package rapport_test

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

// Everything that holds memory of the library's is used often enough to be seen if it leaked.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	rules := frozenRules(t)
	shared := conversation(t, rules)
	long := strings.Repeat("Any deal, please? ", 1500)
	record := rapport.Record{Turns: []rapport.Turn{{Text: long}}}
	large := largePack()
	tags := make([]string, 5000)

	newBuilder := func() *rapport.Builder {
		b, err := rapport.NewBuilder()
		must(t, err)
		must(t, b.AddBytes("pack.yaml", []byte(large)))
		return b
	}
	newRules := func() *rapport.RuleSet {
		b := newBuilder()
		defer b.Close()
		rules, err := b.Build()
		must(t, err)
		return rules
	}
	newConversation := func() *rapport.Conversation {
		c, err := rules.NewConversation()
		must(t, err)
		must(t, c.AddText(rapport.SpeakerCustomer, long))
		return c
	}
	cases := []struct {
		name  string
		times int
		limit int // MiB: half of what would leak, or less
		use   func()
	}{
		{"builder closed", 1000, 20, func() { newBuilder().Close() }},
		{"builder forgotten", 1000, 20, func() { newBuilder() }},
		{"rule set closed", 80, 12, func() { newRules().Close() }},
		{"rule set forgotten", 80, 12, func() { newRules() }},
		{"conversation closed", 100, 48, func() { newConversation().Close() }},
		{"conversation forgotten", 100, 48, func() { newConversation() }},
		{"workspace", 40, 24, func() { // the collector takes it from the pool
			_, err := rules.Decide(record)
			must(t, err)
			runtime.GC()
			runtime.GC()
		}},
		{"explanation", 40, 24, func() {
			_, err := rules.Explain(record)
			must(t, err)
		}},
		{"error", 1000, 20, func() {
			if shared.SetFact(long, 1) == nil || shared.Acknowledge(long) == nil {
				t.Error("no error")
			}
		}},
		{"strings", 1000, 18, func() { must(t, shared.SetFact("tags", tags)) }},
	}
	for _, test := range cases {
		t.Run(test.name, func(t *testing.T) { mustNotGrow(t, test.times, test.limit, test.use) })
	}
}

// largePack is a pack with many words.
func largePack() string {
	var pack strings.Builder
	pack.WriteString("rapport: 1\npack: {id: large, version: 1.0.0, language: en}\ncues:\n")
	for i := 0; i < 40; i++ {
		fmt.Fprintf(&pack, "  cue%d: [", i)
		for j := 0; j < 40; j++ {
			fmt.Fprintf(&pack, "word%dof%d and word%dfor%d, ", j, i, i, j)
		}
		pack.WriteString("end]\n")
	}
	return pack.String()
}

// mustNotGrow compares the memory after some uses and after many.
func mustNotGrow(t *testing.T, times, limit int, use func()) {
	run := func(times int) {
		for i := 1; i <= times; i++ {
			use()
			if i%10 == 0 { // the library's memory alone does not wake the collector
				settle()
			}
		}
		settle()
	}
	run(times / 4)
	before := residentBytes(t)
	run(times)
	if grown := residentBytes(t) - before; grown > limit<<20 {
		t.Errorf("%d times took %d KiB more", times, grown>>10)
	}
}

// settle lets finalizers run, and those of what they let go of.
func settle() {
	for i := 0; i < 3; i++ {
		done := make(chan struct{})
		runtime.SetFinalizer(new([64]byte), func(*[64]byte) { close(done) })
		runtime.GC()
		<-done
	}
}

// residentBytes is how much memory the process has, where that can be found out.
func residentBytes(t *testing.T) int {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("no /proc here")
	}
	var total, resident int
	_, err = fmt.Sscan(string(text), &total, &resident)
	must(t, err)
	return resident * os.Getpagesize()
}
