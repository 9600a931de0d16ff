#include <cstdint>
#include <cstdlib>

#include "ingest/csv.h"
#include "ingest/number.h"

/// Reading ends, lines never go back, views stay readable, and numbers are numbers.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield::ingest;
  CsvReader csv({reinterpret_cast<const char*>(data), size});
  CsvRow row;
  std::uint32_t line = 0;
  std::size_t cells = 0;
  while (csv.next(row) == CsvReader::Step::row) {
    if (row.line <= line || row.cells.empty()) std::abort();
    line = row.line;
    for (const auto cell : row.cells) {
      cells += 1;
      const auto number = parse_number(cell);
      const auto grouped = parse_grouped_number(cell);
      if (number && (!grouped || *grouped != *number)) std::abort();  // grouping only adds
    }
  }
  if (cells > size + 1) std::abort();
  return 0;
}
