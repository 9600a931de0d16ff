#include "load/http_clients.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <deque>
#include <memory>

#include <fmt/format.h>

#include "load/sockets.h"

namespace gammafield::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;
constexpr std::chrono::seconds away_for{1};  // as `retry-after: 1` asks

struct Client {
  int socket = -1;
  Moment asked = {};
  std::string head = {};      ///< of an answer that is not whole
  std::size_t body_left = 0;  ///< of the answer being read
  AnswerHead answer = {};
  bool waits = false;  ///< for an answer
};

class Crowd {
 public:
  explicit Crowd(const HttpLoad& load) : load_(load), poll_(epoll_create1(EPOLL_CLOEXEC)), clients_(load.connections) {
    for (std::size_t i = 0; i < clients_.size(); ++i) open(i);
  }
  Crowd(const Crowd&) = delete;
  Crowd& operator=(const Crowd&) = delete;
  ~Crowd() {
    for (const Client& client : clients_)
      if (client.socket >= 0) close(client.socket);
    close(poll_);
  }

  HttpOutcome run() {
    began_ = Clock::now();
    const auto end = began_ + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(load_.seconds));
    std::array<epoll_event, 256> events{};
    for (Moment now = began_; now < end; now = Clock::now()) {
      open_those_who_are_back(now);
      ask_what_is_due(now);
      const auto wait = pause(now);
      const int count = epoll_pwait2(poll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
      for (int i = 0; i < count; ++i) hear(events[static_cast<std::size_t>(i)].data.u64);
    }
    outcome_.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    return std::move(outcome_);
  }

 private:
  void open(std::size_t index) {
    Client& client = clients_[index];
    client = {.socket = connected(load_.port)};
    if (client.socket < 0) {
      ++outcome_.cut;
      return;
    }
    epoll_event event{.events = EPOLLIN, .data = {.u64 = index}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket, &event);
    free_.push_back(index);
  }
  void was_cut(std::size_t index) {
    if (clients_[index].waits)
      ++outcome_.cut;
    else
      std::erase(free_, index);
    come_again(index);
  }
  void come_again(std::size_t index) {
    close(clients_[index].socket);
    clients_[index].socket = -1;
    away_.emplace_back(Clock::now() + away_for, index);
  }
  void open_those_who_are_back(Moment now) {
    for (; !away_.empty() && away_.front().first <= now; away_.pop_front()) open(away_.front().second);
  }
  [[nodiscard]] Moment due(std::size_t number) const {
    return began_ + std::chrono::nanoseconds{std::llround(1e9 * static_cast<double>(number) / load_.rate)};
  }
  [[nodiscard]] timespec pause(Moment now) const {
    constexpr std::chrono::nanoseconds most{1'000'000};
    if (load_.rate <= 0 || free_.empty()) return {0, most.count()};
    const auto wait = std::clamp(std::chrono::nanoseconds{due(sent_) - now}, std::chrono::nanoseconds{0}, most);
    return {0, wait.count()};
  }
  void ask_what_is_due(Moment now) {
    while (!free_.empty() && (load_.rate <= 0 || due(sent_) <= now)) {
      const std::size_t index = free_.back();
      free_.pop_back();
      Client& client = clients_[index];
      client.asked = load_.rate > 0 ? due(sent_) : now;
      client.waits = true;
      if (!send_all(client.socket, load_.requests[sent_ % load_.requests.size()])) was_cut(index);
      ++sent_;
    }
  }
  void hear(std::size_t index) {
    Client& client = clients_[index];
    const auto count = recv(client.socket, bytes_.data(), bytes_.size(), 0);
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) return was_cut(index);
    std::string_view bytes{bytes_.data(), static_cast<std::size_t>(count)};
    if (client.body_left == 0) {
      if (!client.head.empty()) bytes = client.head.append(bytes);
      const auto head = answer_head(bytes);
      if (!head) {
        if (client.head.empty()) client.head = bytes;
        return;
      }
      client.answer = *head;
      client.body_left = head->head_bytes + head->body_bytes;
    }
    client.body_left -= std::min(client.body_left, bytes.size());
    client.head.clear();
    if (client.body_left == 0) answered(index);
  }
  void answered(std::size_t index) {
    Client& client = clients_[index];
    const auto now = Clock::now();
    const int status = client.answer.status;
    ++outcome_.by_status[status];
    if (status == 200 || status == 304) outcome_.answered.add(now - client.asked);
    if (status == 429 || status == 503) outcome_.shed.add(now - client.asked);
    client.waits = false;
    if (client.answer.closes) return come_again(index);
    free_.push_back(index);
    if (load_.rate <= 0) ask_what_is_due(now);
  }

  const HttpLoad& load_;
  int poll_;
  std::vector<Client> clients_;
  std::vector<std::size_t> free_;
  std::deque<std::pair<Moment, std::size_t>> away_;  ///< and when they come again
  Moment began_;
  std::size_t sent_ = 0;
  HttpOutcome outcome_;
  std::array<char, 262'144> bytes_{};
};

}  // namespace

void HttpOutcome::add(const HttpOutcome& other) {
  for (const auto& [status, count] : other.by_status) by_status[status] += count;
  cut += other.cut;
  seconds += other.seconds;
  answered.add(other.answered);
  shed.add(other.shed);
}

HttpOutcome ask(const HttpLoad& load) { return std::make_unique<Crowd>(load)->run(); }

std::string get(const std::string& target, int port, const std::string& headers) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n{}\r\n", target, port, headers);
}

std::string answer_to(int port, const std::string& request) {
  const int socket = connected(port);
  send_all(socket, request);
  std::string whole;
  std::array<char, 65'536> bytes{};
  pollfd one{socket, POLLIN, 0};
  while (poll(&one, 1, 5'000) > 0) {
    const auto count = recv(socket, bytes.data(), bytes.size(), 0);
    if (count <= 0) break;
    whole.append(bytes.data(), static_cast<std::size_t>(count));
    const auto head = answer_head(whole);
    if (head && whole.size() >= head->head_bytes + head->body_bytes) break;
  }
  close(socket);
  return whole;
}

}  // namespace gammafield::bench
