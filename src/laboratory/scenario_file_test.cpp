#include "laboratory/scenario_file.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "laboratory/library.h"
#include "laboratory/scenario_chain.h"

namespace gammafield::laboratory {
namespace {

constexpr std::string_view whole = R"(title = "All there is"
what = """\
Two lines \
of it."""
spot = 450
start_minute = 30
minutes = 60
step_minutes = 0.5
rate_pct = 4
dividend_pct = 1.5

[noise]
volatility_pct = 12
drift_pct = -5
shape = "u"

[impact]
permanent_bp_per_1bn = 1
transient_bp_per_1bn = 2.5
half_life_minutes = 20
daily_volume_shares = 80e6
daily_volatility_pct = 1

[regime]
times_a_session = 0.5
lasts_minutes = 45
noise_factor = 3
marks_vol_points = 4
band_factor = 2

[[shift]]
at_minute = 40
noise_factor = 2
[[shift]]
at_minute = 20
marks_vol_points = 10

[momentum]
usd_per_minute_per_1pct = 1e6
window_minutes = 15

[fundamental]
value = 451
usd_per_minute_per_1pct = 2e6

[[flow]]
name = "pension fund"
from_minute = 0
to_minute = 30
total_usd = -2e9

[noise_flow]
usd_a_minute = 1e6

[[level]]
name = "Call Wall"
price = 455
[[level]]
name = "flip"
price = 455
from = "above"

[race]
touch = 0.1
away = 0.2
decided = 0.3
horizon_minutes = 30

[pin]
strike = 450
tolerance_usd = 0.25

[[dealer]]
name = "MM"
policy = "band"
band_width = 0.1
band_unit = "per_option_share"
band_to = "edge"
half_spread_bp = 0.5
fee_usd_per_share = 0.001
temporary = 1
lot = 100
lag_steps = 2
hedge_volatility = "+2"
hedged_at_start = false
side = "mirrored"
[[dealer.option]]
right = "call"
strike = 450
expires = "2h"
contracts = -25000
volatility_pct = 15
[[dealer.option]]
right = "put"
strike = 440
expires = "close"
contracts = 10
multiplier = 10
volatility_pct = 20
unlisted = true
delivery = "cash"

[[dealer]]
name = "tenors"
policy = "by_tenor"
every_minutes = 10
last_minutes = 30
hedge_volatility = 18.5
[[dealer.option]]
right = "call"
strike = 450
expires = "6h"
contracts = 1
volatility_pct = 15
[[dealer.option]]
right = "call"
strike = 450
expires = "30d"
contracts = 1
volatility_pct = 15
)";

base::Result<std::string, base::Refusal> no_file(const std::string& path) {
  return base::failure(base::Refusal{base::RefusalKind::input_rejected, path + ": not there"});
}

base::Result<hedging::Scenario, base::Refusal> scenario(std::string_view text) {
  auto plan = read_scenario(text, "my.toml");
  if (!plan) return base::failure(plan.error());
  return scenario_of(std::move(*plan), Sides::as_is, no_file);
}

TEST(ScenarioFile, ReadsTheRunAndTheMarket) {
  const auto read = scenario(whole);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->name, "my.toml");
  EXPECT_EQ(read->title, "All there is");
  EXPECT_EQ(read->what, "Two lines of it.");
  EXPECT_EQ(read->spot, market::Spot{450});
  EXPECT_EQ(read->starts, hedging::Minutes{30});
  EXPECT_EQ(steps(*read), 120u);
  EXPECT_DOUBLE_EQ(read->rate.value(), 0.04);
  EXPECT_DOUBLE_EQ(read->dividend.value(), 0.015);
  EXPECT_DOUBLE_EQ(read->noise.volatility.value(), 0.12);
  EXPECT_TRUE(read->noise.u_shaped);
  EXPECT_DOUBLE_EQ(read->impact.permanent.value(), 1e-13);
  EXPECT_DOUBLE_EQ(read->impact.transient.value(), 2.5e-13);
  ASSERT_TRUE(read->regime);
  EXPECT_DOUBLE_EQ(read->regime->marks.value(), 4);
  ASSERT_EQ(read->shifts.size(), 2u);
  EXPECT_EQ(read->shifts[0].at, hedging::Minutes{20}) << "ascending, as the simulation wants them";
  EXPECT_EQ(read->flows.at(0).total, market::Usd{-2e9});
  EXPECT_EQ(read->fundamental->value, market::Spot{451});
  EXPECT_EQ(read->momentum->window, hedging::Minutes{15});
  EXPECT_EQ(read->noise_flow.a_minute, market::Usd{1e6});
}

