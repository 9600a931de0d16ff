#include "engine/config_file.h"

#include <algorithm>
#include <cctype>
#include <string>

#include <fmt/format.h>

#include "base/list_file.h"

namespace gammafield::engine {
namespace {

using base::shown;
using base::trimmed;

constexpr base::ListRules rules{.lines_max = 10'000};
constexpr std::size_t symbol_length_max = 16;

bool is_symbol(std::string_view text) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' || c == '^';
  };
  return !text.empty() && text.size() <= symbol_length_max && std::ranges::all_of(text, fits);
}

/// Reads entries into settings, each for the underlying that was named last.
class Reader {
 public:
  explicit Reader(Settings& settings) : settings_(settings) {}

  std::optional<std::string> operator()(std::string_view entry) {
    return entry.front() == '[' ? section(entry) : assignment(entry);
  }

 private:
  std::optional<std::string> section(std::string_view entry) {
    if (entry.back() != ']') return fmt::format("`{}`: a symbol stands in brackets: [SPX]", shown(entry));
    const std::string_view symbol = trimmed(entry.substr(1, entry.size() - 2));
    if (symbol != "*" && !is_symbol(symbol))
      return fmt::format("[{}]: not a symbol; write [SPX], or [*] for all", shown(symbol));
    symbol_ = symbol == "*" ? "" : std::string{symbol};
    return std::nullopt;
  }

  std::optional<std::string> assignment(std::string_view entry) {
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos) return fmt::format("`{}`: write KEY = VALUE", shown(entry));
    const std::string_view key = trimmed(entry.substr(0, equals)), value = trimmed(entry.substr(equals + 1));
    if (key == "preset") return preset(value);
    const auto refusal = apply_option(
        settings_, symbol_.empty() ? fmt::format("{}={}", key, value) : fmt::format("{}:{}={}", symbol_, key, value));
    return refusal ? std::optional{one_line(refusal->message)} : std::nullopt;
  }

  std::optional<std::string> preset(std::string_view name) {
    if (!symbol_.empty()) return "a preset is for all; write it before the first [SYMBOL]";
    const auto refusal = apply_preset(settings_, name);
    return refusal ? std::optional{one_line(refusal->message)} : std::nullopt;
  }

  /// The refusals of options name what was typed, which in a file may hold anything.
  static std::string one_line(std::string message) {
    std::ranges::replace_if(message, [](unsigned char c) { return std::iscntrl(c) != 0 || c >= 0x7f; }, '?');
    return message;
  }

  Settings& settings_;
  std::string symbol_;
};

}  // namespace

std::optional<base::Refusal> apply_config(Settings& settings, std::string_view text, std::string_view name) {
  Settings changed = settings;
  if (const auto wrong = base::read_list(text, rules, Reader{changed}))
    return base::Refusal{base::RefusalKind::usage, fmt::format("{}: {}", name, *wrong)};
  settings = std::move(changed);
  return std::nullopt;
}

}  // namespace gammafield::engine
