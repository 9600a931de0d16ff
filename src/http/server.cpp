#include "http/server.h"

#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <list>
#include <map>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include "http/door.h"
#include "http/event_wire.h"
#include "http/origin.h"
#include "http/request_reader.h"
#include "http/web_socket.h"

namespace gammafield::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using Steady = std::chrono::steady_clock;
using State = RequestReader::State;

constexpr std::chrono::milliseconds sweep_every{500};
constexpr std::chrono::milliseconds rest_without_descriptors{200};
constexpr std::size_t turned_away_at_once = 256;  // each a descriptor until it has gone
constexpr std::chrono::seconds turned_away_within{2};

/// An IPv4 address in an IPv6 one is that IPv4 address.
std::string address_of(const tcp::socket& socket) {
  boost::system::error_code wrong;
  const auto address = socket.remote_endpoint(wrong).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped())
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  return address.to_string();
}

/// The client a trusted proxy tells of: the last address of the list that is not itself a trusted proxy's.
std::string client_of(const Request& request, const std::string& peer, const std::vector<std::string>& proxies) {
  const auto trusted = [&](std::string_view address) { return std::ranges::find(proxies, address) != proxies.end(); };
  if (!trusted(peer)) return peer;
  std::string_view rest = request.header("x-forwarded-for").value_or(std::string_view{});
  while (!rest.empty()) {
    const auto comma = rest.rfind(',');
    auto last = comma == std::string_view::npos ? rest : rest.substr(comma + 1);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(0, comma);
    while (last.starts_with(' ')) last.remove_prefix(1);
    boost::system::error_code wrong;
    asio::ip::make_address(std::string{last}, wrong);
    if (wrong) return peer;
    if (!trusted(last)) return std::string{last};
  }
  return peer;
}