TEST(ScenarioFile, ReadsWhatIsWatched) {
  const auto read = scenario(whole);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->levels.size(), 2u);
  EXPECT_TRUE(read->levels[0].from_below) << "above spot, so it is come to from below";
  EXPECT_FALSE(read->levels[1].from_below) << "as it says";
  EXPECT_DOUBLE_EQ(read->race.race, 0.3);
  EXPECT_EQ(read->pin->tolerance, market::Usd{0.25});
}

TEST(ScenarioFile, ReadsDealersWithTheirOptions) {
  const auto read = scenario(whole);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->dealers.size(), 3u) << "by_tenor is two";
  const hedging::Dealer& mm = read->dealers[0];
  const auto& band = std::get<hedging::policy::FixedBand>(mm.policy);
  EXPECT_EQ(band.unit, hedging::BandUnit::per_option_share);
  EXPECT_EQ(band.to, hedging::BandTo::edge);
  EXPECT_DOUBLE_EQ(mm.costs.half_spread.value(), 0.5e-4);
  EXPECT_EQ(mm.lag, 2u);
  EXPECT_FALSE(mm.hedged_at_start);
  EXPECT_EQ(mm.hedge_vol.kind, hedging::HedgeVol::Kind::shifted);
  EXPECT_EQ(mm.hedge_vol.shift, hedging::VolPoints{2});
  ASSERT_EQ(mm.book.positions.size(), 2u);
  EXPECT_EQ(mm.book.positions[0].shares, market::Shares{2'500'000}) << "mirrored";
  EXPECT_EQ(mm.book.positions[1].shares, market::Shares{-100});
  EXPECT_TRUE(mm.book.positions[1].unlisted);
  EXPECT_EQ(mm.book.expiries[0].settles, hedging::Minutes{120});
  EXPECT_EQ(mm.book.expiries[1].settles, hedging::Minutes{360}) << "the close, from a start at minute 30";
  EXPECT_EQ(mm.book.expiries[1].delivery, hedging::Delivery::cash);
}

TEST(ScenarioFile, HedgesByTenorWithTwoDealers) {
  const auto read = scenario(whole);
  ASSERT_TRUE(read) << read.error().message;
  const hedging::Dealer &near = read->dealers.at(1), &far = read->dealers.at(2);
  EXPECT_EQ(near.name, "tenors, this session");
  EXPECT_EQ(std::get<hedging::policy::EveryMinutes>(near.policy).minutes, hedging::Minutes{10});
  EXPECT_EQ(near.book.expiries[near.book.positions.at(0).expiry].settles, hedging::Minutes{360});
  EXPECT_EQ(std::get<hedging::policy::LastMinutes>(far.policy).minutes, hedging::Minutes{30});
  EXPECT_EQ(far.book.expiries[far.book.positions.at(0).expiry].settles, hedging::Minutes{30 * 390});
  EXPECT_EQ(far.hedge_vol.kind, hedging::HedgeVol::Kind::fixed);
}

/// A scenario that reads, with one dealer, so that each row changes one thing.
constexpr std::string_view dealer = "spot = 450\n[[dealer]]\nname = \"MM\"\npolicy = \"continuous\"\n";
constexpr std::string_view option =
    "[[dealer.option]]\nright = \"call\"\nstrike = 450\nexpires = \"1d\"\ncontracts = 10\nvolatility_pct = 15\n";

