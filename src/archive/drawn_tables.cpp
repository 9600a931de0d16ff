#include <simdjson.h>

#include <array>
#include <span>

#include "archive/table.h"

namespace gammafield::archive {
namespace {

using duckdb::Type;
namespace dom = simdjson::dom;

/// A value of a Report: where it stands in it, or in one of its events.
struct Place {
  std::string_view column, pointer;
  Type type = Type::float64;
};

constexpr Place level_places[] = {
    {"spot", "/spot"},
    {"net_gex_usd_per_1pct", "/exposure/net_gex_usd_per_1pct"},
    {"gross_gex_usd_per_1pct", "/exposure/gross_gex_usd_per_1pct"},
    {"net_dex_usd", "/exposure/net_dex_usd"},
    {"regime", "/regime/label", Type::text},
    {"call_wall", "/levels/call_wall/strike"},
    {"call_wall_usd_per_1pct", "/levels/call_wall/value_usd_per_1pct"},
    {"put_wall", "/levels/put_wall/strike"},
    {"put_wall_usd_per_1pct", "/levels/put_wall/value_usd_per_1pct"},
    {"gamma_flip", "/levels/gamma_flip/price"},
    {"flip_range_low", "/levels/flip_range/low"},
    {"flip_range_high", "/levels/flip_range/high"},
    {"absolute_gamma", "/levels/absolute_gamma/strike"},
    {"peak_net", "/levels/peak_net/strike"},
    {"trigger", "/levels/trigger/strike"},
    {"oi_call_wall", "/open_interest/call_wall"},
    {"oi_put_wall", "/open_interest/put_wall"},
    {"pin", "/open_interest/pin"},
    {"max_pain", "/open_interest/max_pain/strike"},
    {"expected_move_usd", "/expected_move/usd"},
    {"atm_vol", "/expected_move/atm_vol"},
    {"standing_call_wall", "/session/call_wall/strike"},
    {"standing_call_wall_state", "/session/call_wall/state", Type::text},
    {"standing_put_wall", "/session/put_wall/strike"},
    {"standing_put_wall_state", "/session/put_wall/state", Type::text},
    {"standing_regime", "/session/regime/label", Type::text},
    {"coverage_oi", "/data_quality/coverage_oi"},
};

constexpr Place event_places[] = {
    {"time", "/time", Type::timestamp_utc},
    {"kind", "/kind", Type::text},
    {"text", "/text", Type::text},
};

/// What stands there; nothing where there is no such value, or null.
Cell value_at(const dom::element& from, const Place& place) {
  const auto found = from.at_pointer(place.pointer);
  if (place.type == Type::float64) {
    double number = 0;
    return found.get(number) == simdjson::SUCCESS ? Cell{number} : Cell{};
  }
  std::string_view text;
  if (found.get(text) != simdjson::SUCCESS) return {};
  if (place.type == Type::text) return text;
  const auto at = market::parse_instant(text);
  return at ? Cell{*at} : Cell{};
}

/// Rows that are objects of a snapshot's Report; a Report that cannot be read has none.
class ReportPage : public Page {
 public:
  ReportPage(const Moment& at, std::span<const Place> places) : at_(at), places_(places) {
    readable_ = parser_.parse(at.record.report).get(report_) == simdjson::SUCCESS;
  }
  [[nodiscard]] std::size_t size() const override { return rows_.size(); }
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const override {
    if (column == 0) return at_.number;
    if (column == 1) return at_.record.loaded->chain.as_of;
    if (column < 2 + places_.size()) return value_at(rows_[row], places_[column - 2]);
    return column == 2 + places_.size() ? Cell{at_.symbol} : Cell{at_.session};
  }

 protected:
  Moment at_;
  std::span<const Place> places_;
  dom::parser parser_;
  dom::element report_;
  bool readable_ = false;
  std::vector<dom::element> rows_;
};

class LevelsPage final : public ReportPage {
 public:
  explicit LevelsPage(const Moment& at) : ReportPage(at, level_places) {
    if (readable_) rows_.push_back(report_);
  }
};

class EventsPage final : public ReportPage {
 public:
  explicit EventsPage(const Moment& at) : ReportPage(at, event_places) {
    dom::array events;
    if (!readable_ || report_.at_pointer("/session/events").get(events) != simdjson::SUCCESS) return;
    for (const dom::element event : events) rows_.push_back(event);
  }
};

std::vector<ColumnName> columns_of(std::span<const Place> places) {
  std::vector<ColumnName> all{{"snapshot", Type::int32}, {"as_of", Type::timestamp_utc}};
  for (const Place& place : places) all.push_back({place.column, place.type});
  all.push_back({"symbol", Type::text});
  all.push_back({"date", Type::date});
  return all;
}

template <class Of>
std::unique_ptr<Page> page_of(const Moment& at) {
  return std::make_unique<Of>(at);
}

}  // namespace

std::span<const Table> drawn_tables() {
  static const std::array tables{
      Table{"levels", "a snapshot's levels a row", columns_of(level_places), page_of<LevelsPage>},
      Table{"events", "an event of a session a row", columns_of(event_places), page_of<EventsPage>},
  };
  return tables;
}

}  // namespace gammafield::archive
