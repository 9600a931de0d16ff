#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "alerts/config.h"

/// Any text is refused in one line, or holds together.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::alerts;
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  for (const auto others : {OtherTables::refused, OtherTables::passed_over}) {
    const auto config = read_config(text, "alerts.toml", others);
    if (!config) {
      if (config.error().message.empty() || config.error().message.find('\n') != std::string::npos) std::abort();
      continue;
    }
    for (const Rule& rule : config->rules) {
      if (rule.name.empty() || rule.sinks.empty()) std::abort();
      for (const std::string& name : rule.sinks) {
        bool there = false;
        for (const Sink& sink : config->sinks) there = there || sink.name == name;
        if (!there) std::abort();
      }
    }
  }
  return 0;
}
