#pragma once

#include <string>

#include "exports/text_table.h"

namespace gammafield::exports {

/// The option registry and the presets, for people. Markdown is docs/options.md, word for word.
[[nodiscard]] std::string options_text(const TextStyle&);
/// Schema `gammafield.options/1`.
[[nodiscard]] std::string options_json(int indent);
/// `key,default,values,help`
[[nodiscard]] std::string options_csv();

}  // namespace gammafield::exports
