#include "server/front.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <set>
#include <tuple>

#include <simdjson.h>

#include "engine/follower.h"
#include "http/target.h"
#include "ingest/container.h"
#include "server/openapi.h"
#include "server/testing_house.h"
#include "store/recorder.h"

namespace gammafield::server {
namespace {

namespace dom = simdjson::dom;
using http::Access;
using http::Method;
using http::Request;
using http::Response;

/// One cell of call walls that were touched, and a page.
void keep_a_study(const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/walls.html") << "<html><style>p{}</style></html>\n";
  std::ofstream(folder + "/walls.json") << R"({"schema": "gammafield.study/1", "name": "walls", "kind": "hit_rate",
    "title": "Do they hold?", "question": "", "answer": "cannot tell", "tried_text": "", "comparisons_tried": 1, "choices": [], "data": [],
    "cells": [{"keys": [{"key": "symbol", "value": "SPX"}, {"key": "side", "value": "call"},
                        {"key": "basis", "value": "net"}],
               "measure": "hit_rate", "primary": true, "days": 25, "events": 25,
               "figure": {"value": 0.56, "low": 0.37, "high": 0.73},
               "comparisons": [{"against_text": "random prices", "difference": null,
                                "verdict": "cannot_tell", "verdict_text": "cannot tell"}]}]})";
}

constexpr const char *reader = "gf_canary_reader", *admin = "gf_canary_admin", *late = "gf_canary_late";

/// Three minutes recorded, the last of them standing; tokens of each kind.
class FrontTest : public testing::Test {
 public:
  FrontTest() : folder_(*store::Folder::make(scratch_)) {
    store::Recorder recorder{folder_, [] { return std::chrono::floor<std::chrono::seconds>(published); }};
    engine::Follower follower{engine::Settings{}};
    for (int minute = 0; minute < 3; ++minute) {
      const auto loaded = chain_at(minute);
      const auto before = follower.memory();
      const std::vector<session::PriceSample> prices{{loaded->chain.as_of, *loaded->chain.spot}};
      auto taken = follower.take(*follower.analyse(loaded), prices);
      EXPECT_TRUE(recorder.record({{"test", loaded}, prices, before, taken->report, follower.settings(), 1, 1}));
      desk.publish(std::make_shared<const engine::Analysis>(std::move(*taken)), published);
    }
    EXPECT_TRUE(recorder.close());
    keep_a_study(research());
    make(tokens());
  }
  ~FrontTest() override {
    workers.join();
    std::filesystem::remove_all(scratch_);
  }

  static std::vector<http::Token> tokens() {
    const auto now = std::chrono::floor<std::chrono::seconds>(published);
    return {{"reader", Access::read, http::sha256_of(reader)},
            {"admin", Access::admin, http::sha256_of(admin)},
            {"late", Access::admin, http::sha256_of(late), now}};
  }
  void make(std::vector<http::Token> who) {
    house = std::make_unique<House>(House{desk, folder_, engine::Settings{}, {{"listen", "127.0.0.1:8080"}}});
    house->research = research();
    front = std::make_unique<Front>(
        *house, http::Door{{{"localhost"}, {}, 8080}, std::move(who)}, hub, Crews{workers, archivists}, Files{},
        Extras{[](const Request&) { return Response{}; }, [] { return std::string{"metric 1\n"}; },
               [this](std::function<void()> work) {
                 const std::lock_guard lock{mutex_};
                 later_.push_back(std::move(work));
               }},
        [] { return Clocks{published, {}}; });
  }

  [[nodiscard]] std::string research() const { return scratch_ + "/research"; }

