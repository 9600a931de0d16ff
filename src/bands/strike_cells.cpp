#include "bands/strike_cells.h"

#include <algorithm>

namespace gammafield::bands {
namespace {

std::uint32_t place_of(market::Strike strike, std::span<const exposure::StrikeExposure> strikes) {
  const auto found = std::ranges::lower_bound(strikes, strike, {}, &exposure::StrikeExposure::strike);
  return static_cast<std::uint32_t>(found - strikes.begin());
}

}  // namespace

StrikeCells::StrikeCells(const exposure::Book& book, std::span<const exposure::StrikeExposure> strikes,
                         std::span<const Cell> cells)
    : first_(strikes.size() + 1) {
  std::vector<std::uint32_t> part_of(strikes.size() * cells.size());  // first whether there is one, then which
  const auto at = [&](const exposure::Holding& holding, std::size_t cell) -> std::uint32_t& {
    return part_of[place_of(holding.strike, strikes) * cells.size() + cell];
  };
  for (std::size_t cell = 0; cell < cells.size(); ++cell)
    for (const exposure::Holding& holding : cells[cell].holdings) at(holding, cell) = 1;
  for (std::size_t i = 0; i < part_of.size(); ++i) {
    if (i % cells.size() == 0) first_[i / cells.size()] = static_cast<std::uint32_t>(cells_.size());
    if (part_of[i] == 0) continue;
    part_of[i] = static_cast<std::uint32_t>(cells_.size());
    cells_.push_back(static_cast<std::uint32_t>(i % cells.size()));
  }
  first_.back() = static_cast<std::uint32_t>(cells_.size());
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    for (std::size_t i = 0; i < cells[cell].holdings.size(); ++i) {
      const exposure::Holding& part = cells[cell].holdings[i];
      const std::uint32_t holding = cells[cell].of[i];
      shares_.push_back(
          {at(part, cell), holding, part.gross_shares.value() / book.holdings[holding].gross_shares.value()});
    }
  }
}

std::vector<double> StrikeCells::worth(std::span<const market::UsdPerPercent> gross_gex) const {
  std::vector<double> worth(cells_.size());
  for (const Share& each : shares_) worth[each.part] += each.share * gross_gex[each.holding].value();
  return worth;
}

}  // namespace gammafield::bands
