#include "base/file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "base/strings.h"

namespace rapport {

Result<std::string> ReadFile(const std::string& path, size_t limit) {
  if (path.find('\0') != std::string::npos) {
    return Status(StatusCode::kInvalidArgument, "the path contains NUL");
  }
  constexpr size_t kChunk = 64 * 1024;
  std::ifstream in(path, std::ios::binary);
  std::string bytes;
  while (in.is_open() && in.good() && bytes.size() <= limit) {
    const size_t size = bytes.size();
    bytes.resize(size + std::min(kChunk, limit - size) + 1);
    in.read(bytes.data() + size, static_cast<std::streamsize>(bytes.size() - size));
    bytes.resize(size + static_cast<size_t>(in.gcount()));
  }
  if (in.is_open() && !in.bad()) return bytes;
  std::error_code error;
  const auto type = std::filesystem::status(path, error).type();
  const char* why = type == std::filesystem::file_type::not_found   ? "No such file or directory"
                    : type == std::filesystem::file_type::directory ? "Is a directory"
                                                                    : "it cannot be opened";
  return Status(StatusCode::kIo, StrCat("cannot read '", path, "': ", why));
}

}  // namespace rapport
