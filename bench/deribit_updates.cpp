// Ticker messages of Deribit's shape through a session on one core, a chain made every second: flat out, or as many a
// second as are asked for.
//   deribit_updates [UPDATES [A_SECOND]]     5,000,000 flat out; 5000000 500000: ten seconds of 500,000
// Nothing may be lost or reordered per contract, every quote that another replaced before a chain was made is counted,
// and memory stays where it was after the first second.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
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

/// How many updates are due by the clock.
class Pace {
 public:
  Pace(std::uint64_t updates, double a_second) : updates_(updates), a_second_(a_second) {}

  /// Waits until something is due; the updates that are due by then, all of them where there is no pace.
  std::uint64_t due(Clock::time_point begin, std::uint64_t done) const {
    if (a_second_ <= 0) return std::min(updates_, done + 1024);
    constexpr auto tick = std::chrono::milliseconds{1};
    while (true) {
      const double since = std::chrono::duration<double>(Clock::now() - begin).count();
      const auto count = std::min(updates_, static_cast<std::uint64_t>(since * a_second_));
      if (count > done) return count;
      std::this_thread::sleep_for(tick);
    }
  }
  /// How long the update has been due.
  double late_ms(Clock::time_point begin, std::uint64_t done) const {
    if (a_second_ <= 0) return 0;
    return 1e3 * (std::chrono::duration<double>(Clock::now() - begin).count() - static_cast<double>(done) / a_second_);
  }

 private:
  std::uint64_t updates_;
  double a_second_;
};

/// The market and what was told of it: contracts are drawn, each tells its quotes in order.
class Market {
 public:
  Market() {
    for (std::size_t i = 0; i < contracts; ++i) {
      names_.push_back(feeds::testing::deribit_name(20'000 + 100 * static_cast<int>(i / 2), i % 2 == 0 ? 'C' : 'P'));
      told_.emplace_back(names_.back());
    }
    since_chain_.resize(contracts);
  }
  const std::string& next() {
    random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::size_t which = (random_ >> 33) % contracts;
    replaced_ += since_chain_[which]++ > 0 ? 1 : 0;
    return told_[which].next();
  }
  void chain_made() { std::ranges::fill(since_chain_, 0U); }

  /// Contracts whose kept quote is not the last one told: one that was lost, or came after a later one.
  [[nodiscard]] std::size_t wrong(const feeds::DeribitSession& session) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < contracts; ++i)
      count += told_[i].step > 0 && std::abs(session.quotes().bid(names_[i]).value_or(0) - told_[i].bid()) > 1e-12;
    return count;
  }
  [[nodiscard]] std::uint64_t replaced() const { return replaced_; }  ///< before a chain was made of them
  [[nodiscard]] std::size_t bytes() const { return told_.front().text.size(); }

 private:
  std::vector<std::string> names_;
  std::vector<Told> told_;
  std::vector<unsigned> since_chain_;
  std::uint64_t random_ = 1, replaced_ = 0;
};

struct Seen {
  int chains = 0;
  std::size_t wrong = 0;
  double chain_ms = 0, late_ms = 0, first_mb = 0, most_mb = 0;
};

/// A chain, and whether every contract in it is at the last quote told. False: there was none.
bool make_chain(feeds::DeribitSession& session, Market& market, Seen& seen) {
  const auto before = Clock::now();
  if (!session.chain("BTC", {})) return false;
  seen.chain_ms = std::max(seen.chain_ms, std::chrono::duration<double, std::milli>(Clock::now() - before).count());
  seen.wrong += market.wrong(session);
  market.chain_made();
  if (++seen.chains == 1) seen.first_mb = resident_mb();
  seen.most_mb = std::max(seen.most_mb, resident_mb());
  return true;
}

int run(std::uint64_t updates, double a_second) {
  feeds::DeribitSession session({.roots = {"BTC"}}, 1);
  Market market;
  Seen seen;
  const Moment now{std::chrono::milliseconds{begin_ms}};
  session.connected(now);
  const Pace pace{updates, a_second};
  const auto begin = Clock::now();
  auto next_chain = begin + std::chrono::seconds{1};
  for (std::uint64_t i = 0; i < updates;) {
    seen.late_ms = std::max(seen.late_ms, pace.late_ms(begin, i));
    for (const std::uint64_t due = pace.due(begin, i); i < due; ++i) session.received(market.next(), now);
    if (Clock::now() < next_chain) continue;
    if (!make_chain(session, market, seen)) return 1;
    next_chain += std::chrono::seconds{1};
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
  const std::uint64_t replaced = market.replaced();
  seen.wrong += market.wrong(session);
  (void)session.chain("BTC", {});  // of it on, all that was replaced is counted
  const auto& counts = session.counts();
  fmt::print("{}\n{} updates of {} contracts, {} bytes each, {} in {:.2f} s: {:.0f} a second\n", machine(), updates,
             contracts, market.bytes(), a_second > 0 ? fmt::format("{:.0f} a second asked,", a_second) : "flat out",
             seconds, static_cast<double>(updates) / seconds);
  fmt::print("taken {}, older {}, unreadable {}, contracts not at their last quote at a chain {}\n", counts.quotes,
             counts.older, counts.unreadable, seen.wrong);
  fmt::print("chains {}, the slowest {:.2f} ms; replaced before one was made {}, by the teller's own count {}\n",
             seen.chains, seen.chain_ms, counts.conflated, replaced);
  if (a_second > 0) fmt::print("at most {:.1f} ms behind the clock\n", seen.late_ms);
  fmt::print("memory {:.1f} MB after the first chain, {:.1f} MB at most after\n", seen.first_mb, seen.most_mb);
  return counts.quotes == updates && seen.wrong == 0 && counts.conflated == replaced ? 0 : 1;
}

}  // namespace
}  // namespace gammafield::bench

int main(int count, char** words) {
  return gammafield::bench::run(count > 1 ? std::strtoull(words[1], nullptr, 10) : 5'000'000,
                                count > 2 ? std::strtod(words[2], nullptr) : 0);
}
