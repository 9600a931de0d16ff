#include "exposure/bump.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "exposure/gamma_exposure.h"

namespace gammafield::exposure {
namespace {

constexpr double narrowest = 1e-8;  // v; pricing clamps gamma at the same width

/// What all options of one expiry share when they also share their time left.
struct ExpiryTerms {
  double years = 0, root_years = 0;
  double discount = 1, carried = 1;  ///< e^(-rT), e^(-qT)
  double drift = 0;                  ///< (r - q)T

  ExpiryTerms() = default;
  ExpiryTerms(const pricing::PricedExpiry& expiry, double time)
      : years(time),
        root_years(std::sqrt(time)),
        discount(std::exp(-expiry.rate * time)),
        carried(std::exp(-expiry.carry * time)),
        drift((expiry.rate - expiry.carry) * time) {}
};

/// Appends holding after holding, in the book's order.
class BumpBuilder {
 public:
  explicit BumpBuilder(const Book& book) : book_(book) {
    const std::size_t n = book.holdings.size();
    for (auto* column : {&rows_.center, &rows_.scale, &rows_.net_peak, &rows_.gross_peak, &rows_.strike,
                         &rows_.delta_shares, &rows_.put_shares})
      column->reserve(n);
    rows_.expiry.reserve(n);
  }

  void append(const Holding& holding, double sigma, double years) {
    if (!(years > 0)) return;
    const pricing::PricedExpiry& expiry = book_.priced->expiries[holding.expiry];
    if (last_ == nullptr || holding.expiry != last_->expiry || years != terms_.years) terms_ = {expiry, years};
    if (!continues(holding, sigma, years)) start_bump(holding, sigma);
    add(holding);
    last_ = &holding;
    last_sigma_ = sigma;
    last_years_ = years;
  }

  [[nodiscard]] BumpColumns take() { return std::move(rows_); }

 private:
  [[nodiscard]] bool continues(const Holding& holding, double sigma, double years) const {
    return last_ != nullptr && holding.expiry == last_->expiry && holding.strike == last_->strike &&
           sigma == last_sigma_ && years == last_years_;
  }

  void start_bump(const Holding& holding, double sigma) {
    const double width = std::max(sigma * terms_.root_years, narrowest);
    rows_.strike.push_back(std::log(holding.strike.value() / book_.spot().value()));
    rows_.center.push_back(rows_.strike.back() - terms_.drift + 0.5 * width * width);
    rows_.scale.push_back(kernels::bump_scale / width);
    rows_.net_peak.push_back(0);
    rows_.gross_peak.push_back(0);
    rows_.delta_shares.push_back(0);
    rows_.put_shares.push_back(0);
    rows_.expiry.push_back(holding.expiry);
    gamma_ = market::Gamma{terms_.discount * pricing::normal_density(0) / width / holding.strike.value()};
  }

  /// Gamma times s^2 is the strike's own second derivative times K^2 (docs/methods.md 8.1), and that one is known at
  /// the peak.
  void add(const Holding& holding) {
    const market::Spot strike{holding.strike.value()};
    rows_.net_peak.back() += gamma_exposure(gamma_, holding.dealer_shares, strike).value();
    rows_.gross_peak.back() += gamma_exposure(gamma_, holding.gross_shares, strike).value();
    const double shares = holding.dealer_shares.value() * terms_.carried;
    rows_.delta_shares.back() += shares;
    if (holding.right == market::Right::put) rows_.put_shares.back() += shares;
  }

  const Book& book_;
  BumpColumns rows_;
  ExpiryTerms terms_;
  market::Gamma gamma_;  ///< of one share at the current bump's peak, at spot = strike
  const Holding* last_ = nullptr;
  double last_sigma_ = 0, last_years_ = 0;
};

template <class T>
std::vector<T> in_order(const std::vector<T>& column, const std::vector<std::uint32_t>& rows) {
  std::vector<T> ordered(rows.size());
  std::ranges::transform(rows, ordered.begin(), [&](std::uint32_t row) { return column[row]; });
  return ordered;
}

/// Everything but the classes.
BumpColumns chosen(const BumpColumns& from, const std::vector<std::uint32_t>& rows) {
  BumpColumns to;
  to.center = in_order(from.center, rows);
  to.scale = in_order(from.scale, rows);
  to.net_peak = in_order(from.net_peak, rows);
  to.gross_peak = in_order(from.gross_peak, rows);
  to.strike = in_order(from.strike, rows);
  to.delta_shares = in_order(from.delta_shares, rows);
  to.put_shares = in_order(from.put_shares, rows);
  to.expiry = in_order(from.expiry, rows);
  return to;
}

}  // namespace

BumpColumns bumps_of(const Book& book, std::span<const OptionState> states) {
  assert(states.empty() || states.size() == book.holdings.size());
  BumpBuilder builder{book};
  for (std::size_t i = 0; i < book.holdings.size(); ++i) {
    const Holding& holding = book.holdings[i];
    if (states.empty()) {
      const double years = book.priced->expiries[holding.expiry].years;
      builder.append(holding, book.priced->options[holding.option].sigma, years);
    } else {
      builder.append(holding, states[i].sigma.value(), states[i].years.value());
    }
  }
  const BumpColumns rows = builder.take();
  kernels::WidthClasses classes;
  BumpColumns ordered = chosen(rows, kernels::order_by_width(rows.scale, classes));
  ordered.classes = classes;
  return ordered;
}

BumpColumns of_expiries(const BumpColumns& all, const std::vector<bool>& keep) {
  std::vector<std::uint32_t> rows;
  rows.reserve(all.size());
  kernels::WidthClasses classes;
  for (std::size_t c = 0; c < kernels::WidthClasses::count; ++c) {
    for (std::size_t row = all.classes.begin[c]; row < all.classes.begin[c + 1]; ++row)
      if (keep[all.expiry[row]]) rows.push_back(static_cast<std::uint32_t>(row));
    classes.begin[c + 1] = rows.size();
  }
  BumpColumns kept = chosen(all, rows);
  kept.classes = classes;
  return kept;
}

}  // namespace gammafield::exposure
