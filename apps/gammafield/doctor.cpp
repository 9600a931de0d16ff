#include <algorithm>
#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "doctor/clocks.h"
#include "doctor/online.h"
#include "doctor/places.h"
#include "exports/text_table.h"
#include "feeds/cboe.h"
#include "feeds/curl_transport.h"
#include "feeds/occ.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "gammafield/duckdb.h"
#include "gammafield/us_vendors.h"

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
  std::string store, archive, duckdb, from = "cboe", address, key_file, symbol;
  bool online = false;
};

market::Instant now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

/// What everybody may look at, or what everybody has.
std::string probe_of(const std::string& vendor) { return vendor == "cboe" ? "VIX" : "SPY"; }

base::Result<std::unique_ptr<feeds::Feed>, Refusal> probe(const DoctorOptions& options, const ChainContext& context,
                                                          feeds::Transport& transport) {
  const std::string symbol = options.symbol.empty() ? probe_of(options.from) : options.symbol;
  const std::string& address = options.address;
  if (options.from == "cboe")
    return std::make_unique<feeds::CboeFeed>(transport, symbol, context.read,
                                             address.empty() ? feeds::CboeFeed::address : address);
  if (options.from == "occ")
    return std::make_unique<feeds::OccFeed>(transport, symbol, *context.read.calendar,
                                            address.empty() ? feeds::OccFeed::address : address);
  if (!is_us_vendor(options.from))
    return base::failure(Refusal{base::RefusalKind::usage,
                                 fmt::format("--from {}: cboe, occ, tradier, massive, thetadata", options.from)});
  LiveOptions live;
  live.from = options.from;
  live.symbols = {symbol};
  live.vendor.address = address;
  live.vendor.key_file = options.key_file;
  const auto access = vendor_access(options.from, live.vendor);
  if (!access) return base::failure(access.error());
  auto feeds = us_vendor_feeds(live, *access, context, transport);
  if (!feeds) return base::failure(std::move(feeds.error()));
  return std::move(feeds->front());
}

/// One polite request: whether the feed answers, and by which clock.
void ask_feed(const DoctorOptions& options, const ChainContext& context, Findings& findings) {
  feeds::CurlTransport curl;
  doctor::ObservedTransport transport{curl, now};
  const auto feed = probe(options, context, transport);
  if (!feed) {
    findings.push_back({"feed " + options.from, State::failed, feed.error().message, "give what it asks for"});
    return;
  }
  for (auto& each : doctor::feed_findings(**feed, transport, now())) findings.push_back(std::move(each));
}

Findings examined(const DoctorOptions& options, const ChainContext& context) {
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
    ask_feed(options, context, findings);
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
  const Findings findings = examined(options, *context);
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
  command->add_option("--from", options->from, "Which: cboe, occ, tradier, massive, thetadata")->capture_default_str();
  command->add_option("--address", options->address, "Another server of its shape");
  command->add_option("--symbol", options->symbol, "What it is asked for (default: VIX of cboe, else SPY)");
  command->add_option("--key-file", options->key_file, "Its key (default: TRADIER_TOKEN, MASSIVE_API_KEY)");
  add_duckdb_option(*command, options->duckdb);
  add_output_options(*command, options->output);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
