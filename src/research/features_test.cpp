#include "research/features.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "market/calendar.h"

namespace gammafield::research {
namespace {

using std::chrono::minutes;

constexpr double move = 0.01;
const market::Date session = std::chrono::year{2026} / 8 / 21;  // a third Friday
const auto open_at = market::Calendar::us().session_open(session);

exposure::StrikeExposure strike(double at, double call, double put) {
  using market::Contracts;
  using market::UsdPerPercent;
  return {market::Strike{at},        UsdPerPercent{call},  UsdPerPercent{put},
          UsdPerPercent{call - put}, Contracts{10 * call}, Contracts{10 * put}};
}

/// The call wall is 5000; price comes to it from 4950 and stands 10 beyond after 20 minutes.
StudyDay example() {
  StudyDay day{.symbol = "XYZ",
               .session = session,
               .open = open_at,
               .close = open_at + minutes{390},
               .from = open_at,
               .sheet = {},
               .move = move,
               .prices = {},
               .prior = PriorSession{.high = 5020, .low = 4900, .close = 4940}};
  day.sheet.available = open_at - std::chrono::hours{12};
  day.sheet.spot = market::Spot{4950};
  day.sheet.flip = market::Spot{4900};
  day.sheet.net_gex = market::UsdPerPercent{40};
  day.sheet.gross_gex = market::UsdPerPercent{160};
  day.sheet.strikes = {strike(4800, 0, 30), strike(4975, 10, 10), strike(5000, 60, 10), strike(5025, 10, 0),
                       strike(5050, 25, 5)};
  day.sheet.positive_gex_chance = 0.7;
  const auto settling = [](market::Instant at, double gross) {
    return Settling{at, market::Calendar::us().session_of(at), market::UsdPerPercent{gross}};
  };
  const auto friday = open_at, later = open_at + std::chrono::days{7};
  day.sheet.settling = {settling(friday - std::chrono::days{1}, 500), settling(friday, 40),
                        settling(friday + minutes{390}, 24), settling(later, 96)};
  day.sheet.walls = {{.strike = market::Strike{5000},
                      .net_gex = market::UsdPerPercent{-30},
                      .gross_gex = market::UsdPerPercent{200},
                      .close_by = {settling(friday, 60), settling(friday + minutes{405}, 30), settling(later, 10)}}};
  day.volume_z = {{open_at + minutes{19}, 3}, {open_at + minutes{20}, -1.25}, {open_at + minutes{21}, 4}};
  const auto trade = [](minutes at, double level, double contracts) {
    return SignedTrade{open_at + at, market::Strike{level}, contracts};
  };
  day.option_trades = {trade(minutes{-5}, 5000, 1000), trade(minutes{3}, 5000, 300), trade(minutes{4}, 4800, 900),
                       trade(minutes{20}, 5000, -120), trade(minutes{21}, 5000, 5000)};
  for (int i = 0; i <= 20; ++i)
    day.prices.push_back({open_at + minutes{i}, market::Spot{4950 + 3.0 * i}});  // beyond from the 17th minute on
  return day;
}

Crossing crossing_of(const StudyDay& day, levels::Side side = levels::Side::call) {
  return {{5000, side, day.move, day.close, minutes{1}}, WallBasis::net, open_at + minutes{17}};
}

std::optional<double> value_of(const Features& features, std::string_view name) {
  const auto found = std::ranges::find(features, name, &NamedValue::name);
  EXPECT_NE(found, features.end()) << name;
  return found == features.end() ? std::nullopt : found->value;
}

Features features_of(const StudyDay& day, minutes at = minutes{20}) {
  const auto known = KnownUntil::of(day, open_at + at);
  EXPECT_TRUE(known);
  auto features = features_at(*known, crossing_of(day), market::Calendar::us());
  EXPECT_TRUE(features);
  return std::move(*features);
}

TEST(Features, AreWhatTheirNamesSay) {
  const auto ln = [](double to, double from) { return std::log(to / from) / move; };
  double variance = 0;
  for (int i = 0; i < 20; ++i) variance += std::pow(std::log((4953 + 3.0 * i) / (4950 + 3.0 * i)), 2);
  struct Row {
    std::string_view name;
    double value;
  };
  const Row rows[] = {
      {"oi_share_next_strikes", (20 + 70 + 10) / 160.0},
      {"oi_share_half_percent", (20 + 70 + 10) / 160.0},
      {"oi_concentration", (20.0 * 20 + 70 * 70 + 10 * 10 + 30 * 30) / (130.0 * 130)},  // 4800 is 4 % away
      {"oi_call_balance", (80 - 20) / 100.0},
      {"next_wall_distance", ln(5050, 5000)},
      {"next_wall_strength", 20.0 / 50},
      {"same_day_share", 30.0 / 40},  // a quarter past the close is of the session, the opening one is over
      {"same_day_share_of_all", 24.0 / 120},
      {"gex_to_gross", 40.0 / 160},
      {"wall_gex_to_gross", -30.0 / 200},
      {"positive_gex_chance", 0.7},
      {"wall_net_share", 50.0 / 160},
      {"flip_distance", ln(5010, 4900)},
      {"minutes_since_open", 20},
      {"minutes_to_close", 370},
      {"day_sine", 0.316667994},    // sin(2 pi 20 / 390)
      {"day_cosine", 0.948536442},  // cos
      {"monthly_expiry", 1},
      {"is_call", 1},
      {"distance_beyond", ln(5010, 5000)},
      {"furthest_beyond", ln(5010, 5000)},
      {"approach_speed", ln(5001, 4971) / std::sqrt(10.0 / 390)},
      {"speed_now", ln(5010, 5007) / std::sqrt(1.0 / 390)},
      {"touches", 1},
      {"earlier_attempts", 0},
      {"realised_to_implied", std::sqrt(variance) / (move * std::sqrt(20.0 / 390))},
      {"gap", ln(4950, 4940)},
      {"prior_extreme_distance", ln(5020, 5010)},
      {"round_number_distance", 0},
      {"volume_z", -1.25},
      {"signed_option_volume", (300 - 120) / 700.0},
      {"signed_option_volume_30m", (300 - 120) / 700.0},
  };
  const auto features = features_of(example());
  EXPECT_EQ(features.size(), std::size(rows)) << "a row for each";
  for (const auto& row : rows) {
    const auto value = value_of(features, row.name);
    ASSERT_TRUE(value) << row.name;
    EXPECT_NEAR(*value, row.value, 1e-8) << row.name;
  }
}

TEST(Features, OfAPutWallAreTheirMirrorImage) {
  auto day = example();
  for (auto& price : day.prices) price.price = market::Spot{5000 * 5000 / price.price.value()};
  day.prior = PriorSession{.high = 5100, .low = 5000 * 5000 / 5020.0, .close = 5000 * 5000 / 4940.0};
  const auto known = KnownUntil::of(day, open_at + minutes{20});
  ASSERT_TRUE(known);
  Features mirrored;
  ASSERT_TRUE(add_path_features(*known, crossing_of(day, levels::Side::put), mirrored));
  const auto features = features_of(example());
  for (const auto& value : mirrored) {
    if (value.name != "is_call") {
      EXPECT_NEAR(*value.value, *value_of(features, value.name), 1e-9) << value.name;
    }
  }
  EXPECT_EQ(value_of(mirrored, "is_call"), 0);
}

TEST(Features, ThatCannotBeMadeAreNone) {
  auto day = example();
  day.prior = std::nullopt;
  day.volume_z.clear();
  day.sheet = {.source = "empty", .as_of = day.sheet.as_of, .available = day.sheet.available, .spot = {}};
  day.prices.erase(day.prices.begin(), day.prices.begin() + 15);
  const auto features = features_of(day);
  for (const auto* name : {"oi_share_next_strikes",
                           "oi_share_half_percent",
                           "oi_concentration",
                           "oi_call_balance",
                           "next_wall_distance",
                           "next_wall_strength",
                           "gex_to_gross",
                           "wall_net_share",
                           "same_day_share",
                           "same_day_share_of_all",
                           "wall_gex_to_gross",
                           "positive_gex_chance",
                           "volume_z",
                           "signed_option_volume",
                           "signed_option_volume_30m",
                           "flip_distance",
                           "approach_speed",
                           "realised_to_implied",
                           "gap",
                           "prior_extreme_distance"})
    EXPECT_FALSE(value_of(features, name)) << name;
  EXPECT_TRUE(value_of(features, "speed_now"));
}

TEST(Features, OfOptionTradesAreOfWhatIsKnownOfThem) {
  auto day = example();
  for (int i = 21; i <= 45; ++i) day.prices.push_back({open_at + minutes{i}, market::Spot{5010}});
  const auto later = features_of(day, minutes{45});
  EXPECT_NEAR(*value_of(later, "signed_option_volume"), (300 - 120 + 5000) / 700.0, 1e-12);
  EXPECT_NEAR(*value_of(later, "signed_option_volume_30m"), (-120 + 5000) / 700.0, 1e-12) << "from 15 to 45";
  day.option_trades->clear();
  EXPECT_EQ(value_of(features_of(day), "signed_option_volume"), 0) << "the file has the session: nothing was traded";
  day.option_trades = std::nullopt;
  EXPECT_FALSE(value_of(features_of(day), "signed_option_volume")) << "no file has it";
}

TEST(Features, CountTouchesAndAttemptsOfTheDay) {
  auto day = example();
  const double path[] = {4950, 4999, 5001, 4999, 4950, 4999, 4950, 4999, 5001, 5002};
  day.prices.clear();
  for (const double price : path) day.prices.push_back({open_at + minutes{day.prices.size()}, market::Spot{price}});
  const auto known = KnownUntil::of(day, open_at + minutes{9});
  auto crossing = crossing_of(day);
  crossing.at = open_at + minutes{8};
  const auto features = features_at(*known, crossing, market::Calendar::us());
  ASSERT_TRUE(features);
  EXPECT_EQ(value_of(*features, "touches"), 3);
  EXPECT_EQ(value_of(*features, "earlier_attempts"), 1);
}

TEST(KnownUntil, RefusesWhatIsLater) {
  auto day = example();
  const auto known = KnownUntil::of(day, open_at + minutes{18});
  ASSERT_TRUE(known);
  EXPECT_EQ(known->prices().size(), 19U);
  EXPECT_EQ(known->price(), 4950 + 3 * 18);
  EXPECT_EQ(known->prices_until(open_at + minutes{18})->size(), 19U);
  EXPECT_EQ(known->prices_until(open_at + minutes{3})->size(), 4U);
  const auto later = known->prices_until(open_at + minutes{18} + std::chrono::seconds{1});
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().kind, base::RefusalKind::input_rejected);
  EXPECT_NE(later.error().message.find("look-ahead"), std::string::npos) << later.error().message;

  EXPECT_FALSE(features_at(*KnownUntil::of(day, open_at + minutes{16}), crossing_of(day), market::Calendar::us()))
      << "a cross that has not come yet";
  EXPECT_FALSE(KnownUntil::of(day, open_at - minutes{1})) << "before the first price";
  day.sheet.available = open_at + minutes{1};
  EXPECT_FALSE(KnownUntil::of(day, open_at + minutes{18})) << "levels from after the day's start";
}

}  // namespace
}  // namespace gammafield::research
