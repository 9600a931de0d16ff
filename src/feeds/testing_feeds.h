#pragma once

#include <deque>
#include <functional>
#include <string>
#include <utility>

#include "feeds/feed.h"
#include "feeds/transport.h"

/// Vendors that answer what a test says.
namespace gammafield::feeds {

class ScriptedTransport final : public Transport {
 public:
  using Script = std::function<base::Result<Response, TransportFailure>(const Request&)>;
  explicit ScriptedTransport(Script script) : script_(std::move(script)) {}
  base::Result<Response, TransportFailure> send(const Request& request) override {
    ++calls;
    return script_(request);
  }
  int calls = 0;

 private:
  Script script_;
};

class ScriptedFeed final : public Feed {
 public:
  using Script = std::function<Answer(Moment)>;
  ScriptedFeed(PollRule rule, Script script, std::string name = "scripted")
      : rule_(rule), script_(std::move(script)), name_(std::move(name)) {}
  std::string name() const override { return name_; }
  PollRule rule() const override { return rule_; }
  Answer ask(Moment now) override { return script_(now); }

 private:
  PollRule rule_;
  Script script_;
  std::string name_;
};

inline Moment moment(std::string_view text) { return *market::parse_instant(text); }

}  // namespace gammafield::feeds
