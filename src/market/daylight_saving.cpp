#include "market/daylight_saving.h"

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr year second_act_in_force{2007};  // Energy Policy Act of 2005, section 110

sys_days first_day_of_summer_time(year y) {
  return y < second_act_in_force ? sys_days{y / April / Sunday[1]} : sys_days{y / March / Sunday[2]};
}

sys_days last_day_of_summer_time(year y) {
  return y < second_act_in_force ? sys_days{y / October / Sunday[last]} : sys_days{y / November / Sunday[1]};
}

}  // namespace

DaylightSaving daylight_saving(year y) {
  constexpr hours change_at{2};  // on the clock in force until then
  return {first_day_of_summer_time(y) + change_at - standard_offset,
          last_day_of_summer_time(y) + change_at - summer_offset};
}

}  // namespace gammafield::market
