#include "research/landmarks.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "research/world.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;

constexpr double move = 0.01;
const market::Date session = std::chrono::year{2026} / 8 / 18;
const auto open_at = market::Calendar::us().session_open(session);
const double hour_move = move * std::sqrt(60.0 / 390);

/// A day with a published call wall at 100; prices a minute apart, as distances beyond it in expected moves of one
/// hour, the last one repeated to the close.
StudyDay day_of(std::vector<double> moves, std::size_t prices = 391) {
  StudyDay day{.symbol = "XYZ",
               .session = session,
               .open = open_at,
               .close = open_at + minutes{390},
               .from = open_at,
               .sheet = {},
               .move = move,
               .prices = {},
               .prior = std::nullopt};
  day.sheet.available = open_at - std::chrono::hours{12};
  day.sheet.given.call_wall = market::Strike{100};
  moves.resize(prices, moves.back());
  for (std::size_t i = 0; i < moves.size(); ++i)
    day.prices.push_back({open_at + minutes{i}, market::Spot{100 * std::exp(moves[i] * hour_move)}});
  return day;
}

std::vector<LandmarkRow> rows_of(const StudyDay& day, std::chrono::seconds bar = minutes{1}) {
  auto rows = landmark_rows(day, bar, {.bases = {WallBasis::given}}, market::Calendar::us());
  EXPECT_TRUE(rows);
  return rows ? std::move(*rows) : std::vector<LandmarkRow>{};
}

std::vector<int> landmarks_of(const std::vector<LandmarkRow>& rows) {
  std::vector<int> landmarks;
  for (const auto& row : rows) landmarks.push_back(static_cast<int>(row.landmark.count()));
  return landmarks;
}

/// Below, then beyond at these closes.
std::vector<double> after_below(std::size_t below, const std::vector<double>& moves) {
  std::vector<double> all(below, -1.0);
  all.insert(all.end(), moves.begin(), moves.end());
  return all;
}

TEST(Landmarks, AreTheMinutesAtWhichPriceIsBeyondStill) {
  struct Row {
    std::string_view why;
    std::vector<double> moves;
    std::vector<int> landmarks;
  };
  const Row rows[] = {
      {"beyond for good", after_below(30, {0.1}), {0, 1, 3, 5, 10}},
      {"back after four closes", after_below(30, {0.1, 0.1, 0.1, 0.1, -0.1}), {0, 1, 3}},
      {"beyond again within the day: another attempt", after_below(30, {0.1, -0.1, 0.1, 0.1, -0.1}), {0, 0, 1}},
      {"starts beyond: it has crossed nothing", {0.1}, {}},
      {"crosses 29 minutes before the close", after_below(361, {0.1}), {}},
      {"crosses 30 minutes before the close", after_below(360, {0.1}), {0, 1, 3, 5, 10}},
  };
  for (const auto& row : rows) EXPECT_EQ(landmarks_of(rows_of(day_of(row.moves))), row.landmarks) << row.why;
}

TEST(Landmarks, NeedACloseOfTheirOwn) {
  auto day = day_of(after_below(30, {0.1}));
  std::erase_if(day.prices, [](const auto& price) { return (price.at - open_at) % minutes{5} != minutes{0}; });
  EXPECT_EQ(landmarks_of(rows_of(day, minutes{5})), (std::vector{0, 5, 10}));
}

TEST(Landmarks, OutcomeIsWherePriceIsAnHourAfterTheCross) {
  struct Row {
    std::string_view why;
    std::size_t below;
    double at_the_end;
    bool beyond;
  };
  const Row rows[] = {
      {"a quarter of an hour's move beyond", 30, 0.2501, true},
      {"nearly", 30, 0.2499, false},
      {"the close ends it", 350, 0.2501, true},
      {"the close ends it, not far enough", 350, 0.2499, false},
  };
  for (const auto& row : rows) {
    // Beyond for twenty minutes, far beyond once, back, and at the end where the row says; then far on the other side.
    std::vector<double> moves = after_below(row.below, std::vector(20, 0.1));
    moves[row.below + 7] = 2;
    const std::size_t end = std::min<std::size_t>(row.below + 60, 390);
    moves.resize(end, -0.5);
    moves.push_back(row.at_the_end);
    if (end < 390) moves.push_back(row.beyond ? -3 : 3);
    const auto found = rows_of(day_of(moves));
    ASSERT_FALSE(found.empty());
    ASSERT_TRUE(found[0].outcome) << row.why;
    EXPECT_EQ(found[0].outcome->beyond, row.beyond) << row.why;
    EXPECT_DOUBLE_EQ(found[0].outcome->minutes_beyond, 20) << "19 after the first one, and the last";
    EXPECT_NEAR(found[0].outcome->furthest_beyond, 2, 1e-12);
  }
}

