#include <unistd.h>

#include <cstdio>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/research_parts.h"
#include "research/real_prices.h"
#include "research/self_check.h"
#include "statistics/walk.h"
#include "studies/bar_files.h"

namespace gammafield::app {
namespace {

struct CheckOptions {
  research::SelfCheckRule rule;
  std::string world = "walk";
  std::vector<std::string> bars;
};

void show(std::size_t done, std::size_t of) {
  if (isatty(STDERR_FILENO) != 1) return;
  fmt::print(stderr, "\r{} of {} worlds{}", done, of, done == of ? "\n" : "");
}

std::string worlds_text(const research::SelfCheckRule& rule) {
  if (!rule.prices)
    return fmt::format("{} worlds of {} sessions in which no level means anything", rule.worlds, rule.days);
  return fmt::format("Levels made up {} times on {} sessions of real prices, where none means anything", rule.worlds,
                     rule.prices->days.size());
}

std::string told(const research::SelfCheck& check, const research::SelfCheckRule& rule) {
  auto text = fmt::format("{}: how often each test says otherwise at 5 %\n\n", worlds_text(rule)) +
              fmt::format(" {:<62}{:>8}{:>10}{:>9}   99 % band\n", "TEST", "WORLDS", "REJECTED", "SHARE");
  std::size_t outside = 0;
  for (const auto& test : check.tests) {
    outside += test.in_band() ? 0 : 1;
    text += fmt::format(" {:<62}{:>8}{:>10}{:>8.1f} %   {} to {}{}\n", test.name, test.tested, test.rejected,
                        100.0 * static_cast<double>(test.rejected) / static_cast<double>(test.tested), test.band.low,
                        test.band.high, test.in_band() ? "" : "  outside");
  }
  text += fmt::format("\n {} of {} tests outside their band; one in a hundred is expected to be\n", outside,
                      check.tests.size());
  if (rule.prices && rule.prices->bar != std::chrono::seconds{60}) return text;  // a walk's shares are of such bars
  const auto walk = statistics::walk_label_rates();
  return text + fmt::format(
                    " labels at the walls: REAL {:.1f} %, FAKE {:.1f} %, INDETERMINATE {:.1f} %; of a walk of even "
                    "steps {:.1f}, {:.1f} and {:.1f} %\n",
                    100 * check.real, 100 * check.fake, 100 * check.indeterminate, 100 * walk.real, 100 * walk.fake,
                    100 * walk.indeterminate);
}

/// The sessions of real prices; refuses too few of them.
base::Result<research::SymbolDays, base::Refusal> real_days(const std::vector<std::string>& files) {
  const auto& calendar = market::Calendar::us();
  const auto bars = studies::read_bar_files(files, calendar);
  if (!bars) return base::failure(bars.error());
  auto days = research::days_of_prices("XYZ", *bars, calendar);
  constexpr std::size_t fewest = 10;
  if (days.days.size() >= fewest) return days;
  return base::failure(base::Refusal{base::RefusalKind::no_usable_data,
                                     fmt::format("{}: {} whole sessions with five before them, at least {} are needed",
                                                 files.front(), days.days.size(), fewest)});
}

Outcome run(const CheckOptions& options) {
  auto rule = options.rule;
  if (!options.bars.empty()) {
    auto days = real_days(options.bars);
    if (!days) return days.error();
    rule.prices = std::move(*days);
  }
  rule.kind = options.world == "garch" ? research::WorldKind::garch_jumps : research::WorldKind::walk;
  rule.permuted = options.world == "permuted";
  if (rule.threads == 0) rule.threads = std::max(1U, std::thread::hardware_concurrency());
  rule.progress = show;
  return print(told(research::self_check(rule), rule));
}

}  // namespace

void add_research_check(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand(
      "check", "Runs every study on made-up days without any effect: how often is one found all the same?");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("--worlds", options->rule.worlds, "How many")
      ->capture_default_str()
      ->check(CLI::Range(std::size_t{2}, std::size_t{1'000'000}));
  auto* days = command->add_option("--days", options->rule.days, "Sessions of each")
                   ->capture_default_str()
                   ->check(CLI::Range(std::size_t{10}, std::size_t{10'000}));
  auto* world =
      command
          ->add_option("--world", options->world, "walk, garch (clusters and jumps), or permuted (walls of other days)")
          ->capture_default_str()
          ->check(CLI::IsMember({"walk", "garch", "permuted"}));
  command->add_option("--bars", options->bars, "CSV of price bars: real prices instead, only the levels are made up")
      ->excludes(days, world);
  command->add_option("--seed", options->rule.seed, "The same seed gives the same bytes")->capture_default_str();
  command->add_option("--threads", options->rule.threads, "0: as many as the machine has")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
