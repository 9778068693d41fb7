#include "pack_testing.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/strings.h"

namespace rapport::pack {

TestLoad LoadFiles(const std::vector<TestFile>& files, const PackLimits& limits) {
  Loader loader(limits);
  for (const TestFile& file : files) {
    constexpr std::string_view kLibrary = "library/";
    if (file.name.compare(0, kLibrary.size(), kLibrary) == 0) {
      loader.AddLibraryFile(file.name.substr(kLibrary.size()), file.bytes);
    } else {
      loader.AddFile(file.name, file.bytes);
    }
  }
  DiagnosticSink sink;
  TestLoad result;
  result.pack = loader.Load(&sink);
  result.diagnostics = FormatDiagnostics(sink.Take());
  return result;
}

TestLoad LoadSections(const std::string& sections) {
  return LoadFiles(
      {{"test.yaml", "rapport: 1\npack: {id: test, version: 1.0.0, language: en}\n" + sections}});
}

std::unique_ptr<const LoadedPack> MustLoad(const std::vector<TestFile>& files) {
  TestLoad result = LoadFiles(files);
  if (result.pack == nullptr) {
    std::fputs(result.diagnostics.c_str(), stderr);
    std::abort();
  }
  return std::move(result.pack);
}

void FillInHash(std::vector<TestFile>* files) {
  const std::string kMark = "HASH-OF-BASE";
  std::vector<TestFile> base;
  std::string listed;  // at least
  bool has_mark = false;
  for (const TestFile& file : *files) {
    const bool marked = file.bytes.find(kMark) != std::string::npos;
    has_mark |= marked;
    if (!marked) listed += file.bytes;
  }
  if (!has_mark) return;
  for (const TestFile& file : *files) {
    const bool table = file.name.find(".tsv") != std::string::npos;
    const bool marked = file.bytes.find(kMark) != std::string::npos;
    if (!marked && (!table || listed.find(file.name) != std::string::npos)) base.push_back(file);
  }
  const std::string name = MustLoad(base)->Name();
  for (TestFile& file : *files) {
    const size_t at = file.bytes.find(kMark);
    if (at != std::string::npos) file.bytes.replace(at, kMark.size(), name);
  }
}

std::string ReadFileOrDie(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "cannot read %s\n", path.c_str());
    std::abort();
  }
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::string FirstDifference(const std::string& expected, const std::string& actual) {
  std::istringstream a(expected), b(actual);
  std::string line_a, line_b;
  for (int line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(a, line_a));
    const bool more_b = static_cast<bool>(std::getline(b, line_b));
    if (!more_a && !more_b) return "";
    if (!more_a) line_a = "(end)";
    if (!more_b) line_b = "(end)";
    if (line_a != line_b) {
      return StrCat("line ", line, "\n  expected: ", line_a, "\n  actual:   ", line_b, "\n");
    }
  }
}

}  // namespace rapport::pack
