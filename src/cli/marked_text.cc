#include "cli/marked_text.h"

#include <algorithm>
#include <string>

#include "base/strings.h"

namespace rapport::cli {
namespace {

// Hits that overlap, as one range.
struct Mark {
  size_t begin = 0;
  size_t end = 0;
  bool counts = false;
  std::vector<std::string> labels;
};

std::vector<Mark> Marks(std::vector<const ExplainedHit*> hits) {
  std::stable_sort(hits.begin(), hits.end(), [](const ExplainedHit* a, const ExplainedHit* b) {
    return a->begin != b->begin ? a->begin < b->begin : a->end > b->end;
  });
  std::vector<Mark> marks;
  for (const ExplainedHit* hit : hits) {
    if (marks.empty() || hit->begin >= marks.back().end) {
      marks.push_back({hit->begin, hit->end, false, {}});
    }
    Mark& mark = marks.back();
    mark.end = std::max<size_t>(mark.end, hit->end);
    mark.counts |= hit->ignored.empty();
    std::string label(hit->cue);
    if (!hit->ignored.empty()) StrAppend(&label, ": ", hit->ignored);
    if (std::find(mark.labels.begin(), mark.labels.end(), label) == mark.labels.end()) {
      mark.labels.push_back(std::move(label));
    }
  }
  return marks;
}

// The part of `text` between two marks (or a mark and an end), cut in the middle to stay within
// `window` of the marks; at a space, so that no word and no character is split.
void AddBetween(std::string_view text, bool after_mark, bool before_mark, size_t window,
                StyledText* out) {
  const size_t keep_front = after_mark || !before_mark ? window : 0;
  const size_t keep_back = before_mark ? window : 0;
  if (window == kWholeText || text.size() <= keep_front + keep_back + 8) {
    out->Add(text);
    return;
  }
  const size_t front = std::min(text.find(' ', keep_front), text.size());
  size_t back = text.rfind(' ', text.size() - keep_back);
  if (back == std::string_view::npos || keep_back == 0) back = text.size();
  if (back <= front) {
    out->Add(text);
    return;
  }
  if (keep_front > 0) out->Add(text.substr(0, front));
  out->Add(" … ", Style::kDim);
  out->Add(text.substr(back));
}

}  // namespace

StyledText MarkHits(std::string_view text, const std::vector<const ExplainedHit*>& hits,
                    size_t window) {
  StyledText out;
  size_t at = 0;
  bool after_mark = false;
  for (const Mark& mark : Marks(hits)) {
    AddBetween(text.substr(at, mark.begin - at), after_mark, /*before_mark=*/true, window, &out);
    out.Add("‹", Style::kDim);
    out.Add(text.substr(mark.begin, mark.end - mark.begin),
            mark.counts ? Style::kMark : Style::kIgnored);
    std::string labels;
    for (const std::string& label : mark.labels)
      StrAppend(&labels, labels.empty() ? "" : ", ", label);
    out.Add("›", Style::kDim)
        .Add(StrCat("[", labels, "]"), mark.counts ? Style::kCyan : Style::kDim);
    at = mark.end;
    after_mark = true;
  }
  AddBetween(text.substr(at), after_mark, /*before_mark=*/false, window, &out);
  return out;
}

}  // namespace rapport::cli
