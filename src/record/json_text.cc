// Nearly all that is written is plain: ids, labels, lines to say, English. So a string is copied in
// blocks of 16 bytes, each looked at as a whole; only the byte that stops a block is handled by
// itself, and the blocks go on behind it. The last block of a long string overlaps the one before
// it. A string below 16 bytes is two words of 8 or 4 bytes that overlap. Nothing is read outside
// the string.

#include "record/json_text.h"

#include <cstring>

#include "base/time.h"
#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace rapport::record {
namespace {

constexpr size_t kBlock = 16;

// All ones in the top bit of each byte that is not plain; exact up to and including the lowest such
// byte, and zero when there is none.
template <typename Word>
Word NotPlain(Word word) {
  constexpr Word kOnes = static_cast<Word>(~Word{0}) / 0xFF;  // 0x0101...
  const Word control = word - kOnes * 0x20;
  const Word quote = (word ^ kOnes * '"') - kOnes;
  const Word backslash = (word ^ kOnes * '\\') - kOnes;
  return (control | quote | backslash | word) & kOnes * 0x80;
}

template <typename Word>
Word Load(const char* from) {
  Word word;
  std::memcpy(&word, from, sizeof word);
  return word;
}

bool IsPlain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// Copies text[0, size) when it is plain and below a block; false when it must be looked at closely.
template <typename Word>
bool CopyTwoWords(const char* text, size_t size, char* to) {
  const Word first = Load<Word>(text), last = Load<Word>(text + size - sizeof(Word));
  if ((NotPlain(first) | NotPlain(last)) != 0) return false;
  std::memcpy(to, &first, sizeof first);
  std::memcpy(to + size - sizeof last, &last, sizeof last);
  return true;
}

bool CopyShort(const char* text, size_t size, char* to) {
  if (size >= 8) return CopyTwoWords<uint64_t>(text, size, to);
  if (size >= 4) return CopyTwoWords<uint32_t>(text, size, to);
  for (size_t i = 0; i < size; ++i) {
    if (!IsPlain(text[i])) return false;
    to[i] = text[i];
  }
  return true;
}

inline size_t PortablePlainBytes(const char* from) {
  if ((NotPlain(Load<uint64_t>(from)) | NotPlain(Load<uint64_t>(from + 8))) == 0) return kBlock;
  size_t plain = 0;
  while (IsPlain(from[plain])) ++plain;
  return plain;
}

inline size_t InlinePlainBytes(const char* from) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  // As signed numbers, bytes of 0x80 and above are below 0x20 too.
  const __m128i special = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
                                       _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                    _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
  const auto mask = static_cast<unsigned>(_mm_movemask_epi8(special));
  return static_cast<size_t>(__builtin_ctz(mask | 1U << kBlock));
#else
  return PortablePlainBytes(from);
#endif
}

char* Escape(char c, char* to) {
  constexpr char kHex[] = "0123456789ABCDEF";
  *to++ = '\\';
  switch (c) {
    case '"':
    case '\\':
      *to++ = c;
      return to;
    case '\b':
      *to++ = 'b';
      return to;
    case '\f':
      *to++ = 'f';
      return to;
    case '\n':
      *to++ = 'n';
      return to;
    case '\r':
      *to++ = 'r';
      return to;
    case '\t':
      *to++ = 't';
      return to;
  }
  std::memcpy(to, "u00", 3);
  to[3] = kHex[static_cast<unsigned char>(c) >> 4];
  to[4] = kHex[static_cast<unsigned char>(c) & 0xF];
  return to + 5;
}

// Writes the character at text[at], which is not plain, and moves past it.
char* WriteSpecial(std::string_view text, size_t* at, char* to) {
  if (static_cast<unsigned char>(text[*at]) < 0x80) return Escape(text[(*at)++], to);
  const text::DecodedChar c = text::DecodeUtf8(text, *at);
  *at += c.length;
  return to + text::EncodeUtf8(c.code, to);
}

// Any text, without quotes.
char* WriteAnyText(const char* text, size_t size, char* to) {
  const std::string_view all(text, size);
  size_t at = 0;
  while (size - at >= kBlock) {
    const size_t plain = InlinePlainBytes(text + at);
    std::memcpy(to, text + at, kBlock);
    to += plain;
    at += plain;
    if (plain < kBlock) to = WriteSpecial(all, &at, to);
  }
  while (at < size) {
    if (IsPlain(text[at])) {
      *to++ = text[at++];
    } else {
      to = WriteSpecial(all, &at, to);
    }
  }
  return to;
}

// text[0, size) of at least a block, when it is plain; else how far it is.
size_t CopyPlainBlocks(const char* text, size_t size, char* to) {
  size_t at = 0;
  do {
    const size_t plain = InlinePlainBytes(text + at);
    std::memcpy(to + at, text + at, kBlock);
    if (plain < kBlock) return at + plain;
    at += kBlock;
  } while (size - at >= kBlock);
  const size_t last = size - kBlock;
  if (InlinePlainBytes(text + last) < kBlock) return at;
  std::memcpy(to + last, text + last, kBlock);
  return size;
}

// magnitude / scale. Every digit of the fraction is written, and then those that are zeros at its
// end are counted, so that nothing depends on a branch that is hard to predict.
template <uint32_t scale>
char* WriteParts(uint64_t magnitude, char* to) {
  to = WriteJsonInt(magnitude / scale, to);
  const auto fraction = static_cast<uint32_t>(magnitude % scale);
  if (fraction == 0) return to;
  *to++ = '.';
  for (uint32_t place = scale / 10; place > 0; place /= 10) {
    *to++ = static_cast<char>('0' + fraction / place % 10);
  }
  for (uint32_t place = 10; place < scale; place *= 10) to -= fraction % place == 0;
  return to;
}

}  // namespace

size_t PlainBytesPortable(const char* from) { return PortablePlainBytes(from); }
size_t PlainBytes(const char* from) { return InlinePlainBytes(from); }

char* WriteJsonString(std::string_view text, char* to) {
  const size_t size = text.size();
  *to++ = '"';
  size_t copied = 0;
  if (size >= kBlock) {
    copied = CopyPlainBlocks(text.data(), size, to);
  } else if (CopyShort(text.data(), size, to)) {
    copied = size;
  }
  to += copied;
  if (copied < size) to = WriteAnyText(text.data() + copied, size - copied, to);
  *to++ = '"';
  return to;
}

char* WriteJsonDecimal(int64_t value, int places, char* to) {
  uint64_t magnitude = static_cast<uint64_t>(value);
  if (value < 0) {
    *to++ = '-';
    magnitude = 0 - magnitude;
  }
  // Apart, so that each divides by a constant.
  switch (places) {
    case 1:
      return WriteParts<10>(magnitude, to);
    case 2:
      return WriteParts<100>(magnitude, to);
    case 3:
      return WriteParts<1000>(magnitude, to);
    case 4:
      return WriteParts<10000>(magnitude, to);
  }
  return WriteJsonInt(magnitude, to);
}

char* WriteJsonInstant(Time value, char* to) {
  *to++ = '"';
  to = WriteTime(value, to);
  *to++ = '"';
  return to;
}

}  // namespace rapport::record
