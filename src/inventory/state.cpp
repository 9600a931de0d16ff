#include "inventory/state.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/list_file.h"

namespace gammafield::inventory {
namespace {

using Error = std::optional<std::string>;

constexpr std::string_view first_line = "gammafield.inventory,1";
constexpr double largest = 1e30;  // contracts, and squared: what sums of believable prints cannot reach
constexpr double days_max = 1e6;

std::string line_of(const market::ContractKey& key, const Held& held) {
  const std::string open_interest = held.open_interest ? fmt::format("{}", held.open_interest->value()) : "";
  return fmt::format("{},{},{},{},{},{}\n", market::to_compact_osi(market::symbol_of(key)), held.contracts.value(),
                     held.variance.value(), held.volume.value(), open_interest, held.at_anchor.value());
}

std::optional<double> number(std::string_view cell) {
  const auto value = base::whole_number(base::trimmed(cell));
  return value && std::abs(*value) <= largest ? value : std::nullopt;
}

std::optional<double> natural(std::string_view cell) {
  const auto value = number(cell);
  return value && *value >= 0 ? value : std::nullopt;
}

/// Reads entry by entry: the head's five in their order, then contracts.
class StateReader {
 public:
  [[nodiscard]] Error read(std::string_view text) {
    if (Error error = base::read_list(text, {}, [this](std::string_view line) { return read_line(line); }))
      return error;
    if (lines_ < head.size()) return "ends before the lines model, through, days and anchored";
    return std::nullopt;
  }
  [[nodiscard]] Inventory inventory() && { return std::move(inventory_); }

 private:
  using ReadValue = Error (StateReader::*)(std::string_view);
  struct HeadLine {
    std::string_view name;
    ReadValue read;
  };
  static const std::array<HeadLine, 5> head;

  [[nodiscard]] Error read_line(std::string_view line) {
    const std::size_t at = lines_++;
    if (at >= head.size()) return read_contract(line);
    const std::string_view name = base::take_until(line, ',');
    if (name != head[at].name) return fmt::format("`{}` where `{}` is expected", base::shown(name), head[at].name);
    return (this->*head[at].read)(line);
  }

  [[nodiscard]] Error read_version(std::string_view value) {
    if (value == "1") return std::nullopt;
    return fmt::format("version `{}` of the inventory is not known; this program writes and reads 1",
                       base::shown(value));
  }

  [[nodiscard]] Error read_model(std::string_view value) {
    const auto model = exposure::parse_positioning(value);
    if (!model || (*model != exposure::PositioningModel::flow && *model != exposure::PositioningModel::open_close))
      return fmt::format("model `{}` is neither flow nor open_close", base::shown(value));
    inventory_.model = *model;
    return std::nullopt;
  }

  [[nodiscard]] Error read_through(std::string_view value) {
    if (value.empty()) return std::nullopt;
    inventory_.through = market::parse_date(value);
    if (!inventory_.through) return fmt::format("`{}` is not a date", base::shown(value));
    return std::nullopt;
  }

  [[nodiscard]] Error read_days(std::string_view value) {
    const auto days = natural(value);
    if (!days || *days > days_max || *days != std::floor(*days))
      return fmt::format("`{}` is not a number of days", base::shown(value));
    inventory_.days = static_cast<std::size_t>(*days);
    return std::nullopt;
  }

  [[nodiscard]] Error read_anchored(std::string_view value) {
    inventory_.anchored = value == "yes";
    if (value == "yes" || value == "no") return std::nullopt;
    return fmt::format("`{}` is neither yes nor no", base::shown(value));
  }

  [[nodiscard]] Error read_contract(std::string_view line) {
    const std::string_view text = base::trimmed(base::take_until(line, ','));
    const auto symbol = market::parse_osi(text);
    if (!symbol) return fmt::format("`{}` is no option symbol ({})", base::shown(text), to_string(symbol.error()));
    const auto contracts = number(base::take_until(line, ',')), variance = natural(base::take_until(line, ','));
    const auto volume = natural(base::take_until(line, ','));
    const std::string_view printed = base::trimmed(base::take_until(line, ','));
    const auto open_interest = natural(printed), at_anchor = number(line);
    if (!contracts || !variance || !volume || !at_anchor || (!printed.empty() && !open_interest))
      return fmt::format("`{}`: its five numbers cannot be read", base::shown(text));
    Held held{market::Contracts{*contracts}, ContractsSquared{*variance}, market::Contracts{*volume}, std::nullopt,
              market::Contracts{*at_anchor}};
    if (open_interest) held.open_interest = market::Contracts{*open_interest};
    if (inventory_.held.emplace(market::key_of(*symbol), held).second) return std::nullopt;
    return fmt::format("`{}` stands here twice", base::shown(text));
  }

  Inventory inventory_;
  std::size_t lines_ = 0;
};

const std::array<StateReader::HeadLine, 5> StateReader::head{{
    {"gammafield.inventory", &StateReader::read_version},
    {"model", &StateReader::read_model},
    {"through", &StateReader::read_through},
    {"days", &StateReader::read_days},
    {"anchored", &StateReader::read_anchored},
}};

}  // namespace

std::string to_text(const Inventory& inventory) {
  std::string text =
      fmt::format("{}\nmodel,{}\nthrough,{}\ndays,{}\nanchored,{}\n", first_line, to_string(inventory.model),
                  inventory.through ? market::to_string(*inventory.through) : "", inventory.days,
                  inventory.anchored ? "yes" : "no");
  text += "# symbol,contracts,variance,volume,open_interest,contracts_at_anchor\n";
  for (const auto& [key, held] : inventory.held) text += line_of(key, held);
  return text;
}

base::Result<Inventory, base::Refusal> inventory_from_text(std::string_view text, std::string_view name) {
  StateReader reader;
  if (const Error error = reader.read(text))
    return base::failure(base::Refusal{base::RefusalKind::input_rejected, fmt::format("{}: {}", name, *error)});
  return std::move(reader).inventory();
}

std::string to_positioning_file(const Inventory& inventory) {
  std::string text = "option,fraction\n";
  for (const auto& [key, held] : inventory.held) {
    const double open_interest = held.open_interest.value_or(market::Contracts{}).value();
    if (held.volume.value() <= 0 || open_interest <= 0) continue;
    text += fmt::format("{},{}\n", market::to_compact_osi(market::symbol_of(key)),
                        std::clamp(held.contracts.value() / open_interest, -1.0, 1.0));
  }
  return text;
}

}  // namespace gammafield::inventory
