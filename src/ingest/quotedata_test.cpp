#include "ingest/quotedata.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/testing_files.h"

namespace gammafield::ingest {
namespace {

using testing::fixture;
using testing::replaced;
using testing::replaced_all;
using namespace std::chrono;

constexpr std::string_view usual_date = "\"Date: March 12, 2024 at 4:45 PM EDT\"";

LoadedChain loaded(const std::string& bytes, const ReadOptions& options = {}) {
  EXPECT_TRUE(is_quotedata(bytes));
  auto result = read_quotedata(bytes, options);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  if (!result) return {};
  EXPECT_EQ(result->size(), 1u);
  return std::move(result->front());
}

bool has(const LoadedChain& chain, std::string_view code) {
  return std::ranges::any_of(chain.chain.flags, [&](const auto& flag) { return flag.code == code; });
}

std::string without_preamble() {
  const auto text = fixture("quotedata_spx.csv");
  return text.substr(text.find("Expiration Date"));
}

std::string base64(std::string_view text) {
  static constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = 0; j < 3; ++j)
      bits = bits << 8 | (i + j < text.size() ? static_cast<unsigned char>(text[i + j]) : 0u);
    for (std::size_t j = 0; j < 4; ++j) out += i + j > text.size() ? '=' : alphabet[bits >> (18 - 6 * j) & 63];
  }
  return out;
}

std::string base64_each_line(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    out += base64(text.substr(0, end)) + "\n";
    text.remove_prefix(end + 1);
  }
  return out;
}

TEST(Quotedata, ReadsTheUsualDownload) {
  const auto chain = loaded(fixture("quotedata_spx.csv")).chain;
  EXPECT_EQ(chain.symbol, "SPX");
  EXPECT_EQ(chain.feed, "cboe_quotedata");
  EXPECT_EQ(chain.spot, market::Spot{5100.37});
  EXPECT_EQ(market::to_string(chain.as_of), "2024-03-12T20:45:00Z");
  EXPECT_EQ(chain.session, (2024y / March / 12));
  ASSERT_EQ(chain.rows.size(), 100u);
  ASSERT_EQ(chain.expiries.size(), 4u);
  EXPECT_EQ(chain.expiries[0].root + chain.expiries[1].root + chain.expiries[2].root, "SPXSPXWSPXW");
  ASSERT_EQ(chain.flags.size(), 1u) << "only that it was taken after the close";
}

TEST(Quotedata, TakesEachSideFromItsOwnColumns) {
  const auto chain = loaded(fixture("quotedata_spx.csv")).chain;
  // Fri Mar 15 2024,SPX240315C04850000,247.96,0,247.96,252.97,82,0.1776,0.9967,0.0001,7406,
  //        4850.00,SPX240315P04850000,0.05,0,0.05,0.15,882,0.1776,-0.0033,0.0001,574
  const auto& call = chain.rows[2];
  const auto& put = chain.rows[3];
  EXPECT_EQ(call.strike, market::Strike{4850});
  EXPECT_EQ(call.right, market::Right::call);
  EXPECT_EQ(call.bid, market::Price{247.96});
  EXPECT_EQ(call.ask, market::Price{252.97});
  EXPECT_EQ(call.last, market::Price{247.96});
  EXPECT_EQ(call.volume, market::Contracts{82});
  EXPECT_EQ(call.vendor_vol, market::ImpliedVol{0.1776});
  EXPECT_EQ(call.vendor_delta, market::Delta{0.9967});
  EXPECT_EQ(call.vendor_gamma, market::Gamma{0.0001});
  EXPECT_EQ(call.open_interest, market::Contracts{7406});
  EXPECT_EQ(call.line, 7u);
  EXPECT_EQ(put.right, market::Right::put);
  EXPECT_EQ(put.ask, market::Price{0.15});
  EXPECT_EQ(put.vendor_delta, market::Delta{-0.0033});
  EXPECT_EQ(put.open_interest, market::Contracts{574});
}

