#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "alerts/courier.h"
#include "alerts/outgoing.h"
#include "alerts/words.h"
#include "gammafield/alert_host.h"
#include "gammafield/brief_pages.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/recorded_input.h"
#include "gammafield/sessions_option.h"
#include "gammafield/snapshot_files.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;

Outcome check(const std::string& path) {
  const auto file = read_alerts_file(path);
  if (!file) return file.error();
  std::string text;
  for (const alerts::Rule& rule : file->config.rules)
    text += fmt::format("rule {}: {}, {}, to {}\n", rule.name, name_of(rule.when),
                        rule.symbols.empty() ? "every symbol" : fmt::format("{}", fmt::join(rule.symbols, " ")),
                        fmt::join(rule.sinks, " "));
  for (const alerts::Sink& sink : file->config.sinks)
    text += fmt::format("sink {}: {}{}\n", sink.name, name_of(sink.kind),
                        file->secrets.contains(sink.name) ? ", its secret is there" : "");
  return print(text + fmt::format("{} rules, {} sinks: good\n", file->config.rules.size(), file->config.sinks.size()));
}

struct ReplayedAlerts {
  ChainOptions chain;
  std::vector<std::string> files;
  std::string config, bars, from, duckdb;
  SessionsOption sessions;
};

base::Result<engine::ReplayInput, Refusal> input_of(const ReplayedAlerts& options, ChainContext& context) {
  if (!options.from.empty())
    return recorded_input({options.from, options.chain.symbol, options.duckdb, options.sessions}, context);
  auto snapshots = snapshots_of(options.files, context);
  if (!snapshots) return base::failure(std::move(snapshots.error()));
  auto bars = bars_of(options.bars, *snapshots->front().label.calendar);
  if (!bars) return base::failure(std::move(bars.error()));
  return engine::ReplayInput{std::move(*snapshots), std::move(*bars), std::nullopt, context.evidence};
}

/// Rules through a replayed day, minute by minute, a line for each alert; nothing is sent.
class DryRun {
 public:
  explicit DryRun(std::vector<alerts::Rule> rules) : rules_(std::move(rules)) {}
  void take(const engine::Report& report) {
    calendar_ = report.calendar;
    symbol_ = report.symbol;
    pass_until(report.as_of);
    pages_.take(report);
    say(alerts::evaluate(rules_, std::move(state_), report));
  }
  /// The evening of the last day.
  void finish() {
    if (now_) pass_until(*now_ + std::chrono::hours{12});
  }
  [[nodiscard]] const Outcome& failed() const { return failed_; }
  [[nodiscard]] std::size_t told() const { return told_; }

 private:
  void pass_until(market::Instant end) {
    constexpr std::chrono::minutes minute{1};
    constexpr std::chrono::hours longest{24 * 7};  // months between two files bring no page but the last week's
    if (!now_) now_ = end;
    now_ = std::max(*now_, end - longest);
    const auto pages = [this](alerts::AlertKind kind, std::string_view symbol, market::Date session) {
      return pages_.page(kind, symbol, session);
    };
    for (; *now_ < end; *now_ += minute)
      say(alerts::evaluate(rules_, std::move(state_), *now_, *calendar_, std::span{&symbol_, 1}, pages));
  }
  void say(alerts::Evaluated evaluated) {
    state_ = std::move(evaluated.state);
    for (const auto& each : evaluated.raised) {
      if (!failed_) failed_ = print(each.alert.json + "\n");
      ++told_;
    }
  }

  std::vector<alerts::Rule> rules_;
  alerts::State state_;
  BriefPages pages_;
  std::shared_ptr<const market::Calendar> calendar_;
  std::string symbol_;
  std::optional<market::Instant> now_;
  Outcome failed_;
  std::size_t told_ = 0;
};

