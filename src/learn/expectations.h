#ifndef RAPPORT_LEARN_EXPECTATIONS_H_
#define RAPPORT_LEARN_EXPECTATIONS_H_

#include <string>
#include <vector>

#include "pack/model.h"
#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "rapport/review.h"

namespace rapport::learn {

// One line for each expectation that `decision` does not meet; empty when it meets all.
// `explanation` is of the same conversation, and supplies the reasons.
std::vector<std::string> UnmetExpectations(const pack::Pack& pack,
                                           const pack::TestExpectation& expected,
                                           const Decision& decision,
                                           const Explanation& explanation);

// The same of a review of the test's reply.
std::vector<std::string> UnmetReviewExpectations(const pack::TestExpectation& expected,
                                                 const Review& review);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_EXPECTATIONS_H_
