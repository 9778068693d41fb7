#ifndef RAPPORT_RAPPORT_H_
#define RAPPORT_RAPPORT_H_

// Everything. Read the headers in this order; each builds on those before it.
#include "rapport/accumulator.h"   // what many cases say together
#include "rapport/batch.h"         // many cases at once
#include "rapport/conversation.h"  // turns, facts, acknowledgements
#include "rapport/decision.h"      // who, why, and what to do
#include "rapport/diagnostic.h"    // what is wrong with a pack
#include "rapport/explanation.h"   // why and why not
#include "rapport/limits.h"        // how much is allowed
#include "rapport/review.h"        // what makes a good reply
#include "rapport/rule_set.h"      // packs, compiled
#include "rapport/standard.h"      // what good service is
#include "rapport/status.h"        // did it work
#include "rapport/time.h"          // instants and durations
#include "rapport/types.h"         // the closed sets of names
#include "rapport/version.h"

#endif  // RAPPORT_RAPPORT_H_
