package rapport

import (
	"encoding/json"
	"time"
)

// Contact is what the customer writes for.
type Contact struct {
	Kind string   `json:"kind"` // the kind of contact, or None
	Also []string `json:"also"` // further kinds that hold
}

// Need is something that the customer asks for.
type Need struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Turn  int    `json:"turn"`  // from 0: where it was voiced last; -1 when a condition alone tells it
	Start int    `json:"start"` // bytes of that turn's text: the first
	End   int    `json:"end"`   // and the one past the last
	Text  string `json:"text"`  // the customer's words there
}

// UnmarshalJSON reads a need without words as one of turn -1.
func (n *Need) UnmarshalJSON(text []byte) error {
	type fields Need // without this method
	*n = Need{Turn: -1}
	return json.Unmarshal(text, (*fields)(n))
}

// OpenQuestion is a question of the customer's that no reply has taken up.
type OpenQuestion struct {
	Turn  int    `json:"turn"`  // from 0
	Start int    `json:"start"` // bytes of that turn's text: the first
	End   int    `json:"end"`   // and the one past the last
	Text  string `json:"text"`  // the words there
}

// Promise is something that an agent said would be done.
type Promise struct {
	ID    string       `json:"id"`
	Label string       `json:"label"`
	Turn  int          `json:"turn"`  // from 0
	Start int          `json:"start"` // bytes of that turn's text: the first
	End   int          `json:"end"`   // and the one past the last
	Text  string       `json:"text"`  // the agent's words there
	Due   time.Time    `json:"due"`   // zero without times, or when neither words nor pack say when
	State PromiseState `json:"state"`
}

// PromiseState is whether a promise was kept.
type PromiseState string

const (
	PromiseOpen    PromiseState = "open"
	PromiseKept    PromiseState = "kept"
	PromiseOverdue PromiseState = "overdue"
)

// Protocol is how far a protocol that has started is: what was done, what is next, what went wrong.
type Protocol struct {
	ID          string          `json:"id"`
	Label       string          `json:"label"`
	State       string          `json:"state"`
	StateLabel  string          `json:"state_label"`
	Ended       bool            `json:"ended"`        // nothing is next in this state
	StartedTurn int             `json:"started_turn"` // from 0
	SinceTurn   int             `json:"since_turn"`   // since when it is in this state
	Next        string          `json:"next"`         // the step to be done now; "" for none
	Steps       []ProtocolStep  `json:"steps"`        // of the state, then others that were done
	Faults      []ProtocolFault `json:"faults"`       // by turn
}

// ProtocolStep is something for agents to do.
type ProtocolStep struct {
	ID     string     `json:"id"`
	Label  string     `json:"label"`
	Status StepStatus `json:"status"`
	Action string     `json:"action"` // that goes with it; "" for none
	Turn   int        `json:"turn"`   // from 0: where it was done first; -1 if it was not
	Start  int        `json:"start"`  // bytes of that turn's text: the first
	End    int        `json:"end"`    // and the one past the last
}

// UnmarshalJSON reads a step that was not done as one of turn -1.
func (s *ProtocolStep) UnmarshalJSON(text []byte) error {
	type fields ProtocolStep // without this method
	*s = ProtocolStep{Turn: -1}
	return json.Unmarshal(text, (*fields)(s))
}

// StepStatus is how far a step is.
type StepStatus string

const (
	StepOpen       StepStatus = "open"
	StepNext       StepStatus = "next"
	StepDone       StepStatus = "done"
	StepNotNeeded  StepStatus = "not_needed"
	StepThroughout StepStatus = "throughout" // to be kept to all the time
)

// ProtocolFault is what an agent should not have said.
type ProtocolFault struct {
	ID    string `json:"id"`
	Label string `json:"label"`
	Turn  int    `json:"turn"`  // from 0
	Start int    `json:"start"` // bytes of that turn's text: the first
	End   int    `json:"end"`   // and the one past the last
}

// ExplainedNeed is whether a need, or a kind of contact, holds, and why.
type ExplainedNeed struct {
	ID       string   `json:"id"`
	Label    string   `json:"label"`
	When     string   `json:"when"`    // its condition, as the pack writes it; "" when cues alone tell it
	Cues     []string `json:"cues"`    // of a need: those with hits that count
	Outcome  string   `json:"outcome"` // "true", "false", "unknown", "error"
	Playbook []string `json:"playbook"`
	WhyNot   string   `json:"why_not"`
}

// ExplainedQuestion is what became of a question of the customer's.
type ExplainedQuestion struct {
	Turn      int    `json:"turn"`  // from 0
	Start     int    `json:"start"` // bytes of that turn's text: the first
	End       int    `json:"end"`   // and the one past the last
	Text      string `json:"text"`
	State     string `json:"state"`       // "open", "forgotten", or how a reply took it up, such as "figure"
	TakenUpBy int    `json:"taken_up_by"` // the turn; -1 for none
}

// UnmarshalJSON reads a question that was not taken up as one of turn -1.
func (q *ExplainedQuestion) UnmarshalJSON(text []byte) error {
	type fields ExplainedQuestion // without this method
	*q = ExplainedQuestion{TakenUpBy: -1}
	return json.Unmarshal(text, (*fields)(q))
}

// ExplainedPromise is what became of a promise.
type ExplainedPromise struct {
	ID       string       `json:"id"`
	Turn     int          `json:"turn"` // from 0
	Text     string       `json:"text"`
	State    PromiseState `json:"state"`
	SaysWhen bool         `json:"says_when"` // its due time is from its own words
	Due      time.Time    `json:"due"`       // zero for none
	KeptBy   int          `json:"kept_by"`   // the turn; -1 for none
}

// UnmarshalJSON reads a promise that was not kept as one of turn -1.
func (p *ExplainedPromise) UnmarshalJSON(text []byte) error {
	type fields ExplainedPromise // without this method
	*p = ExplainedPromise{KeptBy: -1}
	return json.Unmarshal(text, (*fields)(p))
}

// ExplainedProtocol is what keeps a protocol from the next state.
type ExplainedProtocol struct {
	ID          string                `json:"id"`
	Label       string                `json:"label"`
	State       string                `json:"state"`       // "" when it has not started
	Transitions []ExplainedTransition `json:"transitions"` // that are possible from there
}

// ExplainedTransition is a state into which the last turn did not lead.
type ExplainedTransition struct {
	To     string `json:"to"`
	When   string `json:"when"` // its condition, as the pack writes it; "" when only words lead there
	WhyNot string `json:"why_not"`
}
