#include "ingest/live_rows.h"

#include <algorithm>

#include <fmt/format.h>

#include "ingest/cells.h"

namespace gammafield::ingest {
namespace {

constexpr std::chrono::seconds clocks_apart{60};  // what two clocks that are kept may differ by

}  // namespace

LiveRows::LiveRows(const ReadOptions& options, market::Instant asked_at)
    : options_(options), asked_at_(asked_at), builder_(options) {}

std::optional<market::Instant> LiveRows::time_of(std::string_view cell) {
  const auto moment = parse_moment(cell);
  if (!moment || !moment->has_time) return std::nullopt;
  const market::Instant at = instant_of(*moment, *options_.calendar);
  if (at <= asked_at_ + clocks_apart) return at;
  ++in_the_future_;
  return std::nullopt;
}

void LiveRows::note_spot(double price, std::optional<market::Instant> at) {
  if (!(price > 0)) return;
  if (header_.spot && at < header_.spot_at) return;
  header_.spot = price;
  header_.spot_at = at;
}

void LiveRows::add(const RowCells& row) {
  ++rows_;
  if (const auto spot = parse_number(row.at(Meaning::spot))) note_spot(*spot, time_of(row.at(Meaning::spot_time)));
  auto contract = reader_.read(row, Side::both, options_.calendar->local(asked_at_).date);
  if (!contract) return reject({contract.error().reason, rows_, 0, contract.error().text});
  contract->option.root = contract->root;
  contract->option.line = rows_;
  contract->option.quoted_at = std::max(time_of(row.at(Meaning::quote_time)), time_of(row.at(Meaning::ask_time)));
  add(contract->option);
}

void LiveRows::add(RawOption option) {
  latest_quote_ = std::max(latest_quote_, option.quoted_at);
  builder_.add(option);
}

void LiveRows::reject(Reject reject) { builder_.reject(std::move(reject)); }

base::Result<LoadedChain, base::Refusal> LiveRows::finish(std::string feed, std::string symbol) {
  header_.feed = std::move(feed);
  header_.symbol = std::move(symbol);
  header_.vol_unit = VolUnit::fraction;
  header_.as_of = std::max(latest_quote_, header_.spot_at).value_or(asked_at_);
  if (in_the_future_ > 0)
    builder_.flag(
        "quote_times_in_the_future",
        fmt::format("{} times later than the moment of asking: the vendor's clock, or yours", in_the_future_));
  return builder_.finish(header_);
}

}  // namespace gammafield::ingest
