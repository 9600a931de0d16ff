#include "playback/fault.h"

#include <array>

#include "base/random.h"

namespace gammafield::playback {
namespace {

using base::RandomStream;

constexpr std::uint64_t weather_key = 0x77656174, request_key = 0x72657173, message_key = 0x6d657367;
constexpr std::uint64_t a_weather = 8;                   // requests
constexpr std::array chances{0.0, 0.1, 0.4, 0.6, 0.95};  // of a fault, by weather

constexpr std::array of_requests{
    FaultKind::drop,      FaultKind::cut,       FaultKind::half_open, FaultKind::slow_bytes,   FaultKind::delay,
    FaultKind::refused,   FaultKind::not_found, FaultKind::too_many,  FaultKind::server_error, FaultKind::web_page,
    FaultKind::truncated, FaultKind::frozen,    FaultKind::older,     FaultKind::ahead};
constexpr std::array of_messages{FaultKind::lost,   FaultKind::twice, FaultKind::swapped,
                                 FaultKind::silent, FaultKind::cut,   FaultKind::closed_in_frame};
constexpr std::array statuses{500, 502, 503, 504};

template <std::size_t n>
Fault drawn(RandomStream random, const std::array<FaultKind, n>& kinds) {
  Fault fault;
  fault.kind = kinds[random.below(n)];
  fault.share = random.uniform();
  fault.status = statuses[random.below(statuses.size())];
  fault.retry_after = 1 + static_cast<int>(random.below(90));
  return fault;
}

}  // namespace

std::string_view to_string(FaultKind kind) {
  constexpr std::array names{"none",     "drop",      "cut",       "half_open", "slow_bytes",
                             "delay",    "refused",   "not_found", "too_many",  "server_error",
                             "web_page", "truncated", "frozen",    "older",     "ahead",
                             "lost",     "twice",     "swapped",   "silent",    "closed_in_frame"};
  return names[static_cast<std::size_t>(kind)];
}

bool FaultPlan::storms(market::Instant at) const {
  if (storms_.until && at >= *storms_.until) return false;
  return storms_.every.count() == 0 || at.time_since_epoch() % storms_.every < storms_.last;
}

bool FaultPlan::strikes(std::uint64_t n, market::Instant at) const {
  if (!storms(at)) return false;
  RandomStream weather{seed_ ^ weather_key, n / a_weather};
  return RandomStream{seed_, n}.uniform() < chances[weather.below(chances.size())];
}

Fault FaultPlan::of_request(std::uint64_t n, market::Instant at) const {
  const Fault fault = strikes(n, at) ? drawn(RandomStream{seed_ ^ request_key, n}, of_requests) : Fault{};
  return (left_out_ >> static_cast<unsigned>(fault.kind) & 1u) != 0 ? Fault{} : fault;
}

Fault FaultPlan::of_message(std::uint64_t n, market::Instant at) const {
  return strikes(n, at) ? drawn(RandomStream{seed_ ^ message_key, n}, of_messages) : Fault{};
}

}  // namespace gammafield::playback
