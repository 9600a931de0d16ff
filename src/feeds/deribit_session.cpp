#include "feeds/deribit_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "feeds/deribit_requests.h"

namespace gammafield::feeds {
namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;
using std::chrono::seconds;

/// Errors that mend by themselves: too_many_requests, retry, settlement_in_progress, price_index_not_available,
/// matching_engine_queue_full, system_maintenance, temporarily_unavailable.
constexpr std::array<std::int64_t, 7> passing{10028, 10040, 10041, 10047, 10066, 11051, 13028};

constexpr std::string_view root_of(std::string_view instrument) { return instrument.substr(0, instrument.find('-')); }

}  // namespace

void DeribitSession::connected(Moment now) {
  disconnected(now);
  connected_ = true;
  ++counts_.connections;
  heard_ = newer_ = next_send_ = now;
  last_refusal_.clear();
  waiting_.push_back({.kind = Kind::heartbeat});
  ask_summaries();
  next_summary_ = now + settings_.summary_every;
  send_due(now);
}

void DeribitSession::disconnected(Moment) {
  connected_ = ready_ = false;
  hang_up_.reset();
  outgoing_.clear();
  waiting_.clear();
  sent_.clear();
  summaries_.clear();
  channels_.clear();
  depth_.clear();
}

void DeribitSession::ask_summaries() {
  std::set<std::string_view> currencies;
  for (const std::string& root : settings_.roots) currencies.insert(deribit_currency(root));
  for (const std::string_view currency : currencies)
    waiting_.push_back({.kind = Kind::summary, .currency = std::string(currency)});
  for (const std::string_view currency : currencies)
    waiting_.push_back({.kind = Kind::instruments, .currency = std::string(currency)});
}

std::string DeribitSession::text_of(const Request& request, std::int64_t id) const {
  switch (request.kind) {
    case Kind::heartbeat: return deribit_heartbeat_request(id, duration_cast<seconds>(settings_.heartbeat).count());
    case Kind::summary: return deribit_summary_request(id, request.currency);
    case Kind::instruments: return deribit_instruments_request(id, request.currency);
    case Kind::subscribe: return deribit_channels_request(id, true, request.channels);
    case Kind::unsubscribe: return deribit_channels_request(id, false, request.channels);
  }
  return {};
}

void DeribitSession::send(Request request, Moment now) {
  const std::int64_t id = ++last_id_;
  outgoing_.push_back(text_of(request, id));
  sent_.emplace(id, Sent{std::move(request), now + settings_.answer});
}

/// One at a time, so that no limit of the server's is met.
void DeribitSession::send_due(Moment now) {
  while (connected_ && now >= next_send_) {
    const auto ready = std::ranges::find_if(waiting_, [&](const Request& each) { return each.not_before <= now; });
    if (ready == waiting_.end()) return;
    Request request = std::move(*ready);
    waiting_.erase(ready);
    send(std::move(request), now);
    next_send_ = now + settings_.between_requests;
  }
}

std::vector<std::string> DeribitSession::take_outgoing() { return std::exchange(outgoing_, {}); }

Moment DeribitSession::due() const {
  Moment first = std::min(heard_ + settings_.silence, next_summary_);
  for (const auto& [id, sent] : sent_) first = std::min(first, sent.answer_by);
  for (const Request& request : waiting_) first = std::min(first, std::max(request.not_before, next_send_));
  return first;
}

void DeribitSession::wake(Moment now) {
  if (!connected_) return;
  if (now >= heard_ + settings_.silence) {
    hang_up_ = fmt::format("not a word for {} s", duration_cast<seconds>(settings_.silence).count());
    return;
  }
  const auto late = std::ranges::find_if(sent_, [&](const auto& each) { return now >= each.second.answer_by; });
  if (late != sent_.end()) {
    hang_up_ = fmt::format("request {} was not answered", late->first);
    return;
  }
  if (now >= next_summary_) {
    next_summary_ = now + settings_.summary_every;
    quotes_.remove_settled(std::chrono::floor<seconds>(now));
    ask_summaries();
  }
  send_due(now);
}

void DeribitSession::received(std::string_view text, Moment now) {
  if (!connected_) return;
  heard_ = now;
  ++counts_.messages;
  const auto message = reader_.read(text);
  if (!message) {
    ++counts_.unreadable;
    return;
  }
  if (const auto* ticker = std::get_if<ingest::DeribitTicker>(&*message)) {
    take_ticker(ticker->quote);
    note_newest(now);
  } else if (const auto* depth = std::get_if<ingest::DeribitDepth>(&*message)) {
    take_depth(*depth);
    note_newest(now);
  } else if (const auto* beat = std::get_if<ingest::DeribitHeartbeat>(&*message)) {
    if (!beat->test_request) return;
    outgoing_.push_back(deribit_test_request(++last_id_));  // at once: the server hangs up on whoever is late
    ++counts_.tests_answered;
  } else if (const auto* reply = std::get_if<ingest::DeribitReply>(&*message)) {
    answered(*reply, now);
  } else if (const auto* failure = std::get_if<ingest::DeribitFailure>(&*message)) {
    refused(*failure, now);
  }
  if (!waiting_.empty()) send_due(now);
}

void DeribitSession::note_newest(Moment now) {
  if (quotes_.latest_ms() <= newest_ms_) return;
  newest_ms_ = quotes_.latest_ms();
  newer_ = now;
}

bool DeribitSession::wanted(std::string_view instrument) const {
  return std::ranges::find(settings_.roots, root_of(instrument)) != settings_.roots.end();
}

