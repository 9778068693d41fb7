#ifndef RAPPORT_BASE_STRINGS_H_
#define RAPPORT_BASE_STRINGS_H_

// Joining strings and integers. Abseil's StrCat would serve, but a distribution may build Abseil
// with a string_view of its own that does not take std::string_view; ours works with either.

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace rapport {
namespace internal {

template <typename Text>
void AppendPiece(Text* out, std::string_view piece) {
  out->append(piece);
}
template <typename Text>
void AppendPiece(Text* out, char piece) {
  out->push_back(piece);
}
template <typename Text, typename T>
std::enable_if_t<std::is_integral_v<T>> AppendPiece(Text* out, T value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out->append(std::string_view(digits, static_cast<size_t>(end - digits)));
}

}  // namespace internal

// Appends every piece: string views, characters and integers (in decimal). `out`: a std::string or
// TextArena.
template <typename Text, typename... Pieces>
void StrAppend(Text* out, const Pieces&... pieces) {
  (internal::AppendPiece(out, pieces), ...);
}

template <typename... Pieces>
std::string StrCat(const Pieces&... pieces) {
  std::string out;
  StrAppend(&out, pieces...);
  return out;
}

// `value` >= 0 in decimal with zeros in front up to `width` digits.
std::string ZeroPadded(uint64_t value, size_t width);

}  // namespace rapport

#endif  // RAPPORT_BASE_STRINGS_H_
