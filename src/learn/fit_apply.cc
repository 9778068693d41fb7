#include "learn/fit_apply.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace rapport::learn {
namespace {

constexpr double kLeastWeight = 0.05;
constexpr double kLeastWord = 0.25;

Milli Rounded(double value, Milli step) {
  const double limit = kMaxWeight;
  const double steps = std::round(std::clamp(value * kOne, -limit, limit) / step);
  return static_cast<Milli>(steps) * step;
}

Milli Hundredths(double value) { return Rounded(value, 10); }
Milli Tenths(double value) { return Rounded(value, 100); }

class Applier {
 public:
  Applier(const pack::Pack& base, const Dataset& data, const Solution& solution,
          const Tuning& tuning, const FitOptions& options)
      : data_(data),
        solution_(solution),
        tuning_(tuning),
        learn_words_(options.learn_words),
        base_mix_(base.scoring.word_mix.value_or(kOne) * 0.001),
        pack_(base) {
    if (options.start_from_zero) pack_.words = pack::WordTable();
    for (size_t i = 0; i < data.personas.size(); ++i) personas_.emplace(data.personas[i], i);
  }

  pack::Pack Run(Milli decay) {
    const bool personas = !solution_.personas.weights.empty();
    if (personas) {
      pack_.scoring.decay = decay;
      pack_.scoring.margin = tuning_.margin;
      if (learn_words_) pack_.scoring.word_mix = tuning_.word_mix;
      for (const std::string& id : data_.personas) AddMissing(id);
      for (pack::Persona& persona : pack_.personas) Persona(&persona);
    }
    for (size_t s = 0; s < pack_.scales.size(); ++s) Scale(s);
    if (learn_words_ && Mix() == 0) pack_.scoring.word_mix = kOne;  // words of scales need one
    if (learn_words_) Words();
    return std::move(pack_);
  }

 private:
  // `none` need not be written down in a pack.
  void AddMissing(const std::string& id) {
    const auto at = std::lower_bound(
        pack_.personas.begin(), pack_.personas.end(), id,
        [](const pack::Persona& p, const std::string& wanted) { return p.id < wanted; });
    if (at != pack_.personas.end() && at->id == id) return;
    pack::Persona persona;
    persona.id = id;
    pack_.personas.insert(at, std::move(persona));
  }

  // Sets the weights of `evidence`, by feature.
  template <typename WeightOf>
  void Evidence(const WeightOf& weight_of, std::vector<pack::Evidence>* evidence) const {
    std::map<std::string, pack::Evidence> items;
    for (pack::Evidence& item : *evidence) items.emplace(item.id, std::move(item));
    for (size_t f = 0; f < data_.evidence.size(); ++f) {
      const double weight = weight_of(f);
      const auto known = items.find(data_.evidence[f]);
      if (known != items.end()) {
        if (known->second.pinned) continue;
        pack::Evidence& item = known->second;
        item.weight = std::fabs(weight) < kLeastWeight ? 0 : Hundredths(weight);
        if (item.min) item.weight = std::max(item.weight, *item.min);
        if (item.max) item.weight = std::min(item.weight, *item.max);
      } else if (std::fabs(weight) >= kLeastWeight) {
        pack::Evidence item;
        item.id = data_.evidence[f];
        item.weight = Hundredths(weight);
        items.emplace(item.id, std::move(item));
      }
    }
    evidence->clear();
    for (auto& [id, item] : items) evidence->push_back(std::move(item));
  }

  void Persona(pack::Persona* persona) {
    const size_t p = personas_.at(persona->id), k = data_.personas.size();
    const bool none = p + 1 == k;
    persona->bias = Hundredths(tuning_.sharpness * solution_.personas.bias[p] +
                               (none ? tuning_.none_offset * 0.001 : 0));
    Evidence([&](size_t f) { return tuning_.sharpness * solution_.personas.weights[f * k + p]; },
             &persona->evidence);
  }

  void Scale(size_t s) {
    const OrdinalModel& model = solution_.scales[s];
    if (model.weights.empty()) return;
    pack::Scale& scale = pack_.scales[s];
    const std::vector<double>& thresholds =
        tuning_.thresholds[s].empty() ? model.thresholds : tuning_.thresholds[s];
    scale.bias = 0;
    scale.thresholds.clear();
    for (double t : thresholds) {
      const Milli least = scale.thresholds.empty() ? -kMaxWeight : scale.thresholds.back() + 1;
      scale.thresholds.push_back(std::max(least, Hundredths(t)));
    }
    Evidence([&](size_t f) { return model.weights[f]; }, &scale.evidence);
  }

  void Words() {
    WordRows rows = KeptWords();
    const size_t e = data_.evidence.size(), k = data_.personas.size();
    const bool personas = !solution_.personas.weights.empty();
    for (size_t t = 0; t < solution_.terms.size(); ++t) {
      std::map<std::string, Milli>& row = rows[data_.terms[solution_.terms[t]]];
      const auto set = [&](const std::string& id, double weight) {
        row.erase(id);
        if (std::fabs(weight) >= kLeastWord) row[id] = Tenths(weight);
      };
      for (size_t p = 0; personas && p < k; ++p) {
        set(data_.personas[p], tuning_.sharpness * solution_.personas.weights[(e + t) * k + p]);
      }
      for (size_t s = 0; s < data_.scales.size(); ++s) {
        // The mix is chosen for personas; scales were fitted without one.
        const OrdinalModel& model = solution_.scales[s];
        if (!model.weights.empty()) set(data_.scales[s], model.weights[e + t] / Mix());
      }
    }
    pack_.words = TableOf(rows);
  }

