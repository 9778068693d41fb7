#ifndef RAPPORT_PACK_BYTE_CHECK_H_
#define RAPPORT_PACK_BYTE_CHECK_H_

#include <cstddef>
#include <string_view>

#include "base/diagnostic_sink.h"
#include "base/source.h"

namespace rapport::pack {

// What is checked before any parser sees a file: that it has at most `limit` bytes, that it is
// UTF-8, and that it holds no control characters but tab and line breaks (LF or CR LF; one
// byte-order mark may open it). Reports the first few places and returns whether the file is sound.
bool CheckBytes(const Source& source, size_t limit, DiagnosticSink* sink);

// One code point at the front of `text`: its length in bytes, 0 when it is not well-formed UTF-8
// (or `text` is empty).
size_t DecodeCodePoint(std::string_view text, char32_t* code_point);

// Whether a pack's text may hold it.
bool IsAllowedCharacter(char32_t code_point);

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_BYTE_CHECK_H_
