#include "alerts/config.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace gammafield::alerts {
namespace {

constexpr std::string_view whole = R"(# all there is
[alerts]
give_up_after = "2d"
tries_max = 50
waiting_max = 100
keep_done = "24h"

[[alerts.rule]]
name = "flip"
when = "flip_crossed"
hysteresis_percent = 0.1
symbols = ["SPX", "SPY"]
cool_down = "10m"
quiet_hours = "22:00-07:30"
quiet = "hold"
sinks = ["hook", "phone"]

[[alerts.rule]]
name = "walls"
when = "wall_state"
side = "call"
states = ["broken", "reclaimed"]
sinks = "log"

[[alerts.rule]]
name = "near"
when = "spot_near"
level = 6500.5
within_percent = 0.2
sinks = ["discord", "slack", "ntfy", "post"]

[alerts.sink.hook]
type = "webhook"
url = "https://alerts.example.org/in"
secret_env = "HOOK_SECRET"
[alerts.sink.phone]
type = "telegram"
chat = -1001234567890
token_file = "/etc/gammafield/telegram.token"
[alerts.sink.discord]
type = "discord"
url_file = "d"
[alerts.sink.slack]
type = "slack"
url_env = "SLACK"
[alerts.sink.ntfy]
type = "ntfy"
base = "http://127.0.0.1:8080/"
topic = "gamma"
allow_private = ["127.0.0.1"]
[alerts.sink.post]
type = "email"
from = "levels@example.org"
to = ["me@example.org"]
[alerts.sink.log]
type = "file"
path = "alerts.log"
)";

TEST(AlertConfig, ReadsEverySinkAndWhatRulesSay) {
  const auto config = read_config(whole, "alerts.toml");
  ASSERT_TRUE(config) << config.error().message;
  ASSERT_EQ(config->rules.size(), 3u);
  const Rule& flip = config->rules[0];
  EXPECT_EQ(std::get<FlipCrossed>(flip.when).hysteresis_percent, 0.1);
  EXPECT_EQ(flip.symbols, (std::vector<std::string>{"SPX", "SPY"}));
  EXPECT_EQ(flip.cool_down, std::chrono::minutes{10});
  ASSERT_TRUE(flip.quiet);
  EXPECT_EQ(flip.quiet->then, InQuiet::hold);
  EXPECT_EQ(std::get<WallState>(config->rules[1].when).states,
            (std::vector{AlertKind::wall_broken, AlertKind::wall_reclaimed}));
  const auto& near = std::get<SpotNear>(config->rules[2].when);
  EXPECT_EQ(std::get<double>(near.level), 6500.5);
  EXPECT_EQ(near.rearm_percent, 0.4) << "twice the distance, unless it is said";
  EXPECT_EQ(config->sinks.size(), 7u);
  EXPECT_EQ(config->outbox.give_up_after, std::chrono::hours{48});
  EXPECT_EQ(config->outbox.tries_max, 50u);
  for (const Sink& sink : config->sinks) {
    if (const auto* phone = std::get_if<Telegram>(&sink.kind)) {
      EXPECT_EQ(phone->chat, "-1001234567890");
      EXPECT_EQ(phone->base, "https://api.telegram.org");
    }
    if (const auto* ntfy = std::get_if<Ntfy>(&sink.kind)) {
      EXPECT_EQ(ntfy->base, "http://127.0.0.1:8080");
      EXPECT_EQ(sink.allow_private, std::vector<std::string>{"127.0.0.1"});
    }
  }
}

