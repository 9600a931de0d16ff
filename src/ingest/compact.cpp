#include "ingest/compact.h"

#include <fmt/format.h>

#include <algorithm>

#include "ingest/cells.h"
#include "ingest/excerpt.h"
#include "ingest/table_csv.h"

namespace gammafield::ingest {
namespace {

base::Refusal refusal(std::string message) { return {base::RefusalKind::input_rejected, std::move(message)}; }

std::string_view first_line(std::string_view bytes) { return bytes.substr(0, bytes.find_first_of("\r\n")); }

/// The value after its name in `# spot,7554.29,ts,2026-06-15 23:42:49`.
std::string_view value_of(std::string_view line, std::string_view name) {
  bool found = false;
  while (!line.empty()) {
    const auto comma = std::min(line.find(','), line.size());
    const std::string_view cell = trimmed(line.substr(0, comma));
    if (found) return cell;
    found = cell == name || (cell.starts_with('#') && trimmed(cell.substr(1)) == name);
    line.remove_prefix(std::min(line.size(), comma + 1));
  }
  return {};
}

}  // namespace

bool is_compact(std::string_view bytes) {
  const std::string_view line = first_line(bytes);
  return line.starts_with('#') && !value_of(line, "spot").empty() && !value_of(line, "ts").empty();
}

LoadResult read_compact(std::string_view bytes, const ReadOptions& options) {
  const std::string_view line = first_line(bytes);
  const auto end = bytes.find('\n');
  if (end == bytes.npos) return base::failure(refusal("it ends in its first line: fetch it again"));
  const auto spot = parse_number(value_of(line, "spot"));
  auto when = parse_moment(value_of(line, "ts"));
  TableFacts facts;
  facts.vendor = {.feed = "compact", .vol_unit = VolUnit::fraction};
  if (spot) facts.spot = *spot;
  if (when && when->has_time) {
    when->zoned = true;
    facts.when = when;
  }
  if (!facts.when && !options.as_of)
    return base::failure(refusal(
        fmt::format("its first line has no time (`{}`), and expiries count from it: pass --as-of", excerpt(line, 60))));
  facts.flags.push_back({"open_contracts_only", "the form leaves out every contract without open interest"});
  return read_table_csv(bytes.substr(end + 1), options, std::move(facts), 2);
}

}  // namespace gammafield::ingest
