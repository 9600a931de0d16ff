#include "feeds/beast_socket.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <type_traits>
#include <utility>

namespace gammafield::feeds {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using beast::error_code;
using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;
using Failure = std::optional<TransportFailure>;

using Plain = beast::tcp_stream;
using Encrypted = beast::ssl_stream<beast::tcp_stream>;
template <class Stream>
constexpr bool is_encrypted = std::is_same_v<Stream, Encrypted>;

TransportFault fault_of(const error_code& error, TransportFault otherwise) {
  if (error == websocket::error::message_too_big || error == websocket::error::buffer_overflow)
    return TransportFault::too_large;
  if (error == beast::error::timeout || error == asio::error::timed_out) return TransportFault::timed_out;
  if (error.category() == asio::error::get_ssl_category()) return TransportFault::not_trusted;
  return otherwise;
}

TransportFailure failure_of(const error_code& error, std::string_view what, TransportFault otherwise) {
  return {fault_of(error, otherwise), fmt::format("{}: {}", what, error.message())};
}

}  // namespace

class BeastSocket::Line {
 public:
  Line() = default;
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  virtual ~Line() = default;
  virtual Failure open(const SocketUrl&, const SocketAddress&) = 0;
  virtual Failure send(std::string_view text) = 0;
  virtual base::Result<std::optional<std::string>, TransportFailure> receive(milliseconds wait) = 0;
  virtual void close() = 0;
};

template <class Stream>
class BeastSocket::LineOver final : public Line {
 public:
  LineOver() : context_(asio::ssl::context::tls_client) {}

  Failure open(const SocketUrl& url, const SocketAddress& address) override {
    timeout_ = address.timeout;
    if constexpr (is_encrypted<Stream>) {
      if (auto wrong = trust(address.trusted)) return wrong;
    }
    make_stream(address);
    asio::ip::tcp::resolver::results_type hosts;
    asio::ip::tcp::resolver resolver(io_);
    auto error = wait_for([&](auto done) {
      resolver.async_resolve(url.host, url.port, [&hosts, done](error_code failed, auto found) {
        hosts = std::move(found);
        done(failed);
      });
    });
    if (error) return failure_of(error, "no such host", TransportFault::unreachable);
    error =
        wait_for([&](auto done) { lowest().async_connect(hosts, [done](error_code failed, auto) { done(failed); }); });
    if (error) return failure_of(error, "not connected", TransportFault::unreachable);
    if constexpr (is_encrypted<Stream>) {
      if (auto refused = shake_tls(url.host)) return refused;
    }
    lowest().expires_never();  // the WebSocket's own times from here on
    error = wait_for([&](auto done) { stream_->async_handshake(url.host, url.path, done); });
    if (error) return failure_of(error, "no WebSocket", TransportFault::unreachable);
    return std::nullopt;
  }

  Failure send(std::string_view text) override {
    const std::string kept(text);
    const auto error = wait_for([&](auto done) {
      stream_->async_write(asio::buffer(kept), [done](error_code failed, std::size_t) { done(failed); });
    });
    if (error) return failure_of(error, "not sent", TransportFault::cut_short);
    return std::nullopt;
  }

  base::Result<std::optional<std::string>, TransportFailure> receive(milliseconds wait) override {
    if (!reading_ && !heard_) begin_read();
    const auto end = Clock::now() + wait;
    io_.restart();
    while (!heard_ && Clock::now() < end && io_.run_one_until(end) > 0) {
    }
    if (!heard_) return std::optional<std::string>{};
    heard_ = false;
    if (read_error_) return base::failure(failure_of(read_error_, "the line broke", TransportFault::cut_short));
    std::string text(static_cast<const char*>(buffer_.data().data()), buffer_.size());
    buffer_.clear();
    return std::optional{std::move(text)};
  }

  /// Says goodbye, if it can be done at once; the line goes with the object.
  void close() override {
    if (!stream_ || !stream_->is_open()) return;
    timeout_ = milliseconds{500};
    (void)wait_for([&](auto done) { stream_->async_close(websocket::close_code::normal, done); });
  }

 private:
  beast::tcp_stream& lowest() { return beast::get_lowest_layer(*stream_); }

  void make_stream(const SocketAddress& address) {
    if constexpr (is_encrypted<Stream>)
      stream_.emplace(io_, context_);
    else
      stream_.emplace(io_);
    stream_->read_message_max(address.largest);
    stream_->set_option(websocket::stream_base::timeout{address.timeout, websocket::stream_base::none(), false});
    stream_->set_option(websocket::stream_base::decorator(
        [](websocket::request_type& request) { request.set(beast::http::field::user_agent, "gammafield"); }));
  }

