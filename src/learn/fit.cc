// The steps of a fit: cross-validate; from the predictions for held-out examples choose the mix,
// the sharpness, the margin and the thresholds of scales; fit on everything; write the weights into
// a copy of the pack; run the pack's own tests on it, and while some fail, fit again with more
// weight on what they say.

#include "learn/fit.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>
#include <utility>

#include "base/diagnostic_sink.h"
#include "base/strings.h"
#include "learn/fit_apply.h"
#include "learn/fit_solver.h"
#include "learn/fit_tuning.h"
#include "learn/subset.h"
#include "pack/canonical.h"
#include "ruleset/compile.h"

namespace rapport::learn {
namespace {

constexpr double kBoost = 3;          // what a failing test counts more, each round
constexpr double kDecayGain = 0.002;  // share of the loss that another decay must save

class Fitter {
 public:
  Fitter(const pack::LoadedPack& base, const Dataset& data, const FitOptions& options,
         const FitProgress& progress)
      : base_(base), data_(data), options_(options), progress_(progress) {}

  Result<FitResult> Run() {
    if (Status s = CheckData(); !s.ok()) return s;
    Describe();
    MakeFolds();
    ChooseDecay();
    FitSolver solver(base_.pack, data_, options_, decay_);
    tuning_ = Untuned(base_.pack);
    tuning_.word_mix = kOne;  // fitted weights of words include the pack's
    if (folds_.size() > 1) CrossValidate(solver);
    return Finish(&solver);
  }

 private:
  Status CheckData() const {
    bool any = HasPersonas(data_);
    for (size_t s = 0; s < data_.scales.size() && options_.learn_scales; ++s) {
      any |= HasLabels(data_, s);
    }
    if (!any) {
      return Status(
          StatusCode::kInvalidArgument,
          "there is nothing to learn from: records with labels of at least two personas, or "
          "twenty of each of two levels of a scale, are needed");
    }
    std::set<std::string> sources;
    for (const Example& e : data_.examples) {
      if (!e.is_pack_test) sources.insert(e.source);
    }
    if (options_.by_source && sources.size() < 2) {
      return Status(StatusCode::kInvalidArgument,
                    "to leave out a source, records of two sources or more are needed");
    }
    std::vector<std::string> named = options_.tune_on;
    for (const auto& [source, weight] : options_.sources) named.push_back(source);
    for (const std::string& source : named) {
      if (sources.count(source) > 0) continue;
      return Status(StatusCode::kInvalidArgument,
                    StrCat("no labelled record has the source '", source, "'"));
    }
    return Status();
  }

  void Describe() {
    report_.candidate_terms = static_cast<int64_t>(data_.terms.size());
    for (const Example& e : data_.examples) {
      ++report_.examples;
      report_.pack_tests += e.is_pack_test ? 1 : 0;
      if (e.persona >= 0) ++report_.labels[data_.personas[static_cast<size_t>(e.persona)]];
    }
    report_.before =
        FiguresOf(data_, OfSources(data_, BasePredictions(base_.pack, data_), options_.tune_on),
                  Untuned(base_.pack));
  }

  // Pack tests are always learned from, never held out. A single fold would leave nothing.
  void MakeFolds() {
    if (options_.folds < 2 && !options_.by_source) return;
    const std::vector<int32_t> folds = FoldsOf(data_, options_.folds, options_.by_source);
    for (uint32_t row = 0; row < folds.size(); ++row) {
      if (folds[row] < 0) continue;
      const auto fold = static_cast<size_t>(folds[row]);
      if (fold >= folds_.size()) folds_.resize(fold + 1);
      folds_[fold].push_back(row);
    }
  }

  std::vector<uint32_t> AllBut(const std::vector<uint32_t>& fold) const {
    std::vector<uint8_t> left_out(data_.examples.size(), 0);
    for (uint32_t row : fold) left_out[row] = 1;
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; row < left_out.size(); ++row) {
      if (!left_out[row]) rows.push_back(row);
    }
    return rows;
  }

  void Predict(const FitSolver& solver, const Solution& solution, const std::vector<uint32_t>& rows,
               Predictions* out) const {
    const Rows reduced = solver.Reduced(solution.terms);
    const auto evidence = static_cast<uint32_t>(data_.evidence.size());
    for (uint32_t row : rows) {
      const Value* begin = reduced.begin(row);
      const Value* end = reduced.end(row);
      const Value* words =
          std::find_if(begin, end, [evidence](const Value& v) { return v.feature >= evidence; });
      Prediction& p = (*out)[row];
      p.known = true;
      if (!solution.personas.weights.empty()) {
        p.cues = solution.personas.bias;
        p.words.assign(p.cues.size(), 0);
        solution.personas.AddScores(begin, words, &p.cues);
        solution.personas.AddScores(words, end, &p.words);
      }
      p.scales.assign(data_.scales.size(), 0);
      for (size_t s = 0; s < solution.scales.size(); ++s) {
        if (!solution.scales[s].weights.empty()) p.scales[s] = solution.scales[s].Score(begin, end);
      }
    }
  }

