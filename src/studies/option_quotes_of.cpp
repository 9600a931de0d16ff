#include "studies/option_quotes_of.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

#include "pricing/time_left.h"

namespace gammafield::studies {
namespace {

using strategies::ExpiryQuotes;
using strategies::StrikeQuote;

std::optional<double> half_spread_of(const market::OptionRow& row) {
  if (!row.bid || !row.ask || row.ask->value() < row.bid->value() || row.ask->value() <= 0) return std::nullopt;
  return 0.5 * (row.ask->value() - row.bid->value());
}

/// One strike of an expiry as it comes, call and put apart.
void add(std::vector<StrikeQuote>& strikes, const market::OptionRow& row, double vol) {
  if (strikes.empty() || strikes.back().strike != row.strike.value())
    strikes.push_back({row.strike.value(), vol, std::nullopt, std::nullopt});
  auto& quote = strikes.back();
  (row.right == market::Right::call ? quote.call_half_spread : quote.put_half_spread) = half_spread_of(row);
}

std::vector<ExpiryQuotes> expiries_of(const pricing::PricedChain& priced) {
  const auto& chain = *priced.chain;
  std::vector<ExpiryQuotes> expiries(chain.expiries.size());
  for (const auto& option : priced.options) {
    const auto& listed = chain.expiries[option.expiry];
    const double left =
        std::chrono::duration<double>(listed.settles_at - chain.as_of).count() / pricing::seconds_a_year;
    if (listed.settlement != market::Settlement::pm || left <= 0) continue;
    const double vol = option.sigma * std::sqrt(priced.expiries[option.expiry].years / left);
    add(expiries[option.expiry].strikes, chain.rows[option.row], vol);
  }
  for (std::size_t i = 0; i < expiries.size(); ++i) {
    const auto& forward = priced.expiries[i].forward;
    expiries[i].date = chain.expiries[i].date;
    expiries[i].settles_at = chain.expiries[i].settles_at;
    expiries[i].forward = forward.forward;
    expiries[i].discount = forward.discount;
    expiries[i].multiplier = chain.expiries[i].multiplier;
    std::ranges::sort(expiries[i].strikes, {}, &StrikeQuote::strike);
  }
  std::erase_if(expiries, [](const auto& expiry) { return expiry.strikes.empty(); });
  std::ranges::sort(expiries, [](const auto& a, const auto& b) {
    return a.settles_at != b.settles_at ? a.settles_at < b.settles_at : a.strikes.size() > b.strikes.size();
  });
  const auto repeated = std::ranges::unique(expiries, {}, &ExpiryQuotes::settles_at);
  expiries.erase(repeated.begin(), repeated.end());
  return expiries;
}

std::vector<strategies::StrikeExpiry> most_exposed_of(const engine::Analysis& analysis) {
  std::map<double, std::map<market::Date, double>> gross;
  for (const auto& holding : analysis.book.holdings)
    gross[holding.strike.value()][analysis.priced->chain->expiries[holding.expiry].date] += holding.gross_gex.value();
  std::vector<strategies::StrikeExpiry> most;
  for (const auto& [strike, by_date] : gross) {
    const auto largest = std::ranges::max_element(by_date, {}, [](const auto& each) { return each.second; });
    most.push_back({strike, largest->first});
  }
  return most;
}

}  // namespace

std::shared_ptr<const strategies::OptionQuotes> option_quotes_of(const engine::Analysis& analysis) {
  auto quotes = std::make_shared<strategies::OptionQuotes>();
  quotes->as_of = quotes->available = analysis.report.as_of;
  quotes->spot = analysis.report.spot.value();
  quotes->expiries = expiries_of(*analysis.priced);
  quotes->most_exposed = most_exposed_of(analysis);
  return quotes;
}

}  // namespace gammafield::studies
