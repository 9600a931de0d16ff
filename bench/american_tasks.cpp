#include "american_tasks.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "kernels/american.h"
#include "kernels/targets.h"
#include "peers/peers.h"
#include "pricing/american_expiry.h"
#include "pricing/american_implied_vols.h"
#include "pricing/implied_vol.h"
#include "results.h"

namespace gammafield::bench {
namespace {

using Column = std::vector<double>;

constexpr double S = 100, r = 0.045, q = 0.013;
constexpr std::size_t options = 600;

/// One day to two years, 12 % to 62 % volatility, up to two and a half deviations from spot, three puts for two calls.
std::vector<quantlib::American> american_600() {
  constexpr int days[] = {1, 3, 7, 14, 30, 60, 90, 180, 365, 730};
  std::mt19937_64 random{3};
  const auto uniform = [&] { return static_cast<double>(random() >> 11) * 0x1p-53; };
  std::vector<quantlib::American> all;
  for (std::size_t i = 0; i < options; ++i) {
    quantlib::American option;
    option.days = days[i % std::size(days)];
    option.sigma = 0.12 + 0.5 * uniform();
    const double reach = std::min(0.5, 2.5 * option.sigma * std::sqrt(option.days / 365.0));
    option.K = S * std::exp((2 * uniform() - 1) * reach);
    option.sign = uniform() < 0.6 ? -1 : 1;
    all.push_back(option);
  }
  return all;
}

/// As the kernel takes them: calls as puts, C(S, K, r, q) = P(K, S, q, r).
struct PutColumns {
  Column x, rate, yield, sigma, T, strike;
  explicit PutColumns(const std::vector<quantlib::American>& all) {
    for (const auto& option : all) {
      const bool put = option.sign < 0;
      x.push_back(put ? std::log(S / option.K) : std::log(option.K / S));
      rate.push_back(put ? r : q);
      yield.push_back(put ? q : r);
      sigma.push_back(option.sigma);
      T.push_back(option.days / 365.0);
      strike.push_back(put ? option.K : S);
    }
  }
  [[nodiscard]] kernels::AmericanPuts puts() const {
    return {x.size(), x.data(), rate.data(), yield.data(), sigma.data(), T.data()};
  }
};

/// Root mean square and largest difference.
std::vector<double> errors(std::span<const double> got, std::span<const double> wanted) {
  double squares = 0, largest = 0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const double error = std::abs(got[i] - wanted[i]);
    squares += error * error;
    largest = std::max(largest, error);
  }
  return {std::sqrt(squares / static_cast<double>(wanted.size())), largest};
}

std::map<int, std::vector<std::size_t>> by_expiry(const std::vector<quantlib::American>& all) {
  std::map<int, std::vector<std::size_t>> groups;
  for (std::size_t i = 0; i < all.size(); ++i) groups[all[i].days].push_back(i);
  return groups;
}

market::Right right_of(const quantlib::American& option) {
  return option.sign > 0 ? market::Right::call : market::Right::put;
}

/// The European volatility of the price is where the search begins; none for a price that has none.
double european_vol(const quantlib::American& option, double price) {
  const double T = option.days / 365.0;
  const auto v =
      pricing::implied_total_vol(right_of(option), price * std::exp(r * T), S * std::exp((r - q) * T), option.K);
  return v ? *v / std::sqrt(T) : std::nan("");
}

/// Those options whose price tells a volatility: a cent above intrinsic value and a European volatility to begin with.
struct Telling {
  std::vector<quantlib::American> options;
  Column price, sigma;
  Telling() {
    const auto all = american_600();
    Column prices(all.size());
    quantlib::american_price(quantlib::Scheme::high_precision, S, r, q, all.size(), all.data(), prices.data());
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (prices[i] - std::max(all[i].sign * (S - all[i].K), 0.0) < 0.01) continue;
      options.push_back(all[i]);
      price.push_back(prices[i]);
      sigma.push_back(all[i].sigma);
    }
  }
};

void solve_alone(const Telling& telling, Column& found) {
  std::vector<pricing::AmericanQuote> quotes;
  for (std::size_t i = 0; i < telling.price.size(); ++i) {
    const auto& option = telling.options[i];
    const double sigma = european_vol(option, telling.price[i]);
    quotes.push_back({{right_of(option), S, option.K, option.days / 365.0, r, q, sigma}, telling.price[i]});
  }
  const auto vols = pricing::american_implied_vols(quotes);
  for (std::size_t i = 0; i < vols.size(); ++i) found[i] = vols[i].value_or(0);
}

void solve_by_expiry(const Telling& telling, Column& found) {
  for (const auto& [days, members] : by_expiry(telling.options)) {
    pricing::AmericanExpiry expiry{S, days / 365.0, r, q};
    std::vector<pricing::AmericanContract> contracts;
    Column prices;
    for (const auto i : members) {
      const auto& option = telling.options[i];
      contracts.push_back({right_of(option), option.K, european_vol(option, telling.price[i])});
      prices.push_back(telling.price[i]);
    }
    const auto vols = expiry.implied_vols(contracts, prices);
    for (std::size_t k = 0; k < members.size(); ++k) found[members[k]] = vols[k].value_or(0);
  }
}

}  // namespace

void american_price_task() {
  const auto all = american_600();
  const PutColumns columns{all};
  Column exact(options), value(options), gamma(options), price(options);
  quantlib::american_price(quantlib::Scheme::high_precision, S, r, q, options, all.data(), exact.data());
  const auto judge = [&] { return errors(price, exact); };
  Task task{"american_600: American price, ours with gamma", "option", options,
            "root mean square and largest error, dollars on S = 100"};
  const auto& nodes = kernels::AmericanNodes::of(kernels::AmericanAccuracy::fast);
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    const auto work = [&] {
      kernels::AmericanValues into;
      into.value = value.data();
      into.gamma_times_s = gamma.data();
      kernels::american_values(nodes, columns.puts(), into);
      for (std::size_t i = 0; i < options; ++i) price[i] = value[i] * columns.strike[i];
    };
    task.time(fmt::format("Gammafield, {}", to_string(target)), 21, work, judge);
  }
  const auto peer = [&] {
    quantlib::american_price(quantlib::Scheme::fast, S, r, q, options, all.data(), price.data());
  };
  task.time("QuantLib QdFp fast, price alone", 5, peer, judge);
  fmt::print("{}\n", task.text());
}

void american_vol_task() {
  const Telling telling;
  const auto n = telling.price.size();
  Column found(n);
  const auto judge = [&] { return errors(found, telling.sigma); };
  Task task{fmt::format("american_600: American implied volatility ({} with time value)", n), "option",
            static_cast<double>(n), "root mean square and largest error in vol"};
  for (const auto target : kernels::supported_targets()) {
    const kernels::ForcedTarget forced{target};
    task.time(
        fmt::format("Gammafield, {}, each on its own", to_string(target)), 11, [&] { solve_alone(telling, found); },
        judge);
  }
  task.time("Gammafield, boundaries shared by expiry", 11, [&] { solve_by_expiry(telling, found); }, judge);
  const auto peer = [&] {
    quantlib::american_vol(S, r, q, n, telling.options.data(), telling.price.data(), found.data());
  };
  task.time("QuantLib QdFp fast in Brent, 1e-6", 1, peer, judge);
  fmt::print("{}\n", task.text());
}

}  // namespace gammafield::bench
