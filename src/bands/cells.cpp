#include "bands/cells.h"

#include <cassert>
#include <cmath>
#include <map>

namespace gammafield::bands {
namespace {

using exposure::DealerFraction;
using exposure::Holding;

constexpr double steps_a_unit = 8;
constexpr std::uint64_t steps = 17;  ///< -8/8 to 8/8

/// What all holdings of a cell share, as one number: the bucket, then a step for each model.
using Key = std::uint64_t;

struct Part {
  Key key = 0;
  double share = 1;
};

/// Splits every part between the steps around `fraction`.
void split(std::vector<Part>& parts, DealerFraction fraction) {
  const double at = (fraction.value() + 1) * steps_a_unit, below = std::floor(at), above_share = at - below;
  const std::size_t before = parts.size();
  for (std::size_t i = 0; i < before; ++i) {
    const Part whole = parts[i];
    const Key key = whole.key * steps + static_cast<Key>(below);
    parts[i] = {key, whole.share * (1 - above_share)};
    if (above_share > 0) parts.push_back({key + 1, whole.share * above_share});
  }
}

std::vector<DealerFraction> fractions_of(Key key, std::size_t models) {
  std::vector<DealerFraction> fractions(models);
  for (std::size_t model = models; model-- > 0; key /= steps)
    fractions[model] = DealerFraction{static_cast<double>(key % steps) / steps_a_unit - 1};
  return fractions;
}

Holding part_of(const Holding& holding, double share) {
  Holding part = holding;
  part.gross_shares = market::Shares{share * holding.gross_shares.value()};
  part.gross_gex = market::UsdPerPercent{share * holding.gross_gex.value()};
  part.dealer_shares = part.gross_shares;
  part.net_gex = part.gross_gex;
  return part;
}

}  // namespace

std::vector<Cell> cells_of(const exposure::Book& book, std::span<const WeightedModel> models) {
  assert(!models.empty() && models.size() <= models_max);
  const market::ChainSnapshot& chain = *book.priced->chain;
  std::vector<Cell> cells;
  std::map<Key, std::size_t> cell_of;
  std::vector<Part> parts;
  for (std::uint32_t index = 0; index < book.holdings.size(); ++index) {
    const Holding& holding = book.holdings[index];
    const market::Years years{book.priced->expiries[holding.expiry].years};
    const Bucket bucket = bucket_of(holding.right, holding.strike, book.spot(), years);
    parts.assign(1, {bucket.index});
    for (const WeightedModel& model : models) {
      const market::OptionRow& row = chain.rows[holding.row];
      split(parts, model.positioning.fraction(chain.expiries[row.expiry], row, book.spot()));
    }
    for (const Part& part : parts) {
      const auto [found, is_new] = cell_of.try_emplace(part.key, cells.size());
      if (is_new) cells.push_back({bucket, fractions_of(part.key, models.size()), {}, {}});
      cells[found->second].holdings.push_back(part_of(holding, part.share));
      cells[found->second].of.push_back(index);
    }
  }
  return cells;
}

}  // namespace gammafield::bands
