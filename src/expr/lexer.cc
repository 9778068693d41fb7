#include "expr/lexer.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "base/strings.h"
#include "expr/number.h"
#include "text/utf8.h"

namespace rapport::expr {
namespace {

constexpr std::string_view kReserved[] = {
    "as",  "break", "const",   "continue",  "else",   "for", "function", "if",    "import",
    "let", "loop",  "package", "namespace", "return", "var", "void",     "while",
};

struct Symbol {
  std::string_view text;
  TokenKind kind;
  std::string_view meant;  // what the author should have written; empty when it is right
};
// Longer symbols before their prefixes.
constexpr Symbol kSymbols[] = {
    {"===", TokenKind::kEqual, "=="},
    {"!==", TokenKind::kNotEqual, "!="},
    {"==", TokenKind::kEqual, ""},
    {"!=", TokenKind::kNotEqual, ""},
    {"<=", TokenKind::kLessEqual, ""},
    {">=", TokenKind::kGreaterEqual, ""},
    {"\u2264", TokenKind::kLessEqual, "<="},
    {"\u2265", TokenKind::kGreaterEqual, ">="},
    {"\u2260", TokenKind::kNotEqual, "!="},
    {"\u2212", TokenKind::kMinus, "-"},
    {"\u2013", TokenKind::kMinus, "-"},
    {"\u00D7", TokenKind::kStar, "*"},
    {"<>", TokenKind::kNotEqual, "!="},
    {"=<", TokenKind::kLessEqual, "<="},
    {"=>", TokenKind::kGreaterEqual, ">="},
    {"&&", TokenKind::kAnd, ""},
    {"||", TokenKind::kOr, ""},
    {"=", TokenKind::kEqual, "=="},
    {"&", TokenKind::kAnd, "&&"},
    {"|", TokenKind::kOr, "||"},
    {"<", TokenKind::kLess, ""},
    {">", TokenKind::kGreater, ""},
    {"!", TokenKind::kNot, ""},
    {"(", TokenKind::kLeftParen, ""},
    {")", TokenKind::kRightParen, ""},
    {"[", TokenKind::kLeftBracket, ""},
    {"]", TokenKind::kRightBracket, ""},
    {"{", TokenKind::kLeftBrace, ""},
    {"}", TokenKind::kRightBrace, ""},
    {"?", TokenKind::kQuestion, ""},
    {":", TokenKind::kColon, ""},
    {",", TokenKind::kComma, ""},
    {".", TokenKind::kDot, ""},
    {"+", TokenKind::kPlus, ""},
    {"-", TokenKind::kMinus, ""},
    {"*", TokenKind::kStar, ""},
    {"/", TokenKind::kSlash, ""},
    {"%", TokenKind::kPercent, ""},
};

// What authors expect of characters that begin nothing here.
struct Stray {
  std::string_view text;
  std::string_view hint;
};
constexpr Stray kStrays[] = {
    {"\u00A0", "use a plain space"},
    {";", "a condition is one expression"},
    {"@", "names have letters, digits and '_' only"},
    {"$", "names have letters, digits and '_' only"},
    {"#", "comments start with //"},
    {"\\", "a backslash stands in quoted text only"},
    {"^", "there is no '^' operator"},
    {"~", "there is no '~' operator"},
};

// As a word processor curls them.
constexpr std::string_view kCurlyQuotes[] = {"\u201C", "\u201D", "\u2018", "\u2019"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool IsWordChar(char c) { return IsLetter(c) || IsDigit(c); }

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Lexer {
 public:
  Lexer(std::string_view source, Issues* issues) : source_(source), issues_(issues) {}

  std::vector<Token> Run() {
    for (SkipSpace(); pos_ < source_.size(); SkipSpace()) {
      token_ = Token();
      token_.begin = static_cast<uint32_t>(pos_);
      ReadToken();
      token_.end = static_cast<uint32_t>(pos_);
      tokens_.push_back(std::move(token_));
    }
    token_ = Token();
    token_.begin = token_.end = static_cast<uint32_t>(source_.size());
    tokens_.push_back(std::move(token_));
    return std::move(tokens_);
  }

 private:
  char At(size_t pos) const { return pos < source_.size() ? source_[pos] : '\0'; }
  bool LooksAt(std::string_view text) const { return source_.substr(pos_, text.size()) == text; }

  void Issue(size_t begin, size_t end, std::string message, std::string hint) {
    issues_->push_back({"expr-syntax", static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                        std::move(message), std::move(hint)});
  }

  void SkipSpace() {
    for (; pos_ < source_.size(); ++pos_) {
      const char c = source_[pos_];
      if (LooksAt("//")) {
        pos_ = std::min(source_.find('\n', pos_), source_.size());
        if (pos_ == source_.size()) return;
      } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f') {
        return;
      }
    }
  }

  void ReadToken() {
    const char c = source_[pos_];
    if (IsDigit(c) || (c == '.' && IsDigit(At(pos_ + 1)))) return ReadNumber();
    if (c == '"' || c == '\'') return ReadText(pos_, false, false);
    if (IsLetter(c)) return ReadWord();
    if (c == '`') return ReadQuotedIdentifier();
    for (const Symbol& symbol : kSymbols) {
      if (!LooksAt(symbol.text)) continue;
      token_.kind = symbol.kind;
      pos_ += symbol.text.size();
      if (!symbol.meant.empty()) {
        Issue(token_.begin, pos_, StrCat("'", symbol.text, "' is not an operator"),
              StrCat("write ", symbol.meant));
      }
      return;
    }
    ReadStray();
  }

  bool LooksAtCurlyQuote() const {
    return std::any_of(std::begin(kCurlyQuotes), std::end(kCurlyQuotes),
                       [this](std::string_view quote) { return LooksAt(quote); });
  }

  // A character that nothing begins with.
  void ReadStray() {
    token_.kind = TokenKind::kInvalid;
    if (LooksAtCurlyQuote()) return ReadCurlyText();
    for (const Stray& stray : kStrays) {
      if (!LooksAt(stray.text)) continue;
      pos_ += stray.text.size();
      return Issue(token_.begin, pos_, StrCat("unexpected character '", stray.text, "'"),
                   std::string(stray.hint));
    }
    const text::DecodedChar decoded = text::DecodeUtf8(source_, pos_);
    if (decoded.code < 0x80) {
      ++pos_;
      return Issue(token_.begin, pos_, "unexpected control character", "");
    }
    ReadForeignWord();
  }

  // A word with letters beyond a to z, to its end.
  void ReadForeignWord() {
    token_.kind = TokenKind::kInvalid;
    while (IsWordChar(At(pos_)) || (At(pos_) & 0x80) != 0) ++pos_;
    Issue(token_.begin, pos_,
          StrCat("unexpected '", source_.substr(token_.begin, pos_ - token_.begin), "'"),
          "names have letters, digits and '_' only; put text in quotes");
  }

  // Text in curly quotes, to the closing one if there is one on the line.
  void ReadCurlyText() {
    pos_ += kCurlyQuotes[0].size();
    const size_t inside = pos_;
    while (pos_ < source_.size() && At(pos_) != '\n' && !LooksAtCurlyQuote()) ++pos_;
    pos_ = LooksAtCurlyQuote() ? pos_ + kCurlyQuotes[0].size() : inside;
    Issue(token_.begin, pos_, "curly quotes do not quote", "use straight quotes: \"text\"");
  }

  bool LooksAtOperator() const {
    return std::any_of(std::begin(kSymbols), std::end(kSymbols),
                       [this](const Symbol& symbol) { return LooksAt(symbol.text); });
  }

  void ReadWord() {
    while (IsWordChar(At(pos_))) ++pos_;
    const std::string_view word = source_.substr(token_.begin, pos_ - token_.begin);
    const char next = At(pos_);
    if ((next & 0x80) != 0 && !LooksAtOperator()) return ReadForeignWord();
    if (next == '"' || next == '\'') {
      const bool bytes = word.front() == 'b' || word.front() == 'B';
      const std::string_view rest = bytes ? word.substr(1) : word;
      const bool raw = rest == "r" || rest == "R";
      if (raw || (bytes && rest.empty())) return ReadText(pos_, raw, bytes);
    }
    token_.text = std::string(word);
    if (word == "true") {
      token_.kind = TokenKind::kTrue;
    } else if (word == "false") {
      token_.kind = TokenKind::kFalse;
    } else if (word == "null") {
      token_.kind = TokenKind::kNull;
    } else if (word == "in") {
      token_.kind = TokenKind::kIn;
    } else {
      token_.kind = TokenKind::kIdentifier;
    }
  }

  void ReadQuotedIdentifier() {
    const size_t close = source_.find('`', pos_ + 1);
    const std::string_view name =
        source_.substr(pos_ + 1, close == std::string_view::npos ? close : close - pos_ - 1);
    const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return IsWordChar(c) || c == '.' || c == '-' || c == '/' || c == ' ';
    });
    if (close == std::string_view::npos || !good) {
      token_.kind = TokenKind::kInvalid;
      pos_ = close == std::string_view::npos ? source_.size() : close + 1;
      return Issue(token_.begin, pos_,
                   close == std::string_view::npos ? "a name in backticks is never closed"
                                                   : "a bad name in backticks",
                   "between backticks stand letters, digits, '_', '.', '-', '/' and spaces");
    }
    token_.kind = TokenKind::kQuotedIdentifier;
    token_.text = std::string(name);
    pos_ = close + 1;
  }

