#include "ingest/deribit_quotes.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "ingest/chain_builder.h"
#include "ingest/coin_premiums.h"

namespace gammafield::ingest {
namespace {

using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::sys_time;

constexpr std::int64_t last_ms = 4'102'444'800'000;  // the year 2100

bool is_time(std::int64_t ms) { return ms > 0 && ms < last_ms; }

std::optional<market::Instant> instant_of(std::optional<std::int64_t> ms) {
  if (!ms || !is_time(*ms)) return std::nullopt;
  return floor<seconds>(sys_time<milliseconds>{milliseconds{*ms}});
}

market::Instant settlement(market::Date expiry) {
  return market::Calendar::of(market::Exchange::deribit)->settles_at(expiry, market::Settlement::pm);
}

RawOption raw_option(const market::CoinOption& option, const DeribitQuote& quote, std::uint32_t line) {
  RawOption raw;
  raw.root = option.root;
  raw.expiry = option.expiry;
  raw.right = option.right;
  raw.strike = option.strike;
  raw.bid = quote.bid;
  raw.ask = quote.ask;
  raw.last = quote.last;
  raw.vendor_vol = quote.mark_iv;
  raw.vendor_delta = quote.delta;
  raw.open_interest = quote.open_interest;
  raw.volume = quote.volume;
  raw.quoted_at = instant_of(quote.time_ms);
  raw.line = line;
  return raw;
}

}  // namespace

DeribitQuotes::Taken DeribitQuotes::take(const DeribitQuote& quote) {
  const auto known = row_of_name_.find(quote.instrument);
  if (known == row_of_name_.end()) {
    auto option = market::parse_coin_option(quote.instrument);
    if (!option || option->exchange != market::Exchange::deribit) return Taken::not_an_option;
    const auto listed = listed_.find(quote.instrument);
    const auto settles_at = listed == listed_.end() ? settlement(option->expiry) : listed->second;
    row_of_name_.emplace(quote.instrument, static_cast<std::uint32_t>(rows_.size()));
    Row& row = rows_.emplace_back();
    row.name = quote.instrument;
    row.option = std::move(*option);
    row.settles_at = settles_at;
    row.quote = quote;
    row.quote.instrument = {};
    latest_ms_ = std::max(latest_ms_, quote.time_ms);
    return Taken::added;
  }
  Row& row = rows_[known->second];
  DeribitQuote& kept = row.quote;
  if (kept.time_ms && quote.time_ms && *quote.time_ms < *kept.time_ms) return Taken::older;
  row.replaced_unread += row.unread ? 1 : 0;
  row.unread = true;
  const auto index = kept.index_price, delta = kept.delta;
  const auto time = kept.time_ms;
  kept = quote;
  kept.instrument = {};
  if (!kept.index_price) kept.index_price = index;
  if (!kept.delta) kept.delta = delta;
  if (!kept.time_ms) kept.time_ms = time;
  latest_ms_ = std::max(latest_ms_, quote.time_ms);
  return Taken::replaced;
}

bool DeribitQuotes::take_listing(const DeribitQuote& listed) {
  const auto expires = instant_of(listed.expires_ms);
  const auto option = market::parse_coin_option(listed.instrument);
  if (!expires || !option || option->exchange != market::Exchange::deribit) return false;
  if (*expires == settlement(option->expiry)) return true;  // as its name says
  listed_.insert_or_assign(std::string(listed.instrument), *expires);
  const auto known = row_of_name_.find(listed.instrument);
  if (known != row_of_name_.end()) rows_[known->second].settles_at = *expires;
  return true;
}

bool DeribitQuotes::take_best(std::string_view instrument, std::optional<double> bid, std::optional<double> ask,
                              std::optional<std::int64_t> time_ms) {
  const auto known = row_of_name_.find(instrument);
  if (known == row_of_name_.end()) return false;
  DeribitQuote& kept = rows_[known->second].quote;
  kept.bid = bid;
  kept.ask = ask;
  latest_ms_ = std::max(latest_ms_, time_ms);
  return true;
}

std::size_t DeribitQuotes::mark_read(std::string_view root) {
  std::size_t replaced = 0;
  for (Row& row : rows_) {
    if (row.option.root != root) continue;
    replaced += std::exchange(row.replaced_unread, 0U);
    row.unread = false;
  }
  return replaced;
}

std::size_t DeribitQuotes::remove_settled(market::Instant now) {
  const auto before = rows_.size();
  std::erase_if(rows_, [&](const Row& row) { return row.settles_at <= now; });
  std::erase_if(listed_, [&](const auto& each) { return each.second <= now; });
  if (rows_.size() == before) return 0;
  row_of_name_.clear();
  for (std::uint32_t i = 0; i < rows_.size(); ++i) row_of_name_.emplace(rows_[i].name, i);
  return before - rows_.size();
}

void DeribitQuotes::clear() {
  rows_.clear();
  row_of_name_.clear();
  listed_.clear();
  latest_ms_.reset();
}

std::vector<std::string> DeribitQuotes::roots() const {
  std::set<std::string> names;
  for (const Row& row : rows_) names.insert(row.option.root);
  return {names.begin(), names.end()};
}

const DeribitQuotes::Row* DeribitQuotes::find(std::string_view instrument) const {
  const auto known = row_of_name_.find(instrument);
  return known == row_of_name_.end() ? nullptr : &rows_[known->second];
}

std::optional<std::int64_t> DeribitQuotes::time_ms(std::string_view instrument) const {
  const Row* row = find(instrument);
  return row ? row->quote.time_ms : std::nullopt;
}

std::optional<double> DeribitQuotes::bid(std::string_view instrument) const {
  const Row* row = find(instrument);
  return row ? row->quote.bid : std::nullopt;
}

std::optional<double> DeribitQuotes::open_interest(std::string_view instrument) const {
  const Row* row = find(instrument);
  return row ? row->quote.open_interest : std::nullopt;
}

std::string DeribitQuotes::commonest_root() const {
  std::map<std::string_view, std::size_t> count;
  for (const Row& row : rows_) ++count[row.option.root];
  const auto most = std::ranges::max_element(count, {}, [](const auto& entry) { return entry.second; });
  return most == count.end() ? std::string() : std::string(most->first);
}

base::Result<LoadedChain, base::Refusal> DeribitQuotes::chain(const ReadOptions& given, std::string_view feed,
                                                              std::optional<std::int64_t> sent_us) const {
  ReadOptions options = given;
  options.calendar = market::Calendar::for_exchange(given.calendar, market::Exchange::deribit);
  const std::string root = options.symbol.value_or(commonest_root());
  ChainBuilder builder(options);
  builder.reserve(rows_.size());
  RawHeader header;
  header.feed = feed;
  header.symbol = root;
  header.vol_unit = VolUnit::percent;
  std::optional<std::int64_t> latest, index_time;
  std::size_t in_coin = 0, lost = 0, other_hours = 0;
  for (std::uint32_t i = 0; i < rows_.size(); ++i) {
    const auto& option = rows_[i].option;
    const DeribitQuote& quote = rows_[i].quote;
    RawOption raw = raw_option(option, quote, i + 1);
    raw.expiry = floor<std::chrono::days>(rows_[i].settles_at);
    if (option.root == root) {
      other_hours += rows_[i].settles_at != settlement(raw.expiry) ? 1 : 0;
      latest = std::max(latest, quote.time_ms);
      if (quote.index_price && quote.time_ms >= index_time) {
        header.spot = quote.index_price;
        index_time = quote.time_ms;
      }
    }
    if (market::premiums_in_coin(option.root)) {
      auto price = quote.underlying_price ? quote.underlying_price : quote.index_price;
      if (!price && options.spot) price = options.spot->value();
      const bool quoted = option.root == root && (raw.bid || raw.ask);
      in_coin += quoted ? 1 : 0;
      lost += !to_dollars(raw, price) && quoted ? 1 : 0;
    }
    builder.add(raw);
  }
  header.as_of = instant_of(latest);
  if (!header.as_of && sent_us) header.as_of = instant_of(*sent_us / 1000);
  if (in_coin > 0) builder.flag("premiums_in_coin", coin_premiums_told(in_coin, lost));
  if (other_hours > 0)
    builder.flag(
        "expiry_hour_unusual",
        fmt::format("{} contracts are listed to expire at another time than 08:00 UTC: taken for 08:00 of that day",
                    other_hours));
  return builder.finish(header);
}

}  // namespace gammafield::ingest
