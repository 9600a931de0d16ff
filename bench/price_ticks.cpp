// Prices of an underlying through the server's own stack, all in this process: what follows a symbol re-prices the
// book and chooses its levels, the Report becomes JSON and a patch, the hub sends it, and a WebSocket client on the
// loopback has read it to the end.
//   price_ticks [TICKS [A_SECOND [CONTRACTS]]]     2000 20 25000; A_SECOND 0: flat out, one after the other
// Time runs from the price being handed in. Processor time of a stage does not depend on what else the machine does as
// much as the clock does.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket.hpp>

#include "gammafield/heap.h"
#include "ingest/read_chain.h"
#include "live/following.h"
#include "results.h"
#include "server/front.h"
#include "server/publisher.h"
#include "simulate/chain.h"
#include "simulate/vendor_files.h"

namespace gammafield::bench {
namespace {

using Clock = std::chrono::steady_clock;

double cpu_ms(clockid_t clock = CLOCK_THREAD_CPUTIME_ID) {
  timespec time{};
  clock_gettime(clock, &time);
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

/// Numbers of one kind, in milliseconds.
class Sample {
 public:
  void add(double ms) { all_.push_back(ms); }
  void print(const char* name) {
    std::ranges::sort(all_);
    const auto at = [&](double share) {
      return all_[static_cast<std::size_t>(share * static_cast<double>(all_.size() - 1))];
    };
    fmt::print("  {:<34} p50 {:7.3f}  p90 {:7.3f}  p99 {:7.3f}  max {:8.3f} ms\n", name, at(0.5), at(0.9), at(0.99),
               at(1));
  }
  [[nodiscard]] std::size_t size() const { return all_.size(); }

 private:
  std::vector<double> all_;
};

/// Reads all that comes and notes when each sequence was there.
class Client {
 public:
  explicit Client(int port) {
    namespace asio = boost::asio;
    socket_.next_layer().connect({asio::ip::make_address("127.0.0.1"), static_cast<std::uint16_t>(port)});
    socket_.next_layer().set_option(asio::ip::tcp::no_delay{true});
    socket_.handshake(fmt::format("127.0.0.1:{}", port), "/v1/stream?symbols=SPX");
    thread_ = std::jthread{[this] { read(); }};
  }
  /// When the sequence was there, as soon as it is.
  Clock::time_point arrival(std::uint64_t sequence) const {
    for (auto newest = newest_.load(); newest < sequence; newest = newest_.load()) newest_.wait(newest);
    const std::lock_guard lock{mutex_};
    return arrivals_.at(sequence);
  }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t whole_reports() const { return whole_reports_; }
  void stop() {
    boost::system::error_code ignored;
    socket_.next_layer().shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
    thread_.join();
  }

 private:
  void read() {
    boost::beast::flat_buffer buffer;
    boost::system::error_code error;
    while (socket_.read(buffer, error), !error) {
      const auto now = Clock::now();
      const std::string_view text{static_cast<const char*>(buffer.data().data()), buffer.size()};
      constexpr std::string_view name = "\"sequence\":";
      const auto sequence = std::strtoull(text.data() + text.find(name) + name.size(), nullptr, 10);
      bytes_ += text.size();
      whole_reports_ += text.starts_with(R"({"type":"report")") ? 1 : 0;
      {
        const std::lock_guard lock{mutex_};
        arrivals_.resize(sequence + 1, now);
      }
      newest_ = sequence;
      newest_.notify_all();
      buffer.clear();
    }
  }

  boost::asio::io_context io_;
  boost::beast::websocket::stream<boost::asio::ip::tcp::socket> socket_{io_};
  mutable std::mutex mutex_;
  std::vector<Clock::time_point> arrivals_;  ///< by sequence
  std::atomic<std::uint64_t> newest_ = 0, bytes_ = 0, whole_reports_ = 0;
  std::jthread thread_;
};

/// The server's network side, as `gammafield serve` makes it.
class Network {
 public:
  Network() {
    auto server = http::Server::listen({}, {[this](auto request, bool web_socket, const http::Respond& respond) {
                                         front_->answer(request, web_socket, respond);
                                       }});
    if (!server) std::abort();
    server_.emplace(std::move(*server));
    server::Extras extras{[](const http::Request&) { return http::Response{}; }, [] { return std::string{}; },
                          [this](std::function<void()> work) { server_->post(std::move(work)); }};
    front_.emplace(house_, http::Door{{{"127.0.0.1"}, {}, server_->port()}, {}}, hub_,
                   server::Crews{workers_, archivists_}, server::Files{}, std::move(extras), [] {
                     return server::Clocks{
                         std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()), Clock::now()};
                   });
    thread_ = std::jthread{[this] { server_->run(); }};
    pthread_getcpuclockid(thread_.native_handle(), &cpu_);
  }
  ~Network() { server_->drain(std::chrono::milliseconds{500}); }
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  void publish(server::SharedUpdate update) {
    server_->post([this, update = std::move(update)] { hub_.publish(update); });
  }
  [[nodiscard]] int port() const { return server_->port(); }
  [[nodiscard]] double cpu() const { return cpu_ms(cpu_); }
  desk::Desk desk;

 private:
  server::House house_{desk};
  server::Hub hub_{[this](std::function<void()> next) { server_->post(std::move(next)); }};
  server::Workers workers_{1}, archivists_{1};
  std::optional<server::Front> front_;
  std::optional<http::Server> server_;
  std::jthread thread_;
  clockid_t cpu_{};
};

struct Load {
  std::size_t ticks = 2000;
  double a_second = 20;
  std::size_t contracts = 25'000;
};

/// A price each: a step of a few hundredths of a percent, so that walls change now and then.
std::vector<double> prices_of(double spot, std::size_t count) {
  std::mt19937_64 random{1};
  std::normal_distribution<double> step{0, 2e-4};
  std::vector<double> prices;
  for (double log = 0; prices.size() < count; log = 0.995 * log + step(random)) prices.push_back(spot * std::exp(log));
  return prices;
}

std::shared_ptr<const ingest::LoadedChain> chain_of(std::size_t contracts) {
  simulate::ChainScenario scenario;
  scenario.contracts = contracts;
  scenario.as_of = market::from_new_york(std::chrono::year{2026} / 8 / 18, std::chrono::hours{10});
  const auto chain = simulate::simulate_chain(scenario).value();
  return std::make_shared<const ingest::LoadedChain>(
      std::move(ingest::read_chain(simulate::to_quotedata(chain), {}, "made up").value().front()));
}

/// A symbol that is followed, from its snapshot on, and what it cost.
class Run {
 public:
  Run(const std::shared_ptr<const ingest::LoadedChain>& loaded, bool with_bands)
      : as_of_(loaded->chain.as_of), following_(started(with_bands)), snapshot_(*following_.take(loaded, {})) {
    network_.publish(publisher_.take(snapshot_, as_of_));
  }
  ~Run() { std::filesystem::remove_all(path_); }
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  void ticks(const Load& load) {
    Client client{network_.port()};
    (void)client.arrival(1);
    const auto prices = prices_of(snapshot_->report.spot.value(), load.ticks + 1);
    hand_in(prices.front());  // the first after a snapshot prepares what the others need
    const std::chrono::duration<double, std::milli> first = client.arrival(2) - handed_in_.front();
    engine_ = publish_ = engine_cpu_ = publish_cpu_ = {};
    const double network_before = network_.cpu();
    const auto begin = Clock::now();
    for (std::size_t i = 1; i < prices.size(); ++i) {
      if (load.a_second > 0) {
        const auto due = begin + std::chrono::duration<double>(static_cast<double>(i) / load.a_second);
        std::this_thread::sleep_until(std::chrono::time_point_cast<Clock::duration>(due));
      } else {
        (void)client.arrival(i + 1);
      }
      hand_in(prices[i]);
    }
    Sample to_client;
    for (std::size_t i = 1; i < prices.size(); ++i)
      to_client.add(std::chrono::duration<double, std::milli>(client.arrival(i + 2) - handed_in_[i]).count());
    const auto count = static_cast<double>(load.ticks);
    to_client.print("handed in -> client has it all");
    engine_.print("  Report, clock");
    engine_cpu_.print("  Report, processor");
    publish_.print("  JSON and patch, clock");
    publish_cpu_.print("  JSON and patch, processor");
    fmt::print("  network's thread, processor: {:.3f} ms a price; {:.1f} kB a price, {} whole Reports\n",
               (network_.cpu() - network_before) / count, 1e-3 * static_cast<double>(client.bytes()) / count,
               client.whole_reports());
    fmt::print("  first price after the snapshot: {:.2f} ms\n", first.count());
    client.stop();
  }
  /// What is not done at each price: the book behind it, and bands of that.
  void deeper() {
    const auto standing = network_.desk.standing("SPX");
    const double cpu_0 = cpu_ms();
    const auto& behind = standing->analysis();
    const double cpu_1 = cpu_ms();
    (void)engine::bands_of(behind, behind.report.settings.bands);
    fmt::print("  asked for: the book behind a price {:.2f} ms, its bands made anew {:.2f} ms (processor)\n",
               cpu_1 - cpu_0, cpu_ms() - cpu_1);
  }
  [[nodiscard]] const engine::Analysis& snapshot() const { return *snapshot_; }

