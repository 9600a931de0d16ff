#include "feeds/api_key.h"

#include <gtest/gtest.h>

namespace gammafield::feeds {
namespace {

TEST(ApiKey, ReadsOneLineAndShowsNothing) {
  EXPECT_EQ(ApiKey::of(" secret \r\n", "KEY")->header(), (Header{"Authorization", "Bearer secret"}));
  for (const std::string_view text : {"", " \n", "sec ret", "sec\nret", "sec\tret",
                                      "s\xC3\xA9"
                                      "cret"}) {
    const auto key = ApiKey::of(text, "the file");
    ASSERT_FALSE(key) << text;
    EXPECT_TRUE(key.error().message.starts_with("the file: ")) << text;
    EXPECT_EQ(key.error().message.find("ret"), std::string::npos) << key.error().message;
  }
}

TEST(ApiKey, TakesItselfOutOfTexts) {
  const auto key = *ApiKey::of("a/b*", "KEY");
  EXPECT_EQ(key.without_it("x a/b* y a/b*"), "x *** y ***");
  EXPECT_EQ(key.without_it("?apiKey=a%2Fb%2A&x"), "?apiKey=***&x");
  EXPECT_EQ(key.without_it("nothing"), "nothing");
  EXPECT_EQ(ApiKey::of("*", "KEY")->without_it("**"), "******") << "it ends";
}

TEST(Origin, IsSchemeHostAndPort) {
  struct Row {
    std::string_view why, url, origin;
  };
  const Row rows[] = {
      {"the usual port", "https://API.example/v1/x?y", "https://api.example:443"},
      {"another", "http://127.0.0.1:25503/v3", "http://127.0.0.1:25503"},
      {"IPv6", "http://[::1]:8080/", "http://[::1]:8080"},
      {"IPv6 without a port", "https://[::1]/", "https://[::1]:443"},
      {"a query at once", "https://a.example?x", "https://a.example:443"},
      {"a user", "https://api.example@evil.example/", ""},
      {"a backslash, which some take for a slash", "https://api.example\\@evil.example/", ""},
      {"another scheme", "file:///etc/passwd", ""},
      {"none", "api.example/v1", ""},
      {"no host", "https:///x", ""},
      {"a blank", "https://a b/", ""},
  };
  for (const auto& [why, url, origin] : rows) EXPECT_EQ(origin_of(url), origin) << why;
}

TEST(Origin, OfAKeyIsEncryptedOrThisMachine) {
  EXPECT_TRUE(may_carry_key("https://api.example/"));
  EXPECT_TRUE(may_carry_key("http://127.0.0.1:8080/"));
  EXPECT_TRUE(may_carry_key("http://localhost"));
  EXPECT_TRUE(may_carry_key("http://[::1]:80"));
  EXPECT_FALSE(may_carry_key("http://api.example/"));
  EXPECT_FALSE(may_carry_key("http://127.0.0.1.evil.example/"));
  EXPECT_FALSE(may_carry_key("http://localhost.evil.example/"));
}

}  // namespace
}  // namespace gammafield::feeds
