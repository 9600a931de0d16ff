#include "laboratory/book_reader.h"

#include <fmt/format.h>

#include "engine/settings.h"
#include "market/date.h"

namespace gammafield::laboratory {
namespace {

using toml_file::TomlTable;

/// `KEY=VALUE` of the option registry; what is wrong with it, in the registry's words.
void apply(TomlTable& table, std::string_view key, engine::Settings& settings, const std::string& assignment) {
  if (const auto refusal = engine::apply_option(settings, assignment)) table.wrong(key, refusal->message);
}

void read_settings(TomlTable& table, engine::Settings& settings) {
  if (const auto positioning = table.text("positioning"))
    apply(table, "positioning", settings, "positioning=" + *positioning);
  if (const auto expiries = table.text("expiries")) apply(table, "expiries", settings, "expiry_filter=" + *expiries);
  for (const std::string& each : table.texts("set").value_or(std::vector<std::string>{}))
    apply(table, "set", settings, each);
}

simulate::ChainScenario read_made_up(TomlTable& table, const ingest::ReadOptions& read) {
  simulate::ChainScenario chain;
  chain.seed = static_cast<std::uint64_t>(table.integer("seed", 0, std::int64_t{1} << 53).value_or(1));
  chain.contracts = static_cast<std::size_t>(table.integer("contracts", 100, 200'000).value_or(2'000));
  chain.odd_rows = false;
  if (read.symbol) chain.symbol = *read.symbol;
  if (read.as_of) chain.as_of = *read.as_of;
  if (const auto spot = table.number("made_up_spot", 500, 28'000)) chain.spot = market::Spot{*spot};
  return chain;
}

}  // namespace

ChainBook read_chain_book(TomlTable& table) {
  ChainBook book;
  book.read.symbol = table.text("symbol");
  book.read.as_of = table.parsed<market::Instant>(
      "as_of", [](std::string_view text) { return market::parse_instant(text); },
      "\"2026-08-18T10:00-04:00\", the time of the snapshot");
  read_settings(table, book.settings);
  book.levels = table.truth("levels").value_or(true);
  book.file = table.text("file").value_or("");
  if (book.file.empty()) book.made_up = read_made_up(table, book.read);
  if (table.has("file") == table.has("seed"))
    table.wrong("file", "\"chain.csv\", or seed = 7 for a made-up chain: one of the two");
  table.finish();
  return book;
}

}  // namespace gammafield::laboratory
