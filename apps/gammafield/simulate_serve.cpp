#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/interruption.h"
#include "gammafield/simulate_parts.h"
#include "market/calendar.h"
#include "playback/folder_tape.h"
#include "playback/offer.h"
#include "playback/server.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using namespace std::chrono;

struct ServeOptions {
  SessionOptions session;
  std::string folder;  ///< of chain files; empty: made up
  std::string feed = "cboe";
  std::uint16_t port = 8100;
  double speed = 1;
  std::optional<std::uint64_t> faults;
  std::string key;  ///< the one it takes; empty: any
};

bool brings(const playback::Asked& asked, const std::string& key) {
  return std::ranges::any_of(asked.headers, [&](const auto& header) {
    return header.first == "authorization" && header.second == "Bearer " + key;
  });
}

market::Instant now() { return floor<seconds>(system_clock::now()); }

/// Where a playback stands: there when it began, and so many times as fast as the clock from then on.
market::Instant played(market::Instant from, steady_clock::time_point began, double speed) {
  const duration<double> passed = (steady_clock::now() - began) * speed;
  return from + floor<seconds>(passed);
}

/// What is played, from when on, and in words.
struct Played {
  playback::Tape tape;
  market::Instant from;
  std::string what;
};

base::Result<Played, Refusal> made_up(const SessionOptions& options) {
  auto scenario = scenario_of(options);
  if (!scenario) return base::failure(scenario.error());
  const auto& calendar = market::Calendar::us();
  if (options.session.empty())  // over by now: no feed calls it one from after now
    scenario->session = calendar.previous_trading_day(calendar.local(now()).date);
  const auto session = simulate::SimulatedSession::make(*scenario);
  if (!session) return base::failure(session.error());
  return Played{playback::Tape{*session}, calendar.session_open(scenario->session),
                fmt::format("{} of {} from the open on", scenario->chain.symbol, market::to_string(scenario->session))};
}

base::Result<Played, Refusal> from_folder(const std::string& folder) {
  auto tape = playback::tape_of_folder(folder, {});
  if (!tape) return base::failure(tape.error());
  const auto first = tape->first();
  auto what = fmt::format("{} of {} from {} on", tape->at(first)->symbol, folder, market::to_string(first));
  return Played{std::move(*tape), first, std::move(what)};
}

Outcome serve(const ServeOptions& options) {
  const auto played_session = options.folder.empty() ? made_up(options.session) : from_folder(options.folder);
  if (!played_session) return played_session.error();
  const playback::Tape& tape = played_session->tape;
  const bool streams = options.feed == playback::streaming_vendor;
  auto vendor = playback::vendor_of(streams ? "cboe" : options.feed, tape);
  if (!vendor) return vendor.error();
  std::optional<playback::FaultPlan> plan;
  if (options.faults) plan.emplace(*options.faults, streams ? playback::storms_of_lines : playback::Storms{});
  // of a day that is over no client sees that an hour ahead is wrong, and takes the truth for old until it comes
  if (plan && tape.last() < now()) plan->leave_out(playback::FaultKind::ahead);
  playback::Counter counter{**vendor, plan};
  std::uint64_t messages = 0;
  const auto began = steady_clock::now();
  const auto moments = [&] {
    return playback::Now{std::min(played(played_session->from, began, options.speed), tape.last()),
                         floor<milliseconds>(system_clock::now())};
  };
  const auto answers = [&](const playback::Asked& asked) {
    if (streams) return playback::Counter::Served{playback::error(404, "only over a WebSocket"), {}};
    if (!options.key.empty() && !brings(asked, options.key))
      return playback::Counter::Served{playback::error(401, "Invalid Access Token"), {}};
    const auto [at, wall] = moments();
    return counter.serve(asked, at, wall);
  };
  playback::Lines lines;
  if (streams)
    lines = {[&] { return std::make_unique<playback::FaultyLine>(playback::line_of(tape), plan, messages); }, moments};
  const auto server = playback::Server::start(options.port, answers, std::move(lines));
  if (!server) return server.error();
  const std::string address = streams ? "ws" + server->address().substr(4) + "/ws/api/v2" : server->address();
  notice_interruption();
  if (auto failed = print(fmt::format("{} at {}: {}, {:g} times as fast as the clock{}\n", options.feed, address,
                                      played_session->what, options.speed,
                                      options.faults ? fmt::format(", faults of seed {}", *options.faults) : "")))
    return failed;
  while (!interrupted()) std::this_thread::sleep_for(milliseconds{50});
  return std::nullopt;
}

}  // namespace

void add_simulate_serve(CLI::App& simulate, Run& chosen) {
  auto* command = simulate.add_subcommand(
      "serve",
      "A made-up trading day, or one from files, as a vendor's feed on this machine, until interrupted\n"
      "Example: gammafield simulate serve --feed cboe --port 8100 --speed 60\n"
      "and in another terminal: gammafield record --from cboe --symbols SPX --address http://127.0.0.1:8100 --every 1 "
      "--to history");
  auto options = std::make_shared<ServeOptions>();
  add_session_options(*command, options->session);
  const auto* every = command->get_option("--every");
  auto* from = command->add_option("--from", options->folder,
                                   "Instead of a made-up day: a folder of chain files, one index and session");
  for (const char* made_up : {"--seed", "--contracts", "--symbol", "--spot", "--session", "--every"})
    from->excludes(made_up);
  command->add_option("--feed", options->feed, "Whose shapes: " + playback::vendor_names())->capture_default_str();
  command->add_option("--port", options->port, "Of 127.0.0.1; 0: any that is free")->capture_default_str();
  command->add_option("--speed", options->speed, "Times as fast as the clock")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 10'000.0));
  command->add_option("--key", options->key, "The one key that it takes (default: any, of vendors that want one)");
  command->add_option(
      "--faults", options->faults,
      "What goes wrong, by seed: cut and silent connections, errors, pages, old and frozen answers ...");
  command->callback([=, &chosen] {
    // within what a client takes for a frozen line
    if (options->feed == playback::streaming_vendor && every->count() == 0) options->session.every = 10;
    chosen = [=] { return serve(*options); };
  });
}

}  // namespace gammafield::app