  Failure trust(const std::string& pem) {
    error_code error;
    context_.set_verify_mode(asio::ssl::verify_peer);
    SSL_CTX_set_min_proto_version(context_.native_handle(), TLS1_2_VERSION);
    if (pem.empty())
      context_.set_default_verify_paths(error);
    else
      context_.add_certificate_authority(asio::buffer(pem), error);
    if (!error) return std::nullopt;
    return failure_of(error, "no certificates to trust", TransportFault::not_trusted);
  }

  Failure shake_tls(const std::string& host) {
    auto& tls = stream_->next_layer();
    error_code error;
    tls.set_verify_callback(asio::ssl::host_name_verification(host), error);
    if (!SSL_set_tlsext_host_name(tls.native_handle(), host.c_str()) || error)
      return TransportFailure{TransportFault::not_trusted, "TLS cannot be told the host's name"};
    error = wait_for([&](auto done) { tls.async_handshake(asio::ssl::stream_base::client, done); });
    if (!error) return std::nullopt;
    return failure_of(error, "no TLS", TransportFault::cut_short);
  }

  /// Runs one operation to its end, or to the time-out, which ends the line.
  template <class Begin>
  error_code wait_for(const Begin& begin) {
    auto ended = std::make_shared<std::optional<error_code>>();
    begin([ended](error_code error) { *ended = error; });
    const auto end = Clock::now() + timeout_;
    io_.restart();
    while (!*ended && Clock::now() < end && io_.run_one_until(end) > 0) {
    }
    if (*ended) return **ended;
    abandon();
    return beast::error::timeout;
  }

  /// Cuts the connection and lets every operation under way end, as they hold references.
  void abandon() {
    lowest().cancel();
    lowest().close();
    io_.restart();
    io_.run_for(milliseconds{200});
  }

  void begin_read() {
    reading_ = true;
    stream_->async_read(buffer_, [this](error_code error, std::size_t) {
      read_error_ = error;
      reading_ = false;
      heard_ = true;
    });
  }

  asio::io_context io_;
  asio::ssl::context context_;
  std::optional<websocket::stream<Stream>> stream_;
  beast::flat_buffer buffer_;
  bool reading_ = false, heard_ = false;  ///< a message may come while another goes out
  error_code read_error_;
  milliseconds timeout_{10'000};
};

BeastSocket::BeastSocket() = default;
BeastSocket::~BeastSocket() = default;

Failure BeastSocket::open(const SocketAddress& address) {
  line_.reset();
  const auto url = parse_socket_url(address.url);
  if (!url)
    return TransportFailure{TransportFault::unreachable, fmt::format("{} is no ws:// or wss:// address", address.url)};
  if (url->tls)
    line_ = std::make_unique<LineOver<Encrypted>>();
  else
    line_ = std::make_unique<LineOver<Plain>>();
  auto failed = line_->open(*url, address);
  if (failed) line_.reset();
  return failed;
}

Failure BeastSocket::send(std::string_view text) {
  if (!line_) return TransportFailure{TransportFault::cut_short, "there is no line"};
  auto failed = line_->send(text);
  if (failed) line_.reset();
  return failed;
}

base::Result<std::optional<std::string>, TransportFailure> BeastSocket::receive(milliseconds wait) {
  if (!line_) return base::failure(TransportFailure{TransportFault::cut_short, "there is no line"});
  auto heard = line_->receive(wait);
  if (!heard) line_.reset();
  return heard;
}

void BeastSocket::close() {
  if (line_) line_->close();
  line_.reset();
}

std::optional<SocketUrl> parse_socket_url(std::string_view text) {
  SocketUrl url;
  if (text.starts_with("wss://"))
    text.remove_prefix(6);
  else if (text.starts_with("ws://"))
    text.remove_prefix(5), url.tls = false;
  else
    return std::nullopt;
  const auto slash = std::min(text.find('/'), text.size());
  url.path = slash < text.size() ? std::string(text.substr(slash)) : "/";
  std::string_view host = text.substr(0, slash);
  const auto colon = host.rfind(':');
  url.port = colon == host.npos ? (url.tls ? "443" : "80") : std::string(host.substr(colon + 1));
  url.host = host.substr(0, colon);
  const bool digits_alone = url.port.find_first_not_of("0123456789") == std::string::npos;
  const bool clean = (url.host + url.path).find_first_of(" \t\r\n") == std::string::npos;
  if (url.host.empty() || url.port.empty() || !digits_alone || !clean) return std::nullopt;
  return url;
}

}  // namespace gammafield::feeds
