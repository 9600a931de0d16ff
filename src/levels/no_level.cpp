#include "levels/no_level.h"

namespace gammafield::levels {

std::string_view to_string(NoLevel reason) {
  switch (reason) {
    case NoLevel::empty_book: return "empty_book";
    case NoLevel::no_positive: return "no_positive";
    case NoLevel::no_negative: return "no_negative";
    case NoLevel::no_strike_on_side: return "no_strike_on_side";
    case NoLevel::positive_everywhere: return "positive_everywhere";
    case NoLevel::negative_everywhere: return "negative_everywhere";
    case NoLevel::no_sign_change: return "no_sign_change";
    case NoLevel::no_flip: return "no_flip";
    case NoLevel::no_open_interest: return "no_open_interest";
    case NoLevel::no_volatility: return "no_volatility";
    case NoLevel::flip_not_verified: return "flip_not_verified";
    case NoLevel::no_exposure: return "no_exposure";
    case NoLevel::too_few_strikes: return "too_few_strikes";
    case NoLevel::no_wall: return "no_wall";
    case NoLevel::left_out: return "left_out";
  }
  return "unknown";
}

}  // namespace gammafield::levels
