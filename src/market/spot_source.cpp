#include "market/spot_source.h"

namespace gammafield::market {

std::string_view to_string(SpotSource source) {
  switch (source) {
    case SpotSource::file: return "file";
    case SpotSource::user: return "user";
    case SpotSource::parity: return "parity";
    case SpotSource::vendor_deltas: return "vendor_deltas";
  }
  return "";
}

}  // namespace gammafield::market
