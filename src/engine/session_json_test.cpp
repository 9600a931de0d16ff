#include "engine/session_json.h"

#include <gtest/gtest.h>

#include <string>

namespace gammafield::engine {
namespace {

using session::WallState;

/// From `attempt` to what follows it.
std::string attempt_of(WallState state, std::optional<session::Attempt> attempt) {
  session::SessionReport report;
  report.call_wall = session::WallReport{};
  report.call_wall->state = state;
  report.call_wall->attempt = std::move(attempt);
  base::JsonWriter json;
  write_session(json, report);
  const std::string text = json.take();
  const auto from = text.find("\"attempt\":"), to = text.find(",\"without_memory\"", from);
  return text.substr(from, to - from);
}

TEST(SessionJson, SaysWhyATestedWallHasNoAttempt) {
  struct Row {
    const char* why;
    WallState state;
    const char* text;
  };
  const Row rows[] = {
      {"price is inside", WallState::holding, R"("attempt":null)"},
      {"it is over", WallState::broken, R"("attempt":null)"},
      {"the session ended meanwhile", WallState::tested, R"("attempt":null,"attempt_reason":"cut_off_by_the_close")"}};
  for (const Row& row : rows) EXPECT_EQ(attempt_of(row.state, {}), row.text) << row.why;
  EXPECT_EQ(attempt_of(WallState::tested, session::Attempt{}).find("attempt_reason"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::engine
