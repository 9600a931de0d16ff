#include <algorithm>

#include <fmt/format.h>

#include "platforms/names.h"
#include "platforms/safe_text.h"
#include "platforms/tick.h"
#include "platforms/writers.h"

/// A Pine v6 script with the levels of one or many sessions inside. Plots, not line objects: those end at 500.
namespace gammafield::platforms {
namespace {

/// Kinds of which there is at most one, and so one a session: the columns of the table inside the script.
constexpr LineKind columns[]{LineKind::call_wall,      LineKind::put_wall,        LineKind::gamma_flip,
                             LineKind::day_min,        LineKind::day_max,         LineKind::call_wall_0dte,
                             LineKind::put_wall_0dte,  LineKind::gamma_flip_0dte, LineKind::absolute_gamma_0dte,
                             LineKind::absolute_gamma, LineKind::max_pain};

const Line* line_of(const LevelList& list, LineKind kind) {
  const auto found = std::ranges::find(list.lines, kind, &Line::kind);
  return found == list.lines.end() ? nullptr : &*found;
}

/// One value a session between commas; `na` where there is none.
template <class Value>
std::string column(std::span<const DatedLevels> days, Value value) {
  std::string text;
  for (const auto& day : days) {
    if (!text.empty()) text += ',';
    text += value(day);
  }
  return script_string(text);
}

std::string column_of(std::span<const DatedLevels> days, LineKind kind, bool upper_end) {
  return column(days, [&](const DatedLevels& day) -> std::string {
    const auto* line = line_of(day.levels, kind);
    if (line == nullptr) return "na";
    return price_text(upper_end ? line->high.value_or(line->price) : line->price);
  });
}

bool occurs(std::span<const DatedLevels> days, LineKind kind) {
  return std::ranges::any_of(days, [&](const DatedLevels& day) { return line_of(day.levels, kind) != nullptr; });
}

std::string milliseconds(market::Instant instant) { return fmt::format("{}000", instant.time_since_epoch().count()); }

std::string comments(std::span<const DatedLevels> days) {
  const auto& last = days.back().levels;
  std::string text = fmt::format(
      "//@version=6\n// Levels of {}: {} session{}, the last as of {}. Each from its own snapshot to the next one, at "
      "the "
      "latest\n// to the close of the session after: nothing is drawn before it was known.\n// Convention: {}. "
      "Context, "
      "not a signal and not advice.\n",
      last.instrument, days.size(), days.size() == 1 ? "" : "s", market::to_string(last.as_of), last.convention);
  if (last.basis) text += fmt::format("// Basis: {}{}\n", *last.basis, days.size() > 1 ? ", for every session" : "");
  if (const auto missing = missing_text(last); !missing.empty())
    text += fmt::format("// Not there in the last: {}\n", missing);
  return text;
}

/// Shows the levels of the row that was known when the bar began.
constexpr std::string_view row_of_the_bar = R"(
numbers(string text) =>
    array<float> all = array.new<float>()
    for part in str.split(text, ",")
        all.push(part == "na" ? float(na) : str.tonumber(part))
    all

var array<float> starts = numbers(STARTS)
var array<float> ends = numbers(ENDS)
var int row = -1
while row + 1 < starts.size() and starts.get(row + 1) <= time
    row += 1
bool known = row >= 0 and time < ends.get(row)
level(array<float> prices) =>
    float price = na
    if known
        price := prices.get(row)
    price
)";

constexpr std::string_view name_at_the_end = R"(
name_level(float price, string name, color tone) =>
    var label tag = na
    label.delete(tag)
    if barstate.islast and not na(price)
        tag := label.new(bar_index + 2, price, name + " " + str.tostring(price), style = label.style_label_left, color = color.new(tone, 80), textcolor = tone, size = size.small)

)";

std::string replaced(std::string text, std::string_view word, std::string_view by) {
  return text.replace(text.find(word), word.size(), by);
}

std::string plotted(std::span<const DatedLevels> days, LineKind kind) {
  const auto& names = names_of(kind);
  const auto* line = line_of(days.back().levels, kind);
  const auto label = line != nullptr ? name_and_state(*line) : std::string{names.name};
  const int width = kind <= LineKind::gamma_flip ? 2 : 1;
  return fmt::format(
      "var array<float> {0}s = numbers({1})\nfloat {0} = level({0}s)\n"
      "plot({0}, {2}, color = {3}, linewidth = {4}, style = plot.style_linebr)\nname_level({0}, {5}, {3})\n",
      names.key, column_of(days, kind, false), script_string(names.name), colour_of(names.colour).hex, width,
      script_string(label));
}

std::string battle_zone(std::span<const DatedLevels> days) {
  const auto hex = colour_of(ColourClass::zone).hex;
  return fmt::format(
      "var array<float> battle_lows = numbers({0})\nvar array<float> battle_highs = numbers({1})\n"
      "battle_low = plot(level(battle_lows), \"Battle Zone low\", color = {2}, style = plot.style_linebr)\n"
      "battle_high = plot(level(battle_highs), \"Battle Zone high\", color = {2}, style = plot.style_linebr)\n"
      "fill(battle_low, battle_high, color = color.new({2}, 85), title = \"Battle Zone\")\n",
      column_of(days, LineKind::battle_zone, false), column_of(days, LineKind::battle_zone, true), hex);
}

std::string alerts(std::span<const DatedLevels> days) {
  std::string text;
  for (const auto kind : {LineKind::call_wall, LineKind::put_wall, LineKind::gamma_flip}) {
    if (!occurs(days, kind)) continue;
    const auto& names = names_of(kind);
    text += fmt::format(
        "bool {0}_crossed = ta.cross(close, {0}) and barstate.isconfirmed\n"
        "alertcondition({0}_crossed, {1}, {2})\n",
        names.key, script_string(fmt::format("{} crossed", names.name)),
        script_string(fmt::format("{}: close crossed the {}", days.back().levels.instrument, names.name)));
  }
  return text;
}

}  // namespace

std::string pine_text(std::span<const DatedLevels> days) {
  const auto& instrument = days.back().levels.instrument;
  std::string text = comments(days);
  text += fmt::format("indicator({}, {}, overlay = true, max_labels_count = 50)\n",
                      script_string("Gammafield levels of " + instrument), script_string("GF " + instrument));
  auto rows = replaced(std::string{row_of_the_bar}, "STARTS",
                       column(days, [](const DatedLevels& day) { return milliseconds(day.from); }));
  text +=
      replaced(std::move(rows), "ENDS", column(days, [](const DatedLevels& day) { return milliseconds(day.until); }));
  text += name_at_the_end;
  for (const auto kind : columns) {
    if (occurs(days, kind)) text += plotted(days, kind);
  }
  if (occurs(days, LineKind::battle_zone)) text += battle_zone(days);
  return text + alerts(days);
}

}  // namespace gammafield::platforms
