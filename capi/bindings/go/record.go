package rapport

import (
	"encoding/json"
	"sort"
	"strconv"
	"time"
)

// Record is one conversation as a whole: what RuleSet.Decide takes.
type Record struct {
	ID           string    `json:"id"`           // comes back with the answer
	Channel      string    `json:"channel"`      // sets the fact "channel" where the packs declare it
	Now          time.Time `json:"now"`          // zero: the time of the last turn
	Facts        Facts     `json:"facts"`        // those left out have their default, or are unknown
	Turns        []Turn    `json:"turns"`        // oldest first
	Acknowledged []string  `json:"acknowledged"` // routes whose escalation the host has acted on
	Overrides    Overrides `json:"overrides"`    // what a person decided in place of the rules
}

// Overrides is what a person decided in place of the rules, as Conversation.OverridePersona and those
// beside it set it.
type Overrides struct {
	Persona     string                    `json:"persona,omitempty"`
	Scales      map[string]int            `json:"scales,omitempty"`
	Escalations map[string]EscalationRule `json:"escalations,omitempty"`
}

// Turn is one message. The zero value is an empty message of the customer's.
type Turn struct {
	Text       string     `json:"text"`       // UTF-8; malformed bytes are read as U+FFFD
	By         Speaker    `json:"by"`         // "": the customer
	At         time.Time  `json:"at"`         // when it was sent, or began; zero: unknown
	End        time.Time  `json:"end"`        // when it ended (a call); zero: the same as At
	Visibility Visibility `json:"visibility"` // "": public
	Format     Format     `json:"format"`     // "": plain text
	Language   string     `json:"language"`   // BCP 47 when the host knows it; "": found out
	ID         string     `json:"id"`         // for the host's own use
	Author     string     `json:"author"`     // who of them, for the host's own use
}

// Speaker is who wrote or said a turn.
type Speaker string

const (
	SpeakerCustomer   Speaker = "customer"
	SpeakerAgent      Speaker = "agent"
	SpeakerBot        Speaker = "bot"
	SpeakerSystem     Speaker = "system"
	SpeakerThirdParty Speaker = "third_party"
)

// Visibility is who sees a turn.
type Visibility string

const (
	VisibilityPublic   Visibility = "public"
	VisibilityInternal Visibility = "internal" // a note; never read as a reply
)

// Format is how the text of a turn is written.
type Format string

const (
	FormatText       Format = "text"
	FormatHTML       Format = "html"
	FormatEmail      Format = "email"
	FormatTranscript Format = "transcript"
)

// MarshalJSON writes the record as the library reads it. It fails when a fact is of a type that no
// fact can have.
func (r Record) MarshalJSON() ([]byte, error) { return r.appendJSON(nil) }

// appendJSON does not use encoding/json, which would replace malformed bytes of a text one by one:
// the library's reading of them, and with it the offsets of evidence, would be another than for the
// same text in a Conversation.
func (r *Record) appendJSON(to []byte) ([]byte, error) {
	to = append(to, `{"id":`...)
	to = appendString(to, r.ID)
	to = appendField(to, "channel", r.Channel)
	to, err := appendTime(to, "now", r.Now)
	if err != nil {
		return nil, err
	}
	if len(r.Facts) > 0 {
		to = append(to, `,"facts":{`...)
		if to, err = r.Facts.appendJSON(to); err != nil {
			return nil, err
		}
		to = append(to, '}')
	}
	to = append(to, `,"turns":[`...)
	for i := range r.Turns {
		if i > 0 {
			to = append(to, ',')
		}
		if to, err = r.Turns[i].appendJSON(to); err != nil {
			return nil, err
		}
	}
	to = append(to, ']')
	if len(r.Acknowledged) > 0 {
		to = append(to, `,"acknowledged":`...)
		to = appendStrings(to, r.Acknowledged)
	}
	if o := r.Overrides; o.Persona != "" || len(o.Scales) > 0 || len(o.Escalations) > 0 {
		overrides, err := json.Marshal(o)
		if err != nil {
			return nil, err
		}
		to = append(append(to, `,"overrides":`...), overrides...)
	}
	return append(to, '}'), nil
}

func (f Facts) appendJSON(to []byte) ([]byte, error) {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	sort.Strings(names) // so that of several mistakes the same one is always reported
	for i, name := range names {
		value, err := factValue(f[name])
		if err != nil {
			return nil, inFact(name, err)
		}
		if i > 0 {
			to = append(to, ',')
		}
		to = append(appendString(to, name), ':')
		switch v := value.(type) {
		case nil:
			to = append(to, "null"...)
		case bool:
			to = strconv.AppendBool(to, v)
		case int64:
			to = strconv.AppendInt(to, v, 10)
		case float64:
			to = strconv.AppendFloat(to, v, 'g', -1, 64)
		case string:
			to = appendString(to, v)
		case time.Duration:
			to = append(to, '"')
			to = strconv.AppendInt(to, v.Microseconds(), 10)
			to = append(to, `us"`...)
		case time.Time:
			to = appendInstant(to, v)
		case []string:
			to = appendStrings(to, v)
		}
	}
	return to, nil
}

func (t *Turn) appendJSON(to []byte) (_ []byte, err error) {
	to = append(to, `{"text":`...)
	to = appendString(to, t.Text)
	to = appendField(to, "by", string(t.By))
	if to, err = appendTime(to, "at", t.At); err != nil {
		return nil, err
	}
	if to, err = appendTime(to, "end", t.End); err != nil {
		return nil, err
	}
	to = appendField(to, "visibility", string(t.Visibility))
	to = appendField(to, "format", string(t.Format))
	to = appendField(to, "language", t.Language)
	to = appendField(to, "id", t.ID)
	to = appendField(to, "author", t.Author)
	return append(to, '}'), nil
}

// appendField leaves empty values out.
func appendField(to []byte, key, value string) []byte {
	if value == "" {
		return to
	}
	to = append(to, ',', '"')
	to = append(to, key...)
	to = append(to, '"', ':')
	return appendString(to, value)
}

// appendTime leaves unknown times out.
func appendTime(to []byte, key string, value time.Time) ([]byte, error) {
	if value.IsZero() {
		return to, nil
	}
	if _, err := microseconds(value); err != nil {
		return nil, err
	}
	to = append(to, ',', '"')
	to = append(to, key...)
	to = append(to, '"', ':')
	return appendInstant(to, value), nil
}

func appendInstant(to []byte, value time.Time) []byte {
	to = append(to, '"')
	to = value.UTC().AppendFormat(to, "2006-01-02T15:04:05.999999Z")
	return append(to, '"')
}

func appendStrings(to []byte, values []string) []byte {
	to = append(to, '[')
	for i, value := range values {
		if i > 0 {
			to = append(to, ',')
		}
		to = appendString(to, value)
	}
	return append(to, ']')
}

// appendString escapes what JSON demands and leaves every other byte as it is.
func appendString(to []byte, value string) []byte {
	const hex = "0123456789abcdef"
	to = append(to, '"')
	start := 0
	for i := 0; i < len(value); i++ {
		c := value[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, value[start:i]...)
		start = i + 1
		if c < ' ' {
			to = append(to, `\u00`...)
			to = append(to, hex[c>>4], hex[c&15])
		} else {
			to = append(to, '\\', c)
		}
	}
	to = append(to, value[start:]...)
	return append(to, '"')
}
