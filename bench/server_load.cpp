// The server under load: `gammafield serve` with a made-up book, beside a bare Boost.Beast server, in one run.
//   server_load [rest|push|stalled|overload]... [CONTRACTS] [PROGRAM]     all of them; 25,000; a path: another build
// The clients take a core of the same machine, so requests a second are limited by them as much as by the server: look
// at the ratio to bare Beast and at the server's processor time a request.

#include <set>
#include <string>

#include <fmt/format.h>

#include "load/child.h"
#include "load/hello.h"
#include "load/http_clients.h"
#include "load/push_clients.h"
#include "load/sockets.h"
#include "results.h"

namespace gammafield::bench {
namespace {

constexpr std::size_t push_clients = 2'000;

/// What is run, and on what.
struct Wanted {
  std::set<std::string> tasks = {};  ///< empty: all
  std::string contracts = "25000", program = GAMMAFIELD_PROGRAM;
};

/// `speed` of the made-up day: at 30 a chain every two seconds and ten prices a second, at 0.01 nothing new.
Child server(const Wanted& wanted, const std::string& speed) {
  return Child{{wanted.program, "serve", "--listen", "127.0.0.1:0", "--contracts", wanted.contracts, "--speed", speed}};
}
Child hello(std::size_t push_bytes) { return Child{{"/proc/self/exe", "hello", std::to_string(push_bytes)}}; }

void wait_for_levels(int port) {
  constexpr int tries = 200;
  for (int i = 0; i < tries; ++i) {
    const auto head = answer_head(answer_to(port, get("/v1/levels/SPX", port)));
    if (head && head->status == 200) return;
    (void)ask({.port = port, .connections = 0, .seconds = 0.1});
  }
  fmt::print(stderr, "the server has no levels\n");
  std::exit(1);
}

std::string etag_of(const std::string& answer) {
  const auto at = answer.find("etag: ");
  return at == std::string::npos ? "*" : answer.substr(at + 6, answer.find("\r\n", at) - at - 6);
}

struct Row {
  std::string what;
  const Child* of = nullptr;
  HttpLoad load = {};
  HttpOutcome outcome = {};
  double cpu_seconds = 0;  ///< of the network's thread
};

void print_row(const Row& row, const Row* bare) {
  const auto& all = row.outcome;
  const auto cpu_us = [](const Row& of) {
    return 1e6 * of.cpu_seconds / static_cast<double>(of.outcome.answered.count());
  };
  fmt::print("  {:<40}{:8.0f}/s {:7.2f} ms p50 {:7.2f} p99 {:7.2f} p99.9 {:6.2f} us cpu", row.what,
             all.answered_a_second(), all.answered.ms(0.5), all.answered.ms(0.99), all.answered.ms(0.999), cpu_us(row));
  if (bare != nullptr)
    fmt::print("; of bare {:.2f} a second, {:.2f} a cpu second",
               all.answered_a_second() / bare->outcome.answered_a_second(), cpu_us(*bare) / cpu_us(row));
  if (all.shed.count() + all.cut > 0) fmt::print("  {} shed, {} cut", all.shed.count(), all.cut);
  fmt::print("\n");
}

/// In short turns, so that what else the machine does falls on all alike; the first is the bare one.
void run_in_turns(std::vector<Row> rows, int turns) {
  for (int turn = 0; turn < turns; ++turn)
    for (Row& row : rows) {
      const double before = row.of->network_seconds();
      row.outcome.add(ask(row.load));
      row.cpu_seconds += row.of->network_seconds() - before;
    }
  for (const Row& row : rows) print_row(row, &row == &rows.front() ? nullptr : &rows.front());
}

/// Kept answers: each connection's next request when the last is answered, and at a rate.
void rest(const Wanted& wanted) {
  constexpr double rate = 50'000;
  constexpr int turns = 4;
  constexpr double seconds = 0.5;
  const Child beast = hello(0);
  for (const std::string speed : {"0.01", "30"}) {
    const Child ours = server(wanted, speed);
    wait_for_levels(ours.port());
    fmt::print("256 connections, {}\n", speed == "30" ? "ten new prices a second" : "nothing new");
    for (const std::string target : {"/v1/health", "/v1/levels/SPX", "/v1/report/SPX"}) {
      const std::string plain = get(target, ours.port());
      const std::string answer = answer_to(ours.port(), plain);
      const std::string known = get(target, ours.port(), fmt::format("If-None-Match: {}\r\n", etag_of(answer)));
      const auto bytes = answer_head(answer).value_or(AnswerHead{}).body_bytes;
      const HttpLoad bare{
          .port = beast.port(), .requests = {get(fmt::format("/{}", bytes), beast.port())}, .seconds = seconds};
      const HttpLoad ask_ours{.port = ours.port(), .requests = {plain}, .seconds = seconds};
      HttpLoad ask_at_rate = ask_ours, bare_at_rate = bare, ask_known = ask_ours;
      ask_at_rate.rate = bare_at_rate.rate = rate;
      ask_known.requests = {known};
      run_in_turns({{fmt::format("bare Beast, {} bytes", bytes), &beast, bare},
                    {target, &ours, ask_ours},
                    {"  304, where nothing is new", &ours, ask_known}},
                   turns);
      run_in_turns({{"  bare Beast, asked 50,000 a second", &beast, bare_at_rate},
                    {"  asked 50,000 a second", &ours, ask_at_rate}},
                   turns);
    }
  }
}

void print_push(std::string_view what, const PushOutcome& heard, double seconds, double cpu) {
  const auto messages = static_cast<double>(std::max<std::size_t>(heard.messages, 1));
  fmt::print("  {:<28}{:5.1f} updates/s, {:6.0f} messages/s of {:5.0f} bytes, {:4.1f} us cpu each\n", what,
             static_cast<double>(heard.first.count()) / seconds, messages / seconds,
             static_cast<double>(heard.bytes) / messages, 1e6 * cpu / messages);
  for (const auto& [name, times] : {std::pair{"published to a client", &heard.delivery},
                                    {"  to the first one", &heard.first},
                                    {"  from it to the others", &heard.others}})
    fmt::print("    {:<26}{:6.1f} ms p50 {:6.1f} p99 {:6.1f} p99.9\n", name, times->ms(0.5), times->ms(0.99),
               times->ms(0.999));
  if (heard.conflated + heard.gaps + heard.ended > 0)
    fmt::print("    {} conflated, {} gaps, {} ended\n", heard.conflated, heard.gaps, heard.ended);
}

PushOutcome push_row(std::string_view what, const Child& of, PushClients& clients, double seconds) {
  const double before = of.network_seconds();
  auto heard = clients.listen(seconds);
  print_push(what, heard, seconds, of.network_seconds() - before);
  return heard;
}

/// Two thousand WebSockets, ten prices a second.
void push(const Wanted& wanted) {
  constexpr double seconds = 10;
  fmt::print("{} WebSockets, ten prices a second, a chain of {} contracts every two seconds\n", push_clients,
             wanted.contracts);
  for (const std::string target : {"/v1/stream", "/v1/stream?parts=levels"}) {
    const Child ours = server(wanted, "30");
    wait_for_levels(ours.port());
    const double alone = ours.resident_mb();
    std::size_t bytes = 0;
    {
      PushClients clients{ours.port(), target, push_clients};
      (void)clients.listen(5);  // whole Reports first
      const double idle = ours.resident_mb();
      const auto heard = push_row(target, ours, clients, seconds);
      fmt::print("  {} open; resident {:.0f} MB without clients, {:.0f} with them, {:.0f} after\n", clients.open(),
                 alone, idle, ours.resident_mb());
      bytes = heard.bytes / std::max<std::size_t>(heard.messages, 1);
    }
    const Child beast = hello(bytes);
    PushClients clients{beast.port(), "/", push_clients};
    (void)clients.listen(2);
    (void)push_row("bare Beast, as many bytes", beast, clients, seconds);
    fmt::print("  bare Beast resident {:.0f} MB\n", beast.resident_mb());
  }
}

/// One that never reads, and one that reads again after ten seconds.
void stalled(const Wanted& wanted) {
  constexpr double seconds = 10;
  fmt::print("clients that stop reading, beside 500\n");
  const Child ours = server(wanted, "30");
  wait_for_levels(ours.port());
  PushClients others{ours.port(), "/v1/stream", 500};
  (void)others.listen(3);
  (void)push_row("without", ours, others, seconds);
  PushClients late{ours.port(), "/v1/stream", 1, true};
  PushClients never{ours.port(), "/v1/stream", 1, true};
  (void)push_row("with two", ours, others, seconds);
  const auto again = late.listen(1);
  fmt::print("  the one that reads again: {} messages, {} of them told what was passed over, {} gaps\n", again.messages,
             again.conflated, again.gaps);
  const auto before = ours.descriptors();
  double waited = seconds;
  for (; ours.descriptors() >= before && waited < 90; ++waited) {
    (void)others.listen(0.5);
    (void)late.listen(0.5);
  }
  fmt::print("  the one that never does is cut after {:.0f} s; {} of 500 others are open\n", waited, others.open());
}

void overload_rows(const HttpLoad& load, double peak) {
  const auto heavy = ask(load);
  fmt::print(
      "  {:<40}{:7.0f}/s answered = {:.2f} of peak, {:.0f}/s shed; p99 {:.1f} ms answered, {:.1f} ms shed, {} cut\n",
      fmt::format("{:.0f}/s, three times that", load.rate), heavy.answered_a_second(), heavy.answered_a_second() / peak,
      heavy.shed_a_second(), heavy.answered.ms(0.99), heavy.shed.ms(0.99), heavy.cut);
}

/// Seconds until a request of its own kind is answered again, and as fast as before.
double recovery(const Child& ours, const std::string& request, double usual_ms) {
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const auto since = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
  while (since() < 60) {
    const auto asked = Clock::now();
    const auto head = answer_head(answer_to(ours.port(), request));
    const std::chrono::duration<double, std::milli> took = Clock::now() - asked;
    if (head && head->status == 200 && took.count() < 3 * usual_ms + 5) return since();
  }
  return since();
}

/// Each a profile of its own, which nobody has asked for before.
std::vector<std::string> uncommon_requests(int port) {
  std::vector<std::string> requests;
  constexpr int many = 20'000;
  for (int i = 0; i < many; ++i)
    requests.push_back(get(fmt::format("/v1/profile/SPX?points=2001&range={:.4f}", 5 + 0.001 * i), port));
  return requests;
}

void overload(const Wanted& wanted) {
  const Child ours = server(wanted, "30");
  wait_for_levels(ours.port());
  fmt::print("three times overload\n");
  HttpLoad load{.port = ours.port(), .connections = 8, .requests = uncommon_requests(ours.port())};
  const auto peak = ask(load);
  fmt::print("  {:<40}{:7.0f}/s, p50 {:.1f} ms\n", "computed answers, 8 at a time", peak.answered_a_second(),
             peak.answered.ms(0.5));
  load.connections = 2'000;
  load.rate = 3 * peak.answered_a_second();
  load.seconds = 10;
  overload_rows(load, peak.answered_a_second());
  fmt::print("  back after {:.2f} s\n", recovery(ours, load.requests.front(), peak.answered.ms(0.5)));

  const std::string levels = get("/v1/levels/SPX", ours.port());
  HttpLoad kept{.port = ours.port(), .connections = 4'000, .requests = {levels}};
  const auto most = ask(kept);
  fmt::print("  {:<40}{:7.0f}/s, p50 {:.1f} ms p99 {:.1f}\n", "kept answers, 4,000 connections",
             most.answered_a_second(), most.answered.ms(0.5), most.answered.ms(0.99));
  kept.connections = 3 * 4'000;
  kept.seconds = 10;
  const auto thrice = ask(kept);
  fmt::print(
      "  {:<40}{:7.0f}/s answered = {:.2f} of that, {:.0f}/s shed; p99 {:.1f} ms answered, {:.1f} ms shed, {} cut\n",
      "12,000 connections", thrice.answered_a_second(), thrice.answered_a_second() / most.answered_a_second(),
      thrice.shed_a_second(), thrice.answered.ms(0.99), thrice.shed.ms(0.99), thrice.cut);
  fmt::print("  back after {:.2f} s; resident {:.0f} MB\n", recovery(ours, levels, 1), ours.resident_mb());
}

void run(const Wanted& wanted) {
  allow_descriptors();
  fmt::print("{}\n", machine());
  const auto asked = [&](const char* task) { return wanted.tasks.empty() || wanted.tasks.contains(task); };
  if (asked("rest")) rest(wanted);
  if (asked("push")) push(wanted);
  if (asked("stalled")) stalled(wanted);
  if (asked("overload")) overload(wanted);
}

}  // namespace
}  // namespace gammafield::bench

int main(int argc, char** argv) {
  using namespace gammafield::bench;
  const std::string first = argc > 1 ? argv[1] : "";
  if (first == "hello") {
    serve_hello(argc > 2 ? std::stoul(argv[2]) : 0);
    return 0;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  Wanted wanted;
  for (const std::string& argument : std::vector<std::string>(argv + 1, argv + argc)) {
    if (argument.find('/') != std::string::npos)
      wanted.program = argument;
    else if (argument.find_first_not_of("0123456789") == std::string::npos)
      wanted.contracts = argument;
    else
      wanted.tasks.insert(argument);
  }
  run(wanted);
}
