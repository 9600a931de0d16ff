#include "playback/deribit_line.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "simulate/deribit_answers.h"

namespace gammafield::playback {
namespace {

constexpr double refill = 10'000, a_call = 500, a_subscription = 3'000, a_list = 10'000;  // credits a second; credits
constexpr int too_many_requests = 10028, invalid_params = -32602, method_not_found = -32601;
constexpr std::int64_t shortest_heartbeat = 10;  // seconds

/// `ticker.BTC-18SEP26-64000-C.100ms` -> its instrument; empty: no channel of ours.
std::string instrument_of(std::string_view channel) {
  for (const std::string_view kind : {"ticker.", "book."}) {
    if (!channel.starts_with(kind)) continue;
    const std::string_view rest = channel.substr(kind.size());
    const auto dot = rest.rfind('.');
    const auto interval = dot == rest.npos ? std::string_view{} : rest.substr(dot + 1);
    if (interval == "100ms" || interval == "agg2") return std::string{rest.substr(0, dot)};
  }
  return {};
}

std::string text_in(simdjson::dom::element element, const char* key) {
  std::string_view text;
  return element[key].get(text) == simdjson::SUCCESS ? std::string{text} : std::string{};
}

/// 0 where it is none.
std::int64_t number_in(simdjson::dom::element element, const char* key) {
  std::int64_t number = 0;
  return element[key].get(number) == simdjson::SUCCESS ? number : 0;
}

}  // namespace

bool DeribitLine::Credits::pay(double price, feeds::Moment now) {
  if (since) left = std::min(pool, left + refill * std::chrono::duration<double>(now - *since).count());
  since = now;
  if (left < price) return false;
  left -= price;
  return true;
}

std::optional<DeribitLine::Call> DeribitLine::call_of(std::string_view text) {
  simdjson::dom::parser parser;
  simdjson::dom::element document;
  if (parser.parse(simdjson::padded_string{text}).get(document) != simdjson::SUCCESS) return std::nullopt;
  Call call;
  call.method = text_in(document, "method");
  call.id = number_in(document, "id");
  simdjson::dom::element params;
  if (document["params"].get(params) != simdjson::SUCCESS) return call;
  call.currency = text_in(params, "currency");
  call.interval = number_in(params, "interval");
  simdjson::dom::array channels;
  if (params["channels"].get(channels) != simdjson::SUCCESS) return call;
  for (const auto channel : channels) {
    std::string_view name;
    if (channel.get(name) == simdjson::SUCCESS) call.channels.emplace_back(name);
  }
  return call;
}

void DeribitLine::result(const Call& call, std::string_view json, Now now) {
  const auto us = std::chrono::microseconds{now.wall.time_since_epoch()}.count();
  outgoing_.push_back(
      fmt::format(R"({{"jsonrpc":"2.0","id":{},"result":{},"usIn":{},"usOut":{},"usDiff":181,"testnet":true}})",
                  call.id, json, us, us + 181));
}

void DeribitLine::failure(const Call& call, int code, std::string_view message, Now now) {
  const auto us = std::chrono::microseconds{now.wall.time_since_epoch()}.count();
  outgoing_.push_back(fmt::format(
      R"({{"jsonrpc":"2.0","id":{},"error":{{"code":{},"message":"{}","data":null}},"usIn":{},"usOut":{},"usDiff":90}})",
      call.id, code, message, us, us + 90));
}

bool DeribitLine::pay(const Call& call, Now now) {
  if (call.method == "public/subscribe") return subscriptions_.pay(a_subscription, now.wall);
  if (call.method == "public/get_instruments") return lists_.pay(a_list, now.wall);
  return calls_.pay(a_call, now.wall);
}

void DeribitLine::told(std::string_view text, Now now) {
  const auto call = call_of(text);
  if (!call) return failure({}, -32700, "Parse error", now);
  if (pay(*call, now)) return answer(*call, now);
  ++over_limit_;
  failure(*call, too_many_requests, "too_many_requests", now);
}

void DeribitLine::answer(const Call& call, Now now) {
  if (call.method == "public/test" || call.method == "public/hello") {
    unanswered_ = false;
    return result(call, R"({"version":"1.2.26"})", now);
  }
  if (call.method == "public/set_heartbeat") {
    if (call.interval < shortest_heartbeat) return failure(call, invalid_params, "Invalid params", now);
    interval_ = std::chrono::seconds{call.interval};
    next_beat_ = now.wall + *interval_;
    return result(call, "\"ok\"", now);
  }
  const auto chain = tape_.at(now.at);
  if (call.method == "public/get_book_summary_by_currency")
    return result(call, call.currency == "BTC" ? simulate::to_deribit_summary(*chain) : "[]", now);
  if (call.method == "public/get_instruments")
    return result(call, call.currency == "BTC" ? simulate::to_deribit_instruments(*chain) : "[]", now);
  if (call.method != "public/subscribe" && call.method != "public/unsubscribe")
    return failure(call, method_not_found, "Method not found", now);
  const auto known = simulate::deribit_instruments(*chain);
  std::set<std::string> accepted;
  for (const std::string& channel : call.channels)
    if (std::ranges::find(known, instrument_of(channel)) != known.end()) accepted.insert(channel);
  std::string list;
  for (const std::string& channel : accepted) list += (list.empty() ? "\"" : ",\"") + channel + "\"";
  result(call, "[" + list + "]", now);
  for (const std::string& channel : accepted) {
    books_.erase(channel);  // a book begins with a snapshot
    if (call.method == "public/subscribe")
      channels_.insert(channel);
    else
      channels_.erase(channel);
  }
  if (call.method == "public/subscribe") send(accepted, *chain);
}

/// A snapshot at first, then what has changed since.
std::string DeribitLine::book_message(const std::string& channel, std::string_view name, market::Instant at,
                                      const simulate::DeribitBook& now) {
  const auto known = books_.find(channel);
  const bool first = known == books_.end();
  const SentBook before = first ? SentBook{} : known->second;
  const auto id = ++last_change_id_;
  books_[channel] = {id, now};
  return fmt::format(R"({{"type":"{}","timestamp":{},"instrument_name":"{}","change_id":{},"prev_change_id":{},{}}})",
                     first ? "snapshot" : "change", std::chrono::milliseconds{at.time_since_epoch()}.count(), name, id,
                     first ? "null" : std::to_string(before.change_id), simulate::to_deribit_depth(before.book, now));
}

void DeribitLine::send(const std::set<std::string>& channels, const simulate::SimulatedChain& chain) {
  const auto names = simulate::deribit_instruments(chain);
  const auto tickers = simulate::to_deribit_tickers(chain);
  const auto books = simulate::deribit_books(chain);
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < names.size(); ++i) place[names[i]] = i;
  for (const std::string& channel : channels) {
    const auto found = place.find(instrument_of(channel));
    if (found == place.end()) continue;  // expired
    const std::string data = channel.starts_with("book.")
                                 ? book_message(channel, found->first, chain.as_of, books[found->second])
                                 : tickers[found->second];
    outgoing_.push_back(fmt::format(
        R"({{"jsonrpc":"2.0","method":"subscription","params":{{"channel":"{}","data":{}}}}})", channel, data));
  }
  sent_ = chain.as_of;
}

void DeribitLine::beat(Now now) {
  if (!interval_ || now.wall < next_beat_) return;
  next_beat_ = now.wall + *interval_;
  if (unanswered_) {
    hung_up_ = true;
    return;
  }
  test_ = !test_;
  unanswered_ = test_;
  outgoing_.push_back(fmt::format(R"({{"jsonrpc":"2.0","method":"heartbeat","params":{{"type":"{}"}}}})",
                                  test_ ? "test_request" : "heartbeat"));
}

void DeribitLine::passes(Now now) {
  beat(now);
  if (channels_.empty()) return;
  const auto chain = tape_.at(now.at);
  if (sent_ != chain->as_of) send(channels_, *chain);
}

std::vector<std::string> DeribitLine::take_outgoing() { return std::exchange(outgoing_, {}); }

}  // namespace gammafield::playback