TEST(Quotedata, EveryShapeOfThePreambleGivesTheSameChain) {
  const auto text = fixture("quotedata_spx.csv");
  struct Row {
    std::string_view why;
    std::string bytes;
    std::string_view flag;
  };
  const Row rows[] = {
      {"no empty first line", text.substr(1), ""},
      {"a byte-order mark", "\xEF\xBB\xBF" + text, ""},
      {"text in the first line", "---Example Data---" + text, "extra_first_line"},
      {"CRLF", replaced_all(text, "\n", "\r\n"), ""},
      {"saved again by a spreadsheet: padded",
       replaced(",,,,,,,,,,,,,,,,,,,,," + text, "-3.21", "-3.21,,,,,,,,,,,,,,,,,,,"), "comma_padding"},
      {"a table padded as well", replaced_all(text, "\n", ",,\n"), "comma_padding"},
      {"the older date", replaced(text, usual_date, "\"Date: March 12 2024, 4:45 PM EDT\""), ""},
      {"Spanish", replaced(text, usual_date, "\"Date: 12 de marzo de 2024, 16:45 GMT-4\""), "date_line_localised"},
      {"unquoted, with U+2212",
       replaced(text, usual_date,
                "Date: 12 March 2024, 16:45 UTC\xE2\x88\x92"
                "4"),
       "date_line_localised"},
      {"a stray quote", replaced(text, usual_date, "Date: 12 March 2024, 4:45 PM EDT\""), "date_line_localised"},
      {"p.m.", replaced(text, usual_date, "\"Date: March 12, 2024 at 4:45 p.m. EDT\""), "date_line_localised"},
      {"thousands separators in the volume, unquoted", replaced(text, "Volume: 0", "Volume: 91,391,793"), ""},
      {"a name with commas", replaced(text, "Invented & Sons 500 Index", "\"Invented, Sons, 500 (ETF)\""), ""},
      {"a spot with separators", replaced(text, "Last: 5100.37", "Last: 5,100.37"), ""},
      {"a spot with separators, quoted", replaced(text, "Last: 5100.37", "\"Last: 5,100.37\""), ""},
      {"base64 lines", base64_each_line(text), "base64_lines"},
      {"ISO dates", replaced_all(text, "Mon Mar 18 2024", "2024-03-18"), "date_format_changed"},
      {"dd-mm-yy", replaced_all(text, "Fri Mar 15 2024", "15-03-24"), "date_format_changed"},
      {"strikes without decimals", replaced_all(text, ".00,SPX", ",SPX"), ""},
      {"separators in a quoted cell", replaced(text, ",7406,", ",\"7,406\","), ""},
  };
  const auto expected = loaded(text);
  for (const Row& row : rows) {
    const auto chain = loaded(row.bytes);
    EXPECT_EQ(chain.chain.spot, expected.chain.spot) << row.why;
    EXPECT_EQ(chain.chain.as_of, expected.chain.as_of) << row.why;
    ASSERT_EQ(chain.chain.rows.size(), 100u) << row.why;
    for (std::size_t i = 0; i < 100; ++i) {
      EXPECT_EQ(chain.chain.rows[i].open_interest, expected.chain.rows[i].open_interest) << row.why;
    }
    EXPECT_EQ(chain.chain.flags.size(), row.flag.empty() ? 1u : 2u) << row.why;
    EXPECT_TRUE(row.flag.empty() || has(chain, row.flag)) << row.why;
  }
}

TEST(Quotedata, WithoutADateItAsksForOneAndTakesTheUsers) {
  struct Row {
    std::string_view why;
    std::string bytes;
    std::string_view says;
    bool has_spot;
  };
  const Row rows[] = {
      {"the preamble was removed", without_preamble(), "nothing in the file says when", false},
      {"a date line without a year", replaced(fixture("quotedata_spx.csv"), usual_date, "Date: 4 June 4, 3:15 PM EDT"),
       "`4 June 4, 3:15 PM EDT`", true},
  };
  for (const Row& row : rows) {
    const auto refused = read_quotedata(row.bytes, {});
    ASSERT_FALSE(refused.has_value()) << row.why;
    EXPECT_EQ(base::exit_code(refused.error().kind), 6) << row.why;
    EXPECT_NE(refused.error().message.find(row.says), std::string::npos) << refused.error().message;
    EXPECT_NE(refused.error().message.find("--as-of"), std::string::npos) << row.why;
    ReadOptions options;
    options.as_of = market::parse_instant("2024-03-12T16:45:00-04:00");
    const auto chain = loaded(row.bytes, options);
    EXPECT_EQ(chain.chain.rows.size(), 100u) << row.why;
    EXPECT_EQ(chain.chain.spot.has_value(), row.has_spot) << row.why;
    EXPECT_EQ(has(chain, "spot_missing"), !row.has_spot) << row.why;
  }
}

