#include <algorithm>
#include <iterator>

#include "text/scanner.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

constexpr char32_t kFemaleSign = 0x2640;
constexpr char32_t kMaleSign = 0x2642;

// Faces typed with punctuation and the emoji that stands for each. The last character may be
// repeated: ":)))". The first of the longest matches counts.
struct Emoticon {
  std::string_view typed;
  std::string_view emoji;
};
constexpr Emoticon kEmoticons[] = {
    {">:-(", "😠"},  {">:(", "😠"},  {":'-(", "😢"},   {":'-)", "😂"},   {":'(", "😢"},
    {":')", "😂"},   {":-))", "😃"}, {":-)", "🙂"}, {":-(", "🙁"}, {":-D", "😃"},
    {":-P", "😛"},   {":-p", "😛"},  {":-/", "😕"},    {":-\\", "😕"},   {":-|", "😐"},
    {":-O", "😮"},   {":-o", "😮"},  {":-*", "😘"},    {";-)", "😉"},    {"</3", "💔"},
    {"-_-", "😑"},   {"^_^", "😊"},  {":)", "🙂"},  {":]", "🙂"},  {":(", "🙁"},
    {":[", "🙁"}, {":D", "😃"},   {":P", "😛"},     {":p", "😛"},     {":/", "😕"},
    {":\\", "😕"},   {":|", "😐"},   {":O", "😮"},     {":o", "😮"},     {":*", "😘"},
    {":@", "😠"},    {";)", "😉"},   {";D", "😉"},     {"=)", "🙂"},  {"=(", "🙁"},
    {"=D", "😃"},    {"=/", "😕"},   {"<3", "❤"},     {"^^", "😊"},
};
constexpr std::string_view kLaugh = "😆";  // "XD"

}  // namespace

// One base, its skin tone, and what joiners add. The key drops skin tones and the signs that only
// tell man from woman.
void Scanner::ScanEmoji() {
  std::string& key = workspace_->key;
  key.clear();
  AppendUtf8(CodeAt(at_), &key);
  size_t end = at_ + 1;
  while (true) {
    const CharClass cls = ClassAt(end);
    if (cls == CharClass::kJoiner && ClassAt(end + 1) == CharClass::kEmoji) {
      const char32_t joined = CodeAt(end + 1);
      if (joined != kFemaleSign && joined != kMaleSign) {
        AppendUtf8(0x200D, &key);
        AppendUtf8(joined, &key);
      }
      end += 2;
    } else if (cls == CharClass::kSkinTone || cls == CharClass::kJoiner) {
      ++end;  // a joiner here joins nothing
    } else {
      break;
    }
  }
  AddEmoji(at_, end, key, false);
  at_ = end;
}

void Scanner::ScanRegional() {
  if (ClassAt(at_ + 1) != CharClass::kRegional) return Skip();
  std::string& key = workspace_->key;
  key.clear();
  AppendUtf8(CodeAt(at_), &key);
  AppendUtf8(CodeAt(at_ + 1), &key);
  AddEmoji(at_, at_ + 2, key, false);
  at_ += 2;
}

bool Scanner::ScanKeycap() {
  if (ClassAt(at_ + 1) != CharClass::kKeycap) return false;
  std::string& key = workspace_->key;
  key.clear();
  AppendUtf8(CodeAt(at_), &key);
  AppendUtf8(CodeAt(at_ + 1), &key);
  AddEmoji(at_, at_ + 2, key, false);
  at_ += 2;
  return true;
}

// After a letter only a round mouth makes a face ("thanks:)"), and before a letter or digit nothing
// does (":Delivery", "<30").
bool Scanner::ScanEmoticon() {
  const Emoticon* best = nullptr;
  for (const Emoticon& candidate : kEmoticons) {
    if (best != nullptr && candidate.typed.size() <= best->typed.size()) continue;
    bool matches = true;
    for (size_t i = 0; i < candidate.typed.size() && matches; ++i) {
      matches = CodeAt(at_ + i) == static_cast<char32_t>(candidate.typed[i]);
    }
    if (matches) best = &candidate;
  }
  if (best == nullptr) return false;
  const char mouth = best->typed.back();
  if (IsDigitAt(at_ - 1) || (IsLetterAt(at_ - 1) && mouth != ')' && mouth != '(')) return false;
  size_t end = at_ + best->typed.size();
  while (CodeAt(end) == static_cast<char32_t>(mouth) && mouth != '/') ++end;
  if (IsAlnumAt(end) || (mouth == '/' && CodeAt(end) == '/')) return false;
  AddEmoji(at_, end, best->emoji, end - at_ > best->typed.size());
  at_ = end;
  return true;
}

// "XD" and "xDDD", which a word scan has found to end at `word_end`.
bool Scanner::ScanEmoticonWord(size_t word_end) {
  if (word_end < at_ + 2 || (CodeAt(at_) != 'x' && CodeAt(at_) != 'X')) return false;
  for (size_t i = at_ + 1; i < word_end; ++i) {
    if (CodeAt(i) != 'D') return false;
  }
  AddEmoji(at_, word_end, kLaugh, word_end > at_ + 2);
  at_ = word_end;
  return true;
}

// `key` is copied. The same emoji right before, or one blank before, takes this one in.
void Scanner::AddEmoji(size_t begin, size_t end, std::string_view key, bool repeated) {
  if (!tokens_.empty() && tokens_.back().kind == TokenKind::kEmoji && tokens_.back().key == key &&
      (begin == last_end_ || (begin == last_end_ + 1 && ClassAt(last_end_) == CharClass::kBlank))) {
    tokens_.back().end = chars_.EndOf(end - 1);
    tokens_.back().flags |= kRepeated;
    last_end_ = end;
    return;
  }
  Token* token = AddToken(TokenKind::kEmoji, begin, end, workspace_->arena.Add(key), 0);
  if (repeated) token->flags |= kRepeated;
}

}  // namespace rapport::text
