#include "gammafield/platform_output.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

std::string format_names() {
  std::vector<std::string_view> names{"table", "json", "csv", "ndjson", "md"};
  for (const auto& each : platforms::formats()) names.push_back(each.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

bool asks_for_more(const PlatformOptions& options) {
  return !options.to.empty() || !options.by.empty() || !options.instrument.empty() || options.to_price > 0;
}

base::Result<platforms::Target, Refusal> target_of(const engine::Report& report, const PlatformOptions& options) {
  platforms::Target target;
  target.instrument = options.instrument;
  if (options.to.empty() && options.to_price <= 0 && options.by.empty()) return target;
  const platforms::ConversionWish wish{
      .to = options.to, .to_price = options.to_price, .by = platforms::parse_conversion_method(options.by)};
  auto conversion = platforms::conversion(report.symbol, report.spot, report.as_of, wish);
  if (!conversion) return base::failure(std::move(conversion.error()));
  target.conversion = std::move(*conversion);
  return target;
}

}  // namespace

void add_platform_options(CLI::App& command, PlatformOptions& options) {
  command.get_option("--format")->description("One of " + format_names());
  command.add_option("--to", options.to, "Levels as prices of another instrument: ES, NQ, RTY, SPY, QQQ ...");
  command.add_option("--to-price", options.to_price, "Its price at about the time of the chain")
      ->check(CLI::PositiveNumber);
  command.add_option("--by", options.by, "difference or ratio (default: as is usual for the two)")
      ->check(CLI::IsMember({"difference", "ratio"}));
  command.add_option("--instrument", options.instrument, "What the platform calls the instrument, as ESZ6.CME@RITHMIC");
}

base::Result<std::optional<platforms::Format>, Refusal> take_platform_format(ChainOptions& chain,
                                                                             const PlatformOptions& options) {
  const auto usage = [](std::string message) { return base::failure(Refusal{RefusalKind::usage, std::move(message)}); };
  const auto format = platforms::parse_format(chain.format);
  if (!format && !chain.format.empty() && !exports::parse_output_format(chain.format))
    return usage(fmt::format("--format {}: must be one of {}", chain.format, format_names()));
  if (!format && asks_for_more(options))
    return usage("--to, --to-price, --by, --instrument: only with a platform's --format, as tv or ninjatrader");
  if (format) chain.format.clear();
  return format;
}

std::optional<engine::Report> zero_dte_report(const std::shared_ptr<const ingest::LoadedChain>& snapshot,
                                              const ChainContext& context) {
  auto of_today = context;
  of_today.settings = engine::settings_for(of_today.settings, snapshot->chain.symbol);
  of_today.settings.expiry_filter = exposure::ExpiryFilter{exposure::ExpiryFilter::Kind::zero_dte};
  of_today.settings.detail = engine::Detail::levels;
  of_today.settings.bands_in_report = false;
  auto analysis = analyse(snapshot, of_today);
  if (!analysis) return std::nullopt;
  return std::move(analysis->report);
}

Outcome print_platform(const engine::Report& report, const engine::Report* zero_dte, platforms::Format format,
                       const PlatformOptions& options) {
  auto target = target_of(report, options);
  if (!target) return target.error();
  target->zero_dte = zero_dte;
  fmt::print(stderr, "{}", platforms::remarks(report, format, *target));
  return print(platforms::text(report, format, *target));
}

Outcome print_history(std::span<const engine::Report> reports, const PlatformOptions& options) {
  const auto last = std::ranges::max_element(reports, {}, &engine::Report::as_of);
  const auto target = target_of(*last, options);
  if (!target) return target.error();
  return print(platforms::pine_history(reports, *target));
}

}  // namespace gammafield::app