TEST(ScenarioFile, SaysInOneLineWhatIsWrongAndWhatToWrite) {
  const std::string whole_dealer = fmt::format("{}{}", dealer, option);
  const auto with_dealer_key = [](std::string_view key) { return fmt::format("{}{}\n{}", dealer, key, option); };
  const auto with_option = [](std::string_view lines) { return fmt::format("{}[[dealer.option]]\n{}", dealer, lines); };
  struct Row {
    std::string text, message;
  };
  const Row rows[] = {
      {"", "my.toml: line 1: spot is missing: write spot = 450, the price at the start"},
      {"spot = ", "line 1: not TOML"},
      {"spot = 450\nspott = 1\n", "my.toml: line 2: the file's head: unknown key `spott`; known:"},
      {"spot = 0\n", "line 1: the file's head: spot = a number from 0.01 to 1e+07"},
      {"spot = 450\nnoise = 12\n", "line 2: the file's head: `noise` is a table: write [noise]"},
      {"spot = 450\n[noise]\n", "line 2: [noise]: volatility_pct is missing: write a number from 0 to 500"},
      {"spot = 450\n[noise]\nvolatility_pct = 12\nshape = \"v\"\n", "line 4: [noise]: shape = \"flat\" or \"u\""},
      {"spot = 450\n[impact]\npermanent = 1\n", "line 3: [impact]: unknown key `permanent`; known:"},
      {"spot = 450\n[impact]\npermanent_bp_per_1bn = -1\n", "line 3: [impact]: permanent_bp_per_1bn = a number from 0"},
      {"spot = 450\n[regime]\n", "line 2: [regime]: times_a_session is missing"},
      {"spot = 450\n[[shift]]\n", "line 2: [[shift]]: at_minute is missing"},
      {"spot = 450\n[shift]\n", "line 2: the file's head: write [[shift]] for each, at most 100"},
      {"spot = 450\n[momentum]\n", "line 2: [momentum]: usd_per_minute_per_1pct is missing"},
      {"spot = 450\n[fundamental]\nvalue = 1\n", "line 2: [fundamental]: usd_per_minute_per_1pct is missing"},
      {"spot = 450\n[[flow]]\nname = \"fund\"\nfrom_minute = 9\nto_minute = 9\ntotal_usd = 1\n",
       "line 5: [[flow]] \"fund\": to_minute = a minute after from_minute"},
      {"spot = 450\n[noise_flow]\n", "line 2: [noise_flow]: usd_a_minute is missing"},
      {"spot = 450\n[[level]]\nname = \"w\"\n", "line 2: [[level]] \"w\": price is missing"},
      {"spot = 450\n[[level]]\nname = \"w\"\nprice = 1\nfrom = \"left\"\n",
       "line 5: [[level]] \"w\": from = \"below\""},
      {"spot = 450\n[race]\naway = 0.01\n", "line 3: [race]: away = more than touch"},
      {"spot = 450\n[pin]\nstrike = 450\n", "line 2: [pin]: tolerance_usd is missing"},
      {"spot = 450\n[[dealer]]\n", "line 2: [[dealer]] \"\": name is missing"},
      {"spot = 450\n[[dealer]]\nname = \"MM\"\n", "line 2: [[dealer]] \"MM\": policy is missing: write one of"},
      {std::string{dealer}, "line 2: [[dealer]] \"MM\": no position: write [[dealer.option]] or [dealer.book]"},
      {whole_dealer + whole_dealer.substr(11), "[[dealer]] \"MM\" is there twice: give each its own name"},
      {with_dealer_key("half_spread_bps = 1"), "line 5: [[dealer]] \"MM\": unknown key `half_spread_bps`; known:"},
      {with_dealer_key("every_minutes = 5"), "line 5: [[dealer]] \"MM\": unknown key `every_minutes`; known:"},
      {with_dealer_key("half_spread_bp = -1"), "line 5: [[dealer]] \"MM\": half_spread_bp = a number from 0 to 1000"},
      {with_dealer_key("lag_steps = 0.5"), "line 5: [[dealer]] \"MM\": lag_steps = a whole number from 0 to 1000"},
      {with_dealer_key("side = \"short\""), "line 5: [[dealer]] \"MM\": side = \"as_is\" or \"mirrored\""},
      {with_dealer_key("hedge_volatility = \"2\""), "line 5: [[dealer]] \"MM\": hedge_volatility = \"implied\""},
      {with_dealer_key("hedged_at_start = 1"), "line 5: [[dealer]] \"MM\": hedged_at_start = true or false"},
      {with_dealer_key("temporary = 1"), "my.toml: dealer MM: temporary impact needs the market's daily volume"},
      {with_option("right = \"calls\"\n"), "line 6: [[dealer]] \"MM\" option: right = \"call\" or \"put\""},
      {with_option("right = \"call\"\n"), "line 5: [[dealer]] \"MM\" option: expires is missing: write \"close\""},
      {with_option("right = \"call\"\nexpires = \"-1d\"\n"), "line 7: [[dealer]] \"MM\" option: expires = \"close\""},
      {with_option("right = \"call\"\nexpires = \"2w\"\n"), "line 7: [[dealer]] \"MM\" option: expires = \"close\""},
      {with_option("right = \"call\"\nexpires = \"1d\"\nstrike = 0\n"), "line 8: [[dealer]] \"MM\" option: strike = a"},
      {with_option("right = \"call\"\nexpires = \"1d\"\nstrike = 1\ncontracts = 0\n"),
       "line 5: [[dealer]] \"MM\" option: volatility_pct is missing"},
      {with_option("right = \"call\"\nexpires = \"1d\"\nstrike = 1\ncontracts = 0\nvolatility_pct = 9\n"),
       "line 9: [[dealer]] \"MM\" option: contracts = not 0: + the dealer is long, - he is short"},
      {with_option("right = \"call\"\nexpires = \"1d\"\nstrike = 1\ncontracts = 1\nvolatility_pct = 0.01\n"),
       "line 10: [[dealer]] \"MM\" option: volatility_pct = a number from 0.1 to 500"},
      {fmt::format("{}[dealer.book]\n", dealer),
       "line 5: [[dealer]] \"MM\" [dealer.book]: file = \"chain.csv\", or seed"},
      {fmt::format("{}[dealer.book]\nfile = \"c.csv\"\nseed = 1\n", dealer),
       "line 6: [[dealer]] \"MM\" [dealer.book]: file ="},
      {fmt::format("{}[dealer.book]\nfile = \"c.csv\"\nset = [\"x=1\"]\n", dealer),
       "line 7: [[dealer]] \"MM\" [dealer.book]: set ="},
      {fmt::format("{}[dealer.book]\nfile = \"c.csv\"\n", dealer), "my.toml: c.csv: not there"},
      {fmt::format("{}[impact]\npermanent_bp_per_1bn = 9999\n",
                   whole_dealer +
                       "[[dealer]]\nname = \"short\"\npolicy = \"continuous\"\n[[dealer.option]]\nright = "
                       "\"put\"\nstrike = 450\nexpires = \"1d\"\ncontracts = -100000\nvolatility_pct = 15\n"),
       "my.toml: unstable: 1 + 100 * impact * GEX is"},
  };
  for (const Row& row : rows) {
    const auto read = scenario(row.text);
    ASSERT_FALSE(read) << row.text;
    EXPECT_NE(read.error().message.find(row.message), std::string::npos) << row.text << '\n' << read.error().message;
    EXPECT_EQ(read.error().message.find('\n'), std::string::npos);
    EXPECT_TRUE(read.error().message.starts_with("my.toml: ")) << read.error().message;
  }
}

