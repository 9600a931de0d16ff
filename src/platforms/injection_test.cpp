#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "platforms/platforms.h"
#include "platforms/safe_text.h"
#include "platforms/testing_report.h"

/// What a hostile symbol, instrument or future's name could do to the program that reads a format: nothing.
namespace gammafield::platforms {
namespace {

using testing::watched_report;

std::vector<std::string> corpus() {
  const std::vector<std::string> seeds{"=1+1",
                                       "+1",
                                       "-1",
                                       "@SUM(A1)",
                                       "=cmd|' /C calc'!A0",
                                       "=HYPERLINK(\"http://x\")",
                                       "\"",
                                       "\"\"",
                                       "'",
                                       "\\",
                                       "\\\"",
                                       "a\"b",
                                       "a,b",
                                       "a;b",
                                       "a|b",
                                       "a\tb",
                                       "a\nb",
                                       "a\r\nb",
                                       "a\r=1",
                                       "\n//@version=5\n",
                                       "\nstrategy(\"x\")\n",
                                       "\"); alert(\"x",
                                       "{{close}}",
                                       "${x}",
                                       "`x`",
                                       "<script>",
                                       "</svg>",
                                       "&lt;",
                                       "%s%n",
                                       "{0}",
                                       "//",
                                       "/*",
                                       "*/",
                                       "#",
                                       "# x\nplot y = 1;",
                                       "; plot y = 1",
                                       "\xE2\x80\xAE\x45\x53",
                                       "\xE2\x80\xAB",
                                       "\xE2\x81\xA6",
                                       "\xD8\x9C",
                                       "\xC2\x85",
                                       "\xE2\x80\xA8",
                                       "\xE2\x80\xA9",
                                       "\xEF\xBB\xBF=1",
                                       "\xFF\xFE",
                                       "\x1B[31m",
                                       "\x7F",
                                       "\x01\x02",
                                       " ",
                                       "",
                                       "nan",
                                       "inf",
                                       "gammafield/1|X",
                                       "L|call_wall|x|1",
                                       ", Call Resistance, 1",
                                       "$X: HVL, 2",
                                       "ES\t1",
                                       "CON",
                                       "../../etc",
                                       "%0A",
                                       std::string(5000, 'A'),
                                       std::string(300, '"'),
                                       std::string("A\0B", 3)};
  std::vector<std::string> all = seeds;
  for (const auto& seed : seeds) {
    for (const char* before : {"SPX", "ES\n", "\t", "'", " "}) all.push_back(before + seed);
    all.push_back(seed + "SPX");
  }
  return all;
}

std::size_t count(const std::string& text, char c) { return static_cast<std::size_t>(std::ranges::count(text, c)); }

/// Control characters beside the format's own tabs and line ends, and anything that is not ASCII.
bool is_clean(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return c == '\n' || c == '\t' || (c >= ' ' && c < 0x7F); });
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines{""};
  for (const char c : text) c == '\n' ? lines.push_back("") : lines.back().push_back(c);
  return lines;
}

engine::Report report_of(const std::string& symbol) {
  auto report = watched_report();
  report.symbol = symbol;
  return report;
}

Target hostile_target(const std::string& text) {
  const auto report = watched_report();
  Target target;
  target.conversion = Conversion{
      .from = text, .to = text, .from_price = report.spot, .to_price = market::Spot{5012.25}, .at = report.as_of};
  target.instrument = text;
  return target;
}

/// How often each byte stands in a text.
std::array<std::size_t, 256> census(const std::string& text) {
  std::array<std::size_t, 256> counts{};
  for (const char c : text) ++counts[static_cast<unsigned char>(c)];
  return counts;
}

/// The same separators in the same places as of a harmless name: the text has the format's shape, whatever the name.
void expect_shape(Format format, const std::string& with, const std::string& harmless, const std::string& why) {
  EXPECT_TRUE(is_clean(with)) << why;
  const auto found = census(with), usual = census(harmless);
  for (const unsigned char c :
       {'\n', '\t', ',', ';', '|', '"', '\'', '\\', '(', ')', '{', '}', '<', '>', '`', '=', '\r'}) {
    EXPECT_EQ(found[c], usual[c]) << why << " " << c;
  }
  if (info(format).content_type.starts_with("text/csv")) {
    for (const auto& line : lines_of(with)) {
      for (std::size_t cell = 0; cell != std::string::npos && cell < line.size();) {
        EXPECT_EQ(std::string_view{"=+@-"}.find(line[cell]), std::string_view::npos) << why << ": " << line;
        const auto comma = line.find(',', cell);
        cell = comma == std::string::npos ? comma : comma + 1;
      }
    }
  }
}

TEST(Injection, NoSymbolChangesTheShapeOfAFormat) {
  for (const auto& each : formats()) {
    const auto harmless = text(report_of("SPX"), each.format);
    for (const auto& hostile : corpus()) {
      expect_shape(each.format, text(report_of(hostile), each.format), harmless,
                   std::string{each.name} + " of symbol " + hostile.substr(0, 40));
    }
  }
}

TEST(Injection, NoInstrumentOfAConversionDoes) {
  for (const auto& each : formats()) {
    const auto harmless = text(watched_report(), each.format, hostile_target("ES"));
    for (const auto& hostile : corpus()) {
      expect_shape(each.format, text(watched_report(), each.format, hostile_target(hostile)), harmless,
                   std::string{each.name} + " to " + hostile.substr(0, 40));
    }
  }
}

TEST(Injection, RemarksAreLinesOfPlainText) {
  for (const auto& hostile : corpus()) {
    const auto said = remarks(watched_report(), Format::jigsaw, hostile_target(hostile));
    EXPECT_TRUE(is_clean(said)) << hostile;
    EXPECT_EQ(count(said, '\n'), count(remarks(watched_report(), Format::jigsaw, hostile_target("ES")), '\n'));
  }
}

TEST(SafeText, KeepsWhatInstrumentsAreCalled) {
  struct Row {
    std::string_view why, outside, safe;
  };
  const Row rows[] = {
      {"a plain symbol", "SPX", "SPX"},
      {"a class of shares", "BRK.B", "BRK.B"},
      {"an index of some vendors", "^SPX", "^SPX"},
      {"a broker's future", "ESZ6.CME@RITHMIC", "ESZ6.CME@RITHMIC"},
      {"a contract month", "ES 12-26", "ES 12-26"},
      {"a continuous future", "ES1!", "ES1!"},
      {"a coin", "SOL_USDC", "SOL_USDC"},
      {"a formula", "=1+1", "_1+1"},
      {"a formula behind a blank", " =1", "_1"},
      {"a comment", "A//B", "A_/B"},
      {"many slashes", "////", "___/"},
      {"nothing", "", "unnamed"},
      {"only blanks", "   ", "unnamed"},
      {"another alphabet", "\xD0\x96", "__"},
      {"text turned round", "\xE2\x80\xAE\x45\x53", "___ES"},
  };
  for (const auto& row : rows) EXPECT_EQ(safe_text(row.outside), row.safe) << row.why;
}

}  // namespace
}  // namespace gammafield::platforms
