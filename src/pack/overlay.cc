#include "pack/overlay.h"

#include <algorithm>
#include <utility>

#include "base/fixed_point.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "pack/word_table.h"

namespace rapport::pack {
namespace {

void SetKey(const Node& key, Node value, Node* map) {
  if (Node* known = map->FindAny(key.value)) {
    *known = std::move(value);
  } else {
    map->Add(key, std::move(value));
  }
}

class Applier {
 public:
  Applier(Draft* draft, DiagnosticSink* sink) : draft_(draft), sink_(sink) {}

  void Weights(const Node& weights) {
    Section(weights, "personas", rapport::pack::Section::kPersonas);
    Section(weights, "scales", rapport::pack::Section::kScales);
    if (const Node* scoring = weights.Find("scoring")) Scoring(*scoring);
  }

  void Run(const Node& file) {
    if (const Node* weights = file.Find("weights")) Weights(*weights);
    if (const Node* scoring = file.Find("scoring")) Scoring(*scoring);
  }

 private:
  void Scoring(const Node& scoring) {
    if (!draft_->scoring.is_map()) draft_->scoring = MakeMap(scoring.span);
    for (size_t i = 0; i < scoring.entries(); ++i) {
      SetKey(scoring.key(i), scoring.value_of(i), &draft_->scoring);
    }
  }

  void Section(const Node& weights, std::string_view key, rapport::pack::Section section) {
    const Node* map = weights.Find(key);
    if (map == nullptr) return;
    auto& items = (*draft_)[section];
    for (size_t i = 0; i < map->entries(); ++i) {
      const Node& id = map->key(i);
      const auto found = items.find(id.value);
      if (found == items.end()) {
        std::vector<std::string_view> ids;
        for (const auto& [name, unused] : items) ids.push_back(name);
        sink_->Error("unknown-name", id.span,
                     StrCat("there is no ", NameOf(section).noun, " ", Quoted(id.value),
                            " to weigh evidence for"),
                     DidYouMean(id.value, ids));
      } else if (found->second.body.is_map() && map->value_of(i).is_map()) {
        Item(map->value_of(i), &found->second.body);
      }
    }
  }

  void Item(const Node& learned, Node* body) {
    for (size_t i = 0; i < learned.entries(); ++i) {
      const Node& key = learned.key(i);
      const Node& value = learned.value_of(i);
      if (key.value == "evidence" && value.is_map()) {
        Node* evidence = body->FindAny("evidence");
        if (evidence == nullptr) {
          body->Add(key, MakeMap(value.span));
          evidence = body->FindAny("evidence");
        }
        if (evidence->is_map()) Evidence(value, evidence);
      } else {
        SetKey(key, value, body);
      }
    }
  }

  void Evidence(const Node& learned, Node* evidence) {
    for (size_t i = 0; i < learned.entries(); ++i) {
      const Node& key = learned.key(i);
      const Node& value = learned.value_of(i);
      if (!value.is_scalar()) continue;
      Node* known = evidence->FindAny(key.value);
      if (known == nullptr) {
        Node entry = MakeMap(value.span);
        entry.Add(MakeScalar("weight", value.span), value);
        evidence->Add(key, std::move(entry));
        continue;
      }
      if (!known->is_map()) continue;
      const Node* pin = known->Find("pin");
      const Node* weight = known->Find("weight");
      const bool pinned = pin != nullptr && pin->value == "true";
      const bool same = weight != nullptr && ParseMilli(weight->value) == ParseMilli(value.value);
      if (pinned && !same) {
        sink_->Error("overlay-pinned", value.span,
                     StrCat("the weight of ", Quoted(key.value), " is pinned at ",
                            weight == nullptr ? "its value" : weight->value),
                     "a pinned weight is not learned; leave it out here");
        continue;
      }
      SetKey(MakeScalar("weight", value.span), value, known);
    }
  }

  Draft* draft_;
  DiagnosticSink* sink_;
};

}  // namespace

Overlay ReadOverlay(Node file) {
  Overlay overlay;
  const Node* header = file.Find("overlay");
  const Node* base = header == nullptr ? nullptr : header->Find("base");
  if (base != nullptr) {
    overlay.base = *base;
    const std::string& name = base->value;
    const size_t at = std::min(name.find('@'), name.size());
    const size_t hash = std::min(name.find('#', at), name.size());
    overlay.pack_id = name.substr(0, at);
    if (at < hash) overlay.version = name.substr(at + 1, hash - at - 1);
    if (hash < name.size()) overlay.hash = name.substr(hash + 1);
  }
  overlay.file = std::move(file);
  return overlay;
}

bool MatchesBase(const Overlay& overlay, const std::string& version,
                 const std::vector<std::string>& hashes, DiagnosticSink* sink) {
  for (const std::string& hash : hashes) {
    if (hash.compare(0, overlay.hash.size(), overlay.hash) == 0) return true;
  }
  sink->Error(
      "overlay-base", overlay.base.span,
      StrCat("these weights were learned on another state of pack '", overlay.pack_id,
             "'; it is now ", overlay.pack_id, "@", version, "#", hashes.front().substr(0, 16)),
      "learn them again with `rapport fit`");
  return false;
}

void ApplyWeights(const Node& weights, Draft* draft, DiagnosticSink* sink) {
  Applier(draft, sink).Weights(weights);
}

void ApplyOverlay(const Overlay& overlay, Draft* draft, DiagnosticSink* sink) {
  Applier(draft, sink).Run(overlay.file);
  if (overlay.words) {
    draft->words = WordTable();
    AddWords(*overlay.words, /*replace=*/true, &draft->words, sink);
  }
}

}  // namespace rapport::pack
