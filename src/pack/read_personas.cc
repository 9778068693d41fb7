#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "pack/read.h"

namespace rapport::pack {
namespace {

std::vector<Evidence> ReadEvidence(const Fields& fields) {
  std::vector<Evidence> out;
  const Node* map = fields.Find("evidence");
  if (map == nullptr) return out;
  for (size_t i = 0; i < map->entries(); ++i) {
    if (!map->value_of(i).is_map()) continue;
    const Fields entry(map->value_of(i));
    Evidence evidence;
    evidence.id = map->key(i).value;
    evidence.span = map->key(i).span;
    evidence.weight = entry.Weight("weight").value_or(0);
    evidence.pinned = entry.Bool("pin", false);
    evidence.min = entry.Weight("min");
    evidence.max = entry.Weight("max");
    out.push_back(std::move(evidence));
  }
  std::sort(out.begin(), out.end(),
            [](const Evidence& a, const Evidence& b) { return a.id < b.id; });
  return out;
}

}  // namespace

void ReadPersona(const Fields& fields, Persona* persona) {
  persona->label = fields.String("label");
  persona->display_name = fields.String("display_name");
  persona->summary = fields.String("summary");
  persona->bias = fields.Weight("bias").value_or(0);
  persona->evidence = ReadEvidence(fields);
  persona->playbook = fields.Refs("playbook");
}

Scoring ReadScoring(const Fields& fields) {
  Scoring scoring;
  scoring.decay = fields.Weight("decay");
  scoring.threshold = fields.Weight("threshold");
  scoring.margin = fields.Weight("margin");
  scoring.also_margin = fields.Weight("also_margin");
  scoring.word_mix = fields.Weight("word_mix");
  return scoring;
}

void ReadScale(const Fields& fields, Scale* scale, DiagnosticSink* sink) {
  scale->levels = fields.Strings("levels");
  scale->bias = fields.Weight("bias").value_or(0);
  scale->evidence = ReadEvidence(fields);
  CheckTwice(fields.Items("levels"), sink);

  const Node* thresholds = fields.Find("thresholds");
  const Node* levels = fields.Find("levels");
  if (thresholds == nullptr || levels == nullptr) return;
  for (const Node* item : fields.Items("thresholds")) {
    const Milli value = ParseMilli(item->value).value_or(0);
    if (!scale->thresholds.empty() && value <= scale->thresholds.back()) {
      sink->Error("thresholds", item->span, "each threshold must be above the one before it");
    }
    scale->thresholds.push_back(value);
  }
  if (levels->children.size() < 2) {
    sink->Error("thresholds", levels->span, "a scale has two levels or more");
  } else if (thresholds->children.size() + 1 != levels->children.size()) {
    sink->Error("thresholds", thresholds->span,
                StrCat(levels->children.size(), " levels need ", levels->children.size() - 1,
                       " thresholds, found ", thresholds->children.size()),
                "the first level has none");
  }
}

}  // namespace rapport::pack
