#include "pricing/expiry_volatilities.h"

#include <gtest/gtest.h>

#include <cmath>

#include "pricing/quote_quality.h"
#include "pricing/testing_chain.h"

namespace gammafield::pricing {
namespace {

using market::OptionRow;
using market::Right;

/// A smile with a level, so that a wrong side or a wrong neighbour shows.
double smile(double strike) { return 0.2 - 0.3 * std::log(strike / 5020); }

const MadeExpiry made_expiry{.sigma = smile};

struct Answer {
  std::vector<Rung> rungs;
  std::vector<StrikeVol> vols;
  double years = 0;
  [[nodiscard]] const StrikeVol& at(double strike) const {
    for (std::size_t i = 0; i < rungs.size(); ++i)
      if (rungs[i].strike == strike) return vols[i];
    ADD_FAILURE() << "no strike " << strike;
    return vols.front();
  }
  [[nodiscard]] double sigma(double strike, Right right = Right::call) const {
    const auto& vol = at(strike).of(right);
    return vol ? vol->v / std::sqrt(years) : 0;
  }
};

Answer answer_for(const TestingChain& made, VolChoice choice = VolChoice::solve,
                  VolSide side = VolSide::out_of_the_money) {
  const market::ChainSnapshot& chain = made.chain();
  std::vector<QuoteFlags> flags;
  for (const OptionRow& row : chain.rows) flags.push_back(flags_of_row(row, 0.05));
  const StrikeLadder ladder(chain);
  Answer answer;
  answer.years = time_left(chain.expiries[0], chain.as_of, Clock::act365_minutes).years;
  answer.rungs.assign(ladder.of(0).begin(), ladder.of(0).end());
  const VolQuestion question{chain, ladder.of(0), flags, made_expiry.forward, made_expiry.discount, answer.years,
                             0.05,  choice,       side};
  answer.vols = expiry_volatilities(question, volatilities_of_mids(question));
  return answer;
}

TestingChain quoted_chain() { return TestingChain().add_quoted(made_expiry, 4600, 5400, 50); }

template <class Change>
TestingChain changed(double strike, Change change) {
  return quoted_chain().change_rows([&](OptionRow& row) {
    if (row.strike.value() == strike) change(row);
  });
}

bool is_otm(const OptionRow& row) { return (row.strike.value() < 5020) == (row.right == Right::put); }

void expect_source(const Answer& answer, double strike, VolSource source) {
  ASSERT_TRUE(answer.at(strike).call && answer.at(strike).put) << strike;
  EXPECT_EQ(to_string(answer.at(strike).call->source), to_string(source)) << strike;
  EXPECT_EQ(answer.at(strike).call->v, answer.at(strike).put->v) << "one volatility a strike";
}

TEST(ExpiryVolatilities, ComeFromTheOutOfTheMoneyMids) {
  const Answer answer = answer_for(quoted_chain());
  for (const Rung& rung : answer.rungs) {
    expect_source(answer, rung.strike, VolSource::otm_mid);
    EXPECT_NEAR(answer.sigma(rung.strike), smile(rung.strike), 1e-9) << rung.strike;
  }
}

TEST(ExpiryVolatilities, TheInTheMoneySideIsNotAsked) {
  const auto made = quoted_chain().change_rows([](OptionRow& row) {
    if (!is_otm(row)) row.ask = market::Price{row.ask->value() + 40};
  });
  EXPECT_NEAR(answer_for(made).sigma(4800), smile(4800), 1e-9);
}

TEST(ExpiryVolatilities, FallBackOnTheOtherSidesMid) {
  const auto made = changed(4800, [](OptionRow& row) {
    if (is_otm(row)) remove_quote(row);
  });
  expect_source(answer_for(made), 4800, VolSource::other_side_mid);
  EXPECT_NEAR(answer_for(made).sigma(4800), smile(4800), 1e-9);
}

TEST(ExpiryVolatilities, TheOtherSideMustBeWorthMoreThanItsSpread) {
  const auto made = changed(4800, [](OptionRow& row) {
    if (is_otm(row)) return remove_quote(row);
    row.bid = market::Price{row.bid->value() - 80};
    row.ask = market::Price{row.ask->value() + 80};
  });
  expect_source(answer_for(made), 4800, VolSource::neighbours);
}

TEST(ExpiryVolatilities, FallBackOnTheNeighboursOfTheSmile) {
  const auto made = changed(4800, remove_quote);
  const Answer answer = answer_for(made);
  expect_source(answer, 4800, VolSource::neighbours);
  const double k = std::log(4800.0), low = std::log(4750.0), high = std::log(4850.0);
  const double variance = std::lerp(std::pow(smile(4750), 2), std::pow(smile(4850), 2), (k - low) / (high - low));
  EXPECT_NEAR(answer.sigma(4800), std::sqrt(variance), 1e-9);
}

TEST(ExpiryVolatilities, BeyondTheLastQuoteTheVolatilityIsConstant) {
  const auto made = changed(5400, remove_quote);
  EXPECT_NEAR(answer_for(made).sigma(5400), smile(5350), 1e-9);
}

TEST(ExpiryVolatilities, AZeroBidIsNoMid) {
  const auto made = changed(5400, [](OptionRow& row) {
    if (is_otm(row)) row.bid = market::Price{0};
    if (!is_otm(row)) remove_quote(row);
  });
  expect_source(answer_for(made), 5400, VolSource::neighbours);
}

TEST(ExpiryVolatilities, LessThanHalfATickOfTimeValueIsNoVolatility) {
  const auto made = changed(5400, [](OptionRow& row) {
    row.bid = market::Price{is_otm(row) ? 0.01 : 377.99};
    row.ask = market::Price{is_otm(row) ? 0.02 : 378.01};
  });
  expect_source(answer_for(made), 5400, VolSource::neighbours);
}

TEST(ExpiryVolatilities, TwoQuotedStrikesAreNoSmile) {
  auto made = quoted_chain().change_rows([](OptionRow& row) {
    if (row.strike.value() != 5000 && row.strike.value() != 5050) remove_quote(row);
  });
  const Answer answer = answer_for(made);
  expect_source(answer, 5000, VolSource::otm_mid);
  expect_source(answer, 4700, VolSource::vendor);
  EXPECT_NEAR(answer.sigma(4700), smile(4700), 1e-12);
}

TEST(ExpiryVolatilities, WithoutVendorTwoStrikesHaveToDo) {
  auto made = quoted_chain().change_rows([](OptionRow& row) {
    row.vendor_vol.reset();
    if (row.strike.value() != 5000 && row.strike.value() != 5050) remove_quote(row);
  });
  expect_source(answer_for(made), 4700, VolSource::neighbours);
}

TEST(ExpiryVolatilities, NothingKnownIsNoVolatility) {
  const auto made = quoted_chain().change_rows([](OptionRow& row) {
    row.vendor_vol.reset();
    remove_quote(row);
  });
  for (const StrikeVol& vol : answer_for(made).vols) EXPECT_FALSE(vol.call || vol.put);
}

TestingChain vendor_chain() {
  return quoted_chain().change_rows(
      [](OptionRow& row) { row.vendor_vol = market::ImpliedVol{row.right == Right::call ? 0.31 : 0.32}; });
}

TEST(ExpiryVolatilities, OfTheVendorAreThoseOfItsOutOfTheMoneySide) {
  const Answer answer = answer_for(vendor_chain(), VolChoice::vendor);
  EXPECT_NEAR(answer.sigma(4800), 0.32, 1e-12) << "below the forward: the put's";
  EXPECT_NEAR(answer.sigma(5200), 0.31, 1e-12) << "above: the call's";
  expect_source(answer, 4800, VolSource::vendor);
}

TEST(ExpiryVolatilities, TheVendorsOtherSideThenNeighboursThenMids) {
  const auto made = vendor_chain().change_rows([](OptionRow& row) {
    if (row.strike.value() == 4800 && is_otm(row)) row.vendor_vol.reset();
    if (row.strike.value() == 4700) row.vendor_vol.reset();
  });
  const Answer answer = answer_for(made, VolChoice::vendor);
  EXPECT_NEAR(answer.sigma(4800), 0.31, 1e-12);
  expect_source(answer, 4700, VolSource::neighbours);
  const auto without = vendor_chain().change_rows([](OptionRow& row) { row.vendor_vol.reset(); });
  expect_source(answer_for(without, VolChoice::vendor), 4700, VolSource::otm_mid);
}

TEST(ExpiryVolatilities, EachItsOwnAndNothingElse) {
  const auto made = vendor_chain().change_rows([](OptionRow& row) {
    if (row.strike.value() == 4800 && row.right == Right::put) row.vendor_vol.reset();
  });
  const Answer answer = answer_for(made, VolChoice::vendor, VolSide::own);
  EXPECT_NEAR(answer.sigma(5200, Right::call), 0.31, 1e-12);
  EXPECT_NEAR(answer.sigma(5200, Right::put), 0.32, 1e-12);
  EXPECT_TRUE(answer.at(4800).call);
  EXPECT_FALSE(answer.at(4800).put) << "the published method leaves it out";
  const Answer solved = answer_for(quoted_chain(), VolChoice::solve, VolSide::own);
  EXPECT_EQ(solved.at(5200).call->source, VolSource::otm_mid);
  EXPECT_EQ(solved.at(5200).put->source, VolSource::other_side_mid);
  EXPECT_NEAR(solved.sigma(5200, Right::put), smile(5200), 1e-8);
}

TEST(ExpiryVolatilities, AsPrintedTakesTheFiller) {
  const auto made = vendor_chain().change_rows([](OptionRow& row) {
    row.printed_vol = row.vendor_vol;
    if (row.strike.value() != 4800) return;
    row.vendor_vol.reset();
    row.printed_vol = market::ImpliedVol{0.02};
  });
  EXPECT_NEAR(answer_for(made, VolChoice::vendor_as_printed, VolSide::own).sigma(4800), 0.02, 1e-12);
  EXPECT_EQ(answer_for(made, VolChoice::vendor, VolSide::own).sigma(4800), 0);
}

TEST(VolatilityAtForward, IsReadFromTheSmile) {
  const Answer answer = answer_for(quoted_chain());
  const auto v = volatility_at_forward(answer.rungs, answer.vols, made_expiry.forward);
  ASSERT_TRUE(v);
  EXPECT_NEAR(*v / std::sqrt(answer.years), 0.2, 2e-4);
  EXPECT_FALSE(volatility_at_forward({}, {}, 5000));
}

}  // namespace
}  // namespace gammafield::pricing
