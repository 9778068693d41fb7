#ifndef RAPPORT_TEXT_TOKENIZER_H_
#define RAPPORT_TEXT_TOKENIZER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.h"
#include "text/token.h"

namespace rapport::text {

enum class Format : uint8_t { kText = 0, kHtml = 1, kEmail = 2, kTranscript = 3 };

// The tokens and entities of one text. Workspace and result: reuse one object for many texts, and
// nothing is allocated once its buffers have grown. Keys point into the object (or, for spellings,
// into the lexicon), not into the text.
class TokenizedText {
 public:
  TokenizedText() = default;
  TokenizedText(const TokenizedText&) = delete;  // keys point into our own buffer
  TokenizedText& operator=(const TokenizedText&) = delete;
  TokenizedText(TokenizedText&&) = default;
  TokenizedText& operator=(TokenizedText&&) = default;

  const std::vector<Token>& tokens() const { return tokens_; }
  const std::vector<Entity>& entities() const { return entities_; }  // by first token, then length
  uint32_t sentences() const { return sentences_; }
  uint32_t letters() const { return letters_; }              // code points that are letters
  uint32_t upper_letters() const { return upper_letters_; }  // of them, upper case
  uint32_t non_latin_letters() const { return non_latin_letters_; }

 private:
  friend class Tokenizer;
  // (members: tokens, entities, key arena, counters, scratch; the implementer arranges them)
  std::vector<Token> tokens_;
  std::vector<Entity> entities_;
  uint32_t sentences_ = 0;
  uint32_t letters_ = 0;
  uint32_t upper_letters_ = 0;
  uint32_t non_latin_letters_ = 0;
};

// Turns bytes into tokens. Never fails: malformed UTF-8 is read as U+FFFD, one for each maximal bad
// sequence. Linear in the size of the text. Thread-compatible: const calls may run in parallel, each
// with its own TokenizedText.
class Tokenizer {
 public:
  // The lexicon must outlive the tokenizer.
  explicit Tokenizer(const Lexicon* lexicon) : lexicon_(lexicon) {}

  // `bytes` must be shorter than 2^31.
  void Tokenize(std::string_view bytes, Format format, TokenizedText* out) const;

 private:
  const Lexicon* lexicon_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_TOKENIZER_H_
