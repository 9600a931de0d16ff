#include "statistics/regression.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <Eigen/Dense>

#include "statistics/quantile.h"

namespace gammafield::statistics {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Index = Eigen::Index;

/// Least squares before anything is said of its errors.
struct Fit {
  Vector coefficients;
  Matrix bread;   ///< (X'X)^-1
  Matrix scores;  ///< a row an observation: x_i e_i
  double r_squared;
};

std::optional<Fit> fit_of(std::span<const double> y, std::span<const Regressor> regressors) {
  constexpr double nothing = 1e-20;  // of the sum of squares: what rounding leaves is 1e-32
  const auto n = static_cast<Index>(y.size()), k = static_cast<Index>(regressors.size()) + 1;
  if (n <= k) return std::nullopt;
  Matrix x = Matrix::Ones(n, k);
  for (Index j = 1; j < k; ++j) x.col(j) = Vector::Map(regressors[static_cast<std::size_t>(j - 1)].data(), n);
  const Vector values = Vector::Map(y.data(), n);
  const Eigen::ColPivHouseholderQR<Matrix> qr{x};
  if (qr.rank() < k) return std::nullopt;
  const Vector coefficients = qr.solve(values);
  const Vector left = values - x * coefficients;
  if (left.squaredNorm() <= nothing * values.squaredNorm()) return std::nullopt;
  const auto triangle = qr.matrixR().topLeftCorner(k, k).triangularView<Eigen::Upper>();
  const Matrix root = qr.colsPermutation() * triangle.solve(Matrix::Identity(k, k));
  return Fit{coefficients, root * root.transpose(), left.asDiagonal() * x,
             1 - left.squaredNorm() / (values.array() - values.mean()).matrix().squaredNorm()};
}

/// `meat`: the covariance of the sum of the scores. None where it says that a coefficient has no error.
std::optional<Regression> regression(const Fit& fit, const Matrix& meat, double degrees, double confidence) {
  const Matrix covariance = fit.bread * meat * fit.bread;
  const double reach = student_t(1 - confidence, degrees);
  Regression regression{{}, fit.r_squared, static_cast<std::size_t>(fit.scores.rows())};
  for (Index j = 0; j < fit.coefficients.size(); ++j) {
    if (covariance(j, j) <= 0) return std::nullopt;
    const double value = fit.coefficients[j], error = std::sqrt(covariance(j, j)), t = value / error;
    regression.coefficients.push_back(
        {{value, value - reach * error, value + reach * error}, error, t, student_p(t, degrees)});
  }
  return regression;
}

}  // namespace

std::optional<Regression> newey_west(std::span<const double> y, std::span<const Regressor> regressors, std::size_t lag,
                                     double confidence) {
  const auto fit = fit_of(y, regressors);
  if (!fit) return std::nullopt;
  const Matrix& scores = fit->scores;
  const Index n = scores.rows();
  Matrix meat = scores.transpose() * scores;
  for (Index j = 1; j <= std::min(static_cast<Index>(lag), n - 1); ++j) {
    const double weight = 1 - static_cast<double>(j) / static_cast<double>(lag + 1);
    const Matrix apart = scores.bottomRows(n - j).transpose() * scores.topRows(n - j);
    meat += weight * (apart + apart.transpose());
  }
  const auto degrees = static_cast<double>(n - scores.cols());
  return regression(*fit, static_cast<double>(n) / degrees * meat, degrees, confidence);
}

std::optional<Regression> clustered(std::span<const double> y, std::span<const Regressor> regressors,
                                    std::span<const std::uint64_t> cluster, double confidence) {
  const auto fit = fit_of(y, regressors);
  if (!fit) return std::nullopt;
  std::map<std::uint64_t, Vector> sums;
  for (Index i = 0; i < fit->scores.rows(); ++i) {
    auto& sum = sums.try_emplace(cluster[static_cast<std::size_t>(i)], Vector::Zero(fit->scores.cols())).first->second;
    sum += fit->scores.row(i);
  }
  if (sums.size() < 2) return std::nullopt;
  Matrix meat = Matrix::Zero(fit->scores.cols(), fit->scores.cols());
  for (const auto& [id, sum] : sums) meat += sum * sum.transpose();
  const auto n = static_cast<double>(fit->scores.rows()), k = static_cast<double>(fit->scores.cols());
  const auto clusters = static_cast<double>(sums.size());
  const double small_sample = clusters / (clusters - 1) * (n - 1) / (n - k);
  return regression(*fit, small_sample * meat, clusters - 1, confidence);
}

}  // namespace gammafield::statistics
