#include "exposure/book.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "base/compensated_sum.h"
#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

bool plausible(market::Shares shares) { return shares.value() > 0 && shares <= largest_holding; }

Holding make_holding(const pricing::PricedChain& priced, std::uint32_t index, DealerFraction fraction) {
  const pricing::PricedOption& option = priced.options[index];
  const market::OptionRow& row = priced.chain->rows[option.row];
  const market::Contracts open_interest = *row.open_interest;
  const double shares = open_interest.value() * priced.chain->expiries[row.expiry].multiplier.value();
  const market::UsdPerPercent gross =
      gamma_exposure(market::Gamma{option.greeks.gamma}, market::Shares{shares}, priced.spot);
  return {.row = option.row,
          .expiry = option.expiry,
          .option = index,
          .right = row.right,
          .strike = row.strike,
          .open_interest = open_interest,
          .gross_shares = market::Shares{shares},
          .dealer_shares = market::Shares{fraction.value() * shares},
          .gross_gex = gross,
          .net_gex = market::UsdPerPercent{fraction.value() * gross.value()}};
}

market::Contracts open_interest_of(const market::ChainSnapshot& chain, const std::vector<bool>& kept) {
  base::CompensatedSum sum;
  for (const market::OptionRow& row : chain.rows) {
    if (kept[row.expiry] && row.open_interest) sum.add(row.open_interest->value());
  }
  return market::Contracts{sum.value()};
}

}  // namespace

Book make_book(std::shared_ptr<const pricing::PricedChain> priced, const Positioning& positioning,
               const ExpiryFilter& filter) {
  assert(priced && priced->chain && priced->expiries.size() == priced->chain->expiries.size());
  const market::ChainSnapshot& chain = *priced->chain;
  const std::vector<bool> kept = filter.keep(*priced);
  Book book;
  book.priced = priced;
  book.positioning = positioning.model();
  book.expiry_filter = filter.to_string();
  book.kept_open_interest = open_interest_of(chain, kept);
  book.holdings.reserve(priced->options.size());
  for (std::uint32_t index = 0; index < priced->options.size(); ++index) {
    const market::OptionRow& row = chain.rows[priced->options[index].row];
    if (!kept[row.expiry] || !row.open_interest || row.open_interest->value() == 0) continue;
    const market::Expiry& expiry = chain.expiries[row.expiry];
    const Holding holding = make_holding(*priced, index, positioning.fraction(expiry, row, priced->spot));
    if (!plausible(holding.gross_shares)) {
      ++book.implausible;
      continue;
    }
    if (!positioning.covers(expiry, row)) ++book.flat_by_omission;
    book.holdings.push_back(holding);
  }
  return book;
}

double coverage(const Book& book) {
  base::CompensatedSum carried;
  for (const Holding& holding : book.holdings) carried.add(holding.open_interest.value());
  const double kept = book.kept_open_interest.value();
  return kept > 0 ? carried.value() / kept : 0;
}

}  // namespace gammafield::exposure
