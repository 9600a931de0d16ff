#include "desk/parts.h"

#include <gtest/gtest.h>

namespace gammafield::desk {
namespace {

TEST(Parts, AreTheMembersAsTheyStand) {
  const auto parts = parts_of(R"({"a":1,"b":{"c":[1,2.5]},"d":null,"e\"f":"g"})");
  ASSERT_EQ(parts.size(), 4u);
  EXPECT_EQ(part(parts, "b"), R"({"c":[1,2.5]})");
  EXPECT_EQ(part(parts, "d"), "null");
  EXPECT_EQ(part(parts, "x"), "");
  EXPECT_EQ(joined(parts), R"({"a":1,"b":{"c":[1,2.5]},"d":null,"e\"f":"g"})");
}

/// Worked by hand from RFC 6902 and 6901.
TEST(PatchBetween, SaysWhatChangedAndNoMore) {
  struct Row {
    const char *why, *before, *after, *operations;
  };
  const Row rows[] = {
      {"nothing", R"({"a":1})", R"({"a":1})", ""},
      {"a number", R"({"a":1,"b":2})", R"({"a":1,"b":3})", R"({"op":"replace","path":"/p/b","value":3})"},
      {"a level goes: null is a value", R"({"strike":5000})", R"({"strike":null})",
       R"({"op":"replace","path":"/p/strike","value":null})"},
      {"a level comes", R"({"strike":null})", R"({"strike":5000})",
       R"({"op":"replace","path":"/p/strike","value":5000})"},
      {"a member comes", R"({})", R"({"a":{"b":1}})", R"({"op":"add","path":"/p/a","value":{"b":1}})"},
      {"a member goes", R"({"a":1,"b":2})", R"({"b":2})", R"({"op":"remove","path":"/p/a"})"},
      {"deep inside", R"({"a":{"b":[1,{"c":2}]}})", R"({"a":{"b":[1,{"c":3}]}})",
       R"({"op":"replace","path":"/p/a/b/1/c","value":3})"},
      {"an array of another length is new", R"({"a":[1,2]})", R"({"a":[1]})",
       R"({"op":"replace","path":"/p/a","value":[1]})"},
      {"another type", R"({"a":[1]})", R"({"a":{"b":1}})", R"({"op":"replace","path":"/p/a","value":{"b":1}})"},
      {"names with signs of their own", R"({"a/b":1,"c":1})", R"({"a/b":2,"c":1})",
       R"({"op":"replace","path":"/p/a~1b","value":2})"},
      {"and others", R"({"c~d":1})", R"({"c~d":2})", R"({"op":"replace","path":"/p/c~0d","value":2})"},
      {"all of an object: it is shorter whole", R"({"x":{"a":1,"b":1,"c":1},"y":1})",
       R"({"x":{"a":2,"b":2,"c":2},"y":1})", R"({"op":"replace","path":"/p/x","value":{"a":2,"b":2,"c":2}})"},
      {"half of a larger one: it is not",
       R"({"a":1,"b":1,"c":"as long as it takes to say two things that have changed"})",
       R"({"a":2,"b":2,"c":"as long as it takes to say two things that have changed"})",
       R"({"op":"replace","path":"/p/a","value":2},{"op":"replace","path":"/p/b","value":2})"},
      {"a scalar", "1", "2", R"({"op":"replace","path":"/p","value":2})"},
  };
  for (const Row& row : rows) EXPECT_EQ(patch_between(row.before, row.after, "/p"), row.operations) << row.why;
}

TEST(PatchesBetween, AreThoseOfEachMember) {
  const auto patches = patches_between(R"({"a":1,"b":{"c":2,"d":null},"e":"f","n":1.5})",
                                       R"({"a":1,"b":{"c":3,"d":null},"e":"g","h":[4],"n":1.5})");
  const std::vector<Part> expected{{"b", R"({"op":"replace","path":"/b/c","value":3})"},
                                   {"e", R"({"op":"replace","path":"/e","value":"g"})"},
                                   {"h", R"({"op":"add","path":"/h","value":[4]})"}};
  EXPECT_EQ(patches, expected);
  EXPECT_TRUE(patches_between(R"({"a":[1,{"b":true}]})", R"({"a":[1,{"b":true}]})").empty());
}

}  // namespace
}  // namespace gammafield::desk
