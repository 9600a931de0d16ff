#include "playback/folder_tape.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "ingest/read_chain.h"
#include "playback/offer.h"
#include "simulate/vendor_files.h"

namespace gammafield::playback {
namespace {

class FolderTape : public testing::Test {
 protected:
  FolderTape() {
    std::string name = (std::filesystem::temp_directory_path() / "gammafield_tape_XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FolderTape() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream{folder_ + "/" + name} << text; }

  static simulate::SimulatedSession session(std::string symbol = "SPX", int day = 18) {
    simulate::SessionScenario scenario;
    scenario.chain.symbol = std::move(symbol);
    scenario.chain.contracts = 200;
    scenario.session = std::chrono::year{2026} / 8 / day;
    scenario.every = std::chrono::hours{1};
    return simulate::SimulatedSession::make(scenario).value();
  }
  /// As `simulate session` does, and a file that is none of the session's.
  void write_session() const {
    const auto made_up = session();
    for (std::size_t i = 0; i < made_up.times().size(); ++i) {
      const auto chain = made_up.chain_at(made_up.times()[i]);
      write(fmt::format("SPX_{}.{}", i, i % 2 == 0 ? "csv" : "json"),
            i % 2 == 0 ? simulate::to_quotedata(chain) : simulate::to_cboe_json(chain));
    }
    write("SPX_bars_1m.csv", simulate::to_bars_csv(made_up.minute_bars()));
    write(".SPX.csv.part", "half a file");
  }
  [[nodiscard]] std::string refusal() const {
    const auto tape = tape_of_folder(folder_, {});
    return tape ? "" : tape.error().message;
  }
  std::string folder_;
};

ingest::LoadedChain read(std::string_view text, std::string_view name) {
  return std::move(ingest::read_chain(text, {}, name).value().front());
}

TEST_F(FolderTape, IsWhatTheFilesSayInAVendorsShape) {
  write_session();
  const auto tape = tape_of_folder(folder_, {});
  ASSERT_TRUE(tape) << tape.error().message;
  const auto made_up = session();
  EXPECT_EQ(tape->first(), made_up.times().front());
  EXPECT_EQ(tape->last(), made_up.times().back());
  const auto vendor = vendor_of("cboe", *tape).value();
  for (const auto at : made_up.times()) {
    const auto expected = read(simulate::to_quotedata(made_up.chain_at(at)), "made up").chain;
    const auto answer = vendor->answer({"/_SPX.json"}, at + std::chrono::seconds{30});
    ASSERT_EQ(answer.status, 200);
    const auto told = read(answer.body, "answer").chain;
    EXPECT_EQ(told.as_of, at);
    EXPECT_EQ(told.spot, expected.spot);
    ASSERT_EQ(told.rows.size(), expected.rows.size());
    for (std::size_t i = 0; i < told.rows.size(); ++i) {
      const auto &row = told.rows[i], &as = expected.rows[i];
      EXPECT_EQ(std::tuple(row.strike, row.right, row.bid, row.ask, row.vendor_vol, row.open_interest, row.volume),
                std::tuple(as.strike, as.right, as.bid, as.ask, as.vendor_vol, as.open_interest, as.volume))
          << i;
      EXPECT_EQ(told.expiries[row.expiry].settles_at, expected.expiries[as.expiry].settles_at) << i;
    }
  }
}

TEST_F(FolderTape, IsPlayedByEveryVendor) {
  write_session();
  const auto tape = tape_of_folder(folder_, {});
  ASSERT_TRUE(tape);
  const auto at = tape->last();
  for (const auto& [feed, target] : {std::pair{"occ", "/series-search?symbolType=U&symbol=SPX"},
                                     std::pair{"tradier", "/v1/markets/options/expirations?symbol=SPX"},
                                     std::pair{"massive", "/v3/snapshot/options/I:SPX?limit=250"},
                                     std::pair{"thetadata", "/v3/option/snapshot/quote?symbol=SPXW&format=json"}}) {
    const auto answer = vendor_of(feed, *tape).value()->answer({target, {{"authorization", "Bearer k"}}}, at);
    EXPECT_EQ(answer.status, 200) << feed;
    EXPECT_GT(answer.body.size(), 50u) << feed << answer.body;
    EXPECT_EQ(answer.body.find("nan"), std::string::npos) << feed;
  }
}

TEST_F(FolderTape, KeepsTheChainBeforeWhereAFileIsGone) {
  write_session();
  const auto tape = tape_of_folder(folder_, {});
  ASSERT_TRUE(tape);
  const auto first = tape->at(tape->first());
  const auto second = session().times()[1];
  std::filesystem::remove(folder_ + "/SPX_1.json");
  const auto stands = tape->at(second);
  EXPECT_EQ(stands->spot, first->spot);
  EXPECT_EQ(stands->contracts(), first->contracts());
}

TEST_F(FolderTape, RefusesWhatIsNoSession) {
  EXPECT_NE(refusal().find("no chain in it"), std::string::npos) << refusal();
  write("bars.csv", simulate::to_bars_csv(session().minute_bars()));
  EXPECT_NE(refusal().find("no chain in it"), std::string::npos) << "bars alone";
  const auto spx = session(), ndx = session("NDX"), next = session("SPX", 19);
  write("a.csv", simulate::to_quotedata(spx.chain_at(spx.times()[0])));
  EXPECT_EQ(refusal(), "");
  write("b.csv", simulate::to_quotedata(ndx.chain_at(ndx.times()[0])));
  EXPECT_NE(refusal().find("b.csv: NDX of 2026-08-18, and there is SPX"), std::string::npos) << refusal();
  write("b.csv", simulate::to_quotedata(next.chain_at(next.times()[0])));
  EXPECT_NE(refusal().find("SPX of 2026-08-19"), std::string::npos) << refusal();
  write("b.csv", "what is this\n");
  EXPECT_NE(refusal().find("b.csv"), std::string::npos) << refusal();
  std::filesystem::remove_all(folder_);
  EXPECT_NE(refusal().find("--from"), std::string::npos) << refusal();
}

}  // namespace
}  // namespace gammafield::playback
