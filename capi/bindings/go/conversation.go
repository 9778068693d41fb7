package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"strings"
	"sync"
	"time"
)

// Conversation is one case as it goes on: turns, facts and acknowledgements. A turn is read when it is
// added; later decisions cost no more for it. What fails leaves the conversation as it was.
//
// The library wants one thread at a time for each conversation. The methods see to that: they may be
// called from any goroutine, and take turns. Different conversations do not wait for each other.
type Conversation struct {
	mu        sync.Mutex
	c         *C.rapport_conversation // nil once closed
	pool      *workspacePool
	reviewer  *reviewer       // nil until a reply is reviewed; one, since it knows the conversation
	durations map[string]bool // the facts that are durations
}

// ConversationOption changes how a conversation works.
type ConversationOption func(*ConversationLimits)

// WithConversationLimits sets bounds on what a conversation may hold.
func WithConversationLimits(limits ConversationLimits) ConversationOption {
	return func(l *ConversationLimits) { *l = limits }
}

// NewConversation starts an empty conversation. It keeps what it needs of the rule set, which may be
// closed before it.
func (r *RuleSet) NewConversation(options ...ConversationOption) (*Conversation, error) {
	var limits ConversationLimits
	for _, option := range options {
		option(&limits)
	}
	given, err := limits.toC()
	if err != nil {
		return nil, err
	}
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return nil, closedError("the rule set")
	}
	var conversation *C.rapport_conversation
	var failure *C.rapport_error
	status := C.rapport_conversation_new(r.c, &given, &conversation, &failure)
	if err := takeError(status, failure); err != nil {
		return nil, err
	}
	r.once.Do(r.readDurations)
	c := &Conversation{c: conversation, pool: r.pool, durations: r.durations}
	runtime.SetFinalizer(c, (*Conversation).Close)
	return c, nil
}

// Close frees the conversation's memory; decisions stay valid. It always returns nil, and may be
// called again.
func (c *Conversation) Close() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	C.rapport_conversation_free(c.c)
	c.c = nil
	if c.reviewer != nil {
		c.reviewer.free()
		c.reviewer = nil
	}
	runtime.SetFinalizer(c, nil)
	return nil
}

// with calls use unless the conversation is closed.
func (c *Conversation) with(use func(*C.rapport_conversation) error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.c == nil {
		return closedError("the conversation")
	}
	return use(c.c)
}

// Reset forgets turns, facts, acknowledgements and overrides and keeps the memory, so that one conversation can
// serve many cases.
func (c *Conversation) Reset() error {
	return c.with(func(handle *C.rapport_conversation) error {
		return takeError(C.rapport_conversation_reset(handle), nil)
	})
}

// AddTurn appends a turn. ErrLimitExceeded when there are too many.
func (c *Conversation) AddTurn(turn Turn) error {
	t, err := turn.toC()
	if err != nil {
		return err
	}
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_add_turn(handle, t.by, t.visibility, t.format, turn.Text, turn.Language,
			turn.ID, turn.Author, t.at, t.end)
		return takeError(answer.status, answer.error)
	})
}

// AddText appends a public message of plain text without a time.
func (c *Conversation) AddText(by Speaker, text string) error {
	return c.AddTurn(Turn{By: by, Text: text})
}

// TurnCount returns how many turns there are; 0 for a closed conversation.
func (c *Conversation) TurnCount() int {
	var count int
	_ = c.with(func(handle *C.rapport_conversation) error {
		count = int(C.glue_turn_count(handle))
		return nil
	})
	return count
}

// SetFact sets a declared fact and replaces an earlier value. By its declared type a fact takes
//
//	bool             bool
//	int              any integer type
//	double           any float or integer type
//	string, enum     string
//	duration         time.Duration, or a string such as "90d" or "1h30m", in units w d h m s ms us
//	timestamp        time.Time
//	strings          []string
//
// and types that are defined from these. A time.Duration and a time.Time are cut to microseconds. A
// nil, a nil pointer and the zero time.Time make the fact unknown, as ClearFact does.
//
// ErrNotFound for a name that is not declared, ErrInvalidArgument for a value of another type, out of
// range or outside an enum's values.
func (c *Conversation) SetFact(name string, value any) error {
	value, err := factValue(value)
	if err != nil {
		return inFact(name, err)
	}
	if text, ok := value.(string); ok && c.durations[name] {
		if value, err = parseDuration(text); err != nil {
			return inFact(name, err)
		}
	}
	return c.with(func(handle *C.rapport_conversation) error {
		var answer C.glue_answer
		switch v := value.(type) {
		case nil:
			answer = C.glue_clear_fact(handle, name)
		case bool:
			var truth C.int32_t
			if v {
				truth = 1
			}
			answer = C.glue_set_bool(handle, name, truth)
		case int64:
			answer = C.glue_set_int(handle, name, C.int64_t(v))
		case float64:
			answer = C.glue_set_double(handle, name, C.double(v))
		case string:
			answer = C.glue_set_string(handle, name, v)
		case time.Duration:
			answer = C.glue_set_duration(handle, name, C.int64_t(v.Microseconds()))
		case duration:
			answer = C.glue_set_duration(handle, name, C.int64_t(v))
		case time.Time:
			answer = C.glue_set_timestamp(handle, name, C.int64_t(v.UnixMicro()))
		case []string:
			lengths := make([]C.size_t, len(v)+1) // never empty, so that it has an address
			for i := range v {
				lengths[i] = C.size_t(len(v[i]))
			}
			joined := strings.Join(v, "")
			answer = C.glue_set_strings(handle, name, joined, &lengths[0], C.size_t(len(v)))
		}
		return takeError(answer.status, answer.error)
	})
}

