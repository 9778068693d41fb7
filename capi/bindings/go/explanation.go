package rapport

import "encoding/json"

// Explanation says why and why not, of one decision. It stays valid for ever; treat it as read-only.
type Explanation struct {
	ID           string              `json:"id"`
	RuleSet      string              `json:"ruleset"`
	Turns        []ExplainedTurn     `json:"turns"`
	Hits         []ExplainedHit      `json:"hits"`
	Personas     []ExplainedPersona  `json:"personas"` // best first
	Scales       []ExplainedScale    `json:"scales"`
	ContactKinds []ExplainedNeed     `json:"contact_kinds"` // in the pack's order
	Needs        []ExplainedNeed     `json:"needs"`         // by id
	Questions    []ExplainedQuestion `json:"questions"`     // as they were asked
	Promises     []ExplainedPromise  `json:"promises"`      // by id; of each the last time
	Policies     []ExplainedPolicy   `json:"policies"`      // in the pack's order
	Overridden   []ExplainedOverride `json:"overridden"`    // by a person; mostly empty
	Protocols    []ExplainedProtocol `json:"protocols"`     // in the pack's order
	Facts        map[string]string   `json:"facts"`         // the known ones, as text
	Signals      map[string]string   `json:"signals"`       // all of them, as text
	Raw          json.RawMessage     `json:"-"`             // the whole as the library wrote it, on one line
}

// ExplainedTurn is a turn as it was read.
type ExplainedTurn struct {
	By   Speaker `json:"by"`
	Text string  `json:"text"`
}

// ExplainedHit is a place where a cue was found.
type ExplainedHit struct {
	Cue     string `json:"cue"`
	Turn    int    `json:"turn"`  // from 0
	Start   int    `json:"start"` // bytes of that turn's text: the first
	End     int    `json:"end"`   // and the one past the last
	Text    string `json:"text"`
	Ignored string `json:"ignored"` // why it does not count: "negated", "quoted"; usually ""
}

// ExplainedPersona is how a customer type came by its probability.
type ExplainedPersona struct {
	ID            string         `json:"id"`
	Label         string         `json:"label"`
	Bias          float64        `json:"bias"`
	Score         float64        `json:"score"`
	Probability   float64        `json:"probability"`
	Reported      bool           `json:"reported"`
	Contributions []Contribution `json:"contributions"`
	WhyNot        string         `json:"why_not"`
}

// ExplainedScale is how a scale came by its level.
type ExplainedScale struct {
	ID            string         `json:"id"`
	Level         Level          `json:"level"`
	Name          string         `json:"name"` // of the level
	Bias          float64        `json:"bias"`
	Score         float64        `json:"score"`
	NextThreshold *float64       `json:"next_threshold"` // nil at the highest level
	Contributions []Contribution `json:"contributions"`
}

// Contribution is what one cue, condition or entry of a word table added to a score. One of the first
// three fields is set.
type Contribution struct {
	Cue          string  `json:"cue"`
	Condition    string  `json:"condition"`
	Word         string  `json:"word"`
	Count        float64 `json:"count"`  // decayed; of a cue, before saturation
	Weight       float64 `json:"weight"` // of a word, as the table has it
	Contribution float64 `json:"contribution"`
	Unknown      bool    `json:"unknown"` // a condition that could not be determined
}

// ExplainedPolicy is whether a policy applied, and why.
type ExplainedPolicy struct {
	ID      string          `json:"id"`
	Help    string          `json:"help"`
	When    string          `json:"when"`    // its condition, as the pack writes it
	Outcome string          `json:"outcome"` // "true", "false", "unknown", "error"
	Applied bool            `json:"applied"`
	Effects []string        `json:"effects"`
	Parts   []ExplainedPart `json:"parts"`
	WhyNot  string          `json:"why_not"`
}

// ExplainedPart is a part of a policy's condition and its value.
type ExplainedPart struct {
	Start     int    `json:"start"` // bytes of ExplainedPolicy.When: the first
	End       int    `json:"end"`   // and the one past the last
	Depth     int    `json:"depth"`
	Text      string `json:"text"`
	Value     string `json:"value"`
	Evaluated bool   `json:"evaluated"` // false where it did not matter
}

// MarshalJSON returns what the library wrote.
func (e Explanation) MarshalJSON() ([]byte, error) {
	if e.Raw != nil {
		return e.Raw, nil
	}
	return json.Marshal(explanationFields(e))
}

// UnmarshalJSON reads an explanation that the library wrote.
func (e *Explanation) UnmarshalJSON(line []byte) error {
	var fields explanationFields
	if err := json.Unmarshal(line, &fields); err != nil {
		return err
	}
	*e = Explanation(fields)
	e.Raw = append([]byte(nil), line...)
	return nil
}

// explanationFields is an explanation without its methods, as package encoding/json reads it.
type explanationFields Explanation

func newExplanation(line []byte) (*Explanation, error) {
	var fields explanationFields
	if err := json.Unmarshal(line, &fields); err != nil {
		return nil, unreadable(err)
	}
	fields.Raw = line
	return (*Explanation)(&fields), nil
}
