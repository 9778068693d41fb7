package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	source := os.Getenv("RAPPORT_SOURCE_DIR")
	if source == "" {
		t.Skip("RAPPORT_SOURCE_DIR does not say where the pack is")
	}
	var out strings.Builder
	if err := run(filepath.Join(source, "examples", "guard.yaml"), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"blocked: Great news!", "  limit: discount_pct is 10\n",
		"  the words: your money back\n", "\nsent: I can take 10% off today, Asha.\n"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is not in:\n%s", want, out.String())
		}
	}
}
