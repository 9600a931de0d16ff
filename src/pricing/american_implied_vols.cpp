#include "pricing/american_implied_vols.h"

#include <algorithm>
#include <cmath>

#include "kernels/american.h"

namespace gammafield::pricing {
namespace {

/// Quotes as columns.
class Columns {
 public:
  void add(const AmericanQuote& quote, std::size_t index) {
    const AmericanTerms& c = quote.terms;
    const bool put = c.right == market::Right::put;
    const auto [x, unit] = as_put(c.right, c.S, c.K);
    const double value = quote.price / unit;
    if (!above_intrinsic(value, x)) return;
    index_.push_back(index);
    x_.push_back(x);
    rate_.push_back(put ? c.r : c.q);
    carry_.push_back(put ? c.q : c.r);
    sigma_.push_back(c.sigma);
    T_.push_back(c.T);
    value_.push_back(value);
    lowest_.push_back(std::max(american_lowest_vol, american_smallest_v / std::sqrt(c.T)));
  }

  void solve(std::span<std::optional<double>> out) {
    const std::size_t n = index_.size();
    const kernels::AmericanPuts puts{n, x_.data(), rate_.data(), carry_.data(), sigma_.data(), T_.data()};
    std::vector<double> found(n);
    kernels::american_implied_vols(kernels::AmericanNodes::of(kernels::AmericanAccuracy::standard), puts, value_.data(),
                                   lowest_.data(), found.data());
    for (std::size_t k = 0; k < n; ++k)
      if (found[k] > lowest_[k]) out[index_[k]] = found[k];
  }

 private:
  std::vector<std::size_t> index_;
  std::vector<double> x_, rate_, carry_, sigma_, T_, value_, lowest_;
};

}  // namespace

std::vector<std::optional<double>> american_implied_vols(std::span<const AmericanQuote> quotes) {
  std::vector<std::optional<double>> out(quotes.size());
  Columns columns;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    if (has_exercise_premium(quotes[i].terms))
      columns.add(quotes[i], i);
    else
      out[i] = quotes[i].terms.sigma;
  }
  columns.solve(out);
  return out;
}

}  // namespace gammafield::pricing