  struct Got {
    int status = 0;
    std::string body, content_type;
    std::vector<http::Header> headers;
    [[nodiscard]] std::string header(std::string_view name) const {
      for (const auto& [key, value] : headers)
        if (key == name) return value;
      return "";
    }
  };
  /// As the network's thread would: waits for what workers make.
  Got ask(Request request, bool web_socket = false) {
    request.headers.emplace_back("host", "localhost:8080");
    std::optional<Got> got;
    front->answer(std::make_shared<const Request>(std::move(request)), web_socket, [&](http::Reply reply) {
      const std::lock_guard lock{mutex_};
      if (const auto* response = std::get_if<Response>(&reply))
        got = Got{response->status, response->body ? *response->body : "", response->content_type, response->headers};
      else
        got = Got{101, "", "", {}};
    });
    while (true) {
      std::vector<std::function<void()>> now;
      {
        const std::lock_guard lock{mutex_};
        if (got) return *got;
        now.swap(later_);
      }
      for (auto& work : now) work();
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }
  Got get(const std::string& target,
          std::vector<http::Header> headers = {{"authorization", std::string{"Bearer "} + admin}}) {
    auto read = *http::read_target(target);
    return ask({.path = std::move(read.path), .query = std::move(read.query), .headers = std::move(headers)});
  }

  desk::Desk desk;
  Hub hub;
  Workers workers{1}, archivists{1};
  std::unique_ptr<House> house;
  std::unique_ptr<Front> front;

 private:
  std::string scratch_ =
      std::filesystem::temp_directory_path() /
      fmt::format("gammafield_front_{}_{}", getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
  store::Folder folder_;
  std::mutex mutex_;
  std::vector<std::function<void()>> later_;
};

using Operation = std::tuple<std::string, std::string, std::string>;  // method, path, access

std::set<Operation> documented() {
  std::set<Operation> all;
  dom::parser parser;
  const dom::element document = parser.parse(openapi_document().data(), openapi_document().size());
  for (const auto path : dom::object{document["paths"]})
    for (const auto method : dom::object{path.value})
      all.emplace(method.key, path.key, std::string_view{method.value["x-access"]});
  return all;
}

/// What keeps the Laboratory's runs short; it means nothing elsewhere.
constexpr std::string_view few_paths = "paths=10";

/// An address of the document with something in its braces.
std::string filled(std::string target) {
  for (const auto& [from, to] : {std::pair{"{symbol}", "SPX"},
                                 {"{category}", "gex_full"},
                                 {"{level}", "max_pain"},
                                 {"{scenario}", "opex_roll"},
                                 {"{study}", "walls"},
                                 {"{path}", ""}})
    if (const auto at = target.find(from); at != std::string::npos) target.replace(at, std::string{from}.size(), to);
  return target;
}

TEST_F(FrontTest, AnswersAtEveryAddressOfTheDocumentAndAtNoOther) {
  std::set<Operation> served;
  for (const auto& route : Front::routes()) {
    std::string path{route.pattern};
    if (const auto dots = path.find("...}"); dots != std::string::npos) path.replace(dots, 4, "}");
    served.emplace(route.method == Method::get ? "get" : "post", path, http::to_string(route.access));
  }
  EXPECT_EQ(served, documented());
}

/// Every route, asked by everybody.
TEST_F(FrontTest, GivesEachCredentialWhatTheDocumentSays) {
  struct Who {
    const char* credential;  // none: without
    Access access;
  };
  const Who everybody[] = {{nullptr, Access::anybody}, {"gf_wrong", Access::anybody}, {"", Access::anybody},
                           {late, Access::anybody},    {reader, Access::read},        {admin, Access::admin}};
  std::size_t asked = 0;
  for (const auto& [method, path, access] : documented()) {
    const Access needed = access == "anybody" ? Access::anybody : access == "read" ? Access::read : Access::admin;
    const std::string target = fmt::format("{}?{}", filled(path), few_paths);
    for (const Who& who : everybody) {
      make(tokens());  // so that nobody is throttled
      auto read = *http::read_target(target);
      Request request{.method = method == "get" ? Method::get : Method::post,
                      .path = std::move(read.path),
                      .query = std::move(read.query)};
      if (method == "post") request.headers.emplace_back("content-type", "application/json");
      if (who.credential != nullptr)
        request.headers.emplace_back("authorization", std::string{"Bearer "} + who.credential);
      const int status = ask(std::move(request), path == "/v1/stream").status;
      const bool refused = status == 401 || status == 403 || status == 429;
      EXPECT_EQ(refused, who.access < needed)
          << method << " " << path << " by " << (who.credential ? who.credential : "nobody") << ": " << status;
      if (refused && who.access == Access::read) {
        EXPECT_EQ(status, 403) << path;
      }
      ++asked;
    }
  }
  EXPECT_EQ(asked, documented().size() * 6);
}

/// Every other method, by everybody who may come in: there is nothing that it does.
TEST_F(FrontTest, KnowsNoOtherMethods) {
  std::set<std::pair<std::string, std::string>> known;
  for (const auto& [method, path, access] : documented()) known.emplace(path, method);
  for (const auto& [path, known_method] : known) {
    const std::string target = filled(path);
    for (const auto& [name, method] :
         {std::pair{"get", Method::get}, {"post", Method::post}, {"put, delete ...", Method::other}}) {
      if (known.contains({path, name})) continue;
      auto read = *http::read_target(target);
      const Got got =
          ask({.method = method,
               .path = std::move(read.path),
               .headers = {{"authorization", std::string{"Bearer "} + admin}, {"content-type", "application/json"}}});
      EXPECT_EQ(got.status, 405) << name << " " << path;
      EXPECT_NE(got.header("allow"), "") << name << " " << path;
    }
  }
}

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

TEST_F(FrontTest, HasEachFormThatTheDocumentNames) {
  dom::parser parser;
  const dom::element document = parser.parse(openapi_document().data(), openapi_document().size());
  std::size_t tried = 0;
  for (const auto path : dom::object{document["paths"]}) {
    dom::array parameters;
    if (path.value.at_pointer("/get/parameters").get(parameters) != simdjson::SUCCESS) continue;
    for (const dom::element parameter : parameters) {
      if (std::string_view{parameter["name"]} != "format") continue;
      for (const dom::element form : dom::array{parameter["schema"]["enum"]}) {
        std::string target = filled(std::string{path.key});
        const std::string_view first = "2026-08-18T10:00-04:00";
        target += fmt::format("?format={}&from={}&as_of={}&{}", std::string_view{form}, first, first, few_paths);
        const Got got = get(target);
        EXPECT_EQ(got.status, 200) << target << got.body;
        EXPECT_FALSE(got.body.empty()) << target;
        ++tried;
      }
    }
  }
  EXPECT_GE(tried, 50u);
  EXPECT_EQ(get("/v1/levels/SPX?format=xml").status, 406);
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

TEST_F(FrontTest, ZipsForThoseWhoTakeIt) {
  const std::string bearer = std::string{"Bearer "} + reader;
  for (const char* target : {"/v1/report/SPX", "/v1/history/SPX?format=csv&step=1"}) {
    const Got plain = get(target), zipped = get(target, {{"authorization", bearer}, {"accept-encoding", "gzip, br"}});
    EXPECT_EQ(plain.header("content-encoding"), "") << target;
    if (plain.body.size() < 1'024) continue;
    EXPECT_EQ(zipped.header("content-encoding"), "gzip") << target;
    EXPECT_LT(zipped.body.size(), plain.body.size() / 2) << target;
    EXPECT_EQ(ingest::unpack(zipped.body), plain.body) << target;
    EXPECT_NE(zipped.header("etag"), plain.header("etag")) << "other bytes, another strong tag";
    EXPECT_NE(zipped.header("vary").find("accept-encoding"), std::string::npos);
  }
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

/// The played day: read by anybody who may read, led by administrators.
TEST_F(FrontTest, LeadsTheDayThatIsPlayed) {
  EXPECT_EQ(get("/v1/replay").status, 404) << "what comes is live";
  const auto from = *market::parse_instant("2026-08-18T09:30:00-04:00");
  desk::Playing playing{from, from + std::chrono::hours{6}, 60, published};
  house->playing = &playing;
  const auto post = [&](std::string body) {
    return ask({.method = Method::post,
                .path = {"v1", "replay"},
                .headers = {{"authorization", std::string{"Bearer "} + admin}, {"content-type", "application/json"}},
                .body = std::move(body)});
  };
  EXPECT_NE(get("/v1/replay").body.find(R"("at":"2026-08-18T13:30:00Z","speed":60)"), std::string::npos);
  const Got changed = post(R"({"paused":true,"speed":120,"at":"2026-08-18T12:00:00-04:00"})");
  EXPECT_EQ(changed.status, 200) << changed.body;
  EXPECT_NE(changed.body.find(R"("at":"2026-08-18T16:00:00Z","speed":120,"paused":true,"over":false)"),
            std::string::npos)
      << changed.body;
  EXPECT_EQ(changed.header("cache-control"), "no-store");
  for (const char* wrong : {"", "[]", "{\"speed\":\"fast\"}", "{\"at\":\"noon\"}", "{\"back\":1}", "{\"paused\":1}"})
    EXPECT_EQ(post(wrong).status, 400) << wrong;
  for (const char* bad : {R"({"at":"2026-08-18T11:00:00-04:00"})", R"({"speed":0})", R"({"speed":1e9})"})
    EXPECT_EQ(post(bad).status, 409) << bad;
  EXPECT_EQ(playing.state(published).speed, 120) << "refused: nothing changed";
}

TEST_F(FrontTest, RefusesInOneLineWhatItCannotAnswer) {
  struct Row {
    const char* target;
    int status;
  };
  for (const Row& row : {Row{"/v1/levels/NOPE", 404},
                         {"/v1/history/NOPE", 404},
                         {"/v1/nothing", 404},
                         {"/v1/", 404},
                         {"/nothing.js", 404},
                         {"/v1/profile/SPX?points=1", 400},
                         {"/v1/profile/SPX?points=abc", 400},
                         {"/v1/profile/SPX?range=1e9", 400},
                         {"/v1/history/SPX?from=yesterday", 400},
                         {"/v1/compare/SPX", 400},
                         {"/v1/report/SPX/at", 400},
                         {"/v1/report/SPX/at?as_of=2020-01-01", 404},
                         {"/v1/compare/SPX?from=2020-01-01", 422},
                         {"/v1/levels/SPX?set=positioning=user", 400},
                         {"/v1/explain/SPX/nose", 400},
                         {"/v1/levels/SPX?format=tv&to=ES", 400},
                         {"/v1/events-stream?parts=nothing", 400},
                         {"/v1/events-stream?since=SPX", 400},
                         {"/compat/gexbot/SPX/classic/gex_two", 404},
                         {"/v1/sessions/NOPE", 404},
                         {"/v1/bars/NOPE", 404},
                         {"/v1/bars/SPX?session=today", 400},
                         {"/v1/bars/SPX?session=2020-01-02", 404},
                         {"/v1/bars/SPX?step=0", 400},
                         {"/v1/field/SPX?session=2020-01-02", 404},
                         {"/v1/field/SPX?points=1", 400},
                         {"/v1/field/SPX?range=50", 400},
                         {"/v1/alerts", 404},
                         {"/v1/stream", 426}}) {
    const Got got = get(row.target);
    EXPECT_EQ(got.status, row.status) << row.target << got.body;
    EXPECT_EQ(got.content_type, "application/problem+json") << row.target;
    EXPECT_EQ(std::ranges::count(got.body, '\n'), 1) << got.body;
  }
  EXPECT_EQ(ask({.method = Method::post, .path = {"v1", "levels", "SPX"}}).status, 405);
  EXPECT_EQ(ask({.method = Method::other, .path = {"v1", "levels", "SPX"}}).header("allow"), "GET, HEAD");
  EXPECT_EQ(ask({.method = Method::head,
                 .path = {"v1", "events-stream"},
                 .headers = {{"authorization", std::string{"Bearer "} + reader}}})
                .status,
            405)
      << "a stream has no head of its own";
}

/// What is asked comes back as quoted data and never as anything else.
TEST_F(FrontTest, QuotesWhatItIsAsked) {
  for (const std::string symbol :
       {"<script>alert(1)</script>", "\"},{\"x\":\"", "=1+1", "{{7*7}}", "%0d%0aSet-Cookie: a=b"}) {
    const Got got =
        ask({.path = {"v1", "levels", symbol}, .headers = {{"authorization", std::string{"Bearer "} + admin}}});
    EXPECT_EQ(got.status, 404);
    dom::parser parser;
    dom::element problem;
    ASSERT_EQ(parser.parse(got.body).get(problem), simdjson::SUCCESS) << got.body;
    EXPECT_NE(std::string_view{problem["detail"]}.find(symbol), std::string_view::npos);
  }
}

TEST_F(FrontTest, TellsNobodyATokenOrItsHash) {
  std::string all;
  for (const auto& [method, path, access] : documented()) {
    const std::string target = filled(path);
    if (method != "get" || path == "/v1/stream" || path == "/v1/events-stream") continue;
    for (const char* credential : {reader, admin, late, "gf_canary_wrong"}) {
      make(tokens());
      const Got got = get(fmt::format("{}?{}&key={}", target, few_paths, credential), {});
      all += got.body;
      for (const auto& [name, value] : got.headers) all += name + value;
    }
  }
  EXPECT_GT(all.size(), 10'000u);
  EXPECT_EQ(all.find("canary"), std::string::npos);
  for (const char* token : {reader, admin, late}) EXPECT_EQ(all.find(http::sha256_of(token)), std::string::npos);
}

TEST_F(FrontTest, HandsOutTicketsForStreams) {
  Request request{
      .method = Method::post,
      .path = {"v1", "ticket"},
      .headers = {{"authorization", std::string{"Bearer "} + reader}, {"content-type", "application/json"}}};
  const Got got = ask(std::move(request));
  ASSERT_EQ(got.status, 200);
  dom::parser parser;
  const dom::element answer = parser.parse(got.body);
  const std::string ticket{std::string_view{answer["ticket"]}};
  const auto page = [&] {
    return ask(
        {.path = {"v1", "stream"}, .query = {{"ticket", ticket}}, .headers = {{"origin", "http://localhost:8080"}}},
        true);
  };
  EXPECT_EQ(page().status, 101);
  EXPECT_EQ(page().status, 401) << "once";
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

/// Comparing two moments takes seconds, and there may be one worker alone.
TEST_F(FrontTest, HowThingsStandDoesNotWaitForWhatIsRecorded) {
  std::promise<void> end;
  ASSERT_TRUE(archivists.take([ended = end.get_future().share()] { ended.wait(); }));
  EXPECT_EQ(get("/v1/levels/SPX").status, 200);
  EXPECT_EQ(get("/v1/profile/SPX?expiries=all").status, 200);
  end.set_value();
  EXPECT_EQ(get("/v1/times/SPX").status, 200);
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

TEST_F(FrontTest, IsReadyOnceSomethingIsKnownAndNothingIsStale) {
  EXPECT_EQ(get("/v1/ready").status, 200);
  desk.tell_sources({{"cboe SPX", published, published, "", 0, true}});
  EXPECT_EQ(get("/v1/ready").status, 503);
}

}  // namespace
}  // namespace gammafield::server
