#include "studies/predictions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "ingest/excerpt.h"
#include "ingest/number.h"
#include "studies/named_table.h"

namespace gammafield::studies {
namespace {

constexpr std::array<std::string_view, 9> columns{"session",      "attempt",      "landmark",     "y",           "part",
                                                  break_rungs[0], break_rungs[1], break_rungs[2], break_rungs[3]};

std::string wrong(std::string_view column, std::string_view cell, std::string_view wanted) {
  return fmt::format("{} is \"{}\"; it is {}", column, ingest::excerpt(cell), wanted);
}

/// One part of the file while it is read.
class Part {
 public:
  Part() {
    for (const auto rung : break_rungs) forecasts_.cases.rungs.push_back({std::string(rung), {}});
    forecasts_.cases.reference = walk_rung;
  }

  [[nodiscard]] std::optional<std::string> add(const NamedRow& row) {
    const auto session = market::parse_date(row.cells[0]);
    if (!session) return wrong(columns[0], row.cells[0], "a date, 2026-01-20");
    const auto landmark = ingest::parse_number(row.cells[2]);
    constexpr double most = 1440;
    if (!landmark || *landmark < 0 || *landmark > most || *landmark != std::floor(*landmark))
      return wrong(columns[2], row.cells[2], "whole minutes");
    if (row.cells[3] != "0" && row.cells[3] != "1") return wrong(columns[3], row.cells[3], "0 or 1");
    std::array<double, break_rungs.size()> forecast{};
    for (std::size_t i = 0; i < forecast.size(); ++i) {
      const auto number = ingest::parse_number(row.cells[5 + i]);
      if (!number || *number < 0 || *number > 1)
        return wrong(break_rungs.at(i), row.cells[5 + i], "a probability, 0 to 1");
      forecast.at(i) = *number;
    }
    const auto minutes = static_cast<int>(*landmark);
    if (!seen_.emplace(*session, row.cells[1], minutes).second)
      return fmt::format("a second forecast for attempt \"{}\" at {} minutes", ingest::excerpt(row.cells[1]), minutes);
    sessions_.push_back(*session);
    forecasts_.landmarks.push_back(minutes);
    forecasts_.cases.outcomes.push_back(row.cells[3] == "1" ? 1 : 0);
    for (std::size_t i = 0; i < forecast.size(); ++i) forecasts_.cases.rungs[i].forecasts.push_back(forecast.at(i));
    return std::nullopt;
  }

  [[nodiscard]] std::optional<Forecasts> take() {
    if (sessions_.empty()) return std::nullopt;
    std::map<market::Date, std::uint32_t> place;
    for (const auto session : sessions_) place.emplace(session, 0);
    std::uint32_t next = 0;
    for (auto& each : place) each.second = next++;
    for (const auto session : sessions_) forecasts_.cases.days.push_back(place.at(session));
    forecasts_.first = place.begin()->first;
    forecasts_.last = place.rbegin()->first;
    std::set<std::pair<market::Date, std::string_view>> attempts;
    for (const auto& [session, attempt, minutes] : seen_) attempts.emplace(session, attempt);
    forecasts_.attempts = attempts.size();
    return std::move(forecasts_);
  }

 private:
  Forecasts forecasts_;
  std::vector<market::Date> sessions_;  ///< of each case
  std::set<std::tuple<market::Date, std::string, int>> seen_;
};

}  // namespace

base::Result<Predictions, base::Refusal> read_predictions(std::string_view text, std::string_view name) {
  Part folds, holdout;
  const auto refused = read_named_table(text, name, columns, [&](const NamedRow& row) -> std::optional<std::string> {
    if (row.cells[4] == "fold") return folds.add(row);
    if (row.cells[4] == "holdout") return holdout.add(row);
    return wrong(columns[4], row.cells[4], "fold or holdout");
  });
  if (refused) return base::failure(*refused);
  Predictions predictions{folds.take(), holdout.take()};
  if (!predictions.folds && !predictions.holdout)
    return base::failure(base::Refusal{base::RefusalKind::no_usable_data,
                                       fmt::format("{}: no forecast; with fewer than 54 sessions of attempts there is "
                                                   "no session to forecast after the training",
                                                   name)});
  return predictions;
}

}  // namespace gammafield::studies
