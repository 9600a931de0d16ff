#include "store/packed_chain.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <type_traits>
#include <utility>

#include "store/bytes.h"
#include "store/column.h"

namespace gammafield::store {
namespace {

using ingest::LoadedChain;
using ingest::Reject;
using market::ChainSnapshot;
using market::Expiry;
using market::Instant;
using market::OptionRow;

constexpr unsigned expiry_classes = static_cast<unsigned>(market::ExpiryClass::weekly_sun) + 1;
constexpr unsigned exchanges = market::exchange_count;
constexpr unsigned spot_sources = static_cast<unsigned>(market::SpotSource::vendor_deltas) + 1;
constexpr unsigned as_of_sources = static_cast<unsigned>(market::AsOfSource::last_trade) + 1;
constexpr unsigned reject_reasons = static_cast<unsigned>(ingest::RejectReason::truncated) + 1;

// Bits of the header's byte of flags; days written before there were times have the first alone.
constexpr unsigned flag_trades = 1, flag_times = 2;

template <class Enum>
void put_enum(ByteWriter& out, Enum value) {
  out.put(static_cast<std::uint8_t>(value));
}
template <class Enum>
Enum get_enum(ByteReader& in, unsigned count) {
  return static_cast<Enum>(in.get_below(count));
}

void put_date(ByteWriter& out, market::Date date) {
  out.put(static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()));
}
market::Date get_date(ByteReader& in) {
  const auto day = in.get<std::int32_t>();
  constexpr int first = -365'000, last = 365'000;  // years 970 to 2969: beyond them only damage
  if (day < first || day > last) in.fail();
  return std::chrono::sys_days{std::chrono::days{in.ok() ? day : 0}};
}

void put_instant(ByteWriter& out, Instant at) { out.put(static_cast<std::int64_t>(at.time_since_epoch().count())); }
Instant get_instant(ByteReader& in) { return Instant{std::chrono::seconds{in.get<std::int64_t>()}}; }

template <class Tag>
void put_strong(ByteWriter& out, const std::optional<base::Strong<Tag>>& value) {
  out.put_maybe(value ? std::optional{value->value()} : std::nullopt);
}
template <class Strong>
std::optional<Strong> get_strong(ByteReader& in) {
  const auto value = in.get_maybe<double>();
  return value ? std::optional{Strong{*value}} : std::nullopt;
}

void put_expiry(ByteWriter& out, const Expiry& expiry) {
  out.put_text(expiry.root);
  put_date(out, expiry.date);
  put_enum(out, expiry.settlement);
  put_enum(out, expiry.exercise);
  out.put(expiry.multiplier.value());
  put_instant(out, expiry.settles_at);
  put_enum(out, expiry.expiry_class);
  put_enum(out, expiry.exchange);
}
Expiry get_expiry(ByteReader& in) {
  Expiry expiry;
  expiry.root = in.get_text();
  expiry.date = get_date(in);
  expiry.settlement = get_enum<market::Settlement>(in, 2);
  expiry.exercise = get_enum<market::Exercise>(in, 2);
  expiry.multiplier = market::Multiplier{in.get<double>()};
  expiry.settles_at = get_instant(in);
  expiry.expiry_class = get_enum<market::ExpiryClass>(in, expiry_classes);
  expiry.exchange = get_enum<market::Exchange>(in, exchanges);
  return expiry;
}

/// Every number that a source says of a contract; `visit` is called with each member.
template <class Visit>
void each_column(const Visit& visit) {
  visit(&OptionRow::bid);
  visit(&OptionRow::ask);
  visit(&OptionRow::last);
  visit(&OptionRow::vendor_vol);
  visit(&OptionRow::printed_vol);
  visit(&OptionRow::vendor_gamma);
  visit(&OptionRow::vendor_delta);
  visit(&OptionRow::open_interest);
  visit(&OptionRow::volume);
}

template <class Strong>
Column column_of(const LoadedChain* loaded, std::optional<Strong> OptionRow::* member) {
  Column column;
  if (loaded == nullptr) return column;
  column.reserve(loaded->chain.rows.size());
  for (const OptionRow& row : loaded->chain.rows) {
    const auto& value = row.*member;
    column.push_back(value ? std::optional{value->value()} : std::nullopt);
  }
  return column;
}

Column lines_of(const LoadedChain* loaded) {
  Column column;
  if (loaded != nullptr)
    for (const OptionRow& row : loaded->chain.rows) column.emplace_back(row.line);
  return column;
}

/// Seconds since 1970: whole numbers that a double holds exactly.
Column quote_times_of(const LoadedChain* loaded) {
  Column column;
  if (loaded == nullptr) return column;
  for (const OptionRow& row : loaded->chain.rows)
    column.push_back(row.quoted_at ? std::optional{static_cast<double>(row.quoted_at->time_since_epoch().count())}
                                   : std::nullopt);
  return column;
}

bool has_times(const ChainSnapshot& chain) {
  return chain.spot_at ||
         std::ranges::any_of(chain.rows, [](const OptionRow& row) { return row.quoted_at.has_value(); });
}

std::optional<Instant> instant_of(const std::optional<double>& seconds) {
  constexpr double latest = 1e11;  // beyond the year 5000: only damage, and still a whole number in every type
  if (!seconds || !(std::abs(*seconds) <= latest)) return std::nullopt;
  return Instant{std::chrono::seconds{static_cast<std::int64_t>(*seconds)}};
}

void put_reject(ByteWriter& out, const Reject& reject) {
  put_enum(out, reject.reason);
  out.put(reject.line);
  out.put(reject.column);
  out.put_text(reject.text);
}
Reject get_reject(ByteReader& in) {
  Reject reject;
  reject.reason = get_enum<ingest::RejectReason>(in, reject_reasons);
  reject.line = in.get<std::uint32_t>();
  reject.column = in.get<std::uint32_t>();
  reject.text = in.get_text();
  return reject;
}

template <class T, class Put>
void put_list(ByteWriter& out, const std::vector<T>& list, const Put& put) {
  out.put(static_cast<std::uint32_t>(list.size()));
  for (const T& each : list) put(out, each);
}
template <class Get>
auto get_list(ByteReader& in, const Get& get) {
  std::vector<decltype(get(in))> list;
  const auto count = in.get<std::uint32_t>();
  for (std::uint32_t i = 0; i < count && in.ok(); ++i) list.push_back(get(in));
  return list;
}

void put_flag(ByteWriter& out, const market::DataFlag& flag) {
  out.put_text(flag.code);
  out.put_text(flag.detail);
}
market::DataFlag get_flag(ByteReader& in) {
  market::DataFlag flag;
  flag.code = in.get_text();
  flag.detail = in.get_text();
  return flag;
}

void put_header(ByteWriter& out, const LoadedChain& loaded) {
  const ChainSnapshot& chain = loaded.chain;
  out.put_text(chain.symbol);
  out.put_text(chain.feed);
  put_enum(out, chain.calendar->exchange());
  out.put(static_cast<std::uint8_t>((chain.trades_for_quotes ? flag_trades : 0) | (has_times(chain) ? flag_times : 0)));
  put_strong(out, chain.spot);
  put_enum(out, chain.spot_source);
  put_instant(out, chain.as_of);
  put_enum(out, chain.as_of_source);
  put_date(out, chain.session);
  out.put(static_cast<std::uint8_t>(chain.oi_date.has_value()));
  if (chain.oi_date) put_date(out, *chain.oi_date);
  put_list(out, chain.flags, put_flag);
  put_list(out, loaded.rejects, put_reject);
  out.put(static_cast<std::uint64_t>(loaded.contracts_read));
}
/// Whether times of the inputs follow the columns.
bool get_header(ByteReader& in, LoadedChain& loaded) {
  ChainSnapshot& chain = loaded.chain;
  chain.symbol = in.get_text();
  chain.feed = in.get_text();
  chain.calendar = market::Calendar::of(get_enum<market::Exchange>(in, exchanges));
  const unsigned flags = in.get_below(flag_trades + flag_times + 1);
  chain.trades_for_quotes = (flags & flag_trades) != 0;
  chain.spot = get_strong<market::Spot>(in);
  chain.spot_source = get_enum<market::SpotSource>(in, spot_sources);
  chain.as_of = get_instant(in);
  chain.as_of_source = get_enum<market::AsOfSource>(in, as_of_sources);
  chain.session = get_date(in);
  if (in.get_below(2) != 0) chain.oi_date = get_date(in);
  chain.flags = get_list(in, get_flag);
  loaded.rejects = get_list(in, get_reject);
  loaded.contracts_read = in.get<std::uint64_t>();
  return (flags & flag_times) != 0;
}

void put_times(ByteWriter& out, const LoadedChain& now, const LoadedChain* before) {
  out.put_maybe(now.chain.spot_at ? std::optional{now.chain.spot_at->time_since_epoch().count()} : std::nullopt);
  put_column(out, quote_times_of(&now), quote_times_of(before));
}
void get_times(ByteReader& in, LoadedChain& loaded, const LoadedChain* before) {
  if (const auto spot_at = in.get_maybe<std::int64_t>())
    loaded.chain.spot_at = instant_of(static_cast<double>(*spot_at));
  const Column times = get_column(in, loaded.chain.rows.size(), quote_times_of(before));
  for (std::size_t i = 0; in.ok() && i < loaded.chain.rows.size(); ++i)
    loaded.chain.rows[i].quoted_at = instant_of(times[i]);
}

bool is_line(const std::optional<double>& value) {
  return value && *value >= 0 && *value <= 4294967295.0 &&
         *value == static_cast<double>(static_cast<std::uint32_t>(*value));
}

}  // namespace

