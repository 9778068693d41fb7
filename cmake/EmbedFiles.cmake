# cmake -DROOT=dir -DOUTPUT=file.cc "-DFILES=a.yaml|b.yaml" -P EmbedFiles.cmake
# Writes a C++ source with every file as a raw string literal (C++ joins the pieces; each stays below
# the length that compilers must accept).
string(REPLACE "|" ";" FILES "${FILES}")
set(piece 16000)
file(WRITE "${OUTPUT}.tmp" "// Generated from rules/ by cmake/EmbedFiles.cmake.\n#include \"ruleset/embedded.h\"\n\nnamespace rapport::ruleset {\n\nconst std::vector<EmbeddedFile>& EmbeddedFiles() {\n  static const std::vector<EmbeddedFile> kFiles = {\n")
foreach(name IN LISTS FILES)
  file(READ "${ROOT}/${name}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escaped "${hex}")
  # One literal per line of at most `piece` bytes; \xNN escapes never run into a following digit
  # because every byte is escaped.
  string(LENGTH "${escaped}" total)
  string(LENGTH "${hex}" hex_total)
  math(EXPR bytes "${hex_total} / 2")
  math(EXPR step "${piece} * 4")
  file(APPEND "${OUTPUT}.tmp" "      {\"${name}\", std::string_view(\n")
  set(at 0)
  while(at LESS total)
    string(SUBSTRING "${escaped}" ${at} ${step} part)
    file(APPEND "${OUTPUT}.tmp" "\"${part}\"\n")
    math(EXPR at "${at} + ${step}")
  endwhile()
  if(total EQUAL 0)
    file(APPEND "${OUTPUT}.tmp" "\"\"\n")
  endif()
  file(APPEND "${OUTPUT}.tmp" ", ${bytes})},\n")
endforeach()
file(APPEND "${OUTPUT}.tmp" "  };\n  return kFiles;\n}\n\n}  // namespace rapport::ruleset\n")
file(RENAME "${OUTPUT}.tmp" "${OUTPUT}")
