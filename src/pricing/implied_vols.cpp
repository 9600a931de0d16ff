#include "pricing/implied_vols.h"

#include "kernels/implied_vol.h"

namespace gammafield::pricing {
namespace {

using Answers = std::vector<base::Result<double, VolFailure>>;

struct Columns {
  std::vector<double> F, K, price, sign, smallest;
  explicit Columns(std::span<const VolQuote> quotes) {
    for (auto* column : {&F, &K, &price, &sign, &smallest}) column->reserve(quotes.size());
    for (const VolQuote& quote : quotes) {
      F.push_back(quote.F);
      K.push_back(quote.K);
      price.push_back(quote.undiscounted_price);
      sign.push_back(quote.right == market::Right::call ? 1 : -1);
      smallest.push_back(quote.smallest_time_value);
    }
  }
};

base::Result<double, VolFailure> by_scalar_code(const VolQuote& q) {
  return implied_total_vol(q.right, q.undiscounted_price, q.F, q.K, q.smallest_time_value);
}

}  // namespace

Answers implied_total_vols(std::span<const VolQuote> quotes) {
  const Columns columns(quotes);
  std::vector<double> v(quotes.size());
  const auto leftover =
      kernels::implied_total_vols({columns.F, columns.K, columns.price, columns.sign, columns.smallest}, v);
  Answers answers(v.begin(), v.end());
  for (std::uint32_t i : leftover.elements()) answers[i] = by_scalar_code(quotes[i]);
  return answers;
}

}  // namespace gammafield::pricing
