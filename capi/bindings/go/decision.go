package rapport

import (
	"encoding/json"
	"strconv"
	"time"
)

// None is the persona that is reported when no customer type is.
const None = "none"

// Decision is what the rules say about a conversation. It stays valid for ever, whatever is closed;
// treat it as read-only.
//
// As JSON it is the bytes that the library wrote.
type Decision struct {
	ID          string  `json:"id"`          // the record's
	Persona     string  `json:"persona"`     // the customer type that is reported, or None
	Abstained   string  `json:"abstained"`   // why none is reported, one of Abstained...; else ""
	Top         string  `json:"top"`         // the most probable type, reported or not
	Probability float64 `json:"probability"` // of what is reported

	Personas map[string]float64 `json:"personas"` // the probability of every type and of None
	Also     []string           `json:"also"`     // further types that are clear enough
	Scales   map[string]Level   `json:"scales"`

	Contact       Contact        `json:"contact"`
	Needs         []Need         `json:"needs"`          // that were voiced, the newest first
	OpenQuestions []OpenQuestion `json:"open_questions"` // that no reply has taken up, the oldest first
	Promises      []Promise      `json:"promises"`       // that agents made

	Actions      []Action         `json:"actions"`   // most important first
	Forbidden    []Forbidden      `json:"forbidden"` // what must not be done now
	Approvals    []Approval       `json:"approvals"` // recommended actions that need approval first
	Limits       map[string]int64 `json:"limits"`    // the value of every limit that holds
	LimitReasons []LimitReason    `json:"limit_reasons"`
	Flags        []Flag           `json:"flags"`
	Escalations  []Escalation     `json:"escalations"` // highest level first

	Evidence     []Evidence     `json:"evidence"` // what counted, strongest first
	Undetermined []Undetermined `json:"undetermined"`
	Overridden   []Overridden   `json:"overridden"` // by a person; mostly empty
	Protocols    []Protocol     `json:"protocols"`  // that have started; mostly empty
	RuleSet      string         `json:"ruleset"`    // RuleSet.Name of the rules that decided

	Raw json.RawMessage `json:"-"` // the whole decision as the library wrote it, on one line
}

// Why no persona is reported.
const (
	AbstainedThreshold  = "threshold"   // the best is not probable enough
	AbstainedMargin     = "margin"      // the best does not beat None by enough
	AbstainedNoEvidence = "no_evidence" // nothing speaks for any persona
	AbstainedLanguage   = "language"    // the pack does not serve the customer's language
	AbstainedOverride   = "override"    // a person said so
)

// Level is where a conversation stands on a scale, from 0, or LevelUnknown.
type Level int

// LevelUnknown is the level in a language that the pack does not serve.
const LevelUnknown Level = -1

// Action is something to do.
type Action struct {
	ID      string    `json:"id"`
	Label   string    `json:"label"`
	By      Performer `json:"by"`
	Kind    string    `json:"kind"` // one of Kind...
	Reasons []Reason  `json:"reasons"`
	Say     []string  `json:"say"` // lines with every placeholder filled, the best first

	ApprovalFrom        string `json:"approval_from"`        // who must approve first; "" for nobody
	AvailabilityUnknown bool   `json:"availability_unknown"` // the host has not said if it offers this
}

// Performer is who does an action.
type Performer string

const (
	PerformerAgent      Performer = "agent"
	PerformerSystem     Performer = "system"
	PerformerSupervisor Performer = "supervisor"
)

// Kinds of actions.
const (
	KindSafety       = "safety"
	KindDeEscalation = "de_escalation"
	KindBoundary     = "boundary"
	KindApology      = "apology"
	KindService      = "service"
	KindInformation  = "information"
	KindOffer        = "offer"
	KindRelationship = "relationship"
	KindConversation = "conversation"
	KindFollowUp     = "follow_up"
	KindHandover     = "handover"
)

// Reason is why an action is recommended: the id of a policy, a persona, a need or a kind of contact.
// One of the fields is set; Kind says which, and ID is what it holds.
type Reason struct {
	Policy      string `json:"policy"`
	Persona     string `json:"persona"`
	Need        string `json:"need"`
	ContactKind string `json:"contact_kind"`
}

// ReasonKind is what the id of a reason is of.
type ReasonKind string

const (
	ReasonPolicy      ReasonKind = "policy"
	ReasonPersona     ReasonKind = "persona"
	ReasonNeed        ReasonKind = "need"
	ReasonContactKind ReasonKind = "contact_kind"
)

// Kind says what the id is of; "" is something that a later library may add.
func (r Reason) Kind() ReasonKind {
	switch {
	case r.Policy != "":
		return ReasonPolicy
	case r.Persona != "":
		return ReasonPersona
	case r.Need != "":
		return ReasonNeed
	case r.ContactKind != "":
		return ReasonContactKind
	}
	return ""
}

// ID is the policy's, the persona's, the need's or that of the kind of contact.
func (r Reason) ID() string { return r.Policy + r.Persona + r.Need + r.ContactKind }

