#include "gammafield/duckdb.h"

namespace gammafield::app {

void add_duckdb_option(CLI::App& command, std::string& path) {
  command.add_option("--duckdb", path, "DuckDB's library, libduckdb.so (also GAMMAFIELD_DUCKDB; tools/get-duckdb)");
}

base::Result<std::shared_ptr<const archive::Connection>, base::Refusal> connected(const std::string& path) {
  auto library = archive::Library::load(path);
  if (!library) return base::failure(std::move(library.error()));
  auto connection = archive::Connection::open(*library);
  if (!connection)
    return base::failure(base::Refusal{base::RefusalKind::no_usable_data, "DuckDB: " + connection.error()});
  return std::make_shared<const archive::Connection>(std::move(*connection));
}

}  // namespace gammafield::app
