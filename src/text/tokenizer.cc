#include "text/tokenizer.h"

#include "text/breaks.h"
#include "text/entities.h"
#include "text/lexicon_index.h"
#include "text/mail.h"
#include "text/quotes.h"
#include "text/reader.h"
#include "text/scanner.h"
#include "text/workspace.h"

namespace rapport::text {

TokenizedText::TokenizedText() = default;
TokenizedText::~TokenizedText() = default;
TokenizedText::TokenizedText(TokenizedText&&) noexcept = default;
TokenizedText& TokenizedText::operator=(TokenizedText&&) noexcept = default;

Tokenizer::Tokenizer(const Lexicon* lexicon, Vocabulary* vocabulary)
    : index_(std::make_unique<const LexiconIndex>(*lexicon, vocabulary)) {}
Tokenizer::Tokenizer(const Lexicon* lexicon)
    : own_vocabulary_(std::make_unique<Vocabulary>()),
      index_(std::make_unique<const LexiconIndex>(*lexicon, own_vocabulary_.get())) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::Tokenize(std::string_view bytes, Format format, TokenizedText* out) const {
  Run(bytes, format, /*ascii_table=*/true, out);
}

void Tokenizer::Run(std::string_view bytes, Format format, bool ascii_table,
                    TokenizedText* out) const {
  if (out->workspace_ == nullptr) out->workspace_ = std::make_unique<Workspace>();
  Workspace* const workspace = out->workspace_.get();
  workspace->Clear();
  out->tokens_.clear();
  out->entities_.clear();

  workspace->chars.reserve(bytes.size() + 1);
  CharSink sink(workspace, ascii_table);
  if (format == Format::kHtml) {
    ReadHtml(bytes, &sink);
  } else {
    ReadPlain(bytes, &sink);
  }
  const auto size = static_cast<uint32_t>(bytes.size());
  workspace->chars.push_back({size, size, 0, CharClass::kEnd, 0});
  if (format == Format::kEmail) PrepareMail(*index_, workspace);

  ScanOptions options;
  options.caps_matter = format != Format::kTranscript;
  options.ascii_table = ascii_table;
  Scanner scanner(*index_, options, workspace, &out->tokens_);
  scanner.Scan();
  out->sentences_ = scanner.sentences();
  out->letters_ = scanner.letters().letters;
  out->upper_letters_ = scanner.letters().upper;
  out->non_latin_letters_ = scanner.letters().non_latin;

  FlagSentences(&out->tokens_);
  FlagQuotedRanges(workspace->quoted, &out->tokens_);
  FindEntities(out->tokens_, workspace, &out->entities_);
}

}  // namespace rapport::text
