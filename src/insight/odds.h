#ifndef RAPPORT_INSIGHT_ODDS_H_
#define RAPPORT_INSIGHT_ODDS_H_

// How strongly a sequence of words tells a class from the rest: the log-odds ratio of its shares in
// both, with an informative Dirichlet prior, and its z-score (Monroe, Colaresi and Quinn 2008,
// "Fightin' Words", equations 15, 16, 19 and 22). The prior pulls shares towards what they are
// among all, so that rare sequences do not win by chance.

namespace rapport::insight {

struct OddsCounts {
  double in_class = 0;  // of the sequence, in the class
  double class_total = 0;
  double elsewhere = 0;
  double elsewhere_total = 0;
  double prior = 0;  // of the sequence; its share of `prior_total` is that among all
  double prior_total = 0;
};

struct Odds {
  double log_odds = 0;  // of the class against the rest
  double z = 0;         // log_odds by its standard deviation
};

Odds LogOdds(const OddsCounts& counts);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_ODDS_H_
