#include "ruleset/image.h"

#include <cstring>
#include <utility>

#include "base/archive.h"
#include "base/strings.h"
#include "ruleset/archive.h"
#include "ruleset/finish.h"
#include "ruleset/protocols.h"
#include "ruleset/validate.h"

namespace rapport::ruleset {
namespace {

constexpr std::string_view kMagic = "\x89RPK\r\n\x1a\n";
constexpr uint32_t kFormatVersion = 1;
constexpr size_t kHeaderBytes = 32;
constexpr size_t kChecksumAt = 24;

struct Header {
  uint32_t format = kFormatVersion;
  uint32_t layout = kLayoutVersion;
  uint64_t size = 0;
  uint64_t checksum = 0;
};

template <typename A>
void Visit(A& a, Header& t) {
  a.Number(t.format);
  a.Number(t.layout);
  a.Number(t.size);
  a.Number(t.checksum);
}

// Arrays are read where they stand, so the processor must agree with the format.
bool IsLittleEndian() {
  const uint16_t one = 1;
  char first;
  std::memcpy(&first, &one, 1);
  return first == 1;
}

Status Invalid(std::string what) { return Status(StatusCode::kInvalidPack, std::move(what)); }

Status CheckHeader(std::string_view bytes, const PackLimits& limits, bool with_checksum = true) {
  if (!IsLittleEndian()) return Invalid("compiled packs are for little-endian machines");
  if (bytes.size() < kHeaderBytes) return Invalid("the compiled pack ends too early");
  if (bytes.size() > limits.compiled_bytes) {
    return Status(StatusCode::kLimitExceeded,
                  StrCat("the compiled pack takes ", bytes.size(), " bytes; the limit is ",
                         limits.compiled_bytes));
  }
  Header header;
  ArchiveReader reader(bytes.substr(kMagic.size(), kHeaderBytes - kMagic.size()));
  reader.Item(header);
  if (header.format != kFormatVersion || header.layout != kLayoutVersion) {
    return Invalid(StrCat("the pack was compiled by another version (format ", header.format, ".",
                          header.layout, ", not ", kFormatVersion, ".", kLayoutVersion,
                          "); compile it again"));
  }
  if (header.size != bytes.size() - kHeaderBytes) {
    return Invalid(StrCat("the compiled pack is damaged: it has ", bytes.size() - kHeaderBytes,
                          " bytes, not ", header.size));
  }
  if (with_checksum && header.checksum != ImageChecksum(bytes)) {
    return Invalid("the compiled pack is damaged: its checksum is wrong");
  }
  return Status();
}

Result<std::shared_ptr<const RuleSet>> ReadTables(std::string_view bytes,
                                                  std::shared_ptr<const std::string> owner,
                                                  const PackLimits& limits) {
  auto tables = std::make_unique<Tables>();
  tables->image_bytes = bytes.size();
  tables->image = std::move(owner);
  ArchiveReader reader(bytes.substr(kHeaderBytes));
  reader.Item(*tables);
  if (reader.left() > 0) reader.Fail("something follows its end");
  const char* why = reader.why();
  if (why == nullptr) {
    tables->slots =
        pack::SlotLayout::Of(tables->facts.size(), tables->cues.size(), tables->conditions.size(),
                             tables->scales.size(), ProtocolSlotsOf(*tables));
    why = FindFault(*tables, limits);
  }
  if (why != nullptr) return Invalid(StrCat("the compiled pack is malformed: ", why));
  Finish(tables.get());
  return std::shared_ptr<const RuleSet>(std::make_shared<RuleSet>(std::move(tables)));
}

}  // namespace

bool IsImage(std::string_view bytes) { return bytes.substr(0, kMagic.size()) == kMagic; }

uint64_t ImageChecksum(std::string_view image) {
  const uint64_t sums[] = {Checksum(image.substr(0, kChecksumAt)),
                           Checksum(image.substr(kHeaderBytes))};
  return sums[0] * 31 + sums[1];
}

std::string WriteImage(const Tables& tables) {
  ArchiveWriter body;
  body.Item(tables);
  Header header;
  header.size = body.bytes().size();
  std::string image(kMagic);
  for (int pass = 0; pass < 2; ++pass) {  // the second knows the checksum
    ArchiveWriter head;
    head.Item(header);
    image.resize(kMagic.size());
    image += head.bytes() + body.bytes();
    header.checksum = ImageChecksum(image);
  }
  return image;
}

Result<std::shared_ptr<const RuleSet>> ReadImage(std::string_view bytes,
                                                 std::shared_ptr<const std::string> owner,
                                                 const PackLimits& limits) {
  if (reinterpret_cast<uintptr_t>(bytes.data()) % kArchiveAlignment != 0) {
    return ReadImage(bytes, limits);
  }
  if (Status status = CheckHeader(bytes, limits); !status.ok()) return status;
  return ReadTables(bytes, std::move(owner), limits);
}

Result<std::shared_ptr<const RuleSet>> ReadEmbedded(std::string_view bytes,
                                                    const PackLimits& limits) {
  if (Status status = CheckHeader(bytes, limits, false); !status.ok()) return status;
  return ReadTables(bytes, nullptr, limits);
}

Result<std::shared_ptr<const RuleSet>> ReadImage(std::string_view bytes, const PackLimits& limits) {
  if (Status status = CheckHeader(bytes, limits); !status.ok()) return status;
  auto owner = std::make_shared<const std::string>(bytes);
  const std::string_view copy = *owner;
  return ReadTables(copy, std::move(owner), limits);
}

}  // namespace rapport::ruleset
