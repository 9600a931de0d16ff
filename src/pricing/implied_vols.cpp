#include "pricing/implied_vols.h"

#include "base/columns.h"
#include "kernels/implied_vol.h"

namespace gammafield::pricing {
namespace {

using Answers = std::vector<base::Result<double, VolFailure>>;

base::Result<double, VolFailure> by_scalar_code(const VolQuote& q) {
  return implied_total_vol(q.right, q.undiscounted_price, q.F, q.K, q.smallest_time_value);
}

}  // namespace

Answers implied_total_vols(std::span<const VolQuote> quotes) {
  std::vector<double> block(6 * quotes.size());
  const auto [F, K, price, sign, smallest, v] = base::columns_of<6>(block);
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    F[i] = quotes[i].F;
    K[i] = quotes[i].K;
    price[i] = quotes[i].undiscounted_price;
    sign[i] = quotes[i].right == market::Right::call ? 1 : -1;
    smallest[i] = quotes[i].smallest_time_value;
  }
  const auto leftover = kernels::implied_total_vols({F, K, price, sign, smallest}, v);
  Answers answers(v.begin(), v.end());
  for (std::uint32_t i : leftover.elements()) answers[i] = by_scalar_code(quotes[i]);
  return answers;
}

}  // namespace gammafield::pricing
