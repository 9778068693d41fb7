#include "text/reader.h"

#include "text/char_reference.h"
#include "text/unicode.h"
#include "text/utf8.h"

namespace rapport::text {

void CharSink::PushGeneral(char32_t code, uint32_t begin, uint32_t end) {
  code = NormaliseWidth(code);
  const CharInfo info = Classify(code);
  Characters& chars = workspace_->chars;
  const CharClass last = chars.ClassAt(chars.size() - 1);
  switch (info.cls) {
    case CharClass::kIgnored:
      return;
    case CharClass::kAttached:
      if (last != CharClass::kEnd && last != CharClass::kBlank && last != CharClass::kNewline) {
        chars.ExtendLast(end);
      }
      return;
    case CharClass::kJoiner:
      if (last != CharClass::kEmoji && last != CharClass::kSkinTone) return;
      break;
    default:
      break;
  }
  chars.Push(code, info, begin, end);
}

void CharSink::PushBreak(uint32_t at) { workspace_->chars.Push('\n', kAsciiTable['\n'], at, at); }

uint32_t CharSink::PushPlain(std::string_view bytes, uint32_t pos) {
  if (kernel_ == nullptr) return pos;
  const auto end = static_cast<uint32_t>(kernel_->find_unplain(bytes.data(), pos, bytes.size()));
  workspace_->chars.PushAscii(bytes.substr(pos, end - pos), pos);
  return end;
}

void ReadPlain(std::string_view bytes, CharSink* sink) {
  const auto size = static_cast<uint32_t>(bytes.size());
  for (uint32_t pos = 0; (pos = sink->PushPlain(bytes, pos)) < size;) {
    const DecodedChar c = DecodeUtf8(bytes, pos);
    uint32_t end = pos + c.length;
    char32_t code = c.code;
    if (code == '&') {
      const CharReference reference = DecodeReference(bytes, pos, ReferenceSet::kBasic);
      if (reference.length > 0) {
        code = reference.code;
        end = pos + reference.length;
      }
    } else if (code == '\r' && end < size && bytes[end] == '\n') {
      ++end;
      code = '\n';
    }
    sink->Push(code, pos, end);
    pos = end;
  }
}

}  // namespace rapport::text
