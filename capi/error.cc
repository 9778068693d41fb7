// Errors are one block of memory from malloc, so that making one neither throws nor fails in a way
// that would need another.

#include <algorithm>
#include <cstdlib>

#include "guard.h"
#include "text/utf8.h"

struct rapport_error {
  int32_t status;
  uint32_t line, column;
  const char* message;  // after this structure, or static
  size_t message_length;
  const char* file;
  size_t file_length;
};

namespace rapport::capi {
namespace {

constexpr char kNoMemory[] = "out of memory";
rapport_error no_memory = {RAPPORT_OUT_OF_MEMORY, 0, 0, kNoMemory, sizeof kNoMemory - 1, "", 0};

constexpr size_t kLongestMessage = 1000;

// Writes a message as one line of UTF-8, since it may quote what a caller or a customer wrote: a
// control character becomes a space, a malformed byte U+FFFD, and what is too long is cut. Returns
// where it ends, at most kLongestMessage bytes on.
char* WriteLine(std::string_view text, char* out) {
  constexpr std::string_view kCut = "...";
  size_t room = kLongestMessage - kCut.size();
  for (size_t at = 0; at < text.size();) {
    const rapport::text::DecodedChar c = rapport::text::DecodeUtf8(text, at);
    const bool is_control = c.code < 0x20 || c.code == 0x7f;
    const std::string_view written = is_control ? " "
                                     : c.code == rapport::text::kReplacement
                                         ? "\xEF\xBF\xBD"
                                         : text.substr(at, c.length);
    if (written.size() > room) return std::copy(kCut.begin(), kCut.end(), out);
    room -= written.size();
    out = std::copy(written.begin(), written.end(), out);
    at += c.length;
  }
  return out;
}

rapport_error* Make(int32_t status, std::string_view message, std::string_view file) noexcept {
  // Three bytes may come of one.
  const size_t room = std::min(3 * std::min(message.size(), kLongestMessage) + 3, kLongestMessage);
  char* block = static_cast<char*>(std::malloc(sizeof(rapport_error) + room + file.size() + 2));
  if (block == nullptr) return &no_memory;
  auto* error = new (block) rapport_error();
  error->status = status;
  char* at = block + sizeof(rapport_error);
  error->message = at;
  at = WriteLine(message, at);
  error->message_length = static_cast<size_t>(at - error->message);
  *at++ = '\0';
  error->file = at;
  error->file_length = file.size();
  *std::copy(file.begin(), file.end(), at) = '\0';
  return error;
}

const char* Give(const char* text, size_t size, size_t* length) {
  Set(length, size);
  return text;
}

}  // namespace

int32_t Fail(StatusCode code, std::string_view message, rapport_error** error) noexcept {
  const auto status = static_cast<int32_t>(code);
  if (error != nullptr) {
    *error = code == StatusCode::kOutOfMemory ? &no_memory : Make(status, message, {});
  }
  return status;
}

int32_t Fail(const Diagnostic& first, std::string_view message, rapport_error** error) noexcept {
  if (error == nullptr) return RAPPORT_INVALID_PACK;
  *error = Make(RAPPORT_INVALID_PACK, message, first.file);
  if (*error != &no_memory) {
    (*error)->line = first.line;
    (*error)->column = first.column;
  }
  return RAPPORT_INVALID_PACK;
}

}  // namespace rapport::capi

using rapport::capi::Give;
using rapport::capi::no_memory;

void rapport_error_free(rapport_error* error) {
  if (error != &no_memory) std::free(error);
}

int32_t rapport_error_status(const rapport_error* error) {
  return error == nullptr ? RAPPORT_OK : error->status;
}

const char* rapport_error_message(const rapport_error* error, size_t* length) {
  return error == nullptr ? Give("", 0, length)
                          : Give(error->message, error->message_length, length);
}

const char* rapport_error_file(const rapport_error* error, size_t* length) {
  return error == nullptr ? Give("", 0, length) : Give(error->file, error->file_length, length);
}

uint32_t rapport_error_line(const rapport_error* error) {
  return error == nullptr ? 0 : error->line;
}

uint32_t rapport_error_column(const rapport_error* error) {
  return error == nullptr ? 0 : error->column;
}
