// Whatever stands in an alert's texts is text at the receiver's end: for every sink, told by a reader of its own.

#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <cstdlib>
#include <regex>

#include <fmt/format.h>

#include "alerts/escaping.h"
#include "alerts/outgoing.h"
#include "alerts/testing_report.h"
#include "base/sanitized.h"

namespace gammafield::alerts {
namespace {

using namespace testing;

/// More than a thousand texts: each attack alone, in another, twice, and cut. Under the sanitizers without those of
/// two.
std::vector<std::string> corpus() {
  const std::string attacks[] = {
      "<script>alert(1)</script>",
      "<b>",
      "</b>",
      "<a href=\"tg://user?id=1\">x</a>",
      "&lt;",
      "&",
      "\"",
      "'",
      "`",
      "```",
      "@everyone",
      "@here",
      "<@123>",
      "<@&5>",
      "<#7>",
      "<!channel>",
      "<!everyone>",
      "<!subteam^S1>",
      "<https://a.example|x>",
      "[x](https://a.example)",
      "**bold**",
      "__u__",
      "~~s~~",
      "||spoiler||",
      "> quote",
      "# head",
      "* list",
      "\\",
      "\\\\",
      "\\*",
      "*",
      "_",
      "\r\nBcc: victim@example.org",
      "\nBcc: victim@example.org\n",
      "\r\n.\r\nMAIL FROM:<a@b>",
      "\r\n\r\nbody",
      "=?UTF-8?B?QQ==?=",
      std::string("\0", 1),
      "\x1b[31m",
      "\x07",
      "\x7f",
      "\xe2\x80\xae"
      "gnp",
      "\xe2\x80\xa8",
      "\xc2\x85",
      "\xff\xfe",
      "\xc0\xaf",
      "\xed\xa0\x80",
      "\xf4\x90\x80\x80",
      "\xe2\x82",
      "\xf0\x9f\x98\x80",
      "e\xcc\x81",
      "{\"a\":1}",
      "\",\"x\":\"",
      "${jndi:ldap://a}",
      "{{7*7}}",
      "%0d%0aX: y",
      "%n%s",
      "=1+1",
      "+1",
      "-1",
      "@SUM(A1)",
      "; rm -rf /",
      "$(id)",
      "../../etc/passwd",
      "://",
      "tg://x",
      ":smile:",
      "&#60;",
      "\t",
      " ",
      std::string(3'000, 'A'),
      std::string(3'000, '<'),
      std::string(3'000, '*'),
      std::string(1'500, '&'),
  };
  std::vector<std::string> all;
  for (const auto& one : attacks) {
    all.push_back(one);
    all.push_back("SPX " + one + " 6500");
    all.push_back(one + one + "\n" + one);
    if (base::sanitized) continue;
    for (const auto& other : attacks)
      if (one.size() + other.size() < 100 && all.size() < 4'000 && (one.size() + other.size()) % 3 == 0)
        all.push_back(one + other);
  }
  std::string smileys;
  for (int i = 0; i < 3'000; ++i) smileys += "\xf0\x9f\x98\x80";
  all.push_back(smileys);
  for (std::size_t cut = 0; cut < 8; ++cut) all.push_back(smileys.substr(cut) + "<b>");
  return all;
}

Alert hostile(const std::string& text) {
  engine::Report made = report(1, 6501);
  made.symbol = text.substr(0, 300);
  add_event(made, session::EventKind::data_flag, "code" + text + ": " + text);
  State known;
  known.latest[made.symbol] = minute(0);
  auto raised = evaluate(std::vector{rule(text.substr(0, 64) + "r", DataFlagged{})}, known, made).raised;
  return raised.front().alert;
}

std::size_t utf16_units(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0u) != 0x80u) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/// A document that a strict parser takes, or the test fails.
struct Document {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  explicit Document(const std::string& text) {
    EXPECT_EQ(parser.parse(text).get(root), simdjson::SUCCESS) << text.substr(0, 200);
  }
  [[nodiscard]] std::string text(std::string_view key) const {
    std::string_view found;
    EXPECT_EQ(root[key].get(found), simdjson::SUCCESS) << key;
    return std::string{found};
  }
};

/// No character of `these` but as one of the wanted texts.
bool only_as(std::string_view text, std::string_view these, const std::vector<std::string>& wanted) {
  for (std::size_t i = 0; i < text.size();) {
    const auto known = std::ranges::find_if(wanted, [&](const auto& each) { return text.substr(i).starts_with(each); });
    if (known != wanted.end()) {
      i += known->size();
      continue;
    }
    if (these.find(text[i]) != std::string_view::npos) return false;
    ++i;
  }
  return true;
}

const feeds::Moment now = minute(5);
const Secret& key() {
  static const Secret made = Secret::of("https://a.example/canary", "test").value();
  return made;
}

TEST(Injection, TheCorpusIsLargeEnough) { EXPECT_GE(corpus().size(), base::sanitized ? 200u : 1'000u); }

TEST(Injection, OfAWebhookIsTextInItsDocument) {
  for (const auto& text : corpus()) {
    const Alert alert = hostile(text);
    const Post post = webhook_post({"https://a.example"}, &key(), alert, now);
    const Document document{post.body};
    EXPECT_EQ(document.text("id"), alert.id);
    for (const auto& [name, value] : post.headers)
      EXPECT_TRUE(std::ranges::all_of(value, [](char c) { return c >= ' ' && c < '\x7f'; })) << name;
    EXPECT_EQ(post.body.find('\n'), std::string::npos);
  }
}

TEST(Injection, OfTelegramOpensNoMarkUp) {
  for (const auto& text : corpus()) {
    const Document document{telegram_post({"1", {}, "https://a.example"}, key(), hostile(text), now).body};
    std::string shown = document.text("text");
    ASSERT_TRUE(shown.starts_with("<b>")) << shown;
    EXPECT_LE(utf16_units(shown), 4'096u);
    shown.erase(0, 3);
    const auto end = shown.find("</b>\n");
    ASSERT_NE(end, std::string::npos);
    shown.erase(end, 4);
    EXPECT_TRUE(only_as(shown, "<>&\"", {"&lt;", "&gt;", "&amp;", "&quot;"})) << text << "\n" << shown;
    EXPECT_EQ(document.text("parse_mode"), "HTML");
  }
}

TEST(Injection, OfDiscordMeansNothingAndMentionsNobody) {
  const std::string joiner = "\xe2\x81\xa0";
  std::vector<std::string> wanted{"@" + joiner, "#" + joiner, ":" + joiner};
  for (const char c : std::string_view{"\\*_~`|>[]<"}) wanted.push_back(std::string{"\\"} + c);
  for (const auto& text : corpus()) {
    const std::string body = discord_post(key(), hostile(text), now).body;
    const Document document{body};
    std::string shown = document.text("content");
    EXPECT_LE(utf16_units(shown), 2'000u);
    ASSERT_TRUE(shown.starts_with("**"));
    shown.erase(0, 2);
    const auto end = shown.find("**\n");
    ASSERT_NE(end, std::string::npos);
    shown.erase(end, 2);
    EXPECT_TRUE(only_as(shown, "\\*_~`|>[]<@#:", wanted)) << text << "\n" << shown;
    EXPECT_NE(body.find(R"("allowed_mentions":{"parse":[]})"), std::string::npos);
  }
}

TEST(Injection, OfSlackMeansNothingAndCallsNobody) {
  const std::string joiner = "\xe2\x81\xa0";
  std::vector<std::string> wanted{"&lt;", "&gt;", "&amp;"};
  for (const char c : std::string_view{"@*_~`"}) wanted.push_back(joiner + c + joiner);
  for (const auto& text : corpus()) {
    const Document document{slack_post(key(), hostile(text), now).body};
    std::string shown = document.text("text");
    EXPECT_LE(utf16_units(shown), 4'000u);
    ASSERT_TRUE(shown.starts_with("*"));
    shown.erase(0, 1);
    const auto end = shown.find("*\n");
    ASSERT_NE(end, std::string::npos);
    shown.erase(end, 1);
    EXPECT_TRUE(only_as(shown, "<>&@*_~`", wanted)) << text << "\n" << shown;
  }
}

TEST(Injection, OfNtfyStaysInItsTopic) {
  for (const auto& text : corpus()) {
    const Post post = ntfy_post({"gamma", {}, "https://a.example"}, nullptr, hostile(text), now);
    const Document document{post.body};
    EXPECT_EQ(document.text("topic"), "gamma");
    EXPECT_LE(document.text("message").size(), 4'096u);
    EXPECT_EQ(document.text("title").find('\n'), std::string::npos);
    EXPECT_EQ(post.headers.size(), 1u);
  }
}

TEST(Injection, OfMailIsInNoHeader) {
  const std::vector<std::string> names{"From: ",         "To: ",           "Subject: ",
                                       "Date: ",         "Message-ID: ",   "Auto-Submitted: ",
                                       "MIME-Version: ", "Content-Type: ", "Content-Transfer-Encoding: "};
  for (const auto& text : corpus()) {
    const std::string message =
        mail_letter({"smtp://127.0.0.1", "a@b.example", {"c@d.example"}}, hostile(text), now).message;
    const auto end = message.find("\r\n\r\n");
    ASSERT_NE(end, std::string::npos);
    std::size_t at = 0, seen = 0;
    while (at < end) {
      const auto line_end = message.find("\r\n", at);
      const std::string line = message.substr(at, line_end - at);
      EXPECT_LE(line.size(), 998u);
      EXPECT_TRUE(std::ranges::all_of(line, [](char c) { return c >= ' ' && c < '\x7f'; })) << line;
      if (!line.starts_with(" ")) {
        ASSERT_LT(seen, names.size());
        EXPECT_TRUE(line.starts_with(names[seen++])) << line;
      }
      at = line_end + 2;
    }
    EXPECT_EQ(seen, names.size());
    for (const char c : message.substr(end))
      EXPECT_TRUE(c == '\r' || c == '\n' || c == '+' || c == '/' || c == '=' ||
                  std::isalnum(static_cast<unsigned char>(c)) != 0);
  }
}

TEST(Injection, OfAFileIsOneLine) {
  for (const auto& text : corpus())
    for (const bool json : {true, false}) {
      const std::string line = file_line({"p", json}, hostile(text)).text;
      EXPECT_EQ(line.find('\n'), line.size() - 1) << text;
      EXPECT_TRUE(std::ranges::none_of(line.substr(0, line.size() - 1),
                                       [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; }));
    }
}

TEST(Cutting, IsAtACharacterWithAMark) {
  struct Row {
    std::string_view why, text;
    Count count;
    std::size_t limit;
    std::string_view cut;
  };
  const Row rows[] = {
      {"as long as it may be", "abc", Count::bytes, 3, "abc"},
      {"one too long: the mark takes three bytes", "abcdef", Count::bytes, 5, "ab\xe2\x80\xa6"},
      {"or one unit", "abcdef", Count::utf16_units, 5, "abcd\xe2\x80\xa6"},
      {"no half character", "a\xc3\xa9\xc3\xa9\xc3\xa9", Count::bytes, 6, "a\xc3\xa9\xe2\x80\xa6"},
      {"a smiley is two units", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80", Count::utf16_units, 3,
       "\xf0\x9f\x98\x80\xe2\x80\xa6"},
      {"no room even for the mark", "abcdef", Count::bytes, 2, ""},
      {"nothing", "", Count::bytes, 0, ""},
  };
  for (const Row& row : rows) EXPECT_EQ(escaped(row.text, as_it_is, row.count, row.limit), row.cut) << row.why;
  EXPECT_EQ(escaped("a<b", for_html, Count::bytes, 5), "a\xe2\x80\xa6") << "no half of an escape";
}

}  // namespace
}  // namespace gammafield::alerts
