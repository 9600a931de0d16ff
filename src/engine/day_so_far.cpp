#include "engine/day_so_far.h"

#include <array>
#include <chrono>

#include "market/calendar.h"

namespace gammafield::engine {

void DaySoFar::take(const Report& report) {
  constexpr std::chrono::minutes late{5};
  if (session_ != report.session) {
    *this = {};
    session_ = report.session;
    if (report.as_of > report.calendar->session_open(session_) + late) seen_from_ = report.as_of;
  }
  const std::array<session::PriceSample, 1> price{{{report.as_of, report.spot}}};
  days_.add_prices(price, *report.calendar);
  days_.add(report);
}

}  // namespace gammafield::engine
