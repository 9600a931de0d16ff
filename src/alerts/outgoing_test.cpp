#include "alerts/outgoing.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

#include "alerts/digest.h"
#include "alerts/testing_report.h"
#include "alerts/words.h"

namespace gammafield::alerts {
namespace {

using namespace testing;

Alert sample() {
  auto made = report(31, 6501.25);
  add_wall_event(made, levels::Side::call, 6500, session::WallEventKind::tested);
  made.over_time->call_wall = wall(6500, session::WallState::tested);
  return evaluate(std::vector{rule("walls", WallState{{}, {AlertKind::wall_tested}})}, {}, made).raised.front().alert;
}

const feeds::Moment sent = minute(47) + std::chrono::milliseconds{250};

/// A request as text: what a golden file holds.
std::string written(const Outgoing& what) {
  if (const auto* letter = std::get_if<Letter>(&what)) {
    std::string text = fmt::format("{} {} -> {}\n", letter->server, letter->from, fmt::join(letter->to, " "));
    for (const char c : letter->message) text += c == '\r' ? std::string{} : std::string{c};
    return text;
  }
  if (const auto* line = std::get_if<Line>(&what)) return line->path + "\n" + line->text;
  const auto& post = std::get<Post>(what);
  std::string text = "POST " + post.url + "\n";
  for (const auto& [name, value] : post.headers) text += name + ": " + value + "\n";
  return text + "\n" + post.body + "\n";
}

std::string content(const std::string& path) {
  std::ifstream file{path};
  std::stringstream all;
  all << file.rdbuf();
  return all.str();
}

Secret secret(std::string_view text) { return Secret::of(text, "test").value(); }

TEST(Sinks, GiveAnAlertTheFormThatIsDocumented) {
  struct Row {
    std::string name;
    SinkKind kind;
    std::optional<Secret> key;
  };
  const Row rows[] = {
      {"webhook", Webhook{"https://alerts.example.org/in", SecretSource{.env = "S"}},
       secret("a-secret-that-nobody-guesses")},
      {"telegram", Telegram{"-100123", {}, "https://api.telegram.org"}, secret("123:abc")},
      {"discord", Discord{}, secret("https://discord.com/api/webhooks/1/token")},
      {"slack", Slack{}, secret("https://hooks.slack.com/services/T/B/x")},
      {"ntfy", Ntfy{"gamma", SecretSource{.env = "N"}, "https://ntfy.sh"}, secret("tk_1")},
      {"email", Mail{"smtp://127.0.0.1:25", "levels@example.org", {"me@example.org", "you@example.org"}}, {}},
      {"file_json", NoteFile{"alerts.log", true}, {}},
      {"file_text", NoteFile{"alerts.log", false}, {}},
  };
  for (const Row& row : rows) {
    const Sink sink{row.name, row.kind};
    const std::string made = written(outgoing(sink, row.key ? &*row.key : nullptr, sample(), sent));
    const std::string golden = std::string{GAMMAFIELD_TESTDATA} + "/alerts/" + row.name + ".txt";
    if (std::getenv("GAMMAFIELD_WRITE_GOLDEN") != nullptr) std::ofstream{golden} << made;
    EXPECT_EQ(made, content(golden)) << row.name;
  }
}

TEST(Signature, IsThatOfTheStandard) {
  // RFC 4231, test case 2
  EXPECT_EQ(hmac_sha256_hex("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Signature, IsOverTimestampAndBody) {
  const Secret key = secret("key");
  const Post post = webhook_post({"https://a.example"}, &key, sample(), sent);
  std::map<std::string, std::string> headers{post.headers.begin(), post.headers.end()};
  EXPECT_EQ(headers["Idempotency-Key"], sample().id);
  EXPECT_EQ(headers["Gammafield-Signature"],
            "v1=" + hmac_sha256_hex("key", headers["Gammafield-Timestamp"] + "." + post.body));
  const Post unsigned_post = webhook_post({"https://a.example"}, nullptr, sample(), sent);
  EXPECT_EQ(unsigned_post.headers.size(), 3u) << "no secret, no signature";
}

TEST(Age, IsToldInWords) {
  const auto at = minute(0);
  using namespace std::chrono;
  const std::pair<seconds, std::string> rows[] = {{seconds{-5}, "Data less than a minute old."},
                                                  {seconds{59}, "Data less than a minute old."},
                                                  {seconds{60}, "Data 1 minute old."},
                                                  {minutes{119}, "Data 119 minutes old."},
                                                  {hours{3}, "Data 3 hours old."},
                                                  {hours{50}, "Data 2 days old."}};
  for (const auto& [age, words] : rows) EXPECT_EQ(age_line(at, at + age), words);
}

}  // namespace
}  // namespace gammafield::alerts
