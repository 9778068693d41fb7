package rapport

// #include "glue.h"
import "C"

import "fmt"

// abiVersion is the interface that this package is made for.
const abiVersion = 0

func checkABI(loaded uint32) error {
	if loaded == abiVersion {
		return nil
	}
	return &Error{Status: StatusInvalidState, Message: fmt.Sprintf(
		"the library that is loaded, version %s, has ABI version %d; this package is made for %d",
		Version(), loaded, abiVersion)}
}

// Version returns the version of the library that is loaded, such as "0.1.0".
func Version() string { return C.GoString(C.rapport_version()) }
