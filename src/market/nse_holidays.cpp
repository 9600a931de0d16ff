#include "market/nse_holidays.h"

#include <algorithm>
#include <array>

namespace gammafield::market {
namespace {

using namespace std::chrono;

constexpr std::array known_years{2026y};

// Circular NSE/FAOP/71777 of December 2025, trading holidays of the derivatives segment. Sorted, for the search below.
constexpr std::array holidays{
    2026y / January / 26,    // Republic Day
    2026y / March / 3,       // Holi
    2026y / March / 26,      // Ram Navami
    2026y / March / 31,      // Mahavir Jayanti
    2026y / April / 3,       // Good Friday
    2026y / April / 14,      // Ambedkar Jayanti
    2026y / May / 1,         // Maharashtra Day
    2026y / May / 28,        // Bakri Id
    2026y / June / 26,       // Muharram
    2026y / September / 14,  // Ganesh Chaturthi
    2026y / October / 2,     // Gandhi Jayanti
    2026y / October / 20,    // Dussehra
    2026y / November / 10,   // Diwali Balipratipada
    2026y / November / 24,   // Guru Nanak Jayanti
    2026y / December / 25,   // Christmas
};
static_assert(std::ranges::is_sorted(holidays));

}  // namespace

DayKind nse_day_kind(Date date) {
  const weekday on{sys_days{date}};
  const bool closed = on == Saturday || on == Sunday || std::ranges::binary_search(holidays, date);
  return closed ? DayKind::closed : DayKind::open;
}

bool nse_holidays_known(year y) { return std::ranges::find(known_years, y) != known_years.end(); }

}  // namespace gammafield::market
