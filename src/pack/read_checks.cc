#include <algorithm>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "pack/read.h"

namespace rapport::pack {
namespace {

std::vector<CuesOf> ReadCuesOf(const Fields& fields, std::string_view key, DiagnosticSink* sink) {
  std::vector<CuesOf> out;
  const Node* map = fields.Find(key);
  if (map == nullptr) return out;
  const Fields entries(*map);
  for (size_t i = 0; i < map->entries(); ++i) {
    const Node& name = map->key(i);
    CheckTwice(entries.Items(name.value), sink);
    out.push_back({RefOf(name), entries.Refs(name.value)});
  }
  std::sort(out.begin(), out.end(),
            [](const CuesOf& a, const CuesOf& b) { return a.of.id < b.of.id; });
  return out;
}

}  // namespace

void ReadCheck(const Fields& fields, Check* check, DiagnosticSink* sink) {
  check->label = fields.String("label");
  check->applies_when = fields.MaybeText("applies_when");
  check->expects = fields.Refs("expects");
  check->faults = fields.Refs("faults");
  check->passes_when = fields.MaybeText("passes_when");
  check->limits = ReadCuesOf(fields, "limits", sink);
  check->actions = ReadCuesOf(fields, "actions", sink);
  check->weight = fields.Weight("weight").value_or(kOne);
  check->fatal = fields.Bool("fatal", false);
  check->why = fields.String("why");
  check->suggest = fields.Texts("suggest");

  for (const char* key : {"expects", "faults"}) CheckTwice(fields.Items(key), sink);
  bool looks = false;
  for (const char* key : {"expects", "faults", "passes_when", "limits", "actions"}) {
    looks = looks || fields.Has(key);
  }
  if (!looks) {
    sink->Error("missing-key", check->id_span,
                "a check needs 'expects', 'faults', 'passes_when', 'limits' or 'actions'");
  }
}

}  // namespace rapport::pack
