package rapport_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rapport-rules/rapport-go"
)

// In UTC it is a quarter past ten.
var quarterPastTen = time.Date(2026, 3, 1, 11, 15, 0, 0, time.FixedZone("", 3600))

// vector reads one of the files that every binding must reproduce.
func vector(t testing.TB, name string) []byte {
	t.Helper()
	source := os.Getenv("RAPPORT_SOURCE_DIR")
	outside := source == "" // of Rapport's sources, where this module may stand alone
	if outside {
		source = filepath.Join("..", "..", "..")
	}
	text, err := os.ReadFile(filepath.Join(source, "tests", "vectors", name))
	if outside && os.IsNotExist(err) {
		t.Skipf("the test vectors are not here: %v", err)
	}
	must(t, err)
	return text
}

// lines splits what a vector holds; each has its line break.
func lines(text []byte) [][]byte {
	found := bytes.SplitAfter(text, []byte("\n"))
	return found[:len(found)-1]
}

func frozenRules(t testing.TB) *rapport.RuleSet {
	t.Helper()
	b := frozenBuilder(t)
	defer b.Close()
	rules, err := b.Build()
	must(t, err)
	t.Cleanup(func() { rules.Close() })
	return rules
}

// frozenBuilder holds the pack of the vectors, which lists a word table.
func frozenBuilder(t testing.TB) *rapport.Builder {
	t.Helper()
	b, err := rapport.NewBuilder()
	must(t, err)
	for _, name := range []string{"pack.yaml", "words.tsv"} {
		must(t, b.AddBytes(name, vector(t, name)))
	}
	return b
}

func defaultRules(t testing.TB) *rapport.RuleSet {
	t.Helper()
	rules, err := rapport.LoadDefault()
	must(t, err)
	t.Cleanup(func() { rules.Close() })
	return rules
}

func conversation(t testing.TB, rules *rapport.RuleSet) *rapport.Conversation {
	t.Helper()
	c, err := rules.NewConversation()
	must(t, err)
	t.Cleanup(func() { c.Close() })
	return c
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

func sameBytes(t testing.TB, got, want []byte) {
	t.Helper()
	if !bytes.Equal(got, want) {
		t.Errorf("not the same:\n got %s\nwant %s", got, want)
	}
}