std::string packed_listing(const ChainSnapshot& chain) {
  ByteWriter out;
  put_list(out, chain.expiries, put_expiry);
  std::vector<std::uint32_t> expiry;
  std::vector<std::uint8_t> right;
  std::vector<double> strike;
  for (const OptionRow& row : chain.rows) {
    expiry.push_back(row.expiry);
    right.push_back(static_cast<std::uint8_t>(row.right));
    strike.push_back(row.strike.value());
  }
  out.put_array(expiry);
  out.put_array(right);
  out.put_array(strike);
  return std::move(out).take();
}

std::optional<ChainSnapshot> unpacked_listing(std::string_view bytes) {
  ByteReader in{bytes};
  ChainSnapshot chain;
  chain.expiries = get_list(in, get_expiry);
  const auto expiry = in.get_array<std::uint32_t>();
  const auto right = in.get_array<std::uint8_t>();
  const auto strike = in.get_array<double>();
  if (!in.at_end() || right.size() != expiry.size() || strike.size() != expiry.size()) return std::nullopt;
  chain.rows.resize(expiry.size());
  for (std::size_t i = 0; i < expiry.size(); ++i) {
    if (expiry[i] >= chain.expiries.size() || right[i] > 1) return std::nullopt;
    chain.rows[i].expiry = expiry[i];
    chain.rows[i].right = static_cast<market::Right>(right[i]);
    chain.rows[i].strike = market::Strike{strike[i]};
  }
  return chain;
}

