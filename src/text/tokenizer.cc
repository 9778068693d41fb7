#include "text/tokenizer.h"

#include "base/archive.h"
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
    : kernel_(BestKernel()), index_(std::make_unique<LexiconIndex>(*lexicon, vocabulary)) {}
Tokenizer::Tokenizer(const Lexicon* lexicon)
    : kernel_(BestKernel()),
      own_vocabulary_(std::make_unique<Vocabulary>()),
      index_(std::make_unique<LexiconIndex>(*lexicon, own_vocabulary_.get())) {
  own_vocabulary_->Freeze();
}
Tokenizer::Tokenizer(const Vocabulary* vocabulary)
    : kernel_(BestKernel()), index_(std::make_unique<LexiconIndex>(vocabulary)) {}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

void Tokenizer::Tokenize(std::string_view bytes, Format format, TokenizedText* out) const {
  Run(bytes, format, &kernel_, out);
}

void Tokenizer::Run(std::string_view bytes, Format format, const Kernel* kernel,
                    TokenizedText* out) const {
  if (out->workspace_ == nullptr) out->workspace_ = std::make_unique<Workspace>();
  Workspace* const workspace = out->workspace_.get();
  workspace->Clear();
  out->tokens_.clear();
  out->entities_.clear();

  workspace->chars.Start(bytes.size());
  CharSink sink(workspace, kernel);
  if (format == Format::kHtml) {
    ReadHtml(bytes, &sink);
  } else {
    ReadPlain(bytes, &sink);
  }
  workspace->chars.Finish(static_cast<uint32_t>(bytes.size()));
  workspace->has_at_sign = workspace->chars.Contains('@');
  if (format == Format::kEmail) PrepareMail(*index_, workspace);

  ScanOptions options;
  options.caps_matter = format != Format::kTranscript;
  options.ascii_table = kernel != nullptr;
  Scanner scanner(*index_, options, workspace, &out->tokens_);
  if (kernel == nullptr) {
    scanner.Scan();
  } else {
    scanner.ScanWithMasks(MakeMasks(*kernel, workspace->chars, &workspace->masks));
  }
  out->sentences_ = scanner.sentences();
  out->letters_ = scanner.letters().letters;
  out->upper_letters_ = scanner.letters().upper;
  out->non_latin_letters_ = scanner.letters().non_latin;

  if (!workspace->quoted.empty()) FlagQuotedRanges(workspace->quoted, &out->tokens_);
  if (scanner.may_have_entities()) FindEntities(out->tokens_, workspace, &out->entities_);
}

bool Tokenizer::IsValid() const { return index_->IsValid(); }

template <typename A>
void Visit(A& a, Tokenizer& t) {
  a.Part(sizeof(LexiconIndex));
  a.Item(*t.index_);
}
template void Visit(ArchiveWriter& a, Tokenizer& t);
template void Visit(ArchiveReader& a, Tokenizer& t);
template void Visit(MemoryCounter& a, Tokenizer& t);

}  // namespace rapport::text
