#include "gammafield/sessions_option.h"

#include <optional>
#include <string_view>

#include <fmt/format.h>

namespace gammafield::app {
namespace {

using base::Refusal;

base::Result<std::optional<market::Date>, Refusal> date_of(std::string_view option, const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto date = market::parse_date(text);
  if (date) return date;
  return base::failure(
      Refusal{base::RefusalKind::usage, fmt::format("{}: {} is no date; write 2026-08-18", option, text)});
}

}  // namespace

void add_sessions_option(CLI::App& command, SessionsOption& option) {
  command.add_option("--since", option.since, "Of recorded sessions the first, as 2026-08-18");
  command.add_option("--until", option.until, "Of recorded sessions the last");
}

base::Result<store::Sessions, Refusal> sessions_of(const SessionsOption& option) {
  const auto since = date_of("--since", option.since), until = date_of("--until", option.until);
  if (!since || !until) return base::failure(since ? until.error() : since.error());
  return store::Sessions{*since, *until};
}

}  // namespace gammafield::app
