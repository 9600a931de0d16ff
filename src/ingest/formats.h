#pragma once

#include <span>
#include <string_view>

#include "ingest/loaded_chain.h"

namespace gammafield::ingest {

/// A form that chains come in. `recognised` looks at the content only, and only as far as it must; of several that say
/// yes the first in the table reads. Refusals of `read` do not name the file: read_chain does.
struct Format {
  std::string_view name;  ///< as `--feed` takes it and ChainSnapshot::feed shows it
  bool (*recognised)(std::string_view bytes);
  LoadResult (*read)(std::string_view bytes, const ReadOptions&);
};

/// All of them, the most particular first. A new format is one line in formats.cpp.
[[nodiscard]] std::span<const Format> formats();

}  // namespace gammafield::ingest
