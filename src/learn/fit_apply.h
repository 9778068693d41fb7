#ifndef RAPPORT_LEARN_FIT_APPLY_H_
#define RAPPORT_LEARN_FIT_APPLY_H_

#include <vector>

#include "learn/dataset.h"
#include "learn/fit.h"
#include "learn/fit_solver.h"
#include "learn/fit_tuning.h"
#include "pack/model.h"

namespace rapport::learn {

// The pack with the solution's weights, rounded as a pack holds them: to hundredths, those of words
// to tenths; what rounds to nearly nothing is left out.
pack::Pack Apply(const pack::Pack& base, const Dataset& data, const Solution& solution,
                 const Tuning& tuning, Milli decay, const FitOptions& options);

// The weights of cues and conditions that differ, most first; counts those of `fitted`.
std::vector<MovedWeight> MovedWeights(const pack::Pack& base, const pack::Pack& fitted,
                                      const Dataset& data, int64_t* weights);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_APPLY_H_
