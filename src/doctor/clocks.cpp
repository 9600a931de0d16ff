#include "doctor/clocks.h"

#include <sys/timex.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "market/exchange.h"

namespace gammafield::doctor {
namespace {

using namespace std::chrono_literals;
using market::Instant;

constexpr std::array exchanges = {market::Exchange::us, market::Exchange::nse};
constexpr const char* new_york = "/usr/share/zoneinfo/America/New_York";
constexpr auto made_in = std::chrono::year{2026};
constexpr auto clock_difference_max = 5s;  // the delayed feeds' own stamps are by the second

std::chrono::year year_of(Instant at) { return market::Date{std::chrono::floor<std::chrono::days>(at)}.year(); }

std::chrono::seconds own_offset(Instant at) {
  const auto local = market::to_new_york(at);
  return std::chrono::sys_days{local.date} + local.since_midnight - at;
}

}  // namespace

std::optional<bool> clock_is_kept_right() {
  timex state{};
  const int answer = ::ntp_adjtime(&state);
  if (answer < 0) return std::nullopt;
  return answer != TIME_ERROR && (state.status & STA_UNSYNC) == 0;
}

Finding clock_finding(Instant now, std::optional<bool> kept_right) {
  const std::string time = market::to_string(now);
  if (year_of(now) < made_in)
    return {"clock", State::failed, fmt::format("{} is before this program was made", time), "set the clock"};
  if (!kept_right) return {"clock", State::unknown, fmt::format("{}; the system does not say who keeps it", time), ""};
  if (*kept_right) return {"clock", State::good, fmt::format("{}, kept right by the system", time), ""};
  return {"clock", State::warning, fmt::format("{}; nothing keeps it right, as far as the system says", time),
          "run a time service (chrony, systemd-timesyncd), or compare by --online"};
}

Finding clock_difference_finding(Instant now, Instant theirs) {
  const auto apart = std::chrono::abs(now - theirs);
  const std::string found = fmt::format("{} s apart from the feed's", apart.count());
  if (apart <= clock_difference_max) return {"clock, compared", State::good, found, ""};
  return {"clock, compared", State::failed, found, "set the clock: what is stale and what is due is told by it"};
}

Finding calendar_finding(Instant now) {
  std::string unknown;
  for (const auto exchange : exchanges)
    for (const auto year : {year_of(now), year_of(now) + std::chrono::years{1}})
      if (!market::rules_of(exchange).holidays_known(year))
        unknown += fmt::format("{}{} {}", unknown.empty() ? "" : ", ", market::rules_of(exchange).name,
                               static_cast<int>(year));
  if (unknown.empty()) return {"calendar", State::good, "holidays of this year and the next are known", ""};
  return {"calendar", State::warning, fmt::format("holidays are not known for {}", unknown),
          "take a newer version, or give them by --calendar"};
}

std::optional<std::chrono::seconds> system_offset_of_new_york(Instant at) {
  std::error_code error;
  if (!std::filesystem::exists(new_york, error)) return std::nullopt;
  const char* before = std::getenv("TZ");
  const std::optional<std::string> kept = before == nullptr ? std::nullopt : std::optional<std::string>{before};
  ::setenv("TZ", "America/New_York", 1);
  ::tzset();
  const std::time_t time = at.time_since_epoch().count();
  std::tm local{};
  const bool told = ::localtime_r(&time, &local) != nullptr;
  kept ? ::setenv("TZ", kept->c_str(), 1) : ::unsetenv("TZ");
  ::tzset();
  return told ? std::optional{std::chrono::seconds{local.tm_gmtoff}} : std::nullopt;
}

Finding zone_finding(Instant now, const SystemOffset& system_offset) {
  const std::chrono::sys_days first{year_of(now) / std::chrono::January / 1};
  constexpr int two_years = 730;
  for (int day = 0; day < two_years; ++day) {
    const Instant noon = first + std::chrono::days{day} + 17h;
    const auto theirs = system_offset(noon);
    if (!theirs)
      return {"zones", State::good, "New York's clock is the program's own; this system has no zone data to compare",
              ""};
    if (*theirs != own_offset(noon))
      return {"zones", State::warning,
              fmt::format("New York's clock on {} is another by the system's zone data",
                          market::to_string(market::Date{first + std::chrono::days{day}})),
              "bring zone data up to date (tzdata); if they are, the rule has changed: take a newer version"};
  }
  return {"zones", State::good, "New York's clock is the program's own, and the system's zone data agree", ""};
}

}  // namespace gammafield::doctor
