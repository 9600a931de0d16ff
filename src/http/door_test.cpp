#include "http/door.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdlib>

#include <fmt/format.h>

#include "http/target.h"

namespace gammafield::http {
namespace {

using namespace std::chrono_literals;

const Seconds day = std::chrono::sys_days{std::chrono::year{2026} / 8 / 18};
const Throttle::Moment begin{};
constexpr std::string_view reader = "gf_reader", admin = "gf_admin", late = "gf_late";

std::vector<Token> tokens() {
  return {{"reader", Access::read, sha256_of(reader)},
          {"admin", Access::admin, sha256_of(admin)},
          {"late", Access::admin, sha256_of(late), day}};
}
Names names() { return {{"localhost", "127.0.0.1", "[::1]"}, {"https://levels.example.org"}, 8080}; }
constexpr Route read_route{Method::get, "/v1/symbols", Access::read},
    admin_route{Method::get, "/v1/settings", Access::admin}, open_route{Method::get, "/v1/health", Access::anybody},
    post_route{Method::post, "/mcp", Access::read}, stream_route{Method::get, "/v1/stream", Access::read};

Request with(std::vector<Header> headers) {
  Request request{.path = {"v1", "symbols"}, .headers = std::move(headers)};
  return request;
}
Request bearing(std::string_view token) { return with({{"authorization", fmt::format("Bearer {}", token)}}); }
int status_of(const std::optional<Response>& refusal) { return refusal ? refusal->status : 200; }

TEST(Door, LetsEachCredentialDoWhatItMayAndNoMore) {
  struct Row {
    const char* who;
    Request request;
    int open, read, admin;
  };
  Request link = with({});
  link.query = {{"key", std::string{admin}}};
  const Row rows[] = {{"nobody", with({}), 200, 401, 401},
                      {"a wrong token", bearing("gf_wrong"), 200, 401, 401},
                      {"an empty one", bearing(""), 200, 401, 401},
                      {"a token's hash", bearing(sha256_of(admin)), 200, 401, 401},
                      {"an expired one", bearing(late), 200, 401, 401},
                      {"basic", with({{"authorization", "Basic Z2ZfYWRtaW4="}}), 200, 401, 401},
                      {"a reader", bearing(reader), 200, 200, 403},
                      {"an admin", bearing(admin), 200, 200, 200},
                      {"an admin's link reads alone", link, 200, 200, 403}};
  for (const Row& row : rows) {
    Door door{names(), tokens()};
    EXPECT_EQ(status_of(door.refused(row.request, open_route, {day, begin})), row.open) << row.who;
    EXPECT_EQ(status_of(door.refused(row.request, read_route, {day, begin})), row.read) << row.who;
    EXPECT_EQ(status_of(door.refused(row.request, admin_route, {day, begin})), row.admin) << row.who;
  }
  Door door{names(), tokens()};
  EXPECT_EQ(status_of(door.refused(bearing(late), admin_route, {day - 1s, begin})), 200) << "until it expires";
}

TEST(Door, LooksAtNoMoreTokensAfterTenWrongOnes) {
  Door door{names(), tokens()};
  for (std::size_t i = 0; i < Throttle::of_one; ++i)
    EXPECT_EQ(status_of(door.refused(bearing(fmt::format("gf_{}", i)), read_route, {day, begin})), 401);
  EXPECT_EQ(status_of(door.refused(bearing(reader), read_route, {day, begin + 59s})), 429) << "even a right one";
  Request other = bearing(reader);
  other.client = "192.0.2.7";
  EXPECT_EQ(status_of(door.refused(other, read_route, {day, begin})), 200) << "somebody else is let in";
  EXPECT_EQ(status_of(door.refused(bearing(reader), read_route, {day, begin + 60s})), 200);
}

TEST(Door, IsClosedToAllAfterAHundredWrongTokensOfAnybody) {
  Door door{names(), tokens()};
  for (std::size_t i = 0; i < Throttle::of_all; ++i) {
    Request request = bearing("gf_wrong");
    request.client = fmt::format("192.0.2.{}", i);
    EXPECT_EQ(status_of(door.refused(request, read_route, {day, begin})), 401);
  }
  EXPECT_EQ(status_of(door.refused(bearing(reader), read_route, {day, begin})), 429);
  EXPECT_EQ(status_of(door.refused(bearing(reader), read_route, {day, begin + 61s})), 200);
}

/// GAMMAFIELD_LONG=1: a million.
int guesses() { return std::getenv("GAMMAFIELD_LONG") != nullptr ? 1'000'000 : 20'000; }

TEST(Door, AcceptsNoneOfManyGuesses) {
  Door door{names(), tokens()};
  const int count = guesses();
  std::size_t looked_at = 0;
  for (int i = 0; i < count; ++i) {
    const auto refusal = door.refused(bearing(fmt::format("gf_{:064x}", i)), read_route, {day, begin + i * 1ms});
    ASSERT_TRUE(refusal);
    looked_at += refusal->status == 401;
  }
  EXPECT_LE(looked_at, (count / 60'000 + 1) * Throttle::of_one) << "a guess a millisecond, of one address";
}

TEST(Door, AcceptsNoneOfManyGuessesFromEverywhere) {
  Door door{names(), tokens()};
  const int count = guesses();
  std::size_t looked_at = 0;
  for (int i = 0; i < count; ++i) {
    Request request = bearing(fmt::format("gf_{:064x}", i));
    request.client = fmt::format("2001:db8::{:x}", i);
    const auto refusal = door.refused(request, read_route, {day, begin + i * 1ms});
    ASSERT_TRUE(refusal);
    looked_at += refusal->status == 401;
  }
  EXPECT_LE(looked_at, (count / 60'000 + 1) * Throttle::of_all) << "a guess a millisecond, each of another address";
}

/// As if there were no throttle.
TEST(Tokens, AreNotWhatIsGuessed) {
  const auto known = tokens();
  for (int i = 0; i < guesses(); ++i) {
    ASSERT_FALSE(access_of(known, fmt::format("gf_{:064x}", i), day));
    ASSERT_FALSE(access_of(known, std::string{reader} + static_cast<char>(i % 256), day)) << "and one letter too many";
  }
}

/// DNS rebinding: a foreign name that leads here.
TEST(Door, AnswersToItsOwnNamesAlone) {
  const Door door{names(), {}};
  for (const char* host : {"localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:8080", "localhost"})
    EXPECT_FALSE(door.stranger(with({{"host", host}}))) << host;
  for (const char* host : {"evil.example",
                           "localhost.evil.example",
                           "evil.example:8080",
                           "127.0.0.1.evil.example",
                           "localhost:8081",
                           "127.0.0.2:8080",
                           "127.1:8080",
                           "2130706433",
                           "0x7f000001",
                           "0.0.0.0:8080",
                           "[::]:8080",
                           "[::ffff:127.0.0.1]:8080",
                           "localhost.",
                           "localhost:",
                           "localhost:08080x",
                           "localhost:8080:8080",
                           "user@localhost:8080",
                           "localhost/",
                           "",
                           " localhost",
                           "local host",
                           "localhost%00",
                           "localhost#",
                           "localhost?",
                           "xn--localhost",
                           "[::1",
                           "::1",
                           "[::1]x",
                           "localhost,evil.example",
                           "-",
                           "169.254.169.254"})
    EXPECT_TRUE(door.stranger(with({{"host", host}}))) << host;
  EXPECT_TRUE(door.stranger(with({})));
}

TEST(Door, LetsNoForeignPageAsk) {
  const Door door{names(), {}};
  const auto from = [&](std::string origin) {
    return status_of(door.stranger(with({{"host", "localhost:8080"}, {"origin", std::move(origin)}})));
  };
  for (const char* origin :
       {"http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080", "https://levels.example.org"})
    EXPECT_EQ(from(origin), 200) << origin;
  for (const char* origin : {"null",
                             "",
                             "http://evil.example",
                             "https://evil.example",
                             "http://localhost.evil.example:8080",
                             "http://evil.example/localhost:8080",
                             "http://localhost:8080.evil.example",
                             "http://localhost:8080@evil.example",
                             "http://user@localhost:8080",
                             "http://user:word@localhost:8080",
                             "http://localhost:8081",
                             "http://localhost:80800",
                             "http://localhost:8080/",
                             "http://localhost:8080/path",
                             "http://localhost:8080?",
                             "http://localhost:8080#",
                             "HTTP://LOCALHOST:8080",
                             "http://LOCALHOST:8080",
                             "http://LocalHost:8080",
                             "http://localhost.:8080",
                             "http://localhost:8080.",
                             "http://127.0.0.1.:8080",
                             "http://127.1:8080",
                             "http://2130706433:8080",
                             "http://0x7f.1:8080",
                             "http://[::]:8080",
                             "http://[::ffff:7f00:1]:8080",
                             "http://[0:0:0:0:0:0:0:1]:8080",
                             "http://0.0.0.0:8080",
                             "file://",
                             "file:///etc/passwd",
                             "data:text/html,x",
                             "javascript:alert(1)",
                             "chrome-extension://abcdef",
                             "moz-extension://abcdef",
                             "about:blank",
                             "blob:http://localhost:8080",
                             "ws://localhost:8080",
                             "wss://localhost:8080",
                             "ftp://localhost:8080",
                             "//localhost:8080",
                             "localhost:8080",
                             "http:localhost:8080",
                             "http:///localhost:8080",
                             "http://levels.example.org",
                             "https://levels.example.org:444",
                             "https://levels.example.org.",
                             "https://sub.levels.example.org",
                             "https://levels.example.org/",
                             "http://localhost:8080 ",
                             "http://localhost:8080, http://evil.example",
                             "http://xn--lcalhost-z4a:8080"})
    EXPECT_EQ(from(origin), 403) << origin;
}

TEST(Door, LetsAWebSocketWithoutAnOriginInByItsHeaderAlone) {
  Door door{names(), tokens()};
  const Now now{day, begin};
  EXPECT_EQ(status_of(door.refused_stream(bearing(reader), stream_route, now, true)), 200);
  Request link = with({});
  link.query = {{"key", std::string{reader}}};
  EXPECT_EQ(status_of(door.refused_stream(link, stream_route, now, true)), 403);
  EXPECT_EQ(status_of(door.refused_stream(link, stream_route, now, false)), 200) << "events are no WebSocket";
  Door open{names(), {}};
  EXPECT_EQ(status_of(open.refused_stream(with({}), stream_route, now, true)), 200) << "no tokens: this machine alone";
}

TEST(Door, TakesATicketOnceAndSoon) {
  Door door{names(), tokens()};
  const auto page = [](const std::string& ticket) {
    Request request = with({{"origin", "http://localhost:8080"}});
    request.query = {{"ticket", ticket}};
    return request;
  };
  const auto ticket = door.new_ticket({day, begin});
  ASSERT_TRUE(ticket);
  EXPECT_EQ(status_of(door.refused_stream(page(*ticket), stream_route, {day, begin + 29s}, true)), 200);
  EXPECT_EQ(status_of(door.refused_stream(page(*ticket), stream_route, {day, begin + 29s}, true)), 401) << "spent";
  const auto another = door.new_ticket({day, begin});
  ASSERT_TRUE(another);
  EXPECT_NE(*another, *ticket);
  EXPECT_EQ(status_of(door.refused_stream(page(*another), stream_route, {day, begin + 30s}, true)), 401) << "too old";
  EXPECT_EQ(status_of(door.refused(page(*another), read_route, {day, begin})), 401) << "for streams alone";
}

/// What a foreign page can send without asking first: forms, images, fetch without cors.
TEST(Door, TakesNoPostThatAFormCouldSend) {
  Door door{names(), {}};
  const Now now{day, begin};
  for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
                           "text/plain; application/json", "application/jsonx"})
    EXPECT_EQ(status_of(door.refused(with({{"content-type", type}}), post_route, now)), 415) << type;
  EXPECT_EQ(status_of(door.refused(with({}), post_route, now)), 415);
  EXPECT_EQ(status_of(door.refused(with({{"content-type", "application/json"}}), post_route, now)), 200);
  for (const char* site : {"cross-site", "same-site"})
    EXPECT_EQ(status_of(door.refused(with({{"content-type", "application/json"}, {"sec-fetch-site", site}}), post_route,
                                     now)),
              403)
        << site;
}

TEST(Tokens, AreReadAsTheyAreWritten) {
  const auto token = new_token();
  ASSERT_TRUE(token);
  EXPECT_EQ(token->size(), 67u) << "256 bits";
  EXPECT_NE(token, new_token());
  const Token kept{"phone", Access::admin, sha256_of(*token), day};
  const auto read = read_tokens("# mine\n" + to_line(kept) + "\n", "tokens.txt");
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_EQ(read->size(), 1u);
  EXPECT_EQ(to_line(read->front()), to_line(kept));
  EXPECT_EQ(to_line(kept).find(*token), std::string::npos) << "the token itself is kept nowhere";
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad") << "FIPS 180-2";
}

TEST(Tokens, RefuseWithTheLine) {
  const std::string digest = sha256_of("a");
  for (const std::string& line : std::initializer_list<std::string>{
           "a", "a write " + digest, "a read abc", "a read " + digest + "0", "a read " + digest + " tomorrow",
           "a read " + digest + " 2027-02-30", "a read " + digest + " 2027-02-03 more"}) {
    const auto read = read_tokens("\n" + line, "tokens.txt");
    ASSERT_FALSE(read) << line;
    EXPECT_EQ(read.error().message.rfind("tokens.txt: line 2: ", 0), 0u) << read.error().message;
  }
}

TEST(Target, IsDecodedOnce) {
  EXPECT_EQ(read_target("/v1/report/BRK%2EB")->path, (std::vector<std::string>{"v1", "report", "BRK.B"}));
  EXPECT_EQ(read_target("/%2541")->path, (std::vector<std::string>{"%41"}));
  EXPECT_EQ(read_target("/a/")->path, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(read_target("/?a=b+c&d&e=%26")->query, (std::vector<Header>{{"a", "b c"}, {"d", ""}, {"e", "&"}}));
}

/// Every way of writing a step upwards, a root, a device, a NUL.
TEST(Target, LeadsNowhereElse) {
  const std::vector<std::string> dots{"..", ".", "%2e%2e", "%2E.", ".%2e", "%2e"};
  const std::vector<std::string> separators{"%2f",    "%2F",    "%5c",    "\\",        "%00", "%0a",
                                            "%0d",    "%7f",    "%c0%af", "%e0%80%af", "%ff", "%fe",
                                            "%c0%ae", "%u002e", "%",      "%2",        "%zz"};
  std::size_t tried = 0;
  for (const char* before : {"", "a/", "a/b/", "v1/", "assets/"})
    for (const char* after : {"", "/", "/etc/passwd", "/a", "/index.html"}) {
      for (const auto& each : dots) {
        EXPECT_FALSE(read_target(std::string{"/"} + before + each + after)) << before << each << after;
        ++tried;
        for (const auto& second : dots) {
          EXPECT_FALSE(read_target(std::string{"/"} + before + each + "/" + second + after));
          ++tried;
        }
      }
      for (const auto& each : separators)
        for (const char* left : {"", "x", "..", "etc"})
          for (const char* right : {"", "y", "..", "passwd"}) {
            EXPECT_FALSE(read_target(std::string{"/"} + before + left + each + right + after))
                << before << left << each << right << after;
            ++tried;
          }
    }
  EXPECT_GE(tried, 5'000u);
}

RC_GTEST_PROP(Target, NothingDecodedIsASeparatorOrAStep, (const std::string& raw)) {
  const auto target = read_target("/" + raw);
  if (!target) return;
  for (const auto& segment : target->path) {
    RC_ASSERT(segment != "..");
    RC_ASSERT(segment.find_first_of(std::string{"/\\\0", 3}) == std::string::npos);
  }
}

}  // namespace
}  // namespace gammafield::http