std::string packed_values(const LoadedChain& now, const LoadedChain* before) {
  ByteWriter out;
  put_header(out, now);
  each_column([&](auto member) { put_column(out, column_of(&now, member), column_of(before, member)); });
  put_column(out, lines_of(&now), lines_of(before));
  if (has_times(now.chain)) put_times(out, now, before);
  return std::move(out).take();
}

std::optional<LoadedChain> unpacked_values(std::string_view bytes, const ChainSnapshot& listed,
                                           const LoadedChain* before) {
  const std::size_t length = listed.rows.size();
  if (before != nullptr && before->chain.rows.size() != length) return std::nullopt;
  ByteReader in{bytes};
  LoadedChain loaded;
  loaded.chain = listed;
  const bool timed = get_header(in, loaded);
  each_column([&]<class Strong>(std::optional<Strong> OptionRow::* member) {
    const Column column = get_column(in, length, column_of(before, member));
    for (std::size_t i = 0; in.ok() && i < length; ++i)
      if (column[i]) loaded.chain.rows[i].*member = Strong{*column[i]};
  });
  const Column lines = get_column(in, length, lines_of(before));
  for (std::size_t i = 0; in.ok() && i < length; ++i) {
    if (!is_line(lines[i])) return std::nullopt;
    loaded.chain.rows[i].line = static_cast<std::uint32_t>(*lines[i]);
  }
  if (timed) get_times(in, loaded, before);
  return in.at_end() ? std::optional{std::move(loaded)} : std::nullopt;
}

}  // namespace gammafield::store
