#include "engine/scenario_times.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

#include <fmt/format.h>

#include "exposure/expiry_filter.h"
#include "levels/expected_move.h"

namespace gammafield::engine {
namespace {

using exposure::ExpiryFilter;
using Kind = ExpiryFilter::Kind;

constexpr std::chrono::seconds longest = std::chrono::days{3653};

/// `30m`, `4h`, `2d`.
std::optional<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const char unit = text.back();
  const std::string_view digits = text.substr(0, text.size() - 1);
  std::int64_t number = 0;
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || stop != digits.data() + digits.size() || number < 0) return std::nullopt;
  const std::int64_t seconds = unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86400 : 0;
  if (seconds == 0 || number > longest.count() / seconds) return std::nullopt;
  return std::chrono::seconds{number * seconds};
}

/// When the last of these expiries has settled.
std::optional<market::Instant> last_settlement(const pricing::PricedChain& priced, const std::vector<bool>& kept) {
  std::optional<market::Instant> last;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (!kept[i] || priced.expiries[i].years <= 0) continue;
    last = std::max(last.value_or(priced.chain->as_of), priced.chain->expiries[i].settles_at);
  }
  return last;
}

std::vector<bool> next_monthly(const pricing::PricedChain& priced) {
  std::vector<bool> kept = ExpiryFilter{Kind::ex_next_monthly}.keep(priced);
  kept.flip();
  return kept;
}

base::Refusal not_a_time(std::string_view name) {
  return {base::RefusalKind::usage,
          fmt::format("--time {}: not a moment; write now, 30m, 4h, 2d, close, next_expiry or after_monthly", name)};
}

}  // namespace

base::Result<std::vector<ScenarioTime>, base::Refusal> scenario_times(std::string_view names,
                                                                      const pricing::PricedChain& priced) {
  std::vector<ScenarioTime> times;
  const market::Instant now = priced.chain->as_of;
  const auto add = [&](std::string_view name, std::optional<market::Instant> at) {
    if (at) times.push_back({std::string{name}, *at});
  };
  while (!names.empty()) {
    const std::string_view name = names.substr(0, names.find(','));
    names.remove_prefix(std::min(names.size(), name.size() + 1));
    if (name == "now") {
      add(name, now);
    } else if (name == "close") {
      add(name, levels::next_session_close(now, *priced.chain->calendar));
    } else if (name == "next_expiry") {
      add(name, last_settlement(priced, ExpiryFilter{Kind::next}.keep(priced)));
    } else if (name == "after_monthly") {
      add(name, last_settlement(priced, next_monthly(priced)));
    } else if (const auto duration = parse_duration(name)) {
      add(name, now + *duration);
    } else {
      return base::failure(not_a_time(name));
    }
  }
  return times;
}

}  // namespace gammafield::engine
