#include "learn/fit_solver.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>
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
  std::set<int32_t> levels;
  for (const Example& e : data.examples) {
    if (e.levels[scale] >= 0) levels.insert(e.levels[scale]);
  }
  return levels.size() > 1;
}

FitSolver::FitSolver(const pack::Pack& base, const Dataset& data, const FitOptions& options,
                     size_t decay)
    : base_(base), data_(data), options_(options), rows_(data.rows[decay]) {
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
  std::unordered_map<std::string, size_t> chosen;
  for (size_t t = 0; t < terms.size(); ++t) chosen.emplace(data_.terms[terms[t]], e + t);
  const double mix = InUnits(base_.scoring.word_mix.value_or(kOne));
  for (const pack::TermRow& row : base_.words.rows) {
    const auto at = chosen.find(row.term);
    if (at == chosen.end()) continue;
    for (const pack::TermWeight& w : row.weights) {
      const auto persona = personas.find(base_.words.columns[w.column].value);
      if (persona != personas.end())
        mean[at->second * k + persona->second] = mix * InUnits(w.weight);
    }
  }
  return mean;
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
  if (options_.word_prior > 0) AddLogOdds(terms, sample, &prior.mean);
  const size_t k = data_.personas.size();
  prior.lower.assign(prior.mean.size(), -kInfinity);
  prior.upper.assign(prior.mean.size(), kInfinity);
  if (options_.only_listed) {
    std::fill_n(prior.lower.begin(), data_.evidence.size() * k, 0.0);
    std::fill_n(prior.upper.begin(), data_.evidence.size() * k, 0.0);
  }
  const auto personas = IndexById(data_.personas), evidence = IndexById(data_.evidence);
  for (const pack::Persona& persona : base_.personas) {
    for (const pack::Evidence& item : persona.evidence) {
      const size_t at = evidence.at(item.id) * k + personas.at(persona.id);
      const double weight = InUnits(item.weight);
      prior.lower[at] = options_.keep_signs && weight > 0 ? 0 : -kInfinity;
      prior.upper[at] = options_.keep_signs && weight < 0 ? 0 : kInfinity;
      if (item.min) prior.lower[at] = InUnits(*item.min) / sharpness_;
      if (item.max) prior.upper[at] = InUnits(*item.max) / sharpness_;
      if (item.pinned) prior.lower[at] = prior.upper[at] = weight / sharpness_;
    }
  }
  return prior;
}

Prior FitSolver::ScalePrior(size_t scale, const std::vector<uint32_t>& terms) const {
  Prior prior;
  prior.strength = Strength(terms);
  const auto evidence = IndexById(data_.evidence);
  const auto at = std::find_if(base_.scales.begin(), base_.scales.end(),
                               [&](const auto& s) { return s.id == data_.scales[scale]; });
  prior.mean.assign(prior.strength.size(), 0);
  prior.lower.assign(prior.strength.size(), -kInfinity);
  prior.upper.assign(prior.strength.size(), kInfinity);
  if (options_.only_listed) {
    std::fill_n(prior.lower.begin(), data_.evidence.size(), 0.0);
    std::fill_n(prior.upper.begin(), data_.evidence.size(), 0.0);
  }
  for (const pack::Evidence& item : at->evidence) {
    const size_t f = evidence.at(item.id);
    const double weight = InUnits(item.weight);
    if (!options_.start_from_zero) prior.mean[f] = weight;
    prior.lower[f] = options_.keep_signs && weight > 0 ? 0 : -kInfinity;
    prior.upper[f] = options_.keep_signs && weight < 0 ? 0 : kInfinity;
    if (item.min) prior.lower[f] = InUnits(*item.min);
    if (item.max) prior.upper[f] = InUnits(*item.max);
    if (item.pinned) prior.lower[f] = prior.upper[f] = weight;
  }
  return prior;
}

Sample FitSolver::PersonaSample(const std::vector<uint32_t>& rows,
                                const std::vector<double>& boost) const {
  Sample sample;
  for (uint32_t row : rows) {
    if (data_.examples[row].persona < 0) continue;
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
std::vector<uint32_t> FitSolver::ChooseTerms(const std::vector<uint32_t>& rows,
                                             const std::vector<double>& boost) const {
  if (!options_.learn_words) return {};
  std::vector<uint32_t> all(data_.terms.size());
  for (uint32_t t = 0; t < all.size(); ++t) all[t] = t;
  const size_t e = data_.evidence.size(), k = data_.personas.size();
  const auto most = static_cast<size_t>(std::max(options_.most_terms, 0));
  std::set<uint32_t> chosen;
  const Sample sample = PersonaSample(rows, boost);
  if (!sample.rows.empty()) {
    const SoftmaxModel model =
        FitSoftmax(rows_, sample, k, PersonaPrior(all, sample), nullptr, kFirstIterations);
    std::vector<std::pair<double, uint32_t>> importances;
    for (uint32_t t = 0; t < all.size(); ++t) {
      double sum = 0;
      for (size_t c = 0; c < k; ++c) {
        const double w = model.weights[(e + t) * k + c];
        sum += w * w;
      }
      importances.emplace_back(sum * data_.term_examples[t], t);
    }
    const std::vector<uint32_t> largest = Largest(importances, most);
    chosen.insert(largest.begin(), largest.end());
  }
  for (size_t s = 0; s < data_.scales.size(); ++s) {
    if (!options_.learn_scales || !HasLabels(data_, s)) continue;
    const size_t levels = base_.scales[s].levels.size();
    const OrdinalModel model = FitOrdinal(rows_, ScaleSample(s, rows, boost), levels,
                                          ScalePrior(s, all), nullptr, kFirstIterations);
    std::vector<std::pair<double, uint32_t>> importances;
    for (uint32_t t = 0; t < all.size(); ++t) {
      const double w = model.weights[e + t];
      importances.emplace_back(w * w * data_.term_examples[t], t);
    }
    const std::vector<uint32_t> largest = Largest(importances, most / kScaleShare);
    chosen.insert(largest.begin(), largest.end());
  }
  if (!options_.start_from_zero) {  // what the pack has stays open to learning
    const auto index = IndexById(data_.terms);
    for (const pack::TermRow& row : base_.words.rows) {
      const auto at = index.find(row.term);
      if (at != index.end()) chosen.insert(static_cast<uint32_t>(at->second));
    }
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
    solution.personas =
        FitSoftmax(reduced, sample, data_.personas.size(), PersonaPrior(start.terms, sample),
                   warm ? &start.personas : nullptr, kIterations);
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
