#include "server/front.h"

#include <future>
#include <set>
#include <tuple>

#include <simdjson.h>

#include "ingest/container.h"
#include "server/openapi.h"
#include "server/testing_front.h"

namespace gammafield::server {
namespace {

namespace dom = simdjson::dom;

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

/// Comparing two moments takes seconds, and there may be one worker alone.
TEST_F(FrontTest, HowThingsStandDoesNotWaitForWhatIsRecorded) {
  std::promise<void> end;
  ASSERT_TRUE(archivists.take([ended = end.get_future().share()] { ended.wait(); }));
  EXPECT_EQ(get("/v1/levels/SPX").status, 200);
  EXPECT_EQ(get("/v1/profile/SPX?expiries=all").status, 200);
  end.set_value();
  EXPECT_EQ(get("/v1/times/SPX").status, 200);
}

TEST_F(FrontTest, IsReadyOnceSomethingIsKnownAndNothingIsStale) {
  EXPECT_EQ(get("/v1/ready").status, 200);
  desk.tell_sources({{"cboe SPX", published, published, "", 0, true}});
  EXPECT_EQ(get("/v1/ready").status, 503);
}

}  // namespace
}  // namespace gammafield::server
