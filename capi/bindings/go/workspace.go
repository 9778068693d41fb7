package rapport

// #include "glue.h"
import "C"

import (
	"runtime"
	"sync"
)

// A workspace is a decision handle of the library's: what deciding needs beside the rules, and where
// the answer lies until it is copied. It is for one goroutine at a time.
type workspace struct {
	c              *C.rapport_decision
	ignoresUnknown bool
}

func newWorkspace() (*workspace, error) {
	var decision *C.rapport_decision
	var failure *C.rapport_error
	status := C.rapport_decision_new(&decision, &failure)
	if err := takeError(status, failure); err != nil {
		return nil, err
	}
	w := &workspace{c: decision}
	// For those that the pool lets go of.
	runtime.SetFinalizer(w, (*workspace).free)
	return w, nil
}

func (w *workspace) free() {
	C.rapport_decision_free(w.c)
	w.c = nil
	runtime.SetFinalizer(w, nil)
}

// setIgnoresUnknown crosses to C only when the setting changes, which it rarely does.
func (w *workspace) setIgnoresUnknown(ignores bool) {
	if w.ignoresUnknown != ignores {
		C.rapport_decision_set_unknown_facts(w.c, unknownFacts(ignores))
		w.ignoresUnknown = ignores
	}
}

func unknownFacts(ignore bool) C.int32_t {
	if ignore {
		return C.RAPPORT_UNKNOWN_FACTS_IGNORE
	}
	return C.RAPPORT_UNKNOWN_FACTS_ERROR
}

// A workspacePool keeps the workspaces of one rule set between calls: they are dear to make, and hold
// on to the rules that they last decided with. It is allocated on its own, as package sync refers to
// pools in use and would keep from the garbage collector what one is a part of.
type workspacePool struct{ idle sync.Pool }

// A workspace that gave a longer answer is not kept: few calls need that much memory again.
const longestKept = 16 << 20

func (p *workspacePool) get() (*workspace, error) {
	if w, ok := p.idle.Get().(*workspace); ok {
		return w, nil
	}
	return newWorkspace()
}

func (p *workspacePool) put(w *workspace, answerBytes C.size_t) {
	if answerBytes > longestKept {
		w.free()
		return
	}
	p.idle.Put(w)
}

func (p *workspacePool) drain() {
	for {
		w, ok := p.idle.Get().(*workspace)
		if !ok {
			return
		}
		w.free()
	}
}
