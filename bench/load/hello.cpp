#include "load/hello.h"

#include <charconv>
#include <chrono>
#include <memory>
#include <set>
#include <string>

#include <fmt/format.h>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>

namespace gammafield::bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;

class Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(tcp::socket socket, std::set<Listener*>& all) : stream_(std::move(socket)), all_(all) {
    all_.insert(this);
    stream_.auto_fragment(false);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { all_.erase(this); }

  void start(http::request<http::empty_body> request) {
    request_ = std::move(request);
    stream_.async_accept(request_, [self = shared_from_this()](auto error) {
      if (error) return;
      self->open_ = true;
      self->read();
    });
  }
  void send(const std::shared_ptr<const std::string>& text) {
    if (!open_ || text_) return;
    text_ = text;
    stream_.async_write(asio::buffer(*text_), [self = shared_from_this()](auto, std::size_t) { self->text_.reset(); });
  }

 private:
  void read() {
    stream_.async_read(in_, [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->read();
    });
  }
  websocket::stream<tcp::socket, false> stream_;
  std::set<Listener*>& all_;
  http::request<http::empty_body> request_;
  beast::flat_buffer in_;
  std::shared_ptr<const std::string> text_;
  bool open_ = false;
};

class Visitor : public std::enable_shared_from_this<Visitor> {
 public:
  Visitor(tcp::socket socket, std::set<Listener*>& listeners) : socket_(std::move(socket)), listeners_(listeners) {
    socket_.set_option(tcp::no_delay(true));
  }
  void read() {
    request_ = {};
    http::async_read(socket_, in_, request_, [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->answer();
    });
  }

 private:
  void answer() {
    if (websocket::is_upgrade(request_))
      return std::make_shared<Listener>(std::move(socket_), listeners_)->start(std::move(request_));
    const auto target = request_.target().substr(1);
    std::size_t size = 17;
    std::from_chars(target.data(), target.data() + target.size(), size);
    if (body_.size() != size) body_.assign(size, 'x');
    answer_ = {};
    answer_.set(http::field::content_type, "application/json");
    answer_.body() = beast::span<const char>(body_.data(), body_.size());
    answer_.prepare_payload();
    http::async_write(socket_, answer_, [self = shared_from_this()](auto error, std::size_t) {
      if (!error) self->read();
    });
  }
  tcp::socket socket_;
  std::set<Listener*>& listeners_;
  beast::flat_buffer in_;
  http::request<http::empty_body> request_;
  http::response<http::span_body<const char>> answer_;
  std::string body_;
};

/// As the pushed changes of Gammafield begin, so that one client reads both.
std::string message(std::uint64_t sequence, std::size_t bytes) {
  const std::chrono::duration<double> now = std::chrono::system_clock::now().time_since_epoch();
  auto text = fmt::format(
      R"({{"type":"delta","symbol":"X","sequence":{},"as_of":"1970-01-01T00:00:00Z","data_delay_seconds":{:.3f},"x":")",
      sequence, now.count());
  text.resize(std::max(bytes, text.size() + 2), 'x');
  text.replace(text.size() - 2, 2, "\"}");
  return text;
}

}  // namespace

void serve_hello(std::size_t push_bytes) {
  asio::io_context io{1};
  std::set<Listener*> listeners;
  tcp::acceptor acceptor{io, {asio::ip::make_address("127.0.0.1"), 0}};
  const std::function<void()> accept = [&] {
    acceptor.async_accept([&](auto error, tcp::socket socket) {
      if (!error) std::make_shared<Visitor>(std::move(socket), listeners)->read();
      accept();
    });
  };
  asio::steady_timer timer{io};
  std::uint64_t sequence = 0;
  const std::function<void()> push = [&] {
    timer.expires_at(timer.expiry() + std::chrono::milliseconds{100});
    timer.async_wait([&](auto) {
      const auto text = std::make_shared<const std::string>(message(++sequence, push_bytes));
      for (Listener* listener : std::set<Listener*>{listeners}) listener->send(text);
      push();
    });
  };
  accept();
  timer.expires_after(std::chrono::milliseconds{0});
  push();
  fmt::print("http://127.0.0.1:{}\n", acceptor.local_endpoint().port());
  std::fflush(stdout);
  io.run();
}

}  // namespace gammafield::bench
