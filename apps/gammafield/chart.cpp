#include "chart/chart.h"

#include <memory>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/picture_file.h"

namespace gammafield::app {
namespace {

struct ChartOptions : ChainOptions {
  std::string file, output, theme = "light", bars = "net";
  int width = 1280, height = 900;
  double scale = 2;
};

std::string picture(const engine::Analysis& analysis, const ChartOptions& options) {
  return chart::svg(analysis, {.theme = options.theme == "dark" ? chart::Theme::dark : chart::Theme::light,
                               .bars = options.bars == "gross" ? chart::Bars::gross : chart::Bars::net,
                               .width = options.width,
                               .height = options.height});
}

Outcome run(const ChartOptions& options) {
  if (auto refused = unusable_picture_name(options.output)) return refused;
  const auto seen = examine(options.file, options);
  if (!seen) return seen.error();
  return write_picture(options.output, picture(seen->analysis, options), options.scale);
}

}  // namespace

void add_chart(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "chart",
      "The picture: bars by strike, profile, levels\nExample: gammafield chart chain.csv -o chain.png --theme dark");
  auto options = std::make_shared<ChartOptions>();
  command->add_option("FILE", options->file, "A chain file; - is standard input")->required();
  command->add_option("-o,--output", options->output, "OUT.svg or OUT.png; - writes SVG to standard output")
      ->required();
  command->add_option("--theme", options->theme, "light or dark")
      ->capture_default_str()
      ->check(CLI::IsMember({"light", "dark"}));
  command->add_option("--bars", options->bars, "net or gross")
      ->capture_default_str()
      ->check(CLI::IsMember({"net", "gross"}));
  command->add_option("--width", options->width, "Pixels")->capture_default_str()->check(CLI::Range(960, 8192));
  command->add_option("--height", options->height, "Pixels")->capture_default_str()->check(CLI::Range(600, 8192));
  command->add_option("--scale", options->scale, "PNG pixels for each of these")
      ->capture_default_str()
      ->check(CLI::Range(0.25, 8.0));
  add_chain_options(*command, *options);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
