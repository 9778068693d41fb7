package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"sync"
)

// Severity of a diagnostic.
type Severity string

const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
)

// Diagnostic is one thing that is wrong with a pack, or looks wrong.
type Diagnostic struct {
	Severity     Severity
	Code         string // a stable word such as "unknown-key"
	File         string
	Line, Column int    // from 1, 0 when it is about a file as a whole; columns count code points
	Width        int    // how many code points are meant
	Message      string // one line for people
	Snippet      string // the line of the file; may be empty
	Hint         string // what to do; may be empty
}

// BuilderOption changes how a builder works.
type BuilderOption func(*PackLimits)

// WithPackLimits sets bounds on what packs may ask for.
func WithPackLimits(limits PackLimits) BuilderOption {
	return func(l *PackLimits) { *l = limits }
}

// Builder collects the files of packs, checks and compiles them. Its methods may be called from any
// goroutine; calls take turns.
type Builder struct {
	mu sync.Mutex
	c  *C.rapport_builder // nil once closed
}

// NewBuilder makes an empty builder.
func NewBuilder(options ...BuilderOption) (*Builder, error) {
	if err := checkABI(uint32(C.rapport_abi_version())); err != nil {
		return nil, err
	}
	var limits PackLimits
	for _, option := range options {
		option(&limits)
	}
	given, err := limits.toC()
	if err != nil {
		return nil, err
	}
	var builder *C.rapport_builder
	var failure *C.rapport_error
	status := C.rapport_builder_new(&given, &builder, &failure)
	if err := takeError(status, failure); err != nil {
		return nil, err
	}
	b := &Builder{c: builder}
	runtime.SetFinalizer(b, (*Builder).Close)
	return b, nil
}

// Close frees the builder's memory; rule sets that it built live on. It always returns nil, and may
// be called again.
func (b *Builder) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	C.rapport_builder_free(b.c)
	b.c = nil
	runtime.SetFinalizer(b, nil)
	return nil
}

// with calls use unless the builder is closed.
func (b *Builder) with(use func(*C.rapport_builder) error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.c == nil {
		return closedError("the builder")
	}
	return use(b.c)
}

// AddDefault adds core-en, the pack that is built in. A pack that extends it finds it without this.
func (b *Builder) AddDefault() error {
	return b.with(func(c *C.rapport_builder) error {
		answer := C.glue_add_default(c)
		return takeError(answer.status, answer.error)
	})
}

// AddFile reads a pack's only file, or its manifest and the files that it lists, from disk; or an
// overlay of weights and the table that it names.
func (b *Builder) AddFile(path string) error {
	return b.with(func(c *C.rapport_builder) error {
		answer := C.glue_add_file(c, path)
		return takeError(answer.status, answer.error)
	})
}

// AddBytes adds a file from memory: a pack, a manifest, a part that a manifest lists, or an overlay of
// weights. The name is what diagnostics show and what a manifest's files resolve to. A file whose name
// ends in .tsv is a word table, any other is YAML. Nothing is checked before Build.
func (b *Builder) AddBytes(name string, text []byte) error {
	return b.with(func(c *C.rapport_builder) error {
		answer := C.glue_add_bytes(c, name, view(text))
		return takeError(answer.status, answer.error)
	})
}

// Build merges the packs in the order in which they were added and compiles them. When a pack has
// errors, the *Error lists all of them. Build may be called again, after adding more.
func (b *Builder) Build() (*RuleSet, error) {
	var built *RuleSet
	err := b.with(func(c *C.rapport_builder) error {
		var rules *C.rapport_ruleset
		var failure *C.rapport_error
		status := C.rapport_builder_build(c, &rules, &failure)
		if err := takeError(status, failure); err != nil {
			if err, ok := err.(*Error); ok && err.Status == StatusInvalidPack {
				err.Diagnostics = diagnostics(c)
				err.Report = goString(C.glue_report(c))
			}
			return err
		}
		built = newRuleSet(rules)
		return nil
	})
	return built, err
}

// Diagnostics returns the errors and warnings of the last Build, by file and position; none before
// it, and none from a closed builder.
func (b *Builder) Diagnostics() []Diagnostic {
	var found []Diagnostic
	_ = b.with(func(c *C.rapport_builder) error {
		found = diagnostics(c)
		return nil
	})
	return found
}

// Report returns the errors and warnings of the last Build as the text that `rapport check` prints;
// empty when there are none.
func (b *Builder) Report() string {
	var report string
	_ = b.with(func(c *C.rapport_builder) error {
		report = goString(C.glue_report(c))
		return nil
	})
	return report
}

func diagnostics(c *C.rapport_builder) []Diagnostic {
	found := make([]Diagnostic, int(C.glue_diagnostic_count(c)))
	for i := range found {
		d := C.glue_diagnostic_read(c, C.size_t(i))
		found[i] = Diagnostic{
			Severity: Severity(C.GoString(C.rapport_severity_name(d.severity))),
			Code:     goString(d.code),
			File:     goString(d.file),
			Line:     int(d.line),
			Column:   int(d.column),
			Width:    int(d.width),
			Message:  goString(d.message),
			Snippet:  goString(d.snippet),
			Hint:     goString(d.hint),
		}
	}
	return found
}
