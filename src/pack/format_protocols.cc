// The tables of `protocols:`. docs/protocols.md explains what they mean.

#include <utility>

#include "pack/format.h"
#include "pack/shape_builder.h"

namespace rapport::pack {
namespace {

using namespace build;  // NOLINT: the tables are written in its words

// What is named within a protocol.
const Shape& Part(std::string_view what, std::string_view id, std::initializer_list<Key> keys) {
  Shape shape = Object(what, id, keys);
  shape.keys.push_back({"help", &Label(), "For people; it changes nothing."});
  return Keep(std::move(shape));
}

const Shape& State() {
  static const Shape& shape =
      Part("a state", "protocol_state",
           {{"id", &Name(IdForm()), "Lower-case letters, digits and underscores.", kRequired},
            {"label", &Label(), "For staff.", kRequired},
            {"from", &ListOf("a list of states", Ref(), false),
             "From which it is entered; default every other that does not end."},
            {"on", &ListOf("a list of cues", Ref(), false),
             "One of them must be hit in the turn that was just judged."},
            {"enter_when", &Expression(), "What must hold besides; default true."},
            {"steps", &Refs(), "What is to be done in it, in this order."},
            {"ends", &Bool(), "Nothing is left to do."}});
  return shape;
}

const Shape& Step() {
  static const Shape& shape =
      Part("a step", "protocol_step",
           {{"label", &Label(), "What to do, for the one who does it.", kRequired},
            {"done_by", &ListOf("a list of cues", Ref(), false),
             "Agents' words that do it; without, it is something to keep to throughout."},
            {"needed_when", &Expression(), "Else it need not be done; default true."},
            {"recommend", &Ref(), "The action that goes with it."}});
  return shape;
}

const Shape& Fault() {
  static const Shape& shape =
      Part("a fault", "protocol_fault",
           {{"label", &Label(), "What went wrong, for staff.", kRequired},
            {"by", &ListOf("a list of cues", Ref(), false), "Agents' words that do it.", kRequired},
            {"when", &Expression(), "What must hold besides; default true."}});
  return shape;
}

}  // namespace

const Shape& ProtocolShape() {
  static const Shape& shape = Keep(
      Item("a protocol", "protocol",
           {{"label", &Label(), "For staff.", kRequired},
            {"starts_on", &ListOf("a list of cues", Ref(), false),
             "Customers' words, one of which must be hit in the turn that starts it.", kRequired},
            {"starts_when", &Expression(), "What must hold besides; default true."},
            {"states", &ListOf("a list of states", State(), false),
             "The first is the initial one; a later one outranks an earlier one.", kRequired},
            {"steps", &Keep(MapOf("a map of steps", &IdForm(), Step())), "What agents are to do."},
            {"faults", &Keep(MapOf("a map of faults", &IdForm(), Fault())),
             "What agents are not to do."}}));
  return shape;
}

}  // namespace rapport::pack
