// The tables of `tests:`. docs/pack-reference.md explains the same keys to people.

#include <cstdint>
#include <utility>

#include "pack/format.h"
#include "pack/shape_builder.h"

namespace rapport::pack {
namespace {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& Expect();

const Shape& Turn() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& words = AnyText("a text");
    Shape turn =
        Object("a turn", "turn",
               {{"customer", &words, "What the customer says."},
                {"agent", &words, "What the agent says."},
                {"bot", &words, "What the bot says."},
                {"system", &words, "What the system notes."},
                {"third_party", &words, "What somebody else says."},
                {"by", &Enum("a speaker", {"customer", "agent", "bot", "system", "third_party"}),
                 "Who says `text`; default customer."},
                {"text", &words, "What is said."},
                {"at", &Keep(Make(ShapeKind::kTime, "a time")), "When."},
                {"visibility", &Enum("a visibility", {"public", "internal"}),
                 "Whether the customer sees it; default public."},
                {"expect", &Expect(), "What must come out after this turn, at its time."}});
    turn.exactly_one = {"customer", "agent", "bot", "system", "third_party", "text"};
    turn.together = {{"by", "text"}};
    return Keep(std::move(turn));
  }();
  return shape;
}

const Shape& Protocols() {
  static const Shape& shape = Keep(
      MapOf("a map of protocols", nullptr,
            Keep(Object("an expected protocol", "",
                        {{"state", &Ref(), "Its state, or none before it has started."},
                         {"done", &Refs(), "Exactly these steps are done."},
                         {"next", &Ref(), "The step to be done now, or none."},
                         {"faults", &Refs(), "Exactly these, one for each time, in order."}}))));
  return shape;
}

const Shape& Expect() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& levels = Keep(MapOf("a map from scales to levels", nullptr, Text("a level")));
    const Shape& route_list = Refs();
    // `true`, `false`, or a list of routes.
    const Shape& escalates = Short(Bool(), "", route_list);
    return Keep(
        Object("`expect`", "expect",
               {{"persona", &Ref(), "The persona reported, or none."},
                {"not_persona", &Refs(), "None of these is reported."},
                {"also", &Refs(), "Each of them is reported beside it."},
                {"abstained",
                 &Enum("a reason to abstain", {"threshold", "margin", "no_evidence", "language"}),
                 "Why no persona is reported."},
                {"scales", &levels, "Level, by number or name."},
                {"min_scales", &levels, "At least this level."},
                {"max_scales", &levels, "At most this level."},
                {"recommends", &Refs(), "Each of them is recommended."},
                {"recommends_not", &Refs(), "None of them is."},
                {"forbids", &Refs(), "Each of them is forbidden."},
                {"approvals", &Refs(), "Each of them needs approval."},
                {"limits",
                 &Keep(MapOf("a map from limits to numbers", nullptr,
                             Number(ShapeKind::kInt, "an integer", INT64_MIN, INT64_MAX))),
                 "The value of each."},
                {"flags", &Refs(), "Each of them is set."},
                {"escalates", &escalates, "true, false, or exactly these routes."},
                {"reasons", &Refs(), "Each of them is given."},
                {"reasons_not", &Refs(), "None of them is."},
                {"cues", &Refs(), "Each of them fires."},
                {"cues_not", &Refs(), "None of them does."},
                {"review",
                 &Keep(MapOf("a map from checks to results", nullptr,
                             Enum("a result", {"pass", "fail", "na"}))),
                 "What each check says of `reply`."},
                {"blocked", &Bool(), "Whether a fatal check fails."},
                {"undetermined", &Refs(), "Policies or conditions that could not be determined."},
                {"protocols", &Protocols(), "How far each has got."},
                {"contact", &Ref(), "The kind of contact, or none."},
                {"contact_also", &Refs(), "Each of these kinds holds beside it."},
                {"needs", &Refs(), "Each of them is voiced."},
                {"needs_not", &Refs(), "None of them is."},
                {"open_questions", &Number(ShapeKind::kInt, "a number of questions", 0, 1000),
                 "How many questions are open."},
                {"promises",
                 &Keep(MapOf("a map from promises to states", nullptr,
                             Enum("a state", {"open", "kept", "overdue", "none"}))),
                 "The state of each; none when it has not been made."}}));
  }();
  return shape;
}

}  // namespace

const Shape& TestShape() {
  static const Shape& shape = []() -> const Shape& {
    Shape test =
        Object("a test", "test",
               {{"name", &Label(), "What it shows.", kRequired},
                {"customer", &AnyText("a text"), "One customer turn."},
                {"turns", &ListOf("a list of turns", Turn(), false), "The conversation."},
                {"channel", &Text("a channel"), "The channel of the conversation."},
                {"now", &Keep(Make(ShapeKind::kTime, "a time")), "The time of the decision."},
                {"facts",
                 &Keep(MapOf("a map from facts to values", nullptr,
                             Keep(Make(ShapeKind::kValue, "a value")))),
                 "What the host tells."},
                {"reply", &AnyText("a text"), "The agent's reply, to review."},
                {"expect", &Expect(), "What must come out.", kRequired}});
    test.exactly_one = {"customer", "turns"};
    return Keep(std::move(test));
  }();
  return shape;
}

}  // namespace rapport::pack
