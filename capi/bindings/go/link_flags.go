//go:build rapport_flags

package rapport

// Without pkg-config: CGO_CFLAGS says where the header is, CGO_LDFLAGS where the library is.

// #cgo LDFLAGS: -lrapport
import "C"
