// The JSON Schema that is committed is the one that the tables give. (pack_schema_test.py holds it
// against packs.) RAPPORT_UPDATE_GOLDEN=1 writes it anew.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

#include "base/strings.h"
#include "pack/format.h"
#include "pack/json_schema.h"
#include "pack_testing.h"

namespace rapport::pack {
namespace {

const std::string kSchemaPath = StrCat(RAPPORT_SOURCE_DIR, "/rules/pack.schema.json");

TEST(Schema, CommittedFileIsCurrent) {
  const std::string schema = PackJsonSchema();
  if (std::getenv("RAPPORT_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(kSchemaPath, std::ios::binary) << schema;
  }
  const std::string committed = ReadFileOrDie(kSchemaPath);
  EXPECT_TRUE(committed == schema) << FirstDifference(schema, committed);
  EXPECT_EQ(schema, PackJsonSchema());
}

// Every key of every table, as the schema writes it, beside its help; and nothing else.
void Visit(const Shape& shape, std::multiset<std::string>* keys, std::set<const Shape*>* seen) {
  if (!shape.id.empty() && !seen->insert(&shape).second) return;
  for (const Shape* part : {shape.short_form, shape.element, shape.special}) {
    if (part != nullptr) Visit(*part, keys, seen);
  }
  for (const Key& key : shape.keys) {
    EXPECT_FALSE(key.help.empty()) << shape.what << " " << key.name;
    keys->insert(StrCat("\"", key.name, "\": {\n\"description\": \"", key.help, "\""));
    Visit(*key.shape, keys, seen);
  }
}

TEST(Schema, HasEveryKeyOfTheTables) {
  std::string schema;  // without indentation
  for (const char c : PackJsonSchema()) {
    if (c != ' ' || (!schema.empty() && schema.back() != '\n')) schema += c;
  }
  std::multiset<std::string> keys;
  std::set<const Shape*> seen;
  Visit(FileShape(), &keys, &seen);
  Visit(OverlayShape(), &keys, &seen);
  for (const std::string& key : keys) EXPECT_NE(schema.find(key), std::string::npos) << key;
  size_t described = 0;
  for (size_t at = schema.find("\n\"description\": "); at != std::string::npos;
       at = schema.find("\n\"description\": ", at + 1)) {
    ++described;
  }
  EXPECT_EQ(described, keys.size() + 1) << "the title has one too";
}

}  // namespace
}  // namespace rapport::pack
