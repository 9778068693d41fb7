// The table of `checks:`. docs/pack-reference.md explains the same keys to people.

#include <utility>

#include "base/fixed_point.h"
#include "pack/format.h"
#include "pack/shape_builder.h"

namespace rapport::pack {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& CheckShape() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& by_cues = Keep(MapOf("a map from names to lists of cues", nullptr, Refs()));
    return Keep(
        Item("a check", "check",
             {{"label", &Label(), "What a good reply does, for people.", kRequired},
              {"applies_when", &Expression(), "When it is called for; without, always."},
              {"expects", &Refs(), "Cues of agents; one of them must be in the reply."},
              {"faults", &Refs(), "Cues of agents; none of them may be in the reply."},
              {"passes_when", &Expression(), "Must be true of the reply as well."},
              {"limits", &by_cues,
               "By limit, cues of agents: amounts in their hits stay within the limit in force."},
              {"actions", &by_cues,
               "By action, cues of agents that do it; it must not be forbidden or need approval."},
              {"weight", &Number(ShapeKind::kMilli, "a weight", 1, 100 * kOne),
               "Its share in the score; default 1, above 0, at most 100."},
              {"fatal", &Bool(), "A fail blocks the reply and makes the score 0; default false."},
              {"why", &Label(), "What is wrong, for the agent, when it fails.", kRequired},
              {"suggest", &ListOf("a list of lines", Text("a line")),
               "Better wordings; the first that can be filled is best."}}));
  }();
  return shape;
}

}  // namespace rapport::pack
