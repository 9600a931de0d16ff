// Every file of the shared folder of real chains: loads with the counts its README gives, or is refused in one line.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

#include "base/sanitized.h"
#include "ingest/read_chain.h"

namespace gammafield::ingest {
namespace {

namespace fs = std::filesystem;

const fs::path folder = GAMMAFIELD_SHARED_DATA;

/// What the README's tables say of one file.
struct Told {
  std::string file;
  std::size_t contracts = 0;
  std::optional<double> spot;
  std::size_t snapshots = 1;
};

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, '|');) {
    const auto begin = cell.find_first_not_of(' ');
    cells.push_back(begin == cell.npos ? "" : cell.substr(begin, cell.find_last_not_of(' ') - begin + 1));
  }
  return cells;
}

std::optional<double> number(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  return text.empty() || end != text.c_str() + text.size() ? std::nullopt : std::optional{value};
}

/// Rows `| file | contracts | expiries | strikes | OI>0 % | IV>0 % | spot | snapshot, roots | ...`.
std::map<std::string, Told> told_by_readme() {
  std::map<std::string, Told> all;
  std::ifstream readme(folder / "README.md");
  for (std::string line; std::getline(readme, line);) {
    const auto cells = cells_of(line);
    if (cells.size() < 9) continue;
    const auto contracts = number(cells[2]);
    if (!contracts) continue;
    Told told{cells[1], static_cast<std::size_t>(*contracts), number(cells[7])};
    const bool is_many = cells[8].find(" days") != std::string::npos ||
                         cells[8].find(" snapshots") != std::string::npos ||
                         cells[8].find(" hours") != std::string::npos;
    const auto many = is_many ? number(cells[8].substr(0, cells[8].find(' '))) : std::nullopt;
    if (many) told.snapshots = static_cast<std::size_t>(*many);
    all[told.file] = told;
  }
  return all;
}

std::string flags_of(const std::vector<LoadedChain>& chains) {
  std::set<std::string> codes;
  for (const auto& loaded : chains)
    for (const auto& flag : loaded.chain.flags) codes.insert(flag.code);
  std::string text;
  for (const auto& code : codes) text += code + " ";
  return text;
}

bool any_flag(const std::vector<LoadedChain>& chains, std::string_view code) {
  return std::ranges::any_of(chains, [&](const LoadedChain& loaded) {
    return std::ranges::find(loaded.chain.flags, code, &market::DataFlag::code) != loaded.chain.flags.end();
  });
}

std::size_t contracts_in(const std::vector<LoadedChain>& chains) {
  std::size_t rows = 0;
  for (const auto& loaded : chains) rows += loaded.chain.rows.size() + loaded.rejects.size();
  return rows;
}

LoadResult load(const std::string& file, ReadOptions options = {}) {
  const auto bytes = read_bytes((folder / file).string());
  if (!bytes) return base::failure(bytes.error());
  return read_chain(*bytes, options, file);
}

/// What a user has to add to the files that lack it.
ReadOptions help_for(const std::string& file) {
  const auto day = [](std::string_view text) { return market::parse_instant(std::string(text) + "T16:00-04:00"); };
  if (file.starts_with("cboe_spx_2022-09-13_nohdr")) return {.as_of = day("2022-09-12")};
  if (file.starts_with("deribit_ui_export")) {  // one expiry of May 1, of neither time nor coin price
    return {.spot = market::Spot{75'600}, .as_of = market::parse_instant("2026-04-30T12:00:00Z")};
  }
  if (file.starts_with("cboe_spy_2023-06-04_baddate")) return {.as_of = day("2023-06-02")};
  return {};
}

/// Files that are no chain of supported options, by how their names begin.
bool is_to_be_refused(const std::string& file) {
  constexpr std::string_view heads[] = {
      "cboe_eod_underlying", "databento_", "deribit_ws_", "nifty_chain_1min_2026-08-18.parquet", "occ_oi_", "peer_",
      "spx_bars_",           "spx_spot_",  "spy_bars_"};
  return std::ranges::any_of(heads, [&](std::string_view head) { return file.starts_with(head); });
}

/// Cboe's own pages, of which some were cut.
bool may_be_cut(const std::string& file) { return file.starts_with("cboe_s") || file.starts_with("cboe_q"); }

std::vector<std::string> data_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string file = entry.path().filename().string();
    if (file != "README.md") files.push_back(file);
  }
  std::ranges::sort(files);
  return files;
}