  using WordRows = std::map<std::string, std::map<std::string, Milli>>;

  // The mix that the fitted pack has.
  double Mix() const { return pack_.scoring.word_mix.value_or(kOne) * 0.001; }

  // Words of the pack that no example holds still count what they did, beside the new mix and
  // sharpness.
  WordRows KeptWords() const {
    const bool personas = !solution_.personas.weights.empty();
    WordRows rows;
    for (const pack::TermRow& row : pack_.words.rows) {
      for (const pack::TermWeight& w : row.weights) {
        const std::string& id = pack_.words.columns[w.column].value;
        const bool sharper = personas && personas_.count(id) > 0;
        const double factor = sharper ? tuning_.sharpness * base_mix_ : base_mix_ / Mix();
        rows[row.term][id] = factor == 1 ? w.weight : Tenths(factor * w.weight * 0.001);
      }
    }
    return rows;
  }

  static pack::WordTable TableOf(const WordRows& rows) {
    pack::WordTable words;
    std::map<std::string, uint32_t> columns;
    for (const auto& [term, row] : rows) {
      for (const auto& [id, weight] : row) columns.emplace(id, 0);
    }
    for (auto& [id, column] : columns) {
      column = static_cast<uint32_t>(words.columns.size());
      words.columns.push_back({id, {}});
    }
    for (const auto& [term, row] : rows) {
      pack::TermRow out{term, {}, {}};
      for (const auto& [id, weight] : row) {
        if (weight != 0) out.weights.push_back({columns.at(id), weight});
      }
      if (!out.weights.empty()) words.rows.push_back(std::move(out));
    }
    return words;
  }

  const Dataset& data_;
  const Solution& solution_;
  const Tuning& tuning_;
  const bool learn_words_;
  const double base_mix_;
  pack::Pack pack_;
  std::unordered_map<std::string, size_t> personas_;
};

using EvidenceWeights = std::map<std::string, Milli>;

EvidenceWeights WeightsOf(const std::vector<pack::Evidence>& evidence) {
  EvidenceWeights weights;
  for (const pack::Evidence& e : evidence) weights[e.id] = e.weight;
  return weights;
}

}  // namespace

pack::Pack Apply(const pack::Pack& base, const Dataset& data, const Solution& solution,
                 const Tuning& tuning, Milli decay, const FitOptions& options) {
  return Applier(base, data, solution, tuning, options).Run(decay);
}

std::vector<MovedWeight> MovedWeights(const pack::Pack& base, const pack::Pack& fitted,
                                      const Dataset& data, int64_t* weights) {
  // How often each piece of evidence fired, at all and with each label.
  const size_t e = data.evidence.size(), k = data.personas.size(), s = data.scales.size();
  std::vector<int64_t> fired(e, 0), with_persona(e * k, 0), with_level(e * s, 0);
  for (size_t i = 0; i < data.examples.size(); ++i) {
    const Example& example = data.examples[i];
    for (const Value* v = data.rows[0].begin(i); v != data.rows[0].end(i); ++v) {
      if (v->feature >= e) break;
      ++fired[v->feature];
      if (example.persona >= 0) {
        ++with_persona[v->feature * k + static_cast<size_t>(example.persona)];
      }
      for (size_t j = 0; j < s; ++j) with_level[v->feature * s + j] += example.levels[j] > 0;
    }
  }
  std::unordered_map<std::string, size_t> features;
  for (size_t f = 0; f < e; ++f) features.emplace(data.evidence[f], f);
  std::vector<MovedWeight> moved;
  *weights = 0;
  const auto compare = [&](const std::string& target, const EvidenceWeights& before,
                           const EvidenceWeights& after, const std::vector<int64_t>& with,
                           size_t each, size_t index) {
    for (const auto& [id, weight] : after) {
      if (weight != 0) ++*weights;
      const auto was = before.find(id);
      const Milli old = was == before.end() ? 0 : was->second;
      if (old == weight) continue;
      const size_t f = features.at(id);
      moved.push_back({target, id, old, weight, fired[f], with[f * each + index]});
    }
  };
  for (const pack::Persona& after : fitted.personas) {
    EvidenceWeights before;
    for (const pack::Persona& p : base.personas) {
      if (p.id == after.id) before = WeightsOf(p.evidence);
    }
    const auto index = std::find(data.personas.begin(), data.personas.end(), after.id);
    compare(after.id, before, WeightsOf(after.evidence), with_persona, k,
            static_cast<size_t>(index - data.personas.begin()));
  }
  for (size_t j = 0; j < fitted.scales.size(); ++j) {
    compare(fitted.scales[j].id, WeightsOf(base.scales[j].evidence),
            WeightsOf(fitted.scales[j].evidence), with_level, s, j);
  }
  std::stable_sort(moved.begin(), moved.end(), [](const MovedWeight& a, const MovedWeight& b) {
    return std::abs(a.after - a.before) > std::abs(b.after - b.before);
  });
  return moved;
}

}  // namespace rapport::learn
