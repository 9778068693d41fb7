#include "rapport/status.h"

namespace rapport {

const char* StatusCodeName(StatusCode code) {
  switch (code) {
    case StatusCode::kOk:
      return "ok";
    case StatusCode::kInvalidArgument:
      return "invalid_argument";
    case StatusCode::kInvalidPack:
      return "invalid_pack";
    case StatusCode::kNotFound:
      return "not_found";
    case StatusCode::kLimitExceeded:
      return "limit_exceeded";
    case StatusCode::kInvalidState:
      return "invalid_state";
    case StatusCode::kIo:
      return "io";
    case StatusCode::kInternal:
      return "internal";
    case StatusCode::kOutOfMemory:
      return "out_of_memory";
  }
  return "unknown";
}

}  // namespace rapport
