#include "alerts/config.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "alerts/rule_reader.h"
#include "alerts/sink_reader.h"
#include "base/list_file.h"
#include "toml_file/document.h"

namespace gammafield::alerts {
namespace {

using toml_file::Complaint;
using toml_file::TomlTable;

using namespace std::chrono_literals;
using base::Refusal;

constexpr std::size_t rules_max = 1'000, sinks_max = 100;

void read_rules(TomlTable& table, Config& config, Complaint& complaint) {
  const toml::node* node = table.node("rule");
  if (node == nullptr) return;
  const toml::array* rules = node->as_array();
  if (rules == nullptr || rules->size() > rules_max) return table.wrong("rule", "write [[alerts.rule]] for each");
  for (const toml::node& each : *rules) {
    const toml::table* rule = each.as_table();
    if (rule == nullptr) return table.wrong("rule", "write [[alerts.rule]] for each");
    config.rules.push_back(read_rule(*rule, complaint));
    const auto same = std::ranges::count(config.rules, config.rules.back().name, &Rule::name);
    if (same > 1)
      complaint.say(rule->source(), fmt::format("rule `{}` is there twice: give each its own name",
                                                base::shown(config.rules.back().name)));
  }
}

void read_sinks(TomlTable& table, Config& config, Complaint& complaint) {
  const toml::node* node = table.node("sink");
  if (node == nullptr) return;
  const toml::table* sinks = node->as_table();
  if (sinks == nullptr || sinks->size() > sinks_max) return table.wrong("sink", "write [alerts.sink.NAME] for each");
  for (const auto& [key, value] : *sinks) {
    const toml::table* sink = value.as_table();
    if (sink == nullptr) return table.wrong("sink", "write [alerts.sink.NAME] for each");
    config.sinks.push_back(read_sink(std::string{key.str()}, *sink, complaint));
  }
}

void read_limits(TomlTable& table, OutboxLimits& limits) {
  const auto hours = [](std::chrono::seconds time) { return std::chrono::duration_cast<std::chrono::hours>(time); };
  if (const auto after = table.duration("give_up_after", 1h, 30 * 24h)) limits.give_up_after = hours(*after);
  if (const auto keep = table.duration("keep_done", 1h, 365 * 24h)) limits.keep_done = hours(*keep);
  if (const auto tries = table.integer("tries_max", 1, 100'000)) limits.tries_max = static_cast<std::size_t>(*tries);
  if (const auto most = table.integer("waiting_max", 10, 1'000'000))
    limits.waiting_max = static_cast<std::size_t>(*most);
}

/// Every sink that a rule names is there.
void hold_together(const toml::table& alerts, const Config& config, Complaint& complaint) {
  for (std::size_t i = 0; i < config.rules.size(); ++i)
    for (const std::string& sink : config.rules[i].sinks)
      if (std::ranges::find(config.sinks, sink, &Sink::name) == config.sinks.end())
        complaint.say(alerts["rule"][i].node()->source(),
                      fmt::format("rule `{}`: no sink `{}`: write [alerts.sink.{}]", base::shown(config.rules[i].name),
                                  base::shown(sink), base::shown(sink)));
}

Config read_alerts(const toml::table& alerts, Complaint& complaint) {
  Config config;
  TomlTable table{alerts, "[alerts]", complaint};
  read_limits(table, config.outbox);
  read_rules(table, config, complaint);
  read_sinks(table, config, complaint);
  table.finish();
  if (!complaint.any()) hold_together(alerts, config, complaint);
  return config;
}

}  // namespace

base::Result<Config, Refusal> read_config(std::string_view text, std::string_view name, OtherTables others) {
  const auto parsed = toml_file::parse_document(text, name);
  if (!parsed) return base::failure(parsed.error());
  const toml::table& all = *parsed;
  Complaint complaint;
  for (const auto& [key, value] : all)
    if (key.str() != "alerts" && others == OtherTables::refused)
      complaint.say(key.source(), fmt::format("`{}`: only [alerts] belongs into this file", base::shown(key.str())));
  const toml::table* alerts = all.get_as<toml::table>("alerts");
  if (alerts == nullptr && others == OtherTables::refused && !complaint.any())
    return base::failure(toml_file::refusal_of(name, "there is no [alerts]; docs/alerts.md shows one"));
  Config config;
  if (alerts != nullptr) config = read_alerts(*alerts, complaint);
  if (complaint.any()) return base::failure(toml_file::refusal_of(name, complaint.line()));
  return config;
}

}  // namespace gammafield::alerts
