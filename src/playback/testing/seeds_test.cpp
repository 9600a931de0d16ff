// Every adapter, by seed, against its vendor with faults: what is on disk afterwards is what a run without faults
// leaves. GAMMAFIELD_LONG=1: a thousand seeds instead of thirty.

#include <gtest/gtest.h>

#include <algorithm>

#include "seeds.h"
#include "simulated_run.h"

namespace gammafield::playback {
namespace {

constexpr seconds period{60};

market::Instant at(std::string_view clock) { return *market::parse_instant(fmt::format("2026-08-18T{}-04:00", clock)); }

class EveryAdapter : public testing::TestWithParam<Adapter> {};
INSTANTIATE_TEST_SUITE_P(Feeds, EveryAdapter, testing::ValuesIn(adapters()),
                         [](const auto& each) { return each.param.name; });

/// A chain a quarter of an hour, and a storm in the three minutes after each one: nothing is lost, so all is equal.
TEST_P(EveryAdapter, LeavesTheWholeDayThatARunWithoutFaultsLeaves) {
  const Tape tape{made_up(minutes{15})};
  const auto course = [&](std::uint64_t seed) {
    Course storms{minutes{15}, at("09:46:10"), at("16:14:00"), {}, seed};
    if (seed != 0) storms.storms = Storms{{}, minutes{15}, minutes{3}};
    return storms;
  };
  const Left calm = run(GetParam(), tape, course(0));
  ASSERT_EQ(calm.trouble, "");
  ASSERT_EQ(calm.records.size(), 26u) << "from 9:45 to 16:00";
  std::uint64_t faults = 0;
  for (std::uint64_t seed = seeds().first; seed <= seeds().last; ++seed) {
    const Left left = run(GetParam(), tape, course(seed));
    ASSERT_EQ(left.trouble, "") << seed;
    ASSERT_TRUE(left.records == calm.records) << "seed " << seed << ": " << left.records.size() << " records";
    ASSERT_EQ(left.over_limit, 0u) << seed;
    for (const auto& met : left.met) faults += met.fault.kind != FaultKind::none;
  }
  EXPECT_GT(faults, 40 * seeds().count());
}

/// A chain a minute and faults without a break until ten o'clock: chains are lost, but none is made up, and then all is
/// as if nothing had been.
TEST_P(EveryAdapter, IsBackWithinTwoPeriods) {
  const Tape tape{made_up(minutes{1})};
  const market::Instant calm_from = at("10:00:00");
  const auto course = [&](std::uint64_t seed) {
    Course storm{minutes{1}, at("09:31:10"), at("10:14:00"), {}, seed};
    if (seed != 0) storm.storms = Storms{calm_from, {}, {}};
    return storm;
  };
  Left calm = run(GetParam(), tape, course(0));
  ASSERT_EQ(calm.trouble, "");
  ASSERT_GE(calm.chains.size(), 20u);
  /// A chain as the vendor tells it; of a minute that the run without faults did not ask in, asked for by itself.
  const auto told = [&](market::Instant as_of) {
    if (!calm.chains.contains(as_of))
      calm.chains.merge(run(GetParam(), tape, {minutes{1}, as_of + seconds{1}, as_of + seconds{55}, {}, 0}).chains);
    return calm.chains.contains(as_of) ? calm.chains.at(as_of) : std::string{};
  };
  for (std::uint64_t seed = seeds().first; seed <= seeds().last; ++seed) {
    const Left left = run(GetParam(), tape, course(seed));
    ASSERT_EQ(left.trouble, "") << seed;
    ASSERT_EQ(left.over_limit, 0u) << seed;
    for (const auto& [as_of, chain] : left.chains) ASSERT_TRUE(told(as_of) == chain) << seed;
    ASSERT_GE(left.chains.rbegin()->first, at("10:14:00") - 2 * period) << seed << ": the latest chain";
    const auto back = std::ranges::find_if(left.recorded, [&](const auto& each) { return each.second >= calm_from; });
    ASSERT_NE(back, left.recorded.end()) << seed;
    EXPECT_LE(back->second, heard_again(left.met, calm_from, period)) << seed;
  }
}

}  // namespace
}  // namespace gammafield::playback
