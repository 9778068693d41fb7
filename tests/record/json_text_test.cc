#include "record/json_text.h"

#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>

#include "record/json_writer.h"

namespace rapport::record {
namespace {

// Byte by byte, from the grammar; the one under test goes by blocks.
std::string Escaped(const std::string& bytes) {
  std::string out = "\"";
  for (const char c : RepairUtf8(bytes)) {
    const std::string_view named = "\"\"\\\\\bb\ff\nn\rr\tt";
    size_t at = 0;
    while (at < named.size() && named[at] != c) at += 2;
    if (at < named.size()) {
      out += {'\\', named[at + 1]};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      constexpr char kHex[] = "0123456789ABCDEF";
      out += std::string("\\u00") + kHex[c >> 4] + kHex[c & 0xF];
    } else {
      out += c;
    }
  }
  return out + '"';
}

// In memory that ends where the bytes do, so that a sanitizer sees what is read beyond.
std::string Written(const std::string& bytes) {
  const std::unique_ptr<char[]> from(new char[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), from.get());
  const size_t room = JsonStringRoom(bytes.size());
  const std::unique_ptr<char[]> to(new char[room]);
  char* const end = WriteJsonString({from.get(), bytes.size()}, to.get());
  EXPECT_LE(end, to.get() + room);
  return std::string(to.get(), end);
}

std::string RandomText(size_t size, int special_in, std::mt19937* random) {
  const std::string kSpecial[] = {"\"",           "\\",       "\n",       std::string(1, '\0'),
                                  "\x1F",         "\x7F",     "\xC3\xA9", "\xC3",
                                  "\xE2\x80\x99", "\xE2\x80", "\xFF",     "\xF0\x9F\x99\x84",
                                  "\xED\xA0\x80"};
  std::string text;
  while (text.size() < size) {
    if (special_in > 0 && (*random)() % special_in == 0) {
      text += kSpecial[(*random)() % std::size(kSpecial)];
    } else {
      text += static_cast<char>(' ' + (*random)() % 95);
    }
  }
  text.resize(size);  // may cut a character
  return text;
}

TEST(JsonText, StringsAreWhatTheGrammarSays) {
  std::mt19937 random(1);
  for (size_t size = 0; size < 100; ++size) {
    for (const int special_in : {0, 1, 3, 20, 60}) {
      for (int i = 0; i < 20; ++i) {
        const std::string text = RandomText(size, special_in, &random);
        ASSERT_EQ(Written(text), Escaped(text));
      }
    }
  }
  EXPECT_EQ(Written(std::string(100, '\x01')).size(), 602u);
}

TEST(JsonText, EveryByteAtEveryPlace) {
  for (int byte = 0; byte < 256; ++byte) {
    for (size_t size = 1; size <= 34; ++size) {
      for (size_t at = 0; at < size; ++at) {
        std::string text(size, 'x');
        text[at] = static_cast<char>(byte);
        ASSERT_EQ(Written(text), Escaped(text));
      }
    }
  }
}

TEST(JsonText, PlainBytesIsTheSameOnEveryMachine) {
  std::mt19937 random(2);
  for (int i = 0; i < 100'000; ++i) {
    std::string block = RandomText(16, i % 2 == 0 ? 1 : 30, &random);
    size_t plain = 0;
    while (plain < 16 && Escaped({block[plain]}).size() == 3 &&
           static_cast<unsigned char>(block[plain]) < 0x80) {
      ++plain;
    }
    ASSERT_EQ(PlainBytes(block.data()), plain);
    ASSERT_EQ(PlainBytesPortable(block.data()), plain);
  }
}

TEST(JsonText, Integers) {
  for (const int64_t value :
       {int64_t{0}, int64_t{9}, int64_t{10}, int64_t{-1}, int64_t{123456}, INT64_MAX, INT64_MIN}) {
    char text[kJsonNumberRoom];
    EXPECT_EQ(std::string(text, WriteJsonInt(value, text)), std::to_string(value));
  }
}

TEST(JsonPieces, GrowsAndEndsLists) {
  JsonWriter json;
  json.StartArray();
  for (int i = 0; i < 300; ++i) {
    json.Begin();
    JsonPieces to(&json, 64);
    to.Put("[");
    for (int k = 0; k < i % 3; ++k) {
      to.Room(64);
      to.Int(k).Put(",");
    }
    to.EndList(']');
  }
  json.EndArray();
  const std::string_view bytes = json.bytes();
  EXPECT_EQ(bytes.substr(0, 22), "[[],[0],[0,1],[],[0],[");
  EXPECT_EQ(bytes.substr(bytes.size() - 15), "],[],[0],[0,1]]");
  EXPECT_EQ(bytes.data()[bytes.size()], '\0');
}

}  // namespace
}  // namespace rapport::record