class SharedData : public testing::Test {
 protected:
  void SetUp() override {
    if (!fs::exists(folder / "README.md")) GTEST_SKIP() << "the folder of real chains is not there";
  }
};

/// What the days of one source and symbol have in common: cboe_eod_spx_.
std::string series_of(const std::string& file) { return file.substr(0, file.find_first_of("0123456789")); }

/// Under the sanitizers the first of each series.
TEST_F(SharedData, EveryChainLoadsAsCountedAndNoneThatIsWholeLooksCut) {
  const auto told = told_by_readme();
  std::size_t chains = 0;
  std::set<std::string> series;
  for (const std::string& file : data_files()) {
    if (is_to_be_refused(file)) continue;
    if (!series.insert(series_of(file)).second && base::sanitized) continue;
    ++chains;
    const auto loaded = load(file, help_for(file));
    ASSERT_TRUE(loaded) << loaded.error().message;
    if (!may_be_cut(file)) {
      EXPECT_FALSE(any_flag(*loaded, "incomplete")) << file;
    }
    const auto row = told.find(file);
    if (row == told.end()) continue;  // pairs_qqq_2026-06-17 has a table of its own, below
    EXPECT_EQ(contracts_in(*loaded), row->second.contracts) << file;
    EXPECT_EQ(loaded->size(), row->second.snapshots) << file;
    if (!row->second.spot || file.starts_with("cboe_eod_")) continue;  // there the README took it from another file
    const double near =
        file.starts_with("deribit_btc_book") ? 5 : 0.0051;  // fetched over minutes: the README's is the first
    for (const auto& one : *loaded) {
      ASSERT_TRUE(one.chain.spot) << file;
      EXPECT_NEAR(one.chain.spot->value(), *row->second.spot, near) << file;
    }
  }
  EXPECT_GE(chains, base::sanitized ? 28U : 129U);
}

TEST_F(SharedData, EverythingElseIsRefusedInOneLine) {
  std::size_t refused = 0;
  for (const std::string& file : data_files()) {
    if (!is_to_be_refused(file)) continue;
    ++refused;
    const auto loaded = load(file);
    ASSERT_FALSE(loaded) << file;
    EXPECT_EQ(base::exit_code(loaded.error().kind), 6) << file;
    EXPECT_EQ(loaded.error().message.find('\n'), std::string::npos) << file;
    EXPECT_LE(loaded.error().message.size(), 250U) << loaded.error().message;
    EXPECT_NE(loaded.error().message.find(file), std::string::npos) << "names the file: " << loaded.error().message;
  }
  EXPECT_GE(refused, 18U);
}

