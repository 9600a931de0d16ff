#include "brief/brief.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "brief/testing_brief.h"

namespace gammafield::brief {
namespace {

using testing::made_up_report;
using testing::report_without_levels;

std::string file_text(const std::string& name) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/brief/" + name, std::ios::binary};
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

/// GAMMAFIELD_WRITE_GOLDEN=1 writes the files anew, to be looked at before they are committed.
void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("GAMMAFIELD_WRITE_GOLDEN") != nullptr) {
    std::ofstream{std::string{GAMMAFIELD_TESTDATA} + "/brief/" + name, std::ios::binary} << text;
  }
  EXPECT_EQ(text, file_text(name)) << name;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

const Section& section(const Brief& brief, std::string_view key) {
  return *std::ranges::find(brief.sections, key, &Section::key);
}

TEST(Brief, IsAsTheGoldenFilesSay) {
  const auto now = made_up_report();
  const auto before = testing::report_before();
  const auto page = morning({.report = now, .previous = &before, .now = now.as_of + std::chrono::hours{16}});
  expect_golden("morning.md", markdown(page));
  expect_golden("morning.html", html(page));
  expect_golden("morning.txt", message(page, telegram_bytes));
  const auto summary = evening({.report = now, .day = testing::made_up_day()});
  expect_golden("evening.md", markdown(summary));
  expect_golden("evening.txt", message(summary, telegram_bytes));
}

TEST(Brief, OfABookWithoutLevelsSaysWhyAndInventsNothing) {
  const auto report = report_without_levels();
  const auto page = morning({.report = report});
  for (const auto& text : {markdown(page), html(page), message(page, telegram_bytes)}) {
    EXPECT_TRUE(has(text, "none: empty book"));
    EXPECT_TRUE(has(text, "No exposure"));
    EXPECT_TRUE(has(text, "Nothing to compare with"));
    EXPECT_FALSE(has(text, "nan"));
  }
  EXPECT_FALSE(has(html(page), "<svg"));
  for (const auto& row : section(page, "levels").table->rows) {
    EXPECT_EQ(row[1].text, row[0].text == "Spot" ? "5,000" : "none");
  }
}

TEST(Brief, SaysWhenItsDataIsOld) {
  using std::chrono::hours;
  const auto report = made_up_report();  // of Tuesday's close, 20:00 UTC
  struct Row {
    std::string_view why;
    std::chrono::seconds later;
    bool old;
  };
  const Row rows[] = {
      {"the same evening", hours{2}, false},
      {"the next morning before the open, 12:00 UTC", hours{16}, false},
      {"the next session has begun, 14:00 UTC", hours{18}, true},
      {"a week later", hours{170}, true},
      {"the clock is behind the data", -hours{1}, true},
  };
  for (const auto& row : rows) {
    const auto page = morning({.report = report, .now = report.as_of + row.later});
    EXPECT_EQ(!page.warnings.empty(), row.old) << row.why;
  }
  EXPECT_TRUE(morning({.report = report}).warnings.empty()) << "without a clock no age is told";
}

TEST(Brief, NeverSaysWhatToTrade) {
  const auto report = made_up_report();
  for (const auto& page : {morning({.report = report}), evening({.report = report, .day = testing::made_up_day()})}) {
    const auto text = markdown(page);
    for (const auto* word : {"buy", "Buy", "sell", "Sell", "target", "stop loss", "recommend"})
      EXPECT_FALSE(has(text, word)) << word;
    EXPECT_TRUE(has(text, "not advice"));
    EXPECT_TRUE(has(text, "inferred, not observed"));
  }
}

TEST(Brief, TellsTheDaysTestsAndEvents) {
  const auto report = made_up_report();
  const auto page = evening({.report = report, .day = testing::made_up_day()});
  EXPECT_EQ(section(page, "attempts").table->rows.size(), 2U);
  EXPECT_TRUE(has(message(page, telegram_bytes), "FAKE"));
  EXPECT_TRUE(has(message(page, telegram_bytes), "Call wall 5100 is tested"));
  EXPECT_TRUE(has(markdown(evening({.report = report, .day = testing::quiet_day()})), "No price was beyond a wall"));
}

/// Whole lines only, within the limit, and it says that there is more.
TEST(Message, FitsItsLimit) {
  const auto report = made_up_report();
  const auto page = morning({.report = report});
  const auto whole = message(page, 100'000);
  EXPECT_FALSE(has(whole, "... more"));
  for (std::size_t limit = 200; limit < whole.size(); limit += 37) {
    const auto cut = message(page, limit);
    EXPECT_LE(cut.size(), limit);
    EXPECT_TRUE(has(cut, "... more in the whole brief."));
    EXPECT_TRUE(cut.ends_with("not advice.\n"));
    EXPECT_TRUE(cut.starts_with("SPX: the map for"));
  }
  EXPECT_LE(message(page, discord_bytes).size(), discord_bytes);
}

std::vector<std::string> corpus() {
  return {"<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "'onmouseover='x",
          "</title><script>",
          "&lt;b&gt;",
          "</style><script>",
          "<!--",
          "]]>",
          "javascript:alert(1)",
          "[x](javascript:alert(1))",
          "![x](http://x/y)",
          "`x`",
          "**b**",
          "__b__",
          "~~x~~",
          "# head",
          "> quote",
          "| a | b |",
          "http://evil.example",
          "www.evil.example",
          "<http://evil.example>",
          "@everyone",
          "a@b.example",
          "\n\n# head",
          "\r\n- item",
          "a\tb",
          "\xE2\x80\xAE\x45\x53",
          "\xE2\x80\x8B",
          "\xFF\xFE",
          "\xC0\xAF",
          "\xED\xA0\x80",
          "\x1B[31m",
          std::string("a\0b", 3),
          "$x$",
          "\\",
          "&",
          std::string(3000, '<')};
}

int unescaped(const std::string& markdown, char mark) {
  int found = 0;
  for (std::size_t i = 0; i < markdown.size(); ++i) {
    if (markdown[i] == '\\')
      ++i;
    else if (markdown[i] == mark)
      ++found;
  }
  return found;
}

TEST(Injection, NothingGetsOutOfItsPlace) {
  for (const auto& hostile : corpus()) {
    auto report = made_up_report();
    report.symbol = hostile;
    report.quality.flags.push_back({"flag", hostile});
    report.settings.preset = hostile;
    auto day = testing::made_up_day();
    day.events.front().text = hostile;
    for (const auto& page : {morning({.report = report}), evening({.report = report, .day = day})}) {
      const auto as_html = html(page);
      EXPECT_FALSE(has(as_html, "<script")) << hostile;
      EXPECT_FALSE(has(as_html, "<img")) << hostile;
      EXPECT_FALSE(has(as_html, "onerror=alert(1)>")) << hostile;
      EXPECT_FALSE(has(as_html, "\xE2\x80\xAE")) << hostile;
      EXPECT_EQ(std::ranges::count(as_html, '\0'), 0) << hostile;
      const auto as_markdown = markdown(page);
      EXPECT_EQ(unescaped(as_markdown, '<'), 0) << hostile;
      EXPECT_EQ(unescaped(as_markdown, '['), 0) << hostile;
      EXPECT_EQ(unescaped(as_markdown, '`'), 0) << hostile;
      EXPECT_FALSE(has(as_markdown, "\n# head")) << hostile;
      EXPECT_FALSE(has(as_markdown, "http:/")) << hostile;
      EXPECT_FALSE(has(as_markdown, "\x1B")) << hostile;
      EXPECT_LE(message(page, telegram_bytes).size(), telegram_bytes);
      EXPECT_FALSE(has(message(page, telegram_bytes), "\xE2\x80\xAE")) << hostile;
    }
  }
}

/// The tags of a page are the same whatever its texts say.
TEST(Injection, ChangesNoTagOfThePage) {
  const auto page_of = [](const std::string& symbol) {
    auto report = made_up_report();
    report.symbol = symbol;
    return html(morning({.report = report}));
  };
  const auto harmless = page_of("SPX");
  for (const auto& hostile : corpus()) {
    const auto page = page_of(hostile);
    EXPECT_EQ(std::ranges::count(page, '<'), std::ranges::count(harmless, '<')) << hostile;
    EXPECT_EQ(std::ranges::count(page, '>'), std::ranges::count(harmless, '>')) << hostile;
    EXPECT_EQ(std::ranges::count(page, '"'), std::ranges::count(harmless, '"')) << hostile;
    EXPECT_EQ(std::ranges::count(page, '\n'), std::ranges::count(harmless, '\n')) << hostile;
  }
}

}  // namespace
}  // namespace gammafield::brief
