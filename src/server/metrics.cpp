#include "server/metrics.h"

#include <malloc.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <unistd.h>

#include "engine/report_json.h"

namespace gammafield::server {

using prometheus::BuildCounter;
using prometheus::BuildGauge;
using prometheus::BuildHistogram;

namespace {

double seconds(std::chrono::nanoseconds time) { return std::chrono::duration<double>(time).count(); }

const prometheus::Histogram::BucketBoundaries answer_times{0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5};
const prometheus::Histogram::BucketBoundaries compute_times{0.0005, 0.001, 0.002, 0.005, 0.01, 0.02,
                                                            0.05,   0.1,   0.2,   0.5,   1};

/// Bytes that are asked for and not given back, of all arenas; 0 where the library does not tell. The rest of the
/// process' memory is code, stacks and what lies free between.
double heap_in_use_bytes() {
#ifdef __GLIBC__
  const struct mallinfo2 info = mallinfo2();
  return static_cast<double>(info.uordblks + info.hblkhd);
#else
  return 0;
#endif
}

/// Bytes of this process in memory; 0 where the system does not tell.
double resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

template <class T>
double price_of(const levels::Level<T>& level, double (*price)(const T&)) {
  return level ? price(*level) : std::nan("");  // a gauge without a value says so
}

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& answers =
      BuildCounter().Name("http_requests_total").Help("Answers, by class of status").Register(registry);
  /// By the status' first digit less one: looked up once, for they are counted 50,000 times a second.
  std::array<prometheus::Counter*, 5> classes{&answers.Add({{"code", "1xx"}}), &answers.Add({{"code", "2xx"}}),
                                              &answers.Add({{"code", "3xx"}}), &answers.Add({{"code", "4xx"}}),
                                              &answers.Add({{"code", "5xx"}})};
  prometheus::Histogram& answer_time = BuildHistogram()
                                           .Name("http_request_duration_seconds")
                                           .Help("From the whole request to the whole answer")
                                           .Register(registry)
                                           .Add({}, answer_times);
  prometheus::Histogram& compute_time = BuildHistogram()
                                            .Name("gex_compute_duration_seconds")
                                            .Help("From a snapshot or a price to what is pushed")
                                            .Register(registry)
                                            .Add({}, compute_times);
  prometheus::Family<prometheus::Gauge>& net = BuildGauge()
                                                   .Name("gex_net_gamma_dollars_per_pct")
                                                   .Help("Net GEX; positive: dealers long gamma, as inferred")
                                                   .Register(registry);
  prometheus::Family<prometheus::Gauge>& level =
      BuildGauge().Name("gex_level_price").Help("Price of a level; NaN: there is none").Register(registry);
  prometheus::Family<prometheus::Gauge>& contracts = BuildGauge()
                                                         .Name("gex_chain_contracts")
                                                         .Help("Contracts of the last snapshot, by what became of them")
                                                         .Register(registry);
  prometheus::Family<prometheus::Gauge>& age =
      BuildGauge().Name("gex_data_age_seconds").Help("Age of a symbol's data").Register(registry);
  prometheus::Family<prometheus::Gauge>& success = BuildGauge()
                                                       .Name("gex_feed_last_success_timestamp_seconds")
                                                       .Help("When a feed last told something new")
                                                       .Register(registry);
  prometheus::Family<prometheus::Gauge>& stale =
      BuildGauge().Name("gex_feed_stale").Help("1: nothing new while the market trades").Register(registry);
  prometheus::Family<prometheus::Gauge>& failures =
      BuildGauge().Name("gex_feed_failures").Help("Failed requests one after the other, until now").Register(registry);
  prometheus::Gauge& clients = BuildGauge().Name("ws_clients").Help("Streams that are open").Register(registry).Add({});
  prometheus::Gauge& messages =
      BuildGauge().Name("ws_messages").Help("Messages pushed since the start").Register(registry).Add({});
  prometheus::Gauge& conflated = BuildGauge()
                                     .Name("ws_conflated_updates")
                                     .Help("Updates that slow readers were spared, since the start")
                                     .Register(registry)
                                     .Add({});
  prometheus::Gauge& connections =
      BuildGauge().Name("http_connections").Help("Connections that are open").Register(registry).Add({});
  prometheus::Gauge& turned_away =
      BuildGauge().Name("http_connections_turned_away").Help("Since the start").Register(registry).Add({});
  prometheus::Gauge& waiting = BuildGauge()
                                   .Name("gex_work_waiting")
                                   .Help("Requests that workers have not answered yet")
                                   .Register(registry)
                                   .Add({});
  prometheus::Gauge& heap = BuildGauge()
                                .Name("process_heap_in_use_bytes")
                                .Help("Allocated and not freed; grows for good only where something is kept")
                                .Register(registry)
                                .Add({});
  prometheus::Gauge& memory =
      BuildGauge().Name("process_resident_memory_bytes").Help("In memory").Register(registry).Add({});
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {
  BuildGauge()
      .Name("gex_build_info")
      .Help("1")
      .Register(families_->registry)
      .Add({{"version", std::string{engine::version()}}})
      .Set(1);
}
Metrics::~Metrics() = default;

void Metrics::answered(int status, std::chrono::nanoseconds time) {
  const auto of_class = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
  families_->classes[of_class]->Increment();
  families_->answer_time.Observe(seconds(time));
}

void Metrics::published(const engine::Report& report, std::chrono::nanoseconds time) {
  const std::string& symbol = report.symbol;
  families_->compute_time.Observe(seconds(time));
  families_->net.Add({{"symbol", symbol}}).Set(report.levels.totals.net_gex.value());
  const auto tell = [&](const char* name, double price) {
    families_->level.Add({{"symbol", symbol}, {"level", name}}).Set(price);
  };
  tell("spot", report.spot.value());
  tell("call_wall",
       price_of<levels::Wall>(report.levels.call_wall, [](const auto& wall) { return wall.at.strike.value(); }));
  tell("put_wall",
       price_of<levels::Wall>(report.levels.put_wall, [](const auto& wall) { return wall.at.strike.value(); }));
  tell("gamma_flip",
       price_of<levels::GammaFlip>(report.levels.flip, [](const auto& flip) { return flip.price.value(); }));
  const auto& quality = report.quality;
  families_->contracts.Add({{"symbol", symbol}, {"state", "read"}}).Set(static_cast<double>(quality.contracts));
  families_->contracts.Add({{"symbol", symbol}, {"state", "used"}}).Set(static_cast<double>(quality.used));
}

std::string Metrics::text(const desk::Desk& desk, const http::Server::Counts& server, const Hub::Counts& hub,
                          std::size_t work_waiting, desk::Moment now) {
  auto& all = *families_;
  for (const auto& standing : desk.all())
    all.age.Add({{"symbol", standing->report().symbol}})
        .Set(std::chrono::duration<double>(now - standing->report().as_of).count());
  for (const auto& source : desk.sources()) {
    if (source.changed)
      all.success.Add({{"feed", source.name}})
          .Set(std::chrono::duration<double>(source.changed->time_since_epoch()).count());
    all.stale.Add({{"feed", source.name}}).Set(source.stale ? 1 : 0);
    all.failures.Add({{"feed", source.name}}).Set(source.failures);
  }
  all.clients.Set(static_cast<double>(hub.clients));
  all.messages.Set(static_cast<double>(hub.messages));
  all.conflated.Set(static_cast<double>(hub.conflated));
  all.connections.Set(static_cast<double>(server.connections));
  all.turned_away.Set(static_cast<double>(server.turned_away));
  all.waiting.Set(static_cast<double>(work_waiting));
  all.memory.Set(resident_bytes());
  all.heap.Set(heap_in_use_bytes());
  return prometheus::TextSerializer{}.Serialize(all.registry.Collect());
}

}  // namespace gammafield::server
