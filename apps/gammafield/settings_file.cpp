#include "gammafield/settings_file.h"

#include <fmt/format.h>

namespace gammafield::app {

using base::Refusal;
using base::RefusalKind;

namespace {

Outcome apply(CLI::App& command, const std::string& path, const CLI::ConfigItem& item) {
  const auto wrong = [&](std::string_view why) {
    return Refusal{RefusalKind::usage, fmt::format("{}: {}: {}", path, item.name, why)};
  };
  if (!item.parents.empty())
    return Refusal{RefusalKind::usage,
                   fmt::format("{}: [{}]: options stand without sections", path, item.parents.front())};
  CLI::Option* option = command.get_option_no_throw("--" + item.name);
  if (option == nullptr) return wrong("no such option; --help names them");
  if (option->count() > 0) return std::nullopt;
  try {
    for (const std::string& input : item.inputs) option->add_result(input);
    option->run_callback();
  } catch (const CLI::Error& error) {
    return wrong(error.what());
  }
  return std::nullopt;
}

}  // namespace

Outcome apply_settings_file(CLI::App& command, const std::string& path) {
  if (path.empty()) return std::nullopt;
  try {
    for (const CLI::ConfigItem& item : CLI::ConfigTOML{}.from_file(path))
      if (auto wrong = apply(command, path, item)) return wrong;
  } catch (const CLI::Error& error) {
    return Refusal{RefusalKind::usage, fmt::format("--settings {}: {}", path, error.what())};
  }
  return std::nullopt;
}

}  // namespace gammafield::app
