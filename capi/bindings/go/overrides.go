package rapport

// #include "glue.h"
import "C"

import (
	"encoding/json"
	"math"
)

// EscalationRule is what a person decided about the escalations of a route, in place of the policies.
type EscalationRule string

const (
	EscalationHold     EscalationRule = "hold"     // it stands, whether or not a policy asks for it
	EscalationSuppress EscalationRule = "suppress" // it does not, but for what is a matter of safety
)

// Overridden is what a person decided in place of the rules. One of the first three fields is set.
type Overridden struct {
	Persona    string         `json:"persona"`    // that was set
	Scale      string         `json:"scale"`      // of which a level was set
	Escalation string         `json:"escalation"` // the route
	Level      Level          `json:"level"`      // of a scale: that was set
	Override   EscalationRule `json:"override"`   // of an escalation

	FoundPersona string   `json:"-"`        // what the rules found in place of a persona
	FoundLevel   Level    `json:"-"`        // of a scale: what the rules found
	Reasons      []string `json:"-"`        // of an escalation: why policies escalate
	Policies     []string `json:"policies"` // one for each reason
}

// UnmarshalJSON reads what was found as what it is about.
func (o *Overridden) UnmarshalJSON(text []byte) error {
	type fields Overridden // without this method
	read := struct {
		*fields
		Found json.RawMessage `json:"found"`
	}{fields: (*fields)(o)}
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	switch {
	case o.Persona != "":
		return json.Unmarshal(read.Found, &o.FoundPersona)
	case o.Scale != "":
		return json.Unmarshal(read.Found, &o.FoundLevel)
	case o.Escalation != "":
		return json.Unmarshal(read.Found, &o.Reasons)
	}
	return nil
}

// MarshalJSON writes what was found as UnmarshalJSON reads it.
func (o Overridden) MarshalJSON() ([]byte, error) {
	type fields Overridden // without this method
	var found any
	switch {
	case o.Persona != "":
		found = o.FoundPersona
	case o.Scale != "":
		found = o.FoundLevel
	default:
		found = o.Reasons
	}
	return json.Marshal(struct {
		fields
		Found any `json:"found"`
	}{fields(o), found})
}

// ExplainedOverride is what a person decided in place of the rules, in words. One of the first three
// fields is set.
type ExplainedOverride struct {
	Persona    string `json:"persona"`
	Scale      string `json:"scale"`
	Escalation string `json:"escalation"` // the route
	Set        string `json:"set"`
	Found      string `json:"found"`
}

// OverridePersona sets the persona, which may be None, in place of what the rules find: what a person,
// usually a supervisor, knows better. Like every override it holds until it is released, whatever turns
// follow; policies, playbooks and checks of replies go by it, while scores and evidence stay what the
// rules find. ErrNotFound for one that is not declared.
func (c *Conversation) OverridePersona(persona string) error {
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_override_persona(handle, persona)
		return takeError(answer.status, answer.error)
	})
}

// ReleasePersona takes OverridePersona back.
func (c *Conversation) ReleasePersona() error {
	return c.with(func(handle *C.rapport_conversation) error {
		return takeError(C.rapport_conversation_release_persona(handle), nil)
	})
}

// OverrideScale sets the level of a scale, from 0. ErrInvalidArgument for a level that it does not have.
func (c *Conversation) OverrideScale(scale string, level Level) error {
	if level < math.MinInt32 || level > math.MaxInt32 {
		return invalid("scale %q has no level %d", scale, int(level))
	}
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_override_scale(handle, scale, C.int32_t(level))
		return takeError(answer.status, answer.error)
	})
}

// ReleaseScale takes OverrideScale back.
func (c *Conversation) ReleaseScale(scale string) error {
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_release_scale(handle, scale)
		return takeError(answer.status, answer.error)
	})
}

// OverrideEscalation says whether an escalation stands. What policies of class `safety` escalate is
// never suppressed.
func (c *Conversation) OverrideEscalation(route string, rule EscalationRule) error {
	number := C.int32_t(C.RAPPORT_ESCALATION_HOLD)
	switch rule {
	case EscalationHold:
	case EscalationSuppress:
		number = C.RAPPORT_ESCALATION_SUPPRESS
	default:
		return invalid("no rule %q for escalations", rule)
	}
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_override_escalation(handle, route, number)
		return takeError(answer.status, answer.error)
	})
}

// ReleaseEscalation takes OverrideEscalation back.
func (c *Conversation) ReleaseEscalation(route string) error {
	return c.with(func(handle *C.rapport_conversation) error {
		answer := C.glue_release_escalation(handle, route)
		return takeError(answer.status, answer.error)
	})
}

// ReleaseOverrides takes all overrides back.
func (c *Conversation) ReleaseOverrides() error {
	return c.with(func(handle *C.rapport_conversation) error {
		return takeError(C.rapport_conversation_release_overrides(handle), nil)
	})
}
