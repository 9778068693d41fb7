#ifndef RAPPORT_TESTS_PACK_DUMP_H_
#define RAPPORT_TESTS_PACK_DUMP_H_

#include <string>

#include "pack/model.h"

namespace rapport::pack {

// The whole model as text: the canonical form and what that leaves out, positions apart.
std::string Dump(const Pack& pack);

std::string DumpTest(const Test& test);

}  // namespace rapport::pack

#endif  // RAPPORT_TESTS_PACK_DUMP_H_
