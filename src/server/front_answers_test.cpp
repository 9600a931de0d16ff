#include <simdjson.h>

#include "server/testing_front.h"

// What the front's answers say; who gets them is in front_test.cpp.
namespace gammafield::server {
namespace {

namespace dom = simdjson::dom;

TEST_F(FrontTest, SaysOfEveryNumberByWhichConventionAndHowOldItIs) {
  for (const char* name : {"levels", "profile", "strikes", "surface", "bands", "session", "map", "scenario", "inspect",
                           "history", "events", "times"}) {
    const Got got = get(fmt::format("/v1/{}/SPX", name));
    ASSERT_EQ(got.status, 200) << name << got.body;
    dom::parser parser;
    dom::element answer;
    ASSERT_EQ(parser.parse(got.body).get(answer), simdjson::SUCCESS) << name;
    for (const char* member : {"symbol", "as_of", "oi_date", "assumptions", name})
      EXPECT_EQ(answer[member].error(), simdjson::SUCCESS) << name << " lacks " << member;
    EXPECT_DOUBLE_EQ(double(answer["data_delay_seconds"]), 13 * 60) << "15 minutes after minute 0, of minute 2";
  }
  const Got report = get("/v1/report/SPX");
  dom::parser parser;
  dom::element answer;
  ASSERT_EQ(parser.parse(report.body).get(answer), simdjson::SUCCESS);
  EXPECT_EQ(std::string_view{answer["schema"]}, "gammafield.report/1");
  EXPECT_EQ(std::int64_t{answer["sequence"]}, 3);
}

TEST_F(FrontTest, TellsWhatStudiesCameToAndWhatCannotBeRead) {
  std::ofstream(research() + "/cut.json") << "{";
  dom::parser parser;
  const Got got = get("/v1/research");
  dom::element all;
  ASSERT_EQ(parser.parse(got.body).get(all), simdjson::SUCCESS) << got.body;
  ASSERT_EQ(dom::array{all["studies"]}.size(), 1U);
  EXPECT_EQ(std::string_view{all.at_pointer("/studies/0/name")}, "walls");
  EXPECT_EQ(std::string_view{all.at_pointer("/studies/0/verdict")}, "cannot_tell");
  ASSERT_EQ(dom::array{all["unreadable"]}.size(), 1U);
  EXPECT_TRUE(std::string_view{all.at_pointer("/unreadable/0")}.starts_with("cut.json: "));
  for (const dom::element each : dom::array{all["library"]}) EXPECT_NE(std::string_view{each["name"]}, "walls");

  EXPECT_EQ(get("/v1/research/walls").content_type, "application/json");
  const Got page = get("/v1/research/walls?format=html");
  EXPECT_EQ(page.body, "<html><style>p{}</style></html>\n");
  EXPECT_NE(page.header("content-security-policy").find("style-src 'sha256-"), std::string::npos)
      << page.header("content-security-policy");
  const Got none = get("/v1/research/other");
  EXPECT_EQ(none.status, 404);
  EXPECT_NE(none.body.find("/v1/research lists"), std::string::npos) << none.body;
}

TEST_F(FrontTest, TellsBesideEachStateOfAWallWhatBecameOfSuch) {
  dom::parser parser;
  const Got got = get("/v1/base-rates/SPX");
  dom::element answer;
  ASSERT_EQ(parser.parse(got.body).get(answer), simdjson::SUCCESS) << got.body;
  const dom::array rates = answer["rates"];
  ASSERT_EQ(rates.size(), 6U);
  for (const dom::element rate : rates) {
    EXPECT_GT(double(rate["walk"]), 0);
    const bool is_kept = std::string_view{rate["side"]} == "call" && std::string_view{rate["state"]} == "HOLDING";
    EXPECT_EQ(rate["figure"].is_null(), !is_kept);
    EXPECT_EQ(rate["figure_reason"].is_null(), is_kept);
    EXPECT_EQ(rate["study"].is_null(), !is_kept);
  }
  EXPECT_EQ(get("/v1/base-rates/NOPE").status, 404);
}

TEST_F(FrontTest, TellsWhenEachEventWas) {
  const Got got = get("/v1/events/SPX?format=csv");
  EXPECT_TRUE(got.body.starts_with("at,kind,text\n2026-08-18T14:")) << got.body;
  EXPECT_EQ(got.body.find("\n,"), std::string::npos) << got.body;
}

TEST_F(FrontTest, RunsTheLaboratorysScenariosAndNoOthers) {
  const Got run = get("/v1/laboratory/gamma_squeeze?paths=10&side=long&seed=3");
  ASSERT_EQ(run.status, 200) << run.body;
  dom::parser parser;
  const dom::element answer = parser.parse(run.body.data(), run.body.size());
  EXPECT_EQ(std::uint64_t{answer["run"]["paths"]}, 10u);
  EXPECT_GT(double{answer["run"]["theory"]["c"]}, 0) << "dealers long";
  EXPECT_EQ(dom::array{answer["path"]["minutes"]}.size(), dom::array{answer["path"]["spot_usd"]}.size());
  EXPECT_EQ(get("/v1/laboratory/gamma_squeeze?paths=10&side=long&seed=3").body, run.body);
  struct Row {
    const char* target;
    int status;
    const char* says;
  };
  for (const auto& [target, status, says] :
       {Row{"/v1/laboratory/nope", 404, "no scenario nope; there are call_wall_long"},
        Row{"/v1/laboratory/pin?side=both", 400, "side=both: as_is, short, long or mirrored"},
        Row{"/v1/laboratory/pin?policy=luck", 400, "policy=luck: one of continuous"},
        Row{"/v1/laboratory/pin?paths=1000000", 400, "at most of this scenario here"},
        Row{"/v1/laboratory/flip_cross?side=short&impact_scale=4", 400, "unstable: 1 + 100 * impact * GEX"},
        Row{"/v1/laboratory/pin?lag=x", 400, "lag"}}) {
    const Got got = get(target);
    EXPECT_EQ(got.status, status) << target;
    EXPECT_NE(got.body.find(says), std::string::npos) << got.body;
  }
}

TEST_F(FrontTest, SaysNothingTwice) {
  const Got first = get("/v1/levels/SPX");
  const std::string tag = first.header("etag");
  EXPECT_FALSE(tag.empty());
  const auto again = [&] {
    return get("/v1/levels/SPX", {{"authorization", std::string{"Bearer "} + reader}, {"if-none-match", tag}});
  };
  EXPECT_EQ(again().status, 304);
  EXPECT_EQ(again().body, "");
  desk.publish(analysis_at(9), published);
  EXPECT_EQ(again().status, 200) << "another standing";
  EXPECT_NE(again().header("etag"), tag);
}

TEST_F(FrontTest, SaysBesideALevelStringWhatItHasNoRoomFor) {
  const Got got = get("/v1/levels/SPX?format=jigsaw&to=ES&to_price=6450&by=difference");
  ASSERT_EQ(got.status, 200) << got.body;
  EXPECT_NE(got.header("gammafield-remarks").find("ES"), std::string::npos);
  for (const char c : got.header("gammafield-remarks")) EXPECT_TRUE(c >= ' ' && c <= '~');
}

TEST_F(FrontTest, HasAPageForTheMorningAndOneForTheEvening) {
  EXPECT_EQ(get("/v1/brief/SPX?page=evening").status, 404) << "nothing was watched yet";
  desk.watch(desk.standing("SPX")->report());
  const Got evening = get("/v1/brief/SPX?page=evening&format=md");
  EXPECT_EQ(evening.status, 200) << evening.body;
  EXPECT_NE(evening.body.find("What happened before 10:02 was not watched"), std::string::npos) << evening.body;
  EXPECT_NE(evening.body, get("/v1/brief/SPX?format=md").body);
  EXPECT_EQ(get("/v1/brief/SPX?page=noon").status, 400);
}

TEST_F(FrontTest, ReadsHistoryAndComparesMoments) {
  const Got rows = get("/v1/history/SPX?format=csv");
  EXPECT_EQ(std::ranges::count(rows.body, '\n'), 4) << "a head and three minutes\n" << rows.body;
  const Got one = get("/v1/history/SPX?format=csv&from=2026-08-18T10:01-04:00&to=2026-08-18T10:01-04:00");
  EXPECT_EQ(std::ranges::count(one.body, '\n'), 2) << one.body;
  const Got stepped = get("/v1/history/SPX?format=csv&step=3600");
  EXPECT_EQ(std::ranges::count(stepped.body, '\n'), 2) << "the first of the hour";
  EXPECT_EQ(get("/v1/compare/SPX?from=2026-08-18T10:00-04:00").status, 200);
  EXPECT_EQ(get("/v1/compare/SPX?from=2026-08-18T10:02-04:00").status, 422) << "the same snapshot";
  const Got then = get("/v1/report/SPX/at?as_of=2026-08-18T10:01:30-04:00");
  EXPECT_NE(then.body.find("\"as_of\":\"2026-08-18T14:01:00Z\""), std::string::npos) << then.body;
}

/// A day of the past is neither old nor followed by what came after it while it is played.
TEST_F(FrontTest, MeasuresAgesOfAPlayedDayByItsOwnClock) {
  const auto months_later = published + std::chrono::days{90};
  const auto at = [&](const char* time, Answer answer, std::vector<http::Header> query) {
    const auto moment = *market::parse_instant(time);
    desk::Playing playing{moment, moment + std::chrono::hours{1}, 1, months_later};
    house->playing = &playing;
    const Request request{.path = {}, .query = std::move(query)};
    const Response response = answer(*house, {request, {"SPX"}, months_later});
    house->playing = nullptr;
    EXPECT_EQ(response.status, 200) << *response.body;
    return *response.body;
  };
  EXPECT_EQ(at("2026-08-18T10:03:00-04:00", brief_page, {{"format", "md"}}).find("OLD"), std::string::npos);
  EXPECT_NE(at("2026-08-19T10:00:00-04:00", brief_page, {{"format", "md"}}).find("OLD"), std::string::npos);
  EXPECT_NE(at("2026-08-18T10:03:00-04:00", symbols, {}).find(R"("age_seconds":60)"), std::string::npos);
  const std::vector<http::Header> since_ten{{"from", "2026-08-18T10:00:00-04:00"}, {"format", "json"}};
  EXPECT_NE(at("2026-08-18T10:01:30-04:00", compare, since_ten).find("2026-08-18T14:01:00Z"), std::string::npos);
}

/// What was recorded of the session, and the price that is newer.
TEST_F(FrontTest, TellsASessionsPricesAndItsField) {
  const auto payload = [&](const char* target, const char* name) {
    const Got got = get(target);
    EXPECT_EQ(got.status, 200) << target << got.body;
    const auto found = got.body.find(fmt::format("\"{}\":", name), got.body.find("\"assumptions\":{"));
    return found == std::string::npos ? got.body : got.body.substr(found);
  };
  EXPECT_EQ(
      payload("/v1/sessions/SPX", "sessions"),
      R"("sessions":[{"date":"2026-08-18","snapshots":3,"from":"2026-08-18T14:00:00Z","to":"2026-08-18T14:02:00Z"}]})"
      "\n");
  engine::Report moved = desk.standing("SPX")->report();
  moved.as_of += std::chrono::seconds{30};
  moved.spot = market::Spot{6431};
  desk.publish(analysis_at(2), std::move(moved), published);
  EXPECT_EQ(
      payload("/v1/bars/SPX?step=60&session=2026-08-18", "bars"),
      R"("bars":[["2026-08-18T13:59:00Z",6430,6430,6430,6430],["2026-08-18T14:00:00Z",6430,6430.25,6430,6430.25],)"
      R"(["2026-08-18T14:01:00Z",6430.25,6430.5,6430.25,6430.5],["2026-08-18T14:02:00Z",6430.5,6431,6430.5,6431]]})"
      "\n");
  dom::parser parser;
  const Got got = get("/v1/field/SPX?points=5&range=2");
  const dom::element field = parser.parse(got.body)["field"];
  EXPECT_EQ(std::string_view{field["session"]}, "2026-08-18");
  EXPECT_EQ(std::int64_t{field["columns_missing"]}, 0) << got.body;
  EXPECT_EQ(dom::array{field["prices"]}.size(), 5u);
  EXPECT_EQ(dom::array{field["times"]}.size(), 3u);
  const auto levels = desk.standing("SPX")->analysis().repriced.net_gex(market::Spot{double(field["prices"].at(2))});
  EXPECT_NEAR(double(field["net_gex_usd_per_1pct"].at(2).at(2)), levels.value(), 1e-3 * std::abs(levels.value()));
}

TEST_F(FrontTest, NamesTheSymbolWhereNothingIsKnownOfItNow) {
  desk::Desk nothing_yet;
  const House later{nothing_yet, house->folder};
  const Request request{.path = {}};
  for (const Answer answer : {history, events, times, sessions, bars, field}) {
    const Response response = answer(later, {request, {"SPX"}, published});
    ASSERT_EQ(response.status, 200);
    EXPECT_TRUE(response.body->starts_with(R"({"symbol":"SPX",")")) << *response.body;
  }
}

}  // namespace
}  // namespace gammafield::server
