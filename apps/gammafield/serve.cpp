#include <pthread.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>

#include "feeds/curl_transport.h"
#include "gammafield/alert_catch_up.h"
#include "gammafield/alert_host.h"
#include "gammafield/heap.h"
#include "gammafield/interruption.h"
#include "gammafield/own_studies.h"
#include "gammafield/past_days.h"
#include "gammafield/serve_access.h"
#include "gammafield/serve_engine.h"
#include "gammafield/serve_log.h"
#include "gammafield/serve_source.h"
#include "gammafield/settings_file.h"
#include "http/server.h"
#include "server/front.h"
#include "server/mcp.h"
#include "server/metrics.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using namespace std::chrono;

struct ServeOptions {
  AccessOptions access;
  LiveOptions live;
  ChainOptions chain;
  SessionOptions session;  ///< of `simulate`
  double speed = 30;
  std::optional<int> past_days;  ///< made up before the made-up day; none: as many as usual
  std::string data, research, log = "text";
  bool log_answers = false;
  std::size_t workers = 1;
};

server::Clocks server_clocks() { return {floor<milliseconds>(system_clock::now()), steady_clock::now()}; }

/// A folder that goes with the program.
class Scratch {
 public:
  Scratch() {
    std::string path = (std::filesystem::temp_directory_path() / "gammafield-XXXXXX").string();
    if (mkdtemp(path.data()) != nullptr) path_ = path;
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::vector<http::Header> shown(const ServeOptions& options) {
  return {{"listen", options.access.listen},
          {"feed", options.live.from},
          {"tokens", options.access.token_file.empty() ? "none: this machine alone" : "from a file"},
          {"behind_proxy", options.access.behind_proxy ? "true" : "false"},
          {"data", options.data.empty() ? "none" : "a folder"}};
}

constexpr milliseconds last_answers{5'000};
constexpr seconds last_alerts{5};

Outcome contradiction(const ServeOptions& options) {
  const auto usage = [](const char* message) { return Refusal{RefusalKind::usage, message}; };
  const bool played = is_played(options.live.from);
  if (played && !options.data.empty())
    return usage("--data: what is made up or played again is not recorded; name a feed with --feed");
  if (!played && options.data.empty()) return usage("--data FOLDER: say where what comes is recorded");
  if (!played && !options.session.session.empty())
    return usage("--session: of a day that is played, with --feed simulate or recorded:FOLDER");
  if (options.past_days && options.live.from != "simulate")
    return usage("--past-days: of a made-up day; what was recorded has its own");
  if (!options.live.alerts.empty() && options.live.outbox.empty() && options.data.empty())
    return usage("--alerts: say where they wait until they are delivered, --alerts-outbox FILE");
  return std::nullopt;
}

base::Result<Source, Refusal> source_of(const ServeOptions& options, const ChainContext& context,
                                        const store::SharedCalendar& calendar, feeds::Transport& transport) {
  const auto now = floor<milliseconds>(system_clock::now());
  if (is_played(options.live.from)) return played_source(options.live, options.session, options.speed, now);
  auto live = live_feeds(options.live, context, calendar, transport);
  if (!live) return base::failure(live.error());
  Source source;
  source.feeds = std::move(*live);
  return source;
}

base::Result<std::unique_ptr<AlertHost>, Refusal> alerts_of(const ServeOptions& options, const store::Folder& folder,
                                                            const ChainContext& context,
                                                            const store::SharedCalendar& calendar) {
  LiveOptions live = options.live;
  if (live.outbox.empty()) live.outbox = options.data + "/alerts.outbox";
  auto alerts = alert_host_of(live, calendar);
  if (!alerts || !*alerts) return alerts;
  if (auto refusal = catch_up(**alerts, folder, context, calendar)) return base::failure(std::move(*refusal));
  return alerts;
}

/// The network's side: who asks, who answers, who is told. Its thread is a caller's.
class Network {
 public:
  Network(server::House house, std::size_t workers, ServeLog& log)
      : house_(std::move(house)), log_(log), workers_(workers) {}

  Outcome listen(const AccessOptions& access, const Endpoint& endpoint, std::vector<http::Token> tokens) {
    auto server = http::Server::listen(server_options_of(access, endpoint),
                                       {[this](auto request, bool web_socket, const http::Respond& respond) {
                                          front_->answer(request, web_socket, respond);
                                        },
                                        [this](const http::Request& request, int status, nanoseconds time) {
                                          metrics_.answered(status, time);
                                          log_.answered(request, status, time);
                                        }});
    if (!server) return server.error();
    server_.emplace(std::move(*server));
    server::Extras extras{
        [this](const http::Request& request) { return server::mcp_response(house_, request, server_clocks().wall); },
        [this] {
          return metrics_.text(house_.desk, server_->counts(), hub_.counts(),
                               workers_.waiting() + archivists_.waiting(), server_clocks().wall);
        },
        [this](std::function<void()> work) { server_->post(std::move(work)); }};
    front_.emplace(house_, http::Door{names_of(access, endpoint, server_->port()), std::move(tokens)}, hub_,
                   server::Crews{workers_, archivists_}, server::Files{}, std::move(extras), server_clocks);
    return std::nullopt;
  }
  [[nodiscard]] int port() const { return server_->port(); }
  void run() { server_->run(); }
  void publish(server::SharedUpdate update, nanoseconds time) {
    metrics_.published(update->standing->report(), time);
    server_->post([this, update = std::move(update)] { hub_.publish(update); });
  }
  void drain(milliseconds at_most) { server_->drain(at_most); }

 private:
  server::House house_;
  ServeLog& log_;
  server::Hub hub_{[this](std::function<void()> next) { server_->post(std::move(next)); }};
  server::Metrics metrics_;
  std::optional<server::Front> front_;
  std::optional<http::Server> server_;
  server::Workers workers_, archivists_{1};  // end first: what they still answer needs the server
};

Outcome run(const ServeOptions& options) {
  if (auto wrong = contradiction(options)) return wrong;
  settle_heap();
  auto context = understand(options.chain);
  if (!context) return context.error();
  const auto endpoint = endpoint_of(options.access.listen);
  if (!endpoint) return endpoint.error();
  auto tokens = tokens_of(options.access, *endpoint);
  if (!tokens) return tokens.error();
  const Scratch scratch;
  const std::string recordings = options.data.empty() ? scratch.path() : options.data;
  const std::string research = options.research.empty() ? recordings + "/research" : options.research;
  auto folder = store::Folder::make(recordings);
  if (!folder) return to_refusal(folder.error());
  feeds::CurlTransport transport;
  const auto calendar = live_calendar(options.live, *context);
  auto source = source_of(options, *context, calendar, transport);
  if (!source) return source.error();
  const auto alerts = alerts_of(options, *folder, *context, calendar);
  if (!alerts) return alerts.error();
  ServeLog log{*server::parse_log_form(options.log), options.log_answers};
  const auto notice = [&](const std::string& text) { log.notice(text); };
  if (source->past) *folder = with_past(*folder, *source->past, notice);
  desk::Desk desk;
  Network network{{desk, *folder, context->settings, shown(options), source->playing.get(),
                   *alerts ? &(*alerts)->service() : nullptr, research},
                  options.workers,
                  log};
  if (auto refusal = network.listen(options.access, *endpoint, std::move(*tokens))) return refusal;
  notice_interruption();
  std::signal(SIGPIPE, SIG_IGN);  // a client that goes away is no reason to end
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a fault like a full disk
  const bool v6 = endpoint->address.find(':') != std::string::npos;
  const std::string host = v6 ? '[' + endpoint->address + ']' : endpoint->address;
  if (auto failed = print(fmt::format("http://{}:{}/\n", host, network.port()))) return failed;

  if (const auto most = connections_for(options.access.connections); most < options.access.connections)
    log.notice(fmt::format(
        "the system allows files for {} connections, not for {}: raise `ulimit -n`, or LimitNOFILE of the unit", most,
        options.access.connections));
  std::jthread thread{[&] {
    pthread_setname_np(pthread_self(), "network");  // as tools of the system show it
    network.run();
  }};
  ServeEngine engine{desk,
                     [&](server::SharedUpdate update, nanoseconds time) { network.publish(std::move(update), time); },
                     notice, alerts->get()};
  const live::Assumptions by{context->settings, context->evidence, calendar};
  for (const auto& scenario : source->scenarios)
    record_past_days(scenario, options.past_days.value_or(past_days_usual), *folder, by, notice, interrupted);
  if (!source->scenarios.empty()) source->playing->begin(server_clocks().wall);
  const OwnStudies own_studies{{.data = source->past ? source->past->path : recordings,
                                .out = research,
                                .settings = engine::assignments_of(context->settings),
                                .calendar = calendar,
                                .before = source->played_session,
                                .notice = notice}};
  auto outcome = engine.run(*folder, by, std::move(source->feeds), interrupted);
  if (*alerts) (*alerts)->drain(last_alerts);
  network.drain(last_answers);
  return outcome;
}

}  // namespace

void add_serve(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "serve",
      "The server: levels over HTTP, pushed by WebSocket and events, and the dashboard; until interrupted\n"
      "Example: gammafield serve\n"
      "         gammafield serve --feed cboe --symbols SPX,SPY --data history");
  auto options = std::make_shared<ServeOptions>();
  options->live.from = "simulate";
  const auto settings = std::make_shared<std::string>();
  command->add_option("--settings", *settings, "A TOML file of these options: listen = \"127.0.0.1:8080\"")
      ->envname("GAMMAFIELD_SETTINGS");
  auto& access = options->access;
  command->add_option("--listen", access.listen, "Address and port")
      ->capture_default_str()
      ->envname("GAMMAFIELD_LISTEN");
  command
      ->add_option("--tokens", access.token_file, "Who may ask: lines of `gammafield token`; none: this machine alone")
      ->envname("GAMMAFIELD_TOKENS_FILE");
  command->add_flag("--behind-proxy", access.behind_proxy, "A proxy in front does TLS");
  command->add_option("--hosts", access.hosts, "Further names it answers to: levels.example.org")->delimiter(',');
  command->add_option("--origins", access.origins, "Pages of other origins that may ask")->delimiter(',');
  command->add_option("--proxies", access.proxies, "Addresses whose X-Forwarded-For is believed")->delimiter(',');
  command->add_option("--connections", access.connections, "At once; more are told 503")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  command
      ->add_option("--connections-each", access.connections_each,
                   "Of one address, this machine and --proxies aside; more are closed")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000));
  command
      ->add_option(
          "--feed", options->live.from,
          "simulate (a made-up day), cboe, deribit, tradier, massive, thetadata, folder:PATH, or recorded:PATH "
          "(a day that `record` wrote, played again)")
      ->capture_default_str()
      ->envname("GAMMAFIELD_FEED");
  command->add_option("--data", options->data, "Folder in which what comes is recorded, as `record` does")
      ->envname("GAMMAFIELD_DATA");
  command->add_option("--research", options->research,
                      "Folder of studies' results, as `research run -o` leaves them; without: research in --data");
  command->add_option("--speed", options->speed, "Of the played day: times as fast as the clock")
      ->capture_default_str()
      ->check(CLI::Range(desk::Playing::slowest, desk::Playing::fastest));
  command
      ->add_option(
          "--past-days", options->past_days,
          "Made-up sessions before the made-up day, for what looks back; of the last a chain every twenty minutes, "
          "of others three (default 2)")
      ->check(CLI::Range(0, past_days_max));
  command->add_option("--session", options->session.session,
                      "The played day; without: the trading day before today, or the last that was recorded");
  command->add_option("--log", options->log, "Form of what is said on standard error: text or json, a line each")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "json"}))
      ->envname("GAMMAFIELD_LOG");
  command->add_flag("--log-answers", options->log_answers, "A line for each answer too");
  command
      ->add_option("--workers", options->workers,
                   "Threads for answers about how things stand; those out of records have one more")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  command->add_option("--seed", options->session.scenario.chain.seed, "Of the made-up day")->capture_default_str();
  command->add_option("--contracts", options->session.scenario.chain.contracts, "Of the made-up day")
      ->capture_default_str();
  add_feed_options(*command, options->live);
  add_alert_options(*command, options->live);
  add_assumption_options(*command, options->chain);
  command->callback([=, &chosen] {
    chosen = [=] {
      if (auto wrong = apply_settings_file(*command, *settings)) return Outcome{std::move(wrong)};
      return run(*options);
    };
  });
}

}  // namespace gammafield::app
