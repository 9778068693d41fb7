package main

import (
	"regexp"
	"strings"
	"testing"
)

// Numbers of the default pack may move; what the example is about may not.
func TestDesk(t *testing.T) {
	var out strings.Builder
	if err := run(&out); err != nil {
		t.Fatal(err)
	}
	want := `(?s)09:01  customer .*type .*09:03  customer .*because .*do .*tell .*09:05  customer .*told `
	if !regexp.MustCompile(want).MatchString(out.String()) {
		t.Errorf("it prints\n%s", out.String())
	}
}
