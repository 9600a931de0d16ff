#include "exposure/profile_table.h"

#include <algorithm>
#include <cassert>

#include "exposure/bump.h"
#include "exposure/exercise_rows.h"

namespace gammafield::exposure {

TabulatedProfile::TabulatedProfile(const RepricedBook& book, market::Spot lowest, market::Spot highest)
    : book_(book),
      low_(book.place(lowest)),
      high_(book.place(highest)),
      table_(book_.bumps_->bumps(), book_.bumps_->classes, low_, high_) {}

double TabulatedProfile::place(market::Spot spot) const {
  const double x = book_.place(spot);
  assert(x >= low_ && x <= high_);
  return x;
}

bool TabulatedProfile::is_quick_at_one() const { return book_.exercise_->empty(); }

ProfilePoint TabulatedProfile::at(market::Spot spot) const {
  const double x = place(spot);
  double net = 0, gross = 0;
  table_.sums(1, &x, {.net = &net, .gross = &gross});
  book_.exercise_->add_to(1, &x, {.net = &net, .gross = &gross});
  return {spot, market::UsdPerPercent{net}, market::UsdPerPercent{gross}};
}

std::vector<TabulatedPoint> TabulatedProfile::at(std::span<const market::Spot> ascending) const {
  std::vector<double> x(ascending.size()), net(x.size()), gross(x.size()), error(x.size(), table_.error());
  std::ranges::transform(ascending, x.begin(), [this](market::Spot spot) { return place(spot); });
  table_.sums(x.size(), x.data(), {.net = net.data(), .gross = gross.data()});
  book_.exercise_->add_tabulated(x, {net.data(), gross.data(), error.data()});
  std::vector<TabulatedPoint> points;
  points.reserve(x.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    points.push_back({{ascending[i], market::UsdPerPercent{net[i]}, market::UsdPerPercent{gross[i]}},
                      market::UsdPerPercent{error[i]}});
  return points;
}

}  // namespace gammafield::exposure
