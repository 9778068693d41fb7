#include "phrase/word_reader.h"

#include <algorithm>
#include <utility>

#include "base/absl_view.h"
#include "base/strings.h"
#include "phrase/issue.h"
#include "text/fold.h"

namespace rapport::phrase {
namespace {

using text::Token;
using text::TokenKind;

size_t CharacterLength(std::string_view text, size_t begin) {
  size_t end = begin + 1;
  while (end < text.size() && (text[end] & 0xC0) == 0x80) ++end;
  return end - begin;
}

// Characters that may stand between the words of one chunk, as in "price-match" or "and/or".
bool IsJoiner(std::string_view character) {
  constexpr std::string_view kJoiners[] = {"-", "/", "'", "’", "‘",     "‐",
                                           "‑", "‒", "–", "—", "\u00A0"};
  if (std::find(std::begin(kJoiners), std::end(kJoiners), character) != std::end(kJoiners)) {
    return true;
  }
  return text::Fold(character).empty();  // soft hyphens and the like
}

bool IsSymbol(const Token& token) {
  return token.kind != TokenKind::kWord && token.kind != TokenKind::kNumber;
}

// Of what is written in [begin, end).
Node Literal(std::string_view key, bool is_symbol, size_t begin, size_t end,
             const WordPlace& place) {
  Node node;
  node.kind = NodeKind::kLiteral;
  node.key = std::string(key);
  node.is_symbol = is_symbol;
  node.begin = place.exact ? place.begin + static_cast<uint32_t>(begin) : place.begin;
  node.end = place.exact ? place.begin + static_cast<uint32_t>(end) : place.end;
  return node;
}
Node Literal(const Token& token, const WordPlace& place) {
  return Literal(token.key, IsSymbol(token), token.begin, token.end, place);
}

// An issue about written[begin, end).
void Report(std::string_view code, size_t begin, size_t end, const WordPlace& place,
            std::string message, std::string hint, std::vector<PhraseIssue>* issues) {
  issues->push_back(MakeIssue(code, place.exact ? place.begin + begin : place.begin,
                              place.exact ? place.begin + end : place.end, std::move(message),
                              std::move(hint)));
}

}  // namespace

bool WordReader::ReadWords(std::string_view written, const WordPlace& place, std::vector<Node>* out,
                           std::vector<PhraseIssue>* issues) {
  const auto known = known_.find(AbslView(written));
  if (known != known_.end()) {
    out->push_back(Literal(known->second.key, known->second.is_symbol, 0, written.size(), place));
    return true;
  }
  tokenizer_.Tokenize(written, text::Format::kText, &text_);
  bool ok = true;
  for (const Token& token : text_.tokens()) {
    if (CheckToken(token, written, place, issues)) {
      out->push_back(Literal(token, place));
    } else {
      ok = false;
    }
  }
  if (!CheckBetween(written, place, issues)) ok = false;
  if (ok && text_.tokens().empty()) {
    Report("phrase-symbol", 0, written.size(), place, StrCat("'", written, "' is never a token"),
           "leave it out", issues);
    ok = false;
  }
  const auto& tokens = text_.tokens();
  if (ok && tokens.size() == 1 && tokens[0].begin == 0 && tokens[0].end == written.size()) {
    known_.try_emplace(std::string(written),
                       Known{std::string(tokens[0].key), IsSymbol(tokens[0])});
  }
  return ok;
}

bool WordReader::CheckToken(const Token& token, std::string_view written, const WordPlace& place,
                            std::vector<PhraseIssue>* issues) {
  const std::string_view source = written.substr(token.begin, token.end - token.begin);
  const auto report = [&](std::string_view code, std::string message, std::string hint) {
    Report(code, token.begin, token.end, place, std::move(message), std::move(hint), issues);
    return false;
  };
  switch (token.kind) {
    case TokenKind::kHandle:
      return report("phrase-symbol", StrCat("'", source, "' is a handle, not a word"),
                    "write '{handle}', or the word without '@'");
    case TokenKind::kHashtag:
      return report("phrase-symbol", StrCat("'", source, "' is a hashtag"),
                    "write its words without '#': words match in hashtags too");
    case TokenKind::kLink:
      return report("phrase-symbol", StrCat("'", source, "' is a link, not a word"),
                    "write '{link}'");
    case TokenKind::kEmail:
      return report("phrase-symbol", StrCat("'", source, "' is an address, not a word"),
                    "write '{email}'");
    case TokenKind::kMark:
      return report("phrase-mark", StrCat("'", source, "' is not a word"),
                    StrCat("write '{", token.key == "..." ? "..." : token.key.substr(0, 1), "}'"));
    case TokenKind::kEmoji:
      if ((token.flags & text::kRepeated) == 0) return true;
      return report("phrase-elongated", StrCat("'", source, "' repeats an emoji"),
                    StrCat("write '", token.key, "': it matches a run too"));
    case TokenKind::kWord:
    case TokenKind::kNumber:
    case TokenKind::kCurrency:
    case TokenKind::kPercent:
      if ((token.flags & text::kElongated) == 0) return true;
      return report("phrase-elongated", StrCat("'", source, "' has three of one letter"),
                    StrCat("write '", token.short_key(),
                           token.key == token.short_key() ? "" : StrCat("' or '", token.key),
                           "': it matches the longer forms too"));
  }
  return true;
}

// What is not part of a token must not look as if it were.
bool WordReader::CheckBetween(std::string_view written, const WordPlace& place,
                              std::vector<PhraseIssue>* issues) {
  bool ok = true;
  size_t token = 0;
  const text::Tokens& tokens = text_.tokens();
  for (size_t at = 0; at < written.size();) {
    while (token < tokens.size() && tokens[token].end <= at) ++token;
    if (token < tokens.size() && tokens[token].begin <= at) {
      at = tokens[token].end;
      continue;
    }
    const size_t length = CharacterLength(written, at);
    const std::string_view character = written.substr(at, length);
    if (character == "*") {
      Report("phrase-star", at, at + length, place, "'*' masks too few letters",
             "write 'f***' or 'f**k' for masked words", issues);
      ok = false;
    } else if (!IsJoiner(character)) {
      const bool punctuation = character == "." || character == "," || character == ":";
      Report(punctuation ? "phrase-punctuation" : "phrase-symbol", at, at + length, place,
             StrCat("'", character, "' is never a token"),
             punctuation ? "write a space instead, or nothing" : "leave it out", issues);
      ok = false;
    }
    at += length;
  }
  return ok;
}

bool WordReader::ReadPrefix(std::string_view written, const WordPlace& place,
                            std::vector<Node>* out, std::vector<PhraseIssue>* issues) {
  plain_.Tokenize(written, text::Format::kText, &text_);
  const text::Tokens& tokens = text_.tokens();
  const auto report = [&](std::string_view code, std::string message, std::string hint) {
    Report(code, 0, written.size(), place, std::move(message), std::move(hint), issues);
    return false;
  };
  if (tokens.size() > 1) {
    return report("phrase-star", StrCat("'", written, "*' is more than one word"),
                  "separate them by spaces; '*' belongs to the last");
  }
  size_t letters = 0;
  if (tokens.size() == 1 && tokens[0].kind == TokenKind::kWord && tokens[0].begin == 0 &&
      tokens[0].end == written.size()) {
    for (char c : tokens[0].key) letters += (c & 0xC0) != 0x80 ? 1 : 0;
  }
  if (letters < 2) {
    return report("phrase-star", StrCat("'", written, "*' is not the beginning of a word"),
                  "write at least two letters before '*'");
  }
  if ((tokens[0].flags & text::kElongated) != 0) {
    return report("phrase-elongated", StrCat("'", written, "*' has three of one letter"),
                  StrCat("write '", tokens[0].key, "*': it matches the longer forms too"));
  }
  Node node = Literal(tokens[0], place);
  node.kind = NodeKind::kPrefix;
  out->push_back(std::move(node));
  return true;
}

}  // namespace rapport::phrase
