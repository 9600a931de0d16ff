#include "pricing/normalised_black.h"

#include <cmath>

#include "pricing/scaled_erfc.h"

namespace gammafield::pricing {
namespace {

constexpr double series_below = 0.02;  // of t: the difference loses eps/t, the series is exact to t^8/2e6 there

/// E(h - t) - E(h + t) for small t, by the odd moments m_n of exp(-h u - u^2/2) over u > 0:
///   sqrt(8/pi) (m_1 t + m_3 t^3/3! + ...),  m_{n+1} = n m_{n-1} - h m_n.
double bracket_by_series(double h, double t) {
  constexpr double scale = 4 * inverse_sqrt_2pi;  // sqrt(8/pi)
  const double m0 = scaled_erfc_positive(h * inverse_sqrt_2) / (2 * inverse_sqrt_2pi);
  const double m1 = 1 - h * m0;
  const double m2 = m0 - h * m1;
  const double m3 = 2 * m1 - h * m2;
  const double m4 = 3 * m2 - h * m3;
  const double m5 = 4 * m3 - h * m4;
  const double m6 = 5 * m4 - h * m5;
  const double m7 = 6 * m5 - h * m6;
  const double tt = t * t;
  return scale * t * (m1 + tt / 6 * (m3 + tt / 20 * (m5 + tt / 42 * m7)));
}

double bracket(double h, double t) {
  if (t < series_below) return bracket_by_series(h, t);
  return scaled_erfc((h - t) * inverse_sqrt_2) - scaled_erfc_positive((h + t) * inverse_sqrt_2);
}

double complement_bracket(double h, double t) {
  return scaled_erfc((t - h) * inverse_sqrt_2) + scaled_erfc_positive((t + h) * inverse_sqrt_2);
}

/// f = 1/2 e^{-(h^2+t^2)/2} bracket, df/dv = +-e^{-(h^2+t^2)/2} / sqrt(2 pi).
LogValue log_value(double h, double t, double bracket, double sign) {
  return {-0.5 * (h * h + t * t) + std::log(0.5 * bracket), sign * 2 * inverse_sqrt_2pi / bracket};
}

}  // namespace

LogValue log_normalised_black(double x, double v) {
  const double h = -x / v, t = 0.5 * v;
  return log_value(h, t, bracket(h, t), +1);
}

LogValue log_normalised_complement(double x, double v) {
  const double h = -x / v, t = 0.5 * v;
  return log_value(h, t, complement_bracket(h, t), -1);
}

double normalised_black(double x, double v) {
  if (!(v > 0)) return 0;
  const double h = -x / v, t = 0.5 * v;
  if (h > 40) return 0;  // exp(-800)
  const double weight = 0.5 * half_square_exp(h) * half_square_exp(t);
  if (t > h && t > 0.5) return std::exp(0.5 * x) - weight * complement_bracket(h, t);
  return weight * bracket(h, t);
}

double log_moneyness(double F, double K) {
  const double difference = F - K;
  if (std::abs(difference) < 0.5 * K) return std::log1p(difference / K);
  return std::log(F) - std::log(K);
}

}  // namespace gammafield::pricing
