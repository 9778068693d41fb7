#include "insight/odds.h"

#include <cmath>

namespace rapport::insight {

Odds LogOdds(const OddsCounts& c) {
  const double in_class = c.in_class + c.prior;
  const double elsewhere = c.elsewhere + c.prior;
  const double not_in_class = c.class_total + c.prior_total - in_class;
  const double not_elsewhere = c.elsewhere_total + c.prior_total - elsewhere;
  Odds odds;
  if (!(in_class > 0 && elsewhere > 0 && not_in_class > 0 && not_elsewhere > 0)) return odds;
  odds.log_odds = std::log(in_class / not_in_class) - std::log(elsewhere / not_elsewhere);
  odds.z = odds.log_odds / std::sqrt(1 / in_class + 1 / elsewhere);
  return odds;
}

}  // namespace rapport::insight
