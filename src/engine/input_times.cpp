#include "engine/input_times.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

namespace gammafield::engine {
namespace {

using exposure::Holding;
using market::Instant;
using Time = std::optional<Instant>;

constexpr double essential_share = 0.9;

/// The earlier of two, where both are known; else the known one.
Time earlier(Time a, Time b) { return a && b ? std::min(a, b) : a ? a : b; }

struct Carrier {
  double gross = 0;
  Time quoted;
};
using Carriers = std::span<Carrier>;

/// The largest that together make the essential share come first; how many they are. Nothing else is sorted.
std::size_t essential_first(Carriers all) {
  const auto sum_of = [](Carriers some) {
    double sum = 0;
    for (const Carrier& each : some) sum += each.gross;
    return sum;
  };
  double missing = essential_share * sum_of(all);
  std::size_t first = 0, last = all.size();  // the last one needed lies between
  while (last - first > 1) {
    const Carriers unknown = all.subspan(first, last - first);
    const std::size_t half = unknown.size() / 2;
    std::ranges::nth_element(unknown, unknown.begin() + static_cast<std::ptrdiff_t>(half), std::greater{},
                             &Carrier::gross);
    const double larger = sum_of(unknown.first(half));
    if (larger >= missing) {
      last = first + half;
    } else {
      missing -= larger;
      first += half;
    }
  }
  return missing > 0 ? last : first;
}

/// The oldest quote among the largest holdings that together make the essential share.
Time oldest_of(std::vector<Carrier> carriers) {
  Time oldest;
  for (const Carrier& each : Carriers(carriers).first(essential_first(carriers))) oldest = earlier(oldest, each.quoted);
  return oldest;
}

void write_time(base::JsonWriter& json, std::string_view name, const Time& time) {
  json.key(name);
  time ? json.value(std::string_view{market::to_string(*time)}) : json.null();
}

}  // namespace

QuoteTimes::QuoteTimes(const market::ChainSnapshot& chain, const exposure::Book& book) {
  for (std::uint32_t i = 0; i < book.holdings.size(); ++i) {
    const Holding& each = book.holdings[i];
    if (each.row < chain.rows.size()) listed_.push_back({i, each.strike, chain.rows[each.row].quoted_at});
  }
  for (const Listed& each : listed_) {
    if (!each.quoted) continue;
    ++known_.timed_quotes;
    known_.oldest_quote = earlier(known_.oldest_quote, each.quoted);
    known_.newest_quote = std::max(known_.newest_quote, each.quoted);
  }
}

InputTimes QuoteTimes::of(std::span<const market::UsdPerPercent> gross_gex, const levels::Levels& levels,
                          Time spot) const {
  InputTimes times = known_;
  times.spot = spot;
  if (times.timed_quotes == 0 && !times.spot) return times;
  const auto oldest = [&](std::optional<market::Strike> strike) -> Time {
    if (times.timed_quotes == 0) return std::nullopt;
    std::vector<Carrier> carriers;
    for (const Listed& each : listed_)
      if (!strike || each.strike == *strike) carriers.push_back({gross_gex[each.holding].value(), each.quoted});
    return oldest_of(std::move(carriers));
  };
  const auto wall = [&](const levels::Level<levels::Wall>& level) -> Time {
    return level ? earlier(times.spot, oldest(level->at.strike)) : std::nullopt;
  };
  times.call_wall = wall(levels.call_wall);
  times.put_wall = wall(levels.put_wall);
  times.exposure = earlier(times.spot, oldest(std::nullopt));
  if (levels.flip) times.gamma_flip = times.exposure;
  return times;
}

InputTimes input_times(const market::ChainSnapshot& chain, const exposure::Book& book, const levels::Levels& levels) {
  std::vector<market::UsdPerPercent> gross_gex;
  for (const Holding& each : book.holdings) gross_gex.push_back(each.gross_gex);
  return QuoteTimes{chain, book}.of(gross_gex, levels, chain.spot_at);
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