/// What belongs to every answer, made once a second.
class HeadStart {
 public:
  HeadStart() {
    for (const auto& [name, value] : protective_headers())
      (name == policy ? policy_ : always_) += fmt::format("{}: {}\r\n", name, value);
  }
  void tick() { date_ = fmt::format("date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr))); }
  [[nodiscard]] std::string of(const Response& response) const {
    std::string head;
    head.reserve(1024);
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
    head += date_;
    head += always_;
    if (std::ranges::find(response.headers, policy, &Header::first) == response.headers.end()) head += policy_;
    for (const auto& [name, value] : response.headers) head.append(name).append(": ").append(value).append("\r\n");
    if (response.body || !response.content_type.empty())
      head.append("content-type: ").append(response.content_type).append("\r\n");
    return head;
  }

 private:
  static constexpr std::string_view policy = "content-security-policy";
  std::string always_, policy_, date_;
};

/// RFC 6455, 4.2.1: one, of 16 bytes. Beast takes any, and of two the first.
bool has_handshake_key(const Request& request) {
  constexpr std::string_view name = "sec-websocket-key";
  if (std::ranges::count(request.headers, name, &Header::first) != 1) return false;
  const auto key = *request.header(name);
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return key.size() == 24 && key.ends_with("==") &&
         key.substr(0, 22).find_first_not_of(digits) == std::string_view::npos;
}

/// The system takes no more than this for a slow reader before he is passed over: what lies there is old when he reads
/// it, and megabytes of it for each would be the system's memory.
void keep_little_unsent(tcp::socket& socket) {
#ifdef TCP_NOTSENT_LOWAT
  const int bytes = 32 * 1024;
  setsockopt(socket.native_handle(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, &bytes, sizeof bytes);
#else
  (void)socket;
#endif
}

bool has_no_body(int status) { return status == 204 || status == 304; }

}  // namespace

class Connection;

/// A client who was told that there is no room before he asked: read from until he goes. A socket closed with something
/// unread would take the words back.
class TurnedAway : public std::enable_shared_from_this<TurnedAway> {
 public:
  TurnedAway(tcp::socket socket, std::size_t& count) : socket_(std::move(socket)), count_(count) { ++count_; }
  TurnedAway(const TurnedAway&) = delete;
  TurnedAway& operator=(const TurnedAway&) = delete;
  ~TurnedAway() { --count_; }

  void drop_what_comes() {
    socket_.async_read_some(asio::buffer(in_), [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->drop_what_comes();
    });
  }
  [[nodiscard]] bool overdue(Steady::time_point now) const { return now >= deadline_; }
  void close() {
    boost::system::error_code ignored;
    socket_.close(ignored);
  }

 private:
  tcp::socket socket_;
  std::size_t& count_;
  std::array<char, 512> in_{};
  Steady::time_point deadline_ = Steady::now() + turned_away_within;
};

struct Server::Running {
  Running(ServerOptions how, Service what) : options(std::move(how)), service(std::move(what)) { start.tick(); }

  void accept();
  void take(tcp::socket);
  void turn_away(tcp::socket);
  [[nodiscard]] std::size_t most_of(const std::string& address) const;
  void rest();
  void sweep();
  void left(const std::string& address) {
    if (--by_address[address] == 0) by_address.erase(address);
    --open;
  }
  /// Behind a proxy all connections are the proxy's, and what stays open is counted by the client it tells of.
  [[nodiscard]] bool begins_talk(const std::string& client);
  void ends_talk(const std::string& client) {
    if (--talks_by_client[client] == 0) talks_by_client.erase(client);
  }
  void drain(std::chrono::milliseconds at_most);
  void end_when_empty();

  ServerOptions options;
  Service service;
  HeadStart start;
  std::list<std::weak_ptr<Connection>> connections;  ///< that wait, read or write; not talks
  std::list<std::weak_ptr<Wire>> talks;
  std::list<std::weak_ptr<TurnedAway>> turned_away_now;
  std::map<std::string, std::size_t> by_address, talks_by_client;
  std::size_t open = 0;     ///< connections and talks
  std::size_t leaving = 0;  ///< that were told there is no room
  std::uint64_t accepted = 0, turned_away = 0;
  bool draining = false;
  asio::io_context io{1};  // after what connections touch when it lets go of them
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io}, sweeper{io}, last_call{io};
};

/// One client, request after request.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, std::string address, Server::Running* house)
      : socket_(std::move(socket)), address_(std::move(address)), house_(house) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    if (!handed_over_) house_->left(address_);
  }

  void serve() {
    switch (reader_.state()) {
      case State::whole: return ask();
      case State::refused: return refuse();
      case State::empty: limit(house_->options.idle); break;
      case State::in_head:
        if (phase_ != State::in_head) limit(house_->options.head_within);
        break;
      case State::in_body:
        if (phase_ != State::in_body) limit(house_->options.body_within);
        if (reader_.wants_continue()) return say_continue();
        break;
    }
    phase_ = reader_.state();
    if (house_->draining && phase_ == State::empty) return close();
    read();
  }
  [[nodiscard]] bool overdue(Steady::time_point now) const { return now >= deadline_; }
  [[nodiscard]] bool waits() const { return phase_ == State::empty && !answering_; }
  void close() {
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
  }
  /// Whoever was too slow. What he does not read would stay in the kernel for minutes, megabytes of it.
  void cut_off() {
    boost::system::error_code ignored;
    if (answering_) socket_.set_option(asio::socket_base::linger{true, 0}, ignored);
    close();
  }

 private:
  void limit(std::chrono::seconds time) { deadline_ = Steady::now() + time; }

  void read() {
    socket_.async_read_some(asio::buffer(in_), [self = shared_from_this()](auto error, std::size_t count) {
      if (error) return self->close();
      self->reader_.add({self->in_.data(), count});
      self->serve();
    });
  }
  void say_continue() {
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    phase_ = reader_.state();
    asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->read();
    });
  }
  void refuse() {
    close_after_ = true;
    asked_ = Steady::now();
    request_ = std::make_shared<const Request>(Request{.method = Method::other, .path = {}, .client = address_});
    write(problem(reader_.status(), "the request is not well formed, or larger than this server takes"));
  }
  void ask() {
    close_after_ = !reader_.keep_alive();
    RequestReader::Parsed parsed;
    auto request = reader_.take(&parsed);
    phase_ = State::empty;
    asked_ = Steady::now();
    deadline_ = Steady::time_point::max();  // ours now
    answering_ = true;
    if (!request) {
      close_after_ = true;
      request_ = std::make_shared<const Request>(Request{.method = Method::other, .path = {}, .client = address_});
      return write(problem(400, "the address is not well formed"));
    }
    request->client = client_of(*request, address_, house_->options.proxies);
    const bool upgrade = boost::beast::websocket::is_upgrade(parsed);
    if (upgrade && !has_handshake_key(*request)) {
      request_ = std::make_shared<const Request>(std::move(*request));
      return write(problem(400, "Sec-WebSocket-Key is not one of 16 bytes in base64"));
    }
    if (upgrade) handshake_ = std::move(parsed);
    request_ = std::make_shared<const Request>(std::move(*request));
    house_->service.answer(request_, upgrade, [self = shared_from_this(), upgrade](Reply reply) {
      asio::dispatch(self->socket_.get_executor(), [self, upgrade, reply = std::make_shared<Reply>(std::move(reply))] {
        if (auto* talk = std::get_if<std::unique_ptr<Talk>>(reply.get())) return self->talk(std::move(*talk), upgrade);
        self->write(std::move(std::get<Response>(*reply)));
      });
    });
  }

  void write(Response response) {
    if (!socket_.is_open()) return;
    close_after_ = close_after_ || house_->draining;
    body_ = has_no_body(response.status) ? nullptr : std::move(response.body);
    if (has_no_body(response.status)) response.content_type.clear();
    out_ = house_->start.of(response);
    if (!has_no_body(response.status))
      fmt::format_to(std::back_inserter(out_), "content-length: {}\r\n", body_ ? body_->size() : 0);
    out_ += close_after_ ? "connection: close\r\n\r\n" : "\r\n";
    if (request_->method == Method::head) body_.reset();
    limit(house_->options.write_within);
    const std::array<asio::const_buffer, 2> parts{asio::buffer(out_),
                                                  body_ ? asio::buffer(*body_) : asio::const_buffer{}};
    asio::async_write(socket_, parts, [self = shared_from_this(), status = response.status](auto error, std::size_t) {
      self->written(status, !error);
    });
  }
  void written(int status, bool whole) {
    answering_ = false;
    body_.reset();
    if (house_->service.answered) house_->service.answered(*request_, status, Steady::now() - asked_);
    if (!whole) return close();
    if (close_after_) return linger();
    serve();
  }
  /// What the client still sends is read for a moment, so that it reads our answer and not a reset.
  void linger() {
    boost::system::error_code ignored;
    socket_.shutdown(tcp::socket::shutdown_send, ignored);
    limit(std::chrono::seconds{2});
    drop_what_comes();
  }
  void drop_what_comes() {
    socket_.async_read_some(asio::buffer(in_), [self = shared_from_this()](auto error, std::size_t) {
      if (error) return self->close();
      self->drop_what_comes();
    });
  }

  void talk(std::unique_ptr<Talk> talk, bool upgrade) {
    if (!socket_.is_open()) return;
    if (!house_->begins_talk(request_->client))
      return write(problem(429, "as many streams as one address may have are open"));
    keep_little_unsent(socket_);
    handed_over_ = true;
    const auto started = [house = house_](std::weak_ptr<Wire> wire) { house->talks.push_back(std::move(wire)); };
    const auto over = [house = house_, address = address_, client = request_->client] {
      house->left(address);
      house->ends_talk(client);
      house->end_when_empty();
    };
    if (house_->service.answered) house_->service.answered(*request_, upgrade ? 101 : 200, Steady::now() - asked_);
    if (upgrade)
      return talk_by_web_socket(std::move(socket_), handshake_, std::move(talk), house_->options, started, over);
    Response head{200, "text/event-stream", {}, {{"cache-control", "no-store"}, {"x-accel-buffering", "no"}}};
    talk_by_events(std::move(socket_), house_->start.of(head) + "connection: close\r\n\r\n:", std::move(talk),
                   house_->options, started, over);
  }

  tcp::socket socket_;
  std::string address_;
  Server::Running* house_;
  RequestReader reader_;
  std::array<char, 4096> in_{};
  std::shared_ptr<const Request> request_;
  RequestReader::Parsed handshake_;
  std::string out_;
  Text body_;
  State phase_ = State::whole;  ///< as the deadline was set; whole: it was not
  Steady::time_point deadline_ = Steady::time_point::max(), asked_;
  bool answering_ = false, close_after_ = false, handed_over_ = false;
};

