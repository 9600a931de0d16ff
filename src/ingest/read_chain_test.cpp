#include "ingest/read_chain.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "ingest/formats.h"
#include "ingest/testing_files.h"

namespace gammafield::ingest {
namespace {

base::Refusal refusal_of(std::string_view bytes, const ReadOptions& options = {}) {
  const auto result = read_chain(bytes, options, "some/file.csv");
  EXPECT_FALSE(result.has_value());
  return result ? base::Refusal{} : result.error();
}

TEST(ReadChain, RecognisesByContent) {
  for (const auto& [name, feed] :
       {std::pair{"quotedata_spx.csv", "cboe_quotedata"}, std::pair{"cboe_xyz.json", "cboe_json"}}) {
    const auto result = read_chain(testing::fixture(name), {}, name);
    ASSERT_TRUE(result.has_value()) << result.error().message;
    EXPECT_EQ(result->front().chain.feed, feed);
  }
}

TEST(ReadChain, AForcedFormatReadsOrRefuses) {
  ReadOptions options;
  options.feed = "cboe_json";
  EXPECT_EQ(base::exit_code(refusal_of(testing::fixture("quotedata_spx.csv"), options).kind), 6);
  options.feed = "cboe_qoutedata";
  const auto unknown = refusal_of(testing::fixture("quotedata_spx.csv"), options);
  EXPECT_EQ(base::exit_code(unknown.kind), 2);
  EXPECT_NE(unknown.message.find("cboe_quotedata"), std::string::npos) << "names what there is";
}

TEST(ReadChain, RefusesWhatIsNoChainInOneClearLine) {
  struct Row {
    std::string_view why;
    std::string bytes;
    std::string_view says;
  };
  const Row rows[] = {
      {"an empty file", "", "empty"},
      {"blank lines", " \n\r\n", "empty"},
      {"Parquet", "PAR1\x15\x04", "Parquet"},
      {"Databento", "DBN\x02rest", "DBN"},
      {"an error page", "<!DOCTYPE html><html><body>Access denied</body></html>", "not a chain but a web page"},
      {"an error page with blank lines first", "\n\n  <html>", "not a chain but a web page"},
      {"a zip", "PK\x03\x04rest", "zip"},
      {"an old Excel workbook", "\xD0\xCF\x11\xE0rest", "Excel"},
      {"UTF-16 from a spreadsheet",
       std::string("\xFF\xFE"
                   "E\0x\0p\0",
                   8),
       "UTF-16"},
      {"gzip inside gzip", "\x1F\x8B\x08rest", "gzip"},
      {"xz",
       "\xFD"
       "7zXZrest",
       "xz"},
      {"other binary data", std::string("abc\0def", 7), "binary"},
      {"price bars", "date,time,open,high,low,close\n2026-07-17,09:30,1,2,0.5,1.5\n", "price bars"},
      {"a level history", "date,spot,call_wall,put_wall,gamma_flip\n2026-07-17,1,2,3,4\n", "history of levels"},
      {"a daily GEX series", "d,net_gex,spot,dollar_vol\n2020-01-02,1,2,3\n", "history of levels"},
      {"somebody's exposures by strike", "date,time,spot,strike,cg,pg,total\n2026-07-17,10:00,1,2,3,4,7\n",
       "exposures by strike"},
      {"a price series", "ts_et,spot,vix\n2025-11-12 10:30:00,1,2\n", "series of prices"},
      {"a history of levels in JSON lines", R"({"commit":"1","committed_at":"2026-01-01","walls":{}})",
       "history of levels"},
      {"websocket messages", R"({"jsonrpc":"2.0","method":"subscription","params":{}})", "websocket"},
      {"open interest alone", R"({"ticker":"QQQ","pull_dates":[],"by_expiration":{}})", "open interest alone"},
      {"a download cut in the preamble", "\nInvented 500,Last: 5100.37,Chan", "cut before the table"},
      {"anything else", "Dear Sir or Madam,\n", "Dear Sir or Madam"},
      {"terminal controls do not get through", "\x1B[31mred\n", "?[31mred"},
  };
  for (const Row& row : rows) {
    const auto refusal = refusal_of(row.bytes);
    EXPECT_EQ(base::exit_code(refusal.kind), 6) << row.why;
    EXPECT_TRUE(refusal.message.starts_with("some/file.csv: ")) << row.why << ": " << refusal.message;
    EXPECT_NE(refusal.message.find(row.says), std::string::npos) << row.why << ": " << refusal.message;
    EXPECT_NE(refusal.message.find("not a chain"), std::string::npos) << row.why;
    EXPECT_EQ(refusal.message.find('\n'), std::string::npos) << row.why;
  }
}

TEST(Formats, HaveDistinctNames) {
  std::vector<std::string_view> names;
  for (const auto& format : formats()) names.push_back(format.name);
  std::ranges::sort(names);
  EXPECT_EQ(std::ranges::adjacent_find(names), names.end());
}

class ScratchFile {
 public:
  explicit ScratchFile(std::string_view bytes)
      : path_(std::filesystem::temp_directory_path() / ("gammafield_ingest_" + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

TEST(ReadBytes, ReadsFilesOfAnySize) {
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{300000}}) {
    const std::string bytes(size, 'x');
    EXPECT_EQ(read_bytes(ScratchFile(bytes).path()).value(), bytes) << size;
  }
}

TEST(ReadBytes, RefusesWhatItCannotRead) {
  for (const std::string path : {"/no/such/file.csv", "/tmp"}) {
    const auto result = read_bytes(path);
    ASSERT_FALSE(result.has_value()) << path;
    EXPECT_TRUE(result.error().message.starts_with(path + ": ")) << result.error().message;
  }
  const auto cut = read_bytes(ScratchFile("\x1F\x8B\x08").path());
  ASSERT_FALSE(cut.has_value());
  EXPECT_NE(cut.error().message.find("cut short"), std::string::npos);
}

TEST(ReadBytes, ReadsStandardInput) {
  const ScratchFile file("Expiration Date\n");
  const int saved = ::dup(STDIN_FILENO);
  ASSERT_NE(std::freopen(file.path().c_str(), "r", stdin), nullptr);
  const auto result = read_bytes("-");
  ::dup2(saved, STDIN_FILENO);
  ::close(saved);
  EXPECT_EQ(result.value(), "Expiration Date\n");
}

}  // namespace
}  // namespace gammafield::ingest
