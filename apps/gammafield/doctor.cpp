#include <algorithm>
#include <chrono>
#include <ctime>
#include <memory>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "doctor/clocks.h"
#include "doctor/places.h"
#include "exports/text_table.h"
#include "feeds/cboe.h"
#include "feeds/curl_transport.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using doctor::Finding;
using doctor::Findings;
using doctor::State;
using exports::TextTable;
using exports::Tone;

struct DoctorOptions {
  ChainOptions output;
  std::string store, archive, duckdb, address = feeds::CboeFeed::address;
  bool online = false;
};

market::Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

/// One polite request for what everybody may look at: whether the feed answers, and by which clock.
void ask_feed(const std::string& address, Findings& findings) {
  feeds::CurlTransport transport;
  const auto response = transport.get({.url = address + "/_VIX.json", .headers = {{"Accept", "application/json"}}});
  if (!response) {
    findings.push_back({"feed cboe", State::failed, response.error().detail, "look after the network, or a proxy"});
    return;
  }
  const bool answered = response->status == 200;
  findings.push_back({"feed cboe", answered ? State::good : State::failed,
                      fmt::format("answers with status {}", response->status),
                      answered ? "" : "403: blocked here; 404: another address; 5xx: try later"});
  const auto date = response->header("date");
  const std::string text{date.value_or("")};
  std::tm told{};
  if (date && ::strptime(text.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &told) != nullptr)
    findings.push_back(doctor::clock_difference_finding(now(), market::Instant{std::chrono::seconds{::timegm(&told)}}));
}

Findings examined(const DoctorOptions& options) {
  Findings findings;
  findings.push_back(doctor::clock_finding(now(), doctor::clock_is_kept_right()));
  findings.push_back(doctor::calendar_finding(now()));
  findings.push_back(doctor::zone_finding(now(), doctor::system_offset_of_new_york));
  findings.push_back(doctor::duckdb_finding(options.duckdb));
  findings.push_back(doctor::keys_finding({"TRADIER_TOKEN", "MASSIVE_API_KEY"}));
  if (!options.store.empty()) {
    findings.push_back(doctor::disk_finding(options.store));
    findings.push_back(doctor::store_finding(options.store));
  }
  if (!options.archive.empty()) findings.push_back(doctor::archive_finding(options.archive, options.store));
  if (options.online)
    ask_feed(options.address, findings);
  else
    findings.push_back({"feeds", State::unknown, "not asked", "--online asks one for one document"});
  return findings;
}

Tone tone_of(State state) {
  switch (state) {
    case State::good: return Tone::plain;
    case State::unknown: return Tone::quiet;
    case State::warning:
    case State::failed: return Tone::warning;
  }
  return Tone::plain;
}

std::string as_text(const Findings& findings, const exports::TextStyle& style) {
  using enum TextTable::Align;
  TextTable table{{"CHECK", "STATE", "FOUND", "TO DO"}, {left, left, left, left}};
  for (const Finding& each : findings)
    table.add({{each.what, Tone::strong},
               {std::string{to_string(each.state)}, tone_of(each.state)},
               {each.found},
               {each.to_do}});
  return table.render(style);
}

std::string as_csv(const Findings& findings) {
  std::string out = exports::csv_record({"check", "state", "found", "to_do"});
  for (const Finding& each : findings)
    out += exports::csv_record({each.what, std::string{to_string(each.state)}, each.found, each.to_do});
  return out;
}

std::string as_json(const Findings& findings, int indent) {
  base::JsonWriter json{indent};
  json.begin_object().field("schema", "gammafield.doctor/1").key("checks").begin_array();
  for (const Finding& each : findings) {
    json.begin_object().field("check", std::string_view{each.what}).field("state", to_string(each.state));
    json.field("found", std::string_view{each.found}).key("to_do");
    each.to_do.empty() ? json.null() : json.value(std::string_view{each.to_do});
    json.end_object();
  }
  json.end_array().end_object();
  return std::move(json).take();
}

Outcome run(const DoctorOptions& options) {
  const auto context = understand(options.output);
  if (!context) return context.error();
  const Findings findings = examined(options);
  const Forms forms{.json = [&](int indent) { return as_json(findings, indent); },
                    .csv = [&] { return as_csv(findings); },
                    .text = [&](const auto& style) { return as_text(findings, style); }};
  if (auto failed = print(rendered(forms, *context))) return failed;
  const auto failed = std::ranges::count(findings, State::failed, &Finding::state);
  if (failed == 0) return std::nullopt;
  return Refusal{base::RefusalKind::no_usable_data,
                 fmt::format("doctor: {} of {} checks failed; what to do stands beside them", failed, findings.size())};
}

}  // namespace

void add_doctor(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "doctor",
      "What works on this machine and what does not: clock, calendar, zones, DuckDB, folders, feeds\n"
      "Example: gammafield doctor --store history --archive archive --online");
  auto options = std::make_shared<DoctorOptions>();
  command->add_option("--store", options->store, "Also this folder of `record`: its disk, and every record in it");
  command->add_option("--archive", options->archive, "Also this folder of `archive`");
  command->add_flag("--online", options->online, "Also ask a feed for one document, and compare clocks");
  command->add_option("--address", options->address, "Another server of Cboe's shape");
  add_duckdb_option(*command, options->duckdb);
  add_output_options(*command, options->output);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
