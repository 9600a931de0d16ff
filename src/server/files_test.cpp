#include "server/files.h"

#include <gtest/gtest.h>

#include <string>

namespace gammafield::server {
namespace {

constexpr EmbeddedFile some[] = {{"index.html", "<!doctype html>", "zipped page", ""},
                                 {"assets/index-C1d2.js", "let a = 1;", "zipped script", "brotli script"}};

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(Files, AreServedUnderTheirPathsAndKeptAsLongAsTheyMayBe) {
  const Files files{some};
  const auto page = files.answer("", {}), script = files.answer("assets/index-C1d2.js", {});
  EXPECT_EQ(*page.body, "<!doctype html>");
  EXPECT_EQ(header(page, "cache-control"), "no-cache") << "names the scripts of its own build";
  EXPECT_EQ(*script.body, "let a = 1;");
  EXPECT_EQ(script.content_type, "text/javascript; charset=utf-8");
  EXPECT_EQ(header(script, "cache-control"), "public, max-age=31536000, immutable");
  for (const char* other : {"index-C1d2.js", "assets", "assets/", "assets/../index.html", "/index.html", "etc/passwd"})
    EXPECT_EQ(files.answer(other, {}).status, 404) << other;
}

TEST(Files, AreNotSentTwice) {
  const Files files{some};
  const std::string plain = header(files.answer("", {}), "etag");
  const http::Request zipped_request{.path = {}, .headers = {{"accept-encoding", "gzip"}}};
  const std::string zipped = header(files.answer("", zipped_request), "etag");
  EXPECT_NE(plain, zipped);
  const auto again = files.answer("", {.path = {}, .headers = {{"if-none-match", plain}}});
  EXPECT_EQ(again.status, 304);
  EXPECT_FALSE(again.body);
  EXPECT_EQ(header(again, "cache-control"), "no-cache");
  EXPECT_EQ(files.answer("", {.path = {}, .headers = {{"if-none-match", zipped}}}).status, 200) << "other bytes";
}

TEST(Files, AreSentAsSmallAsTheClientTakesThem) {
  const Files files{some};
  const auto sent = [&](const char* path, const char* accepted) {
    const auto response = files.answer(path, {.path = {}, .headers = {{"accept-encoding", accepted}}});
    return header(response, "content-encoding") + ": " + std::string{*response.body};
  };
  EXPECT_EQ(sent("assets/index-C1d2.js", "gzip, deflate, br"), "br: brotli script");
  EXPECT_EQ(sent("assets/index-C1d2.js", "gzip, deflate"), "gzip: zipped script");
  EXPECT_EQ(sent("assets/index-C1d2.js", "br;q=0"), ": let a = 1;");
  EXPECT_EQ(sent("", "gzip, br"), "gzip: zipped page") << "never made by brotli";
}

/// Whatever dashboard was built in.
TEST(Files, HaveAFirstPage) {
  const auto page = Files{}.answer("", {});
  EXPECT_EQ(page.status, 200);
  EXPECT_EQ(page.content_type, "text/html; charset=utf-8");
}

}  // namespace
}  // namespace gammafield::server
