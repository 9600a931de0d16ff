#include "server/log_line.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <simdjson.h>

#include <algorithm>

namespace gammafield::server {
namespace {

using http::Request;

const desk::Moment noon = *market::parse_instant("2026-08-18T12:00:00Z") + std::chrono::milliseconds{7};

TEST(LogLine, SaysWhoAskedForWhatAndHowItWent) {
  const Request request{.path = {"v1", "levels", "SPX"},
                        .query = {{"key", "gf_canary"}},
                        .headers = {{"authorization", "Bearer gf_canary"}},
                        .client = "192.0.2.7"};
  EXPECT_EQ(answer_line(LogForm::text, noon, request, 200, std::chrono::microseconds{1'250}),
            "2026-08-18T12:00:00.007Z 192.0.2.7 GET /v1/levels/SPX 200 1.250 ms");
  EXPECT_EQ(answer_line(LogForm::json, noon, request, 200, std::chrono::microseconds{1'250}),
            R"({"time":"2026-08-18T12:00:00.007Z","event":"answer","client":"192.0.2.7","method":"GET",)"
            R"("path":"/v1/levels/SPX","status":200,"milliseconds":1.25})");
  EXPECT_EQ(notice_line(LogForm::json, noon, "cboe SPX: \"stale\""),
            R"({"time":"2026-08-18T12:00:00.007Z","event":"notice","text":"cboe SPX: \"stale\""})");
  EXPECT_EQ(notice_line(LogForm::text, noon, "cboe SPX: stale\n200 OK"), "cboe SPX: stale 200 OK");
}

bool is_one_plain_line(const std::string& line) {
  return std::ranges::all_of(line, [](unsigned char c) { return c >= ' ' && c != 0x7f; });
}

RC_GTEST_PROP(LogLine, CannotBeForgedByWhatIsAsked, (const std::vector<std::string>& path, const std::string& client)) {
  const Request request{.path = path, .client = client};
  const std::string text = answer_line(LogForm::text, noon, request, 404, {});
  RC_ASSERT(is_one_plain_line(text));
  RC_ASSERT(std::ranges::count(text, ' ') == 6);  // no field more
  RC_ASSERT(is_one_plain_line(answer_line(LogForm::json, noon, request, 404, {})));
  RC_ASSERT(is_one_plain_line(notice_line(LogForm::text, noon, client)));
  simdjson::dom::parser parser;
  simdjson::dom::object parsed;
  RC_ASSERT(parser.parse(answer_line(LogForm::json, noon, request, 404, {})).get(parsed) == simdjson::SUCCESS);
  RC_ASSERT(parsed.size() == 7u);
  RC_ASSERT(parser.parse(notice_line(LogForm::json, noon, client)).get(parsed) == simdjson::SUCCESS);
}

}  // namespace
}  // namespace gammafield::server