void Server::Running::accept() {
  acceptor.async_accept([this](auto error, tcp::socket socket) {
    if (error == asio::error::operation_aborted || draining) return;
    if (error) return rest();
    take(std::move(socket));
    accept();
  });
}

std::size_t Server::Running::most_of(const std::string& address) const {
  const bool trusted = is_loopback(address) || std::ranges::find(options.proxies, address) != options.proxies.end();
  return trusted ? options.of_loopback : options.of_one_address;
}

bool Server::Running::begins_talk(const std::string& client) {
  const auto found = talks_by_client.find(client);
  if (found != talks_by_client.end() && found->second >= most_of(client)) return false;
  ++talks_by_client[client];
  return true;
}

void Server::Running::take(tcp::socket socket) {
  std::string address = address_of(socket);
  if (open >= options.connections) return turn_away(std::move(socket));
  const auto found = by_address.find(address);
  if (found != by_address.end() && found->second >= most_of(address)) {
    ++turned_away;
    return;  // which closes it
  }
  boost::system::error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  ++accepted;
  ++open;
  ++by_address[address];
  const auto connection = std::make_shared<Connection>(std::move(socket), std::move(address), this);
  connections.push_back(connection);
  connection->serve();
}

/// Costs little, and nothing that clients inside need: only so many are waited for.
void Server::Running::turn_away(tcp::socket socket) {
  ++turned_away;
  boost::system::error_code wrong;
  std::array<char, 4096> request{};
  socket.non_blocking(true, wrong);
  const bool has_asked = socket.read_some(asio::buffer(request), wrong) > 0;
  Response answer = problem(503, "as many clients as may are connected; try again in a second");
  answer.headers.emplace_back("retry-after", "1");
  const std::string text = start.of(answer) + fmt::format("content-length: {}\r\nconnection: close\r\n\r\n{}",
                                                          answer.body->size(), *answer.body);
  socket.write_some(asio::buffer(text), wrong);  // a new socket has room for it
  socket.shutdown(tcp::socket::shutdown_send, wrong);
  if (has_asked || wrong || leaving >= turned_away_at_once) return;  // which closes it
  const auto visitor = std::make_shared<TurnedAway>(std::move(socket), leaving);
  turned_away_now.push_back(visitor);
  visitor->drop_what_comes();
}

