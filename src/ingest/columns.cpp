#include "ingest/columns.h"

#include <algorithm>

#include "ingest/column_names.h"

namespace gammafield::ingest {
namespace {

std::size_t index(Meaning meaning) { return static_cast<std::size_t>(meaning); }
std::size_t index(Side side) { return static_cast<std::size_t>(side); }

/// Meanings that a wide table gives once for the call and once for the put.
bool belongs_to_contract(Meaning meaning) {
  switch (meaning) {
    case Meaning::option_symbol:
    case Meaning::any_symbol:
    case Meaning::bid:
    case Meaning::ask:
    case Meaning::last:
    case Meaning::vol:
    case Meaning::gamma:
    case Meaning::delta:
    case Meaning::open_interest:
    case Meaning::volume:
    case Meaning::trade_time: return true;
    default: return false;
  }
}

bool takes_place_of(const ColumnUse& better, const ColumnUse& worse) {
  return better.meaning == worse.meaning && better.side == worse.side && better.rank < worse.rank;
}

bool same_place(const ColumnUse& a, const ColumnUse& b) { return a.meaning == b.meaning && a.side == b.side; }

std::optional<ColumnUse> sided_use(std::string_view plain) {
  static constexpr std::array<std::pair<std::string_view, Side>, 6> prefixes{{{"call", Side::call},
                                                                              {"put", Side::put},
                                                                              {"ce.", Side::call},
                                                                              {"pe.", Side::put},
                                                                              {"c", Side::call},
                                                                              {"p", Side::put}}};
  for (const auto& [prefix, side] : prefixes) {
    if (!plain.starts_with(prefix)) continue;
    auto use = named_use(plain.substr(prefix.size()));
    if (!use || !belongs_to_contract(use->meaning)) continue;
    use->side = side;
    return use;
  }
  return std::nullopt;
}

/// `bid_1545` is the bid a quarter of an hour before the close.
std::optional<ColumnUse> use_of_plain(std::string_view plain) {
  constexpr std::string_view at_1545 = "1545";
  if (plain.size() > at_1545.size() && plain.ends_with(at_1545)) {
    auto use = named_use(plain.substr(0, plain.size() - at_1545.size()));
    if (use) use->at_1545 = true;
    return use;
  }
  const auto use = named_use(plain);
  return use ? use : sided_use(plain);
}

}  // namespace

std::string plain_name(std::string_view name) {
  constexpr std::string_view dropped = " \t\r\n_-[]\"'";
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (name.starts_with(byte_order_mark)) name.remove_prefix(byte_order_mark.size());
  std::string plain;
  for (const char c : name)
    if (dropped.find(c) == dropped.npos) plain += (c >= 'A' && c <= 'Z') ? static_cast<char>(c - 'A' + 'a') : c;
  return plain;
}

std::optional<ColumnUse> column_use(std::string_view name) { return use_of_plain(plain_name(name)); }

std::string_view RowCells::at(Meaning meaning, Side side) const {
  const std::string_view own = by_side[index(side)][index(meaning)];
  return own.empty() ? by_side[index(Side::both)][index(meaning)] : own;
}

std::string_view RowCells::own(Meaning meaning, Side side) const { return by_side[index(side)][index(meaning)]; }

bool RowCells::wide() const { return has(Side::call) || has(Side::put); }

bool RowCells::has(Side side) const {
  return std::ranges::any_of(by_side[index(side)], [](std::string_view cell) { return !cell.empty(); });
}

void RowCells::set(const ColumnUse& use, std::string_view cell) { by_side[index(use.side)][index(use.meaning)] = cell; }

/// On the export of Deribit's page `Open` is the open interest; everywhere else it is a price.
std::optional<ColumnUse> Columns::use_on_page(std::string_view plain) const {
  const bool deribit_page = plain == "open" && has_name("instrument") && has_name("extvalue");
  return deribit_page ? std::optional{ColumnUse{.meaning = Meaning::open_interest}} : use_of_plain(plain);
}

Columns::Columns(const std::vector<std::string_view>& names) {
  for (const std::string_view name : names) names_.push_back(plain_name(name));
  for (std::size_t column = 0; column < names_.size(); ++column) {
    const auto use = use_on_page(names_[column]);
    if (!use) continue;
    const auto same = std::ranges::find_if(used_, [&](const Used& used) { return same_place(used.use, *use); });
    if (same == used_.end()) {
      used_.push_back({column, *use});
    } else if (takes_place_of(*use, same->use)) {
      *same = {column, *use};
    }
  }
  for (const auto& [column, use] : used_) {
    wide_ = wide_ || use.side != Side::both;
    quotes_at_1545_ = quotes_at_1545_ || (use.at_1545 && use.meaning == Meaning::bid);
    utc_ = utc_ || (use.utc && use.meaning == Meaning::quote_date);
  }
}

bool Columns::has(Meaning meaning) const {
  return std::ranges::any_of(used_, [&](const Used& used) { return used.use.meaning == meaning; });
}

bool Columns::has_name(std::string_view plain) const { return std::ranges::find(names_, plain) != names_.end(); }

bool Columns::describes_contracts() const {
  if (has(Meaning::option_symbol)) return true;
  const bool dated = has(Meaning::expiry) || has(Meaning::days_to_expiry);
  return has(Meaning::strike) && dated && (has(Meaning::right) || wide_);
}

std::uint32_t Columns::cell_number(Meaning meaning) const {
  const auto found = std::ranges::find_if(used_, [&](const Used& used) { return used.use.meaning == meaning; });
  return found == used_.end() ? 0 : static_cast<std::uint32_t>(found->column + 1);
}

void Columns::sort_into(RowCells& row, const std::vector<std::string_view>& cells) const {
  for (const auto& [column, use] : used_) row.set(use, cells[column]);
}

}  // namespace gammafield::ingest
