package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"sync"
	"unsafe"
)

// Accumulator is what many lines say together: each is added and forgotten, and the report may be
// asked for at any time. Parts that other goroutines, machines or days have counted come together by
// Merge; between them they travel as bytes, by Save and LoadAccumulator. The report is the same however
// the lines were spread. Its methods may be called from any goroutine, and take turns.
type Accumulator struct {
	mu sync.Mutex
	c  *C.rapport_accumulator // nil once closed
}

// NewAccumulator starts one of a kind: "coaching", "acceptance", "feedback" or "metrics". The options
// are a JSON object, or empty; include/rapport/accumulator.h lists those of each kind.
func (r *RuleSet) NewAccumulator(kind, options string) (*Accumulator, error) {
	return r.accumulator(func(rules *C.rapport_ruleset) C.glue_accumulator {
		return C.glue_accumulator_new(rules, kind, options)
	})
}

// LoadAccumulator takes what Save gave, counted with rules of the same hash. The bytes are not trusted.
func (r *RuleSet) LoadAccumulator(saved []byte) (*Accumulator, error) {
	return r.accumulator(func(rules *C.rapport_ruleset) C.glue_accumulator {
		return C.glue_accumulator_load(rules, view(saved))
	})
}

func (r *RuleSet) accumulator(create func(*C.rapport_ruleset) C.glue_accumulator) (*Accumulator, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return nil, closedError("the rule set")
	}
	made := create(r.c)
	if err := takeError(made.status, made.error); err != nil {
		return nil, err
	}
	a := &Accumulator{c: made.accumulator}
	runtime.SetFinalizer(a, (*Accumulator).Close)
	return a, nil
}

// Close frees the accumulator's memory. It always returns nil, and may be called again.
func (a *Accumulator) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	C.rapport_accumulator_free(a.c)
	a.c = nil
	runtime.SetFinalizer(a, nil)
	return nil
}

func (a *Accumulator) with(use func(*C.rapport_accumulator) C.glue_answer) ([]byte, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.c == nil {
		return nil, closedError("the accumulator")
	}
	answer := use(a.c)
	if err := takeError(answer.status, answer.error); err != nil {
		return nil, err
	}
	return goBytes(answer.text), nil
}

// Add counts one line of JSON. One that is refused changes nothing.
func (a *Accumulator) Add(line []byte) error {
	_, err := a.with(func(c *C.rapport_accumulator) C.glue_answer {
		return C.glue_accumulator_add(c, view(line))
	})
	return err
}

// AddRecord counts one conversation record.
func (a *Accumulator) AddRecord(record Record) error {
	line, err := record.MarshalJSON()
	if err != nil {
		return err
	}
	return a.Add(line)
}

// Merge adds what another of the same kind, options and rules has counted.
func (a *Accumulator) Merge(other *Accumulator) error {
	if a == other {
		return invalid("an accumulator is not merged with itself")
	}
	// In one order everywhere, so that two goroutines cannot block each other.
	first, second := a, other
	if uintptr(unsafe.Pointer(first)) > uintptr(unsafe.Pointer(second)) {
		first, second = second, first
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if a.c == nil || other.c == nil {
		return closedError("the accumulator")
	}
	answer := C.glue_accumulator_merge(a.c, other.c)
	return takeError(answer.status, answer.error)
}

// Save returns all that was counted. It holds names and quotations, whatever the options show.
func (a *Accumulator) Save() ([]byte, error) {
	return a.with(func(c *C.rapport_accumulator) C.glue_answer { return C.glue_accumulator_save(c) })
}

// ReportJSON returns the report as one line of JSON: what the command of the kind prints with --json.
func (a *Accumulator) ReportJSON() ([]byte, error) {
	return a.with(func(c *C.rapport_accumulator) C.glue_answer { return C.glue_accumulator_report(c) })
}
