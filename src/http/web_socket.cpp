#include "http/web_socket.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/fields.hpp>
#include <boost/beast/websocket/stream.hpp>

#include "http/door.h"

namespace gammafield::http {
namespace {

namespace asio = boost::asio;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using SteadyMoment = std::chrono::steady_clock::time_point;

/// So many frames at once, and so many a second for long.
class Allowance {
 public:
  static constexpr double a_frame = 1, a_piece = 0.05;  // a message may come in many pieces: a slow line, fragments
  [[nodiscard]] bool spend(SteadyMoment now, double cost = a_frame) {
    left_ = std::min(most, left_ + a_second * std::chrono::duration<double>(now - last_).count());
    last_ = now;
    return (left_ -= cost) >= 0;
  }

 private:
  static constexpr double most = 100, a_second = 20;
  double left_ = most;
  SteadyMoment last_ = std::chrono::steady_clock::now();
};

/// Whether the text ends within a letter; else requires UTF-8. Beast sees it but where the last frame has no bytes.
bool ends_within_a_letter(std::string_view text) {
  std::size_t behind = 0;  // continuation bytes
  while (behind < text.size() && behind < 3 &&
         (static_cast<unsigned char>(text[text.size() - 1 - behind]) & 0xc0) == 0x80)
    ++behind;
  if (behind == text.size()) return false;
  const auto first = static_cast<unsigned char>(text[text.size() - 1 - behind]);
  const std::size_t wanted = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
  return behind < wanted;
}

class WebSocketWire final : public Wire, public std::enable_shared_from_this<WebSocketWire> {
 public:
  WebSocketWire(tcp::socket socket, std::unique_ptr<Talk> talk, std::function<void()> over)
      : stream_(std::move(socket)), talk_(std::move(talk)), over_(std::move(over)) {}

  void start(RequestReader::Parsed request, const ServerOptions& options) {
    stream_.set_option(websocket::stream_base::timeout{options.head_within, 2 * options.ping_every, true});
    stream_.set_option(websocket::stream_base::decorator([](websocket::response_type& answer) {
      for (const auto& [name, value] : protective_headers()) answer.set(name, value);
      answer.set(boost::beast::http::field::server, "gammafield");  // else Beast tells its version
    }));
    stream_.read_message_max(Limits::message);
    stream_.auto_fragment(false);
    stream_.text(true);
    stream_.control_callback([this](websocket::frame_type, auto) {
      if (!allowance_.spend(std::chrono::steady_clock::now())) give_up();
    });
    request_ = std::move(request);
    stream_.async_accept(request_, [self = shared_from_this()](auto error) {
      if (error) return self->end();
      self->talk_->opened(self);
      self->read();
    });
  }

  [[nodiscard]] bool idle() const override { return !writing_ && !closing_ && !ended_; }

  void send(PushMessage message) override {
    out_ = std::move(message.text);
    writing_ = true;
    stream_.async_write(asio::buffer(*out_), [self = shared_from_this()](auto error, std::size_t) {
      self->writing_ = false;
      self->out_.reset();
      if (error) return self->end();
      if (self->closing_) return self->say_goodbye();
      if (!self->ended_) self->talk_->sent();
    });
  }

  void close(std::uint16_t code, std::string_view reason) override {
    if (std::exchange(closing_, true)) return;
    reason_ =
        websocket::close_reason{static_cast<websocket::close_code>(code),
                                boost::beast::string_view{reason.data(), std::min<std::size_t>(reason.size(), 120)}};
    if (!writing_) say_goodbye();
  }

 private:
  void say_goodbye() {
    stream_.async_close(reason_, [self = shared_from_this()](auto) { self->end(); });
  }
  /// Without a goodbye: it would wait behind what the other side sends.
  void give_up() {
    boost::system::error_code ignored;
    stream_.next_layer().close(ignored);
  }

  void read() {
    stream_.async_read_some(in_, Limits::message, [self = shared_from_this()](auto error, std::size_t) {
      if (error) return self->end();
      self->take();
    });
  }
  /// A part of a message, or a whole one.
  void take() {
    const double cost = stream_.is_message_done() ? Allowance::a_frame : Allowance::a_piece;
    if (!allowance_.spend(std::chrono::steady_clock::now(), cost)) return close(1008, "too many messages");
    if (in_.size() > Limits::message) return close(1009, "the message is too long");
    if (stream_.is_message_done()) {
      if (!stream_.got_text()) return close(1003, "text alone is understood");
      const std::string_view text{static_cast<const char*>(in_.cdata().data()), in_.size()};
      if (ends_within_a_letter(text)) return close(1007, "the text is not UTF-8");
      talk_->heard(text);
      in_.clear();
    }
    if (!closing_) read();
  }
  void end() {
    if (std::exchange(ended_, true)) return;
    talk_->closed();
    over_();
  }

  websocket::stream<tcp::socket, false> stream_;  // never compresses: for 2,000 readers that would be a core's work
  std::unique_ptr<Talk> talk_;
  std::function<void()> over_;
  RequestReader::Parsed request_;
  boost::beast::flat_buffer in_;
  Text out_;
  Allowance allowance_;
  websocket::close_reason reason_;
  bool writing_ = false, closing_ = false, ended_ = false;
};

}  // namespace

void talk_by_web_socket(tcp::socket socket, const RequestReader::Parsed& request, std::unique_ptr<Talk> talk,
                        const ServerOptions& options, std::function<void(std::weak_ptr<Wire>)> started,
                        std::function<void()> over) {
  const auto wire = std::make_shared<WebSocketWire>(std::move(socket), std::move(talk), std::move(over));
  started(wire);
  wire->start(request, options);
}

}  // namespace gammafield::http
