package rapport

// #include "glue.h"
import "C"

import (
	"bytes"
	"encoding/json"
)

// RecordOption changes how records are read.
type RecordOption func(*recordOptions)

type recordOptions struct{ ignoreUnknownFacts bool }

// IgnoreUnknownFacts ignores facts that the packs do not declare. Without it such a record is refused,
// since the name may be a typing error.
func IgnoreUnknownFacts() RecordOption {
	return func(o *recordOptions) { o.ignoreUnknownFacts = true }
}

func readOptions(options []RecordOption) recordOptions {
	if len(options) == 0 {
		return recordOptions{} // nothing escapes to the heap on the usual path
	}
	var read recordOptions
	for _, option := range options {
		option(&read)
	}
	return read
}

// DecideJSON decides about one conversation record, a JSON object of at most 16 MiB, and returns the
// decision as one line of JSON without a line break.
func (r *RuleSet) DecideJSON(record []byte, options ...RecordOption) ([]byte, error) {
	answer, _, err := r.decide(record, false, readOptions(options))
	return answer, err
}

// DecideLines decides about many records, one a line, in one call of the library. The answers are a
// line for each line, in order, each with its line break. A record that is refused, or an empty line,
// is answered with {"id":...,"error":{"status":...,"message":...}}; those are counted and are no
// failure. A record without an id has the number of its line.
func (r *RuleSet) DecideLines(records []byte, options ...RecordOption) (answers []byte, refused int,
	err error) {
	return r.decide(records, true, readOptions(options))
}

func (r *RuleSet) decide(records []byte, lines bool, options recordOptions) ([]byte, int, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return nil, 0, closedError("the rule set")
	}
	w, err := r.pool.get()
	if err != nil {
		return nil, 0, err
	}
	w.setIgnoresUnknown(options.ignoreUnknownFacts)
	var answer C.glue_answer
	if lines {
		answer = C.glue_decide_lines(r.c, view(records), w.c)
	} else {
		answer = C.glue_decide_json(r.c, view(records), w.c)
	}
	text := goBytes(answer.text)
	r.pool.put(w, answer.text.length)
	if err := takeError(answer.status, answer.error); err != nil {
		return nil, 0, err
	}
	return text, int(answer.refused), nil
}

// Decide decides about one conversation record.
func (r *RuleSet) Decide(record Record, options ...RecordOption) (*Decision, error) {
	line, err := record.MarshalJSON()
	if err != nil {
		return nil, err
	}
	answer, err := r.DecideJSON(line, options...)
	if err != nil {
		return nil, err
	}
	return newDecision(answer)
}

// Result is the answer to one record of several: a decision, or why the record was refused.
type Result struct {
	Decision *Decision
	Err      error
}

// DecideAll decides about many records in one call of the library. There is a result for each record,
// in order; a record that is refused does not keep the others from being decided. A record without an
// ID has its number, from 1.
func (r *RuleSet) DecideAll(records []Record, options ...RecordOption) ([]Result, error) {
	results := make([]Result, len(records))
	var lines []byte
	for i := range records {
		line, err := records[i].appendJSON(lines)
		if err != nil {
			results[i].Err = err
			line = lines // an empty line keeps its place
		}
		lines = append(line, '\n')
	}
	answers, _, err := r.DecideLines(lines, options...)
	if err != nil {
		return nil, err
	}
	for i := range results {
		end := bytes.IndexByte(answers, '\n')
		if end < 0 {
			return nil, &Error{Status: StatusInternal, Message: "fewer answers than records"}
		}
		if results[i].Err == nil {
			// A copy, so that a decision that is kept does not keep the others.
			results[i] = readResult(append([]byte(nil), answers[:end]...))
		}
		answers = answers[end+1:]
	}
	return results, nil
}

func readResult(line []byte) Result {
	var answer struct {
		decisionFields
		Error *struct{ Status, Message string }
	}
	if err := json.Unmarshal(line, &answer); err != nil {
		return Result{Err: unreadable(err)}
	}
	if refusal := answer.Error; refusal != nil {
		return Result{Err: &Error{Status: statusNamed(refusal.Status), Message: refusal.Message}}
	}
	return Result{Decision: answer.decisionFields.finish(line)}
}
