#include "ingest/formats.h"

#include <array>

#include "ingest/cboe_json.h"
#include "ingest/quotedata.h"

namespace gammafield::ingest {

namespace {

constexpr std::array known_formats = {
    Format{"cboe_quotedata", is_quotedata, read_quotedata},
    Format{"cboe_json", is_cboe_json, read_cboe_json},
};

}  // namespace

std::span<const Format> formats() { return known_formats; }

}  // namespace gammafield::ingest
