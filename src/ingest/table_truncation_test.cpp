#include <gtest/gtest.h>

#include "base/sanitized.h"
#include "ingest/table_fixture.h"

namespace gammafield::ingest {
namespace {

std::size_t contracts_in(const std::vector<LoadedChain>& chains) {
  std::size_t rows = 0;
  for (const auto& one : chains) rows += one.chain.rows.size();
  return rows;
}

bool any_flag(const std::vector<LoadedChain>& chains, std::string_view code) {
  return std::ranges::any_of(chains, [&](const LoadedChain& one) { return has_flag(one, code); });
}

bool says_incomplete(const std::vector<LoadedChain>& chains) {
  return any_flag(chains, "incomplete") || any_flag(chains, "last_line_unended");
}

bool has_end_mark(std::string_view file) { return file.ends_with(".json"); }

/// Where a cut leaves no trace: between two lines, or behind the closed object of a line. The end of the reading is
/// told then.
bool between_lines(std::string_view text, std::size_t cut) {
  return cut > 0 && (text[cut - 1] == '\n' || text[cut - 1] == '\r' || text.substr(cut - 1, 2) == "}\n");
}

/// Bytes from one cut to the next. Under the sanitizers a prime, which meets every place within a line in turn.
constexpr std::size_t step = base::sanitized ? 23 : 1;

TEST(TableTruncation, AtEveryByteIsRefusedOrTold) {
  for (const auto& fixture : table_fixtures) {
    const std::string text = fixture_text(fixture.file);
    const ReadOptions options{.symbol = std::string(fixture.symbol)};
    const auto last_mark = text.find_last_not_of(" \r\n");
    std::size_t told = 0;
    for (std::size_t cut = 0; cut <= last_mark; cut += step) {
      const auto loaded = read_chain(std::string_view(text).substr(0, cut), options, fixture.file);
      if (!loaded) {
        EXPECT_EQ(loaded.error().kind, base::RefusalKind::input_rejected) << fixture.file << " cut at " << cut;
        EXPECT_EQ(loaded.error().message.find('\n'), std::string::npos) << fixture.file << " cut at " << cut;
        continue;
      }
      ASSERT_FALSE(has_end_mark(fixture.file)) << fixture.file << " cut at " << cut << " was read";
      ++told;
      EXPECT_TRUE(any_flag(*loaded, "end_not_marked")) << fixture.file << " cut at " << cut;
      if (!between_lines(text, cut)) {
        EXPECT_TRUE(says_incomplete(*loaded)) << fixture.file << " cut at " << cut;
      }
      EXPECT_LE(contracts_in(*loaded), 100U) << fixture.file << " cut at " << cut;
    }
    if (!has_end_mark(fixture.file)) {
      EXPECT_GT(told, 50U / step) << fixture.file;
    }
  }
}

TEST(TableTruncation, BetweenACallAndItsPutIsSeen) {
  const std::string text = fixture_text("cboe_eod.csv");
  std::size_t seen = 0, lines = 0;
  for (std::size_t cut = text.find('\n') + 1; cut < text.size(); cut = text.find('\n', cut) + 1) {
    const auto loaded = read_chain(std::string_view(text).substr(0, cut), {}, "cboe_eod.csv");
    if (!loaded) continue;
    ++lines;
    seen += any_flag(*loaded, "incomplete") ? 1 : 0;
  }
  EXPECT_GE(lines, 99U);
  EXPECT_GE(seen, 50U) << "every second line, and the ends below the other expiry's ladder";
}

}  // namespace
}  // namespace gammafield::ingest
