#include "learn/fit_tuning.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <unordered_map>
#include <utility>

#include "learn/evaluate.h"
#include "learn/fit_solver.h"
#include "learn/linear_model.h"

namespace rapport::learn {
namespace {

constexpr double kLeastProbability = 1e-300;
constexpr int kBins = 10;
constexpr int64_t kSupport = 8;  // labels that a class needs to count in macro-F1
constexpr int kThresholdRounds = 4;
constexpr int kGrid = 60;  // places that a threshold is tried at

double InUnits(Milli weight) { return weight * 0.001; }

std::vector<double> Scores(const Prediction& p, double mix, double sharpness) {
  std::vector<double> scores(p.cues.size());
  for (size_t c = 0; c < scores.size(); ++c) scores[c] = sharpness * (p.cues[c] + mix * p.words[c]);
  return scores;
}

bool Counts(const Dataset& data, const Predictions& predictions, size_t i) {
  return !data.examples[i].is_pack_test && predictions[i].known;
}

bool CountsForPersonas(const Dataset& data, const Predictions& predictions, size_t i) {
  return Counts(data, predictions, i) && data.examples[i].persona >= 0 &&
         !predictions[i].cues.empty();
}

struct Choice {
  size_t persona = 0;
  std::vector<double> probabilities;  // by persona
};

// As the engine chooses (engine/evaluation.cc): `none`, the last, unless another leads it by the
// margin and is probable enough.
Choice Choose(const Prediction& p, const Tuning& tuning) {
  std::vector<double> scores = Scores(p, InUnits(tuning.word_mix), tuning.sharpness);
  const size_t none = scores.size() - 1;
  scores[none] += InUnits(tuning.none_offset);
  const auto best =
      static_cast<size_t>(std::max_element(scores.begin(), scores.end() - 1) - scores.begin());
  const double lead = scores[best] - scores[none];
  Softmax(&scores);
  const bool reported = lead >= InUnits(tuning.margin) && scores[best] >= InUnits(tuning.threshold);
  const size_t chosen = reported ? best : none;
  return {chosen, std::move(scores)};
}

int32_t LevelOf(double score, const std::vector<double>& thresholds) {
  return static_cast<int32_t>(std::count_if(thresholds.begin(), thresholds.end(),
                                            [score](double t) { return score >= t; }));
}

// Where levels of a scale may begin: half way between two scores, so that neither rounding nor
// another fit moves an example across. They lie denser among high scores, where rare levels begin.
std::vector<double> ThresholdPlaces(const Dataset& data, const Predictions& predictions,
                                    size_t scale) {
  std::vector<double> scores;
  for (size_t i = 0; i < data.examples.size(); ++i) {
    if (Counts(data, predictions, i) && data.examples[i].levels[scale] >= 0) {
      scores.push_back(predictions[i].scales[scale]);
    }
  }
  std::sort(scores.begin(), scores.end());
  std::vector<double> places;
  for (int g = 1; g <= kGrid && !scores.empty(); ++g) {
    const double share = 1 - std::pow(0.9, g);
    const double score =
        scores[static_cast<size_t>(share * static_cast<double>(scores.size() - 1))];
    const auto below = std::lower_bound(scores.begin(), scores.end(), score);
    const bool is_least = below == scores.begin();
    places.push_back(is_least ? score : (score + *std::prev(below)) / 2);
  }
  places.erase(std::unique(places.begin(), places.end()), places.end());
  return places;
}

std::vector<double> BestThresholds(const Dataset& data, const Predictions& predictions,
                                   size_t scale, size_t levels) {
  const std::vector<double> places = ThresholdPlaces(data, predictions, scale);
  if (places.empty()) return {};
  std::vector<double> thresholds;
  for (size_t t = 0; t + 1 < levels; ++t) {
    thresholds.push_back(places[std::min(places.size() - 1, (t + 1) * places.size() / levels)]);
  }
  const auto agreement = [&](const std::vector<double>& at) {
    return ScaleAgreement(data, predictions, scale, at).value_or(-1);
  };
  double best = agreement(thresholds);
  for (int round = 0; round < kThresholdRounds; ++round) {
    const double before = best;
    for (size_t t = 0; t < thresholds.size(); ++t) {
      for (double place : places) {
        std::vector<double> tried = thresholds;
        tried[t] = place;
        if (!std::is_sorted(tried.begin(), tried.end())) continue;
        const double value = agreement(tried);
        if (value > best) {
          best = value;
          thresholds = std::move(tried);
        }
      }
    }
    if (best <= before) break;
  }
  return thresholds;
}

struct Weights {
  SoftmaxModel personas;
  std::vector<OrdinalModel> scales;
};

std::unordered_map<std::string, size_t> IndexById(const std::vector<std::string>& ids,
                                                  size_t first = 0) {
  std::unordered_map<std::string, size_t> index;
  for (size_t i = 0; i < ids.size(); ++i) index.emplace(ids[i], first + i);
  return index;
}

// The weights of the pack as it is; those of its words for scales include the mix.
Weights BaseWeights(const pack::Pack& base, const Dataset& data) {
  const auto features = IndexById(data.evidence), personas = IndexById(data.personas);
  const auto scales = IndexById(data.scales), terms = IndexById(data.terms, data.evidence.size());
  const size_t k = data.personas.size();
  Weights out;
  out.personas = {k, std::vector<double>(k, 0), std::vector<double>(data.features() * k, 0)};
  out.scales.resize(data.scales.size());
  for (const pack::Persona& persona : base.personas) {
    const size_t p = personas.at(persona.id);
    out.personas.bias[p] = InUnits(persona.bias);
    for (const pack::Evidence& item : persona.evidence) {
      out.personas.weights[features.at(item.id) * k + p] = InUnits(item.weight);
    }
  }
  for (size_t s = 0; s < base.scales.size(); ++s) {
    out.scales[s].weights.assign(data.features(), 0);
    for (const pack::Evidence& item : base.scales[s].evidence) {
      out.scales[s].weights[features.at(item.id)] = InUnits(item.weight);
    }
  }
  const double mix = InUnits(base.scoring.word_mix.value_or(kOne));
  for (const pack::TermRow& row : base.words.rows) {
    const auto at = terms.find(row.term);
    if (at == terms.end()) continue;
    for (const pack::TermWeight& w : row.weights) {
      const std::string& column = base.words.columns[w.column].value;
      if (const auto p = personas.find(column); p != personas.end()) {
        out.personas.weights[at->second * k + p->second] = InUnits(w.weight);
      } else if (const auto s = scales.find(column); s != scales.end()) {
        out.scales[s->second].weights[at->second] = mix * InUnits(w.weight);
      }
    }
  }
  return out;
}

// Accuracy and macro-F1 together; with a share of `none`, accuracy as it would be at that share.
double Readiness(const FitFigures& figures, const FitOptions& options) {
  const double accuracy = options.none_share
                              ? *options.none_share * figures.accuracy_none +
                                    (1 - *options.none_share) * figures.accuracy_others
                              : figures.accuracy;
  return accuracy + figures.macro_f1;
}

// The mix and the sharpness that make the labels most likely.
void TuneMix(const Dataset& data, const Predictions& predictions, const FitOptions& options,
             Tuning* tuning) {
  // The balance of classes is for learning; probabilities should fit the examples as they are.
  std::vector<double> weights(data.examples.size(), 1.0);
  for (size_t i = 0; i < weights.size(); ++i) {
    const auto source = options.sources.find(data.examples[i].source);
    if (source != options.sources.end()) weights[i] = source->second;
  }
  double best = LogLoss(data, predictions, weights, 1, 1);
  for (Milli mix = 500; mix <= 1500; mix += 50) {
    if (!options.learn_words && mix != kOne) continue;
    for (int sharp = 10; sharp <= 40; ++sharp) {
      const double sharpness = sharp * 0.05;
      const double loss = LogLoss(data, predictions, weights, InUnits(mix), sharpness);
      if (loss >= best) continue;
      best = loss;
      tuning->word_mix = mix;
      tuning->sharpness = sharpness;
    }
  }
}

// One number decides how readily a persona is reported: the offset of `none`, and beyond it the
// margin, which leaves probabilities alone. Of equals the one nearest to 0 is taken, so that few
// examples do not move it for nothing.
void TuneReadiness(const Dataset& data, const Predictions& predictions, const FitOptions& options,
                   Tuning* tuning) {
  double best = -1;
  for (Milli size = 0; size <= 1500; size += 50) {
    for (const Milli offset : {size, -size}) {
      Tuning tried = *tuning;
      tried.none_offset = std::min(offset, 0);
      tried.margin = std::max(offset, 0);
      const double figure = Readiness(FiguresOf(data, predictions, tried), options);
      if (figure <= best + 1e-9) continue;
      best = figure;
      tuning->none_offset = tried.none_offset;
      tuning->margin = tried.margin;
    }
  }
}

}  // namespace

bool HasBounds(const pack::Pack& pack) {
  for (const pack::Persona& persona : pack.personas) {
    for (const pack::Evidence& e : persona.evidence) {
      if (e.pinned || e.min || e.max) return true;
    }
  }
  return false;
}

Tuning Untuned(const pack::Pack& pack) {
  Tuning tuning;
  tuning.word_mix = pack.scoring.word_mix.value_or(kOne);
  tuning.margin = pack.scoring.margin.value_or(0);
  tuning.threshold = pack.scoring.threshold.value_or(0);
  tuning.thresholds.resize(pack.scales.size());
  return tuning;
}

Predictions OfSources(const Dataset& data, Predictions predictions,
                      const std::vector<std::string>& sources) {
  for (size_t i = 0; i < predictions.size() && !sources.empty(); ++i) {
    predictions[i].known &=
        std::find(sources.begin(), sources.end(), data.examples[i].source) != sources.end();
  }
  return predictions;
}

Predictions BasePredictions(const pack::Pack& base, const Dataset& data) {
  const Weights weights = BaseWeights(base, data);
  const size_t e = data.evidence.size();
  Predictions out(data.examples.size());
  for (size_t i = 0; i < out.size(); ++i) {
    const Value* begin = data.rows[0].begin(i);
    const Value* end = data.rows[0].end(i);
    const Value* words = std::find_if(begin, end, [e](const Value& v) { return v.feature >= e; });
    out[i].known = true;
    out[i].cues = weights.personas.bias;
    out[i].words.assign(data.personas.size(), 0);
    weights.personas.AddScores(begin, words, &out[i].cues);
    weights.personas.AddScores(words, end, &out[i].words);
    for (size_t s = 0; s < weights.scales.size(); ++s) {
      out[i].scales.push_back(InUnits(base.scales[s].bias) + weights.scales[s].Score(begin, end));
    }
  }
  return out;
}

double LogLoss(const Dataset& data, const Predictions& predictions,
               const std::vector<double>& weights, double mix, double sharpness) {
  double loss = 0, total = 0;
  for (size_t i = 0; i < data.examples.size(); ++i) {
    if (!CountsForPersonas(data, predictions, i)) continue;
    std::vector<double> scores = Scores(predictions[i], mix, sharpness);
    Softmax(&scores);
    loss -= weights[i] * std::log(std::max(scores[static_cast<size_t>(data.examples[i].persona)],
                                           kLeastProbability));
    total += weights[i];
  }
  return total > 0 ? loss / total : 0;
}

FitFigures FiguresOf(const Dataset& data, const Predictions& predictions, const Tuning& tuning) {
  FitFigures out;
  const size_t k = data.personas.size();
  std::vector<int64_t> support(k, 0), predicted(k, 0), correct(k, 0);
  std::vector<double> sure(kBins, 0), right(kBins, 0);
  for (size_t i = 0; i < data.examples.size(); ++i) {
    if (!CountsForPersonas(data, predictions, i)) continue;
    const auto label = static_cast<size_t>(data.examples[i].persona);
    const Choice choice = Choose(predictions[i], tuning);
    ++out.n;
    ++support[label];
    ++predicted[choice.persona];
    correct[label] += choice.persona == label ? 1 : 0;
    out.log_loss -= std::log(std::max(choice.probabilities[label], kLeastProbability));
    const double probability = choice.probabilities[choice.persona];
    const auto bin =
        static_cast<size_t>(std::clamp(static_cast<int>(probability * kBins), 0, kBins - 1));
    sure[bin] += probability;
    right[bin] += choice.persona == label ? 1 : 0;
  }
  if (out.n == 0) return out;
  int64_t all = 0, classes = 0;
  for (size_t c = 0; c < k; ++c) {
    all += correct[c];
    if (support[c] < kSupport) continue;
    ++classes;
    out.macro_f1 +=
        2.0 * static_cast<double>(correct[c]) / static_cast<double>(support[c] + predicted[c]);
  }
  if (classes > 0) out.macro_f1 /= static_cast<double>(classes);
  const auto n = static_cast<double>(out.n);
  out.accuracy = static_cast<double>(all) / n;
  const auto share = [](int64_t part, int64_t whole) {
    return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
  };
  out.accuracy_none = share(correct[k - 1], support[k - 1]);
  out.accuracy_others = share(all - correct[k - 1], out.n - support[k - 1]);
  for (size_t b = 0; b < kBins; ++b) out.ece += std::fabs(right[b] - sure[b]) / n;
  out.log_loss /= n;
  return out;
}

std::optional<double> ScaleAgreement(const Dataset& data, const Predictions& predictions,
                                     size_t scale, const std::vector<double>& thresholds) {
  std::map<std::pair<int32_t, int32_t>, int64_t> counts;
  for (size_t i = 0; i < data.examples.size(); ++i) {
    const int32_t label = data.examples[i].levels[scale];
    if (!Counts(data, predictions, i) || label < 0) continue;
    ++counts[{label, LevelOf(predictions[i].scales[scale], thresholds)}];
  }
  if (thresholds.size() > 1) return QuadraticWeightedKappa(counts);
  const auto both = static_cast<double>(counts[{1, 1}]);
  const auto one = static_cast<double>(counts[{0, 1}] + counts[{1, 0}]);
  if (both + one == 0) return std::nullopt;
  return 2 * both / (2 * both + one);
}

std::optional<double> BaseScaleAgreement(const pack::Pack& base, const Dataset& data,
                                         size_t scale) {
  std::vector<double> thresholds;
  for (Milli t : base.scales[scale].thresholds) thresholds.push_back(InUnits(t));
  return ScaleAgreement(data, BasePredictions(base, data), scale, thresholds);
}

Tuning Tune(const pack::Pack& base, const Dataset& data, const Predictions& predictions,
            const FitOptions& options) {
  Tuning tuning = Untuned(base);
  tuning.word_mix = kOne;  // scores of fitted words include it
  const Predictions chosen = OfSources(data, predictions, options.tune_on);
  const bool personas = std::any_of(chosen.begin(), chosen.end(),
                                    [](const Prediction& p) { return p.known && !p.cues.empty(); });
  if (personas) {
    // Words that stay as they are could not be made sharper with the rest.
    if (options.learn_words || base.words.empty() || options.start_from_zero) {
      TuneMix(data, chosen, options, &tuning);
    }
    TuneReadiness(data, chosen, options, &tuning);
  }
  for (size_t s = 0; s < data.scales.size(); ++s) {
    if (options.learn_scales && HasLabels(data, s)) {
      tuning.thresholds[s] = BestThresholds(data, predictions, s, base.scales[s].levels.size());
    }
  }
  return tuning;
}

}  // namespace rapport::learn
