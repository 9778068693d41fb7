#include "text/characters.h"

namespace rapport::text {

void Characters::Start(size_t bytes) {
  units_ = unit_buffer_.Get(bytes + 2 * kMargin) + kMargin;
  codes_ = nullptr;
  spans_ = nullptr;
  size_ = 0;
  bytes_ = bytes;
  std::memset(units_ - kMargin, kEndUnit, kMargin);
}

// So far every character is ASCII and at its own position.
void Characters::AddSpans() {
  codes_ = code_buffer_.Get(bytes_ + 1);
  spans_ = span_buffer_.Get(bytes_ + 1);
  for (uint32_t i = 0; i < size_; ++i) spans_[i] = {i, i + 1};
}

void Characters::PushAscii(std::string_view ascii, uint32_t begin) {
  if (spans_ == nullptr && begin != size_) AddSpans();  // something was dropped before
  if (spans_ != nullptr) {
    ByteRange* const spans = spans_ + size_;
    const auto size = static_cast<uint32_t>(ascii.size());
    for (uint32_t i = 0; i < size; ++i) spans[i] = {begin + i, begin + i + 1};
  }
  if (!ascii.empty()) std::memcpy(units_ + size_, ascii.data(), ascii.size());
  size_ += ascii.size();
}

void Characters::Finish(uint32_t bytes) {
  std::memset(units_ + size_, kEndUnit, kMargin);
  if (spans_ != nullptr) spans_[size_] = {bytes, bytes};
}

}  // namespace rapport::text
