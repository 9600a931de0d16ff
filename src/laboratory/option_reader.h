#pragma once

#include "laboratory/dealer_reader.h"

namespace gammafield::laboratory {

/// One `[[dealer.option]]` into the book; options that settle together share an expiry.
void read_option(toml_file::TomlTable&, const DealerContext&, hedging::Book&, bool& to_the_close);

}  // namespace gammafield::laboratory
