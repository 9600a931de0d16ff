#include "exposure/strike_map.h"

#include <algorithm>
#include <cmath>

#include "market/strike_positions.h"

namespace gammafield::exposure {
namespace {

std::vector<market::Strike> strikes_within(const Book& book, double window) {
  std::vector<market::Strike> strikes;
  for (const Holding& holding : book.holdings)
    if (std::abs(holding.strike.value() / book.spot().value() - 1) <= window) strikes.push_back(holding.strike);
  return market::strike_positions(strikes).strikes;
}

/// The map while it is filled.
class Filled {
 public:
  Filled(const Book& book, double window) : map_{strikes_within(book, window), {}} {
    rows_.resize(book.priced->expiries.size());
    for (const Holding& holding : book.holdings) ++rows_[holding.expiry].contracts;
    for (std::uint32_t expiry = 0; expiry < rows_.size(); ++expiry) rows_[expiry].expiry = expiry;
    for (auto& row : rows_) row.cells.resize(map_.strikes.size());
  }

  void add(std::uint32_t expiry, market::Strike strike, const StrikeMap::Cell& more) {
    const auto found = std::ranges::lower_bound(map_.strikes, strike);
    if (found == map_.strikes.end() || *found != strike) return;
    auto& cell = rows_[expiry].cells[static_cast<std::size_t>(found - map_.strikes.begin())];
    const auto before = cell.value_or(StrikeMap::Cell{});
    cell = {market::UsdPerPercent{before.net.value() + more.net.value()},
            market::UsdPerPercent{before.gross.value() + more.gross.value()}};
  }

  [[nodiscard]] StrikeMap take() {
    std::erase_if(rows_, [](const StrikeMap::Row& row) { return row.contracts == 0; });
    map_.rows = std::move(rows_);
    return std::move(map_);
  }

 private:
  StrikeMap map_;
  std::vector<StrikeMap::Row> rows_;
};

}  // namespace

StrikeMap strike_map(const Book& book, double window) {
  Filled filled{book, window};
  for (const auto& option : book.priced->options)
    filled.add(option.expiry, book.priced->chain->rows[option.row].strike, {});
  for (const Holding& holding : book.holdings)
    filled.add(holding.expiry, holding.strike, {holding.net_gex, holding.gross_gex});
  return filled.take();
}

}  // namespace gammafield::exposure
