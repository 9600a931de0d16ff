#include "load/push_clients.h"

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "load/sockets.h"
#include "market/date.h"

namespace gammafield::bench {
namespace {

constexpr std::size_t beginning = 256;  // of a message: as much as is looked at

/// What follows `"name":`, up to the next comma or quote.
std::string_view member(std::string_view json, std::string_view name) {
  const auto at = json.find(name);
  if (at == std::string_view::npos) return {};
  auto value = json.substr(at + name.size());
  if (value.starts_with('"')) value.remove_prefix(1);
  return value.substr(0, value.find_first_of(",\"}"));
}

template <class Number>
Number number(std::string_view text) {
  Number value{};
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

struct Frame {
  unsigned char kind = 0;
  std::size_t head_bytes = 0, text_bytes = 0;
};
/// RFC 6455, 5.2, of a server: not masked. `head_bytes` 0: not whole.
Frame frame_of(std::string_view bytes) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  if (bytes.size() < 2) return {};
  const std::size_t shorter = at(1) & 0x7fu;
  const std::size_t further = shorter == 127 ? 8 : shorter == 126 ? 2 : 0;
  if (bytes.size() < 2 + further) return {};
  std::size_t length = further == 0 ? shorter : 0;
  for (std::size_t i = 0; i < further; ++i) length = length << 8 | at(2 + i);
  return {static_cast<unsigned char>(at(0) & 0x0fu), 2 + further, length};
}

/// A pong, masked with zeros.
std::string pong(std::string_view text) {
  std::string frame{"\x8a"};
  frame += static_cast<char>(0x80u | text.size());
  return frame.append(4, '\0').append(text);
}

double now_seconds() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::chrono::nanoseconds nanoseconds(double seconds) { return std::chrono::nanoseconds{std::llround(1e9 * seconds)}; }

}  // namespace

PushClients::PushClients(int port, const std::string& target, std::size_t count, bool stalled)
    : poll_(epoll_create1(EPOLL_CLOEXEC)), clients_(count) {
  const std::string handshake = fmt::format(
      "GET {} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n",
      target, port);
  for (std::size_t i = 0; i < count; ++i) {
    Client& client = clients_[i];
    client.socket = connected(port, stalled);
    if (client.socket < 0) continue;
    epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
    epoll_ctl(poll_, EPOLL_CTL_ADD, client.socket, &event);
    send_all(client.socket, handshake);
  }
}

PushClients::~PushClients() {
  for (const Client& client : clients_)
    if (client.socket >= 0) close(client.socket);
  close(poll_);
}

std::size_t PushClients::open() const {
  return static_cast<std::size_t>(std::ranges::count_if(clients_, [](const Client& each) { return each.socket >= 0; }));
}

PushOutcome PushClients::listen(double seconds) {
  using Clock = std::chrono::steady_clock;
  PushOutcome outcome;
  std::array<epoll_event, 256> events{};
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  while (Clock::now() < end) {
    const int count = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 20);
    for (int i = 0; i < count; ++i) hear(clients_[events[static_cast<std::size_t>(i)].data.u64], outcome);
  }
  return outcome;
}

void PushClients::hear(Client& client, PushOutcome& outcome) {
  static std::array<char, 1 << 18> bytes;
  const auto count = recv(client.socket, bytes.data(), bytes.size(), 0);
  if (count < 0 && errno == EAGAIN) return;
  if (count <= 0) {
    ++outcome.ended;
    close(client.socket);
    client.socket = -1;
    return;
  }
  outcome.bytes += static_cast<std::size_t>(count);
  std::string_view rest{bytes.data(), static_cast<std::size_t>(count)};
  while (!rest.empty()) rest.remove_prefix(take(client, rest, outcome));
}

/// How much of the bytes was taken; not none.
std::size_t PushClients::take(Client& client, std::string_view bytes, PushOutcome& outcome) {
  if (!client.talks) {
    client.head.append(bytes);
    const auto answer = answer_head(client.head);
    if (!answer) return bytes.size();
    client.talks = true;
    const auto behind = client.head.size() - answer->head_bytes;
    client.head.clear();
    return bytes.size() - behind;
  }
  if (client.left > 0) {
    const auto some = std::min(client.left, bytes.size());
    client.left -= some;
    if (client.left == 0) whole(client, outcome);
    return some;
  }
  const auto before = client.head.size();
  client.head.append(bytes.substr(0, beginning));
  const auto frame = frame_of(client.head);
  const auto size = frame.head_bytes + frame.text_bytes;
  if (frame.head_bytes == 0 || client.head.size() < std::min(size, beginning)) return client.head.size() - before;
  client.head.resize(std::min(client.head.size(), size));
  client.left = size - client.head.size();
  const auto taken = client.head.size() - before;
  if (client.left == 0) whole(client, outcome);
  return taken;
}

void PushClients::whole(Client& client, PushOutcome& outcome) {
  const auto frame = frame_of(client.head);
  const std::string text = client.head.substr(frame.head_bytes);
  client.head.clear();
  if (frame.kind == 9) send_all(client.socket, pong(text));
  if (frame.kind != 1) return;
  ++outcome.messages;
  const bool report = member(text, R"("type":)") == "report";
  const auto sequence = number<std::uint64_t>(member(text, R"("sequence":)"));
  const auto spared = number<std::uint64_t>(member(text, R"("conflated":)"));
  if (report) ++outcome.reports;
  if (report && spared > 0) ++outcome.conflated;
  if (client.sequence > 0 && sequence > client.sequence + 1 + spared) ++outcome.gaps;
  client.sequence = sequence;
  if (report) return;
  const std::string as_of{member(text, R"("as_of":)")};
  auto [moment, is_new] = moments_.try_emplace(as_of, 0);
  if (is_new)
    if (const auto instant = market::parse_instant(as_of))
      moment->second = static_cast<double>(instant->time_since_epoch().count());
  const double published = moment->second + number<double>(member(text, R"("data_delay_seconds":)"));
  const double now = now_seconds();
  const auto [first, comes_first] = first_came_.try_emplace(sequence, now);
  outcome.delivery.add(nanoseconds(now - published));
  comes_first ? outcome.first.add(nanoseconds(now - published)) : outcome.others.add(nanoseconds(now - first->second));
}

}  // namespace gammafield::bench
