#include "playback/folder_tape.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "ingest/price_bars.h"
#include "ingest/read_chain.h"
#include "market/roots.h"

namespace gammafield::playback {
namespace {

namespace fs = std::filesystem;
using base::Refusal;
using base::RefusalKind;
using Files = std::map<market::Instant, std::string>;

Refusal usage(std::string message) { return {RefusalKind::usage, std::move(message)}; }

template <class Strong>
Strong or_zero(const std::optional<Strong>& value) {
  return value.value_or(Strong{0});
}

simulate::SimulatedOption played(const market::OptionRow& row) {
  simulate::SimulatedOption option{};
  option.bid = or_zero(row.bid);
  option.ask = or_zero(row.ask);
  option.last = or_zero(row.last);
  const double mid = 0.5 * (option.bid.value() + option.ask.value());
  option.true_price = option.theo = market::Price{option.ask.value() > 0 ? mid : option.last.value()};
  option.vendor_vol = or_zero(row.vendor_vol);
  option.delta = or_zero(row.vendor_delta);
  option.gamma = or_zero(row.vendor_gamma);
  option.open_interest = or_zero(row.open_interest);
  option.volume = or_zero(row.volume);
  option.open = option.high = option.low = option.last;
  constexpr double tick = 0.01;  // a price that others are divided by
  option.previous_close = market::Price{std::max(option.last.value() > 0 ? option.last.value() : mid, tick)};
  option.bid_size = option.bid.value() > 0 ? 1 : 0;
  option.ask_size = option.ask.value() > 0 ? 1 : 0;
  return option;
}

simulate::SimulatedExpiry played(const market::Expiry& expiry, const market::ChainSnapshot& chain) {
  const std::chrono::duration<double, std::ratio<365 * 86'400>> left = expiry.settles_at - chain.as_of;
  return {expiry.root,
          expiry.date,
          expiry.settlement,
          expiry.settles_at,
          expiry.expiry_class,
          market::Years{std::max(left.count(), 0.0)},
          market::Price{chain.spot->value()},
          simulate::Discount{1}};
}

/// Regular files by name.
base::Result<std::vector<std::string>, Refusal> files_of(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::directory_iterator each{folder, error}, end; !error && each != end; each.increment(error)) {
    std::error_code gone;
    if (each->is_regular_file(gone) && !each->path().filename().string().starts_with('.'))
      files.push_back(each->path().string());
  }
  if (error) return base::failure(usage(fmt::format("--from {}: {}", folder, error.message())));
  std::ranges::sort(files);
  return files;
}

std::optional<Refusal> objection(const market::ChainSnapshot& chain, const std::string& file,
                                 const std::optional<market::ChainSnapshot>& first) {
  if (chain.calendar->exchange() != market::Exchange::us ||
      market::root_spec(chain.symbol).kind == market::UnderlyingKind::stock_or_etf)
    return usage(fmt::format("{}: of {}; US indices alone are played", file, chain.symbol));
  if (!chain.spot) return usage(fmt::format("{}: no price of the index in it, which a vendor's feed has", file));
  if (first && (first->symbol != chain.symbol || first->session != chain.session))
    return usage(fmt::format("{}: {} of {}, and there is {} of {}; one symbol and session are played", file,
                             chain.symbol, market::to_string(chain.session), first->symbol,
                             market::to_string(first->session)));
  return std::nullopt;
}

/// Which file has the chain of which time.
class Listing {
 public:
  std::optional<Refusal> add(const std::string& file, const ingest::ReadOptions& options) {
    const auto bytes = ingest::read_bytes(file);
    if (!bytes) return bytes.error();
    const auto loaded = ingest::read_chain(*bytes, options, file);
    if (!loaded && ingest::read_price_bars(*bytes, file, *options.calendar)) return std::nullopt;
    if (!loaded) return loaded.error();
    for (const auto& each : *loaded) {
      if (auto refusal = objection(each.chain, file, first_)) return refusal;
      if (!first_ || each.chain.as_of < first_->as_of) first_ = each.chain;
      files_[each.chain.as_of] = file;
    }
    return std::nullopt;
  }
  [[nodiscard]] const std::optional<market::ChainSnapshot>& first() const { return first_; }
  [[nodiscard]] const Files& files() const { return files_; }

 private:
  std::optional<market::ChainSnapshot> first_;
  Files files_;
};

std::optional<simulate::SimulatedChain> read_again(const std::string& file, market::Instant at,
                                                   const ingest::ReadOptions& options) {
  const auto bytes = ingest::read_bytes(file);
  const auto loaded = bytes ? ingest::read_chain(*bytes, options, file) : base::failure(bytes.error());
  if (!loaded) return std::nullopt;
  for (const auto& each : *loaded)
    if (each.chain.as_of == at && each.chain.spot) return to_played(each.chain);
  return std::nullopt;
}

}  // namespace

simulate::SimulatedChain to_played(const market::ChainSnapshot& chain) {
  simulate::SimulatedChain played_chain{.symbol = chain.symbol,
                                        .as_of = chain.as_of,
                                        .spot = *chain.spot,
                                        .previous_spot = *chain.spot,
                                        .vol_30_days = market::ImpliedVol{0},
                                        .expiries = {},
                                        .strikes = {}};
  for (const auto& expiry : chain.expiries) played_chain.expiries.push_back(played(expiry, chain));
  auto& strikes = played_chain.strikes;
  for (const auto& row : chain.rows) {
    if (strikes.empty() || strikes.back().expiry != row.expiry || strikes.back().strike != row.strike)
      strikes.push_back({row.expiry, row.strike, market::ImpliedVol{0}, {}, {}, {}});
    (row.right == market::Right::call ? strikes.back().call : strikes.back().put) = played(row);
  }
  std::ranges::sort(strikes, {}, [&](const simulate::SimulatedStrike& each) {
    const auto& expiry = played_chain.expiries[each.expiry];
    return std::tuple{std::chrono::sys_days{expiry.date}, each.strike, expiry.settlement,
                      std::string_view{expiry.root}};
  });
  return played_chain;
}

base::Result<Tape, Refusal> tape_of_folder(const std::string& folder, const ingest::ReadOptions& options) {
  const auto files = files_of(folder);
  if (!files) return base::failure(files.error());
  Listing listing;
  for (const std::string& file : *files)
    if (auto refusal = listing.add(file, options)) return base::failure(std::move(*refusal));
  if (!listing.first()) return base::failure(usage(fmt::format("--from {}: no chain in it", folder)));
  std::vector<market::Instant> times;
  for (const auto& [at, file] : listing.files()) times.push_back(at);
  const auto last = std::make_shared<simulate::SimulatedChain>(to_played(*listing.first()));
  return Tape{std::move(times), [=, from = listing.files()](market::Instant at) {
                if (auto chain = read_again(from.at(at), at, options)) *last = std::move(*chain);
                last->as_of = at;
                return *last;
              }};
}

}  // namespace gammafield::playback
