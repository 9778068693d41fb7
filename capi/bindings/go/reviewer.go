package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"sync"
)

// ReviewDetail is how much a review says.
type ReviewDetail int32

const (
	ReviewAll   ReviewDetail = C.RAPPORT_REVIEW_ALL   // every finding, and the score
	ReviewDraft ReviewDetail = C.RAPPORT_REVIEW_DRAFT // what helps while the reply is being written
)

// A reviewer is a review handle of the library's, which is used again and again: as long as the
// conversation and the time are the same, reviewing a further reply reads the reply and nothing else.
// It is for one goroutine at a time.
type reviewer struct {
	c              *C.rapport_review
	ignoresUnknown bool
}

func newReviewer() (*reviewer, error) {
	var review *C.rapport_review
	var failure *C.rapport_error
	status := C.rapport_review_new(&review, &failure)
	if err := takeError(status, failure); err != nil {
		return nil, err
	}
	r := &reviewer{c: review}
	// For those that the pool lets go of.
	runtime.SetFinalizer(r, (*reviewer).free)
	return r, nil
}

func (r *reviewer) free() {
	C.rapport_review_free(r.c)
	r.c = nil
	runtime.SetFinalizer(r, nil)
}

func (r *reviewer) setIgnoresUnknown(ignores bool) {
	if r.ignoresUnknown != ignores {
		C.rapport_review_set_unknown_facts(r.c, unknownFacts(ignores))
		r.ignoresUnknown = ignores
	}
}

// A reviewerPool keeps the reviewers of one rule set between calls, as a workspacePool does.
type reviewerPool struct{ idle sync.Pool }

func (p *reviewerPool) get() (*reviewer, error) {
	if r, ok := p.idle.Get().(*reviewer); ok {
		return r, nil
	}
	return newReviewer()
}

func (p *reviewerPool) put(r *reviewer, answerBytes C.size_t) {
	if answerBytes > longestKept {
		r.free()
		return
	}
	p.idle.Put(r)
}

func (p *reviewerPool) drain() {
	for {
		r, ok := p.idle.Get().(*reviewer)
		if !ok {
			return
		}
		r.free()
	}
}

// ReviewJSON reviews the last turn of a record, which must be a public one by an agent, after those
// before it, and returns the review as one line of JSON without a line break.
func (r *RuleSet) ReviewJSON(record []byte, detail ReviewDetail, options ...RecordOption) ([]byte,
	error) {
	answer, _, err := r.review(record, false, detail, readOptions(options))
	return answer, err
}

// ReviewLines reviews the replies of many records, one a line, as DecideLines decides about them.
func (r *RuleSet) ReviewLines(records []byte, detail ReviewDetail, options ...RecordOption) (
	answers []byte, refused int, err error) {
	return r.review(records, true, detail, readOptions(options))
}

func (r *RuleSet) review(records []byte, lines bool, detail ReviewDetail, options recordOptions) (
	[]byte, int, error) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	if r.c == nil {
		return nil, 0, closedError("the rule set")
	}
	w, err := r.reviewers.get()
	if err != nil {
		return nil, 0, err
	}
	w.setIgnoresUnknown(options.ignoreUnknownFacts)
	var answer C.glue_answer
	if lines {
		answer = C.glue_review_lines(r.c, view(records), C.int32_t(detail), w.c)
	} else {
		answer = C.glue_review_json(r.c, view(records), C.int32_t(detail), w.c)
	}
	text := goBytes(answer.text)
	r.reviewers.put(w, answer.text.length)
	if err := takeError(answer.status, answer.error); err != nil {
		return nil, 0, err
	}
	return text, int(answer.refused), nil
}

// Review reviews the last turn of a record, which must be a public one by an agent.
func (r *RuleSet) Review(record Record, detail ReviewDetail, options ...RecordOption) (*Review,
	error) {
	line, err := record.MarshalJSON()
	if err != nil {
		return nil, err
	}
	answer, err := r.ReviewJSON(line, detail, options...)
	if err != nil {
		return nil, err
	}
	return newReview(answer)
}

// ReviewJSON reviews a reply as Review does, and returns the review as one line of JSON without a
// line break.
func (c *Conversation) ReviewJSON(reply Turn, detail ReviewDetail, options ...DecideOption) ([]byte,
	error) {
	asked, err := readDecideOptions(options)
	if err != nil {
		return nil, err
	}
	t, err := reply.toC()
	if err != nil {
		return nil, err
	}
	var text []byte
	err = c.with(func(handle *C.rapport_conversation) error {
		if c.reviewer == nil {
			made, err := newReviewer()
			if err != nil {
				return err
			}
			c.reviewer = made
		}
		answer := C.glue_review_reply(handle, t.format, reply.Text, t.at, asked.now,
			C.int32_t(detail), asked.id, c.reviewer.c)
		text = goBytes(answer.text)
		return takeError(answer.status, answer.error)
	})
	return text, err
}

// Review reviews a reply as the agent's next turn, one that is being written or one that was sent. It
// is not added to the conversation: use AddTurn once it is sent. Of the turn, Text, Format and At
// count; without the option At the time is the turn's, then that of the last turn.
func (c *Conversation) Review(reply Turn, detail ReviewDetail, options ...DecideOption) (*Review,
	error) {
	answer, err := c.ReviewJSON(reply, detail, options...)
	if err != nil {
		return nil, err
	}
	return newReview(answer)
}
