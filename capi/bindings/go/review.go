package rapport

import "encoding/json"

// Review is what the checks of the packs say of an agent's reply. It stays valid for ever, whatever is
// closed; treat it as read-only.
//
// As JSON it is the bytes that the library wrote.
type Review struct {
	ID       string    // the record's
	Blocked  bool      // a fatal check failed: the reply should not be sent as it is
	Tip      *Finding  // what to mend first; nil when no check failed
	Score    *float64  // 0 to 100; nil when no check applies, and with ReviewDraft
	Findings []Finding // one for each check, by id; none with ReviewDraft
	Persona  string    // of the conversation before the reply; "" with ReviewDraft
	RuleSet  string    // RuleSet.Name of the rules that reviewed

	Raw json.RawMessage // the whole review as the library wrote it, on one line
}

// CheckResult is what a check says.
type CheckResult string

const (
	CheckPass          CheckResult = "pass"
	CheckFail          CheckResult = "fail"
	CheckNotApplicable CheckResult = "na"
)

// Why a check failed.
const (
	FailMissing   = "missing"    // nothing of what the check expects is in the reply
	FailFault     = "fault"      // the reply holds what it should not; the spans show it
	FailCondition = "condition"  // the check's condition is not true
	FailOverLimit = "over_limit" // an amount is above the limit in force
	FailForbidden = "forbidden"  // the reply does what a policy forbids
	FailApproval  = "approval"   // the reply does what needs approval first
)

// Finding is what one check says.
type Finding struct {
	Check        string      `json:"check"` // its id
	Label        string      `json:"label"`
	Result       CheckResult `json:"result"`
	Reason       string      `json:"reason"` // of a fail, one of Fail...; else ""
	Weight       float64     `json:"weight"`
	Fatal        bool        `json:"fatal"`         // its fail blocks the reply
	Undetermined bool        `json:"undetermined"`  // because its condition is unknown
	Why          string      `json:"why"`           // of a fail: what is wrong, for the agent
	Limit        string      `json:"limit"`         // of FailOverLimit; else ""
	LimitValue   int64       `json:"limit_value"`   // the value in force
	Policy       string      `json:"policy"`        // that set the limit, forbids or wants approval
	ApprovalFrom string      `json:"approval_from"` // the route that approves
	Spans        []Span      `json:"spans"`         // by their place; of a pass, what was looked for
	Suggestions  []string    `json:"suggestions"`   // better wordings for a fail, the best first
}

// Span is a place in the reply that counted.
type Span struct {
	Cue   string `json:"cue"`
	Start int    `json:"start"` // bytes of the reply's text: the first
	End   int    `json:"end"`   // and the one past the last
	Text  string `json:"text"`  // the words there
}

// MarshalJSON returns what the library wrote.
func (r Review) MarshalJSON() ([]byte, error) {
	if r.Raw == nil {
		return nil, &Error{Status: StatusInvalidState, Message: "this review was not made by reviewing"}
	}
	return r.Raw, nil
}

// UnmarshalJSON reads a review that the library wrote, for instance an answer of ReviewLines.
func (r *Review) UnmarshalJSON(line []byte) error {
	review, err := readReview(append([]byte(nil), line...))
	if err != nil {
		return err
	}
	*r = *review
	return nil
}

func newReview(line []byte) (*Review, error) {
	review, err := readReview(line)
	if err != nil {
		return nil, unreadable(err)
	}
	return review, nil
}

// readReview keeps the line.
func readReview(line []byte) (*Review, error) {
	var fields struct {
		ID       string
		Blocked  bool
		Tip      json.RawMessage // null, the check's id, or the finding with ReviewDraft
		Score    *float64
		Findings []Finding
		Persona  string
		RuleSet  string
	}
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, err
	}
	r := &Review{
		ID:       fields.ID,
		Blocked:  fields.Blocked,
		Score:    fields.Score,
		Findings: fields.Findings,
		Persona:  fields.Persona,
		RuleSet:  fields.RuleSet,
		Raw:      line,
	}
	var check string
	if json.Unmarshal(fields.Tip, &check) != nil {
		return r, json.Unmarshal(fields.Tip, &r.Tip)
	}
	for i := range r.Findings {
		if r.Findings[i].Check == check {
			r.Tip = &r.Findings[i]
		}
	}
	return r, nil
}
