#include "ingest/pairs.h"

#include <gtest/gtest.h>

#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

using market::Right;

constexpr std::string_view file = "pairs_acme_2026-08-18.json";

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  EXPECT_NE(at, text.npos) << what;
  return text.replace(at, what.size(), by);
}

TEST(Pairs, ReadCallsAndPuts) {
  const auto loaded = read_pairs(fixture_text(file), {.file_name = std::string(file)});
  ASSERT_TRUE(loaded) << loaded.error().message;
  const auto& chain = loaded->front().chain;
  EXPECT_EQ(chain.symbol, "ACME");
  EXPECT_EQ(chain.spot, market::Spot{500.25});
  EXPECT_EQ(market::to_string(chain.as_of), "2026-08-18T20:00:00Z");
  const auto* put = row_of(loaded->front(), "2026-09-18", 500, Right::put);
  ASSERT_NE(put, nullptr);
  EXPECT_LT(put->vendor_delta->value(), 0);
  EXPECT_TRUE(put->last);
  EXPECT_FALSE(put->bid) << "the page has none";
  EXPECT_FALSE(put->vendor_gamma);
}

TEST(Pairs, NeedAnAsOfWhereTheNameSaysNothing) {
  const auto refused = read_pairs(fixture_text(file), {.symbol = "ACME"});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("--as-of"), std::string::npos) << refused.error().message;
  const auto dated =
      read_pairs(fixture_text(file), {.symbol = "ACME", .as_of = market::parse_instant("2026-08-18T16:00-04:00")});
  ASSERT_TRUE(dated) << dated.error().message;
  EXPECT_FALSE(has_flag(dated->front(), "dated_by_file_name"));
}

TEST(Pairs, FlagAPageThatHadNotLoaded) {
  auto text = fixture_text(file);
  const auto end = text.find('}');
  text.replace(0, end + 1, R"({"header":{})");
  const auto loaded = read_pairs(text, {.file_name = std::string(file)});
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_TRUE(has_flag(loaded->front(), "truncated_page"));
  EXPECT_TRUE(has_flag(loaded->front(), "spot_missing"));
}

TEST(Pairs, CheckTheHeadersTotals) {
  const auto text = fixture_text(file);
  const auto total = text.substr(text.find("\"callOi\":"), 14);
  const auto cut =
      read_pairs(replaced(text, total, "\"callOi\":9" + total.substr(9)), {.file_name = std::string(file)});
  ASSERT_TRUE(cut);
  EXPECT_TRUE(has_flag(cut->front(), "incomplete")) << "the rows hold less than the header counted";
  const auto older =
      read_pairs(replaced(text, total, "\"callOi\":7,\"x\":" + total.substr(9)), {.file_name = std::string(file)});
  ASSERT_TRUE(older);
  EXPECT_TRUE(has_flag(older->front(), "header_of_another_time")) << "the rows hold more";
}

TEST(Pairs, KeepBadLegs) {
  const auto text = fixture_text(file);
  const auto loaded =
      read_pairs(replaced(text, "2026-09-18_560.00_Put", "2026-09-31_560.00_Put"), {.file_name = std::string(file)});
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->front().chain.rows.size(), 99U);
  ASSERT_EQ(loaded->front().rejects.size(), 1U);
  EXPECT_EQ(loaded->front().rejects.front().reason, RejectReason::unreadable_symbol);
  EXPECT_EQ(loaded->front().rejects.front().line, 1U) << "the number of the pair";
}

TEST(Pairs, RefuseBrokenPages) {
  for (const std::string_view text :
       {"", "{", R"({"header":{},"contracts":[]})", R"({"header":{},"contracts":[{"callOption":"x"}]})",
        R"({"header":{},"contracts":[{"callOption":"2026-08-21_812.00_Call"}]} x)", R"({"contracts":[1]})"}) {
    const auto loaded = read_pairs(text, {.file_name = std::string(file)});
    ASSERT_FALSE(loaded) << text;
    EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << text;
  }
}

}  // namespace
}  // namespace gammafield::ingest
