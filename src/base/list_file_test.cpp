#include "base/list_file.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <vector>

namespace gammafield::base {
namespace {

using Error = std::optional<std::string>;

/// Refuses the entry `bad`.
struct Collector {
  std::vector<std::string> entries;
  Error operator()(std::string_view entry) {
    if (entry == "bad") return "cannot be used";
    entries.emplace_back(entry);
    return std::nullopt;
  }
};

TEST(ListFile, GivesEveryEntryAndNothingElse) {
  struct Row {
    std::string_view why, text;
    ListRules rules;
    std::vector<std::string> entries;
  };
  const Row rows[] = {
      {"nothing", "", {}, {}},
      {"no line end at the end of the file", "a\nb", {}, {"a", "b"}},
      {"line ends of another system", "a\r\n\r\nb\r\n", {}, {"a", "b"}},
      {"comments, alone and behind an entry", "# all\na # mine\n#b\n", {}, {"a"}},
      {"blanks around an entry, not those within", " \ta b,  c\t\n \t \n", {}, {"a b,  c"}},
      {"a byte order mark",
       "\xEF\xBB\xBF"
       "a\n",
       {},
       {"a"}},
      {"a byte order mark only at the start", "a\n\xEF\xBB\xBF", {}, {"a", "\xEF\xBB\xBF"}},
      {"quotes count as blanks where the caller says so", "\"a\"\n\"\"\n", {.blanks = " \""}, {"a"}},
      {"and only there", "\"\"\n", {}, {"\"\""}},
      {"as many lines as allowed", "a\nb\n", {.lines_max = 2}, {"a", "b"}},
  };
  for (const Row& row : rows) {
    Collector collector;
    EXPECT_EQ(read_list(row.text, row.rules, std::ref(collector)), std::nullopt) << row.why;
    EXPECT_EQ(collector.entries, row.entries) << row.why;
  }
}

TEST(ListFile, SaysInWhichLineItStopped) {
  struct Row {
    std::string_view why, text, error;
    std::size_t before;
  };
  const Row rows[] = {
      {"lines without an entry are counted too", "\n# x\nbad\n", "line 3: cannot be used", 0},
      {"nothing behind it is read", "a\nbad\nb\nbad\n", "line 2: cannot be used", 1},
      {"a line too many, be it empty", "a\n\n\n\n", "more than 3 lines", 1},
  };
  for (const Row& row : rows) {
    Collector collector;
    EXPECT_EQ(read_list(row.text, {.lines_max = 3}, std::ref(collector)), Error{row.error}) << row.why;
    EXPECT_EQ(collector.entries.size(), row.before) << row.why;
  }
}

RC_GTEST_PROP(ListFile, TakesTextApartWithoutLosingAnyOfIt, (const std::string& text, char separator)) {
  std::string_view rest = text;
  std::string joined;
  while (!rest.empty()) {
    const auto before = rest.size();
    const auto taken = take_until(rest, separator);
    RC_ASSERT(taken.find(separator) == std::string_view::npos);
    joined += taken;
    if (before > taken.size() + rest.size()) joined += separator;
  }
  RC_ASSERT(joined == text);
}

TEST(ListFile, ReadsWholeFiniteNumbersAlone) {
  struct Row {
    std::string_view why, text;
    std::optional<double> value;
  };
  const Row rows[] = {
      {"a decimal", "1.75", 1.75},
      {"negative", "-0.5", -0.5},
      {"an exponent", "1e3", 1000},
      {"something behind it", "1.75 ", std::nullopt},
      {"a plus sign", "+1", std::nullopt},
      {"nothing", "", std::nullopt},
      {"not finite", "inf", std::nullopt},
      {"no number", "nan", std::nullopt},
      {"out of range", "1e999", std::nullopt},
  };
  for (const Row& row : rows) EXPECT_EQ(whole_number(row.text), row.value) << row.why;
}

TEST(ListFile, ShowsForeignTextOnOneLine) {
  EXPECT_EQ(shown("SPX"), "SPX");
  EXPECT_EQ(shown("a\nb\x1B[2J\xC3\xA9"), "a?b?[2J??");
  EXPECT_EQ(shown(std::string(40, 'x')), std::string(40, 'x'));
  EXPECT_EQ(shown(std::string(41, 'x')), std::string(40, 'x') + "...");
}

}  // namespace
}  // namespace gammafield::base
