#include "laboratory/walkthrough_text.h"

#include <cmath>

#include <fmt/format.h>

#include "exports/numerals.h"
#include "exports/paragraph.h"

namespace gammafield::laboratory {
namespace {

using exports::TextStyle;
using exports::Tone;
using hedging::MoveEffect;
using hedging::WalkStep;
using hedging::Walkthrough;

std::string shares_text(market::Shares shares) { return exports::grouped_integer(shares.value()); }

std::string trade_text(market::Shares trade) {
  if (trade.value() == 0) return "does not trade";
  return fmt::format("{} {}", trade.value() > 0 ? "buys" : "sells", exports::grouped_integer(std::abs(trade.value())));
}

std::string holding_text(market::Shares hedge) {
  const char* verb = hedge.value() < 0 ? "short" : "holds";
  return fmt::format("{} {}", verb, exports::grouped_integer(std::abs(hedge.value())));
}

std::string effect_text(MoveEffect effect) {
  switch (effect) {
    case MoveEffect::none: return "";
    case MoveEffect::dampens: return ": against the move, dampens";
    case MoveEffect::amplifies: return ": with the move, amplifies";
  }
  return "";
}

Tone tone_of(MoveEffect effect) {
  if (effect == MoveEffect::none) return Tone::strong;
  return effect == MoveEffect::dampens ? Tone::dampening : Tone::amplifying;
}

std::string gain_text(const WalkStep& step) {
  const double gain = step.options_gain.value() + step.hedge_gain.value();
  if (step.options_gain.value() == 0 && step.hedge_gain.value() == 0) return "";
  return fmt::format("; the move: options {}, shares {}, {}", exports::signed_money(step.options_gain.value()),
                     exports::signed_money(step.hedge_gain.value()),
                     std::abs(gain) < 0.5 ? "a wash" : "together " + exports::signed_money(gain));
}

/// What the text says, where it says something else.
std::string difference_text(const WalkStep& step) {
  const auto& text = step.move.holds;
  if (!text || *text == step.hedge) return "";
  return fmt::format(" The text has {}.", shares_text(*text));
}

/// A blank line in Markdown keeps two lines apart; two blanks at the end of a line break it.
std::string step_text(const WalkStep& step, std::size_t number, const TextStyle& style) {
  const auto happens = fmt::format("{}. {}", number, step.move.what);
  const auto does = fmt::format("net delta {}: {}, now {}{}", shares_text(step.net_before), trade_text(step.trade),
                                holding_text(step.hedge), effect_text(step.effect));
  const auto why = fmt::format("delta {:.4g}, options {}{}.{}", step.delta.value(), shares_text(step.options_delta),
                               gain_text(step), difference_text(step));
  const char* line = style.markdown ? "\n\n" : "\n";
  return fmt::format(" {}{}    {}{}{}", happens, line, exports::paint(does, tone_of(step.effect), style), line,
                     exports::paragraph("   " + why, 4)) +
         (style.markdown ? "\n" : "");
}

std::string story_text(const Walkthrough& story, hedging::Deltas deltas, const TextStyle& style) {
  const bool by_model = deltas == hedging::Deltas::model && story.model;
  std::string text = style.markdown ? "## " + story.name + ": " + story.title + "\n\n"
                                    : " " + exports::paint(story.name, Tone::strong, style) + "  " + story.title + "\n";
  text += fmt::format(" {}; deltas by {}\n\n", story.source, by_model ? "Black-Scholes" : "the text");
  std::size_t number = 1;
  for (const WalkStep& step : hedging::walk(story, deltas)) text += step_text(step, number++, style);
  return text;
}

std::string verdicts_text(const std::vector<hedging::Verdict>& verdicts, const TextStyle& style) {
  std::string text = style.markdown ? "## claims: what the texts say and does not follow\n\n"
                                    : " " + exports::paint("claims", Tone::strong, style) +
                                          "  What the texts say and does not follow\n\n";
  for (const auto& verdict : verdicts) {
    text +=
        exports::paragraph(fmt::format("{:<4}The text says: {} ({}).", verdict.id, verdict.says, verdict.source), 5);
    if (style.markdown) text += "\n";
    text += exports::paragraph(fmt::format("    It follows: {}.", verdict.follows), 5);
    if (style.markdown) text += "\n";
  }
  return text;
}

}  // namespace

std::string walkthrough_text(const Walkthroughs& told, const TextStyle& style) {
  std::string text;
  for (const auto& story : told.stories) text += story_text(story, told.deltas, style) + "\n";
  if (!told.verdicts.empty()) text += verdicts_text(told.verdicts, style) + "\n";
  return text + exports::paragraph("Shares of delta; + is long. An illustration of hedging, not a signal.", 1);
}

std::string walkthrough_csv(const Walkthroughs& told) {
  std::string text = exports::csv_record({"name", "step", "what", "spot", "delta", "options_delta_shares",
                                          "net_before_shares", "trade_shares", "hedge_shares", "options_gain_usd",
                                          "hedge_gain_usd", "effect", "text_hedge_shares"});
  const auto number = [](double value) { return fmt::format("{}", value); };
  for (const auto& story : told.stories) {
    std::size_t place = 1;
    for (const WalkStep& step : hedging::walk(story, told.deltas)) {
      text += exports::csv_record(
          {story.name, fmt::format("{}", place++), step.move.what, number(step.move.spot.value()),
           number(step.delta.value()), number(step.options_delta.value()), number(step.net_before.value()),
           number(step.trade.value()), number(step.hedge.value()), number(step.options_gain.value()),
           number(step.hedge_gain.value()), std::string{to_string(step.effect)},
           step.move.holds ? number(step.move.holds->value()) : ""});
    }
  }
  return text;
}

}  // namespace gammafield::laboratory
