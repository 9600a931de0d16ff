#include "server/gzip.h"

#include <gtest/gtest.h>

#include "ingest/container.h"

namespace gammafield::server {
namespace {

using http::Request;
using http::Response;

Request asking(std::string accepted) {
  Request request;
  if (!accepted.empty()) request.headers.emplace_back("accept-encoding", std::move(accepted));
  return request;
}

TEST(Gzip, IsWhatTheReaderOfFilesUndoes) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += std::to_string(i * 7919) + ',';
  for (const std::string& each : {std::string{}, std::string{"{}"}, text}) {
    const auto undone = ingest::unpack(gzipped(each));
    ASSERT_TRUE(undone);
    EXPECT_EQ(*undone, each);
  }
  EXPECT_LT(gzipped(text).size(), text.size() / 2);
}

TEST(Gzip, IsTakenByThoseWhoSaySo) {
  struct Row {
    const char *accepted, *why;
    bool taken;
  };
  const Row rows[] = {{"", "nothing said: as it is", false},
                      {"gzip", "named", true},
                      {"deflate, gzip;q=0.5, br", "among others", true},
                      {"br , GZIP", "names have no case", true},
                      {"gzip;q=0", "refused by its weight", false},
                      {"gzip ; q=0.000, br", "refused by its weight, longer", false},
                      {"gzip;q=0.001", "hardly wanted is wanted", true},
                      {"x-gzip2, notgzip", "part of another name", false},
                      {"*", "anything might be anything", false}};
  for (const Row& row : rows) EXPECT_EQ(takes(asking(row.accepted), "gzip"), row.taken) << row.why;
}

TEST(Gzip, IsNotTheOnlyCodingThatIsTaken) {
  EXPECT_TRUE(takes(asking("gzip, deflate, br, zstd"), "br"));
  EXPECT_FALSE(takes(asking("gzip, deflate"), "br"));
}

TEST(Gzip, LeavesShortBodiesAndOtherAskersAlone) {
  const Response longer{200, "application/json", http::text_of(std::string(5'000, 'x')), {}};
  const Response shorter{200, "application/json", http::text_of("{}"), {}};
  EXPECT_EQ(compressed(longer, asking("")).body, longer.body);
  EXPECT_EQ(compressed(shorter, asking("gzip")).body, shorter.body);
  const Response zipped = compressed(longer, asking("gzip"));
  EXPECT_LT(zipped.body->size(), 200u);
  EXPECT_EQ(zipped.headers, (std::vector<http::Header>{{"content-encoding", "gzip"}}));
}

}  // namespace
}  // namespace gammafield::server
