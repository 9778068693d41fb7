package rapport

// #include "glue.h"
import "C"

import (
	"errors"
	"fmt"
	"strings"
	"unsafe"
)

// Status says why a call failed. Values are never renumbered; newer libraries may report further ones.
type Status int32

const (
	StatusOK              Status = C.RAPPORT_OK
	StatusInvalidArgument Status = C.RAPPORT_INVALID_ARGUMENT // an argument is malformed or out of range
	StatusInvalidPack     Status = C.RAPPORT_INVALID_PACK     // see Error.Diagnostics
	StatusNotFound        Status = C.RAPPORT_NOT_FOUND        // a name does not exist
	StatusLimitExceeded   Status = C.RAPPORT_LIMIT_EXCEEDED   // a stated limit; nothing has changed
	StatusInvalidState    Status = C.RAPPORT_INVALID_STATE    // a call out of order
	StatusIO              Status = C.RAPPORT_IO               // a file could not be read
	StatusInternal        Status = C.RAPPORT_INTERNAL         // a defect in Rapport; please report it
	StatusOutOfMemory     Status = C.RAPPORT_OUT_OF_MEMORY
)

// String returns the status as answers to batches name it, such as "not_found".
func (s Status) String() string { return C.GoString(C.rapport_status_name(C.int32_t(s))) }

// statusNamed is the status that String calls by a name; StatusInternal when there is none.
func statusNamed(name string) Status {
	for s := StatusInvalidArgument; ; s++ {
		switch s.String() {
		case name:
			return s
		case "unknown":
			return StatusInternal
		}
	}
}

// One error for each status, for errors.Is.
var (
	ErrInvalidArgument error = statusError(StatusInvalidArgument)
	ErrInvalidPack     error = statusError(StatusInvalidPack)
	ErrNotFound        error = statusError(StatusNotFound)
	ErrLimitExceeded   error = statusError(StatusLimitExceeded)
	ErrInvalidState    error = statusError(StatusInvalidState)
	ErrIO              error = statusError(StatusIO)
	ErrInternal        error = statusError(StatusInternal)
	ErrOutOfMemory     error = statusError(StatusOutOfMemory)
)

// ErrClosed is what the use of a closed builder, rule set or conversation fails with. Its status is
// StatusInvalidState.
var ErrClosed = errors.New("rapport: use after Close")

type statusError Status

func (s statusError) Error() string { return "rapport: " + Status(s).String() }

// Error is what every function of this package fails with. Use errors.As to read it, and errors.Is
// with ErrNotFound and its like to ask for the status.
type Error struct {
	Status  Status
	Message string // one line for people, without a full stop

	// The place of the first error of a pack; "" and 0 when the error has none. Lines and columns
	// count from 1.
	File         string
	Line, Column int

	Diagnostics []Diagnostic // all errors and warnings, when the status is StatusInvalidPack
	Report      string       // the same as the text that `rapport check` prints

	cause error
}

func (e *Error) Error() string {
	var text strings.Builder
	text.WriteString("rapport: ")
	if e.File != "" {
		text.WriteString(e.File)
		if e.Line > 0 {
			fmt.Fprintf(&text, ":%d:%d", e.Line, e.Column)
		}
		text.WriteString(": ")
	}
	if e.Message == "" {
		text.WriteString(e.Status.String())
	} else {
		text.WriteString(e.Message)
	}
	return text.String()
}

// Is makes errors.Is(err, ErrNotFound) and its like work.
func (e *Error) Is(target error) bool {
	status, ok := target.(statusError)
	return ok && Status(status) == e.Status
}

// Unwrap returns what lies behind the error, such as ErrClosed; usually nil.
func (e *Error) Unwrap() error { return e.cause }

func closedError(what string) error {
	return &Error{Status: StatusInvalidState, Message: what + " is closed", cause: ErrClosed}
}

func invalid(format string, arguments ...any) error {
	return &Error{Status: StatusInvalidArgument, Message: fmt.Sprintf(format, arguments...)}
}

// inFact names the fact that an error is about.
func inFact(name string, err error) error {
	return invalid("fact %q: %s", name, err.(*Error).Message)
}

// unreadable is for answers of the library's that are not what this package knows.
func unreadable(err error) error {
	return &Error{Status: StatusInternal, Message: "cannot read the library's answer", cause: err}
}

// takeError turns the outcome of a call into an error, or nil, and frees what C made.
func takeError(status C.int32_t, err *C.rapport_error) error {
	if status == C.RAPPORT_OK {
		return nil
	}
	read := C.glue_error_read(err)
	taken := &Error{
		Status:  Status(status),
		Message: goString(read.message),
		File:    goString(read.file),
		Line:    int(read.line),
		Column:  int(read.column),
	}
	C.rapport_error_free(err)
	return taken
}

// goString copies a text of the library's. Its length counts: a text may hold NUL.
func goString(text C.glue_text) string { return string(borrow(text)) }

func goBytes(text C.glue_text) []byte { return append([]byte(nil), borrow(text)...) }

func borrow(text C.glue_text) []byte {
	return unsafe.Slice((*byte)(unsafe.Pointer(text.bytes)), int(text.length))
}

// view reads bytes as a string without copying them, for the length of one call.
func view(bytes []byte) string { return *(*string)(unsafe.Pointer(&bytes)) }