// ClearFact makes a fact unknown again, or its default. ErrNotFound for a name that is not declared.
func (c *Conversation) ClearFact(name string) error {
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_clear_fact(handle, name)
		return takeError(answer.status, answer.error)
	})
}

// Acknowledge notes that the host has acted on the escalation to a route, as things stand now: it is
// new again only when a later turn gives a further reason. ErrNotFound for a route that is not
// declared.
func (c *Conversation) Acknowledge(route string) error {
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_acknowledge(handle, route)
		return takeError(answer.status, answer.error)
	})
}

// DecideOption says how to decide about a conversation.
type DecideOption func(*decideOptions)

type decideOptions struct {
	at  time.Time
	id  string
	now C.int64_t
}

// At is when the decision is made. Without it, that is the time of the last turn; the library has no
// clock.
func At(now time.Time) DecideOption { return func(o *decideOptions) { o.at = now } }

// WithID is what the decision's ID says.
func WithID(id string) DecideOption { return func(o *decideOptions) { o.id = id } }

func readDecideOptions(options []DecideOption) (decideOptions, error) {
	var read decideOptions
	for _, option := range options {
		option(&read)
	}
	now, err := microseconds(read.at)
	read.now = C.int64_t(now)
	return read, err
}

// DecideJSON decides about the conversation as it stands and returns the decision as one line of JSON
// without a line break.
func (c *Conversation) DecideJSON(options ...DecideOption) ([]byte, error) {
	asked, err := readDecideOptions(options)
	if err != nil {
		return nil, err
	}
	var text []byte
	err = c.with(func(handle *C.rapport_conversation) error {
		w, err := c.pool.get()
		if err != nil {
			return err
		}
		answer := C.glue_decide(handle, asked.now, asked.id, w.c)
		text = goBytes(answer.text)
		c.pool.put(w, answer.text.length)
		return takeError(answer.status, answer.error)
	})
	return text, err
}

// Decide decides about the conversation as it stands.
func (c *Conversation) Decide(options ...DecideOption) (*Decision, error) {
	answer, err := c.DecideJSON(options...)
	if err != nil {
		return nil, err
	}
	return newDecision(answer)
}

// turnConstants are the parts of a turn that are numbers in C.
type turnConstants struct {
	by, visibility, format C.int32_t
	at, end                C.int64_t
}

func (t *Turn) toC() (c turnConstants, err error) {
	switch t.By {
	case "", SpeakerCustomer:
		c.by = C.RAPPORT_SPEAKER_CUSTOMER
	case SpeakerAgent:
		c.by = C.RAPPORT_SPEAKER_AGENT
	case SpeakerBot:
		c.by = C.RAPPORT_SPEAKER_BOT
	case SpeakerSystem:
		c.by = C.RAPPORT_SPEAKER_SYSTEM
	case SpeakerThirdParty:
		c.by = C.RAPPORT_SPEAKER_THIRD_PARTY
	default:
		return c, invalid("turn: no speaker %q", t.By)
	}
	switch t.Visibility {
	case "", VisibilityPublic:
		c.visibility = C.RAPPORT_VISIBILITY_PUBLIC
	case VisibilityInternal:
		c.visibility = C.RAPPORT_VISIBILITY_INTERNAL
	default:
		return c, invalid("turn: no visibility %q", t.Visibility)
	}
	switch t.Format {
	case "", FormatText:
		c.format = C.RAPPORT_FORMAT_TEXT
	case FormatHTML:
		c.format = C.RAPPORT_FORMAT_HTML
	case FormatEmail:
		c.format = C.RAPPORT_FORMAT_EMAIL
	case FormatTranscript:
		c.format = C.RAPPORT_FORMAT_TRANSCRIPT
	default:
		return c, invalid("turn: no format %q", t.Format)
	}
	at, err := microseconds(t.At)
	if err != nil {
		return c, err
	}
	end, err := microseconds(t.End)
	c.at, c.end = C.int64_t(at), C.int64_t(end)
	return c, err
}
