package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"sync"
)

// RuleSet is packs, compiled: what decides. It never changes, and any number of goroutines may use it
// at once.
type RuleSet struct {
	mu                   sync.RWMutex       // held for reading while the handle is in use
	c                    *C.rapport_ruleset // nil once closed
	pool                 *workspacePool
	reviewers            *reviewerPool
	name, hash, language string

	once      sync.Once
	durations map[string]bool // the facts that are durations; read when the first conversation starts
}

// LoadDefault compiles core-en, the pack that is built in.
func LoadDefault() (*RuleSet, error) { return load((*Builder).AddDefault) }

// LoadFile compiles one pack from disk: its only file, or its manifest and the files that it lists.
func LoadFile(path string) (*RuleSet, error) {
	return load(func(b *Builder) error { return b.AddFile(path) })
}

// LoadBytes compiles a pack of one file from memory; the name is for messages. One that lists further
// files takes a Builder.
func LoadBytes(name string, yaml []byte) (*RuleSet, error) {
	return load(func(b *Builder) error { return b.AddBytes(name, yaml) })
}

func load(add func(*Builder) error) (*RuleSet, error) {
	builder, err := NewBuilder()
	if err != nil {
		return nil, err
	}
	defer builder.Close()
	if err := add(builder); err != nil {
		return nil, err
	}
	return builder.Build()
}

func newRuleSet(c *C.rapport_ruleset) *RuleSet {
	about := C.glue_ruleset_read(c)
	r := &RuleSet{
		c:         c,
		pool:      new(workspacePool),
		reviewers: new(reviewerPool),
		name:      goString(about.name),
		hash:      goString(about.hash),
		language:  goString(about.language),
	}
	runtime.SetFinalizer(r, (*RuleSet).Close)
	return r
}

// Close frees the rule set's memory. Conversations that were made with it keep what they need, and
// decisions stay valid. It waits for calls that are running, always returns nil, and may be called
// again.
func (r *RuleSet) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	C.rapport_ruleset_free(r.c)
	r.c = nil
	r.pool.drain()
	r.reviewers.drain()
	runtime.SetFinalizer(r, nil)
	return nil
}

// Name returns a name such as "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide
// alike. It may be asked for after Close.
func (r *RuleSet) Name() string { return r.name }

// Hash returns 64 hexadecimal digits, the hash of the merged packs. It may be asked for after Close.
func (r *RuleSet) Hash() string { return r.hash }

// Language returns the language that the packs serve, such as "en". It may be asked for after Close.
func (r *RuleSet) Language() string { return r.language }

// FactType is what values a fact takes; Conversation.SetFact says which Go types those are.
type FactType string

const (
	FactBool      FactType = "bool"
	FactInt       FactType = "int"
	FactDouble    FactType = "double"
	FactString    FactType = "string"
	FactEnum      FactType = "enum"
	FactDuration  FactType = "duration"
	FactTimestamp FactType = "timestamp"
	FactStrings   FactType = "strings"
)

// Declarations is what the packs of a rule set declare, for hosts that build forms or check their
// mapping.
type Declarations struct {
	Facts         []FactInfo
	Personas      []PersonaInfo // without "none"
	Scales        []ScaleInfo
	Cues          []CueInfo
	Policies      []PolicyInfo
	Checks        []CheckInfo // of agents' replies
	CompiledBytes int         // memory that the compiled tables take, roughly
}

// FactInfo is a fact that the host may supply.
type FactInfo struct {
	ID         string
	Type       FactType
	HasDefault bool
	Values     []string // of an enum
	Help       string
}

// PersonaInfo is a customer type.
type PersonaInfo struct {
	ID          string
	Label       string
	DisplayName string // neutral: may be stored, or shown to the customer
	Summary     string
}

// ScaleInfo is something that is measured in levels, such as hostility.
type ScaleInfo struct {
	ID     string
	Levels []string // level 0 first
	Help   string
}

// CueInfo is something to look for in a customer's words.
type CueInfo struct {
	ID   string
	Help string
}

// PolicyInfo is a rule: what to do, and when.
type PolicyInfo struct {
	ID   string
	When string // its condition, as the pack writes it
	Help string
}

// CheckInfo is what an agent's reply is held against.
type CheckInfo struct {
	ID     string
	Label  string
	Weight float64
	Fatal  bool // its fail blocks the reply
	Help   string
}

// readDurations is called with the rule set open.
func (r *RuleSet) readDurations() {
	r.durations = map[string]bool{}
	for i, count := C.size_t(0), C.glue_ruleset_read(r.c).facts; i < C.size_t(count); i++ {
		if fact := C.glue_fact(r.c, i); fact._type == C.RAPPORT_FACT_DURATION {
			r.durations[goString(fact.id)] = true
		}
	}
}

// Declared lists what the packs declare. The lists are the caller's own.
func (r *RuleSet) Declared() (Declarations, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return Declarations{}, closedError("the rule set")
	}
	about := C.glue_ruleset_read(r.c)
	d := Declarations{
		Facts:         make([]FactInfo, int(about.facts)),
		Personas:      make([]PersonaInfo, int(about.personas)),
		Scales:        make([]ScaleInfo, int(about.scales)),
		Cues:          make([]CueInfo, int(about.cues)),
		Policies:      make([]PolicyInfo, int(about.policies)),
		Checks:        make([]CheckInfo, int(about.checks)),
		CompiledBytes: int(about.compiled_bytes),
	}
	for i := range d.Facts {
		item := C.glue_fact(r.c, C.size_t(i))
		d.Facts[i] = FactInfo{
			ID:         goString(item.id),
			Type:       FactType(C.GoString(C.rapport_fact_type_name(item._type))),
			HasDefault: item.has_default != 0,
			Help:       goString(item.texts[0]),
		}
		for j := C.size_t(0); j < item.values; j++ {
			value := goString(C.glue_fact_value(r.c, C.size_t(i), j))
			d.Facts[i].Values = append(d.Facts[i].Values, value)
		}
	}
	for i := range d.Personas {
		item := C.glue_persona(r.c, C.size_t(i))
		d.Personas[i] = PersonaInfo{
			ID:          goString(item.id),
			Label:       goString(item.texts[0]),
			DisplayName: goString(item.texts[1]),
			Summary:     goString(item.texts[2]),
		}
	}
	for i := range d.Scales {
		item := C.glue_scale(r.c, C.size_t(i))
		d.Scales[i] = ScaleInfo{ID: goString(item.id), Help: goString(item.texts[0])}
		for j := C.size_t(0); j < item.values; j++ {
			level := goString(C.glue_scale_level(r.c, C.size_t(i), j))
			d.Scales[i].Levels = append(d.Scales[i].Levels, level)
		}
	}
	for i := range d.Cues {
		item := C.glue_cue(r.c, C.size_t(i))
		d.Cues[i] = CueInfo{ID: goString(item.id), Help: goString(item.texts[0])}
	}
	for i := range d.Policies {
		item := C.glue_policy(r.c, C.size_t(i))
		d.Policies[i] = PolicyInfo{
			ID:   goString(item.id),
			When: goString(item.texts[0]),
			Help: goString(item.texts[1]),
		}
	}
	for i := range d.Checks {
		item := C.glue_check(r.c, C.size_t(i))
		d.Checks[i] = CheckInfo{
			ID:     goString(item.id),
			Label:  goString(item.texts[0]),
			Weight: float64(item.weight) / 1000,
			Fatal:  item.is_fatal != 0,
			Help:   goString(item.texts[1]),
		}
	}
	return d, nil
}
