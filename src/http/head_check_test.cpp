#include "http/head_check.h"

#include <gtest/gtest.h>

#include <string>

#include "http/testing_heads.h"

namespace gammafield::http {
namespace {

std::string head(std::string_view lines) {
  return "GET /v1/symbols HTTP/1.1\r\nHost: localhost\r\n" + std::string{lines} + "\r\n";
}

TEST(HeadCheck, TakesWhatBrowsersAndLibrariesSend) {
  for (const char* lines :
       {"", "Accept: */*\r\n", "User-Agent: curl/7.88.1\r\nAccept: application/json, text/plain\r\n",
        "Content-Length: 12\r\n", "X-Empty:\r\n", "Authorization: Bearer gf_0123\r\n",
        "If-None-Match: \"a\", W/\"b\"\r\n"})
    EXPECT_EQ(refused_head(head(lines)), std::nullopt) << lines;
}

TEST(HeadCheck, RefusesWhatCouldBeReadInTwoWays) {
  const auto rows = hostile_heads();
  EXPECT_GE(rows.size(), 60u);
  for (const auto& row : rows) EXPECT_EQ(refused_head(row.head), row.status) << row.why;
}

TEST(HeadCheck, CountsHeaders) {
  std::string lines;
  for (std::size_t i = 1; i < Limits::headers; ++i) lines += "X-" + std::to_string(i) + ": a\r\n";
  EXPECT_EQ(refused_head(head(lines)), std::nullopt);
  EXPECT_EQ(refused_head(head(lines + "X-One-More: a\r\n")), 431);
}

}  // namespace
}  // namespace gammafield::http