void DeribitSession::take_ticker(const ingest::DeribitQuote& quote) {
  using enum ingest::DeribitQuotes::Taken;
  if (!wanted(quote.instrument)) return;
  const auto taken = quotes_.take(quote);
  if (taken == older) ++counts_.older;
  if (taken != replaced && taken != added) return;
  ++counts_.quotes;
  if (!settings_.depth) return;
  const auto book = depth_.find(std::string(quote.instrument));
  if (book != depth_.end() && book->second.whole())
    quotes_.take_best(quote.instrument, book->second.best_bid(), book->second.best_ask(), {});
}

void DeribitSession::take_depth(const ingest::DeribitDepth& depth) {
  if (!settings_.depth || !wanted(depth.instrument)) return;
  std::string name(depth.instrument);
  DeribitDepthBook& book = depth_[name];
  switch (book.take(depth)) {
    case DeribitDepthBook::Taken::waiting: return;
    case DeribitDepthBook::Taken::gap: {
      ++counts_.gaps;
      begin_anew(depth_channel(name));
      break;
    }
    case DeribitDepthBook::Taken::applied: break;
  }
  quotes_.take_best(name, book.best_bid(), book.best_ask(), depth.time_ms);
}

void DeribitSession::answered(const ingest::DeribitReply& reply, Moment now) {
  const auto found = reply.id ? sent_.find(*reply.id) : sent_.end();
  if (found == sent_.end()) return;
  const Sent sent = std::move(found->second);
  sent_.erase(found);
  if (sent.request.kind == Kind::summary) take_summary(sent, reply, now);
  if (sent.request.kind == Kind::instruments)
    for (const ingest::DeribitQuote& listed : reply.quotes)
      if (wanted(listed.instrument)) (void)quotes_.take_listing(listed);
  ready_ = ready_ || all_in();
}

void DeribitSession::take_summary(const Sent& sent, const ingest::DeribitReply& reply, Moment now) {
  for (const ingest::DeribitQuote& quote : reply.quotes) {
    if (!wanted(quote.instrument)) continue;
    if (quotes_.take(quote) == ingest::DeribitQuotes::Taken::not_an_option) continue;
    new_names_.emplace_back(quote.instrument);
  }
  summaries_.insert(sent.request.currency);
  note_newest(now);
  subscribe_new();
}

/// Once, however many gaps there are before the requests' turn.
void DeribitSession::begin_anew(const std::string& channel) {
  const bool underway = std::ranges::any_of(waiting_, [&](const Request& each) {
    return each.kind == Kind::unsubscribe && each.channels.front() == channel;
  });
  if (underway) return;
  waiting_.push_back({.kind = Kind::unsubscribe, .channels = {channel}});
  waiting_.push_back({.kind = Kind::subscribe, .channels = {channel}});
}

std::string DeribitSession::depth_channel(std::string_view instrument) const {
  return fmt::format("book.{}.{}", instrument, settings_.interval);
}

void DeribitSession::subscribe_new() {
  std::vector<std::string> batch;
  const auto add = [&](std::string channel) {
    if (!channels_.insert(channel).second) return;
    batch.push_back(std::move(channel));
    if (batch.size() == settings_.channels_a_request) subscribe(std::exchange(batch, {}));
  };
  for (const std::string& name : new_names_) {
    add(fmt::format("ticker.{}.{}", name, settings_.interval));
    if (settings_.depth) add(depth_channel(name));
  }
  new_names_.clear();
  if (!batch.empty()) subscribe(std::move(batch));
}

void DeribitSession::subscribe(std::vector<std::string> channels) {
  waiting_.push_back({.kind = Kind::subscribe, .channels = std::move(channels)});
}

void DeribitSession::refused(const ingest::DeribitFailure& failure, Moment now) {
  ++counts_.refused;
  last_refusal_ = fmt::format("{} {}", failure.code, failure.message);
  const auto found = failure.id ? sent_.find(*failure.id) : sent_.end();
  if (found == sent_.end()) return;
  Request request = std::move(found->second.request);
  sent_.erase(found);
  if (std::ranges::find(passing, failure.code) != passing.end()) ask_again(std::move(request), now);
  ready_ = ready_ || all_in();
}

/// Full jitter, as in schedule.h.
void DeribitSession::ask_again(Request request, Moment now) {
  milliseconds backoff = settings_.first_backoff;
  for (unsigned i = 0; i < request.refusals && backoff < settings_.longest_backoff; ++i) backoff *= 2;
  backoff = std::min(backoff, settings_.longest_backoff);
  ++request.refusals;
  const auto drawn = static_cast<std::int64_t>(random_.uniform() * static_cast<double>(backoff.count()));
  request.not_before = now + std::max(milliseconds{drawn}, settings_.between_requests);
  waiting_.push_back(std::move(request));
}

bool DeribitSession::all_in() const {
  if (!connected_ || summaries_.empty()) return false;
  const auto open = [](Kind kind) {
    return kind == Kind::summary || kind == Kind::instruments || kind == Kind::subscribe;
  };
  return std::ranges::none_of(waiting_, open, &Request::kind) &&
         std::ranges::none_of(sent_, [&](const auto& each) { return open(each.second.request.kind); });
}

bool DeribitSession::stale(Moment now) const { return !connected_ || now - newer_ > settings_.stale_after; }

base::Result<ingest::LoadedChain, base::Refusal> DeribitSession::chain(std::string_view root,
                                                                       ingest::ReadOptions options) {
  options.symbol = std::string(root);
  auto loaded = quotes_.chain(options, "deribit");
  counts_.conflated += quotes_.mark_read(root);
  return loaded;
}

}  // namespace gammafield::feeds
