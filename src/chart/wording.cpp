#include "chart/wording.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "chart/level_marks.h"
#include "chart/number_text.h"

namespace gammafield::chart {
namespace {

using engine::Report;

std::string_view dealers_assumed(exposure::PositioningModel model) {
  switch (model) {
    case exposure::PositioningModel::naive: return "long calls, short puts (naive)";
    case exposure::PositioningModel::all_short: return "short every option (all_short)";
    case exposure::PositioningModel::all_long: return "long every option (all_long)";
    case exposure::PositioningModel::index_gpp:
      return "short out-of-the-money index puts, flat in other index options, long stock and fund options (index_gpp)";
    case exposure::PositioningModel::user: return "positioned as the user's file says";
    case exposure::PositioningModel::flow: return "positioned as trades suggest (flow)";
    case exposure::PositioningModel::open_close: return "positioned as open-close files sum up to (open_close)";
  }
  return "";
}

std::string_view as_of_note(market::AsOfSource source) {
  switch (source) {
    case market::AsOfSource::file: return "";
    case market::AsOfSource::user: return " (time given by the user)";
    case market::AsOfSource::session_close: return " (taken to be the session's close)";
    case market::AsOfSource::last_trade: return " (time of the last trade)";
  }
  return "";
}

std::string_view spot_note(market::SpotSource source) {
  switch (source) {
    case market::SpotSource::file: return "";
    case market::SpotSource::user: return " (given by the user)";
    case market::SpotSource::parity: return " (implied by put-call parity)";
    case market::SpotSource::vendor_deltas: return " (implied by the vendor's deltas)";
  }
  return "";
}

std::string convention(const Report& report) {
  return fmt::format(
      "Dealers are assumed {}: inferred, not observed. Exposure (GEX) is {} of stock traded per 1 % move. Positive: "
      "hedging trades against the move (dampening). Negative: with it (amplifying).",
      dealers_assumed(report.settings.positioning.model()), report.calendar->rules().money_word);
}

std::string in_words(std::string code) {
  std::ranges::replace(code, '_', ' ');
  return code;
}

std::string counted(const engine::Counts& counts) {
  std::vector<std::string> parts;
  for (const auto& [reason, number] : counts) {
    parts.push_back(
        fmt::format("{} {}", whole_number(market::Contracts{static_cast<double>(number)}), in_words(reason)));
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string left_out(const engine::DataQuality& quality) {
  const auto rejected = counted(quality.rejected), unpriced = counted(quality.unpriced);
  std::string text;
  if (!rejected.empty()) text += " Rejected: " + rejected + ".";
  if (!unpriced.empty()) text += " Not priced: " + unpriced + ".";
  return text;
}

/// The codes of what the reader and the pricing noticed; `inspect` gives the particulars.
std::string notes(const engine::DataQuality& quality) {
  if (quality.flags.empty()) return "";
  std::vector<std::string> codes;
  for (const auto& flag : quality.flags) codes.push_back(in_words(flag.code));
  return fmt::format(" Noted: {}.", fmt::join(codes, ", "));
}

std::string data(const Report& report) {
  const auto& quality = report.quality;
  const auto number = [](std::size_t n) { return whole_number(market::Contracts{static_cast<double>(n)}); };
  std::string text = fmt::format(
      "{} of {} contracts counted, with {} of live open interest (expiries: {}); the others have none or were left "
      "out.",
      number(quality.used), number(quality.contracts), percent({quality.coverage_oi}),
      report.settings.expiry_filter.to_string());
  return text + left_out(quality);
}

std::string out_of_view(const Report& report, const BarSet& bars) {
  std::string text;
  if (bars.bin_width) {
    text += fmt::format(" Bars sum the strikes of {} {} each.", price_text(market::Strike{*bars.bin_width}),
                        report.calendar->rules().money_word);
  }
  if (bars.strikes_outside > 0) {
    text += fmt::format(
        " Outside the picture: {} strikes with {} of gross exposure, counted in the totals and the profile.",
        bars.strikes_outside, percent({bars.gross_outside}));
  }
  return text;
}

}  // namespace

std::string title_text(const Report& report) {
  return fmt::format("{} dealer gamma exposure, {}", report.symbol, time_text(report.as_of, *report.calendar));
}

std::string subtitle_text(const Report& report) {
  std::string text = fmt::format("Spot {}{} · {}{}", price_text(report.spot), spot_note(report.spot_source),
                                 time_text(report.as_of, *report.calendar), as_of_note(report.as_of_source));
  if (report.calendar->local(report.as_of).date != report.session) text += " · session of " + day_text(report.session);
  if (report.oi_date) return text + " · open interest of " + day_text(*report.oi_date);
  return text + (report.calendar->rules().open_interest_runs ? " · open interest of that moment"
                                                             : " · date of open interest unknown");
}

std::string regime_text(const Report& report) {
  if (!(report.levels.totals.gross_gex.value() > 0)) return "Unknown: nothing could be priced";
  switch (report.levels.regime.label) {
    case levels::RegimeLabel::positive: return "Positive: hedging dampens moves";
    case levels::RegimeLabel::negative: return "Negative: hedging amplifies moves";
    case levels::RegimeLabel::transition: return "Transition: net near zero";
  }
  return "";
}

std::string description_text(const Report& report) {
  const auto& totals = report.levels.totals;
  std::string text = fmt::format("Net GEX {} per 1 % move, gross {}. {}.", signed_money(totals.net_gex),
                                 money(totals.gross_gex), regime_text(report));
  for (const auto& mark : level_marks(report)) text += fmt::format(" {}: {}.", mark.name, mark.value);
  for (const auto& sentence : missing_levels(report)) text += " " + sentence;
  return text + " Context, not a signal.";
}

std::vector<std::string> footer_paragraphs(const Report& report, const BarSet& bars) {
  return {convention(report), data(report) + out_of_view(report, bars) + notes(report.quality)};
}

}  // namespace gammafield::chart
