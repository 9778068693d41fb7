#include <cstdio>
#include <cstdlib>
#include <unordered_map>

#include "match_engine.h"
#include "phrase/phrase_set.h"
#include "text/tokenizer.h"

namespace rapport::benchmarks {
namespace {

struct Compiled {
  explicit Compiled(const Phrasing& phrases) : tokenizer(&lexicon, &vocabulary) {
    phrase::PhraseSetBuilder builder(&lexicon, PackLimits(), &vocabulary);
    std::vector<phrase::PhraseIssue> issues;
    for (size_t i = 0; i < phrases.size(); ++i) {
      if (builder.Add(static_cast<uint32_t>(i), phrases[i], &issues)) continue;
      std::fprintf(stderr, "'%s': %s\n", phrases[i].c_str(), issues.back().message.c_str());
      std::exit(1);
    }
    set = builder.Build();
    vocabulary.Freeze();
  }
  text::Lexicon lexicon;
  text::Vocabulary vocabulary;
  text::Tokenizer tokenizer;
  std::unique_ptr<const phrase::PhraseSet> set;
};

class RapportSession : public Session {
 public:
  explicit RapportSession(const Compiled* compiled) : compiled_(*compiled) {}

  void Match(std::string_view text, std::vector<Found>* found) override {
    compiled_.tokenizer.Tokenize(text, text::Format::kText, &tokens_);
    Find(tokens_, found);
  }

 protected:
  void Find(const text::TokenizedText& tokens, std::vector<Found>* found) {
    compiled_.set->Match(tokens, &scratch_, &hits_);
    found->clear();
    for (const phrase::Hit& hit : hits_) {
      found->push_back({hit.tag, tokens.tokens()[hit.first_token].begin,
                        tokens.tokens()[hit.end_token - 1].end});
    }
  }
  const Compiled& compiled_;

 private:
  text::TokenizedText tokens_;
  phrase::MatchScratch scratch_;
  std::vector<phrase::Hit> hits_;
};

class TokenSession : public RapportSession {
 public:
  using RapportSession::RapportSession;

  void Match(std::string_view text, std::vector<Found>* found) override {
    std::unique_ptr<text::TokenizedText>& tokens = tokens_[text.data()];
    if (tokens == nullptr) {
      tokens = std::make_unique<text::TokenizedText>();
      compiled_.tokenizer.Tokenize(text, text::Format::kText, tokens.get());
    }
    Find(*tokens, found);
  }

 private:
  std::unordered_map<const char*, std::unique_ptr<text::TokenizedText>> tokens_;
};

template <typename OneSession>
class RapportEngine : public Engine {
 public:
  explicit RapportEngine(const Phrasing& phrases) : compiled_(phrases) {}
  std::unique_ptr<Session> NewSession() const override {
    return std::make_unique<OneSession>(&compiled_);
  }

 private:
  const Compiled compiled_;
};

}  // namespace

std::unique_ptr<Engine> NewRapport(const Phrasing& phrases) {
  return std::make_unique<RapportEngine<RapportSession>>(phrases);
}
std::unique_ptr<Engine> NewRapportOnTokens(const Phrasing& phrases) {
  return std::make_unique<RapportEngine<TokenSession>>(phrases);
}

}  // namespace rapport::benchmarks