 private:
  live::Following started(bool with_bands) {
    live::Assumptions by;
    by.settings.bands_in_report = with_bands;
    return std::move(*live::Following::start("SPX", *store::Folder::make(path_), by, [this] { return as_of_; }));
  }
  void hand_in(double price) {
    const auto at = as_of_ + std::chrono::seconds{handed_in_.size() + 1};
    const std::vector<feeds::NewPrice> prices{{"SPX", market::Spot{price}, at}};
    const double cpu_0 = cpu_ms();
    handed_in_.push_back(Clock::now());
    auto moved = following_.at_prices(prices);
    const auto made = Clock::now();
    const double cpu_1 = cpu_ms();
    network_.publish(publisher_.take(moved->snapshot, std::move(moved->report), at));
    const double cpu_2 = cpu_ms();
    engine_.add(std::chrono::duration<double, std::milli>(made - handed_in_.back()).count());
    publish_.add(std::chrono::duration<double, std::milli>(Clock::now() - made).count());
    engine_cpu_.add(cpu_1 - cpu_0);
    publish_cpu_.add(cpu_2 - cpu_1);
  }

  std::string path_ = std::filesystem::temp_directory_path() / fmt::format("gammafield_ticks_{}", getpid());
  market::Instant as_of_;
  live::Following following_;
  std::shared_ptr<const engine::Analysis> snapshot_;
  Network network_;
  server::Publisher publisher_{network_.desk};
  std::vector<Clock::time_point> handed_in_;
  Sample engine_, publish_, engine_cpu_, publish_cpu_;
};

}  // namespace
}  // namespace gammafield::bench

int main(int count, char** words) {
  using namespace gammafield;
  app::prepare_heap();
  bench::Load load;
  if (count > 1) load.ticks = std::strtoull(words[1], nullptr, 10);
  if (count > 2) load.a_second = std::strtod(words[2], nullptr);
  if (count > 3) load.contracts = std::strtoull(words[3], nullptr, 10);
  fmt::print("{}\n", bench::machine());
  const auto chain = bench::chain_of(load.contracts);
  for (const bool with_bands : {false, true}) {
    bench::Run run{chain, with_bands};
    fmt::print("{} prices, {}, {} of {} contracts held, {} bands\n", load.ticks,
               load.a_second > 0 ? fmt::format("{} a second", load.a_second) : "one after the other",
               run.snapshot().book.holdings.size(), chain->chain.rows.size(), with_bands ? "with" : "without");
    run.ticks(load);
    run.deeper();
  }
  return 0;
}
