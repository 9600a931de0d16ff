#include "gammafield/settings_file.h"

#include <fmt/format.h>

namespace gammafield::app {

using base::Refusal;
using base::RefusalKind;

namespace {

Outcome apply(CLI::App& command, const std::string& path, const CLI::ConfigItem& item) {
  const auto wrong = [&](std::string_view why) {
    return Refusal{RefusalKind::usage, fmt::format("{}: {}: {}", path, item.fullname(), why)};
  };
  if (item.name == "++" || item.name == "--") return wrong("options stand without sections");  // CLI11's marks of one
  CLI::Option* option = item.parents.empty() ? command.get_option_no_throw("--" + item.name) : nullptr;
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
