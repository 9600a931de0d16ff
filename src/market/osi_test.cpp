#include "market/osi.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace gammafield::market {
namespace {

using namespace std::chrono;

TEST(ParseOsi, ReadsEveryWrittenForm) {
  struct Row {
    std::string_view why;
    std::string_view text;
    std::string_view root;
    Date expiry;
    Right right;
    double strike;
  };
  const Row rows[] = {
      {"compact", "SPXW220712C03850000", "SPXW", 2022y / July / 12, Right::call, 3850},
      {"padded to 21", "SPXW  220712C03850000", "SPXW", 2022y / July / 12, Right::call, 3850},
      {"padded, a root of six", "SPXPMX220712C03850000", "SPXPMX", 2022y / July / 12, Right::call, 3850},
      {"padded, a root of one", "F     230120P00012000", "F", 2023y / January / 20, Right::put, 12},
      {"vendor prefix O:", "O:SPY251219C00650000", "SPY", 2025y / December / 19, Right::call, 650},
      {"prefix of a dot", ".SPY251219C00650000", "SPY", 2025y / December / 19, Right::call, 650},
      {"prefix and padding", "O:SPY   251219C00650000", "SPY", 2025y / December / 19, Right::call, 650},
      {"half a dollar", "SPY251219P00602500", "SPY", 2025y / December / 19, Right::put, 602.5},
      {"a strike of a tenth of a cent", "SPY251219P00000001", "SPY", 2025y / December / 19, Right::put, 0.001},
      {"the largest strike", "NDX251219C99999999", "NDX", 2025y / December / 19, Right::call, 99999.999},
      {"adjusted series: a digit behind", "WDC1250117C00065000", "WDC1", 2025y / January / 17, Right::call, 65},
      {"a digit before", "2SPX250117C05900000", "2SPX", 2025y / January / 17, Right::call, 5900},
      {"a root with a dot", "BRK.B250117C00450000", "BRK.B", 2025y / January / 17, Right::call, 450},
      {"a prefix before a root with a dot", ".BRK.B250117C00450000", "BRK.B", 2025y / January / 17, Right::call, 450},
      {"29 February of a leap year", "SPXW240229C05000000", "SPXW", 2024y / February / 29, Right::call, 5000},
      {"an old Saturday", "SPX120317C01400000", "SPX", 2012y / March / 17, Right::call, 1400},
      {"roots may spell a right", "CP250117P00010000", "CP", 2025y / January / 17, Right::put, 10},
  };
  for (const Row& row : rows) {
    const auto symbol = parse_osi(row.text);
    ASSERT_TRUE(symbol.has_value()) << row.why << ": " << to_string(symbol.error());
    EXPECT_EQ(symbol->root, row.root) << row.why;
    EXPECT_EQ(symbol->expiry, row.expiry) << row.why;
    EXPECT_EQ(symbol->right, row.right) << row.why;
    EXPECT_EQ(symbol->strike, Strike{row.strike}) << row.why;
  }
}

TEST(ParseOsi, RefusesWhatIsNoSymbol) {
  struct Row {
    std::string_view why;
    std::string_view text;
    OsiError error;
  };
  const Row rows[] = {
      {"nothing", "", OsiError::too_short},
      {"a prefix alone", "O:", OsiError::too_short},
      {"no root", "220712C03850000", OsiError::too_short},
      {"no root behind the prefix", ".220712C03850000", OsiError::too_short},
      {"padding alone", "      220712C03850000", OsiError::bad_root},
      {"a root of seven", "SPXWXYZ220712C03850000", OsiError::bad_root},
      {"small letters", "spxw220712C03850000", OsiError::bad_root},
      {"one blank is no padding", "SPXW 220712C03850000", OsiError::bad_root},
      {"a blank inside the root", "SP XW 220712C03850000", OsiError::bad_root},
      {"a blank before the root", " SPXW 220712C03850000", OsiError::bad_root},
      {"digits alone", "1234220712C03850000", OsiError::bad_root},
      {"two dots before", "..SPY220712C03850000", OsiError::bad_root},
      {"a slash", "BRK/B220712C03850000", OsiError::bad_root},
      {"a byte that is no letter",
       "SP\xC3\x89"
       "220712C03850000",
       OsiError::bad_root},
      {"31 February", "SPXW220231C03850000", OsiError::bad_date},
      {"29 February of a common year", "SPXW230229C03850000", OsiError::bad_date},
      {"month 13", "SPXW221312C03850000", OsiError::bad_date},
      {"day 0", "SPXW220700C03850000", OsiError::bad_date},
      {"a letter in the date", "SPXW22O712C03850000", OsiError::bad_date},
      {"neither call nor put", "SPXW220712X03850000", OsiError::bad_right},
      {"a small right", "SPXW220712c03850000", OsiError::bad_right},
      {"strike 0", "SPXW220712C00000000", OsiError::bad_strike},
      {"a sign in the strike", "SPXW220712C-3850000", OsiError::bad_strike},
      {"a point in the strike", "SPXW220712C0385.000", OsiError::bad_strike},
  };
  for (const Row& row : rows) {
    const auto symbol = parse_osi(row.text);
    ASSERT_FALSE(symbol.has_value()) << row.why;
    EXPECT_EQ(symbol.error(), row.error) << row.why << ": " << to_string(symbol.error());
  }
}

TEST(ParseOsi, RefusesASymbolCutOrGrownByOneDigit) {
  const std::string whole = "SPXW220712C03850000";
  EXPECT_FALSE(parse_osi(whole.substr(0, whole.size() - 1)).has_value());
  EXPECT_FALSE(parse_osi(whole + "0").has_value());
}

TEST(OsiText, PadsTheRootToSix) {
  const OsiSymbol symbol{"F", 2023y / January / 20, Right::put, Strike{12.5}};
  EXPECT_EQ(to_compact_osi(symbol), "F230120P00012500");
  EXPECT_EQ(to_padded_osi(symbol), "F     230120P00012500");
}

rc::Gen<std::string> roots() {
  const auto character = rc::gen::elementOf(std::string{"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789."});
  return rc::gen::map(rc::gen::container<std::string>(character), [](std::string rest) {
    return "A" + rest.substr(0, 5);  // one capital makes it a root
  });
}

rc::Gen<OsiSymbol> symbols() {
  const auto day_count = (sys_days{2100y / January / 1} - sys_days{2000y / January / 1}).count();
  return rc::gen::build<OsiSymbol>(
      rc::gen::set(&OsiSymbol::root, roots()),
      rc::gen::set(&OsiSymbol::expiry,
                   rc::gen::map(rc::gen::inRange<int>(0, static_cast<int>(day_count)),
                                [](int n) { return Date{sys_days{2000y / January / 1} + days{n}}; })),
      rc::gen::set(&OsiSymbol::right, rc::gen::element(Right::call, Right::put)),
      rc::gen::set(&OsiSymbol::strike,
                   rc::gen::map(rc::gen::inRange(1, 100'000'000), [](int n) { return Strike{n / 1000.0}; })));
}

bool same(const OsiSymbol& a, const OsiSymbol& b) {
  return a.root == b.root && a.expiry == b.expiry && a.right == b.right && a.strike == b.strike;
}

RC_GTEST_PROP(OsiText, ComesBackFromEveryForm, ()) {
  const OsiSymbol symbol = *symbols();
  const std::string padded = to_padded_osi(symbol);
  RC_ASSERT(padded.size() == 21u);
  for (const std::string& text : {padded, to_compact_osi(symbol), "O:" + padded, "." + to_compact_osi(symbol)}) {
    const auto back = parse_osi(text);
    RC_ASSERT(back.has_value());
    RC_ASSERT(same(*back, symbol));
  }
}

}  // namespace
}  // namespace gammafield::market
