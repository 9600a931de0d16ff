#include "ingest/formats.h"

#include <array>

#include "ingest/cboe_json.h"
#include "ingest/compact.h"
#include "ingest/dbn.h"
#include "ingest/deribit_json.h"
#include "ingest/pairs.h"
#include "ingest/quotedata.h"
#include "ingest/table_csv.h"
#include "ingest/table_json.h"

namespace gammafield::ingest {

namespace {

constexpr std::array known_formats = {
    Format{"dbn", is_dbn, read_dbn},
    Format{"cboe_quotedata", is_quotedata, read_quotedata},
    Format{"cboe_json", is_cboe_json, read_cboe_json},
    Format{"deribit_json", is_deribit_json, read_deribit_json},
    Format{"compact", is_compact, read_compact},
    Format{"pairs", is_pairs, read_pairs},
    Format{"table_json", is_table_json, read_table_json},
    Format{"table_csv", is_table_csv, read_table_csv},
};

}  // namespace

std::span<const Format> formats() { return known_formats; }

}  // namespace gammafield::ingest
