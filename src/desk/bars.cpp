#include "desk/bars.h"

#include <algorithm>

#include <simdjson.h>

#include "store/report_reader.h"

namespace gammafield::desk {

using base::Refusal;
using market::Instant;
using session::PriceSample;
using store::FaultKind;

namespace {

using Prices = std::vector<PriceSample>;

/// The snapshot's own price; none in a Report that has none.
std::optional<PriceSample> spot_of(const store::KeptReport& kept, simdjson::dom::parser& parser) {
  double spot = 0;
  if (parser.parse(kept.report)["spot"].get(spot) != simdjson::SUCCESS) return std::nullopt;
  return PriceSample{kept.as_of, market::Spot{spot}};
}

/// Of a day's records, in time order.
base::Result<Prices, Refusal> recorded_prices(const std::string& path) {
  Prices prices;
  auto reader = store::ReportReader::open(path);
  if (!reader && reader.error().kind == FaultKind::not_there) return prices;
  if (!reader) return base::failure(store::to_refusal(reader.error()));
  simdjson::dom::parser parser;
  while (true) {
    const auto kept = reader->next();
    if (!kept) return base::failure(store::to_refusal(kept.error()));
    if (!*kept) return prices;
    prices.insert(prices.end(), (*kept)->prices.begin(), (*kept)->prices.end());
    const auto spot = spot_of(**kept, parser);
    if (spot && (prices.empty() || prices.back().at < spot->at)) prices.push_back(*spot);
  }
}

/// A record's prices reach back to the record before, which is of another session for the first: these go.
base::Result<std::shared_ptr<const market::Calendar>, Refusal> calendar_of(const store::Folder& folder,
                                                                           std::string_view symbol, market::Date day) {
  auto reader = folder.reader(symbol, day);
  if (!reader) return base::failure(store::to_refusal(reader.error()));
  const auto first = reader->next();
  if (!first) return base::failure(store::to_refusal(first.error()));
  if (!*first) return market::Calendar::of(market::Exchange::us);
  return (*first)->loaded->chain.calendar;
}

}  // namespace

std::vector<Bar> bars_of(std::span<const PriceSample> prices, Instant start, std::chrono::seconds step) {
  std::vector<Bar> bars;
  const PriceSample* before = nullptr;
  for (const PriceSample& each : prices) {
    if (each.at < start) continue;
    const auto number = std::max<std::int64_t>((each.at - start - std::chrono::seconds{1}) / step, 0);
    const Instant from = start + number * step;
    if (bars.empty() || bars.back().from != from) {
      const bool stood = before != nullptr && before->at > from - step;
      const market::Spot open = stood ? before->price : each.price;
      bars.push_back({from, open, open, open, open});
    }
    Bar& bar = bars.back();
    bar.high = std::max(bar.high, each.price);
    bar.low = std::min(bar.low, each.price);
    bar.close = each.price;
    before = &each;
  }
  return bars;
}

base::Result<std::optional<std::vector<Bar>>, Refusal> bars(const store::Folder& folder, std::string_view symbol,
                                                            market::Date session, std::chrono::seconds step,
                                                            std::span<const PriceSample> newest) {
  const auto days = folder.days(symbol);
  if (!std::ranges::binary_search(days, session)) return std::nullopt;
  auto prices = recorded_prices(folder.day_path(symbol, session));
  if (!prices) return base::failure(prices.error());
  if (prices->empty()) return std::nullopt;
  const auto calendar = calendar_of(folder, symbol, session);
  if (!calendar) return base::failure(calendar.error());
  for (const PriceSample& each : newest)
    if (each.at > prices->back().at) prices->push_back(each);
  std::erase_if(*prices, [&](const PriceSample& each) { return (*calendar)->session_of(each.at) != session; });
  return bars_of(*prices, (*calendar)->session_open(session), step);
}

}  // namespace gammafield::desk
