#include "exports/options_text.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "engine/settings.h"

namespace gammafield::exports {
namespace {

const std::filesystem::path docs = std::filesystem::path{GAMMAFIELD_TESTDATA} / ".." / "docs";

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in{file};
  return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(OptionsPage, IsWhatTheProgramPrints) {
  EXPECT_EQ(text_of(docs / "options.md"), options_text({.markdown = true}))
      << "write it anew: gammafield options --format md >docs/options.md";
}

TEST(OptionsPage, EveryPresetHasItsPage) {
  for (const engine::Preset& preset : engine::presets()) {
    const std::string page = text_of(docs / "presets" / (std::string{preset.name} + ".md"));
    for (const auto& [key, value] : preset.options)
      EXPECT_NE(page.find("`" + std::string{key} + "=" + std::string{value} + "`"), std::string::npos)
          << preset.name << ": " << key << "=" << value;
  }
}

}  // namespace
}  // namespace gammafield::exports