  // By cross-validation with cues and conditions alone. Another decay than the pack's must be worth
  // it.
  void ChooseDecay() {
    if (data_.decays.size() < 2 || folds_.size() < 2) return;
    FitOptions options = options_;
    options.learn_words = options.learn_scales = false;
    double best = std::numeric_limits<double>::infinity();
    for (size_t d = 0; d < data_.decays.size(); ++d) {
      progress_("decay", static_cast<double>(d) / static_cast<double>(data_.decays.size()));
      const FitSolver solver(base_.pack, data_, options, d);
      Predictions predictions(data_.examples.size());
      // Two folds tell enough.
      for (size_t f = 0; f < 2; ++f) {
        Predict(solver, solver.Solve(AllBut(folds_[f]), {}), folds_[f], &predictions);
      }
      const double loss = LogLoss(data_, predictions, solver.example_weights(), 1, 1);
      if (loss < best * (1 - kDecayGain)) {
        best = loss;
        decay_ = d;
      }
    }
  }

  void CrossValidate(const FitSolver& solver) {
    Predictions predictions(data_.examples.size());
    for (size_t f = 0; f < folds_.size(); ++f) {
      progress_("cross-validation", static_cast<double>(f) / static_cast<double>(folds_.size()));
      Predict(solver, solver.Solve(AllBut(folds_[f]), {}), folds_[f], &predictions);
    }
    tuning_ = Tune(base_.pack, data_, predictions, options_);
    report_.held_out = FiguresOf(data_, OfSources(data_, predictions, options_.tune_on), tuning_);
    for (size_t s = 0; s < data_.scales.size(); ++s) {
      if (!options_.learn_scales || !HasLabels(data_, s)) continue;
      FittedScale scale;
      scale.id = data_.scales[s];
      for (const Example& e : data_.examples) scale.n += e.levels[s] >= 0 && !e.is_pack_test;
      scale.before = BaseScaleAgreement(base_.pack, data_, s);
      scale.after = ScaleAgreement(data_, predictions, s, tuning_.thresholds[s]);
      report_.scales.push_back(std::move(scale));
    }
  }

  Result<FitResult> Finish(FitSolver* solver) {
    const bool fixed = HasBounds(base_.pack);
    solver->set_sharpness(fixed ? tuning_.sharpness : 1);
    std::vector<uint32_t> all(data_.examples.size());
    std::iota(all.begin(), all.end(), 0u);
    std::vector<double> boost(all.size(), 1.0);
    progress_("fitting", 0);
    Solution solution = solver->Solve(all, boost);
    for (int32_t round = 0;; ++round) {
      FitResult result{base_, {}};
      result.pack.pack =
          Apply(base_.pack, data_, solution, tuning_, data_.decays[decay_], options_);
      result.pack.hash = pack::HashOf(result.pack.pack);
      progress_("the pack's tests",
                static_cast<double>(round) / static_cast<double>(options_.test_rounds + 1));
      DiagnosticSink sink;
      auto rules = ruleset::Compile(result.pack, PackLimits(), &sink);
      if (!rules.ok()) return rules.status();
      report_.tests = RunPackTests(result.pack, *rules);
      report_.rounds = round;
      if (!BoostFailing(&boost) || round >= options_.test_rounds) {
        progress_("done", 1);
        Compare(result.pack.pack);
        result.report = std::move(report_);
        return result;
      }
      solution = solver->Resolve(all, boost, solution);
    }
  }

  // Whether any failing test is among the examples.
  bool BoostFailing(std::vector<double>* boost) const {
    std::set<std::string> failing;
    for (const PackTestFailure& failure : report_.tests.failures) failing.insert(failure.name);
    bool any = false;
    for (size_t i = 0; i < data_.examples.size(); ++i) {
      if (!data_.examples[i].is_pack_test || failing.count(data_.examples[i].id) == 0) continue;
      (*boost)[i] *= kBoost;
      any = true;
    }
    return any;
  }

  void Compare(const pack::Pack& fitted) {
    report_.decay = fitted.scoring.decay.value_or(kOne);
    report_.word_mix = fitted.scoring.word_mix.value_or(kOne);
    report_.margin = fitted.scoring.margin.value_or(0);
    report_.none_offset = tuning_.none_offset;
    report_.sharpness = tuning_.sharpness;
    report_.terms = static_cast<int64_t>(fitted.words.rows.size());
    report_.moved = MovedWeights(base_.pack, fitted, data_, &report_.weights);
  }

  const pack::LoadedPack& base_;
  const Dataset& data_;
  const FitOptions& options_;
  const FitProgress& progress_;
  std::vector<std::vector<uint32_t>> folds_;
  size_t decay_ = 0;
  Tuning tuning_;
  FitReport report_;
};

}  // namespace

Result<FitResult> Fit(const pack::LoadedPack& base, const Dataset& data, const FitOptions& options,
                      const FitProgress& progress) {
  return Fitter(base, data, options, progress).Run();
}

}  // namespace rapport::learn
