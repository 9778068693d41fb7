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
// The base is what the file will be added to, which need not be what was fitted.
std::string WeightsFile(const pack::LoadedPack& base, const pack::Pack& fitted, FitFileKind kind,
                        std::string_view words_file);

// A header alone when there are no words.
std::string WordTableFile(const pack::WordTable& words);

}  // namespace rapport::learn

#endif  // RAPPORT_LEARN_FIT_OUTPUT_H_
