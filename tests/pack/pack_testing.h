#ifndef RAPPORT_TESTS_PACK_PACK_TESTING_H_
#define RAPPORT_TESTS_PACK_PACK_TESTING_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "pack/loader.h"
#include "rapport/limits.h"

namespace rapport::pack {

// One file to load. Names that begin with "library/" are added as library files.
struct TestFile {
  std::string name;
  std::string bytes;
};

struct TestLoad {
  std::unique_ptr<const LoadedPack> pack;
  std::string diagnostics;  // as FormatDiagnostics writes them
};

TestLoad LoadFiles(const std::vector<TestFile>& files, const PackLimits& limits = PackLimits());

// One file with `rapport: 1` and a `pack:` before `sections`.
TestLoad LoadSections(const std::string& sections);

// The pack of `files` with the ids and hashes of their packs; aborts the test program when it has
// errors.
std::unique_ptr<const LoadedPack> MustLoad(const std::vector<TestFile>& files);

// An overlay must name the hash of its base, which changes with the canonical form: puts the name
// of the pack that the other files make in place of HASH-OF-BASE.
void FillInHash(std::vector<TestFile>* files);

std::string ReadFileOrDie(const std::string& path);

// The first line that differs, with its number; empty when the texts are the same.
std::string FirstDifference(const std::string& expected, const std::string& actual);

}  // namespace rapport::pack

#endif  // RAPPORT_TESTS_PACK_PACK_TESTING_H_
