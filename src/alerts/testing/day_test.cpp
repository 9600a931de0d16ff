// A made-up day, minute by minute, through rules, outbox and sockets, with a receiver that fails, is late and loses its
// answers: what arrived is what the log says.

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "alerts/digest.h"
#include "alerts/service.h"
#include "alerts/testing_folder.h"
#include "alerts/testing_receiver.h"
#include "alerts/wire_carrier.h"
#include "engine/replay.h"
#include "feeds/curl_mailer.h"
#include "feeds/curl_transport.h"
#include "ingest/read_chain.h"
#include "simulate/session.h"
#include "simulate/vendor_files.h"

namespace gammafield::alerts {
namespace {

using namespace testing;

/// Every Report of a made-up day of small chains.
std::vector<engine::Report> reports_of_a_day() {
  simulate::SessionScenario scenario;
  scenario.chain.contracts = 400;
  scenario.chain.seed = 11;
  scenario.session = std::chrono::year{2026} / 8 / 18;
  scenario.every = std::chrono::seconds{300};
  const auto day = simulate::SimulatedSession::make(scenario);
  EXPECT_TRUE(day);
  engine::ReplayInput input;
  for (const market::Instant at : day->times()) {
    auto loaded = ingest::read_chain(simulate::to_quotedata(day->chain_at(at)), {}, "made up");
    EXPECT_TRUE(loaded);
    input.snapshots.push_back({"made up", std::make_shared<const ingest::LoadedChain>(std::move(loaded->front()))});
  }
  input.bars = *ingest::read_price_bars(simulate::to_bars_csv(day->minute_bars()), "bars");
  engine::Settings settings;
  settings.detail = engine::Detail::levels;
  std::vector<engine::Report> all;
  const auto done =
      engine::replay(std::move(input), settings, [&](const engine::ReplayStep& step) { all.push_back(step.report); });
  EXPECT_TRUE(done);
  return all;
}

std::string member(const std::string& json, const std::string& name) {
  const auto from = json.find("\"" + name + "\":\"") + name.size() + 4;
  return json.substr(from, json.find('"', from) - from);
}

/// `rule` -> ids in order, each at its first arrival.
using Arrivals = std::map<std::string, std::vector<std::string>>;
void note(Arrivals& arrivals, const std::string& json) {
  auto& ids = arrivals[member(json, "rule")];
  const std::string id = member(json, "id");
  if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
}

class Wire final : public Carrier {
 public:
  Came carry(const Outgoing& what) override { return wire_.carry(what); }

 private:
  feeds::CurlTransport transport_;
  feeds::CurlMailer mailer_;
  WireCarrier wire_{transport_, mailer_};
};

TEST(Day, WhatArrivedIsWhatTheLogSays) {
  const auto reports = reports_of_a_day();
  ASSERT_GT(reports.size(), 70u);
  // the n-th request meets this; a lost answer was delivered all the same
  int asked = 0;
  std::set<std::string> delivered;
  bool keys_hold = true;
  const std::string secret = "a-secret-of-the-day";
  Receiver receiver{[&](const Received& request) {
    const int n = asked++;
    const auto& headers = request.headers;
    keys_hold = keys_hold && headers.at("idempotency-key") == member(request.body, "id") &&
                headers.at("gammafield-signature") ==
                    "v1=" + hmac_sha256_hex(secret, headers.at("gammafield-timestamp") + "." + request.body);
    if (n % 5 == 1) return Receiver::status(500);
    if (n % 7 == 2) return std::string{};
    if (n % 11 == 3) return Receiver::status(429, "Retry-After: 7\r\n");
    delivered.insert(member(request.body, "id"));
    return Receiver::status(n % 3 == 0 ? 200 : 202);
  }};
  const Folder folder;
  const std::string toml = fmt::format(R"(
[[alerts.rule]]
name = "near"
when = "spot_near"
level = {}
within_percent = 0.05
rearm_percent = 0.1
sinks = ["hook", "log"]
[[alerts.rule]]
name = "walls"
when = "wall_moved"
sinks = ["hook", "log"]
[[alerts.rule]]
name = "states"
when = "wall_state"
sinks = ["hook", "log"]
[[alerts.rule]]
name = "flip"
when = "flip_crossed"
sinks = ["hook", "log"]
[[alerts.rule]]
name = "close"
when = "end_of_day"
sinks = ["hook", "log"]
[alerts.sink.hook]
type = "webhook"
url = "{}/in"
secret_env = "S"
allow_private = ["127.0.0.1"]
[alerts.sink.log]
type = "file"
path = "{}"
)",
                                       reports.front().spot.value(), receiver.address(), folder / "log");
  ServiceParts parts;
  auto config = read_config(toml, "day.toml");
  ASSERT_TRUE(config) << config.error().message;
  parts.secrets = secrets_of(*config, [&](const SecretSource&) { return secret; }).value();
  parts.config = std::move(*config);
  parts.outbox = folder / "outbox";
  std::vector<std::string> notices;

  feeds::Moment now = reports.front().as_of;
  std::unique_ptr<Service> service;
  const auto start = [&] {
    service.reset();  // a restart now and then: the outbox is one process's
    ServiceParts again{parts.config, parts.secrets, parts.outbox, std::make_unique<Wire>(),
                       [&](const std::string& line) { notices.push_back(line); }};
    auto started = Service::start(std::move(again));
    ASSERT_TRUE(started) << started.error().message;
    service = std::move(*started);
  };
  const auto deliver_until = [&](feeds::Moment end) {
    for (auto due = service->due(); due && *due <= end; due = service->due()) {
      now = std::max(now, *due);
      ASSERT_TRUE(service->deliver(now));
    }
    now = end;
  };
  start();
  for (std::size_t i = 0; i < reports.size(); ++i) {
    if (i % 20 == 19) start();
    deliver_until(std::max<feeds::Moment>(now, reports[i].as_of));
    ASSERT_FALSE(service->take(reports[i], now));
    ASSERT_FALSE(service->tick(now));
  }
  for (int i = 0; i < 120; ++i) {
    deliver_until(now + std::chrono::minutes{1});
    ASSERT_FALSE(service->tick(now));
  }
  EXPECT_EQ(service->counts().waiting, 0);
  EXPECT_EQ(service->counts().given_up, 0);

  Arrivals log, arrived;
  std::size_t lines = 0;
  std::ifstream file{folder / "log"};
  for (std::string line; std::getline(file, line); ++lines) note(log, line);
  for (const Received& request : receiver.received())
    if (delivered.contains(member(request.body, "id"))) note(arrived, request.body);
  EXPECT_EQ(arrived, log);
  EXPECT_GE(lines, 5u) << "a day in which something happens";
  EXPECT_EQ(log["close"].size(), 1u);
  EXPECT_TRUE(keys_hold) << "the same key in every try, and a signature that holds";
  EXPECT_EQ(static_cast<std::int64_t>(2 * lines), service->counts().delivered);
  EXPECT_GT(receiver.received().size(), lines) << "some had to be tried again";
}

}  // namespace
}  // namespace gammafield::alerts
