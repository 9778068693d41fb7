#ifndef RAPPORT_BASE_SHA256_H_
#define RAPPORT_BASE_SHA256_H_

#include <string>
#include <string_view>

namespace rapport {

// SHA-256 (FIPS 180-4) of `bytes` as 64 lower-case hexadecimal digits. It names a rule set; a
// tenant must not be able to make two packs of one name, so a checksum would not do.
std::string Sha256Hex(std::string_view bytes);

}  // namespace rapport

#endif  // RAPPORT_BASE_SHA256_H_
