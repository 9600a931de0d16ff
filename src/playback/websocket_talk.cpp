#include "playback/websocket_talk.h"

#include <algorithm>
#include <deque>
#include <string>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

namespace gammafield::playback {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace websocket = boost::beast::websocket;
using asio::ip::tcp;
using Request = http::request<http::string_body>;

constexpr std::chrono::milliseconds a_look{20};  // for what the line has to say by itself
constexpr std::size_t longest_message = 1 << 20, most_waiting = 200'000;

/// The frame of a text that says it is longer than what comes of it.
std::string cut_frame(const std::string& text) {
  std::string frame{'\x81', '\x7e'};
  const auto length = static_cast<std::uint16_t>(std::min<std::size_t>(text.size() + 2, 0xffff));
  frame += static_cast<char>(length >> 8);
  frame += static_cast<char>(length & 0xff);
  return frame + text.substr(0, text.size() / 2);
}

class Talk : public std::enable_shared_from_this<Talk> {
 public:
  Talk(tcp::socket socket, std::unique_ptr<FaultyLine> line, std::function<Now()> now)
      : stream_(std::move(socket)), timer_(stream_.get_executor()), line_(std::move(line)), now_(std::move(now)) {
    stream_.read_message_max(longest_message);
    stream_.text(true);
  }

  void begin(const Request& request) {
    stream_.async_accept(request, [self = shared_from_this()](auto error) {
      if (error) return;
      self->read();
      self->look();
    });
  }

 private:
  void read() {
    stream_.async_read(buffer_, [self = shared_from_this()](auto error, std::size_t) {
      if (error) return self->end();
      self->line_->told(boost::beast::buffers_to_string(self->buffer_.data()), self->now_());
      self->buffer_.clear();
      self->pump();
      self->read();
    });
  }
  void look() {
    timer_.expires_after(a_look);
    timer_.async_wait([self = shared_from_this()](auto error) {
      if (error || self->ended_) return;
      self->pump();
      if (self->line_->hung_up()) return self->end();
      self->look();
    });
  }
  void pump() {
    if (waiting_.size() > most_waiting) return;  // a client that does not read
    for (auto& message : line_->outgoing(now_())) waiting_.push_back(std::move(message));
    if (!writing_) write();
  }
  void write() {
    if (waiting_.empty() || ended_) return;
    writing_ = true;
    const auto written = [self = shared_from_this()](auto error, std::size_t) {
      const bool last = self->waiting_.front().cut;
      self->waiting_.pop_front();
      self->writing_ = false;
      if (error || last) return self->end();
      self->write();
    };
    auto& message = waiting_.front();
    if (message.cut) message.text = cut_frame(message.text);
    if (message.cut)
      asio::async_write(stream_.next_layer(), asio::buffer(message.text), written);
    else
      stream_.async_write(asio::buffer(message.text), written);
  }
  void end() {
    ended_ = true;
    boost::system::error_code ignored;
    stream_.next_layer().close(ignored);
    timer_.cancel();
  }

  websocket::stream<tcp::socket> stream_;
  asio::steady_timer timer_;
  std::unique_ptr<FaultyLine> line_;
  std::function<Now()> now_;
  boost::beast::flat_buffer buffer_;
  std::deque<FaultyLine::Message> waiting_;
  bool writing_ = false, ended_ = false;
};

}  // namespace

void talk(tcp::socket socket, const Request& request, std::unique_ptr<FaultyLine> line, std::function<Now()> now) {
  std::make_shared<Talk>(std::move(socket), std::move(line), std::move(now))->begin(request);
}

}  // namespace gammafield::playback