// Forbidden is an action that must not be taken now. It is undetermined when it holds only because
// the policy's condition is unknown: guardrails hold until the host says more.
type Forbidden struct {
	ID           string `json:"id"`
	Policy       string `json:"policy"`
	Undetermined bool   `json:"undetermined"`
}

// Approval says whose approval an action needs first.
type Approval struct {
	Action string `json:"action"`
	From   string `json:"from"`
}

// LimitReason says which policy set the value of a limit; undetermined is as for Forbidden.
type LimitReason struct {
	Limit        string `json:"limit"`
	Unit         string `json:"unit"`
	Policy       string `json:"policy"`
	Undetermined bool   `json:"undetermined"`
}

// Flag is a mark that a policy set.
type Flag struct {
	ID     string `json:"id"`
	Policy string `json:"policy"`
}

// Escalation says who must know, why and by when.
type Escalation struct {
	To        string    `json:"to"` // the route
	Label     string    `json:"label"`
	Level     int       `json:"level"`
	Reasons   []string  `json:"reasons"`
	Policies  []string  `json:"policies"`   // one for each reason
	Due       time.Time `json:"due"`        // zero without times, or when the pack states none
	SinceTurn int       `json:"since_turn"` // from 0: the turn from which it has held without a break
	New       bool      `json:"new"`        // false once acknowledged, until there is a further reason
}

// Evidence is something that counted: a hit of a cue or an entry of a word table in the customer's
// words, or a condition. One of the first three fields is set; Kind says which, and ID is what it holds.
type Evidence struct {
	Cue       string  `json:"cue"`
	Condition string  `json:"condition"`
	Word      string  `json:"word"`    // a word or pair as the table has it: "no reply", "{number} days"
	Turn      int     `json:"turn"`    // from 0; -1 for a condition
	Start     int     `json:"start"`   // bytes of that turn's text: the first
	End       int     `json:"end"`     // and the one past the last
	Text      string  `json:"text"`    // the words there
	Persona   string  `json:"persona"` // for which it counted; "" when only policies read it
	Weight    float64 `json:"weight"`  // of one hit; of a word, what it added to the lead over None
}

// EvidenceKind is what a piece of evidence is.
type EvidenceKind string

const (
	EvidenceCue       EvidenceKind = "cue"
	EvidenceCondition EvidenceKind = "condition"
	EvidenceWord      EvidenceKind = "word"
)

// Kind says what counted; "" is something that a later library may add.
func (e Evidence) Kind() EvidenceKind {
	switch {
	case e.Cue != "":
		return EvidenceCue
	case e.Condition != "":
		return EvidenceCondition
	case e.Word != "":
		return EvidenceWord
	}
	return ""
}

// ID is the cue's, the condition's, or the word itself.
func (e Evidence) ID() string { return e.Cue + e.Condition + e.Word }

// Undetermined is what could not be determined: one of the first four, the others are "".
type Undetermined struct {
	Policy      string   `json:"policy"`
	Condition   string   `json:"condition"`
	Need        string   `json:"need"`
	ContactKind string   `json:"contact_kind"`
	Missing     []string `json:"missing"` // facts and signals that are not known
	Error       string   `json:"error"`   // what failed, such as an overflow; usually ""
}

// MarshalJSON returns what the library wrote.
func (d Decision) MarshalJSON() ([]byte, error) {
	if d.Raw != nil {
		return d.Raw, nil
	}
	return json.Marshal(decisionFields(d))
}

// UnmarshalJSON reads a decision that the library wrote, for instance an answer of DecideLines.
func (d *Decision) UnmarshalJSON(line []byte) error {
	var fields decisionFields
	if err := json.Unmarshal(line, &fields); err != nil {
		return err
	}
	*d = *fields.finish(append([]byte(nil), line...))
	return nil
}

// decisionFields is a decision without its methods, as package encoding/json reads it.
type decisionFields Decision

// finish fills in what the JSON leaves out, and keeps the line.
func (f decisionFields) finish(line []byte) *Decision {
	d := Decision(f)
	d.Raw = line
	for i := range d.Evidence {
		if d.Evidence[i].Kind() == EvidenceCondition {
			d.Evidence[i].Turn = -1
		}
	}
	return &d
}

func newDecision(line []byte) (*Decision, error) {
	var fields decisionFields
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, unreadable(err)
	}
	return fields.finish(line), nil
}

// MarshalJSON writes an unknown level as null.
func (l Level) MarshalJSON() ([]byte, error) {
	if l == LevelUnknown {
		return []byte("null"), nil
	}
	return strconv.AppendInt(nil, int64(l), 10), nil
}

// UnmarshalJSON reads null as LevelUnknown.
func (l *Level) UnmarshalJSON(text []byte) error {
	*l = LevelUnknown
	if string(text) == "null" {
		return nil
	}
	return json.Unmarshal(text, (*int)(l))
}