TEST(Landmarks, HaveNoOutcomeBeforeTheirHorizonIsOver) {
  const auto early = rows_of(day_of(after_below(30, {0.1}), 31 + 57));
  ASSERT_EQ(early.size(), 5U);
  EXPECT_FALSE(early[0].outcome);
  EXPECT_TRUE(rows_of(day_of(after_below(30, {0.1}), 31 + 60))[0].outcome);
}

TEST(Landmarks, WalkIsTheNormalShareOfWhatIsLeft) {
  // scipy.stats.norm.cdf((0.4 - 0.25) / sqrt(50 / 60)) at the last landmark, ten minutes into the hour
  const auto rows = rows_of(day_of(after_below(30, {0.4})));
  EXPECT_NEAR(rows.back().walk, 0.56525911, 1e-8);
  EXPECT_NEAR(rows.front().walk, 0.55961769, 1e-8);
  EXPECT_EQ(model_inputs(rows.back())[0].value, 10);
  EXPECT_NEAR(*model_inputs(rows.back())[1].value, std::log(0.56525911 / (1 - 0.56525911)), 1e-7);
}

/// Days whose prices are an even walk: with the session's move shared out alike over its minutes.
TEST(Landmarks, WalkForetellsAWalk) {
  base::RandomStream steps{7, 1};
  double foretold = 0, happened = 0, attempts = 0;
  for (int i = 0; i < 4000; ++i) {
    std::vector<double> moves{-0.5};
    while (moves.size() < 391) moves.push_back(moves.back() + steps.normal() / std::sqrt(60.0));
    for (const auto& row : rows_of(day_of(moves))) {
      if (row.landmark != minutes{5}) continue;
      foretold += row.walk;
      happened += row.outcome->beyond ? 1 : 0;
      attempts += 1;
    }
  }
  EXPECT_GT(attempts, 5000);
  EXPECT_NEAR(happened / attempts, foretold / attempts, 0.03);  // four standard errors, cases of a day taken as one
}

TEST(Landmarks, CountAStrikeOnceHoweverManyRulesNameIt) {
  const auto world = made_up_days({.plant = {}, .days = 20});
  const auto& calendar = market::Calendar::us();
  const LandmarkRule net{.bases = {WallBasis::net}}, twice{.bases = {WallBasis::net, WallBasis::net}};
  const auto once = landmark_rows(std::vector{world}, net, calendar);
  const auto again = landmark_rows(std::vector{world}, twice, calendar);
  ASSERT_TRUE(once && again);
  EXPECT_GT(once->size(), 20U);
  EXPECT_EQ(once->size(), again->size());
}

using Bars = std::vector<ingest::PriceBar>;

bool known(const LandmarkRow& row, std::string_view name) {
  return std::ranges::find(row.features, name, &NamedValue::name)->value.has_value();
}

/// What flow features are made of: bars with volumes by chance, and trades at the walls.
class MadeUpFlow {
 public:
  explicit MadeUpFlow(SymbolDays& days) {
    base::RandomStream random{5, 1};
    for (auto& day : days.days) {
      Bars bars;
      for (int i = 0; i < 390; ++i) {
        const auto from = day.open + minutes{i};
        bars.push_back({from, from + minutes{1}, {}, {}, {}, {}, 1000 * (1 + random.uniform())});
      }
      bars_.push_back(std::move(bars));
      opens_.push_back(day.open);
      day.volume_z = readings_of(bars_.size() - 1, bars_.back());
      day.option_trades.emplace();
      for (int i = 0; i < 390; ++i) day.option_trades->push_back(trade(day, i, std::round(100 * random.normal())));
    }
  }