TEST(AlertConfig, RefusesInOneLineWithItsNumberAndWhatToWrite) {
  const std::string rule = "[[alerts.rule]]\nname = \"a\"\nsinks = \"log\"\n";
  const std::string sink = "[alerts.sink.log]\ntype = \"file\"\npath = \"p\"\n";
  const std::string rows_text[] = {
      "when = 3",
      "[alerts",
      "[alert]\n",
      "",
      rule + "when = \"flip_cross\"\n" + sink,
      rule + "when = \"flip_crossed\"\nhysteresis = 1\n" + sink,
      rule + "when = \"flip_crossed\"\nhysteresis_percent = 11\n" + sink,
      rule + "when = \"flip_crossed\"\ncool_down = \"10 min\"\n" + sink,
      rule + "when = \"wall_state\"\nstates = [\"broke\"]\n" + sink,
      rule + "when = \"spot_near\"\n" + sink,
      rule + "when = \"spot_near\"\nlevel = \"calls\"\n" + sink,
      rule + "when = \"spot_near\"\nlevel = \"call_wall\"\nwithin_percent = 1\nrearm_percent = 0.5\n" + sink,
      "[[alerts.rule]]\nname = \"a\"\nwhen = \"data_stale\"\n",
      "[[alerts.rule]]\nname = \"a\"\nwhen = \"data_stale\"\nsinks = [\"phone\"]\n",
      rule + "when = \"data_stale\"\n" + rule + "when = \"data_stale\"\n" + sink,
      rule + "when = \"pre_market\"\nat = \"9:00\"\n" + sink,
      rule + "when = \"regime_changed\"\nquiet_hours = \"22:00-22:00\"\n" + sink,
      "[alerts.sink.x]\ntype = \"telegram\"\nchat = \"1\"\ntoken = \"12345:canary\"\n",
      "[alerts.sink.x]\ntype = \"telegram\"\nchat = \"1\"\n",
      "[alerts.sink.x]\ntype = \"telegram\"\nchat = \"1\"\ntoken_file = \"a\"\ntoken_env = \"b\"\n",
      "[alerts.sink.x]\ntype = \"discord\"\nurl = \"https://discord.com/api/webhooks/1/canary\"\n",
      "[alerts.sink.x]\ntype = \"webhook\"\nurl = \"ftp://a\"\n",
      "[alerts.sink.x]\ntype = \"webhook\"\nurl = \"https://me:canary@a.example\"\n",
      "[alerts.sink.x]\ntype = \"webhook\"\nurl = \"https://a.example/ b\"\n",
      "[alerts.sink.x]\ntype = \"ntfy\"\ntopic = \"a/b\"\n",
      "[alerts.sink.x]\ntype = \"email\"\nfrom = \"a@b\\nBcc: c@d\"\nto = \"a@b\"\n",
      "[alerts.sink.x]\ntype = \"email\"\nfrom = \"a@b\"\nto = \"Me <a@b>\"\n",
      "[alerts.sink.x]\ntype = \"pager\"\n",
      "[alerts.sink.\"a b\"]\ntype = \"file\"\npath = \"p\"\n",
      "[alerts]\ngive_up_after = \"1m\"\n",
  };
  const std::string_view says[] = {
      "line 1: `when`: only [alerts] belongs",
      "line 1: not TOML",
      "line 1: `alert`: only [alerts]",
      "there is no [alerts]",
      "line 4: rule `a`: when = flip_crossed, wall_moved",
      "line 5: rule `a`: unknown key `hysteresis`; known: cool_down, hysteresis_percent",
      "line 5: rule `a`: hysteresis_percent = a number from 0 to 10",
      "line 5: rule `a`: cool_down = a time from 0 s",
      "line 5: rule `a`: states = a list of",
      "line 1: rule `a`: level = \"call_wall\"",
      "line 5: rule `a`: level = \"call_wall\"",
      "line 7: rule `a`: rearm_percent = at least within_percent",
      "line 1: rule `a`: sinks is missing",
      "line 1: rule `a`: no sink `phone`: write [alerts.sink.phone]",
      "line 5: rule `a` is there twice",
      "line 5: rule `a`: at = \"09:00\"",
      "line 5: rule `a`: quiet_hours = \"22:00-07:30\"",
      "line 1: a token does not belong into this file: write token_file = \"PATH\" or token_env = \"VARIABLE\"",
      "line 1: token_file = \"PATH\" or token_env = \"VARIABLE\" is missing",
      "line 5: sink `x`: token_env = of token_file and token_env one alone",
      "line 3: sink `x`: url = whoever has this address can post: url_file",
      "line 3: sink `x`: url = an address of http or https",
      "line 3: sink `x`: url = an address of http or https",
      "line 3: sink `x`: url = an address of http or https",
      "line 3: sink `x`: topic = letters, digits",
      "line 3: sink `x`: from = \"...\": a text on one line",
      "line 4: sink `x`: to = an address or a list of them, without names",
      "line 2: sink `x`: type = webhook, telegram",
      "line 1: [alerts.sink.a b]: a name of letters",
      "line 2: [alerts]: give_up_after = a time from 3600 s",
  };
  static_assert(std::size(rows_text) == std::size(says));
  for (std::size_t i = 0; i < std::size(says); ++i) {
    const auto config = read_config(rows_text[i], "a.toml");
    ASSERT_FALSE(config) << rows_text[i];
    EXPECT_EQ(config.error().kind, base::RefusalKind::usage);
    const std::string& message = config.error().message;
    EXPECT_TRUE(message.starts_with("a.toml: ") && message.substr(8).starts_with(says[i])) << rows_text[i] << "\n"
                                                                                           << message;
    EXPECT_EQ(message.find('\n'), std::string::npos);
    EXPECT_EQ(message.find("canary"), std::string::npos) << "what should not be there is not repeated: " << message;
  }
}