Outcome test(const ReplayedAlerts& options) {
  if (options.files.empty() == options.from.empty())
    return Refusal{RefusalKind::usage, "alerts test: give files, or --from FOLDER, one of both"};
  // no secret is needed: nothing is sent
  const auto text = ingest::read_bytes(options.config);
  if (!text) return text.error();
  auto config = alerts::read_config(*text, options.config);
  if (!config) return config.error();
  auto context = understand(options.chain);
  if (!context) return context.error();
  auto input = input_of(options, *context);
  if (!input) return input.error();
  DryRun run{std::move(config->rules)};
  const auto replayed = engine::replay(std::move(*input), context->settings,
                                       [&](const engine::ReplayStep& step) { run.take(step.report); });
  if (!replayed) return replayed.error();
  run.finish();
  for (const auto& note : replayed->notes) fmt::print(stderr, "{}\n", note);
  fmt::print(stderr, "{} alerts would have been told; nothing was sent\n", run.told());
  return run.failed();
}

Outcome send_test(const std::string& path, const std::string& name) {
  const auto file = read_alerts_file(path);
  if (!file) return file.error();
  for (const alerts::Sink& sink : file->config.sinks) {
    if (sink.name != name) continue;
    const auto now = std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const auto secret = file->secrets.find(name);
    const auto* key = secret == file->secrets.end() ? nullptr : &secret->second;
    const auto alert = alerts::test_alert(std::chrono::floor<std::chrono::seconds>(now));
    const auto what = verdict(sink.kind, network_carrier()->carry(outgoing(sink, key, alert, now)), now);
    if (what.came == alerts::Came::delivered)
      return print(fmt::format("sink {}: delivered: {} ({})\n", name, alert.title, alert.id));
    const std::string trouble = key != nullptr ? key->without_it(what.trouble) : what.trouble;
    return Refusal{RefusalKind::output_failed, fmt::format("sink {}: not delivered: {}", name, trouble)};
  }
  return Refusal{RefusalKind::usage, fmt::format("--sink: {} has no sink {}", path, name)};
}

void add_check(CLI::App& alerts, Run& chosen) {
  auto* command = alerts.add_subcommand("check", "Read a file of rules and sinks, and the secrets it names");
  auto path = std::make_shared<std::string>();
  command->add_option("FILE", *path, "The TOML file")->required();
  command->callback([=, &chosen] { chosen = [=] { return check(*path); }; });
}

void add_test(CLI::App& alerts, Run& chosen) {
  auto* command = alerts.add_subcommand(
      "test",
      "What the rules would have told of recorded or filed days, a JSON line each; nothing is sent\n"
      "Example: gammafield alerts test --alerts alerts.toml day/SPX_*.csv --bars day/SPX_bars_1m.csv");
  auto options = std::make_shared<ReplayedAlerts>();
  command->add_option("--alerts", options->config, "The TOML file of rules")->required();
  command->add_option("FILE", options->files, "Chain files of one symbol in any order");
  command->add_option("--bars", options->bars, "CSV of price bars; without it the snapshots' own prices are watched");
  command->add_option("--from", options->from,
                      "Instead of files: a folder that `gammafield record` or `archive` wrote");
  add_sessions_option(*command, options->sessions);
  add_duckdb_option(*command, options->duckdb);
  add_chain_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return test(*options); }; });
}

void add_send_test(CLI::App& alerts, Run& chosen) {
  auto* command = alerts.add_subcommand("send-test", "One test message to one sink");
  auto config = std::make_shared<std::string>(), sink = std::make_shared<std::string>();
  command->add_option("--alerts", *config, "The TOML file of sinks")->required();
  command->add_option("--sink", *sink, "The sink's name")->required();
  command->callback([=, &chosen] { chosen = [=] { return send_test(*config, *sink); }; });
}

}  // namespace

void add_alerts(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand("alerts", "Rules and sinks of alerts: check them, try them, send a test");
  command->require_subcommand(1);
  add_check(*command, chosen);
  add_test(*command, chosen);
  add_send_test(*command, chosen);
}

}  // namespace gammafield::app
