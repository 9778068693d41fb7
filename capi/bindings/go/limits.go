package rapport

// #include "glue.h"
import "C"

import "math"

// PackLimits bounds what packs may ask for. A field that is 0 stands for the default named beside it.
type PackLimits struct {
	YAMLEvents      int // of one file: 20,000
	YAMLDepth       int // nesting of lists and maps: 32
	FilesPerPack    int // 64
	Phrases         int // of all cues: 10,000
	PhraseWords     int // words and steps that one phrase expands to: 4,096
	ExpressionDepth int // nesting of one condition: 64
	FileBytes       int // of one YAML file: 256 KiB
	TableBytes      int // of one word table: 8 MiB
	ScalarBytes     int // of one YAML scalar: 16 KiB
	ExpressionBytes int // of one condition: 4 KiB
	CompiledBytes   int // 64 MiB
}

// ConversationLimits bounds one conversation. A field that is 0 stands for the default named beside
// it.
type ConversationLimits struct {
	Turns     int // a further turn is refused: 2,000
	TurnBytes int // longer text is cut at a character and the turn flagged: 64 KiB
}

func (l PackLimits) toC() (C.rapport_pack_limits, error) {
	var read limitReader
	c := C.rapport_pack_limits{
		struct_size:      C.sizeof_rapport_pack_limits,
		yaml_events:      read.count(l.YAMLEvents),
		yaml_depth:       read.count(l.YAMLDepth),
		files_per_pack:   read.count(l.FilesPerPack),
		phrases:          read.count(l.Phrases),
		phrase_words:     read.count(l.PhraseWords),
		expression_depth: read.count(l.ExpressionDepth),
		file_bytes:       read.size(l.FileBytes),
		table_bytes:      read.size(l.TableBytes),
		scalar_bytes:     read.size(l.ScalarBytes),
		expression_bytes: read.size(l.ExpressionBytes),
		compiled_bytes:   read.size(l.CompiledBytes),
	}
	return c, read.err
}

func (l ConversationLimits) toC() (C.rapport_conversation_limits, error) {
	var read limitReader
	c := C.rapport_conversation_limits{
		struct_size: C.sizeof_rapport_conversation_limits,
		turns:       read.count(l.Turns),
		turn_bytes:  read.size(l.TurnBytes),
	}
	return c, read.err
}

// limitReader converts limits and remembers whether one did not fit.
type limitReader struct{ err error }

func (r *limitReader) count(limit int) C.uint32_t {
	if limit < 0 || uint64(limit) > math.MaxUint32 {
		r.err = invalid("a limit of %d is out of range", limit)
	}
	return C.uint32_t(limit)
}

func (r *limitReader) size(limit int) C.size_t {
	if limit < 0 {
		r.err = invalid("a limit of %d bytes is out of range", limit)
	}
	return C.size_t(limit)
}
