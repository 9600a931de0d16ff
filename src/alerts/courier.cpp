#include "alerts/courier.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "alerts/outgoing.h"

namespace gammafield::alerts {
namespace {

using feeds::Moment;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using store::Stored;

constexpr seconds first_wait{5};
constexpr minutes longest_wait{15};
constexpr std::size_t tries_of_refused = 5;

}  // namespace

milliseconds backoff(std::size_t tries, double uniform) {
  const std::size_t doublings = std::min<std::size_t>(tries, 20);
  const milliseconds whole = std::min<milliseconds>(first_wait * (1 << doublings), longest_wait);
  return milliseconds{static_cast<std::int64_t>(static_cast<double>(whole.count()) * (0.5 + 0.5 * uniform))};
}

milliseconds least_distance(const SinkKind& kind) {
  // a group takes 20 messages a minute, a chat one a second; a Discord webhook 30 a minute; a Slack webhook one a
  // second
  if (const auto* telegram = std::get_if<Telegram>(&kind))
    return telegram->chat.starts_with('-') || telegram->chat.starts_with('@') ? seconds{3} : milliseconds{1'050};
  if (std::holds_alternative<Discord>(kind)) return seconds{2};
  if (std::holds_alternative<Slack>(kind) || std::holds_alternative<Ntfy>(kind)) return milliseconds{1'050};
  return milliseconds{0};
}

std::string given_up_line(const Message& message, std::string_view trouble) {
  return fmt::format("alerts: {}: given up after {} tries: {} of {} ({}): {}", message.sink, message.tries,
                     message.alert.title, market::to_string(message.alert.at), message.alert.id, trouble);
}

Courier::Courier(std::vector<Sink> sinks, Secrets secrets, Carrier& carrier, std::uint64_t seed)
    : sinks_(std::move(sinks)), secrets_(std::move(secrets)), carrier_(carrier), random_(seed) {
  for (const Sink& sink : sinks_)
    if (const auto* webhook = std::get_if<Webhook>(&sink.kind))
      if (auto address = Secret::of(webhook->url, sink.name)) addresses_.emplace(sink.name, std::move(*address));
}

const Sink* Courier::sink_of(const std::string& name) const {
  const auto found = std::ranges::find(sinks_, name, &Sink::name);
  return found == sinks_.end() ? nullptr : &*found;
}

Courier::Tried Courier::attempt(Message message, Moment now) {
  const Sink* sink = sink_of(message.sink);
  if (sink == nullptr) return {std::move(message), {Came::needs_user, "there is no such sink any more", {}}};
  const auto secret = secrets_.find(message.sink);
  const Secret* key = secret == secrets_.end() ? nullptr : &secret->second;
  Verdict what = verdict(sink->kind, carrier_.carry(outgoing(*sink, key, message.alert, now)), now);
  // a receiver or a library may repeat what it was given
  if (key != nullptr) what.trouble = key->without_it(std::move(what.trouble));
  if (const auto address = addresses_.find(message.sink); address != addresses_.end())
    what.trouble = address->second.without_it(std::move(what.trouble));
  return {std::move(message), std::move(what)};
}

bool Courier::hopeless(const Message& message, const Verdict& what, const OutboxLimits& limits, Moment now) const {
  if (now - message.kept >= limits.give_up_after || message.tries + 1 >= limits.tries_max) return true;
  return what.came == Came::refused && message.tries + 1 >= tries_of_refused;
}

std::optional<std::string> Courier::news_of(const std::string& sink, const Verdict& what) {
  const auto known = troubles_.find(sink);
  if (what.came == Came::delivered) {
    if (known == troubles_.end()) return std::nullopt;
    troubles_.erase(known);
    return fmt::format("alerts: {}: delivers again", sink);
  }
  if (known != troubles_.end() && known->second == what.trouble) return std::nullopt;
  troubles_[sink] = what.trouble;
  return fmt::format("alerts: {}: not delivered yet: {}", sink, what.trouble);
}

Stored<std::vector<std::string>> Courier::settle(Outbox& outbox, const Tried& tried, Moment now) {
  const auto& [message, what] = tried;
  std::vector<std::string> lines;
  if (auto news = news_of(message.sink, what)) lines.push_back(std::move(*news));
  const Sink* sink = sink_of(message.sink);
  const Moment spaced = now + (sink != nullptr ? least_distance(sink->kind) : milliseconds{0});
  Stored<void> done;
  if (what.came == Came::delivered) {
    done = outbox.delivered(message, now, spaced);
  } else if (hopeless(message, what, outbox.limits(), now)) {
    Message last = message;
    ++last.tries;
    lines.push_back(given_up_line(last, what.trouble));
    done = outbox.given_up(message, now, what.trouble);
  } else {
    const std::size_t tries = what.came == Came::needs_user ? 20 : message.tries;
    const milliseconds wait = std::max(backoff(tries, random_.uniform()), what.retry_after.value_or(milliseconds{0}));
    // too many is said of the sink, not of one message
    done = outbox.failed(message, now + wait, what.trouble,
                         what.retry_after ? std::max(spaced, now + *what.retry_after) : spaced);
  }
  if (!done) return base::failure(done.error());
  return lines;
}

Stored<std::optional<std::vector<std::string>>> Courier::step(Outbox& outbox, Moment now) {
  auto message = outbox.next(now);
  if (!message) return base::failure(message.error());
  if (!*message) return std::nullopt;
  auto lines = settle(outbox, attempt(std::move(**message), now), now);
  if (!lines) return base::failure(lines.error());
  return std::move(*lines);
}

}  // namespace gammafield::alerts
