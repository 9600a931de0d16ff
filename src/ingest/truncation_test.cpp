#include <gtest/gtest.h>

#include <algorithm>

#include "base/sanitized.h"
#include "ingest/read_chain.h"
#include "ingest/testing_files.h"

/// A file cut anywhere is refused, flagged `incomplete`, or still holds every contract.
namespace gammafield::ingest {
namespace {

enum class Outcome { refused, flagged, whole, silently_shorter };

bool flagged_incomplete(const LoadedChain& loaded) {
  return std::ranges::any_of(loaded.chain.flags, [](const auto& flag) { return flag.code == "incomplete"; });
}

Outcome outcome(std::string_view bytes) {
  const auto result = read_chain(bytes, {}, "cut");
  if (!result) return base::exit_code(result.error().kind) == 6 ? Outcome::refused : Outcome::silently_shorter;
  if (flagged_incomplete(result->front())) return Outcome::flagged;
  return result->front().chain.rows.size() == 100 ? Outcome::whole : Outcome::silently_shorter;
}

/// Bytes or bits from one fault to the next. Under the sanitizers a prime, which meets every place within a row in
/// turn.
constexpr std::size_t step = base::sanitized ? 13 : 1;

TEST(Truncation, AJsonDocumentCutAtAnyByteIsRefused) {
  const auto text = testing::fixture("cboe_xyz.json");
  ASSERT_EQ(outcome(text), Outcome::whole);
  for (std::size_t size = 0; size < text.size(); size += step) {
    EXPECT_EQ(outcome(std::string_view(text).substr(0, size)), Outcome::refused) << size;
  }
}

/// What the CSV cannot show is a cut between two rows that leaves the last ladder reaching over spot; nothing else may
/// pass.
TEST(Truncation, AQuotedataFileCutAtAnyByteIsRefusedOrFlaggedUnlessTheCutLooksLikeAnEnd) {
  const auto text = testing::fixture("quotedata_spx.csv");
  ASSERT_EQ(outcome(text), Outcome::whole);
  std::size_t unseen = 0, line_ends = 0;
  for (std::size_t size = 0; size < text.size(); ++size) {
    const auto result = outcome(std::string_view(text).substr(0, size));
    const bool after_line = size > 0 && text[size - 1] == '\n';
    line_ends += after_line ? 1 : 0;
    if (result == Outcome::refused || result == Outcome::flagged) continue;
    EXPECT_TRUE(after_line) << "byte " << size << " is inside a row";
    const auto row = text.rfind('\n', size - 2) + 1;
    const auto strike = std::stod(text.substr(text.find('C', text.find(",SPX", row) + 5) + 1, 8)) / 1000;
    EXPECT_GE(strike, 5100.37) << "byte " << size << ": the last ladder ends below spot";
    ++unseen;
  }
  EXPECT_EQ(line_ends, 53u);
  EXPECT_LE(unseen, 28u);
}

TEST(Truncation, NoSingleBitFlipBreaksTheReaders) {
  for (const auto* name : {"quotedata_spx.csv", "cboe_xyz.json"}) {
    auto text = testing::fixture(name).substr(0, 4096);
    for (std::size_t bit = 0; bit < text.size() * 8; bit += step) {
      const auto mask = static_cast<char>(1 << (bit % 8));
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ mask);
      const auto result = read_chain(text, {}, name);
      EXPECT_TRUE(!result || !result->empty());
      text[bit / 8] = static_cast<char>(text[bit / 8] ^ mask);
    }
  }
}

}  // namespace
}  // namespace gammafield::ingest
