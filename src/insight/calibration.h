#ifndef RAPPORT_INSIGHT_CALIBRATION_H_
#define RAPPORT_INSIGHT_CALIBRATION_H_

// Whether reviewers judge alike: every pair of them, the program among them, on the replies that
// both have judged. Agreement alone flatters, since two who nearly always say "pass" agree by
// chance; kappa is what is left of it: J. Cohen, "A coefficient of agreement for nominal scales",
// Educational and Psychological Measurement 20 (1960) 37-46. Its interval is by the standard error
// of J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample standard errors of kappa and weighted
// kappa", Psychological Bulletin 72 (1969) 323-327, which wants many judgements:
// below ten, and where all agree, there is none; below some fifty it is a rough guide.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "insight/intervals.h"
#include "rapport/review.h"

namespace rapport::insight {

// What two reviewers said: by the first's and the second's result, in the order of CheckResult.
using Judgements = std::array<std::array<int64_t, 3>, 3>;

struct Agreement {
  Judgements judgements = {};
  int64_t n = 0;
  double agreement = 0;              // share of equal results; 0 when n is 0
  std::optional<double> kappa;       // nothing when chance alone explains all: one result only
  std::optional<Interval> interval;  // of kappa; -1 to 1; see above
};
Agreement AgreementOf(const Judgements& judgements);

struct PairAgreement {
  std::string first, second;
  Agreement all;  // over all checks
  std::map<std::string, Agreement> checks;
  // By check, ids of replies on which they differ, in order; ten at most. To talk about.
  std::map<std::string, std::vector<std::string>> differ;
};

struct CalibrationReport {
  int64_t replies = 0;  // that two or more have judged
  std::vector<std::string> reviewers;
  std::vector<PairAgreement> pairs;  // by names
};

// Collects judgements, in any order, until all reviewers have been read: memory grows with the
// number of replies and reviewers. Not thread-safe.
class Calibration {
 public:
  // The last word counts when a reviewer judges a check of a reply twice; false then.
  bool Add(std::string_view reply, std::string_view reviewer, std::string_view check,
           CheckResult result);
  CalibrationReport Report() const;

 private:
  // By reply and check: reviewers and results.
  std::map<std::pair<std::string, std::string>, std::map<std::string, CheckResult>> judgements_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_CALIBRATION_H_
