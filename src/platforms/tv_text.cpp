#include <fmt/format.h>

#include "platforms/names.h"
#include "platforms/platforms.h"
#include "platforms/tick.h"
#include "platforms/writers.h"

/// What is pasted into indicators of TradingView.
namespace gammafield::platforms {

std::string tv_text(const LevelList& list) {
  std::vector<std::string> pairs;
  for (const Line& line : list.lines) {
    const auto name = names_of(line.kind).menthorq;
    if (name.empty()) continue;
    const auto rank = line.rank ? fmt::format(" {}", *line.rank) : "";
    pairs.push_back(fmt::format("{}{}, {}", name, rank, price_text(line.price)));
  }
  const auto tail = list.basis ? fmt::format(", {}, {}", *list.basis, price_text(list.spot)) : "";
  return pasted(fmt::format("${}: ", list.instrument), pairs, ", ", tail + "\n");
}

std::string tv_columns_text(const LevelList& list) {
  std::vector<std::string> rows;
  for (const auto& point : distinct_prices(list))
    rows.push_back(fmt::format("{}, {}, {}", list.instrument, price_text(point.price), colour_of(*point.line).letter));
  return pasted("", rows, "\n", "\n");
}

std::string tv_table_text(const LevelList& list) {
  std::vector<std::string> rows;
  for (const auto& point : price_points(list))
    rows.push_back(fmt::format("{}\t{}{}", price_text(point.price), name_and_state(*point.line), point.edge));
  const auto tail = list.basis ? fmt::format("\n{}\t{}\n", price_text(list.spot), *list.basis) : "\n";
  return pasted("", rows, "\n", tail);
}

namespace {

std::string_view class_name(ColourClass colour) {
  switch (colour) {
    case ColourClass::call: return "call";
    case ColourClass::put: return "put";
    case ColourClass::flip: return "flip";
    case ColourClass::magnet: return "magnet";
    case ColourClass::day_range: return "range";
    case ColourClass::zone: return "zone";
    case ColourClass::open_interest: return "oi";
    case ColourClass::rank: return "rank";
  }
  return "";
}

std::string own_record(const Line& line) {
  const auto colour = class_name(names_of(line.kind).colour);
  if (line.high)
    return fmt::format("Z|{}|{}|{}|{}|{};", key(line), name(line), price_text(line.price), price_text(*line.high),
                       colour);
  return fmt::format("L|{}|{}|{}|{}|{};", key(line), name(line), price_text(line.price), colour,
                     line.state ? to_string(*line.state) : "");
}

}  // namespace

std::string tv_own_text(const LevelList& list) {
  std::string head =
      fmt::format("gammafield/1|{}|{}|{};\n", list.instrument, market::to_string(list.as_of), list.convention);
  if (list.basis) head += fmt::format("B|{};\n", *list.basis);
  for (const auto& each : list.missing)
    head += fmt::format("N|{}|{}|{};\n", names_of(each.kind).key, names_of(each.kind).name, to_string(each.reason));
  std::vector<std::string> records;
  for (const Line& line : list.lines) records.push_back(own_record(line));
  return pasted(std::move(head), records, "\n", "\n");
}

}  // namespace gammafield::platforms
