package rapport_test

import (
	"bytes"
	"testing"

	"github.com/rapport-rules/rapport-go"
)

const message = "I'm still waiting for my order, it was promised for yesterday. When does it arrive?"

var benchmarked = rapport.Record{ID: "m", Turns: []rapport.Turn{{Text: message}}}

func BenchmarkDecide(b *testing.B) {
	rules := defaultRules(b)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		_, err := rules.Decide(benchmarked)
		must(b, err)
	}
}

func BenchmarkDecideJSON(b *testing.B) {
	rules := defaultRules(b)
	line, err := benchmarked.MarshalJSON()
	must(b, err)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		_, err := rules.DecideJSON(line)
		must(b, err)
	}
}

func BenchmarkDecideJSONParallel(b *testing.B) {
	rules := defaultRules(b)
	line, err := benchmarked.MarshalJSON()
	must(b, err)
	b.ResetTimer()
	b.RunParallel(func(loop *testing.PB) {
		for loop.Next() {
			if _, err := rules.DecideJSON(line); err != nil {
				b.Error(err)
			}
		}
	})
}

// One operation is a batch of a thousand.
func BenchmarkDecideLines(b *testing.B) {
	rules := defaultRules(b)
	line, err := benchmarked.MarshalJSON()
	must(b, err)
	batch := bytes.Repeat(append(line, '\n'), 1000)
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		_, _, err := rules.DecideLines(batch)
		must(b, err)
	}
}

// A turn is added and decided about; the conversation is used again.
func BenchmarkConversation(b *testing.B) {
	c := conversation(b, defaultRules(b))
	b.ReportAllocs()
	b.ResetTimer()
	for i := 0; i < b.N; i++ {
		must(b, c.Reset())
		must(b, c.AddText(rapport.SpeakerCustomer, message))
		_, err := c.DecideJSON()
		must(b, err)
	}
}
