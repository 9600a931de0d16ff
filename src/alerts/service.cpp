#include "alerts/service.h"

#include <utility>

#include <fmt/format.h>

#include "alerts/words.h"

namespace gammafield::alerts {
namespace {

using base::Refusal;
using feeds::Moment;

market::Instant instant_of(Moment now) { return std::chrono::floor<std::chrono::seconds>(now); }

constexpr std::chrono::hours forget_every{1};

}  // namespace

base::Result<std::unique_ptr<Service>, Refusal> Service::start(ServiceParts parts) {
  auto outbox = Outbox::open(parts.outbox, parts.config.outbox);
  if (!outbox) return base::failure(to_refusal(outbox.error()));
  auto state = outbox->state();
  if (!state) return base::failure(to_refusal(state.error()));
  return std::unique_ptr<Service>{new Service{std::move(parts), std::move(*outbox), std::move(*state)}};
}

Service::Service(ServiceParts parts, Outbox outbox, State state)
    : parts_(std::move(parts)),
      outbox_(std::move(outbox)),
      state_(std::move(state)),
      courier_(parts_.config.sinks, parts_.secrets, *parts_.carrier, parts_.seed) {}

std::optional<Refusal> Service::keep(Evaluated evaluated, Moment now) {
  if (evaluated.raised.empty() && evaluated.state == state_) return std::nullopt;
  const std::unique_lock lock{mutex_};
  const auto gone = outbox_.keep(state_, evaluated.state, evaluated.raised, now);
  if (!gone) return to_refusal(gone.error());
  for (const Message& message : *gone) tell(given_up_line(message, "no room: too many wait"));
  state_ = std::move(evaluated.state);
  kept_ = !evaluated.raised.empty();
  if (kept_) more_.notify_all();
  return std::nullopt;
}

std::optional<Refusal> Service::take(const engine::Report& report, Moment now) {
  latest_.take(report);
  return keep(evaluate(parts_.config.rules, state_, report), now);
}

std::optional<Refusal> Service::take(const FeedNews& news, Moment now) {
  return keep(evaluate(parts_.config.rules, state_, news, *parts_.calendar), now);
}

std::optional<Refusal> Service::tick(Moment now) {
  std::vector<std::string> symbols;
  for (const auto& [symbol, as_of] : state_.latest) symbols.push_back(symbol);
  const auto pages = [this](AlertKind kind, std::string_view symbol, market::Date session) {
    return parts_.pages ? parts_.pages(kind, symbol, session) : latest_.page(kind, symbol, session);
  };
  return keep(evaluate(parts_.config.rules, state_, instant_of(now), *parts_.calendar, symbols, pages), now);
}

std::optional<Refusal> Service::test(const std::string& sink, Moment now) {
  const std::unique_lock lock{mutex_};
  const auto done = outbox_.keep(test_alert(instant_of(now)), sink, now);
  if (!done) return to_refusal(done.error());
  kept_ = true;
  more_.notify_all();
  return std::nullopt;
}

std::optional<market::Instant> Service::latest(std::string_view symbol) const {
  const auto known = state_.latest.find(symbol);
  return known == state_.latest.end() ? std::nullopt : std::optional{known->second};
}

std::optional<Moment> Service::due() {
  const std::unique_lock lock{mutex_};
  return outbox_.due().value_or(std::nullopt);
}

bool Service::deliver(Moment now) {
  std::unique_lock lock{mutex_};
  forget_what_is_done(now);
  if (!unsettled_) {
    auto message = outbox_.next(now);
    if (!message) return not_written(lock, message.error());
    if (!*message) return false;
    lock.unlock();
    unsettled_ = courier_.attempt(std::move(**message), now);
    lock.lock();
  }
  const auto lines = courier_.settle(outbox_, *unsettled_, now);
  if (!lines) return not_written(lock, lines.error());
  unsettled_.reset();
  failing_ = false;
  lock.unlock();
  for (const std::string& line : *lines) tell(line);
  return true;
}

void Service::forget_what_is_done(Moment now) {
  if (forget_at_ && now < *forget_at_) return;
  forget_at_ = now + forget_every;
  (void)outbox_.forget_done(now);  // a disk that is full is told of what must be written
}

bool Service::not_written(std::unique_lock<std::mutex>& lock, const store::Fault& fault) {
  if (!std::exchange(failing_, true)) tell("alerts: the outbox cannot be written: " + fault.message);
  more_.wait_for(lock, parts_.again_after);
  return false;
}

void Service::wait_for_more(std::chrono::milliseconds most) {
  std::unique_lock lock{mutex_};
  more_.wait_for(lock, most, [this] { return std::exchange(kept_, false); });
}

Outbox::Counts Service::counts() {
  const std::unique_lock lock{mutex_};
  return outbox_.counts().value_or(Outbox::Counts{});
}

base::Result<std::vector<Logged>, Refusal> Service::log(std::size_t most) {
  const std::unique_lock lock{mutex_};
  auto all = outbox_.log(most);
  if (!all) return base::failure(to_refusal(all.error()));
  return std::move(*all);
}

}  // namespace gammafield::alerts
