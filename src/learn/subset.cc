#include "learn/subset.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>
#include <utility>

namespace rapport::learn {
namespace {

// What examples are put in order by: the id, mixed; then the text, for records without an id.
std::pair<uint64_t, uint64_t> KeyOf(const Example& example) {
  const uint64_t hash = Hash(example.id);
  return {(hash ^ (hash >> 29)) * 0x9E3779B97F4A7C15ull, example.text_hash};
}

}  // namespace

Dataset Subset(const Dataset& data, const std::vector<uint32_t>& rows) {
  Dataset out;
  out.personas = data.personas;
  out.scales = data.scales;
  out.evidence = data.evidence;
  out.terms = data.terms;
  out.decays = data.decays;
  out.term_examples.assign(data.terms.size(), 0);
  out.rows.resize(data.rows.size());
  for (uint32_t row : rows) out.examples.push_back(data.examples[row]);
  for (size_t d = 0; d < data.rows.size(); ++d) {
    for (uint32_t row : rows) {
      for (const Value* v = data.rows[d].begin(row); v != data.rows[d].end(row); ++v) {
        out.rows[d].values.push_back(*v);
        if (d == 0 && v->feature >= data.evidence.size()) {
          ++out.term_examples[v->feature - data.evidence.size()];
        }
      }
      out.rows[d].begins.push_back(out.rows[d].values.size());
    }
  }
  return out;
}

std::vector<int32_t> FoldsOf(const Dataset& data, int32_t folds, bool by_source) {
  std::vector<int32_t> out(data.examples.size(), -1);
  if (by_source) {
    std::map<std::string, int32_t> sources;
    for (const Example& e : data.examples) {
      if (!e.is_pack_test) sources.emplace(e.source, 0);
    }
    int32_t next = 0;
    for (auto& [source, fold] : sources) fold = next++;
    for (size_t i = 0; i < out.size(); ++i) {
      if (!data.examples[i].is_pack_test) out[i] = sources.at(data.examples[i].source);
    }
    return out;
  }
  std::vector<std::tuple<int32_t, std::pair<uint64_t, uint64_t>, uint32_t>> order;
  for (uint32_t i = 0; i < data.examples.size(); ++i) {
    const Example& e = data.examples[i];
    if (!e.is_pack_test) order.emplace_back(e.persona, KeyOf(e), i);
  }
  std::sort(order.begin(), order.end());
  for (size_t i = 0; i < order.size(); ++i) {
    out[std::get<2>(order[i])] = static_cast<int32_t>(i) % folds;
  }
  return out;
}

std::vector<uint32_t> Draw(const Dataset& data, size_t count) {
  std::vector<std::pair<std::pair<uint64_t, uint64_t>, uint32_t>> order;
  std::vector<uint32_t> rows;
  for (uint32_t i = 0; i < data.examples.size(); ++i) {
    if (data.examples[i].is_pack_test) {
      rows.push_back(i);
    } else {
      order.push_back({KeyOf(data.examples[i]), i});
    }
  }
  std::sort(order.begin(), order.end());
  for (size_t i = 0; i < std::min(count, order.size()); ++i) rows.push_back(order[i].second);
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace rapport::learn
