// Ticker messages of Deribit's shape through a session, flat out on one core, a chain made every second.
//   deribit_updates [UPDATES]     5,000,000: what 500,000 a second are in ten seconds
// Nothing may be lost or reordered per contract, and memory stays where it was after the first second.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "feeds/deribit_session.h"
#include "feeds/testing_deribit.h"
#include "results.h"

namespace gammafield::bench {
namespace {

using feeds::Moment;
using Clock = std::chrono::steady_clock;

constexpr std::size_t contracts = 1000;
constexpr std::int64_t begin_ms = 1'787'063'400'000;

double resident_mb() {
  std::ifstream statm("/proc/self/statm");
  double whole = 0, resident = 0;
  statm >> whole >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// A message that is written once and then told with other numbers of the same width.
struct Told {
  std::string text;
  std::size_t time_at = 0, bid_at = 0;
  std::int64_t step = 0;

  explicit Told(const std::string& name) : text(feeds::testing::deribit_ticker(name, begin_ms, 0.1)) {
    const std::string bid = "\"best_bid_price\":0.1,";
    const auto at = text.find(bid);
    text.replace(at, bid.size(), "\"best_bid_price\":0.1000000,");
    bid_at = at + 19;
    time_at = text.find("\"timestamp\":") + 12;
  }
  void write(std::size_t at, std::int64_t number, int digits) {
    for (int i = digits; i-- > 0; number /= 10)
      text[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
  }
  const std::string& next() {
    ++step;
    write(time_at, begin_ms + step, 13);
    write(bid_at, 1'000'000 + step, 7);
    return text;
  }
  [[nodiscard]] double bid() const { return static_cast<double>(1'000'000 + step) / 1e7; }
};

int run(std::uint64_t updates) {
  feeds::DeribitSession session({.roots = {"BTC"}}, 1);
  std::vector<std::string> names, rows;
  std::vector<Told> told;
  for (std::size_t i = 0; i < contracts; ++i) {
    names.push_back(feeds::testing::deribit_name(20'000 + 100 * static_cast<int>(i / 2), i % 2 == 0 ? 'C' : 'P'));
    told.emplace_back(names.back());
  }
  Moment now{std::chrono::milliseconds{begin_ms}};
  session.connected(now);
  const auto begin = Clock::now();
  auto next_chain = begin + std::chrono::seconds{1};
  double first_mb = 0, worst_ms = 0;
  int chains = 0;
  std::uint64_t random = 1;
  for (std::uint64_t i = 0; i < updates; ++i) {
    random = random * 6364136223846793005ULL + 1442695040888963407ULL;
    session.received(told[(random >> 33) % contracts].next(), now);
    if ((i & 1023) != 0 || Clock::now() < next_chain) continue;
    const auto before = Clock::now();
    if (!session.chain("BTC", {})) return 1;
    worst_ms = std::max(worst_ms, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
    next_chain += std::chrono::seconds{1};
    if (++chains == 1) first_mb = resident_mb();
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < contracts; ++i)
    wrong += told[i].step > 0 && std::abs(session.quotes().bid(names[i]).value_or(0) - told[i].bid()) > 1e-12 ? 1 : 0;
  const auto& counts = session.counts();
  fmt::print("{}\n{} updates of {} contracts, {} bytes each, in {:.2f} s: {:.0f} a second\n", machine(), updates,
             contracts, told[0].text.size(), seconds, static_cast<double>(updates) / seconds);
  fmt::print("taken {}, older {}, unreadable {}, contracts not at their last quote {}\n", counts.quotes, counts.older,
             counts.unreadable, wrong);
  fmt::print("chains {}, the slowest {:.2f} ms; replaced before one was made {}\n", chains, worst_ms, counts.conflated);
  fmt::print("memory {:.1f} MB after the first chain, {:.1f} MB at the end\n", first_mb, resident_mb());
  return counts.quotes == updates && wrong == 0 ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::bench

int main(int count, char** words) {
  return gammafield::bench::run(count > 1 ? std::strtoull(words[1], nullptr, 10) : 5'000'000);
}
