#include "base/lower_case.h"

#include <gtest/gtest.h>

namespace gammafield::base {
namespace {

TEST(LowerCase, IsOfLettersAloneAndOfNoLocale) {
  EXPECT_EQ(lower_case("Content-TYPE: @AZ[az{09"), "content-type: @az[az{09");
  EXPECT_EQ(lower_case("\xC3\x84\xC4\xB0"), "\xC3\x84\xC4\xB0") << "bytes of UTF-8 stay whole";
  EXPECT_EQ(lower_case(std::string_view{"A\0B", 3}), (std::string{"a\0b", 3}));
  EXPECT_EQ(lower_case(""), "");
}

}  // namespace
}  // namespace gammafield::base
