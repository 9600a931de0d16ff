#include "engine/session_options.h"

#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace gammafield::engine {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

std::optional<double> number_in(std::string_view text, double low, double high) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  return whole && number >= low && number <= high ? std::optional{number} : std::nullopt;
}

std::optional<minutes> minutes_in(std::string_view text, int low, int high) {
  const auto number = number_in(text, low, high);
  const auto whole = minutes{static_cast<int>(number.value_or(0))};
  return number && static_cast<double>(whole.count()) == *number ? std::optional{whole} : std::nullopt;
}

template <class At>
Option yes_or_no(std::string_view key, std::string_view values, std::string_view help, At at) {
  const auto set = [at](Settings& settings, std::string_view text) {
    if (text != "true" && text != "false") return false;
    at(settings) = text == "true";
    return true;
  };
  return {key, values, help, set,
          [at](const Settings& s) { return std::string{at(const_cast<Settings&>(s)) ? "true" : "false"}; }};
}

Option hysteresis_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    const auto h = number_in(text, 0, 10);
    if (h) settings.session.h = *h;
    return h.has_value();
  };
  return {"hysteresis.h", "0.1", "share by which another strike must be worth more than the standing wall", set,
          [](const Settings& s) { return fmt::format("{}", s.session.h); }};
}

Option sampling_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    settings.session.every_price = text == "tick";
    if (text == "tick") return true;
    const auto every = number_in(text, 1, 3600);
    if (every) settings.session.watch.sampling = seconds{static_cast<int>(*every)};
    return every.has_value() && static_cast<int>(*every) == *every;
  };
  return {"state.sampling", "60|tick",
          "seconds between prices that are looked at, or each of them; part of what a break means", set,
          [](const Settings& s) {
            return s.session.every_price ? std::string{"tick"} : fmt::format("{}", s.session.watch.sampling.count());
          }};
}

minutes fake_minutes(const session::BreakRule& rule) {
  const auto* by_minutes = std::get_if<session::MinutesRule>(&rule);
  return by_minutes != nullptr ? by_minutes->fake : session::MinutesRule{}.fake;
}

std::optional<session::BreakRule> parse_break_rule(std::string_view text, minutes fake) {
  if (text == "close") return session::CloseRule{};
  const auto colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto name = text.substr(0, colon), amount = text.substr(colon + 1);
  if (name == "sustained") {
    const auto real = minutes_in(amount, 1, 390);
    return real ? std::optional<session::BreakRule>{session::MinutesRule{*real, fake}} : std::nullopt;
  }
  const auto number = number_in(amount, 1e-6, 100);
  if (!number) return std::nullopt;
  if (name == "pct") return session::ExcursionRule{*number / 100};
  if (name == "n_sigma") return session::SigmaRule{*number};
  return std::nullopt;
}

std::string break_rule_text(const session::BreakRule& rule) {
  struct Text {
    std::string operator()(const session::MinutesRule& r) const { return fmt::format("sustained:{}", r.real.count()); }
    std::string operator()(const session::CloseRule&) const { return "close"; }
    std::string operator()(const session::ExcursionRule& r) const {
      return fmt::format("pct:{:.6g}", 100 * r.fraction);
    }
    std::string operator()(const session::SigmaRule& r) const { return fmt::format("n_sigma:{}", r.expected_moves); }
  };
  return std::visit(Text{}, rule);
}

Option break_rule_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    auto& rule = settings.session.watch.broken;
    const auto parsed = parse_break_rule(text, fake_minutes(rule));
    if (parsed) rule = *parsed;
    return parsed.has_value();
  };
  return {"state.break_rule", "sustained:20|sustained:N|close|pct:R|n_sigma:R",
          "when a wall is BROKEN: N minutes beyond, a close beyond, R percent or expected moves beyond", set,
          [](const Settings& s) { return break_rule_text(s.session.watch.broken); }};
}

Option fake_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    auto* rule = std::get_if<session::MinutesRule>(&settings.session.watch.broken);
    const auto fake = minutes_in(text, 0, 390);
    if (rule != nullptr && fake) rule->fake = *fake;
    return rule != nullptr && fake.has_value();
  };
  return {"state.fake_minutes", "15", "back within so many minutes an attempt was FAKE; with break_rule=sustained only",
          set, [](const Settings& s) { return fmt::format("{}", fake_minutes(s.session.watch.broken).count()); }};
}

Option reclaim_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    const auto reclaim = minutes_in(text, 0, 390);
    if (reclaim) settings.session.watch.reclaim = *reclaim;
    return reclaim.has_value();
  };
  return {"state.reclaim", "20", "minutes back inside after which a broken wall is HOLDING again", set,
          [](const Settings& s) { return fmt::format("{}", s.session.watch.reclaim.count()); }};
}

Option buffer_option() {
  const auto set = [](Settings& settings, std::string_view text) {
    const auto buffer = number_in(text, 0, 1e6);
    if (buffer) settings.session.watch.buffer = market::Usd{*buffer};
    return buffer.has_value();
  };
  return {"state.buffer", "0", "beyond a wall is farther than this from its strike, in dollars", set,
          [](const Settings& s) { return fmt::format("{}", s.session.watch.buffer.value()); }};
}

}  // namespace

std::vector<Option> session_options() {
  return {
      hysteresis_option(),
      yes_or_no("hysteresis.carry_sessions", "true|false", "walls stand over night; false: elected anew each session",
                [](Settings& s) -> bool& { return s.session.carry_sessions; }),
      yes_or_no("hysteresis.reelect_on_break", "true|false",
                "a broken wall hands over at once to the best one beyond price",
                [](Settings& s) -> bool& { return s.session.reelect_on_break; }),
      sampling_option(),
      break_rule_option(),
      fake_option(),
      reclaim_option(),
      yes_or_no("state.sticky", "false|true", "BROKEN stays to the session's end, whatever price does",
                [](Settings& s) -> bool& { return s.session.watch.sticky; }),
      buffer_option()};
}

}  // namespace gammafield::engine