TEST_F(SharedData, TheReadmesTrapsAreNamed) {
  struct Row {
    std::string_view file, flag, why;
  };
  const Row rows[] = {
      {"cboe_eod_spx_2026-08-06_labelled_08-07.csv.gz", "label_is_not_the_session", "session_date says the 7th"},
      {"cboe_eod_spy_2026-08-06_labelled_08-07.csv.gz", "label_is_not_the_session", "session_date says the 7th"},
      {"cboe_eod_spy_2026-07-22_labelled_07-23.csv.gz", "label_is_not_the_session", "fetched again at 01:15Z"},
      {"cboe_eod_spy_2026-07-22_labelled_07-23.csv.gz", "expired_listed", "334 contracts already expired"},
      {"cboe_eod_mod_all_days.csv.gz", "label_is_not_the_session", "the 23rd is the 22nd again"},
      {"cboe_eod_spx_2026-08-18.csv.gz", "spot_missing", "the spot is in another file"},
      {"cboe_eod_spx_2026-08-18.csv.gz", "expired_listed", "what expired this day is still listed"},
      {"cboe_eod_spx_2026-08-18.csv.gz", "as_of_is_session_close", "a date without a time"},
      {"yahoo_spy_2026-08-12.csv.gz", "spot_and_quotes_of_different_times", "quotes are of the next morning"},
      {"yahoo_qqq_2026-08-18.csv.gz", "spot_and_quotes_of_different_times", "quotes are of the next morning"},
      {"yahoo_iwm_2026-08-12.csv.gz", "vendor_iv_floor", "1e-5 means none"},
      {"polygon_qqq_2025-11_undated.csv.gz", "dated_by_days_to_expiry", "undated"},
      {"polygon_qqq_2025-11_undated.csv.gz", "vendor_iv_missing", "iv empty throughout"},
      {"alphavantage_ibm_2025-09-03.json.gz", "spot_missing", "no spot"},
      {"cboe_datashop_spxw_2019-06-26.csv.gz", "quotes_before_close", "15:45 quotes"},
      {"cboe_datashop_spxw_2019-06-26.csv.gz", "vendor_iv_missing", "no IV"},
      {"hod_vxx_2016-12.csv.gz", "vendor_gamma_unusable", "gamma 100 times the usual"},
      {"hod_vxx_2016-12.csv.gz", "saturday_expiries", "old expiries are Saturdays"},
      {"desk_nvda_2026-07-15T1047.json.gz", "partial_chain", "fewer expiries than the third of that day"},
      {"desk_nvda_2026-07-15T1120.json.gz", "partial_chain", "fewer expiries than the third of that day"},
      {"desk_nvda_2026-07-15T1315.json.gz", "vendor_iv_and_greeks_of_two_sources", "IV is Yahoo's, greeks are Cboe's"},
      {"pairs_qqq_2026-06-17.json.gz", "truncated_page", "the header is empty"},
      {"pairs_qqq_2026-06-17.json.gz", "spot_missing", "and so there is no spot"},
      {"pairs_spy_2026-05-26.json.gz", "quotes_missing", "no bid and ask"},
      {"pairs_spy_2026-06-12.json.gz", "header_of_another_time", "its totals are not those of its rows"},
      {"spxcompact_2026-06-15.csv.gz", "am_pm_collisions", "2984 key collisions"},
      {"spxcompact_2026-06-15.csv.gz", "am_pm_by_file_order", "no root"},
      {"spxcompact_2026-06-15.csv.gz", "expiries_from_days", "no expiry"},
      {"vixcompact_2026-08-18.csv.gz", "priced_off_futures", "VIX options are on the future"},
      {"nifty_chain_1min_2026-08-18.csv.gz", "quotes_are_last_trades", "no bid and ask, last price only"},
      {"nifty_chain_1min_2026-08-18.csv.gz", "vendor_iv_floor", "0.1 is a floor for none"},
      {"nifty_chain_1min_2026-08-18.csv.gz", "settles_at_average", "the expiry day's last half hour"},
  };
  for (const auto& [file, flag, why] : rows) {
    const auto loaded = load(std::string(file));
    ASSERT_TRUE(loaded) << loaded.error().message;
    EXPECT_TRUE(any_flag(*loaded, flag)) << file << " should say " << flag << " (" << why << "), says "
                                         << flags_of(*loaded);
  }
}

/// Which of the compact chain's contracts on dates of both series have open interest like that of the same root three
/// weeks later: the blocks of the file, read as AM first, agree with Cboe's own roots.
TEST_F(SharedData, CompactRootsAgreeWithCboesOwn) {
  using Key = std::tuple<std::string, market::Date, double, market::Right>;
  const auto interest_of = [](const LoadedChain& loaded) {
    std::map<Key, double> interest;
    for (const auto& row : loaded.chain.rows) {
      const auto& expiry = loaded.chain.expiries[row.expiry];
      if (row.open_interest)
        interest[{expiry.root, expiry.date, row.strike.value(), row.right}] = row.open_interest->value();
    }
    return interest;
  };
  const auto compact = load("spxcompact_2026-07-02.csv.gz");
  const auto cboe = load("cboe_eod_spx_2026-07-22.csv.gz");
  ASSERT_TRUE(compact && cboe);
  const auto ours = interest_of(compact->front()), theirs = interest_of(cboe->front());
  std::size_t same = 0, swapped = 0;
  for (const auto& [key, interest] : ours) {
    const auto& [root, date, strike, right] = key;
    const Key twin{root == "SPX" ? "SPXW" : "SPX", date, strike, right};
    const auto own = theirs.find(key), other = theirs.find(twin);
    if (own == theirs.end() || other == theirs.end() || !ours.contains(twin)) continue;
    const auto alike = [&](double value) { return std::abs(value - interest) <= 0.02 * std::max(1.0, interest); };
    same += alike(own->second) ? 1 : 0;
    swapped += alike(other->second) ? 1 : 0;
  }
  EXPECT_GT(same, 600U);
  EXPECT_LT(swapped, 50U);
}

}  // namespace
}  // namespace gammafield::ingest
