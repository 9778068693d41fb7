#ifndef RAPPORT_TEXT_TOKENIZER_H_
#define RAPPORT_TEXT_TOKENIZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/lexicon.h"
#include "text/masks.h"
#include "text/token.h"

namespace rapport::text {

class LexiconIndex;
struct Workspace;

// How bytes are read. Spans are in the original bytes with each of them.
enum class Format : uint8_t {
  kText = 0,   // UTF-8; the references that escaping leaves ("&amp;", "&#39;") are decoded
  kHtml = 1,   // tags, comments and scripts left out, block tags end sentences, references decoded
  kEmail = 2,  // as text; wrapped lines are joined; quoted lines and originals are kQuoted
  kTranscript = 3,  // as text, but capitals mean nothing: no kAllCaps
};

// The tokens and entities of one text. Workspace and result: reuse one object for many texts, and
// nothing is allocated once its buffers have grown. Keys point into the object (or, for spellings,
// into the lexicon), not into the text.
class TokenizedText {
 public:
  TokenizedText();
  ~TokenizedText();
  TokenizedText(const TokenizedText&) = delete;  // keys point into our own buffers
  TokenizedText& operator=(const TokenizedText&) = delete;
  TokenizedText(TokenizedText&&) noexcept;
  TokenizedText& operator=(TokenizedText&&) noexcept;

  const Tokens& tokens() const { return tokens_; }
  const std::vector<Entity>& entities() const { return entities_; }  // by first token, then length
  uint32_t sentences() const { return sentences_; }

  // Letters (code points) in words and hashtags; not in links, addresses, handles or mark-up.
  uint32_t letters() const { return letters_; }
  uint32_t upper_letters() const { return upper_letters_; }  // of them, upper or title case
  uint32_t non_latin_letters() const { return non_latin_letters_; }

 private:
  friend class Tokenizer;
  friend class TokenizerPeer;

  Tokens tokens_;
  std::vector<Entity> entities_;
  uint32_t sentences_ = 0;
  uint32_t letters_ = 0;
  uint32_t upper_letters_ = 0;
  uint32_t non_latin_letters_ = 0;
  std::unique_ptr<Workspace> workspace_;  // the keys, and memory between phases; made on first use
};

// Turns bytes into tokens. Never fails: malformed UTF-8 is read as U+FFFD, one for each maximal bad
// sequence. Linear in the size of the text. Thread-compatible: const calls may run in parallel,
// each with its own TokenizedText.
class Tokenizer {
 public:
  // The lexicon is indexed here, and its words are added to the vocabulary, which must outlive the
  // tokenizer. The vocabulary may grow later, though not while it is used.
  Tokenizer(const Lexicon* lexicon, Vocabulary* vocabulary);
  // With a vocabulary of its own, the words of the lexicon.
  explicit Tokenizer(const Lexicon* lexicon);
  // Without a lexicon: to be read from an archive (base/archive.h), as the vocabulary is.
  explicit Tokenizer(const Vocabulary* vocabulary);
  ~Tokenizer();
  Tokenizer(Tokenizer&&) noexcept;
  Tokenizer& operator=(Tokenizer&&) noexcept;

  // `bytes` must be shorter than 2^31.
  void Tokenize(std::string_view bytes, Format format, TokenizedText* out) const;

  // Whether what was read from an archive can be used without harm.
  bool IsValid() const;

 private:
  template <typename A>
  friend void Visit(A& a, Tokenizer& t);
  friend class TokenizerPeer;  // tests take each path

  // Without a kernel everything goes through the general scanner and Unicode's tables.
  void Run(std::string_view bytes, Format format, const Kernel* kernel, TokenizedText* out) const;

  Kernel kernel_;
  std::unique_ptr<Vocabulary> own_vocabulary_;  // or null
  std::unique_ptr<LexiconIndex> index_;
};

}  // namespace rapport::text

#endif  // RAPPORT_TEXT_TOKENIZER_H_
