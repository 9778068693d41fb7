// HTML to characters, in the spirit of a browser but without its tree.
//
// Every search for the end of something is made once: when a tag finds no '>' at all, later ones
// will not either, and when a quoted attribute does not end, quotes in tags are ignored from there
// on. So a text of nothing but '<' costs no more than any other.

#include <algorithm>
#include <array>
#include <iterator>

#include "text/char_reference.h"
#include "text/reader.h"
#include "text/utf8.h"

namespace rapport::text {
namespace {

// Sorted.
constexpr std::string_view kBlockTags[] = {
    "address", "article", "aside",   "blockquote", "body",    "br",     "center",     "dd",
    "div",     "dl",      "dt",      "fieldset",   "figure",  "footer", "figcaption", "form",
    "h1",      "h2",      "h3",      "h4",         "h5",      "h6",     "head",       "header",
    "hr",      "html",    "legend",  "li",         "main",    "nav",    "ol",         "option",
    "p",       "pre",     "section", "select",     "summary", "table",  "tbody",      "td",
    "tfoot",   "th",      "thead",   "title",      "tr",      "ul"};

// Their content is not text.
constexpr std::string_view kSkippedTags[] = {"script", "style", "template", "title"};

template <size_t kSize>
bool Contains(const std::string_view (&names)[kSize], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsLetter(char c) { return Lower(c) >= 'a' && Lower(c) <= 'z'; }

class HtmlReader {
 public:
  HtmlReader(std::string_view bytes, CharSink* sink) : bytes_(bytes), sink_(sink) {}

  void Read() {
    while (pos_ < bytes_.size()) {
      if (bytes_[pos_] == '<' && ReadTag()) continue;
      ReadChar();
    }
    if (quote_depth_ > 0) sink_->PushQuoted({quote_begin_, Position(bytes_.size())});
  }

 private:
  static uint32_t Position(size_t pos) { return static_cast<uint32_t>(pos); }

  void ReadChar() {
    const DecodedChar c = DecodeUtf8(bytes_, pos_);
    char32_t code = c.code;
    size_t end = pos_ + c.length;
    if (code == '&') {
      const CharReference reference = DecodeReference(bytes_, Position(pos_), ReferenceSet::kHtml);
      if (reference.length > 0) {
        code = reference.code;
        end = pos_ + reference.length;
      }
    }
    if (code == '\n' || code == '\r' || code == '\f') code = ' ';  // source lines mean nothing
    sink_->Push(code, Position(pos_), Position(end));
    pos_ = end;
  }

  // Takes the tag, comment or declaration at pos_, or returns false when the '<' is text.
  bool ReadTag() {
    const std::string_view rest = bytes_.substr(pos_);
    if (rest.substr(0, 4) == "<!--") {
      MoveTo(bytes_.find("-->", pos_ + 2), 3);
      return true;
    }
    const bool closing = rest.size() > 1 && rest[1] == '/';
    const size_t name_begin = closing ? 2 : 1;
    if (rest.size() <= name_begin) return false;
    const char first = rest[name_begin];
    const bool declaration = !closing && (first == '!' || first == '?');
    if (!declaration && !IsLetter(first)) return false;
    const size_t end = FindTagEnd(pos_ + name_begin);
    if (end == std::string_view::npos) return false;
    const size_t tag = pos_;
    pos_ = end + 1;
    if (!declaration) ApplyTag(ReadName(tag + name_begin), closing, tag);
    return true;
  }

  void MoveTo(size_t found, size_t length) {
    const size_t to = found == std::string_view::npos ? bytes_.size() : found + length;
    sink_->AddSteps(to - pos_);
    pos_ = to;
  }

  // The '>' that ends the tag: outside quoted attributes if they end, else the next one.
  size_t FindTagEnd(size_t from) {
    if (honour_quotes_) {
      char quote = 0;
      for (size_t i = from; i < bytes_.size(); ++i) {
        const char c = bytes_[i];
        if (quote == 0 && c == '>') {
          sink_->AddSteps(i - from);
          return i;
        }
        if (c == quote) {
          quote = 0;
        } else if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        }
      }
      sink_->AddSteps(bytes_.size() - from);
      honour_quotes_ = false;
    }
    if (!more_ends_) return std::string_view::npos;
    const size_t found = bytes_.find('>', from);
    sink_->AddSteps(std::min(found, bytes_.size()) - from);
    if (found == std::string_view::npos) more_ends_ = false;
    return found;
  }

  std::string_view ReadName(size_t from) {
    size_t size = 0;
    while (size < name_.size() && from + size < bytes_.size() &&
           (IsLetter(bytes_[from + size]) ||
            (bytes_[from + size] >= '0' && bytes_[from + size] <= '9'))) {
      name_[size] = Lower(bytes_[from + size]);
      ++size;
    }
    return {name_.data(), size};
  }

  void ApplyTag(std::string_view name, bool closing, size_t tag) {
    if (Contains(kBlockTags, name)) sink_->PushBreak(Position(tag));
    if (name == "q") sink_->Push(closing ? 0x201D : 0x201C, Position(tag), Position(pos_));
    if (name == "blockquote") ApplyBlockQuote(closing, tag);
    if (!closing && Contains(kSkippedTags, name)) SkipContent(name);
  }

  void ApplyBlockQuote(bool closing, size_t tag) {
    if (!closing) {
      if (quote_depth_++ == 0) quote_begin_ = Position(tag);
    } else if (quote_depth_ > 0 && --quote_depth_ == 0) {
      sink_->PushQuoted({quote_begin_, Position(tag)});
    }
  }

  // To the closing tag of that name, which is then read as any other; to the end without one.
  void SkipContent(std::string_view name) {
    size_t found = bytes_.find("</", pos_);
    while (found != std::string_view::npos && !NameAt(found + 2, name)) {
      found = bytes_.find("</", found + 2);
    }
    MoveTo(found, 0);
  }

  bool NameAt(size_t pos, std::string_view name) const {
    if (bytes_.size() - pos < name.size()) return false;
    return std::equal(name.begin(), name.end(), bytes_.begin() + static_cast<ptrdiff_t>(pos),
                      [](char a, char b) { return a == Lower(b); });
  }

  std::string_view bytes_;
  CharSink* sink_;
  size_t pos_ = 0;
  std::array<char, 12> name_{};
  uint32_t quote_depth_ = 0;
  uint32_t quote_begin_ = 0;
  bool honour_quotes_ = true;
  bool more_ends_ = true;
};

}  // namespace

void ReadHtml(std::string_view bytes, CharSink* sink) { HtmlReader(bytes, sink).Read(); }

}  // namespace rapport::text
