#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

std::string_view to_string(RejectReason reason) {
  switch (reason) {
    case RejectReason::unreadable_symbol: return "unreadable_symbol";
    case RejectReason::bad_date: return "bad_date";
    case RejectReason::bad_strike: return "bad_strike";
    case RejectReason::bad_number: return "bad_number";
    case RejectReason::wrong_cell_count: return "wrong_cell_count";
    case RejectReason::negative_value: return "negative_value";
    case RejectReason::duplicate: return "duplicate";
    case RejectReason::conflicting_duplicate: return "conflicting_duplicate";
    case RejectReason::adjusted_series: return "adjusted_series";
    case RejectReason::other_underlying: return "other_underlying";
    case RejectReason::missing_field: return "missing_field";
    case RejectReason::truncated: return "truncated";
  }
  return "unknown";
}

}  // namespace gammafield::ingest
