// A program of the build, not of the library: compiles the embedded default pack and writes its
// image. Usage: rapport_compile_default OUTPUT

#include <cstdio>
#include <fstream>
#include <string>

#include "base/diagnostic_sink.h"
#include "pack/loader.h"
#include "ruleset/compile.h"
#include "ruleset/embedded.h"
#include "ruleset/image.h"

int main(int argc, char** argv) {
  using namespace rapport;  // a program of one function
  if (argc != 2) return 2;
  const PackLimits limits;
  pack::Loader loader(limits);
  for (const ruleset::EmbeddedFile& file : ruleset::EmbeddedFiles()) {
    loader.AddFile(std::string(file.name), std::string(file.bytes));
  }
  DiagnosticSink sink;
  const auto loaded = loader.Load(&sink);
  std::string image;
  if (loaded != nullptr) {
    if (const auto rules = ruleset::Compile(*loaded, limits, &sink); rules.ok()) {
      image = (*rules)->Compiled();
    }
  }
  std::fputs(FormatDiagnostics(sink.Take()).c_str(), stderr);
  std::ofstream out(argv[1], std::ios::binary);
  out << image;
  out.close();
  return image.empty() || !out ? 1 : 0;
}
