#ifndef RAPPORT_RULESET_IMAGE_H_
#define RAPPORT_RULESET_IMAGE_H_

// Compiled rule sets as bytes (docs/compiled-packs.md). A header of 32 bytes, little-endian:
//
//     0   8  89 52 50 4B 0D 0A 1A 0A: no text begins so, and what meddles with line ends shows
//     8   4  version of this header and of archives (base/archive.h)
//     12  4  version of the layout of the tables
//     16  8  size of what follows
//     24  8  checksum of all of it and of the header before
//
// and then the tables. Nothing in it depends on the machine that wrote it.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rapport/limits.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"

namespace rapport::ruleset {

// One more whenever ruleset/archive.h, or a Visit that it leads to, or the meaning of what is kept
// changes: an operation code, a hash, a rule of folding.
constexpr uint32_t kLayoutVersion = 12;

bool IsImage(std::string_view bytes);

std::string WriteImage(const Tables& tables);

// The rule set points into `bytes`, which outlive it: by the caller's word, or for being those of
// `owner`, which it keeps. kInvalidPack with what is wrong; never harm.
Result<std::shared_ptr<const RuleSet>> ReadImage(std::string_view bytes,
                                                 std::shared_ptr<const std::string> owner,
                                                 const PackLimits& limits);
// Bytes that are part of the program, aligned: all is checked but the checksum.
Result<std::shared_ptr<const RuleSet>> ReadEmbedded(std::string_view bytes,
                                                    const PackLimits& limits);
// The same, of bytes anywhere, which are copied.
Result<std::shared_ptr<const RuleSet>> ReadImage(std::string_view bytes, const PackLimits& limits);

// The checksum that the header of `image` should state; for tests.
uint64_t ImageChecksum(std::string_view image);

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_IMAGE_H_
