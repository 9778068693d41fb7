#ifndef RAPPORT_LEARN_FIT_OUTPUT_H_
#define RAPPORT_LEARN_FIT_OUTPUT_H_

#include <string>
#include <string_view>

#include "pack/model.h"

namespace rapport::learn {

// What was learned, as files of a pack: weights that differ from the base's, and the whole word
// table. Lines go by id, so that two fits compare as a diff.
enum class FitFileKind {
  kOverlay,  // names its base by hash, and the word table
  kPart,     // a part of the base itself, to be listed under its `files:` beside the word table
};
std::string WeightsFile(const pack::LoadedPack& base, const pack::Pack& fitted, FitFileKind kind,
                        std::string_view words_file);

// Empty when there are no words.
std::string WordTableFile(const pack::WordTable& words);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_OUTPUT_H_