  void SkipDigits() {
    while (IsDigit(At(pos_))) ++pos_;
  }

  void ReadNumber() {
    const size_t begin = pos_;
    token_.kind = TokenKind::kInt;
    const bool hex = At(pos_) == '0' && At(pos_ + 1) == 'x' && HexDigit(At(pos_ + 2)) >= 0;
    if (hex) {
      pos_ += 2;
      while (HexDigit(At(pos_)) >= 0) ++pos_;
    } else {
      SkipDigits();
      if (At(pos_) == '.' && IsDigit(At(pos_ + 1))) {
        token_.kind = TokenKind::kDouble;
        ++pos_;
        SkipDigits();
      }
      size_t exponent = pos_ + 1;
      if (At(exponent) == '+' || At(exponent) == '-') ++exponent;
      if ((At(pos_) == 'e' || At(pos_) == 'E') && IsDigit(At(exponent))) {
        token_.kind = TokenKind::kDouble;
        pos_ = exponent;
        SkipDigits();
      }
    }
    const std::string_view text = source_.substr(begin, pos_ - begin);
    if (token_.kind == TokenKind::kInt) {
      token_.magnitude = Magnitude(hex ? text.substr(2) : text, hex ? 16 : 10);
      if (At(pos_) == 'u' || At(pos_) == 'U') {
        token_.kind = TokenKind::kUint;
        ++pos_;
      }
    } else if (const auto value = ParseDouble(text)) {
      token_.real = *value;
    } else {
      token_.kind = TokenKind::kInvalid;
      Issue(begin, pos_, "the number is too large for a double", "");
    }
    if (IsWordChar(At(pos_))) BadSuffix(begin, text);
  }

