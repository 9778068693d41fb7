//go:build !rapport_flags

package rapport

// #cgo pkg-config: rapport
import "C"
