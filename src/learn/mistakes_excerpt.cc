#include "learn/mistakes_excerpt.h"

#include <algorithm>

#include "base/strings.h"

namespace rapport::learn {
namespace {

constexpr size_t kMostMarks = 40;
constexpr size_t kNearSpace = 20;  // bytes that a cut may move to fall between words

bool IsBoundary(std::string_view text, size_t at) {
  return at == 0 || at >= text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80;
}

// Where to cut so that about `size` bytes of the front are kept, at most.
size_t FrontCut(std::string_view text, size_t size) {
  for (size_t at = size; at + kNearSpace > size && at > 0; --at) {
    if (text[at] == ' ') return at;
  }
  // A malformed text may have no boundary at all.
  size_t at = size;
  while (at + 4 > size && at > 0 && !IsBoundary(text, at)) --at;
  return at;
}

// Where to cut so that about `size` bytes of the back are kept, at most.
size_t BackCut(std::string_view text, size_t size) {
  const size_t from = text.size() - size;
  for (size_t at = from; at < std::min(from + kNearSpace, text.size()); ++at) {
    if (text[at] == ' ') return at + 1;
  }
  size_t at = from;
  while (at < from + 4 && at < text.size() && !IsBoundary(text, at)) ++at;
  return at;
}

class Builder {
 public:
  Builder(std::string_view text, size_t window) : text_(text), window_(window) {}

  void Between(size_t begin, size_t end, bool after_mark, bool before_mark) {
    const std::string_view text = text_.substr(begin, end - begin);
    const size_t front = after_mark || !before_mark ? window_ : 0;
    const size_t back = before_mark ? window_ : 0;
    if (text.size() <= front + back + kNearSpace) {
      Plain(text);
      return;
    }
    const size_t front_cut = front == 0 ? 0 : FrontCut(text, front);
    const size_t back_cut = back == 0 ? text.size() : BackCut(text, back);
    Plain(text.substr(0, front_cut));
    pieces_.push_back({" … ", "", true});
    Plain(text.substr(back_cut));
  }

  void Marked(size_t begin, size_t end, std::string ids) {
    pieces_.push_back({std::string(text_.substr(begin, end - begin)), std::move(ids), false});
  }

  std::vector<ExcerptPiece> Take() { return std::move(pieces_); }

 private:
  void Plain(std::string_view text) {
    if (!text.empty()) pieces_.push_back({std::string(text), "", false});
  }

  std::string_view text_;
  size_t window_;
  std::vector<ExcerptPiece> pieces_;
};

}  // namespace

std::vector<ExcerptPiece> Excerpt(std::string_view text, std::vector<WordMark> marks,
                                  size_t window) {
  std::sort(marks.begin(), marks.end(), [](const WordMark& a, const WordMark& b) {
    if (a.begin != b.begin) return a.begin < b.begin;
    return a.end != b.end ? a.end > b.end : a.id < b.id;
  });
  Builder builder(text, window);
  size_t at = 0;
  bool after_mark = false;
  for (size_t i = 0; i < marks.size() && i < kMostMarks;) {
    const size_t begin = marks[i].begin;
    size_t end = begin;
    std::vector<std::string_view> ids;
    for (; i < marks.size() && (ids.empty() || marks[i].begin < end); ++i) {
      end = std::max<size_t>(end, marks[i].end);
      if (std::find(ids.begin(), ids.end(), marks[i].id) == ids.end()) ids.push_back(marks[i].id);
    }
    std::string joined;
    for (const std::string_view id : ids) StrAppend(&joined, joined.empty() ? "" : ", ", id);
    builder.Between(at, begin, after_mark, /*before_mark=*/true);
    builder.Marked(begin, end, std::move(joined));
    at = end;
    after_mark = true;
  }
  builder.Between(at, text.size(), after_mark, /*before_mark=*/false);
  return builder.Take();
}

std::string PlainText(const std::vector<ExcerptPiece>& pieces) {
  std::string out;
  for (const ExcerptPiece& piece : pieces) out += piece.text;
  return out;
}

}  // namespace rapport::learn
