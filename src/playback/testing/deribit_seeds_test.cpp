// Deribit's session against Deribit's side of the line, by seed: messages lost, doubled and swapped, silence, lines
// that end within a message. When that ends, the chain is what a run without faults has. GAMMAFIELD_LONG=1: a thousand
// seeds.

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "feeds/deribit_session.h"
#include "playback/deribit_line.h"
#include "playback/faulty_line.h"
#include "seeds.h"
#include "store/packed_chain.h"

namespace gammafield::playback {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

market::Instant at(std::string_view clock) { return *market::parse_instant(fmt::format("2026-08-18T{}-04:00", clock)); }

Tape made_up_tape() {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 100;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  return Tape{simulate::SimulatedSession::make(scenario).value()};
}

/// A session and a line that is opened anew, a little later, whenever it ends.
class Exchange {
 public:
  Exchange(const Tape& tape, std::optional<FaultPlan> plan, std::uint64_t seed, bool depth)
      : tape_(tape), plan_(plan), session_({.roots = {"BTC"}, .depth = depth}, seed), random_(seed) {}

  void pass_until(market::Instant end) {
    for (; clock_ < end; clock_ += milliseconds{250}) {
      const Now now{std::chrono::floor<seconds>(clock_), clock_};
      if (!line_ && clock_ >= open_at_) open();
      if (!line_) continue;
      session_.wake(clock_);
      for (const std::string& text : session_.take_outgoing()) line_->told(text, now);
      bool ended = line_->hung_up();
      for (const auto& [text, cut] : line_->outgoing(now)) {
        ended = ended || cut;
        if (!cut) session_.received(text, clock_);
      }
      if (ended || session_.hang_up()) close();
    }
  }
  [[nodiscard]] std::string chain() {
    const auto loaded = session_.chain("BTC", {});
    if (!loaded) return loaded.error().message;
    return store::packed_listing(loaded->chain) + store::packed_values(*loaded, nullptr);
  }
  [[nodiscard]] const feeds::DeribitCounts& counts() const { return session_.counts(); }
  [[nodiscard]] bool ready() const { return session_.ready(); }
  [[nodiscard]] std::uint64_t over_limit() const { return over_limit_ + (line_ ? line_->over_limit() : 0); }

 private:
  void open() {
    line_ = std::make_unique<FaultyLine>(std::make_unique<DeribitLine>(tape_), plan_, messages_);
    session_.connected(clock_);
  }
  void close() {
    over_limit_ += line_->over_limit();
    line_.reset();
    session_.disconnected(clock_);
    open_at_ = clock_ + seconds{1} + milliseconds{random_.below(4'000)};
  }

  const Tape& tape_;
  std::optional<FaultPlan> plan_;
  feeds::DeribitSession session_;
  base::RandomStream random_;
  feeds::Moment clock_ = at("09:40:00"), open_at_ = clock_;
  std::unique_ptr<FaultyLine> line_;
  std::uint64_t messages_ = 0, over_limit_ = 0;
};

TEST(DeribitSeeds, LeaveTheChainThatARunWithoutFaultsLeaves) {
  const Tape tape = made_up_tape();
  for (const bool depth : {false, true}) {
    Exchange calm{tape, {}, 0, depth};
    calm.pass_until(at("10:03:30"));
    ASSERT_TRUE(calm.ready());
    const std::string chain = calm.chain();
    ASSERT_GT(chain.size(), 1'000u) << chain;
    std::uint64_t connections = 0, gaps = 0;
    for (std::uint64_t seed = seeds().first; seed <= seeds().last; ++seed) {
      Exchange stormy{tape, FaultPlan{seed, {at("10:00:00"), {}, {}}}, seed, depth};
      stormy.pass_until(at("10:03:30"));
      EXPECT_TRUE(stormy.ready()) << "seed " << seed;
      ASSERT_TRUE(stormy.chain() == chain) << "seed " << seed << (depth ? " with depth" : "");
      EXPECT_EQ(stormy.over_limit(), 0u) << "seed " << seed;
      connections += stormy.counts().connections;
      gaps += stormy.counts().gaps;
    }
    EXPECT_GT(connections, 5 * seeds().count());
    if (depth) {
      EXPECT_GT(gaps, seeds().count() / 4) << "gaps in change ids";
    }
  }
}

}  // namespace
}  // namespace gammafield::playback
