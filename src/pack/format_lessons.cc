// The table of `lessons:`. docs/pack-reference.md explains the same keys to people.

#include "pack/format.h"
#include "pack/shape_builder.h"

namespace rapport::pack {

using namespace build;  // NOLINT: the table is written in its words

const Shape& LessonShape() {
  static const Shape& shape =
      Keep(Item("a lesson", "lesson",
                {{"label", &Label(), "What it is about, for people.", kRequired},
                 {"channels", &Refs(), "Values of the fact `channel`; without, all."},
                 {"personas", &Refs(), "Customer types, `none` among them; without, all."},
                 {"checks", &Refs(), "Checks whose fails call for it; without, it suits always."},
                 {"text", &Text("a text"), "What to do and to practise.", kRequired}}));
  return shape;
}

}  // namespace rapport::pack
