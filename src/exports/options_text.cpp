#include "exports/options_text.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "engine/settings.h"
#include "exports/paragraph.h"

namespace gammafield::exports {
namespace {

using engine::Option;
using engine::Preset;

constexpr std::string_view markdown_head =
    "# Options\n\n"
    "Every assumption of an analysis is an option: `--set KEY=VALUE`, or for one underlying `--set SPX:KEY=VALUE`; "
    "both may be repeated,\n"
    "and the later wins. A file of them, `--config FILE` or the environment's `GAMMAFIELD_CONFIG`, is read first, then "
    "`--preset`, then `--set`:\n\n"
    "```\n"
    "# a line an option\n"
    "preset = gexboard\n"
    "expiry_filter = le_dte:45\n"
    "[SPX]                     # from here on for SPX alone, until the next [SYMBOL] or [*]\n"
    "put_wall_rule = gross_put\n"
    "```\n\n"
    "What was in force is in every Report under `assumptions`. The sections are those of [methods.md](methods.md).\n"
    "This page is what `gammafield options --format md` prints.\n\n";

std::string_view default_of(const Option& option) { return option.values.substr(0, option.values.find('|')); }

std::string_view others_of(const Option& option) {
  const auto bar = option.values.find('|');
  return bar == std::string_view::npos ? std::string_view{} : option.values.substr(bar + 1);
}

std::string replaced(std::string_view text, char what, std::string_view by) {
  std::string out;
  for (const char c : text) c == what ? out.append(by) : out.append(1, c);
  return out;
}

std::string preset_options(const Preset& preset) {
  std::string text;
  for (const auto& [key, value] : preset.options) text += fmt::format("{}{}={}", text.empty() ? "" : ", ", key, value);
  return text;
}

std::string markdown() {
  std::string text{markdown_head};
  text += "| key | default | other values | |\n|---|---|---|---|\n";
  for (const Option& option : engine::option_registry())
    text += fmt::format("| `{}` | `{}` | {} | {} |\n", option.key, default_of(option),
                        replaced(others_of(option), '|', ", "), replaced(option.help, '|', "\\|"));
  text +=
      "\n## Presets\n\nBundles that follow somebody's published convention; each has its page.\n\n| preset | sets | "
      "|\n|---|---|---|\n";
  for (const Preset& preset : engine::presets())
    text += fmt::format("| [`{}`](presets/{}.md) | {} | {} |\n", preset.name, preset.name, preset_options(preset),
                        preset.help);
  return text;
}

}  // namespace

std::string options_text(const TextStyle& style) {
  if (style.markdown) return markdown();
  std::string text =
      " Options of --set KEY=VALUE, or SYMBOL:KEY=VALUE for one underlying; the first value is the default\n\n";
  for (const Option& option : engine::option_registry())
    text += " " + paint(fmt::format("{}={}", option.key, option.values), Tone::strong, style) + "\n" +
            paragraph(fmt::format("    {}", option.help), 5);
  text += "\n Presets of --preset NAME\n\n";
  for (const Preset& preset : engine::presets())
    text += " " + paint(preset.name, Tone::strong, style) + "\n" + paragraph(fmt::format("    {}", preset.help), 5);
  return text;
}

std::string options_json(int indent) {
  base::JsonWriter json{indent};
  json.begin_object().field("schema", std::string_view{"gammafield.options/1"}).key("options").begin_array();
  for (const Option& option : engine::option_registry()) {
    json.begin_object().field("key", option.key).field("default", default_of(option));
    json.field("values", option.values).field("help", option.help).end_object();
  }
  json.end_array().key("presets").begin_array();
  for (const Preset& preset : engine::presets()) {
    json.begin_object().field("name", preset.name).field("help", preset.help).key("options").begin_object();
    for (const auto& [key, value] : preset.options) json.field(key, value);
    json.end_object().end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string options_csv() {
  std::string text = csv_record({"key", "default", "values", "help"});
  for (const Option& option : engine::option_registry())
    text += csv_record({std::string{option.key}, std::string{default_of(option)}, std::string{option.values},
                        std::string{option.help}});
  return text;
}

}  // namespace gammafield::exports
