#include "server/view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include <simdjson.h>

#include "desk/parts.h"
#include "engine/at_spot.h"
#include "engine/explanation.h"
#include "engine/inspection.h"
#include "engine/report_json.h"
#include "engine/scenario.h"
#include "exports/explanation_text.h"
#include "exports/inspection_text.h"
#include "exports/options_text.h"
#include "exports/scenario_text.h"
#include "exposure/spot_exposure.h"
#include "server/testing_house.h"
#include "session/after_instants.h"
#include "session/holdings.h"

namespace gammafield::server {
namespace {

namespace dom = simdjson::dom;
using engine::Settings;
using Query = std::vector<http::Header>;

/// A made-up index with expiries of today, of Friday (AM and PM) and of a month later; the AM one at every second
/// strike.
std::shared_ptr<const ingest::LoadedChain> some_chain() {
  std::string text = "option,bid,ask,iv,open_interest,spot\n";
  const std::pair<const char*, int> listed[] = {
      {"SPXW260818", 25}, {"SPX260821", 50}, {"SPXW260821", 25}, {"SPX260918", 25}};
  int line = 0;
  for (const auto& [expiry, step] : listed)
    for (int strike = 6200; strike <= 6650; strike += step)
      for (const char right : {'C', 'P'})
        text += fmt::format("{}{}{:05}000,{:.2f},{:.2f},{:.4f},{},6430\n", expiry, right, strike, 20.9, 21.4, 0.15,
                            line++ % 7 * 100 + (right == 'C' ? strike - 6150 : 6750 - strike));
  ingest::ReadOptions options;
  options.symbol = "SPX";
  options.as_of = market::parse_instant("2026-08-18T10:00:00-04:00");
  return std::make_shared<const ingest::LoadedChain>(std::move(ingest::read_chain(text, options, "made up")->front()));
}

class ViewTest : public testing::Test {
 public:
  ViewTest() { desk.publish(snapshot, published); }

  http::Response ask(Answer answer, Query query = {}, std::vector<std::string> names = {"SPX"}) {
    const http::Request request{.path = {}, .query = std::move(query)};
    return answer(house, Asked{request, std::move(names), published});
  }
  /// The member of that name, as it stands there.
  std::string member(Answer answer, std::string_view name, Query query = {}, std::vector<std::string> names = {"SPX"}) {
    const auto response = ask(answer, std::move(query), std::move(names));
    EXPECT_EQ(response.status, 200) << *response.body;
    return std::string{desk::part(desk::parts_of(*response.body), name)};
  }

