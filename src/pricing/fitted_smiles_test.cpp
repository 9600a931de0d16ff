#include "pricing/fitted_smiles.h"

#include <cmath>

#include <gtest/gtest.h>

#include "pricing/smile_ssvi.h"
#include "pricing/testing_smile.h"

namespace gammafield::pricing {
namespace {

const RawSvi month{0.0005, 0.03, -0.6, 0.01, 0.04};

std::optional<Smile> alone(std::vector<SmileQuote> quotes) {
  const SmileQuotes one[] = {{0.08, std::move(quotes)}};
  return fit_smiles(one, true).front();
}

TEST(FittedSmiles, TakeTheFirstModelThatIsGoodEnough) {
  struct TwoHumps {
    [[nodiscard]] VarianceAt at(double k) const { return {0.04 + 0.02 * k * k + 0.004 * std::exp(-50 * k * k), 0, 0}; }
  };
  struct Row {
    const char* why;
    std::vector<SmileQuote> quotes;
    SmileKind kind;
  };
  const Row rows[] = {
      {"an SVI slice is one", quotes_on(month, -0.4, 0.12, 100), SmileKind::svi},
      {"two humps need a spline", quotes_on(TwoHumps{}, -0.6, 0.6, 100, 3e-4), SmileKind::spline},
      {"five quotes on the surface", quotes_on(Ssvi{-0.5, 1, 0.4}.slice(0.002), -0.1, 0.05, 5), SmileKind::ssvi},
      {"four quotes on one side of the money have no surface", quotes_on(month, -0.4, -0.1, 4, 1e-3),
       SmileKind::quadratic},
  };
  for (const Row& row : rows) {
    const auto smile = alone(row.quotes);
    ASSERT_TRUE(smile) << row.why;
    EXPECT_EQ(to_string(smile->kind), to_string(row.kind)) << row.why;
    EXPECT_GE(smile->inside, 0.9) << row.why;
    EXPECT_TRUE(smile->arbitrage_free()) << row.why;
    EXPECT_EQ(smile->quotes, row.quotes.size()) << row.why;
  }
}

TEST(FittedSmiles, AreNoneWithFewerThanThreeQuotes) {
  EXPECT_FALSE(alone(quotes_on(month, -0.1, 0.1, 2)));
  EXPECT_FALSE(alone({}));
}

TEST(FittedSmiles, SayWhenCalendarSpreadsAreForNothing) {
  RawSvi much = month;
  much.a *= 3;
  std::vector<SmileQuotes> expiries{{0.08, quotes_on(much, -0.3, 0.1, 60, 1e-6)},
                                    {0.1, quotes_on(month, -0.3, 0.1, 60, 1e-6)}};
  const auto smiles = fit_smiles(expiries, true);
  ASSERT_TRUE(smiles[0] && smiles[1]);
  EXPECT_TRUE(smiles[0]->calendar_free);
  EXPECT_FALSE(smiles[1]->calendar_free) << "a third of the variance, later";
  EXPECT_GE(smiles[1]->inside, 0.9) << "what is quoted counts for more than what should be";
  EXPECT_TRUE(fit_smiles(expiries, false)[1]->calendar_free)
      << "expiries with underlyings of their own do not bound each other";
  expiries[1].years = expiries[0].years;
  EXPECT_TRUE(fit_smiles(expiries, true)[1]->calendar_free) << "nor do those of one instant";
}

TEST(FittedSmiles, OfTheSameQuotesAreTheSame) {
  const std::vector<SmileQuotes> expiries{{0.08, quotes_on(month, -0.3, 0.1, 61)},
                                          {0.2, quotes_on(month, -0.5, 0.2, 33, 1e-3)}};
  const auto once = fit_smiles(expiries, true), twice = fit_smiles(expiries, true);
  for (std::size_t i = 0; i < once.size(); ++i)
    for (const double k : {-1.0, -0.1, 0.0, 0.3}) EXPECT_EQ(once[i]->variance(k), twice[i]->variance(k));
}

}  // namespace
}  // namespace gammafield::pricing
