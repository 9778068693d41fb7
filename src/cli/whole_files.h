#ifndef RAPPORT_CLI_WHOLE_FILES_H_
#define RAPPORT_CLI_WHOLE_FILES_H_

#include <string>
#include <vector>

#include "rapport/status.h"

namespace rapport::cli {

// Whether WriteWholeFiles() can be expected to write `path`, so that long work does not end with a
// file that cannot be written. Leaves nothing behind. kIo, naming the path and the reason.
Status CheckWritable(const std::string& path);

struct WholeFile {
  std::string path, bytes;
};

// Writes all files beside their places before any takes its place, so that a failure leaves what
// was there before. kIo, naming the path and the reason.
Status WriteWholeFiles(const std::vector<WholeFile>& files);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_WHOLE_FILES_H_
