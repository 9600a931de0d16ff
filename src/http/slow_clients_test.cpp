// Many clients that are slow on purpose: heads and bodies a byte at a time, answers that nobody reads. Whoever is not
// slow notices nothing, and the slow are cut off in time. GAMMAFIELD_LONG=1: ten thousand, with the times of a real
// server.

#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>

#include "http/server.h"
#include "http/testing_client.h"

namespace gammafield::http {
namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

bool is_long() { return std::getenv("GAMMAFIELD_LONG") != nullptr; }

/// Every address may have so many, so the slow ones have many addresses.
constexpr std::size_t of_one_address = 64;

struct Attack {
  std::size_t slow;
  std::chrono::seconds head_within, body_within, write_within;
  std::chrono::milliseconds a_byte_every;
};
Attack attack() { return is_long() ? Attack{10'000, 15s, 30s, 30s, 10s} : Attack{300, 1s, 2s, 2s, 300ms}; }

class House {
 public:
  explicit House(const Attack& attack)
      : server_(*Server::listen(
            {.connections = attack.slow + 1'000,
             .of_loopback = of_one_address,
             .head_within = attack.head_within,
             .body_within = attack.body_within,
             .write_within = attack.write_within},
            {[big = text_of(std::string(8'000'000, 'x'))](const auto& request, bool, const Respond& respond) {
              respond(Response{200, "text/plain", request->path_text() == "/big" ? big : text_of("fine"), {}});
            }})),
        thread_([this] { server_.run(); }) {}
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House() { server_.drain(1s); }
  [[nodiscard]] int port() const { return server_.port(); }

 private:
  Server server_;
  std::jthread thread_;
};

std::string address_of(std::size_t n) {
  return fmt::format("127.0.{}.{}", 1 + n / of_one_address / 250, 1 + n / of_one_address % 250);
}

/// What a slow client has sent when it begins to be slow.
enum class Manner { head, body, reading };
constexpr std::size_t readers = 60;  // each holds megabytes of the kernel's
Manner manner_of(std::size_t n) { return n < readers ? Manner::reading : n % 2 == 0 ? Manner::head : Manner::body; }
std::string_view opening(Manner manner) {
  switch (manner) {
    case Manner::head: return "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ";
    case Manner::body: return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n";
    case Manner::reading: return "GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n";
  }
  return "";
}

/// The slow ones, in a process of their own, so that both ends have descriptors enough. Its exit code: 0 if each was
/// cut off in its time, else a number of what was not.
enum class Fate { cut_in_time, not_connected, not_cut };
int be_slow(int port, const Attack& attack, const std::function<void()>& all_there) {
  struct Slow {
    std::unique_ptr<RawClient> client;
    Manner manner;
    SteadyClock::time_point since;
  };
  std::vector<Slow> open;
  for (std::size_t n = 0; n < attack.slow; ++n) {
    const Manner manner = manner_of(n);
    open.push_back({std::make_unique<RawClient>(port, address_of(n).c_str()), manner, SteadyClock::now()});
    if (!open.back().client->connected()) return static_cast<int>(Fate::not_connected);
    open.back().client->send(opening(manner));
  }
  all_there();
  auto fate = Fate::cut_in_time;
  auto next_byte = SteadyClock::now() + attack.a_byte_every;
  while (!open.empty()) {
    const auto now = SteadyClock::now();
    const bool byte = now >= next_byte;
    if (byte) next_byte = now + attack.a_byte_every;
    std::erase_if(open, [&](Slow& slow) {
      const bool head = slow.manner == Manner::head;
      if (byte && slow.manner != Manner::reading) slow.client->send("x");
      const auto within = head                          ? attack.head_within
                          : slow.manner == Manner::body ? attack.body_within
                                                        : attack.write_within;
      if (slow.client->cut_off()) return true;
      constexpr auto notice = 5s;  // the server looks once a second, and this machine may be busy
      const bool late = now - slow.since > within + notice;
      if (late) fate = Fate::not_cut;
      return late;
    });
    std::this_thread::sleep_for(20ms);
  }
  return static_cast<int>(fate);
}

/// How long each answer took to one who asks again and again, on a connection kept and on new ones.
std::vector<double> ask_for(int port, SteadyClock::duration time, const char* from) {
  const std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
  std::vector<double> milliseconds;
  const auto end = SteadyClock::now() + time;
  while (SteadyClock::now() < end) {
    const auto begin = SteadyClock::now();
    RawClient client{port, from};
    for (int i = 0; i < 20; ++i) {
      const auto asked = i == 0 ? begin : SteadyClock::now();
      client.send(request);
      EXPECT_TRUE(client.read_until("fine").starts_with("HTTP/1.1 200"));
      milliseconds.push_back(std::chrono::duration<double, std::milli>(SteadyClock::now() - asked).count());
      std::this_thread::sleep_for(1ms);
    }
  }
  return milliseconds;
}

double percentile(std::vector<double> values, double share) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::ranges::nth_element(values, at);
  return *at;
}

TEST(SlowClients, AreCutOffAndNobodyElseNotices) {
  const Attack how = attack();
  rlimit descriptors{};
  ::getrlimit(RLIMIT_NOFILE, &descriptors);
  if (descriptors.rlim_cur < descriptors.rlim_max) {
    descriptors.rlim_cur = descriptors.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &descriptors);
  }
  if (descriptors.rlim_cur < how.slow + 200) GTEST_SKIP() << "only " << descriptors.rlim_cur << " descriptors";
  int port_pipe[2], there_pipe[2];
  ASSERT_EQ(::pipe(port_pipe), 0);
  ASSERT_EQ(::pipe(there_pipe), 0);
  const pid_t slow = ::fork();  // before there are threads
  ASSERT_GE(slow, 0);
  if (slow == 0) {
    int port = 0;
    (void)!::read(port_pipe[0], &port, sizeof port);
    ::_exit(be_slow(port, how, [&] { (void)!::write(there_pipe[1], "!", 1); }));
  }
  const House house{how};
  const int port = house.port();
  (void)!::write(port_pipe[1], &port, sizeof port);
  char all_there = 0;
  ASSERT_EQ(::read(there_pipe[0], &all_there, 1), 1);
  const auto took = ask_for(port, how.head_within, "127.0.0.1");
  int status = 0;
  ::waitpid(slow, &status, 0);
  ASSERT_TRUE(WIFEXITED(status));
  EXPECT_EQ(static_cast<Fate>(WEXITSTATUS(status)), Fate::cut_in_time);
  const double half = percentile(took, 0.5), most = percentile(took, 0.99);
  fmt::print("{} slow clients: {} answers to others, p50 {:.2f} ms, p99 {:.2f} ms\n", how.slow, took.size(), half,
             most);
  EXPECT_GE(took.size(), 20u);
  if (is_long()) {
    EXPECT_LT(most, 20.0);
  }
}

TEST(SlowClients, HaveSoManyConnectionsOfOneAddress) {
  const House house{{1'000, 15s, 30s, 30s, 10s}};
  std::vector<std::unique_ptr<RawClient>> clients;
  for (std::size_t i = 0; i < 4 * of_one_address; ++i) {
    clients.push_back(std::make_unique<RawClient>(house.port(), "127.0.0.9"));
    clients.back()->send(opening(Manner::head));
  }
  RawClient other{house.port()};
  other.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(other.read_until("fine").starts_with("HTTP/1.1 200")) << "and the others are after them in the queue";
  const auto held = std::ranges::count_if(clients, [](auto& client) { return !client->cut_off(); });
  EXPECT_EQ(held, static_cast<std::ptrdiff_t>(of_one_address));
}

}  // namespace
}  // namespace gammafield::http
