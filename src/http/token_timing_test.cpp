// Whether the time that a wrong token takes tells how near it is to a right one: Welch's t-test over a million guesses,
// half of them made beside a token whose hash is that of the guess but for the last digit, half beside one that differs
// in the first. With GAMMAFIELD_LONG=1 alone: it measures time, and a gate that must pass on a busy machine cannot.

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <random>
#include <vector>

#include <fmt/format.h>

#include "http/tokens.h"

namespace gammafield::http {
namespace {

constexpr Seconds day = std::chrono::sys_days{std::chrono::year{2026} / 8 / 18};
constexpr double significant = 4.5;  // of |t|, as usual for tests of leaks
constexpr std::size_t samples = 1'200'000;

using Look = std::function<bool(const std::vector<Token>&, const std::string&)>;

/// Mean and variance as they come.
struct Moments {
  double count = 0, mean = 0, squares = 0;
  void add(double value) {
    const double off = value - mean;
    mean += off / ++count;
    squares += off * (value - mean);
  }
  [[nodiscard]] double error_squared() const { return squares / (count - 1) / count; }
};

struct Sample {
  float nanoseconds;
  bool near;
};

/// Welch's t of the two kinds' ranks among all: one that an interrupt met is the slowest, and no more than that.
double t_of(std::vector<Sample> all) {
  std::ranges::sort(all, {}, &Sample::nanoseconds);
  Moments near, far;
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    while (to < all.size() && all[to].nanoseconds == all[from].nanoseconds) ++to;
    const double rank = static_cast<double>(from + to) / 2;  // the clock has whole nanoseconds: equals share theirs
    for (std::size_t i = from; i < to; ++i) (all[i].near ? near : far).add(rank);
  }
  return (near.mean - far.mean) / std::sqrt(near.error_squared() + far.error_squared());
}

/// A guess, and tokens one of which is like it but for a digit.
struct Case {
  std::vector<Token> tokens;
  std::string guess;
  bool near;
};

/// The kind by chance, guess after guess, so that whatever else the machine does meets both alike.
Case case_of(std::mt19937_64& dice) {
  Case made{std::vector<Token>(4, Token{"somebody", Access::read, sha256_of("gf_another")}),
            fmt::format("gf_{:016x}{:016x}{:016x}{:016x}", dice(), dice(), dice(), dice()), dice() % 2 == 0};
  std::string& digest = made.tokens[dice() % made.tokens.size()].sha256;
  digest = sha256_of(made.guess);
  char& other = made.near ? digest.back() : digest.front();
  other = other == '0' ? '1' : '0';
  return made;
}

/// Several are made, then their times are taken: what the processor still remembers of how a token was written (its
/// branches, its stores) is not of the guess that is timed.
double t_of(const Look& look) {
  constexpr std::size_t at_once = 16;  // they stay in the first cache
  std::mt19937_64 dice{20260818};
  std::vector<Case> cases;
  std::vector<Sample> all;
  all.reserve(samples);
  while (all.size() < samples) {
    cases.clear();
    std::generate_n(std::back_inserter(cases), at_once, [&] { return case_of(dice); });
    for (const Case& each : cases) {
      const auto began = std::chrono::steady_clock::now();
      const bool let_in = look(each.tokens, each.guess);
      const std::chrono::duration<float, std::nano> took = std::chrono::steady_clock::now() - began;
      EXPECT_FALSE(let_in);
      all.push_back({took.count(), each.near});
    }
  }
  return t_of(std::move(all));
}

/// What must not be: ends where the first digit differs.
bool leaks(const std::vector<Token>& tokens, const std::string& guess) {
  const std::string digest = sha256_of(guess);
  return std::ranges::any_of(tokens, [&](const Token& token) {
    std::size_t same = 0;
    while (same < digest.size() && static_cast<const volatile char&>(token.sha256[same]) == digest[same]) ++same;
    return same == digest.size();
  });
}

TEST(TokenTiming, TellsNothingOfHowNearAGuessIs) {
  if (std::getenv("GAMMAFIELD_LONG") == nullptr) GTEST_SKIP() << "measures time: GAMMAFIELD_LONG=1";
  const double ours =
      t_of([](const auto& tokens, const auto& guess) { return access_of(tokens, guess, day).has_value(); });
  const double leaking = t_of(leaks);
  fmt::print("t = {:.2f} over {} guesses; {:.1f} where the comparison ends early\n", ours, samples, leaking);
  EXPECT_LT(std::abs(ours), significant);
  EXPECT_GT(std::abs(leaking), significant) << "else this test would see nothing";
}

}  // namespace
}  // namespace gammafield::http
