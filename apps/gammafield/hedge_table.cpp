#include <charconv>
#include <memory>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/hedge_parts.h"
#include "laboratory/table_text.h"

namespace gammafield::app {
namespace {

struct TableOptions : ChainOptions {
  double vol_percent = 15, flow_usd = 2e9;
  std::vector<double> bands{0.10, 0.15};
  std::vector<std::string> calls;  ///< `--call 5,30d`
};

std::optional<double> positive_number(std::string_view text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || !(number >= 0 && number <= 1e4)) return std::nullopt;
  return number;
}

/// `5,30d` or `0,3h`: percent out of the money, and the time left.
std::optional<hedging::RehedgeCase> parse_call(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == std::string_view::npos || comma + 2 > text.size()) return std::nullopt;
  const char unit = text.back();
  const auto percent = positive_number(text.substr(0, comma));
  const auto length = positive_number(text.substr(comma + 1, text.size() - comma - 2));
  if (!percent || !length || *length == 0 || (unit != 'd' && unit != 'h')) return std::nullopt;
  hedging::RehedgeCase call;
  const auto where = *percent == 0 ? "ATM" : fmt::format("{:g} % OTM", *percent);
  call.name = fmt::format("{}, {:g} {}", where, *length, unit == 'd' ? "days" : "hours");
  call.out_of_the_money = *percent / 100;
  call.left = market::Years{*length / (unit == 'd' ? 365 : 365 * 24)};
  return call;
}

std::string what_is_wrong(const std::string& call) {
  if (parse_call(call)) return "";
  return fmt::format("{}: wants percent out of the money and time left, as 5,30d or 0,3h", call);
}

std::vector<hedging::RehedgeCase> cases_of(const TableOptions& options) {
  if (options.calls.empty()) return hedging::text_cases(market::Spot{options.spot});
  std::vector<hedging::RehedgeCase> cases;
  for (const auto& call : options.calls) cases.push_back(*parse_call(call));
  return cases;
}

Outcome run(const TableOptions& options) {
  const auto context = understand(options);
  if (!context) return context.error();
  const market::Spot spot{options.spot};
  const auto table = hedging::rehedge_table(spot, market::ImpliedVol{options.vol_percent / 100},
                                            hedging::rehedge_bands(options.bands, spot), cases_of(options));
  hedging::OutsideFlow outside;
  outside.flow = market::Usd{options.flow_usd};
  const Forms forms{
      .json = [&](int indent) { return laboratory::rehedge_json(table, outside, indent); },
      .csv = [&] { return laboratory::rehedge_csv(table); },
      .text = [&](const auto& style) { return laboratory::rehedge_text(table, outside, style); },
  };
  return print(rendered(forms, *context));
}

}  // namespace

void add_hedge_table(CLI::App& hedge, Run& chosen) {
  auto* command = hedge.add_subcommand("table",
                                       "How far spot moves until an option has to be re-hedged, and how long that "
                                       "takes\nExample: gammafield hedge table --spot 5800 --vol 12 --call 0,6h");
  auto options = std::make_shared<TableOptions>();
  options->spot = 450;
  command->add_option("--spot", options->spot, "Price of the underlying")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 1e7));
  command->add_option("--vol", options->vol_percent, "Volatility, percent a year")
      ->capture_default_str()
      ->check(CLI::Range(0.1, 1000.0));
  command->add_option("--band", options->bands, "Bands in delta a share of option: --band 0.1,0.15")
      ->delimiter(',')
      ->check(CLI::Range(1e-6, 1.0));
  command
      ->add_option("--call", options->calls,
                   "A call: percent out of the money and time left, --call 5,30d --call 0,3h (default: the four of "
                   "the text)")
      ->check(what_is_wrong);
  command
      ->add_option("--flow", options->flow_usd, "Dollars of stock somebody else trades, against the hedging of a wall")
      ->check(CLI::Range(0.0, 1e15));
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