  static uint64_t Magnitude(std::string_view digits, uint64_t base) {
    constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
    uint64_t value = 0;
    for (char c : digits) {
      const uint64_t digit = static_cast<uint64_t>(HexDigit(c));
      if (value > (kMax - digit) / base) return kMax;
      value = value * base + digit;
    }
    return value;
  }

  // Letters after a number: most often a duration written bare.
  void BadSuffix(size_t begin, std::string_view number) {
    const size_t suffix_at = pos_;
    while (IsWordChar(At(pos_))) ++pos_;
    const std::string_view suffix = source_.substr(suffix_at, pos_ - suffix_at);
    token_.kind = TokenKind::kInvalid;
    std::string hint = "put text in quotes";
    if (suffix == "s" || suffix == "m" || suffix == "h" || suffix == "ms") {
      hint = StrCat("write duration(\"", number, suffix, "\")");
    } else if (suffix == "d" || suffix == "days" || suffix == "w") {
      hint = "write the duration in hours: duration(\"24h\")";
    } else if (suffix.front() == '_') {
      hint = "write the digits without '_'";
    }
    Issue(begin, pos_, StrCat("a number cannot end in '", suffix, "'"), hint);
  }

  // `quote_at` is where the opening quote stands, after any prefix.
  void ReadText(size_t quote_at, bool raw, bool bytes) {
    const char quote = source_[quote_at];
    const bool triple = At(quote_at + 1) == quote && At(quote_at + 2) == quote;
    const std::string_view close = source_.substr(quote_at, triple ? 3 : 1);
    token_.kind = bytes ? TokenKind::kBytes : TokenKind::kString;
    pos_ = quote_at + close.size();
    for (;;) {
      if (LooksAt(close)) {
        pos_ += close.size();
        return;
      }
      const char c = At(pos_);
      if (pos_ >= source_.size() || (!triple && (c == '\n' || c == '\r'))) {
        token_.kind = TokenKind::kInvalid;
        return Issue(token_.begin, pos_, "the text is never closed", StrCat("end it with ", close));
      }
      if (c == '\\' && !raw) {
        ReadEscape(bytes);
      } else {
        token_.text.push_back(c);
        ++pos_;
      }
    }
  }

