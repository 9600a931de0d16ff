#include "levels/mean_exposure.h"

#include <gtest/gtest.h>

#include <cmath>

#include "exposure/testing_book.h"

namespace gammafield::levels {
namespace {

using exposure::RepricedBook;
using exposure::testing_book;
using std::chrono::minutes;

constexpr double minutes_a_year = 525600;
constexpr market::Years half_hour{30 / minutes_a_year};

/// One contract's exposure is a Gaussian in ln s, so its mean over a normal ln S_tau is one too: closed form.
double closed_form(double net_now, double strike, double vol, double years, double spot_vol, double horizon) {
  const double v = vol * std::sqrt(years), s = spot_vol * std::sqrt(horizon / minutes_a_year);
  const double center = std::log(strike / 100) + 0.5 * v * v, mean = -0.5 * s * s;
  const double peak = net_now / std::exp(-0.5 * center * center / (v * v));
  const double wide = v * v + s * s;
  return peak * v / std::sqrt(wide) * std::exp(-0.5 * (mean - center) * (mean - center) / wide);
}

TEST(MeanExposure, OfOneContractIsTheClosedForm) {
  struct Row {
    std::string_view why;
    double strike, vol, years;
  };
  const Row rows[] = {
      {"a month, far wider than the move", 101, 0.2, 30.0 / 365},
      {"three hours at the money", 100, 0.15, 180 / minutes_a_year},
      {"five minutes left: a spike narrower than the move", 100.1, 0.15, 5 / minutes_a_year},
      {"one minute left", 100.05, 0.15, 1 / minutes_a_year},
  };
  for (const Row& row : rows) {
    const auto book = testing_book({{.years = row.years, .strike = row.strike, .vol = row.vol, .open_interest = 1000}});
    const RepricedBook repriced{book};
    const auto mean = mean_exposure(repriced, market::ImpliedVol{0.15}, minutes{30}, half_hour);
    ASSERT_TRUE(mean) << row.why;
    const double exact =
        closed_form(repriced.net_gex(repriced.spot()).value(), row.strike, row.vol, row.years, 0.15, 30);
    EXPECT_NEAR(mean->net.value(), exact, 1e-7 * std::abs(exact)) << row.why;
  }
}

TEST(MeanExposure, IsSteadyWhereSpotExposureIsASpike) {
  const auto net = [](double years) {
    const RepricedBook book{testing_book({{.years = years, .strike = 100, .vol = 0.15, .open_interest = 1000}})};
    return std::pair{book.net_gex(book.spot()).value(),
                     mean_exposure(book, market::ImpliedVol{0.15}, minutes{30}, half_hour)->net.value()};
  };
  const auto [hour, hour_mean] = net(60 / minutes_a_year);
  const auto [minute, minute_mean] = net(1 / minutes_a_year);
  EXPECT_GT(minute / hour, 7);
  EXPECT_LT(minute_mean / hour_mean, 2);
}

TEST(MeanExposure, OfAnEmptyBookIsNone) {
  const RepricedBook book{testing_book({})};
  const auto mean = mean_exposure(book, market::ImpliedVol{0.2}, minutes{30}, half_hour);
  ASSERT_FALSE(mean);
  EXPECT_EQ(mean.error(), NoLevel::empty_book);
}

}  // namespace
}  // namespace gammafield::levels
