#include "pricing/implied_vols.h"

#include "kernels/implied_vol.h"

namespace gammafield::pricing {
namespace {

using Answers = std::vector<base::Result<double, VolFailure>>;

struct Columns {
  std::vector<double> values;
  std::span<double> F, K, price, sign, smallest, v;
  explicit Columns(std::span<const VolQuote> quotes) : values(6 * quotes.size()) {
    double* next = values.data();
    for (auto* column : {&F, &K, &price, &sign, &smallest, &v}) {
      *column = {next, quotes.size()};
      next += quotes.size();
    }
    for (std::size_t i = 0; i < quotes.size(); ++i) {
      F[i] = quotes[i].F;
      K[i] = quotes[i].K;
      price[i] = quotes[i].undiscounted_price;
      sign[i] = quotes[i].right == market::Right::call ? 1 : -1;
      smallest[i] = quotes[i].smallest_time_value;
    }
  }
};

base::Result<double, VolFailure> by_scalar_code(const VolQuote& q) {
  return implied_total_vol(q.right, q.undiscounted_price, q.F, q.K, q.smallest_time_value);
}

}  // namespace

Answers implied_total_vols(std::span<const VolQuote> quotes) {
  const Columns columns(quotes);
  const auto leftover =
      kernels::implied_total_vols({columns.F, columns.K, columns.price, columns.sign, columns.smallest}, columns.v);
  Answers answers(columns.v.begin(), columns.v.end());
  for (std::uint32_t i : leftover.elements()) answers[i] = by_scalar_code(quotes[i]);
  return answers;
}

}  // namespace gammafield::pricing
