#include "cli/marked_text.h"

#include <gtest/gtest.h>

namespace rapport::cli {
namespace {

struct Hit {
  const char* cue;
  const char* text;
  const char* ignored = "";
};

// Marks the first place of each hit's text.
std::string Marked(const std::string& text, const std::vector<Hit>& hits,
                   size_t window = kWholeText) {
  std::vector<ExplainedHit> explained;
  for (const Hit& hit : hits) {
    ExplainedHit e;
    e.cue = hit.cue;
    e.begin = static_cast<uint32_t>(text.find(hit.text));
    e.end = e.begin + static_cast<uint32_t>(std::string(hit.text).size());
    e.text = hit.text;
    e.ignored = hit.ignored;
    explained.push_back(e);
  }
  std::vector<const ExplainedHit*> pointers;
  for (const ExplainedHit& e : explained) pointers.push_back(&e);
  return MarkHits(text, pointers, window).Render(Terminal());
}

TEST(MarkedText, MarksHits) {
  EXPECT_EQ(Marked("nothing here", {}), "nothing here");
  EXPECT_EQ(Marked("still waiting, no lawyer",
                   {{"waits", "still waiting"}, {"legal", "lawyer", "negated"}}),
            "‹still waiting›[waits], no ‹lawyer›[legal: negated]");
  EXPECT_EQ(Marked("a b", {{"x", "a"}, {"y", "b"}}), "‹a›[x] ‹b›[y]");
}

TEST(MarkedText, OverlapsShareAMark) {
  EXPECT_EQ(Marked("still waiting here", {{"b", "waiting here"}, {"a", "still waiting"}}),
            "‹still waiting here›[a, b]");
  EXPECT_EQ(Marked("still waiting", {{"a", "still waiting"}, {"b", "waiting"}, {"a", "waiting"}}),
            "‹still waiting›[a, b]");
}

TEST(MarkedText, LeavesOutWordsFarFromHits) {
  const std::string before = "one two three four five six ";
  const std::string after = " seven eight nine ten eleven twelve";
  EXPECT_EQ(Marked(before + "HIT" + after, {{"x", "HIT"}}, 8),
            " …  five six ‹HIT›[x] seven eight … ");
  EXPECT_EQ(Marked(before + "HIT" + after + " HAT" + after, {{"x", "HIT"}, {"y", "HAT"}}, 8),
            " …  five six ‹HIT›[x] seven eight …  twelve ‹HAT›[y] seven eight … ");
  // Nothing to mark: the beginning is shown.
  EXPECT_EQ(Marked(before + after, {}, 8), "one two three … ");
  EXPECT_EQ(Marked("no spaces", {}, 1), "no spaces");
}

}  // namespace
}  // namespace rapport::cli