TEST(AlertConfig, LeavesOtherProgramsTablesAlone) {
  const std::string text = "[server]\nport = 1\n" + std::string{whole};
  EXPECT_FALSE(read_config(text, "a"));
  EXPECT_TRUE(read_config(text, "a", OtherTables::passed_over));
  EXPECT_TRUE(read_config("[server]\n", "a", OtherTables::passed_over)) << "without [alerts] there are none";
}

TEST(AlertConfig, TakesOtherLettersInCommentsAndAsEscapes) {
  const std::string sink = "[alerts.sink.log]\ntype = \"file\"\npath = \"p\\u00e9\"\n";
  const auto read = read_config("\xef\xbb\xbf  # \xd0\x93\n" + sink, "a");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(std::get<NoteFile>(read->sinks[0].kind).path, "p\xc3\xa9");
  for (const char* nameless : {"[\x01", "[[# x]]", "[ ", "[]", "[", "  [[!"})
    EXPECT_FALSE(read_config(sink + nameless, "a")) << nameless;
  const auto refused = read_config(sink + "[a\xd0\x93]\n", "a");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().message.starts_with("a: line 4: only printable ASCII")) << refused.error().message;
}

TEST(AlertConfig, RepeatsNoTokenThatWasWrittenIntoIt) {
  for (const char* line :
       {"token = 123:canary", "token = canary", "token = \"canary", "token = 'canary\n'", "token=[canary",
        "token = \"canary\\q\"", "token canary", "token = {a = canary}", "token = \"\"\"canary", "token = 2026-canary",
        "token = 0xcanary", "token_file = 1\ntoken = \"canary\"", "token_env = \"A\"\ntoken_file = \"canary\"",
        "secret = \"canary\"", "password = \"canary\""}) {
    const auto config =
        read_config(std::string{"[alerts.sink.x]\ntype = \"telegram\"\nchat = \"1\"\n"} + line + "\n", "a");
    ASSERT_FALSE(config) << line;
    EXPECT_EQ(config.error().message.find("canary"), std::string::npos) << config.error().message;
  }
}

TEST(AlertConfig, OfTheManualIsRead) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/../docs/alerts.md"};
  std::stringstream all;
  all << file.rdbuf();
  const std::string text = all.str();
  std::size_t shown = 0;
  for (auto from = text.find("```toml\n"); from != std::string::npos; from = text.find("```toml\n", from + 8)) {
    const auto config = read_config(text.substr(from + 8, text.find("```", from + 8) - from - 8), "docs/alerts.md");
    EXPECT_TRUE(config) << (config ? "" : config.error().message);
    ++shown;
  }
  EXPECT_GE(shown, 1u);
}

}  // namespace
}  // namespace gammafield::alerts
