#ifndef RAPPORT_BASE_FILE_H_
#define RAPPORT_BASE_FILE_H_

#include <cstddef>
#include <string>

#include "rapport/status.h"

namespace rapport {

// The bytes of a file, or its first `limit` + 1, of which the caller refuses what is over the
// limit. Takes memory as the file does, not as the limit. kIo when it cannot be read,
// kInvalidArgument for a path with a NUL, which the system would take to end there.
Result<std::string> ReadFile(const std::string& path, size_t limit);

}  // namespace rapport

#endif  // RAPPORT_BASE_FILE_H_
