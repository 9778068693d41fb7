#include "base/strings.h"

namespace rapport {

std::string ZeroPadded(uint64_t value, size_t width) {
  std::string digits = std::to_string(value);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

}  // namespace rapport
