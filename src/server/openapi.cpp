#include "server/openapi.h"

#include "server/embedded.h"

namespace gammafield::server {

std::string_view openapi_document() {
  for (const EmbeddedFile& each : embedded_files())
    if (each.name == "openapi.json") return each.plain;
  return {};
}

}  // namespace gammafield::server
