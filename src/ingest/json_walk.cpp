#include "ingest/json_walk.h"

#include <fmt/format.h>

namespace gammafield::ingest {

base::Refusal broken_json(simdjson::error_code error) {
  return {base::RefusalKind::input_rejected,
          fmt::format("the JSON is cut or broken ({}): fetch it again", simdjson::error_message(error))};
}

}  // namespace gammafield::ingest