  /// Volumes and trades after this moment are other ones.
  void change_later(StudyDay& day, std::size_t number, market::Instant now, base::RandomStream& random) const {
    auto bars = bars_[number];
    for (auto& bar : bars) {
      if (bar.until > now) bar.volume = 5000 * random.uniform();
    }
    day.volume_z = readings_of(number, bars);
    for (auto& each : *day.option_trades) {
      if (each.at > now) each.contracts = std::round(1000 * random.normal());
    }
  }

 private:
  static SignedTrade trade(const StudyDay& day, int minute, double contracts) {
    const auto side = minute % 2 == 0 ? levels::Side::call : levels::Side::put;
    const auto wall = wall_of(day.sheet, side, WallBasis::net);
    return {day.open + minutes{minute} + std::chrono::seconds{30}, wall ? wall->strike : market::Strike{0}, contracts};
  }

  [[nodiscard]] std::vector<Reading> readings_of(std::size_t number, const Bars& bars) const {
    std::vector<TradedSession> before;
    for (std::size_t i = 0; i < number; ++i) before.push_back({opens_[i], bars_[i]});
    return volume_z({opens_[number], bars}, before);
  }

  std::vector<Bars> bars_;
  std::vector<market::Instant> opens_;
};

/// The canary of the landmark data set: whatever comes later, what is known at a landmark stays what it was.
TEST(Landmarks, KnowNothingOfWhatComesLater) {
  auto world = made_up_days({.plant = {}, .days = 40, .seed = 3});
  const MadeUpFlow flow(world);
  base::RandomStream random{11, 1};
  std::size_t looked_at = 0, outcomes_changed = 0, volumes_known = 0, trades_known = 0;
  for (std::size_t number = 0; number < world.days.size(); ++number) {
    const auto& day = world.days[number];
    const auto rows = landmark_rows(day, world.bar, {}, market::Calendar::us());
    ASSERT_TRUE(rows);
    for (const auto& row : *rows) {
      auto other = day;
      for (auto& price : other.prices) {
        if (price.at > row.at) price.price = market::Spot{price.price.value() * std::exp(0.02 * random.normal())};
      }
      flow.change_later(other, number, row.at, random);
      const auto others = landmark_rows(other, world.bar, {}, market::Calendar::us());
      ASSERT_TRUE(others);
      const auto same = std::ranges::find_if(*others, [&](const auto& candidate) {
        return candidate.attempt == row.attempt && candidate.landmark == row.landmark;
      });
      ASSERT_NE(same, others->end());
      EXPECT_EQ(same->walk, row.walk);
      ASSERT_EQ(same->features.size(), row.features.size());
      for (std::size_t i = 0; i < row.features.size(); ++i)
        EXPECT_EQ(same->features[i].value, row.features[i].value) << row.features[i].name;
      volumes_known += known(row, "volume_z") ? 1 : 0;
      trades_known += known(row, "signed_option_volume") ? 1 : 0;
      ++looked_at;
      outcomes_changed += same->outcome->beyond != row.outcome->beyond ? 1 : 0;
    }
  }
  EXPECT_GT(looked_at, 50U);
  EXPECT_GT(outcomes_changed, 10U) << "else nothing was changed";
  EXPECT_GT(volumes_known, 30U);
  EXPECT_EQ(trades_known, looked_at);
}

TEST(Landmarks, RefuseLevelsThatBecameKnownLater) {
  auto day = day_of(after_below(30, {0.1}));
  day.sheet.available = open_at + minutes{1};
  const auto rows = landmark_rows(day, minutes{1}, {.bases = {WallBasis::given}}, market::Calendar::us());
  ASSERT_FALSE(rows);
  EXPECT_EQ(rows.error().kind, base::RefusalKind::input_rejected);
  EXPECT_NE(rows.error().message.find("look-ahead"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::research
