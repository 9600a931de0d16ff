#include "server/hub.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <list>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <simdjson.h>

namespace gammafield::server {
namespace {

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (comma > 0) names.emplace_back(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return names;
}

std::optional<std::pair<std::string, std::uint64_t>> known(std::string_view entry) {
  const auto colon = entry.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto digits = entry.substr(colon + 1);
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return std::pair{std::string{entry.substr(0, colon)}, number};
}

bool parts_are_known(const std::vector<std::string>& parts) {
  return std::ranges::all_of(
      parts, [](const std::string& each) { return std::ranges::find(part_names(), each) != part_names().end(); });
}

}  // namespace

std::optional<Subscription> subscription_of(const http::Request& request) {
  Subscription wanted;
  wanted.symbols = list_of(request.parameter("symbols").value_or(""));
  wanted.parts = list_of(request.parameter("parts").value_or(""));
  if (!parts_are_known(wanted.parts)) return std::nullopt;
  const auto since = request.header("last-event-id").value_or(request.parameter("since").value_or(""));
  for (const std::string& entry : list_of(since)) {
    auto pair = known(entry);
    if (!pair) return std::nullopt;
    wanted.since.insert(std::move(*pair));
  }
  return wanted;
}

/// The updates of one symbol.
struct Line {
  SharedUpdate newest;
  std::deque<std::shared_ptr<const Step>> steps;  ///< the last `kept`
  /// Messages, made once for all clients: by a number and the parts wanted.
  using Texts = std::map<std::pair<std::uint64_t, std::vector<std::string>>, http::Text>;
  Texts reports;  ///< of the newest update, by how many were passed over
  Texts deltas;   ///< of the last `most_at_once` steps, by sequence
};

struct Hub::State : std::enable_shared_from_this<Hub::State> {
  std::map<std::string, Line> lines;
  std::set<Client*> clients;
  std::set<Client*> in_turn;    ///< those that are still to be told
  Client* last_told = nullptr;  ///< to go on behind it; it may be gone
  Later later;
  std::uint64_t messages = 0, conflated = 0;

  [[nodiscard]] static http::Text report(Line& line, const std::vector<std::string>& parts, std::uint64_t passed_over) {
    http::Text& text = line.reports[{passed_over, parts}];
    if (!text) text = http::text_of(report_message(*line.newest, parts, passed_over));
    return text;
  }
  [[nodiscard]] static http::Text delta(Line& line, const Step& step, const std::vector<std::string>& parts) {
    http::Text& text = line.deltas[{step.sequence, parts}];
    if (!text) text = http::text_of(delta_message(step, parts));
    return text;
  }
  void forget(Client* client) {
    clients.erase(client);
    in_turn.erase(client);
  }
  void tell_some();
};

class Hub::Client final : public http::Talk {
 public:
  Client(std::shared_ptr<State> state, Subscription wanted) : state_(std::move(state)), wanted_(std::move(wanted)) {}
  ~Client() override { state_->forget(this); }

  void opened(std::shared_ptr<http::Wire> wire) override {
    wire_ = std::move(wire);
    state_->clients.insert(this);
    tell();
  }
  void sent() override { tell(); }
  void heard(std::string_view text) override {
    if (auto wanted = changed(text)) {
      wanted_ = std::move(*wanted);
      known_.clear();
      note_ = R"({"type":"subscribed"})";
    } else {
      note_ = R"({"type":"error","detail":"send {\"op\":\"subscribe\",\"symbols\":[\"SPX\"],\"parts\":[\"levels\"]}"})";
    }
    tell();
  }
  void closed() override {
    state_->forget(this);
    wire_.reset();
  }

  /// One message, where there is one and the last has left.
  void tell() {
    if (!wire_ || !wire_->idle()) return;
    if (!note_.empty()) return send(http::text_of(std::exchange(note_, {})));
    for (auto& [symbol, line] : state_->lines)
      if (wants(symbol) && tell_of(symbol, line)) return;
  }

