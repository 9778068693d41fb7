#include "base/archive.h"

namespace rapport {
namespace {

constexpr uint64_t kHighBits = 0x8080808080808080u;

uint64_t Load(const char* at) {
  uint64_t value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

// The length of the well-formed sequence at the front of `text`, 0 when there is none.
size_t SequenceLength(std::string_view text) {
  const auto byte = [&](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto continues = [&](size_t i) { return (byte(i) & 0xC0) == 0x80; };
  const unsigned first = byte(0), second = byte(1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || !continues(1)) return 0;
  if (first < 0xE0) return 2;
  if (!continues(2)) return 0;
  if (first < 0xF0) {
    const bool overlong = first == 0xE0 && second < 0xA0;
    const bool surrogate = first == 0xED && second >= 0xA0;
    return overlong || surrogate ? 0 : 3;
  }
  if (first > 0xF4 || !continues(3)) return 0;
  return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second >= 0x90) ? 0 : 4;
}

}  // namespace

void ArchiveReader::Text(std::string_view& text) {
  text = std::string_view("", 0);
  uint32_t size;
  Number(size);
  if (size >= left_.size()) return Fail("it ends too early");
  const std::string_view found = left_.substr(0, size);
  if (left_[size] != '\0') return Fail("a text has no end");
  if (!IsUtf8(found)) return Fail("a text is not UTF-8");
  text = found;
  left_.remove_prefix(size_t{size} + 1);
}

const char* ArchiveReader::Plain(size_t item_bytes, uint32_t* count) {
  Number(*count);
  const size_t at = static_cast<size_t>(left_.data() - begin_);
  const size_t skip = ok() ? (kArchiveAlignment - at % kArchiveAlignment) % kArchiveAlignment : 0;
  if (ok() && skip <= left_.size() && *count <= (left_.size() - skip) / item_bytes) {
    left_.remove_prefix(skip);
    const char* const items = left_.data();
    left_.remove_prefix(*count * item_bytes);
    return items;
  }
  Fail("it ends too early");
  *count = 0;
  return nullptr;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    constexpr size_t kStep = 4 * sizeof(uint64_t);
    const auto load = [&](size_t i) { return Load(text.data() + i * sizeof(uint64_t)); };
    while (text.size() >= kStep && ((load(0) | load(1) | load(2) | load(3)) & kHighBits) == 0) {
      text.remove_prefix(kStep);
    }
    while (text.size() >= 8 && (Load(text.data()) & kHighBits) == 0) text.remove_prefix(8);
    while (!text.empty() && static_cast<unsigned char>(text[0]) < 0x80) text.remove_prefix(1);
    if (text.empty()) break;
    const size_t length = SequenceLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

uint64_t Checksum(std::string_view bytes) {
  // Eight sums side by side, so that a processor need not wait for one multiplication to begin the
  // next; each step is a bijection of its sum, so no change of one word goes unnoticed.
  constexpr size_t kSums = 8, kBlock = kSums * sizeof(uint64_t);
  constexpr uint64_t kMultiplier = 0x9E3779B97F4A7C15u;
  uint64_t sums[kSums] = {bytes.size(), 1, 2, 3, 4, 5, 6, 7};
  const auto step = [](uint64_t sum, uint64_t word) {
    sum = (sum ^ word) * kMultiplier;
    return sum ^ (sum >> 32);
  };
  const auto add = [&](const char* block) {
    for (size_t i = 0; i < kSums; ++i) sums[i] = step(sums[i], Load(block + i * sizeof(uint64_t)));
  };
  size_t at = 0;
  for (; at + kBlock <= bytes.size(); at += kBlock) add(bytes.data() + at);
  char rest[kBlock] = {};
  if (at < bytes.size()) std::memcpy(rest, bytes.data() + at, bytes.size() - at);
  add(rest);
  uint64_t sum = 0;
  for (const uint64_t s : sums) sum = step(sum, s);
  return sum;
}

}  // namespace rapport
