#pragma once

#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "engine/follower.h"
#include "http/target.h"
#include "server/front.h"
#include "server/testing_house.h"
#include "store/recorder.h"

/// The front of a server whose day is three minutes old, asked as the network would.
namespace gammafield::server {

using http::Access;
using http::Method;
using http::Request;
using http::Response;

/// One cell of call walls that were touched, and a page.
inline void keep_a_study(const std::string& folder) {
  std::filesystem::create_directories(folder);
  std::ofstream(folder + "/walls.html") << "<html><style>p{}</style></html>\n";
  std::ofstream(folder + "/walls.json") << R"({"schema": "gammafield.study/1", "name": "walls", "kind": "hit_rate",
    "title": "Do they hold?", "question": "", "answer": "cannot tell", "tried_text": "", "comparisons_tried": 1, "choices": [], "data": [],
    "cells": [{"keys": [{"key": "symbol", "value": "SPX"}, {"key": "side", "value": "call"},
                        {"key": "basis", "value": "net"}],
               "measure": "hit_rate", "primary": true, "days": 25, "events": 25,
               "figure": {"value": 0.56, "low": 0.37, "high": 0.73},
               "comparisons": [{"against_text": "random prices", "difference": null,
                                "verdict": "cannot_tell", "verdict_text": "cannot tell"}]}]})";
}

inline constexpr const char *reader = "gf_canary_reader", *admin = "gf_canary_admin", *late = "gf_canary_late";

/// Three minutes recorded, the last of them standing; tokens of each kind.
class FrontTest : public testing::Test {
 public:
  FrontTest() : folder_(*store::Folder::make(scratch_)) {
    store::Recorder recorder{folder_, [] { return std::chrono::floor<std::chrono::seconds>(published); }};
    engine::Follower follower{engine::Settings{}};
    for (int minute = 0; minute < 3; ++minute) {
      const auto loaded = chain_at(minute);
      const auto before = follower.memory();
      const std::vector<session::PriceSample> prices{{loaded->chain.as_of, *loaded->chain.spot}};
      auto taken = follower.take(*follower.analyse(loaded), prices);
      EXPECT_TRUE(recorder.record({{"test", loaded}, prices, before, taken->report, follower.settings(), 1, 1}));
      desk.publish(std::make_shared<const engine::Analysis>(std::move(*taken)), published);
    }
    EXPECT_TRUE(recorder.close());
    keep_a_study(research());
    make(tokens());
  }
  ~FrontTest() override {
    workers.join();
    std::filesystem::remove_all(scratch_);
  }

  static std::vector<http::Token> tokens() {
    const auto now = std::chrono::floor<std::chrono::seconds>(published);
    return {{"reader", Access::read, http::sha256_of(reader)},
            {"admin", Access::admin, http::sha256_of(admin)},
            {"late", Access::admin, http::sha256_of(late), now}};
  }
  void make(std::vector<http::Token> who) {
    house = std::make_unique<House>(House{desk, folder_, engine::Settings{}, {{"listen", "127.0.0.1:8080"}}});
    house->research = research();
    front = std::make_unique<Front>(
        *house, http::Door{{{"localhost"}, {}, 8080}, std::move(who)}, hub, Crews{workers, archivists}, Files{},
        Extras{[](const Request&) { return Response{}; }, [] { return std::string{"metric 1\n"}; },
               [this](std::function<void()> work) {
                 const std::lock_guard lock{mutex_};
                 later_.push_back(std::move(work));
               }},
        [] { return Clocks{published, {}}; });
  }

  [[nodiscard]] std::string research() const { return scratch_ + "/research"; }

  struct Got {
    int status = 0;
    std::string body, content_type;
    std::vector<http::Header> headers;
    [[nodiscard]] std::string header(std::string_view name) const {
      for (const auto& [key, value] : headers)
        if (key == name) return value;
      return "";
    }
  };
  /// As the network's thread would: waits for what workers make.
  Got ask(Request request, bool web_socket = false) {
    request.headers.emplace_back("host", "localhost:8080");
    std::optional<Got> got;
    front->answer(std::make_shared<const Request>(std::move(request)), web_socket, [&](http::Reply reply) {
      const std::lock_guard lock{mutex_};
      if (const auto* response = std::get_if<Response>(&reply))
        got = Got{response->status, response->body ? *response->body : "", response->content_type, response->headers};
      else
        got = Got{101, "", "", {}};
    });
    while (true) {
      std::vector<std::function<void()>> now;
      {
        const std::lock_guard lock{mutex_};
        if (got) return *got;
        now.swap(later_);
      }
      for (auto& work : now) work();
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }
  Got get(const std::string& target,
          std::vector<http::Header> headers = {{"authorization", std::string{"Bearer "} + admin}}) {
    auto read = *http::read_target(target);
    return ask({.path = std::move(read.path), .query = std::move(read.query), .headers = std::move(headers)});
  }

  desk::Desk desk;
  Hub hub;
  Workers workers{1}, archivists{1};
  std::unique_ptr<House> house;
  std::unique_ptr<Front> front;

 private:
  std::string scratch_ =
      std::filesystem::temp_directory_path() /
      fmt::format("gammafield_front_{}_{}", getpid(), ::testing::UnitTest::GetInstance()->current_test_info()->name());
  store::Folder folder_;
  std::mutex mutex_;
  std::vector<std::function<void()>> later_;
};

}  // namespace gammafield::server
