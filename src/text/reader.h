#ifndef RAPPORT_TEXT_READER_H_
#define RAPPORT_TEXT_READER_H_

// Bytes to characters, the first phase. Everything that depends on encoding or mark-up ends here.

#include <cstdint>
#include <string_view>

#include "text/workspace.h"

namespace rapport::text {

// Where readers put characters. Drops the invisible ones, but leaves their bytes inside the span of
// the character they belong to.
class CharSink {
 public:
  // Without a kernel even ASCII goes through Unicode's tables: slower and the same, for tests.
  CharSink(Workspace* workspace, const Kernel* kernel) : workspace_(workspace), kernel_(kernel) {}

  void Push(char32_t code, uint32_t begin, uint32_t end) {
    if (code >= 0x80 || kernel_ == nullptr) return PushGeneral(code, begin, end);
    workspace_->chars.Push(code, kAsciiTable[code], begin, end);
  }
  // Takes in the plain bytes from `pos` on (ASCII, no '&', no '\r') and returns where they end.
  uint32_t PushPlain(std::string_view bytes, uint32_t pos);
  // A break that ends the sentence; has no bytes of its own.
  void PushBreak(uint32_t at);
  void PushQuoted(ByteRange range) { workspace_->quoted.push_back(range); }
  void AddSteps(uint64_t steps) { workspace_->steps += steps; }

 private:
  void PushGeneral(char32_t code, uint32_t begin, uint32_t end);

  Workspace* workspace_;
  const Kernel* kernel_;  // or null
};

// Plain text: UTF-8 and the few character references that escape into it ("&amp;", "&#39;").
void ReadPlain(std::string_view bytes, CharSink* sink);

// HTML: tags, comments, scripts and styles are left out, block tags break, references are decoded,
// block quotes are noted as quoted. A '<' that starts no tag is text.
void ReadHtml(std::string_view bytes, CharSink* sink);

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_READER_H_