/// No descriptors: clients wait a little.
void Server::Running::rest() {
  pause.expires_after(rest_without_descriptors);
  pause.async_wait([this](auto error) {
    if (!error) accept();
  });
}

void Server::Running::sweep() {
  start.tick();
  const auto now = Steady::now();
  connections.remove_if([&](const std::weak_ptr<Connection>& each) {
    const auto connection = each.lock();
    if (connection && connection->overdue(now)) connection->cut_off();
    return !connection;
  });
  talks.remove_if([](const std::weak_ptr<Wire>& each) { return each.expired(); });
  turned_away_now.remove_if([&](const std::weak_ptr<TurnedAway>& each) {
    const auto visitor = each.lock();
    if (visitor && visitor->overdue(now)) visitor->close();
    return !visitor;
  });
  end_when_empty();
  sweeper.expires_after(sweep_every);
  sweeper.async_wait([this](auto error) {
    if (!error) sweep();
  });
}

void Server::Running::drain(std::chrono::milliseconds at_most) {
  draining = true;
  boost::system::error_code ignored;
  acceptor.close(ignored);
  pause.cancel(ignored);
  for (const auto& each : connections)
    if (const auto connection = each.lock(); connection && connection->waits()) connection->close();
  for (const auto& each : talks)
    if (const auto wire = each.lock()) wire->close(1001, "the server ends");
  last_call.expires_after(at_most);
  last_call.async_wait([this](auto) { io.stop(); });
  end_when_empty();
}

void Server::Running::end_when_empty() {
  if (draining && open == 0) io.stop();
}

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() = default;

base::Result<Server, base::Refusal> Server::listen(const ServerOptions& options, Service service) {
  auto running = std::make_unique<Running>(options, std::move(service));
  boost::system::error_code error;
  const auto refused = [&] {
    return base::failure(base::Refusal{
        base::RefusalKind::usage, fmt::format("--listen {}:{}: {}", options.address, options.port, error.message())});
  };
  const auto address = asio::ip::make_address(options.address, error);
  if (error) return refused();
  const tcp::endpoint here{address, options.port};
  auto& acceptor = running->acceptor;
  acceptor.open(here.protocol(), error);
  if (error) return refused();
  acceptor.set_option(asio::socket_base::reuse_address(true), error);
  acceptor.bind(here, error);
  if (error) return refused();
  acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refused();
  return Server{std::move(running)};
}

int Server::port() const {
  boost::system::error_code ignored;
  return running_->acceptor.local_endpoint(ignored).port();
}

void Server::run() {
  running_->accept();
  running_->sweep();
  running_->io.run();
}

void Server::post(std::function<void()> done) { asio::post(running_->io, std::move(done)); }

void Server::drain(std::chrono::milliseconds at_most) {
  asio::post(running_->io, [running = running_.get(), at_most] { running->drain(at_most); });
}

Server::Counts Server::counts() const {
  const auto talks = std::ranges::count_if(running_->talks, [](const auto& each) { return !each.expired(); });
  return {running_->open, static_cast<std::size_t>(talks), running_->accepted, running_->turned_away};
}

}  // namespace gammafield::http
