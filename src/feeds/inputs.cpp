#include "feeds/inputs.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::feeds {
namespace {

using ingest::LoadedChain;
using market::ChainSnapshot;

constexpr std::size_t lists_kept = 3;
constexpr std::chrono::days prices_kept{7};  // a folder may be given the days that were missed
constexpr std::chrono::minutes price_age_max{5};
constexpr double same_share = 0.995;  // of contracts: with a day's trades between them far more differ

std::optional<market::Contracts> told_by(const ingest::OccOpenInterest& list, const ChainSnapshot& chain,
                                         const market::OptionRow& row) {
  const market::Expiry& expiry = chain.expiries[row.expiry];
  const auto found = list.contracts.find(
      {expiry.root, expiry.date, static_cast<std::int64_t>(std::llround(row.strike.value() * 1000)), row.right});
  return found == list.contracts.end() ? std::nullopt : std::optional{found->second};
}

/// Whether the quotes' own open interest is that list's.
bool agrees(const ChainSnapshot& chain, const ingest::OccOpenInterest& list) {
  std::size_t both = 0, same = 0;
  for (const market::OptionRow& row : chain.rows) {
    const auto told = told_by(list, chain, row);
    if (!told || !row.open_interest || (told->value() == 0 && row.open_interest->value() == 0)) continue;
    ++both;
    same += *told == *row.open_interest ? 1 : 0;
  }
  return both > 0 && static_cast<double>(same) >= same_share * static_cast<double>(both);
}

void flag(LoadedChain& loaded, std::string code, std::string detail) {
  loaded.chain.flags.push_back({std::move(code), std::move(detail)});
}

/// The list in place of the chain's own, or its date alone where they are one.
void put_open_interest(LoadedChain& loaded, const NewOpenInterest& from) {
  ChainSnapshot& chain = loaded.chain;
  if (chain.oi_date && from.date < *chain.oi_date) {
    if (!agrees(chain, *from.list)) return;
    chain.oi_date = from.date;
    return flag(loaded, "open_interest_not_rolled",
                fmt::format("it is still that of {}, by the clearing house's list", market::to_string(from.date)));
  }
  // It refuses another underlying and a session that had not closed: list_for and take have seen to both.
  if (auto with = ingest::with_open_interest(loaded, *from.list, from.date)) loaded = std::move(*with);
}

/// Whether the chain's own price goes before another source's.
bool is_known_better(const ChainSnapshot& chain, const NewPrice& other) {
  return chain.spot_source == market::SpotSource::user || other.at + price_age_max < chain.as_of ||
         (chain.spot_at && other.at <= *chain.spot_at);
}

void put_price(ChainSnapshot& chain, const NewPrice& from) {
  chain.spot = from.price;
  chain.spot_at = from.at;
  chain.spot_source = market::SpotSource::file;
  std::erase_if(chain.flags, [](const market::DataFlag& each) { return each.code == "spot_missing"; });
  chain.flags.push_back({"spot_from_another_feed", fmt::format("of {}", market::to_string(from.at))});
}

/// While the market trades, and the source has told something before.
void flag_silence(LoadedChain& loaded, const NewPrice& last) {
  const ChainSnapshot& chain = loaded.chain;
  const auto open = chain.calendar->session_open(chain.session), close = chain.calendar->session_close(chain.session);
  if (chain.as_of <= open + price_age_max || chain.as_of > close) return;
  if (std::max(last.at, open) + price_age_max >= chain.as_of) return;
  flag(loaded, "spot_feed_silent",
       fmt::format("its last price is of {}: the quotes' own is used", market::to_string(last.at)));
}

template <class Each, class Key>
void keep_sorted(std::deque<Each>& all, const Each& one, Key Each::* key) {
  const auto at = std::ranges::lower_bound(all, one.*key, {}, key);
  if (at != all.end() && (*at).*key == one.*key)
    *at = one;
  else
    all.insert(at, one);
}

}  // namespace

void Inputs::take(const NewOpenInterest& told) {
  keep_sorted(lists_, told, &NewOpenInterest::date);
  if (lists_.size() > lists_kept) lists_.pop_front();
}

void Inputs::take(const NewPrice& told) {
  keep_sorted(prices_, told, &NewPrice::at);
  while (prices_.front().at + prices_kept < prices_.back().at) prices_.pop_front();
}

const NewOpenInterest* Inputs::list_for(const ChainSnapshot& chain) const {
  const auto after = std::ranges::lower_bound(lists_, chain.session, {}, &NewOpenInterest::date);
  return after == lists_.begin() ? nullptr : &*std::prev(after);
}

void Inputs::take(const NewPrices& told) {
  for (const NewPrice& each : told.prices) take(each);
}

std::optional<NewPrice> Inputs::last_price(market::Instant until) const {
  const auto after = std::ranges::upper_bound(prices_, until, {}, &NewPrice::at);
  return after == prices_.begin() ? std::nullopt : std::optional{*std::prev(after)};
}

std::shared_ptr<const LoadedChain> Inputs::merged(std::shared_ptr<const LoadedChain> quotes) const {
  const NewOpenInterest* list = list_for(quotes->chain);
  const auto price = last_price(quotes->chain.as_of);
  if (list == nullptr && !price) return quotes;
  auto made = std::make_shared<LoadedChain>(*quotes);
  if (list != nullptr) {
    put_open_interest(*made, *list);
    const auto expected = made->chain.calendar->previous_trading_day(made->chain.session);
    if (made->chain.oi_date && *made->chain.oi_date < expected)
      flag(*made, "open_interest_old",
           fmt::format("as of the close of {}; that of {} is not out yet", market::to_string(*made->chain.oi_date),
                       market::to_string(expected)));
  }
  if (price && !is_known_better(made->chain, *price)) put_price(made->chain, *price);
  if (price) flag_silence(*made, *price);
  return made;
}

std::vector<NewPrice> Inputs::prices_between(market::Instant after, market::Instant until) const {
  const auto first = std::ranges::upper_bound(prices_, after, {}, &NewPrice::at);
  const auto end = std::ranges::upper_bound(prices_, until, {}, &NewPrice::at);
  return first < end ? std::vector<NewPrice>(first, end) : std::vector<NewPrice>{};
}

}  // namespace gammafield::feeds
