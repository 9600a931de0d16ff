#include "engine/at_spot.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <charconv>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/report_json.h"
#include "exposure/testing_book.h"
#include "ingest/read_chain.h"

namespace gammafield::engine {
namespace {

using exposure::TestingOption;
using market::Right;
using market::Spot;

/// An index at eleven in the morning, New York, with quotes of today, tomorrow, a week and a month; every second quote
/// says when it was.
ingest::LoadedChain some_chain(const std::string& root) {
  std::string text = "option,bid,ask,iv,open_interest,volume,spot\n";
  int line = 0;
  for (const char* expiry : {"260818", "260819", "260825", "260918"})
    for (int strike = 6100; strike <= 6760; strike += 20)
      for (const char right : {'C', 'P'}) {
        const double years = (std::stoi(expiry + 4) - 17 + (expiry[3] == '9' ? 31 : 0)) / 365.0;
        const double vol = 0.13 + 0.00006 * std::abs(strike - 6480), forward = 6430;
        const double price = std::max(
            pricing::black_price(right == 'C' ? Right::call : Right::put, forward, strike, vol * std::sqrt(years)),
            0.05);
        const int lean = right == 'C' ? strike - 5900 : 7000 - strike;
        text +=
            fmt::format("{}{}{}{:05}000,{:.4f},{:.4f},{:.4f},{},{},6430\n", root, expiry, right, strike, 0.99 * price,
                        1.01 * price + 0.01, vol, (lean * 37 + 11 * line) % 900 + lean / 2, strike % 91);
        ++line;
      }
  ingest::ReadOptions options;
  options.symbol = root == "SPXW" ? "SPX" : root;
  options.as_of = market::parse_instant("2026-08-18T11:00:00-04:00");
  auto loaded = std::move(ingest::read_chain(text, options, "made up")->front());
  for (std::size_t row = 0; row < loaded.chain.rows.size(); row += 2)
    loaded.chain.rows[row].quoted_at = loaded.chain.as_of - std::chrono::seconds{row % 97};
  return loaded;
}

std::shared_ptr<const Analysis> some_analysis(const Settings& settings = {}, const std::string& root = "SPXW") {
  return std::make_shared<const Analysis>(std::move(*analyse(some_chain(root), settings)));
}

/// The long way round: every contract priced there, its own book, its own search for everything.
Report made_there(const Analysis& snapshot, const Report& told) {
  const exposure::Book book = exposure::moved(snapshot.book, told.spot);
  Report report = told;
  report.levels = levels::find_levels(book, exposure::RepricedBook{book}, told.settings.levels);
  std::vector<market::UsdPerPercent> gross_gex;
  for (const exposure::Holding& each : book.holdings) gross_gex.push_back(each.gross_gex);
  report.input_times = QuoteTimes{*book.priced->chain, book}.of(gross_gex, report.levels, told.as_of);
  return report;
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional{number} : std::nullopt;
}

std::vector<std::string> words_of(const std::string& json) {
  std::vector<std::string> words(1);
  for (const char c : json) {
    const bool mark = c == ',' || c == ':' || c == '{' || c == '}' || c == '[' || c == ']';
    if (mark && !words.back().empty()) words.emplace_back();
    if (!mark) words.back() += c;
  }
  return words;
}

constexpr double rounding = 1e-14;  // what is left at a root, to gross, is nothing else

/// Every number of the two Reports, and every word.
void expect_same(const Report& one, const Report& two, double tolerance, const std::string& why) {
  const auto a = words_of(to_json(one)), b = words_of(to_json(two));
  ASSERT_EQ(a.size(), b.size()) << why;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto x = number_of(a[i]), y = number_of(b[i]);
    if (x && y) {
      EXPECT_NEAR(*x, *y, tolerance * std::max(std::abs(*x), std::abs(*y)) + rounding) << why << ": " << a[i - 1];
    } else {
      EXPECT_EQ(a[i], b[i]) << why << ": " << (i > 0 ? a[i - 1] : "");
    }
  }
}

RC_GTEST_PROP(SpotTicks, AreTheReportMadeThere, ()) {
  static const auto snapshot = some_analysis();
  static SpotTicks ticks{snapshot};
  const Spot there{6430 * (1 + 1e-5 * *rc::gen::inRange(-2500, 2501))};
  const auto at = snapshot->report.as_of + std::chrono::seconds{*rc::gen::inRange(1, 600)};
  const Report told = ticks.at(there, at);
  Report made = made_there(*snapshot, told);
  // the zone is the snapshot's: what is typical of the profile was looked at around the spot of then
  EXPECT_EQ(told.levels.battle_zone.has_value(), made.levels.battle_zone.has_value());
  if (told.levels.battle_zone && made.levels.battle_zone) {
    EXPECT_NEAR(told.levels.battle_zone->low.value(), made.levels.battle_zone->low.value(), 5);
    EXPECT_NEAR(told.levels.battle_zone->high.value(), made.levels.battle_zone->high.value(), 5);
  }
  made.levels.battle_zone = told.levels.battle_zone;
  expect_same(told, made, 1e-9, fmt::format("{}", there.value()));
}

TEST(SpotTicks, AtTheSnapshotsSpotAreTheSnapshot) {
  const auto snapshot = some_analysis();
  ASSERT_TRUE(snapshot->report.levels.expected_move && snapshot->report.levels.call_wall);
  Report told = SpotTicks{snapshot}.at(snapshot->report.spot, snapshot->report.as_of);
  EXPECT_EQ(told.input_times.spot, snapshot->report.as_of);
  EXPECT_EQ(told.input_times.timed_quotes, snapshot->report.input_times.timed_quotes);
  EXPECT_EQ(told.input_times.call_wall, snapshot->report.input_times.call_wall);
  EXPECT_EQ(told.input_times.exposure, snapshot->report.input_times.exposure);
  told.input_times = snapshot->report.input_times;
  expect_same(told, snapshot->report, 1e-11, "nothing moved");
}

/// The greeks of every contract at the new spot sum to what the book of the old one says of that spot: two ways.
TEST(SpotTicks, AreTheBookRepricedThere) {
  const auto snapshot = some_analysis();
  SpotTicks ticks{snapshot};
  const double spot = snapshot->report.spot.value(), gross = snapshot->report.levels.totals.gross_gex.value();
  const auto later = snapshot->report.as_of + std::chrono::seconds{17};
  for (const double move : {0.9, 0.97, 0.999, 1.0, 1.001, 1.02, 1.1}) {
    const Spot there{spot * move};
    const Report moved = ticks.at(there, later);
    EXPECT_NEAR(moved.levels.totals.net_gex.value(), snapshot->repriced.net_gex(there).value(), 1e-12 * gross) << move;
    EXPECT_NEAR(moved.levels.totals.gross_gex.value(), snapshot->repriced.gross_gex(there).value(), 1e-12 * gross);
    EXPECT_EQ(moved.spot, there);
    EXPECT_EQ(moved.as_of, later);
    EXPECT_EQ(moved.input_times.spot, later);
    const Analysis behind = analysis_behind(*snapshot, moved);
    EXPECT_EQ(behind.priced->spot, there);
    EXPECT_NEAR(exposure::totals(behind.book).net_gex.value(), moved.levels.totals.net_gex.value(), 1e-12 * gross);
  }
}

/// Sticky strike: where the book is neutral does not depend on where spot is now; the nearest such place does.
TEST(SpotTicks, ChooseTheFlipNearestToSpot) {
  std::vector<TestingOption> options;
  for (const double strike : {90.0, 100.0, 110.0})
    options.push_back({0.02, strike == 100 ? Right::put : Right::call, strike, 0.2, 1000});
  const auto priced = exposure::testing_priced_chain(options, {});
  auto book = exposure::make_book(priced, exposure::Positioning{exposure::PositioningModel::naive}, {});
  exposure::RepricedBook repriced{book};
  Report report;
  report.spot = priced->spot;
  report.settings.positioning = exposure::Positioning{exposure::PositioningModel::naive};
  report.levels = levels::find_levels(book, repriced, report.settings.levels);
  const auto& roots = report.levels.flips.roots;
  ASSERT_EQ(roots.size(), 2u);
  const Spot low = roots[0].price, high = roots[1].price;
  SpotTicks ticks{std::make_shared<const Analysis>(Analysis{priced, std::move(book), std::move(repriced), report})};
  for (const double spot : {93.0, 97.0, 99.0, 101.0, 104.0, 108.0}) {
    const Report moved = ticks.at(Spot{spot}, report.as_of);
    ASSERT_TRUE(moved.levels.flip);
    EXPECT_EQ(moved.levels.flip->price, std::log(spot / low.value()) < std::log(high.value() / spot) ? low : high);
    ASSERT_TRUE(moved.levels.battle_zone);
    EXPECT_LE(moved.levels.battle_zone->low, moved.levels.flip->price) << "the zone is the flip's";
    EXPECT_GE(moved.levels.battle_zone->high, moved.levels.flip->price);
    ASSERT_EQ(moved.flip_range.sticky_strike.has_value(), true);
    EXPECT_EQ(moved.flip_range.sticky_strike->price, moved.levels.flip->price);
  }
}

TEST(SpotTicks, ElectWallsOnTheirSidesOfTheNewSpot) {
  const auto snapshot = some_analysis();
  SpotTicks ticks{snapshot};
  for (const double move : {0.97, 1.0, 1.03}) {
    const Report moved = ticks.at(Spot{snapshot->report.spot.value() * move}, snapshot->report.as_of);
    const double spot = moved.spot.value();
    if (moved.levels.call_wall) {
      EXPECT_GE(moved.levels.call_wall->at.strike.value(), spot);
    }
    if (moved.levels.put_wall) {
      EXPECT_LE(moved.levels.put_wall->at.strike.value(), spot);
    }
  }
}

/// Early exercise, and volatilities that move with spot: what differs from the plain case.
TEST(SpotTicks, OfAmericanOptionsAndOfOtherDynamics) {
  Settings american;
  american.pricing.exercise = pricing::ExerciseModel::american;
  const auto early = some_analysis(american);
  const Spot there{6455};
  const Report told = SpotTicks{early}.at(there, early->report.as_of);
  Report made = made_there(*early, told);
  EXPECT_NEAR(told.levels.totals.net_gex.value(), made.levels.totals.net_gex.value(),
              1e-12 * told.levels.totals.gross_gex.value());
  EXPECT_NEAR(told.levels.flip->price.value(), made.levels.flip->price.value(), 1e-6 * there.value());
  EXPECT_EQ(told.levels.call_wall->at.strike, made.levels.call_wall->at.strike);

  Settings moving;
  moving.dynamics.kind = exposure::SmileDynamics::Kind::sticky_moneyness;
  const auto dynamic = some_analysis(moving);
  ASSERT_TRUE(dynamic->dynamic && dynamic->report.levels.flip);
  const Report later = SpotTicks{dynamic}.at(there, dynamic->report.as_of);
  EXPECT_EQ(later.levels.flip->price, dynamic->report.levels.flip->price) << "the snapshot's";
  EXPECT_EQ(later.flip_range.sticky_moneyness->price, later.levels.flip->price);
}

/// Without spread every draw is the model itself: its bands are the levels, wherever spot is.
TEST(SpotTicks, BandsAreThoseOfThere) {
  Settings settings;
  settings.bands_in_report = true;
  settings.bands.draws = 100;
  settings.bands.prior = bands::PriorName::off;
  const auto certain = some_analysis(settings);
  settings.bands.prior = bands::PriorName::wide;
  const auto drawn = some_analysis(settings);
  SpotTicks certain_ticks{certain}, drawn_ticks{drawn};
  for (const double price : {6390.0, 6433.0, 6470.0}) {
    const Report told = certain_ticks.at(Spot{price}, certain->report.as_of);
    ASSERT_TRUE(told.bands && *told.bands && (**told.bands).flip.price);
    const bands::Bands& bands = **told.bands;
    const double gross = told.levels.totals.gross_gex.value();
    EXPECT_NEAR(bands.net_gex.q05.value(), told.levels.totals.net_gex.value(), 1e-12 * gross);
    EXPECT_NEAR(bands.net_gex.q95.value(), told.levels.totals.net_gex.value(), 1e-12 * gross);
    EXPECT_EQ(bands.call_wall.p_of(told.levels.call_wall->at.strike), 1);
    EXPECT_EQ(bands.put_wall.p_of(told.levels.put_wall->at.strike), 1);
    EXPECT_NEAR(bands.flip.price->q50.value(), told.levels.flip->price.value(), 1e-9 * price);

    const Report wider = drawn_ticks.at(Spot{price}, drawn->report.as_of);
    EXPECT_LT((**wider.bands).net_gex.q05, told.levels.totals.net_gex);
    EXPECT_GT((**wider.bands).net_gex.q95, told.levels.totals.net_gex);
    EXPECT_NE((**wider.bands).net_gex.q50, (**drawn->report.bands).net_gex.q50);
  }
  Report still = drawn_ticks.at(drawn->report.spot, drawn->report.as_of);
  still.input_times = drawn->report.input_times;
  expect_same(still, drawn->report, 1e-11, "nothing moved");
}

/// More calls than puts above spot and fewer below it, in a day, a fortnight and three months.
Analysis plain_analysis() {
  std::vector<TestingOption> options;
  for (const double days : {1.0, 14.0, 91.0})
    for (int strike = 80; strike <= 120; strike += 4)
      for (const Right right : {Right::call, Right::put})
        options.push_back({days / 365, right, strike + 0.5, 0.15 + 0.0005 * std::abs(strike - 110),
                           right == Right::call ? 20.0 * strike - 1100 : 2900 - 20.0 * strike});
  const auto priced = exposure::testing_priced_chain(options, {});
  auto book =
      exposure::make_book(priced, exposure::Positioning{exposure::PositioningModel::naive}, exposure::ExpiryFilter{});
  Report report;
  report.spot = priced->spot;
  report.settings.positioning = exposure::Positioning{exposure::PositioningModel::naive};
  exposure::RepricedBook repriced{book};
  report.levels = levels::find_levels(book, repriced, report.settings.levels);
  return {priced, std::move(book), std::move(repriced), std::move(report)};
}

TEST(OfExpiries, AreTheSameContractsAndFewer) {
  const Analysis snapshot = plain_analysis();
  using Kind = exposure::ExpiryFilter::Kind;
  const Analysis next = of_expiries(snapshot, exposure::ExpiryFilter{Kind::next});
  const Analysis rest = of_expiries(snapshot, exposure::ExpiryFilter{Kind::ex_next});
  EXPECT_EQ(next.report.spot, snapshot.report.spot);
  EXPECT_LT(next.book.holdings.size(), snapshot.book.holdings.size());
  const double whole = snapshot.report.levels.totals.net_gex.value();
  EXPECT_NEAR(next.report.levels.totals.net_gex.value() + rest.report.levels.totals.net_gex.value(), whole,
              1e-12 * snapshot.report.levels.totals.gross_gex.value());
}

}  // namespace
}  // namespace gammafield::engine
