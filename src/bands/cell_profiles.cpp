#include "bands/cell_profiles.h"

#include <algorithm>
#include <cmath>

namespace gammafield::bands {
namespace {

constexpr double grid_step = 0.001;  // of spot, docs/methods.md 1.4.5

std::vector<exposure::RepricedBook> books_of(const exposure::Book& book, std::span<const Cell> cells) {
  std::vector<exposure::RepricedBook> books;
  exposure::Book part = book;
  for (const Cell& cell : cells) {
    part.holdings = cell.holdings;
    books.emplace_back(part);
  }
  return books;
}

std::vector<market::Spot> even_spots(market::Spot spot, levels::FlipDomain domain) {
  const auto steps = static_cast<std::size_t>(std::ceil((domain.high - domain.low) / grid_step - 1e-9));
  std::vector<market::Spot> spots;
  for (std::size_t i = 0; i < steps; ++i)
    spots.push_back(market::Spot{spot.value() * (domain.low + grid_step * static_cast<double>(i))});
  spots.push_back(market::Spot{spot.value() * domain.high});
  return spots;
}

std::vector<market::Spot> with_spikes(std::vector<market::Spot> spots,
                                      const std::vector<exposure::RepricedBook>& books) {
  const market::Spot low = spots.front(), high = spots.back();
  for (const auto& book : books) {
    const auto spikes = book.spike_spots(low, high);
    spots.insert(spots.end(), spikes.begin(), spikes.end());
  }
  std::ranges::sort(spots);
  const auto twice = std::ranges::unique(spots);
  spots.erase(twice.begin(), twice.end());
  return spots;
}

std::vector<std::size_t> indices_of(const std::vector<market::Spot>& some, const std::vector<market::Spot>& all) {
  std::vector<std::size_t> indices;
  for (const market::Spot spot : some)
    indices.push_back(static_cast<std::size_t>(std::ranges::lower_bound(all, spot) - all.begin()));
  return indices;
}

}  // namespace

CellProfiles::CellProfiles(const exposure::Book& book, std::span<const Cell> cells, levels::FlipDomain domain)
    : books_(books_of(book, cells)), columns_(0, 0) {
  const std::vector<market::Spot> even = even_spots(book.spot(), domain);
  spots_ = with_spikes(even, books_);
  even_ = indices_of(even, spots_);
  gross_.resize(spots_.size());
  columns_ = MixedColumns{cells.size(), spots_.size()};
  for (std::size_t cell = 0; cell < cells.size(); ++cell) {
    const auto profile = books_[cell].net_gex(spots_);
    const auto column = columns_.column(cell);
    for (std::size_t i = 0; i < spots_.size(); ++i) gross_[i] += column[i] = profile[i].value();
  }
}

double CellProfiles::net_gex(std::span<const double> fractions, market::Spot spot) const {
  double net = 0;
  for (std::size_t cell = 0; cell < books_.size(); ++cell) net += fractions[cell] * books_[cell].net_gex(spot).value();
  return net;
}

}  // namespace gammafield::bands
