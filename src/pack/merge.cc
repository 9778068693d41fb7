#include <algorithm>
#include <set>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "pack/draft.h"
#include "pack/overlay.h"
#include "pack/word_table.h"

namespace rapport::pack {
namespace {

// Merges by key: a map into a map, anything else replaces what was there.
void MergeMaps(const Node& child, Node* base) {
  for (size_t i = 0; i < child.entries(); ++i) {
    const Node& key = child.key(i);
    Node* known = base->FindAny(key.value);
    if (known == nullptr) {
      base->Add(key, child.value_of(i));
    } else if (known->is_map() && child.value_of(i).is_map()) {
      MergeMaps(child.value_of(i), known);
    } else {
      *known = child.value_of(i);
    }
  }
}

Node Without(const Node& map, std::string_view name) {
  Node out = map;
  out.children.clear();
  for (size_t i = 0; i < map.entries(); ++i) {
    if (map.key(i).value != name) out.Add(map.key(i), map.value_of(i));
  }
  return out;
}

// The same, where either may be absent.
void MergeInto(const Node& child, Node* base) {
  if (!child.is_map()) return;
  if (!base->is_map()) *base = MakeMap(child.span);
  MergeMaps(child, base);
}

class Merger {
 public:
  Merger(Draft child, Draft* base, DiagnosticSink* sink)
      : child_(std::move(child)), base_(base), sink_(sink) {}

  void Run() {
    for (size_t s = 0; s < kSectionCount; ++s) {
      const Section section = static_cast<Section>(s);
      for (auto& [id, item] : child_[section]) {
        if (child_.OrderOf(section) == nullptr) MergeItem(section, &item);
      }
    }
    // Lists keep the order in which they are declared; a changed item keeps its place.
    for (Section section : {Section::kPolicies, Section::kContactKinds}) {
      for (const std::string& id : *child_.OrderOf(section)) {
        MergeItem(section, &child_[section].at(id));
      }
    }
    MergeText();
    MergeInto(child_.scoring, &base_->scoring);
    MergeInto(child_.standard, &base_->standard);
    ApplyWeights(child_.weights, base_, sink_);
    AddWords(child_.words, /*replace=*/true, &base_->words, sink_);
    base_->pack_id = child_.pack_id;
  }

 private:
  void MergeItem(Section section, DraftItem* item) {
    auto& items = (*base_)[section];
    const std::string& id = item->id.value;
    const bool is_last = items.empty() || items.rbegin()->first < id;  // as mostly
    const auto found = is_last ? items.end() : items.find(id);
    const Node* mode = item->body.Find("override");
    const bool was_there = found != items.end();
    if (mode == nullptr) {
      // A body that could not be read may have had an `override`.
      if (was_there && !item->body.is_bad() && item->body.FindKey("override") == nullptr) {
        sink_->Error(
            "needs-override", item->id.span,
            StrCat(NameOf(section).noun, " ", Quoted(id), " is already declared by pack ",
                   Quoted(found->second.owner), " at ", PlaceOf(found->second.id.span)),
            "write it out with `override: merge`, `replace` or `remove`, or choose another id");
      }
      Store(section, std::move(*item), was_there);
      return;
    }
    if (!was_there) {
      NothingToOverride(section, *mode, id);
      if (mode->value != "remove") Store(section, std::move(*item), false);
      return;
    }
    if (mode->value == "remove") {
      items.erase(found);
      if (section == Section::kPersonas || section == Section::kScales) {
        RemoveColumn(id, &base_->words);
      }
      base_->removed[static_cast<size_t>(section)][id] = child_.pack_id;
      if (auto* order = base_->OrderOf(section)) {
        order->erase(std::remove(order->begin(), order->end(), id), order->end());
      }
      return;
    }
    const bool merge = mode->value == "merge" && found->second.body.is_map();
    item->body = Without(item->body, "override");
    if (merge) {
      MergeMaps(item->body, &found->second.body);
    } else {
      Store(section, std::move(*item), true);
    }
  }

  void Store(Section section, DraftItem item, bool was_there) {
    auto* order = base_->OrderOf(section);
    if (order != nullptr && !was_there) order->push_back(item.id.value);
    std::string id = item.id.value;
    if (item.body.FindKey("override") != nullptr) item.body = Without(item.body, "override");
    auto& items = (*base_)[section];
    items.insert_or_assign(items.end(), std::move(id), std::move(item));  // mostly in order
  }

  void NothingToOverride(Section section, const Node& mode, const std::string& id) {
    std::vector<std::string_view> ids;
    for (const auto& [name, unused] : (*base_)[section]) ids.push_back(name);
    std::string hint = DidYouMean(id, ids);
    if (hint.empty()) hint = "remove `override`";
    sink_->Error("override", mode.span,
                 StrCat("no parent declares ", NameOf(section).noun, " ", Quoted(id)),
                 std::move(hint));
  }

  // Lists of words add up, tables of words go by key, a number replaces the parent's.
  void MergeText() {
    if (!child_.text.is_map()) return;
    if (!base_->text.is_map()) base_->text = MakeMap(child_.text.span);
    for (size_t i = 0; i < child_.text.entries(); ++i) {
      const Node& key = child_.text.key(i);
      const Node& value = child_.text.value_of(i);
      Node* known = base_->text.FindAny(key.value);
      if (known == nullptr) {
        base_->text.Add(key, value);
      } else if (key.value == "other_words" && known->is_map() && value.is_map()) {
        for (size_t j = 0; j < value.entries(); ++j) {
          Node* words = known->FindAny(value.key(j).value);
          if (words == nullptr) {
            known->Add(value.key(j), value.value_of(j));
          } else {
            AddItems(value.value_of(j), words);
          }
        }
      } else if (known->is_map() && value.is_map()) {
        MergeMaps(value, known);
      } else if (known->is_list() && value.is_list()) {
        AddItems(value, known);
      } else {
        *known = value;
      }
    }
  }

  static void AddItems(const Node& more, Node* words) {
    std::set<std::string> known;
    for (const Node& word : words->children) known.insert(word.value);
    for (const Node& word : more.children) {
      if (known.insert(word.value).second) words->children.push_back(word);
    }
  }

  Draft child_;
  Draft* base_;
  DiagnosticSink* sink_;
};

}  // namespace

void Merge(Draft child, Draft* base, DiagnosticSink* sink) {
  Merger(std::move(child), base, sink).Run();
}

}  // namespace rapport::pack
