#include "ingest/cboe_json.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "ingest/testing_files.h"

namespace gammafield::ingest {
namespace {

using testing::fixture;
using testing::replaced;
using testing::replaced_all;
using namespace std::chrono;

LoadedChain loaded(const std::string& bytes, const ReadOptions& options = {}) {
  auto result = read_cboe_json(bytes, options);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().message);
  return result ? std::move(result->front()) : LoadedChain{};
}

bool has(const LoadedChain& chain, std::string_view code) {
  return std::ranges::any_of(chain.chain.flags, [&](const auto& flag) { return flag.code == code; });
}

/// A document around the given options.
std::string document(std::string_view options) {
  return fmt::format(
      R"({{"timestamp":"2024-03-12 20:45:03","data":{{"options":[{}],"current_price":100.25}},"symbol":"XYZ"}})",
      options);
}
std::string option(std::string_view fields) { return fmt::format(R"({{"option":"XYZ240315C00100000",{}}})", fields); }

TEST(CboeJson, ReadsTheDocument) {
  const auto bytes = fixture("cboe_xyz.json");
  EXPECT_TRUE(is_cboe_json(bytes));
  const auto chain = loaded(bytes).chain;
  EXPECT_EQ(chain.symbol, "XYZ");
  EXPECT_EQ(chain.feed, "cboe_json");
  EXPECT_EQ(chain.spot, market::Spot{100.25});
  EXPECT_EQ(market::to_string(chain.as_of), "2024-03-12T20:45:03Z") << "the stamp is UTC";
  ASSERT_EQ(chain.rows.size(), 100u);
  // {"option":"XYZ240315C00080000","bid":20.05,...,"ask":20.45,...,"iv":0.219,"open_interest":8132.0,"volume":859.0,...}
  EXPECT_EQ(chain.rows[0].bid, market::Price{20.05});
  EXPECT_EQ(chain.rows[0].ask, market::Price{20.45});
  EXPECT_EQ(chain.rows[0].last, market::Price{20.05});
  EXPECT_EQ(chain.rows[0].vendor_vol, market::ImpliedVol{0.219});
  EXPECT_EQ(chain.rows[0].open_interest, market::Contracts{8132});
  EXPECT_EQ(chain.rows[0].volume, market::Contracts{859});
  EXPECT_EQ(chain.rows[0].line, 1u);
  EXPECT_EQ(chain.rows[1].line, 2u);
}

TEST(CboeJson, ValuesInWhateverFormTheyCome) {
  struct Row {
    std::string_view why;
    std::string_view fields;
    std::optional<double> open_interest;
  };
  const Row rows[] = {
      {"a float", R"("open_interest":7.0)", 7},
      {"an int", R"("open_interest":7)", 7},
      {"a string", R"("open_interest":"7.0")", 7},
      {"an exponent", R"("open_interest":7e2)", 700},
      {"blanks around", "\"open_interest\" : 7.0\n ", 7},
      {"null is none", R"("open_interest":null)", std::nullopt},
      {"NaN as Python writes it", R"("open_interest":NaN)", std::nullopt},
      {"NaN in a string", R"("open_interest":"NaN")", std::nullopt},
      {"an empty string", R"("open_interest":"")", std::nullopt},
      {"absent", R"("bid":1)", std::nullopt},
      {"given twice: the last counts", R"("open_interest":1,"open_interest":7)", 7},
      {"beside unknown keys and nested values", R"("x":{"open_interest":3,"y":[1,{"z":[]}]},"open_interest":7)", 7},
  };
  for (const Row& row : rows) {
    const auto chain = loaded(document(option(row.fields)));
    ASSERT_EQ(chain.chain.rows.size(), 1u) << row.why;
    const auto& open_interest = chain.chain.rows[0].open_interest;
    EXPECT_EQ(open_interest ? std::optional(open_interest->value()) : std::nullopt, row.open_interest) << row.why;
  }
}

TEST(CboeJson, TheOrderOfKeysDoesNotMatter) {
  const auto chain =
      loaded(R"({"symbol":"_XYZ","data":{"close":99,"current_price":100.25,"symbol":"^XYZ","options":[)"
             R"({"open_interest":7,"option":"XYZ240315C00100000"}]},"timestamp":"2024-03-12 20:45:03"})");
  EXPECT_EQ(chain.chain.symbol, "XYZ");
  EXPECT_EQ(chain.chain.spot, market::Spot{100.25});
  EXPECT_EQ(chain.chain.rows[0].open_interest, market::Contracts{7});
}

TEST(CboeJson, KeysMayBeWrittenWithEscapes) {
  const auto chain = loaded(document(R"({"\u006fption":"XYZ240315C00100000","open\u005finterest":7,"b\u0069d":1})"));
  ASSERT_EQ(chain.chain.rows.size(), 1u);
  EXPECT_EQ(chain.chain.rows[0].open_interest, market::Contracts{7});
}

TEST(CboeJson, IsReadWhereItStandsWhenThereIsRoom) {
  std::string bytes = fixture("cboe_xyz.json");
  bytes.reserve(bytes.size() + 64);
  ReadOptions options;
  options.readable_after = bytes.capacity() - bytes.size();
  const auto in_place = loaded(bytes, options), copied = loaded(bytes);
  ASSERT_EQ(in_place.chain.rows.size(), copied.chain.rows.size());
  for (std::size_t i = 0; i < copied.chain.rows.size(); ++i) {
    EXPECT_EQ(in_place.chain.rows[i].bid, copied.chain.rows[i].bid);
    EXPECT_EQ(in_place.chain.rows[i].open_interest, copied.chain.rows[i].open_interest);
  }
}

TEST(CboeJson, IsNotEveryDocumentWithOptions) {
  EXPECT_FALSE(is_cboe_json(R"({"options":{"option":[{"symbol":"ACME260918P00500000","type":"option"}]}})"))
      << "Tradier";
  EXPECT_TRUE(is_cboe_json(R"({"options": [{"option" : "XYZ240315C00100000"}]})"));
}

TEST(CboeJson, TheInnerObjectAloneWillDo) {
  const auto chain = loaded(
      R"({"options":[{"option":"XYZ240315C00100000"}],"current_price":"100.25","timestamp":"2024-03-12 20:45:03"})");
  EXPECT_EQ(chain.chain.rows.size(), 1u);
  EXPECT_EQ(chain.chain.spot, market::Spot{100.25});
}

TEST(CboeJson, SpotFallsBackOnTheClose) {
  const auto bytes = replaced(fixture("cboe_xyz.json"), "\"current_price\":100.25", "\"current_price\":0.0");
  EXPECT_EQ(loaded(bytes).chain.spot, market::Spot{100.2});
  EXPECT_TRUE(has(loaded(replaced(bytes, "\"close\":100.2", "\"close\":null")), "spot_missing"));
}

TEST(CboeJson, RejectsElementsNotDocuments) {
  struct Row {
    std::string_view why;
    std::string_view element;
    RejectReason reason;
  };
  const Row rows[] = {
      {"no symbol", R"({"bid":1})", RejectReason::missing_field},
      {"a symbol that is none", R"({"option":"XYZ"})", RejectReason::unreadable_symbol},
      {"a symbol that is null", R"({"option":null})", RejectReason::unreadable_symbol},
      {"a word for a number", R"({"option":"XYZ240315C00105000","bid":"abc"})", RejectReason::bad_number},
      {"an object for a number", R"({"option":"XYZ240315C00105000","bid":{"x":1}})", RejectReason::bad_number},
      {"beyond a double", R"({"option":"XYZ240315C00105000","bid":1e999})", RejectReason::bad_number},
      {"negative open interest", R"({"option":"XYZ240315C00105000","open_interest":-1})", RejectReason::negative_value},
      {"no object", R"("XYZ240315C00105000")", RejectReason::missing_field},
      {"null", "null", RejectReason::missing_field},
      {"an array", "[1,[2]]", RejectReason::missing_field},
      {"an adjusted series", R"({"option":"XYZ1240315C00105000"})", RejectReason::adjusted_series},
  };
  for (const Row& row : rows) {
    const auto chain = loaded(document(option(R"("bid":1)") + "," + std::string(row.element)));
    EXPECT_EQ(chain.chain.rows.size(), 1u) << row.why;
    ASSERT_EQ(chain.rejects.size(), 1u) << row.why;
    EXPECT_EQ(to_string(chain.rejects[0].reason), to_string(row.reason)) << row.why;
    EXPECT_EQ(chain.rejects[0].line, 2u) << row.why;
  }
}

TEST(CboeJson, BrokenDocumentsAreRefused) {
  const auto good = document(option(R"("bid":1)"));
  struct Row {
    std::string_view why;
    std::string bytes;
  };
  const Row rows[] = {
      {"nothing", ""},
      {"an array", "[]"},
      {"a scalar", "1"},
      {"no options", R"({"timestamp":"2024-03-12 20:45:03","data":{}})"},
      {"options is no array", R"({"timestamp":"2024-03-12 20:45:03","data":{"options":{}}})"},
      {"more after the end", good + "{}"},
      {"a bracket too few", good.substr(0, good.size() - 1)},
      {"no comma between fields", replaced(good, "},\"symbol\"", "} \"symbol\"")},
      {"no colon", replaced(good, "\"options\":", "\"options\" ")},
      {"not UTF-8", replaced(good, "\"symbol\":\"XYZ\"", "\"symbol\":\"\xFF\"")},
      {"a stamp that cannot be read", replaced(good, "2024-03-12 20:45:03", "yesterday")},
  };
  for (const Row& row : rows) {
    const auto result = read_cboe_json(row.bytes, {});
    ASSERT_FALSE(result.has_value()) << row.why;
    EXPECT_EQ(base::exit_code(result.error().kind), 6) << row.why;
  }
}

TEST(CboeJson, DeepNestingIsNoBomb) {
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  const auto result = read_cboe_json(document(option("\"x\":" + deep)), {});
  EXPECT_TRUE(result.has_value() || base::exit_code(result.error().kind) == 6);
  EXPECT_FALSE(read_cboe_json("{\"options\":" + std::string(1'000'000, '['), {}).has_value());
}

TEST(CboeJson, LastTradesAreNewYorkTime) {
  const auto later = replaced_all(fixture("cboe_xyz.json"), "\"timestamp\":\"2024-03-12 20:45:03\"",
                                  "\"timestamp\":\"2024-03-12 15:00:00\"");
  EXPECT_TRUE(has(loaded(later), "trades_after_as_of")) << "15:00 UTC is 11:00 in New York; trades go on to 15:45";
  EXPECT_FALSE(has(loaded(fixture("cboe_xyz.json")), "trades_after_as_of"));
}

}  // namespace
}  // namespace gammafield::ingest