TEST(ScenarioFile, TakesBookLevelsSpotAndStartFromAChain) {
  const auto read = scenario(
      "[noise]\nvolatility_pct = 12\n[[dealer]]\nname = \"MM\"\npolicy = \"continuous\"\n"
      "[dealer.book]\nseed = 7\ncontracts = 1000\nexpiries = \"0dte\"\nas_of = \"2026-08-18T15:30-04:00\"\n");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_GT(read->spot.value(), 6000);
  EXPECT_EQ(read->starts, hedging::Minutes{360});
  EXPECT_EQ(read->minutes, hedging::Minutes{30}) << "until the close";
  EXPECT_GT(read->dealers.at(0).book.positions.size(), 10u);
  EXPECT_FALSE(read->levels.empty());
}

TEST(ScenarioLibrary, EveryScenarioReadsAndCanBeRun) {
  EXPECT_GE(library_texts().size(), 12u);
  for (const EmbeddedText& each : library_texts()) {
    auto plan = read_scenario(each.text, each.name);
    ASSERT_TRUE(plan) << plan.error().message;
    EXPECT_NE(plan->scenario.title, each.name) << "has a title";
    EXPECT_FALSE(plan->scenario.what.empty()) << each.name;
    const auto run = scenario_of(std::move(*plan), Sides::as_is, no_file);
    EXPECT_TRUE(run) << run.error().message;
  }
}

}  // namespace
}  // namespace gammafield::laboratory
