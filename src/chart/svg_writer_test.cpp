#include "chart/svg_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "chart/testing_svg.h"

namespace gammafield::chart {
namespace {

TEST(XmlEscaped, LetsNoMarkupAndNoForbiddenCharacterThrough) {
  struct Row {
    std::string_view why;
    std::string text, escaped;
  };
  const Row rows[] = {
      {"plain text stays", "Call Wall 4,525", "Call Wall 4,525"},
      {"a symbol that would open a tag", "<script>", "&lt;script&gt;"},
      {"a root with an ampersand", "M&M \"A\" 'B'", "M&amp;M &quot;A&quot; &apos;B&apos;"},
      {"an entity is not taken for one", "&lt;", "&amp;lt;"},
      {"UTF-8 of two, three and four bytes stays", "\u00B7 \u2212 \U0001D6E4", "\u00B7 \u2212 \U0001D6E4"},
      {"control characters are not XML",
       std::string{"a\x01"
                   "b\0c",
                   5},
       "a\uFFFDb\uFFFDc"},
      {"tab and line feed are", "a\tb\n", "a\tb\n"},
      {"a byte that is not UTF-8", "caf\xE9", "caf\uFFFD"},
      {"a sequence cut short", "\xE2\x88", "\uFFFD\uFFFD"},
      {"an overlong slash", "\xC0\xAF", "\uFFFD\uFFFD"},
      {"an overlong of three bytes", "\xE0\x80\xAF", "\uFFFD\uFFFD\uFFFD"},
      {"a surrogate", "\xED\xA0\x80", "\uFFFD"},
      {"U+FFFF is forbidden", "\xEF\xBF\xBF", "\uFFFD"},
  };
  for (const auto& row : rows) EXPECT_EQ(xml_escaped(row.text), row.escaped) << row.why;
}

TEST(Coordinate, IsShortAndTheSameEverywhere) {
  const std::pair<double, std::string_view> rows[] = {{12, "12"},   {12.5, "12.5"},  {12.345, "12.35"},
                                                      {0, "0"},     {-0.001, "0"},   {-3.10, "-3.1"},
                                                      {100, "100"}, {1e6, "1000000"}};
  for (const auto& [pixels, text] : rows) EXPECT_EQ(coordinate(pixels), text);
}

RC_GTEST_PROP(SvgWriter, WritesWellFormedXmlWhateverTheText, ()) {
  const auto text = *rc::gen::arbitrary<std::string>();
  SvgWriter svg;
  svg.open("svg", {{"data-symbol", text}});
  svg.text({1, 2}, text).open("g", {}).line({0, 0}, {1, 1}).close().close();
  const auto read = testing::parsed(svg.take());
  RC_ASSERT(read.problem == "");
  RC_ASSERT(read.elements.size() == 4u);
  RC_ASSERT(read.elements[1].text == xml_escaped(text));
}

}  // namespace
}  // namespace gammafield::chart