  void ReadEscape(bool bytes) {
    constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
    const size_t begin = pos_;
    const char c = At(++pos_);
    if (const size_t i = kNames.find(c); i != std::string_view::npos && pos_ < source_.size()) {
      token_.text.push_back(kMeanings[i]);
      ++pos_;
      return;
    }
    int digits = 0, base = 16;
    switch (c) {
      case 'x':
      case 'X':
        digits = 2;
        break;
      case 'u':
        digits = 4;
        break;
      case 'U':
        digits = 8;
        break;
      case '0':
      case '1':
      case '2':
      case '3':
        digits = 3;
        base = 8;
        --pos_;  // the first digit counts
        break;
      default:
        break;
    }
    if (digits > 0) ++pos_;
    uint32_t code = 0;
    int read = 0;
    for (; read < digits; ++read, ++pos_) {
      const int digit = HexDigit(At(pos_));
      if (digit < 0 || digit >= base) break;
      code = code * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit);
    }
    const bool character = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
    if (digits == 0 || read < digits || !(character || bytes)) {
      pos_ = std::min(std::max(pos_, begin + 2), source_.size());
      while (pos_ < source_.size() && (source_[pos_] & 0xC0) == 0x80) ++pos_;  // a whole character
      token_.kind = TokenKind::kInvalid;
      return Issue(begin, pos_, StrCat("bad escape '", source_.substr(begin, pos_ - begin), "'"),
                   "write \\\\ for a backslash");
    }
    if (!bytes) text::AppendUtf8(code, &token_.text);
  }

  std::string_view source_;
  Issues* issues_;
  size_t pos_ = 0;
  Token token_;
  std::vector<Token> tokens_;
};

// Offset of the first byte that is not UTF-8, or npos.
size_t FirstMalformed(std::string_view source) {
  for (size_t pos = 0; pos < source.size();) {
    const text::DecodedChar decoded = text::DecodeUtf8(source, pos);
    const bool genuine = source.substr(pos, 3) == "\uFFFD";
    if (decoded.code == text::kReplacement && !genuine) return pos;
    pos += decoded.length;
  }
  return std::string_view::npos;
}

}  // namespace

bool IsReservedWord(std::string_view word) {
  return std::find(std::begin(kReserved), std::end(kReserved), word) != std::end(kReserved);
}

std::vector<Token> Tokenize(std::string_view source, Issues* issues) {
  const size_t malformed = FirstMalformed(source);
  if (malformed != std::string_view::npos) {
    const uint32_t begin = static_cast<uint32_t>(malformed);
    issues->push_back({"expr-syntax", begin, begin + 1, "the expression is not UTF-8", ""});
    Token end;
    end.begin = end.end = static_cast<uint32_t>(source.size());
    return {end};
  }
  return Lexer(source, issues).Run();
}

}  // namespace rapport::expr
