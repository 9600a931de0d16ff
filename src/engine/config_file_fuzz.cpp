#include <cstdint>
#include <cstdlib>

#include "engine/config_file.h"

/// Any text is refused in one line and changes nothing, or leaves settings that every option reads back.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::engine;
  Settings settings;
  const auto refusal = apply_config(settings, {reinterpret_cast<const char*>(data), size}, "options");
  if (refusal && (refusal->message.empty() || refusal->message.find('\n') != std::string::npos)) std::abort();
  if (refusal && (!settings.by_symbol.empty() || !settings.preset.empty())) std::abort();
  for (const Option& option : option_registry())
    if (option.get(settings_for(settings, "SPX")).empty()) std::abort();
  return 0;
}