 private:
  [[nodiscard]] bool wants(const std::string& symbol) const {
    return wanted_.symbols.empty() || std::ranges::find(wanted_.symbols, symbol) != wanted_.symbols.end();
  }
  bool tell_of(const std::string& symbol, Line& line) {
    const std::uint64_t newest = line.newest->sequence();
    auto [known, first] = known_.try_emplace(symbol, 0);
    if (first) known->second = resumed(symbol, line);
    if (known->second == newest) return false;
    const std::uint64_t behind = newest - known->second;
    if (known->second == 0 || behind > most_at_once || behind > line.steps.size()) {
      const std::uint64_t passed_over = known->second == 0 ? 0 : behind - 1;
      state_->conflated += passed_over;
      known->second = newest;
      send(State::report(line, wanted_.parts, passed_over));
      return true;
    }
    ++known->second;
    send(State::delta(line, *line.steps[line.steps.size() - behind], wanted_.parts));
    return true;
  }
  /// What the client says it knows, where that can be gone on from; else nothing.
  [[nodiscard]] std::uint64_t resumed(const std::string& symbol, const Line& line) const {
    const auto said = wanted_.since.find(symbol);
    const std::uint64_t newest = line.newest->sequence();
    if (said == wanted_.since.end() || said->second > newest) return 0;
    return newest - said->second < line.steps.size() ? said->second : 0;
  }
  void send(http::Text text) {
    ++state_->messages;
    wire_->send({std::move(text), event_id()});
  }
  /// All that this client knows: what EventSource gives back as Last-Event-ID.
  [[nodiscard]] std::string event_id() const {
    std::string id;
    for (const auto& [symbol, sequence] : known_) {
      if (sequence == 0) continue;
      if (!id.empty()) id += ',';
      id += fmt::format("{}:{}", symbol, sequence);
    }
    return id;
  }
  [[nodiscard]] static std::optional<Subscription> changed(std::string_view text) {
    simdjson::dom::parser parser;
    simdjson::dom::element message;
    std::string_view op;
    if (parser.parse(text.data(), text.size()).get(message) != simdjson::SUCCESS) return std::nullopt;
    if (message["op"].get(op) != simdjson::SUCCESS || op != "subscribe") return std::nullopt;
    Subscription wanted;
    for (auto& [name, into] : {std::pair{"symbols", &wanted.symbols}, std::pair{"parts", &wanted.parts}}) {
      simdjson::dom::array names;
      if (message[name].get(names) != simdjson::SUCCESS) continue;
      for (const auto each : names) {
        std::string_view one;
        if (each.get(one) != simdjson::SUCCESS) return std::nullopt;
        into->emplace_back(one);
      }
    }
    if (!parts_are_known(wanted.parts)) return std::nullopt;
    return wanted;
  }

  std::shared_ptr<State> state_;
  Subscription wanted_;
  std::shared_ptr<http::Wire> wire_;
  std::map<std::string, std::uint64_t> known_;  ///< the last sequence sent, of each symbol; 0: none
  std::string note_;
};

/// The next few of those in turn; a client that leaves meanwhile takes itself out.
void Hub::State::tell_some() {
  for (std::size_t told = 0; !in_turn.empty() && (told < in_a_turn || !later); ++told) {
    const auto next = in_turn.upper_bound(last_told);  // else some would never be told where updates outrun a round
    last_told = in_turn.extract(next == in_turn.end() ? in_turn.begin() : next).value();
    last_told->tell();
  }
  if (!in_turn.empty()) later([self = shared_from_this()] { self->tell_some(); });
}

Hub::Hub(Later later) : state_(std::make_shared<State>()) { state_->later = std::move(later); }
Hub::~Hub() = default;

void Hub::publish(SharedUpdate update) {
  Line& line = state_->lines[update->symbol()];
  line.steps.push_back(update->step);
  if (line.steps.size() > kept) line.steps.pop_front();
  line.newest = std::move(update);
  line.reports.clear();
  while (!line.deltas.empty() && line.deltas.begin()->first.first + most_at_once <= line.newest->sequence())
    line.deltas.erase(line.deltas.begin());
  const bool under_way = !state_->in_turn.empty();
  state_->in_turn = state_->clients;
  if (!under_way) state_->tell_some();
}

std::unique_ptr<http::Talk> Hub::talk(Subscription wanted) {
  return std::make_unique<Client>(state_, std::move(wanted));
}

Hub::Counts Hub::counts() const { return {state_->clients.size(), state_->messages, state_->conflated}; }

}  // namespace gammafield::server
