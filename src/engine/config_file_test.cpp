#include "engine/config_file.h"

#include <string>

#include <gtest/gtest.h>

namespace gammafield::engine {
namespace {

std::string value_of(const Settings& settings, std::string_view key) {
  for (const Option& option : option_registry())
    if (option.key == key) return option.get(settings);
  return "no such option";
}

TEST(ConfigFile, LinesCountInTheirOrderAndSectionsForTheirSymbol) {
  Settings settings;
  const auto refusal = apply_config(settings,
                                    "# mine\n"
                                    "preset = gross\n"
                                    "expiry_filter = le_dte:7   # a week\n"
                                    "[SPX]\n"
                                    "put_wall_rule=most_negative_net\n"
                                    "[ SPY ]\n"
                                    "basis.call = ABS\n"
                                    "[*]\n"
                                    "regime.theta = 0.1\n",
                                    "mine.conf");
  ASSERT_FALSE(refusal) << refusal->message;
  EXPECT_EQ(settings.preset, "gross");
  struct Row {
    std::string_view symbol, key, value;
  };
  for (const Row& row :
       {Row{"NVDA", "put_wall_rule", "gross_put"}, Row{"SPX", "put_wall_rule", "most_negative_net"},
        Row{"SPX", "basis.call", "GROSS"}, Row{"SPY", "basis.call", "ABS"}, Row{"SPY", "put_wall_rule", "gross_put"},
        Row{"NVDA", "expiry_filter", "le_dte:7"}, Row{"SPX", "regime.theta", "0.1"}})
    EXPECT_EQ(value_of(settings_for(settings, row.symbol), row.key), row.value) << row.symbol << " " << row.key;
}

TEST(ConfigFile, IsRefusedInOneLineAndChangesNothing) {
  struct Row {
    std::string_view why, text, says;
  };
  const Row rows[] = {
      {"no equals sign", "preset = gross\nbasis.call NET", "mine.conf: line 2: `basis.call NET`: write KEY = VALUE"},
      {"unknown key", "basis.calls = NET", "line 1: --set basis.calls=NET: no such option"},
      {"unknown value", "\nbasis.call = net", "line 2: --set basis.call=net: the value must be NET|GROSS|ABS"},
      {"unknown preset", "preset = best", "no such preset; known: perfiliev, gross"},
      {"an open bracket", "[SPX", "line 1: `[SPX`: a symbol stands in brackets"},
      {"a lower-case symbol", "[spx]", "[spx]: not a symbol"},
      {"a preset for one symbol", "[SPX]\npreset = gross", "a preset is for all"},
      {"a value for one symbol that is none", "[SPX]\nregime.theta = 7", "--set SPX:regime.theta=7: the value must be"},
  };
  for (const Row& row : rows) {
    Settings settings;
    const auto refusal = apply_config(settings, row.text, "mine.conf");
    ASSERT_TRUE(refusal) << row.why;
    EXPECT_EQ(refusal->kind, base::RefusalKind::usage) << row.why;
    EXPECT_NE(refusal->message.find(row.says), std::string::npos) << row.why << ": " << refusal->message;
    EXPECT_EQ(refusal->message.find('\n'), std::string::npos) << row.why;
    EXPECT_TRUE(settings.preset.empty() && settings.by_symbol.empty()) << row.why;
  }
}

}  // namespace
}  // namespace gammafield::engine
