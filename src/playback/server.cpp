#include "playback/server.h"

#include <array>
#include <ctime>
#include <thread>
#include <utility>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <boost/beast/websocket/rfc6455.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include "base/lower_case.h"
#include "playback/websocket_talk.h"

namespace gammafield::playback {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using std::chrono::milliseconds;

constexpr std::uint32_t longest_head = 16 * 1024;    // bytes of a request
constexpr std::uint64_t longest_body = 1024 * 1024;  // bytes, of what is posted
constexpr milliseconds latest{3'000};                // of a delayed answer
constexpr milliseconds a_slow_byte{300};
constexpr milliseconds a_rest{200};

std::string written(const feeds::Response& response) {
  const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
  std::string text = fmt::format("HTTP/1.1 {} {}\r\n", response.status, std::string{reason});
  if (!response.header("date"))
    text += fmt::format("date: {:%a, %d %b %Y %H:%M:%S} GMT\r\n", fmt::gmtime(std::time(nullptr)));
  for (const auto& [name, value] : response.headers) text += fmt::format("{}: {}\r\n", name, value);
  return text + fmt::format("content-length: {}\r\n\r\n", response.body.size()) + response.body;
}

/// One client, request after request.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, const Server::Answers& answers, const Lines& lines)
      : socket_(std::move(socket)), timer_(socket_.get_executor()), answers_(answers), lines_(lines) {
    boost::system::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
  }

  void read() {
    parser_.emplace();
    parser_->header_limit(longest_head);
    parser_->body_limit(longest_body);
    http::async_read(socket_, buffer_, *parser_, [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->answer();
    });
  }

 private:
  void answer() {
    if (lines_.open && boost::beast::websocket::is_upgrade(parser_->get()))
      return talk(std::move(socket_), parser_->get(), lines_.open(), lines_.now);
    Asked asked{std::string{parser_->get().target()}};
    for (const auto& field : parser_->get()) {
      std::string name = base::lower_case({field.name_string().data(), field.name_string().size()});
      if (name == "host") asked.origin = "http://" + std::string{field.value()};
      asked.headers.emplace_back(std::move(name), std::string{field.value()});
    }
    const auto method = parser_->get().method();
    if (method == http::verb::post) asked.body = std::move(parser_->get().body());
    auto served = method == http::verb::get || method == http::verb::post
                      ? answers_(asked)
                      : Counter::Served{error(405, "Method Not Allowed"), {}};
    out_ = written(served.response);
    const auto part = [&] { return static_cast<std::size_t>(served.fault.share * static_cast<double>(out_.size())); };
    switch (served.fault.kind) {
      case FaultKind::drop: return reset();
      case FaultKind::cut: out_.resize(1 + part()); return write(After::close);
      case FaultKind::half_open: return wait_for_the_end();
      case FaultKind::slow_bytes: sent_ = 0; return drip();
      case FaultKind::delay: return later(milliseconds{static_cast<int>(served.fault.share * double(latest.count()))});
      default: return write(After::read);
    }
  }

  enum class After : bool { read, close };
  void write(After after) {
    asio::async_write(socket_, asio::buffer(out_), [self = shared_from_this(), after](auto error, std::size_t) {
      if (!error && after == After::read) self->read();
    });
  }
  void reset() {
    boost::system::error_code ignored;
    socket_.set_option(asio::socket_base::linger(true, 0), ignored);
    socket_.close(ignored);
  }
  /// Says nothing until the client has had enough.
  void wait_for_the_end() {
    socket_.async_read_some(asio::buffer(ignored_), [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->wait_for_the_end();
    });
  }
  void later(milliseconds wait) {
    timer_.expires_after(wait);
    timer_.async_wait([self = shared_from_this()](auto error) {
      if (!error) self->write(After::read);
    });
  }
  void drip() {
    timer_.expires_after(a_slow_byte);
    timer_.async_wait([self = shared_from_this()](auto error) {
      if (error || self->sent_ == self->out_.size()) return;
      asio::async_write(self->socket_, asio::buffer(self->out_.data() + self->sent_, 1), [self](auto failed, auto) {
        ++self->sent_;
        if (!failed) self->drip();
      });
    });
  }

  tcp::socket socket_;
  asio::steady_timer timer_;
  const Server::Answers& answers_;
  const Lines& lines_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::string out_;
  std::size_t sent_ = 0;
  std::array<char, 512> ignored_{};
};

}  // namespace

struct Server::Running {
  Running(Answers what, Lines talks) : answers(std::move(what)), lines(std::move(talks)) {}
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running() { io.stop(); }

  void accept() {
    acceptor.async_accept([this](auto error, tcp::socket socket) {
      if (error == asio::error::operation_aborted) return;
      if (error) return rest();
      std::make_shared<Connection>(std::move(socket), answers, lines)->read();
      accept();
    });
  }
  /// No descriptors: clients wait a little.
  void rest() {
    pause.expires_after(a_rest);
    pause.async_wait([this](auto error) {
      if (!error) accept();
    });
  }

  Answers answers;
  Lines lines;
  asio::io_context io{1};
  tcp::acceptor acceptor{io};
  asio::steady_timer pause{io};
  std::jthread thread;
};

Server::Server(std::unique_ptr<Running> running) : running_(std::move(running)) {}
Server::Server(Server&&) noexcept = default;
Server::~Server() {
  if (!running_) return;
  running_->io.stop();
  if (running_->thread.joinable()) running_->thread.join();
}

base::Result<Server, base::Refusal> Server::start(std::uint16_t port, Answers answers, Lines lines) {
  auto running = std::make_unique<Running>(std::move(answers), std::move(lines));
  boost::system::error_code error;
  const auto refused = [&](boost::system::error_code why) {
    return base::failure(base::Refusal{base::RefusalKind::usage, fmt::format("--port {}: {}", port, why.message())});
  };
  const tcp::endpoint here{asio::ip::address_v4::loopback(), port};
  running->acceptor.open(here.protocol(), error);
  if (error) return refused(error);
  running->acceptor.set_option(asio::socket_base::reuse_address(true), error);
  running->acceptor.bind(here, error);
  if (error) return refused(error);
  running->acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return refused(error);
  running->accept();
  running->thread = std::jthread{[io = &running->io] { io->run(); }};
  return Server{std::move(running)};
}

std::string Server::address() const {
  return fmt::format("http://127.0.0.1:{}", running_->acceptor.local_endpoint().port());
}

}  // namespace gammafield::playback
