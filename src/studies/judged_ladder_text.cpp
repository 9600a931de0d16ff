#include <cmath>

#include <fmt/format.h>

#include "exports/clean_text.h"
#include "exports/paragraph.h"
#include "studies/judged_ladder_output.h"

namespace gammafield::studies {
namespace {

using exports::TextStyle;
using exports::TextTable;
using exports::Tone;
using statistics::Estimate;
using Align = TextTable::Align;

/// A minus is U+2212.
std::string number(double value, int decimals) {
  const auto digits = fmt::format("{:.{}f}", std::abs(value), decimals);
  return (value < 0 ? "−" : "") + digits;
}

std::string signed_number(double value, int decimals) { return (value >= 0 ? "+" : "") + number(value, decimals); }

std::string share_text(const std::optional<Estimate>& share) {
  if (!share) return "cannot be told";
  return fmt::format("{} ({} to {})", number(share->value, 2), number(share->low, 2), number(share->high, 2));
}

std::string difference_text(const std::optional<Estimate>& difference, int decimals) {
  if (!difference) return "cannot be told";
  return fmt::format("{} ({} to {})", signed_number(difference->value, decimals),
                     signed_number(difference->low, decimals), signed_number(difference->high, decimals));
}

template <class T, class Get>
std::optional<Estimate> of(const std::optional<T>& maybe, Get get) {
  return maybe ? std::optional<Estimate>((*maybe).*get) : std::nullopt;
}

class Text {
 public:
  Text(const JudgedLadder& judged, const TextStyle& style) : judged_(judged), style_(style) {}

  [[nodiscard]] std::string take() {
    const auto name =
        style_.markdown ? exports::markdown_escaped(exports::clean(judged_.name)) : exports::clean(judged_.name);
    heading("The break model: " + name, 1);
    for (const auto& sentence : verdict_sentences(judged_)) line(exports::paint(sentence, Tone::strong, style_));
    if (judged_.folds) part("Walk-forward: sessions after those that the models were trained on", *judged_.folds);
    if (judged_.holdout) part("Holdout: the last sessions, opened once", *judged_.holdout);
    notes();
    return std::move(out_);
  }

 private:
  void heading(std::string_view text, int level) {
    if (!out_.empty()) out_ += '\n';
    out_ += style_.markdown ? fmt::format("{} {}\n\n", level == 1 ? "#" : "##", text)
                            : fmt::format(" {}\n", exports::paint(text, Tone::strong, style_));
  }

  void line(const std::string& text) { out_ += style_.markdown ? "- " + text + "\n" : exports::paragraph(text, 3); }

  void part(std::string_view title, const JudgedPart& part) {
    heading(title, 2);
    line(fmt::format("{} attempts on {} days, {} to {}: price was beyond at the end in {} of {} forecasts",
                     part.attempts, part.ladder.days, market::to_string(part.first), market::to_string(part.last),
                     part.ladder.happened, part.ladder.cases));
    out_ += '\n' + rungs(part) + '\n' + against(part) + '\n' + landmarks(part);
  }

  [[nodiscard]] std::string rungs(const JudgedPart& part) const {
    TextTable table{
        {"model", "log loss", "Brier", "area under curve, by days", "calibration slope", "calibration error"},
        {Align::left, Align::right, Align::right, Align::right, Align::right, Align::right}};
    for (const auto& rung : part.ladder.rungs)
      table.add({{rung.name},
                 {fmt::format("{:.4f}", rung.log_loss)},
                 {fmt::format("{:.4f}", rung.brier)},
                 {share_text(rung.auc_by_days)},
                 {share_text(of(rung.recalibration, &learning::Recalibration::slope))},
                 {fmt::format("{:.3f}", rung.calibration_error)}});
    return table.render(style_);
  }

  [[nodiscard]] std::string against(const JudgedPart& part) const {
    TextTable table{{"against the walk", "log loss better by", "area larger by", "the same, by days", "verdict"},
                    {Align::left, Align::right, Align::right, Align::right, Align::left}};
    for (const auto& rung : part.ladder.against)
      table.add({{rung.name},
                 {difference_text(of(rung.log_loss, &statistics::Tested::figure), 4)},
                 {difference_text(of(rung.auc, &learning::AucDifference::difference), 3)},
                 {difference_text(rung.auc_by_days, 3)},
                 {std::string(to_string(rung.verdict))}});
    return table.render(style_);
  }

  [[nodiscard]] std::string landmarks(const JudgedPart& part) const {
    std::vector<std::string> heads{"area at", "forecasts", "happened"};
    heads.insert(heads.end(), break_rungs.begin(), break_rungs.end());
    TextTable table{heads, std::vector(heads.size(), Align::right)};
    for (const auto& landmark : part.landmarks) {
      std::vector<exports::Cell> row{{fmt::format("{} min", landmark.landmark)},
                                     {std::to_string(landmark.cases)},
                                     {std::to_string(landmark.happened)}};
      for (const auto& area : landmark.areas) row.push_back({area ? fmt::format("{:.2f}", *area) : "none"});
      table.add(std::move(row));
    }
    return table.render(style_);
  }

  void notes() {
    heading("How to read it", 2);
    line(
        "walk: a driftless walk that knows how far beyond the wall price is and how much of the hour is left. Its "
        "area grows with the minutes that are over, whatever the wall does.");
    line(
        fmt::format("A model is accepted if log loss and area are both better than the walk's, by intervals of {:g} % "
                    "over days, and the area by DeLong's interval too.",
                    100 * judged_.rule.bootstrap.confidence));
    line("What all walls do alike mends the log loss but orders nothing; it is not taken for knowledge of a wall.");
    line("Not advice: what was, in these data, and how sure one can be of it.");
  }

  const JudgedLadder& judged_;
  const TextStyle& style_;
  std::string out_;
};

}  // namespace

std::string ladder_text(const JudgedLadder& judged, const TextStyle& style) { return Text{judged, style}.take(); }

}  // namespace gammafield::studies
