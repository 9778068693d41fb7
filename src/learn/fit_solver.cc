#include "learn/fit_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <string>
#include <unordered_map>
#include <utility>

namespace rapport::learn {
namespace {

constexpr int kFirstIterations = 50;  // to choose words by
constexpr int kIterations = 150;
constexpr int32_t kScaleShare = 6;  // of the words, those that one scale may add: 1 / this

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::unordered_map<std::string, size_t> IndexById(const std::vector<std::string>& ids) {
  std::unordered_map<std::string, size_t> index;
  for (size_t i = 0; i < ids.size(); ++i) index.emplace(ids[i], i);
  return index;
}

double InUnits(Milli weight) { return weight * 0.001; }

// The features of the `most` largest importances.
std::vector<uint32_t> Largest(const std::vector<std::pair<double, uint32_t>>& importances,
                              size_t most) {
  std::vector<std::pair<double, uint32_t>> sorted = importances;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (sorted.size() > most) sorted.resize(most);
  std::vector<uint32_t> features;
  for (const auto& [importance, feature] : sorted) {
    if (importance > 0) features.push_back(feature);
  }
  return features;
}

}  // namespace

bool HasLabels(const Dataset& data, size_t scale) {
  std::map<int32_t, int32_t> levels;
  for (const Example& e : data.examples) {
    if (e.levels[scale] >= 0 && !e.is_pack_test) ++levels[e.levels[scale]];
  }
  return std::count_if(levels.begin(), levels.end(),
                       [](const auto& level) { return level.second >= kLeastOfLevel; }) > 1;
}

bool HasPersonas(const Dataset& data) {
  std::set<int32_t> personas;
  for (const Example& e : data.examples) {
    if (e.persona >= 0 && !e.is_pack_test) personas.insert(e.persona);
  }
  return personas.size() > 1;
}

FitSolver::FitSolver(const pack::Pack& base, const Dataset& data, const FitOptions& options,
                     size_t decay)
    : base_(base),
      data_(data),
      options_(options),
      rows_(data.rows[decay]),
      has_personas_(HasPersonas(data)) {
  SetWeights();
}

// Within each source: `none` gets its share, the others theirs to the power of 1 - balance.
void FitSolver::ShareWithinSources() {
  constexpr double kMostFactor = 4;
  const size_t k = data_.personas.size(), none = k - 1;
  std::map<std::string, std::vector<double>> classes;
  for (size_t i = 0; i < weights_.size(); ++i) {
    const Example& e = data_.examples[i];
    if (e.persona < 0 || e.is_pack_test) continue;
    auto [at, is_new] = classes.try_emplace(e.source, k, 0.0);
    at->second[static_cast<size_t>(e.persona)] += weights_[i];
  }
  for (auto& [source, totals] : classes) {
    double total = 0, flattened = 0;
    for (size_t c = 0; c < k; ++c) {
      total += totals[c];
      if (c != none && totals[c] > 0) flattened += std::pow(totals[c], 1 - options_.balance);
    }
    for (size_t c = 0; c < k; ++c) {
      if (totals[c] == 0) continue;
      const double share = c == none ? *options_.none_share
                                     : (1 - *options_.none_share) *
                                           std::pow(totals[c], 1 - options_.balance) / flattened;
      totals[c] = std::min(share * total / totals[c], kMostFactor);
    }
  }
  for (size_t i = 0; i < weights_.size(); ++i) {
    const Example& e = data_.examples[i];
    if (e.persona < 0 || e.is_pack_test) continue;
    weights_[i] *= classes.at(e.source)[static_cast<size_t>(e.persona)];
  }
}

void FitSolver::SetWeights() {
  std::vector<double> classes(data_.personas.size(), 0);
  double total = 0;
  for (const Example& e : data_.examples) {
    const auto source = options_.sources.find(e.source);
    weights_.push_back(e.weight * (source == options_.sources.end() ? 1.0 : source->second));
    if (e.persona < 0) continue;
    classes[static_cast<size_t>(e.persona)] += weights_.back();
    total += weights_.back();
  }
  if (options_.none_share) {
    ShareWithinSources();
    return;
  }
  const auto used = static_cast<double>(
      std::count_if(classes.begin(), classes.end(), [](double c) { return c > 0; }));
  for (double& c : classes) {
    if (c > 0) c = std::pow(total / (used * c), options_.balance);
  }
  for (size_t i = 0; i < weights_.size(); ++i) {
    const int32_t persona = data_.examples[i].persona;
    if (persona >= 0) weights_[i] *= classes[static_cast<size_t>(persona)];
  }
}

std::vector<double> FitSolver::Strength(const std::vector<uint32_t>& terms) const {
  std::vector<double> strength(data_.evidence.size(), options_.cue_penalty);
  const auto n = static_cast<double>(data_.examples.size());
  for (uint32_t term : terms) {
    // Rare words may weigh more: the usual inverse document frequency, as a scale of the weight.
    const double idf = std::log((1 + n) / (1.0 + data_.term_examples[term])) + 1;
    strength.push_back(options_.word_penalty / (idf * idf));
  }
  return strength;
}

std::vector<double> FitSolver::PersonaMean(const std::vector<uint32_t>& terms) const {
  const size_t k = data_.personas.size(), e = data_.evidence.size();
  std::vector<double> mean((e + terms.size()) * k, 0);
  if (options_.start_from_zero) return mean;
  const auto personas = IndexById(data_.personas), evidence = IndexById(data_.evidence);
  for (const pack::Persona& persona : base_.personas) {
    for (const pack::Evidence& item : persona.evidence) {
      mean[evidence.at(item.id) * k + personas.at(persona.id)] = InUnits(item.weight);
    }
  }
  ForEachBaseWord(terms, [&](size_t t, const std::string& column, double weight) {
    const auto persona = personas.find(column);
    if (persona != personas.end()) mean[(e + t) * k + persona->second] = weight;
  });
  return mean;
}

// Calls `word` with the place among `terms`, the persona or scale, and the weight that it has
// there.
template <typename F>
void FitSolver::ForEachBaseWord(const std::vector<uint32_t>& terms, F word) const {
  std::unordered_map<std::string, size_t> places;
  for (size_t t = 0; t < terms.size(); ++t) places.emplace(data_.terms[terms[t]], t);
  const double mix = InUnits(base_.scoring.word_mix.value_or(kOne));
  for (const pack::TermRow& row : base_.words.rows) {
    const auto at = places.find(row.term);
    if (at == places.end()) continue;
    for (const pack::TermWeight& w : row.weights) {
      word(at->second, base_.words.columns[w.column].value, mix * InUnits(w.weight));
    }
  }
}

// log(P(persona | term) / P(persona)), with kSmoothing examples of the average kind added.
void FitSolver::AddLogOdds(const std::vector<uint32_t>& terms, const Sample& sample,
                           std::vector<double>* mean) const {
  constexpr double kSmoothing = 5;
  constexpr double kUnit = 0.25;  // a word's weight is divided by sqrt(words + 4), about 4
  const size_t k = data_.personas.size(), e = data_.evidence.size();
  std::vector<size_t> place(data_.terms.size(), terms.size());
  for (size_t t = 0; t < terms.size(); ++t) place[terms[t]] = t;
  std::vector<double> counts(terms.size() * k, 0), classes(k, 0);
  double total = 0;
  for (size_t i = 0; i < sample.rows.size(); ++i) {
    const auto label = static_cast<size_t>(sample.labels[i]);
    classes[label] += sample.weights[i];
    total += sample.weights[i];
    for (const Value* v = rows_.begin(sample.rows[i]); v != rows_.end(sample.rows[i]); ++v) {
      if (v->feature < e || place[v->feature - e] == terms.size()) continue;
      counts[place[v->feature - e] * k + label] += sample.weights[i];
    }
  }
  for (size_t t = 0; t < terms.size(); ++t) {
    double* const row = counts.data() + t * k;
    double sum = 0;
    bool known = false;  // by the pack
    for (size_t c = 0; c < k; ++c) {
      sum += row[c];
      known |= (*mean)[(e + t) * k + c] != 0;
    }
    for (size_t c = 0; c < k && !known; ++c) {
      if (classes[c] == 0) continue;
      const double share = classes[c] / total;
      const double odds = (row[c] + kSmoothing * share) / ((sum + kSmoothing) * share);
      (*mean)[(e + t) * k + c] = options_.word_prior * kUnit * std::log(odds);
    }
  }
}

Prior FitSolver::PersonaPrior(const std::vector<uint32_t>& terms, const Sample& sample) const {
  Prior prior;
  prior.strength = Strength(terms);
  prior.mean = PersonaMean(terms);
  if (options_.learn_words && options_.word_prior > 0) AddLogOdds(terms, sample, &prior.mean);
  const size_t k = data_.personas.size();
  AddBounds(k, &prior);
  if (!options_.start_from_zero) prior.left_out = WithoutExamples(sample);
  const auto personas = IndexById(data_.personas), evidence = IndexById(data_.evidence);
  for (const pack::Persona& persona : base_.personas) {
    for (const pack::Evidence& item : persona.evidence) {
      const size_t at = evidence.at(item.id) * k + personas.at(persona.id);
      Bound(item, sharpness_, &prior.lower[at], &prior.upper[at]);
    }
  }
  return prior;
}

Prior FitSolver::ScalePrior(size_t scale, const std::vector<uint32_t>& terms) const {
  Prior prior;
  prior.strength = Strength(terms);
  prior.mean.assign(prior.strength.size(), 0);
  const auto evidence = IndexById(data_.evidence);
  if (!options_.start_from_zero) {
    for (const pack::Evidence& item : base_.scales[scale].evidence) {
      prior.mean[evidence.at(item.id)] = InUnits(item.weight);
    }
    ForEachBaseWord(terms, [&](size_t t, const std::string& column, double weight) {
      if (column == data_.scales[scale]) prior.mean[data_.evidence.size() + t] = weight;
    });
  }
  AddBounds(1, &prior);
  for (const pack::Evidence& item : base_.scales[scale].evidence) {
    const size_t f = evidence.at(item.id);
    Bound(item, 1, &prior.lower[f], &prior.upper[f]);
  }
  return prior;
}

// What holds for all weights, `each` of them for a feature: evidence that nobody listed is none,
// words stay where they are. Bound() then opens what is listed.
void FitSolver::AddBounds(size_t each, Prior* prior) const {
  prior->lower.assign(prior->mean.size(), -kInfinity);
  prior->upper.assign(prior->mean.size(), kInfinity);
  const size_t first_word = data_.evidence.size() * each;
  if (options_.only_listed) {
    std::fill_n(prior->lower.begin(), first_word, 0.0);
    std::fill_n(prior->upper.begin(), first_word, 0.0);
  }
  if (options_.learn_words) return;
  for (size_t w = first_word; w < prior->mean.size(); ++w) {
    prior->lower[w] = prior->upper[w] = prior->mean[w];
  }
}

// The bounds of one weight of the pack, which will be multiplied with `sharpness`.
void FitSolver::Bound(const pack::Evidence& item, double sharpness, double* lower,
                      double* upper) const {
  const double weight = InUnits(item.weight);
  *lower = options_.keep_signs && weight > 0 ? 0 : -kInfinity;
  *upper = options_.keep_signs && weight < 0 ? 0 : kInfinity;
  if (item.min) *lower = InUnits(*item.min) / sharpness;
  if (item.max) *upper = InUnits(*item.max) / sharpness;
  if (item.pinned) *lower = *upper = weight / sharpness;
}

// Classes that have no example say nothing, which is not the same as never occurring.
std::vector<uint8_t> FitSolver::WithoutExamples(const Sample& sample) const {
  std::vector<uint8_t> without(data_.personas.size(), 1);
  for (size_t i = 0; i < sample.labels.size(); ++i) {
    if (sample.weights[i] > 0) without[static_cast<size_t>(sample.labels[i])] = 0;
  }
  return without;
}

// Biases are known but for a constant. Those of classes without examples stay where the pack has
// them beside the mean of the others.
void FitSolver::PlaceLeftOut(const std::vector<uint8_t>& left_out, SoftmaxModel* model) const {
  std::vector<double> biases(data_.personas.size(), 0);
  const auto personas = IndexById(data_.personas);
  for (const pack::Persona& p : base_.personas) biases[personas.at(p.id)] = InUnits(p.bias);
  double moved = 0, count = 0;
  for (size_t c = 0; c < left_out.size(); ++c) {
    if (left_out[c]) continue;
    moved += model->bias[c] - biases[c];
    ++count;
  }
  for (size_t c = 0; c < left_out.size() && count > 0; ++c) {
    if (left_out[c]) model->bias[c] = biases[c] + moved / count;
  }
}

Sample FitSolver::PersonaSample(const std::vector<uint32_t>& rows,
                                const std::vector<double>& boost) const {
  Sample sample;
  for (uint32_t row : rows) {
    if (!has_personas_ || data_.examples[row].persona < 0) continue;
    sample.rows.push_back(row);
    sample.labels.push_back(data_.examples[row].persona);
    sample.weights.push_back(weights_[row] * (boost.empty() ? 1.0 : boost[row]));
  }
  return sample;
}

Sample FitSolver::ScaleSample(size_t scale, const std::vector<uint32_t>& rows,
                              const std::vector<double>& boost) const {
  Sample sample;
  for (uint32_t row : rows) {
    const Example& e = data_.examples[row];
    if (e.levels[scale] < 0) continue;
    const auto source = options_.sources.find(e.source);
    sample.rows.push_back(row);
    sample.labels.push_back(e.levels[scale]);
    sample.weights.push_back(e.weight * (source == options_.sources.end() ? 1.0 : source->second) *
                             (boost.empty() ? 1.0 : boost[row]));
  }
  return sample;
}

Rows FitSolver::Reduced(const std::vector<uint32_t>& terms) const {
  constexpr uint32_t kDropped = 0xFFFFFFFF;
  const auto e = static_cast<uint32_t>(data_.evidence.size());
  std::vector<uint32_t> place(data_.terms.size(), kDropped);
  for (uint32_t t = 0; t < terms.size(); ++t) place[terms[t]] = e + t;
  Rows reduced;
  for (size_t r = 0; r < rows_.size(); ++r) {
    for (const Value* v = rows_.begin(r); v != rows_.end(r); ++v) {
      const uint32_t feature = v->feature < e ? v->feature : place[v->feature - e];
      if (feature != kDropped) reduced.values.push_back({feature, v->value});
    }
    reduced.begins.push_back(reduced.values.size());
  }
  return reduced;
}

// Words are ranked by how much they move scores: weight squared times the examples that hold them.
// Adds the `most` first.
void FitSolver::AddTelling(const std::vector<double>& weights, size_t each, size_t most,
                           std::set<uint32_t>* chosen) const {
  std::vector<std::pair<double, uint32_t>> importances;
  for (uint32_t t = 0; t < data_.terms.size(); ++t) {
    double sum = 0;
    for (size_t c = 0; c < each; ++c) {
      const double w = weights[(data_.evidence.size() + t) * each + c];
      sum += w * w;
    }
    importances.emplace_back(sum * data_.term_examples[t], t);
  }
  const std::vector<uint32_t> largest = Largest(importances, most);
  chosen->insert(largest.begin(), largest.end());
}

std::vector<uint32_t> FitSolver::ChooseTerms(const std::vector<uint32_t>& rows,
                                             const std::vector<double>& boost) const {
  std::set<uint32_t> chosen;
  if (!options_.start_from_zero) {  // what the pack weighs is always part of the score
    const auto index = IndexById(data_.terms);
    for (const pack::TermRow& row : base_.words.rows) {
      const auto at = index.find(row.term);
      if (at != index.end()) chosen.insert(static_cast<uint32_t>(at->second));
    }
  }
  const auto most = static_cast<size_t>(std::max(options_.most_terms, 0));
  if (!options_.learn_words || most == 0) return {chosen.begin(), chosen.end()};
  std::vector<uint32_t> all(data_.terms.size());
  std::iota(all.begin(), all.end(), 0u);
  const size_t k = data_.personas.size();
  const Sample sample = PersonaSample(rows, boost);
  if (!sample.rows.empty()) {
    const SoftmaxModel model =
        FitSoftmax(rows_, sample, k, PersonaPrior(all, sample), nullptr, kFirstIterations);
    AddTelling(model.weights, k, most, &chosen);
  }
  for (size_t s = 0; s < data_.scales.size(); ++s) {
    if (!options_.learn_scales || !HasLabels(data_, s)) continue;
    const OrdinalModel model =
        FitOrdinal(rows_, ScaleSample(s, rows, boost), base_.scales[s].levels.size(),
                   ScalePrior(s, all), nullptr, kFirstIterations);
    AddTelling(model.weights, 1, most / kScaleShare, &chosen);
  }
  return {chosen.begin(), chosen.end()};
}

Solution FitSolver::Solve(const std::vector<uint32_t>& rows,
                          const std::vector<double>& boost) const {
  Solution empty;
  empty.terms = ChooseTerms(rows, boost);
  return Resolve(rows, boost, empty);
}

Solution FitSolver::Resolve(const std::vector<uint32_t>& rows, const std::vector<double>& boost,
                            const Solution& start) const {
  Solution solution;
  solution.terms = start.terms;
  const Rows reduced = Reduced(start.terms);
  const Sample sample = PersonaSample(rows, boost);
  if (!sample.rows.empty()) {
    const bool warm = !start.personas.weights.empty();
    const Prior prior = PersonaPrior(start.terms, sample);
    solution.personas = FitSoftmax(reduced, sample, data_.personas.size(), prior,
                                   warm ? &start.personas : nullptr, kIterations);
    PlaceLeftOut(prior.left_out, &solution.personas);
  }
  solution.scales.resize(data_.scales.size());
  for (size_t s = 0; s < data_.scales.size(); ++s) {
    if (!options_.learn_scales || !HasLabels(data_, s)) continue;
    const bool warm = s < start.scales.size() && !start.scales[s].weights.empty();
    solution.scales[s] =
        FitOrdinal(reduced, ScaleSample(s, rows, boost), base_.scales[s].levels.size(),
                   ScalePrior(s, start.terms), warm ? &start.scales[s] : nullptr, kIterations);
  }
  return solution;
}

}  // namespace rapport::learn
