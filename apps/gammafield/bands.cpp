#include <memory>

#include <fmt/format.h>

#include "chart/bands_chart.h"
#include "engine/report_json.h"
#include "exports/bands_text.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/picture_file.h"

namespace gammafield::app {
namespace {

struct BandsOptions : ChainOptions {
  std::vector<std::string> files;
  std::string output, theme = "light";
};

/// Of many, each is a line of JSON, or a table with a blank line after it.
Forms forms_of(const engine::Report& report, bool many) {
  return {
      .json = [&report, many](int indent) { return engine::to_json(report, many ? 0 : indent); },
      .csv = [&report] { return exports::bands_csv(report); },
      .text = [&report, many](const auto& style) { return exports::bands_text(report, style) + (many ? "\n" : ""); },
  };
}

std::string picture(const engine::Report& report, const BandsOptions& options) {
  chart::ChartStyle style;
  style.theme = options.theme == "dark" ? chart::Theme::dark : chart::Theme::light;
  return chart::bands_svg(report, style);
}

Outcome run_one(const std::string& file, const BandsOptions& options) {
  auto seen = examine(file, options);
  if (!seen) return seen.error();
  auto& analysis = seen->analysis;
  auto settings = analysis.report.settings.bands;
  settings.fan = true;
  analysis.report.bands = bands_of(analysis, settings);
  if (!options.output.empty()) return write_picture(options.output, picture(analysis.report, options));
  return print(rendered(forms_of(analysis.report, options.files.size() > 1), seen->context));
}

/// One file makes one picture.
Outcome unusable_output(const BandsOptions& options) {
  if (options.output.empty()) return std::nullopt;
  if (options.files.size() > 1)
    return base::Refusal{base::RefusalKind::usage, fmt::format("-o {}: one picture is of one file", options.output)};
  return unusable_picture_name(options.output);
}

Outcome run(const BandsOptions& options) {
  if (auto refused = unusable_output(options)) return refused;
  const auto context = understand(options);
  if (!context) return context.error();
  if (context->format == exports::OutputFormat::csv && options.output.empty()) {
    if (auto failed = print(exports::bands_csv_header())) return failed;
  }
  for (const auto& file : options.files) {
    if (auto failed = run_one(file, options)) return failed;
  }
  return std::nullopt;
}

}  // namespace

void add_bands(CLI::App& parent, Run& chosen) {
  auto* command =
      parent.add_subcommand("bands",
                            "Levels under uncertain dealer positioning: bands, chances, what is solid and what is not\n"
                            "Example: gammafield bands chain.csv --set uncertainty.prior=tight");
  auto options = std::make_shared<BandsOptions>();
  command->add_option("FILE", options->files, "Chain files (the last snapshot of each); - is standard input")
      ->required();
  command->add_option("-o,--output", options->output, "The picture instead: OUT.svg or OUT.png; - is SVG");
  command->add_option("--theme", options->theme, "light or dark, of the picture")
      ->capture_default_str()
      ->check(CLI::IsMember({"light", "dark"}));
  add_chain_options(*command, *options);
  add_output_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