TEST(Quotedata, SixteenColumnsWithoutVolatilityAndGreeks) {
  std::string text;
  for (const auto& line :
       {"S&P,Last: 100.5,Change: 0", "\"Date: March 12, 2024 at 4:45 PM EDT\",Bid: 0",
        "Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,"
        "Open Interest",
        "Fri Mar 15 2024,XYZ240315C00100000,1,0,0.9,1.1,5,70,100.00,XYZ240315P00100000,0.5,0,0.4,0.6,6,80",
        "Fri Apr 19 2024,XYZ240419C00105000,1,0,0.9,1.1,5,71,105.00,XYZ240419P00105000,0.5,0,0.4,0.6,6,81"}) {
    text += std::string(line) + "\n";
  }
  const auto chain = loaded(text);
  ASSERT_EQ(chain.chain.rows.size(), 4u);
  EXPECT_EQ(chain.chain.rows[0].open_interest, market::Contracts{70});
  EXPECT_EQ(chain.chain.rows[1].open_interest, market::Contracts{80});
  EXPECT_EQ(chain.chain.rows[1].ask, market::Price{0.6});
  EXPECT_FALSE(chain.chain.rows[0].vendor_vol);
  EXPECT_TRUE(has(chain, "vendor_iv_missing"));
}

TEST(Quotedata, RejectsWithLineColumnAndText) {
  const auto text = fixture("quotedata_spx.csv");
  const std::string row = "Fri Mar 15 2024,SPX240315C04850000,247.96";
  struct Row {
    std::string_view why;
    std::string bytes;
    RejectReason reason;
    std::uint32_t column;
    std::string_view text;
    std::size_t rejects;
  };
  const Row rows[] = {
      {"a symbol that is none", replaced(text, "SPX240315C04850000", "SPX240315X04850000"),
       RejectReason::unreadable_symbol, 2, "SPX240315X04850000", 1},
      {"no symbol on one side", replaced(text, "SPX240315P04850000", ""), RejectReason::missing_field, 13, "", 1},
      {"the date cell contradicts the symbols", replaced(text, row, "Thu Mar 14 2024,SPX240315C04850000,247.96"),
       RejectReason::bad_date, 1, "Thu Mar 14 2024 of SPX240315C04850000", 2},
      {"the strike cell contradicts the symbols", replaced(text, "4850.00,SPX240", "4855.00,SPX240"),
       RejectReason::bad_strike, 12, "4855.00 of SPX240315C04850000", 2},
      {"a word for a number", replaced(text, ",247.96,252.97", ",abc,252.97"), RejectReason::bad_number, 5,
       "abc of SPX240315C04850000", 1},
      {"beyond a double", replaced(text, ",247.96,252.97", ",1e999,252.97"), RejectReason::bad_number, 5,
       "1e999 of SPX240315C04850000", 1},
      {"a cell too few", replaced(text, ",247.96,252.97", ",247.96"), RejectReason::wrong_cell_count, 0,
       "21 cells instead of 22", 1},
      {"a cell too many: an unquoted separator", replaced(text, ",7406,", ",7,406,"), RejectReason::wrong_cell_count, 0,
       "23 cells instead of 22", 1},
      {"negative open interest", replaced(text, ",7406,", ",-7406,"), RejectReason::negative_value, 0, "SPX C 4850", 1},
  };
  for (const Row& test : rows) {
    ASSERT_NE(test.bytes, text) << test.why;
    const auto chain = loaded(test.bytes);
    ASSERT_EQ(chain.rejects.size(), test.rejects) << test.why;
    EXPECT_EQ(to_string(chain.rejects.front().reason), to_string(test.reason)) << test.why;
    EXPECT_EQ(chain.rejects.front().line, 7u) << test.why;
    EXPECT_EQ(chain.rejects.front().column, test.column) << test.why;
    EXPECT_EQ(chain.rejects.front().text, test.text) << test.why;
  }
}

TEST(Quotedata, MissingAndNotANumberAreNone) {
  auto text = replaced(fixture("quotedata_spx.csv"), ",247.96,0,247.96,252.97,82,0.1776,0.9967,0.0001,7406,",
                       ",null,0,,NaN,N/A,nan,None,-,,");
  const auto chain = loaded(text);
  EXPECT_TRUE(chain.rejects.empty());
  const auto& call = chain.chain.rows[2];
  EXPECT_FALSE(call.last || call.bid || call.ask || call.volume || call.vendor_vol || call.vendor_gamma ||
               call.open_interest);
}

TEST(Quotedata, IvAboveTenIsStillAFraction) {
  const auto chain = loaded(replaced_all(fixture("quotedata_spx.csv"), ",0.1", ",16.1"));
  EXPECT_FALSE(has(chain, "vendor_iv_percent"));
  EXPECT_GT(chain.chain.rows[0].vendor_vol->value(), 10);
}

TEST(Quotedata, AHeaderOutOfOrderIsRefused) {
  const auto text = replaced(replaced(fixture("quotedata_spx.csv"), "Strike,Puts", "Puts,Strike"), "", "");
  const auto refused = read_quotedata(text, {});
  ASSERT_FALSE(refused.has_value());
  EXPECT_NE(refused.error().message.find("header row"), std::string::npos);
}

}  // namespace
}  // namespace gammafield::ingest
