package rapport

// #include "glue.h"
import "C"

// ExplainJSON explains the decision that DecideJSON would make: one line of JSON without a line break.
// It is a slower path that keeps every intermediate value.
func (r *RuleSet) ExplainJSON(record []byte, options ...RecordOption) ([]byte, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return nil, closedError("the rule set")
	}
	return explain(func(e *C.rapport_explanation) C.glue_answer {
		ignore := readOptions(options).ignoreUnknownFacts
		C.rapport_explanation_set_unknown_facts(e, unknownFacts(ignore))
		return C.glue_explain_json(r.c, view(record), e)
	})
}

// Explain explains the decision that Decide would make.
func (r *RuleSet) Explain(record Record, options ...RecordOption) (*Explanation, error) {
	line, err := record.MarshalJSON()
	if err != nil {
		return nil, err
	}
	answer, err := r.ExplainJSON(line, options...)
	if err != nil {
		return nil, err
	}
	return newExplanation(answer)
}

// ExplainJSON explains the decision that DecideJSON would make: one line of JSON without a line break.
func (c *Conversation) ExplainJSON(options ...DecideOption) ([]byte, error) {
	var answer []byte
	err := c.with(func(handle *C.rapport_conversation) error {
		asked, err := readDecideOptions(options)
		if err != nil {
			return err
		}
		answer, err = explain(func(e *C.rapport_explanation) C.glue_answer {
			return C.glue_explain(handle, asked.now, asked.id, e)
		})
		return err
	})
	return answer, err
}

// Explain explains the decision that Decide would make.
func (c *Conversation) Explain(options ...DecideOption) (*Explanation, error) {
	answer, err := c.ExplainJSON(options...)
	if err != nil {
		return nil, err
	}
	return newExplanation(answer)
}

// explain lends a handle to one call and copies the answer.
func explain(call func(*C.rapport_explanation) C.glue_answer) ([]byte, error) {
	var explanation *C.rapport_explanation
	var failure *C.rapport_error
	status := C.rapport_explanation_new(&explanation, &failure)
	if err := takeError(status, failure); err != nil {
		return nil, err
	}
	defer C.rapport_explanation_free(explanation)
	answer := call(explanation)
	if err := takeError(answer.status, answer.error); err != nil {
		return nil, err
	}
	return goBytes(answer.text), nil
}
