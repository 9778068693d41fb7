#include "text/scanner.h"

#include "text/utf8.h"

namespace rapport::text {

Scanner::Scanner(const LexiconIndex& lexicon, ScanOptions options, Workspace* workspace,
                 Tokens* tokens)
    : lexicon_(lexicon),
      options_(options),
      workspace_(workspace),
      chars_(workspace->chars),
      tokens_(*tokens),
      quotes_(tokens) {}

void Scanner::Scan() {
  while (ClassAt(at_) != CharClass::kEnd) ScanNext();
  workspace_->steps += chars_.size();
}

void Scanner::ScanNext() {
  const CharClass cls = ClassAt(at_);
  if (cls == CharClass::kBlank) return Skip();
  if (cls == CharClass::kNewline) return ScanNewline();
  line_has_text_ = true;
  switch (cls) {
    case CharClass::kLetter:
      return ScanWord();
    case CharClass::kDigit:
      return ScanNumber();
    case CharClass::kOtherNumber:
      return ScanOtherNumber();
    case CharClass::kQuestion:
    case CharClass::kExclamation:
    case CharClass::kInterrobang:
    case CharClass::kTwoQuestions:
    case CharClass::kTwoExclamations:
    case CharClass::kEllipsis:
      return ScanMarks();
    case CharClass::kInverted:
      return ScanInverted();
    case CharClass::kStop:
      return ScanStop();
    case CharClass::kHyphen:
      if (!ScanEmoticon()) ScanHyphen();
      return;
    case CharClass::kDash:
      return ScanDash();
    case CharClass::kColon:
    case CharClass::kSemicolon:
      if (ScanEmoticon()) return;
      breaks_.EndClause();
      return Skip();
    case CharClass::kComma:
    case CharClass::kBracket:
    case CharClass::kBar:
      breaks_.EndClause();
      return Skip();
    case CharClass::kQuote:
    case CharClass::kApostrophe:
      quotes_.OnMark(chars_, at_);
      return Skip();
    case CharClass::kAmpersand:
      AddToken(TokenKind::kWord, at_, at_ + 1, "&", lexicon_.Roles("&"));
      return Skip();
    case CharClass::kAt:
      return ScanHandle();
    case CharClass::kHash:
      return ScanHashtag();
    case CharClass::kCurrency:
    case CharClass::kPercent:
      return ScanSign();
    case CharClass::kLess:
    case CharClass::kGreater:
    case CharClass::kEquals:
    case CharClass::kCaret:
      if (ScanPlaceholder() || ScanEmoticon()) return;
      return Skip();
    case CharClass::kEmoji:
    case CharClass::kSkinTone:
      return ScanEmoji();
    case CharClass::kRegional:
      return ScanRegional();
    case CharClass::kStar:
      if (!ScanKeycap()) Skip();
      return;
    default:
      return Skip();
  }
}

bool Scanner::IsGapAt(size_t i) const {
  const CharClass cls = ClassAt(i);
  return cls == CharClass::kBlank || cls == CharClass::kNewline || cls == CharClass::kEnd;
}

// Two line breaks with nothing between end a paragraph too.
void Scanner::ScanNewline() {
  breaks_.EndLine();
  if (!line_has_text_) quotes_.EndParagraph();
  line_has_text_ = false;
  line_tokens_ = tokens_.size();
  Skip();
}

// A run of marks is one token: its key says which marks are in it, not how many.
void Scanner::ScanMarks() {
  const size_t begin = at_;
  size_t questions = 0;
  size_t exclamations = 0;
  for (;; ++at_) {
    const CharClass cls = ClassAt(at_);
    if (cls == CharClass::kQuestion) {
      ++questions;
    } else if (cls == CharClass::kExclamation) {
      ++exclamations;
    } else if (cls == CharClass::kInterrobang) {
      ++questions;
      ++exclamations;
    } else if (cls == CharClass::kTwoQuestions) {
      questions += 2;
    } else if (cls == CharClass::kTwoExclamations) {
      exclamations += 2;
    } else if (cls == CharClass::kInverted && !IsAlnumAt(at_ + 1)) {
      ++(CodeAt(at_) == 0xBF ? questions : exclamations);
    } else if (cls != CharClass::kStop && cls != CharClass::kEllipsis) {
      break;
    }
  }
  if (questions + exclamations == 0) {
    AddToken(TokenKind::kMark, begin, at_, "...", 0);
    breaks_.EndClause();
    return;
  }
  const std::string_view key = exclamations == 0 ? "?" : questions == 0 ? "!" : "?!";
  Token* token = AddToken(TokenKind::kMark, begin, at_, key, 0);
  if (questions + exclamations > 1) token->flags |= kRepeated;
  breaks_.EndSentence();
}

// Before a word it opens a question whose real mark follows; elsewhere it was typed for one.
void Scanner::ScanInverted() {
  size_t next = at_ + 1;
  while (ClassAt(next) == CharClass::kInverted) ++next;
  const bool opens = IsAlnumAt(next) || ClassAt(next) == CharClass::kQuote;
  if (!opens) return ScanMarks();
  breaks_.EndClause();
  at_ = next;
}

void Scanner::ScanStop() {
  const CharClass next = ClassAt(at_ + 1);
  if (CodeAt(at_) != '.') {  // stops of other scripts do nothing else
    breaks_.EndSentence();
    return Skip();
  }
  switch (next) {
    case CharClass::kStop:
    case CharClass::kEllipsis:
    case CharClass::kQuestion:
    case CharClass::kExclamation:
    case CharClass::kInterrobang:
    case CharClass::kTwoQuestions:
    case CharClass::kTwoExclamations:
      return ScanMarks();
    case CharClass::kDigit:
      if (IsAlnumAt(at_ - 1)) {
        if (last_end_ != at_ || IsLetterAt(at_ - 1)) breaks_.EndClause();
        return Skip();
      }
      return ScanNumber();  // ".50"
    case CharClass::kLetter:
      // "done.Then" lacks a blank; "node.js" and "done.then" may be one or the other.
      if (IsUpperAt(at_ + 1) && !IsUpperAt(at_ - 1)) {
        breaks_.EndSentence();
      } else if (IsAlnumAt(at_ - 1)) {
        breaks_.EndClause();
      }
      return Skip();
    default:
      if (EndsSentence(at_)) {
        breaks_.EndSentence();
      } else if (tokens_.back().kind == TokenKind::kNumber) {
        breaks_.EndClause();
      }
      return Skip();
  }
}

// Whether a stop that no letter follows ends its sentence: not after an abbreviation, the initial
// of a name, or the number of a list item.
bool Scanner::EndsSentence(size_t stop) const {
  if (tokens_.empty() || last_end_ != stop) return true;
  const Token& last = tokens_.back();
  const TokenInfo& info = workspace_->infos.back();
  if ((info.roles & kAbbreviation) != 0) return false;
  size_t next = stop + 1;
  while (next < stop + 3 && ClassAt(next) == CharClass::kBlank) ++next;
  const bool capital_next = IsUpperAt(next);
  if (info.acronym) return capital_next || !IsAlnumAt(next);
  if (last.kind == TokenKind::kNumber) return tokens_.size() != line_tokens_ + 1;
  const bool initial = last.kind == TokenKind::kWord && IsUpperAt(stop - 1) && !IsAlnumAt(stop - 2);
  if (!initial || !capital_next) return true;
  return tokens_.size() > 1 && (tokens_[tokens_.size() - 2].flags & kCapitalised) == 0 &&
         tokens_[tokens_.size() - 2].sentence == last.sentence;
}

// Between words it splits them; two of them, or one beside a blank, are a dash.
void Scanner::ScanHyphen() {
  const bool doubled = ClassAt(at_ + 1) == CharClass::kHyphen;
  if (doubled || IsGapAt(at_ - 1) || IsGapAt(at_ + 1)) breaks_.EndClause();
  Skip();
}

// Between digits it is a range: "9–5".
void Scanner::ScanDash() {
  if (!IsDigitAt(at_ - 1) || !IsDigitAt(at_ + 1)) breaks_.EndClause();
  Skip();
}

void Scanner::ScanSign() {
  const size_t begin = at_;
  const bool currency = ClassAt(at_) == CharClass::kCurrency;
  const char32_t sign = CodeAt(at_);
  while (ClassAt(at_) != CharClass::kEnd && CodeAt(at_) == sign) ++at_;
  workspace_->key.clear();
  if (currency) {
    AppendUtf8(sign, &workspace_->key);
  } else {
    workspace_->key.push_back('%');
  }
  Token* token = AddToken(currency ? TokenKind::kCurrency : TokenKind::kPercent, begin, at_,
                          workspace_->arena.Add(workspace_->key), 0);
  if (at_ - begin > 1) token->flags |= kRepeated;
}

Token* Scanner::AddToken(TokenKind kind, size_t begin, size_t end, std::string_view key,
                         uint32_t word, uint32_t roles) {
  if ((roles & kClauseWord) != 0) breaks_.EndClause();
  breaks_.Place(kind);
  may_have_entities_ |= MayStartEntity(kind, roles);
  workspace_->infos.push_back({roles, Between(begin)});
  tokens_.push_back({chars_.BeginOf(begin), chars_.EndOf(end - 1), key, word, breaks_.sentence(),
                     breaks_.clause(), kind, uint8_t{0}});
  last_end_ = end;
  return &tokens_.back();
}

}  // namespace rapport::text
