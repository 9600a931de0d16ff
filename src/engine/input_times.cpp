#include "engine/input_times.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace gammafield::engine {
namespace {

using exposure::Holding;
using market::Instant;
using Time = std::optional<Instant>;

constexpr double essential_share = 0.9;

/// The earlier of two, where both are known; else the known one.
Time earlier(Time a, Time b) { return a && b ? std::min(a, b) : a ? a : b; }

/// The oldest quote among the largest holdings that together make the essential share.
Time oldest_of(const market::ChainSnapshot& chain, std::vector<const Holding*> holdings) {
  const auto gross = [](const Holding* each) { return each->gross_gex.value(); };
  std::ranges::sort(holdings, std::greater{}, gross);
  double all = 0, sum = 0;
  for (const Holding* each : holdings) all += gross(each);
  Time oldest;
  for (const Holding* each : holdings) {
    if (sum >= essential_share * all) break;
    sum += gross(each);
    oldest = earlier(oldest, chain.rows[each->row].quoted_at);
  }
  return oldest;
}

std::vector<const Holding*> listed(const market::ChainSnapshot& chain, const exposure::Book& book,
                                   std::optional<market::Strike> strike) {
  std::vector<const Holding*> found;
  for (const Holding& each : book.holdings)
    if (each.row < chain.rows.size() && (!strike || each.strike == *strike)) found.push_back(&each);
  return found;
}

void write_time(base::JsonWriter& json, std::string_view name, const Time& time) {
  json.key(name);
  time ? json.value(std::string_view{market::to_string(*time)}) : json.null();
}

}  // namespace

InputTimes input_times(const market::ChainSnapshot& chain, const exposure::Book& book, const levels::Levels& levels) {
  InputTimes times;
  times.spot = chain.spot_at;
  for (const Holding* each : listed(chain, book, std::nullopt)) {
    const Time& quoted = chain.rows[each->row].quoted_at;
    if (!quoted) continue;
    ++times.timed_quotes;
    times.oldest_quote = earlier(times.oldest_quote, quoted);
    times.newest_quote = std::max(times.newest_quote, quoted);
  }
  if (times.timed_quotes == 0 && !times.spot) return times;
  const auto wall = [&](const levels::Level<levels::Wall>& level) {
    return level ? earlier(times.spot, oldest_of(chain, listed(chain, book, level->at.strike))) : std::nullopt;
  };
  times.call_wall = wall(levels.call_wall);
  times.put_wall = wall(levels.put_wall);
  times.exposure = earlier(times.spot, oldest_of(chain, listed(chain, book, std::nullopt)));
  if (levels.flip) times.gamma_flip = times.exposure;
  return times;
}

void write_input_times(base::JsonWriter& json, const InputTimes& times) {
  json.begin_object();
  write_time(json, "spot_at", times.spot);
  json.key("quotes").begin_object().field("timed", times.timed_quotes);
  write_time(json, "oldest_at", times.oldest_quote);
  write_time(json, "newest_at", times.newest_quote);
  json.end_object().key("oldest_essential").begin_object();
  write_time(json, "call_wall", times.call_wall);
  write_time(json, "put_wall", times.put_wall);
  write_time(json, "gamma_flip", times.gamma_flip);
  write_time(json, "exposure", times.exposure);
  json.end_object().end_object();
}

}  // namespace gammafield::engine