  std::shared_ptr<const engine::Analysis> snapshot =
      std::make_shared<const engine::Analysis>(std::move(*engine::analyse(some_chain(), Settings{})));
  desk::Desk desk;
  House house{desk};
};

engine::Analysis by(const std::vector<std::string>& options) {
  Settings settings;
  for (const auto& option : options) {
    EXPECT_FALSE(engine::apply_option(settings, option)) << option;
  }
  return std::move(*engine::analyse(some_chain(), settings));
}

TEST_F(ViewTest, IsTheSnapshotAnalysedByTheseSettings) {
  struct Row {
    Query query;
    std::vector<std::string> options;
  };
  const Row rows[] = {
      {{}, {}},
      {{{"expiries", "0dte"}}, {"expiry_filter=0dte"}},
      {{{"expiries", "2026-09-18,2026-08-21"}}, {"expiry_filter=2026-08-21,2026-09-18"}},
      {{{"expiries", "2030-01-01"}}, {"expiry_filter=2030-01-01"}},
      {{{"set", "positioning=all_short"}}, {"positioning=all_short"}},
      {{{"set", "put_wall_rule=gross_put"}, {"expiries", "next"}, {"set", "flip.domain=0.9-1.1"}},
       {"put_wall_rule=gross_put", "expiry_filter=next", "flip.domain=0.9-1.1"}},
      {{{"set", "iv_source=vendor"}, {"set", "smile_dynamics=sticky_moneyness"}},
       {"iv_source=vendor", "smile_dynamics=sticky_moneyness"}},
      {{{"set", "detail=levels"}}, {"detail=levels"}},
  };
  for (const Row& row : rows) {
    const auto expected = desk::parts_of(engine::to_json(by(row.options).report));
    const auto report = desk::parts_of(*ask(server::report, row.query).body);
    for (const char* name : {"levels", "exposure", "open_interest", "regime", "data_quality", "assumptions"})
      EXPECT_EQ(desk::part(report, name), desk::part(expected, name)) << row.options.size() << name;
    const auto parts = desk::parts_of(*ask(server::levels, row.query).body);
    EXPECT_EQ(desk::part(parts, "assumptions"), desk::part(expected, "assumptions"));
    EXPECT_EQ(desk::part(desk::parts_of(desk::part(parts, "levels")), "levels"), desk::part(expected, "levels"));
  }
}

TEST_F(ViewTest, IsOfThePriceThatTheSymbolStandsAt) {
  const auto later = snapshot->report.as_of + std::chrono::seconds{40};
  desk.publish(snapshot, engine::SpotTicks{snapshot}.at(market::Spot{6441}, later), published);
  const auto seen = std::make_shared<const engine::Analysis>(by({"positioning=all_long"}));
  const auto expected = engine::to_json(engine::SpotTicks{seen}.at(market::Spot{6441}, later));
  const auto report = desk::parts_of(*ask(server::report, {{"set", "positioning=all_long"}}).body);
  for (const auto& [name, text] : desk::parts_of(expected)) EXPECT_EQ(desk::part(report, name), text) << name;
  EXPECT_EQ(desk::part(report, "spot"), "6441");
}

/// No level is invented where nothing is left to make one of.
TEST_F(ViewTest, MayBeOfNothing) {
  const auto later = snapshot->report.as_of + std::chrono::seconds{40};
  for (const bool moved : {false, true}) {
    if (moved) desk.publish(snapshot, engine::SpotTicks{snapshot}.at(market::Spot{6441}, later), published);
    for (const Answer answer : {server::report, server::levels, server::profile, server::strikes, server::bands,
                                server::strike_map, server::scenario})
      EXPECT_EQ(ask(answer, {{"expiries", "2030-01-01"}}).status, 200);
    EXPECT_EQ(ask(server::explain, {{"expiries", "2030-01-01"}}, {"SPX", "call_wall"}).status, 422);
  }
}

TEST_F(ViewTest, TakesValuesAndNothingElse) {
  for (const auto& option : engine::option_registry())
    for (const char* hostile : {"/etc/passwd", "file:///etc/passwd", "http://127.0.0.1:1/", "../../x", "$(id)", "`id`",
                                "", "nan", "-1e999", "1e999", "{}", "<script>", "a\nb"}) {
      const auto response = ask(server::levels, {{"set", fmt::format("{}={}", option.key, hostile)}});
      EXPECT_EQ(response.status, 400) << option.key << "=" << hostile;
      EXPECT_EQ(response.content_type, "application/problem+json");
      EXPECT_EQ(std::ranges::count(*response.body, '\n'), 1) << *response.body;
    }
}

TEST_F(ViewTest, RefusesInOneLineWhatItCannotTake) {
  const Query wrong[] = {{{"set", ""}},
                         {{"set", "positioning"}},
                         {{"set", "calendar=/etc/passwd"}},
                         {{"set", "positioning_file=x"}},
                         {{"set", "tickets=put,480,2026-09-18,50000,short"}},
                         {{"set", "preset=naive"}},
                         {{"set", "positioning=user"}},
                         {{"set", "positioning=flow"}},
                         {{"set", "uncertainty.models=open_close:1"}},
                         {{"set", "SPX:positioning=naive"}},
                         {{"set", "NDX:positioning=naive"}},
                         {{"set", "state.buffer=1"}},
                         {{"set", "hysteresis.h=0.2"}},
                         {{"set", "flow.accuracy=0.8"}},
                         {{"set", "uncertainty.draws=20001"}},
                         {{"set", "american_engine=fd"}},
                         {{"set", "positioning=naive"}, {"set", "put_wall_rule=any"}},
                         {{"expiries", ""}},
                         {{"expiries", "tomorrow"}},
                         {{"expiries", "2026-02-30"}},
                         {{"expiries", "le_dte:-1"}}};
  for (const Query& query : wrong)
    for (const Answer answer : {server::levels, server::report, server::profile, server::strikes, server::bands,
                                server::strike_map, server::scenario}) {
      const auto response = ask(answer, query);
      EXPECT_EQ(response.status, 400) << query.back().second;
      EXPECT_EQ(std::ranges::count(*response.body, '\n'), 1) << *response.body;
      EXPECT_EQ(response.body->find("--"), std::string::npos) << "in words of the command line: " << *response.body;
    }
  EXPECT_EQ(ask(server::levels, wrong[0], {"NOPE"}).status, 404);
}

/// As a member of an answer stands there.
std::string minified(const std::string& json) { return desk::joined(desk::parts_of(json)); }

double number(dom::element of, std::string_view name) { return double(of[name]); }

TEST_F(ViewTest, ProfileHasVannaAndCharmOfTheBookThere) {
  dom::parser parser;
  const std::string text = member(server::profile, "profile", {{"range", "3"}, {"points", "7"}});
  const dom::element found = parser.parse(text);
  ASSERT_EQ(dom::array{found["points"]}.size(), 7u);
  for (const dom::element point : dom::array{found["points"]}) {
    const market::Spot spot{number(point, "spot")};
    const auto there = exposure::totals(exposure::moved(snapshot->book, spot));
    const double gross = there.gross_gex.value();
    EXPECT_NEAR(number(point, "net_gex_usd_per_1pct"), there.net_gex.value(), 1e-11 * gross);
    EXPECT_NEAR(number(point, "net_vanna_usd_per_vol_point"), there.net_vanna.value(), 1e-11 * gross);
    EXPECT_NEAR(number(point, "net_charm_usd_per_day"), there.net_charm.value(), 1e-9 * gross);
  }
  EXPECT_TRUE(found["vanna_charm_reason"].is_null());
  const std::string long_one = member(server::profile, "profile", {{"points", "502"}});
  const dom::element many = parser.parse(long_one);
  EXPECT_EQ(std::string_view{many["vanna_charm_reason"]}, "too_many_points");
  EXPECT_TRUE(dom::array{many["points"]}.at(0)["net_vanna_usd_per_vol_point"].is_null());
  const std::string moving = member(server::profile, "profile", {{"set", "smile_dynamics=ssr:1.5"}});
  const dom::element other = parser.parse(moving);
  EXPECT_EQ(std::string_view{other["smile_dynamics"]}, "ssr:1.5");
  EXPECT_EQ(std::string_view{other["vanna_charm_reason"]}, "sticky_strike_only");
  EXPECT_TRUE(dom::array{other["points"]}.at(0)["net_charm_usd_per_day"].is_null());
}

TEST_F(ViewTest, ProfileAfterExpiriesIsOfWhatIsLeft) {
  const auto& calendar = *snapshot->report.calendar;
  for (const char* after : {"session", "friday", "monthly", "2026-08-20", "2026-08-21", "2026-12-31"}) {
    const auto settled_by = *session::parse_after(after, snapshot->report.as_of, calendar);
    double left = 0;
    for (const auto& at : session::strikes_left(session::holdings_of(snapshot->book), settled_by))
      left += at.net.value();
    dom::parser parser;
    const std::string text = member(server::profile, "profile", {{"after", after}, {"range", "1"}, {"points", "3"}});
    const dom::element found = parser.parse(text);
    EXPECT_EQ(std::string_view{found["settled_by"]}, market::to_string(settled_by));
    EXPECT_NEAR(number(dom::array{found["points"]}.at(1), "net_gex_usd_per_1pct"), left,
                1e-11 * snapshot->report.levels.totals.gross_gex.value())
        << after;
  }
  EXPECT_EQ(ask(server::profile, {{"after", "tomorrow"}}).status, 400);
}

TEST_F(ViewTest, MapIsWhatTheStrikesAreMadeOf) {
  dom::parser parser;
  const std::string text = member(server::strike_map, "map", {{"window", "1000"}});
  const dom::element map = parser.parse(text);
  const auto& strikes = snapshot->report.levels.strikes;
  ASSERT_EQ(dom::array{map["strikes"]}.size(), strikes.size());
  std::vector<double> net(strikes.size()), gross(strikes.size());
  std::size_t unlisted = 0;
  const auto add = [&](const char* name, std::vector<double>& sums) {
    for (const dom::element row : dom::array{map[name]}) {
      std::size_t i = 0;
      for (const dom::element cell : dom::array{row}) {
        if (cell.is_null())
          ++unlisted;
        else
          sums[i] += double(cell);
        ++i;
      }
    }
  };
  add("net_gex_usd_per_1pct", net);
  add("gross_gex_usd_per_1pct", gross);
  EXPECT_EQ(unlisted, 2 * 9u) << "every second of the AM expiry's strikes, in both";
  for (std::size_t i = 0; i < strikes.size(); ++i) {
    EXPECT_NEAR(net[i], strikes[i].net.value(), 1e-9 * strikes[i].absolute().value());
    EXPECT_NEAR(gross[i], strikes[i].absolute().value(), 1e-9 * strikes[i].absolute().value());
  }
  const dom::element expiry = dom::array{map["expiries"]}.at(1);
  EXPECT_EQ(std::string_view{expiry["date"]}, "2026-08-21");
  EXPECT_EQ(std::string_view{expiry["settlement"]}, "am");
  EXPECT_DOUBLE_EQ(number(expiry, "days_left"), 3 - 0.5 / 24) << "to half past nine";
  const std::string today = member(server::strike_map, "map", {{"expiries", "0dte"}, {"window", "1"}});
  const dom::element part = parser.parse(today);
  EXPECT_EQ(dom::array{part["expiries"]}.size(), 1u);
  for (const dom::element strike : dom::array{part["strikes"]}) EXPECT_LE(std::abs(double(strike) / 6430 - 1), 0.01);
}

TEST_F(ViewTest, ScenarioIsTheCommands) {
  const engine::ScenarioRequest wanted{.spot_range = 0.05,
                                       .spot_points = 11,
                                       .times = *engine::scenario_times("now,close,2d", *snapshot->priced),
                                       .vol_points = {-2, 0, 3.5},
                                       .vol_beta = 0.5};
  const auto analysis = by({"positioning=all_short"});
  EXPECT_EQ(member(server::scenario, "scenario",
                   {{"spot_range", "5"},
                    {"spot_points", "10"},
                    {"time", "now,close,2d"},
                    {"vol", "-2,0,3.5"},
                    {"vol_beta", "0.5"},
                    {"set", "positioning=all_short"}}),
            minified(exports::scenario_json(analysis, engine::scenario_cube(analysis, wanted), 0)));
  const Query wrong[] = {{{"spot_points", "1002"}},
                         {{"spot_points", "x"}},
                         {{"spot_range", "0"}},
                         {{"spot_points", "1001"}},
                         {{"vol_beta", "1"}},
                         {{"vol_beta", "nan"}},
                         {{"time", "1m,2m,3m,4m,5m,6m,7m,8m,9m,10m,11m"}, {"spot_points", "3"}},
                         {{"time", ""}},
                         {{"time", "now,later"}},
                         {{"time", "99999999999999d"}},
                         {{"time", "1m,2m,3m,4m,5m,6m,7m,8m,9m,10m,11m,12m,13m,14m,15m,16m,17m"}},
                         {{"vol", ""}},
                         {{"vol", "1,"}},
                         {{"vol", "501"}},
                         {{"vol", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"}}};
  for (const Query& query : wrong) {
    const auto response = ask(server::scenario, query);
    EXPECT_EQ(response.status, 400) << query[0].first << query[0].second;
    EXPECT_EQ(response.body->find("--"), std::string::npos) << *response.body;
  }
}

TEST_F(ViewTest, ExplainIsTheCommands) {
  for (const char* level : {"call_wall", "gamma_flip", "max_pain", "6400"}) {
    const auto analysis = by({"expiry_filter=monthly"});
    const auto told = engine::explain(analysis, level);
    const auto response = ask(server::explain, {{"most", "3"}, {"expiries", "monthly"}}, {"SPX", level});
    ASSERT_EQ(response.status, told ? 200 : 422) << level;
    if (!told) continue;
    EXPECT_EQ(desk::part(desk::parts_of(*response.body), "explain"),
              minified(exports::explanation_json(analysis, *told, 3, 0)));
  }
  EXPECT_EQ(ask(server::explain, {}, {"SPX", "nose"}).status, 400);
  EXPECT_EQ(ask(server::explain, {}, {"SPX", "1"}).status, 422) << "nothing is there";
  EXPECT_EQ(ask(server::explain, {{"most", "1001"}}, {"SPX", "pin"}).status, 400);
}

TEST_F(ViewTest, InspectAndOptionsAreTheCommands) {
  const auto seen = engine::inspect(snapshot->loaded, *snapshot);
  EXPECT_EQ(member(server::inspect, "inspect"),
            minified(exports::inspection_json(*snapshot->loaded, *snapshot, *seen, 0)));
  EXPECT_EQ(*ask(server::options, {}, {}).body, exports::options_json(0) + "\n");
}

}  // namespace
}  // namespace gammafield::server
