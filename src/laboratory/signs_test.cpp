#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "hedging/monte_carlo.h"
#include "laboratory/library.h"
#include "laboratory/overrides.h"
#include "laboratory/scenario_chain.h"
#include "laboratory/scenario_file.h"

namespace gammafield::laboratory {
namespace {

/// Impact at which no side is out of hand: of flip_cross dealers short all of it would be.
base::Result<hedging::Scenario, base::Refusal> scenario_with(const EmbeddedText& text, Sides sides,
                                                             double impact_scale) {
  auto plan = read_scenario(text.text, text.name);
  if (!plan) return base::failure(plan.error());
  Overrides overrides;
  overrides.impact_scale = impact_scale;
  apply(overrides, *plan);
  const auto no_file = [](const std::string& file) -> base::Result<std::string, base::Refusal> {
    return base::failure(base::Refusal{base::RefusalKind::usage, file});
  };
  return scenario_of(std::move(*plan), sides, no_file);
}

class Library : public testing::TestWithParam<EmbeddedText> {};

/// The mechanism's one law, whatever the book, the policy and the lag: dealers who are short options make the price go
/// further, dealers who are long make it go less far. Steps may say otherwise, where hedging comes late.
TEST_P(Library, DealersShortAmplifyAndDealersLongDampen) {
  // with few paths, as under the sanitizers, the law may not show; it must never be contradicted
  const std::uint64_t paths = base::sanitized ? 40 : 600;
  for (const Sides sides : {Sides::short_options, Sides::long_options}) {
    auto scenario = scenario_with(GetParam(), sides, 1);
    if (!scenario) scenario = scenario_with(GetParam(), sides, 0.25);
    ASSERT_TRUE(scenario) << scenario.error().message;
    if (scenario->step.value() < 1) scenario->step = hedging::Minutes{1};  // planted days: the law does not ask
    const auto outcome = hedging::simulate(*scenario, {.paths = paths, .seed = 1});
    ASSERT_TRUE(outcome) << outcome.error().message;
    const auto& further = outcome->end_volatility.change;
    if (sides == Sides::short_options) {
      EXPECT_GT(base::sanitized ? further.high : further.low, 1) << "dealers short: " << further.value;
    } else {
      EXPECT_LT(base::sanitized ? further.low : further.high, 1) << "dealers long: " << further.value;
    }
    EXPECT_LT(outcome->largest_imbalance, 1e-9);
  }
}

INSTANTIATE_TEST_SUITE_P(Scenarios, Library, testing::ValuesIn(library_texts().begin(), library_texts().end()),
                         [](const auto& of) { return std::string{of.param.name}; });

}  // namespace
}  // namespace gammafield::laboratory
