#ifndef RAPPORT_LEARN_SUBSET_H_
#define RAPPORT_LEARN_SUBSET_H_

// Parts of a dataset, chosen by the ids and texts of examples alone: the same records give the same
// parts, in whatever order they come.

#include <cstdint>
#include <vector>

#include "learn/dataset.h"

namespace rapport::learn {

// The examples of `rows`, with the terms as they are.
Dataset Subset(const Dataset& data, const std::vector<uint32_t>& rows);

// By example, the fold it is in: 0 to folds - 1, dealt out by label. With `by_source`, a fold is a
// source and `folds` is not used. Tests of the pack are in no fold: -1.
std::vector<int32_t> FoldsOf(const Dataset& data, int32_t folds, bool by_source);

// `count` examples that are no tests of the pack (all when there are fewer), and every test.
std::vector<uint32_t> Draw(const Dataset& data, size_t count);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_SUBSET_H_
