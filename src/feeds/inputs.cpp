#include "feeds/inputs.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gammafield::feeds {
namespace {

using ingest::LoadedChain;
using market::ChainSnapshot;

constexpr std::size_t lists_kept = 3;
constexpr std::chrono::hours prices_kept{2};  // longer than any feed of quotes is behind the market
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

void put_price(ChainSnapshot& chain, const NewPrice& from) {
  chain.spot = from.price;
  chain.spot_at = from.at;
  chain.spot_source = market::SpotSource::file;
  std::erase_if(chain.flags, [](const market::DataFlag& each) { return each.code == "spot_missing"; });
  chain.flags.push_back({"spot_from_another_feed", fmt::format("of {}", market::to_string(from.at))});
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

const NewPrice* Inputs::price_for(const ChainSnapshot& chain) const {
  const auto after = std::ranges::upper_bound(prices_, chain.as_of, {}, &NewPrice::at);
  if (after == prices_.begin()) return nullptr;
  const NewPrice& last = *std::prev(after);
  if (last.at + price_age_max < chain.as_of || (chain.spot_at && last.at <= *chain.spot_at)) return nullptr;
  return &last;
}

std::shared_ptr<const LoadedChain> Inputs::merged(std::shared_ptr<const LoadedChain> quotes) const {
  const NewOpenInterest* list = list_for(quotes->chain);
  const NewPrice* price = price_for(quotes->chain);
  if (list == nullptr && price == nullptr) return quotes;
  auto made = std::make_shared<LoadedChain>(*quotes);
  if (list != nullptr) {
    put_open_interest(*made, *list);
    const auto expected = made->chain.calendar->previous_trading_day(made->chain.session);
    if (made->chain.oi_date && *made->chain.oi_date < expected)
      flag(*made, "open_interest_old",
           fmt::format("as of the close of {}; that of {} is not out yet", market::to_string(*made->chain.oi_date),
                       market::to_string(expected)));
  }
  if (price != nullptr) put_price(made->chain, *price);
  return made;
}

std::deque<NewPrice> Inputs::prices_between(market::Instant after, market::Instant until) const {
  std::deque<NewPrice> between;
  for (const NewPrice& each : prices_)
    if (each.at > after && each.at <= until) between.push_back(each);
  return between;
}

}  // namespace gammafield::feeds
