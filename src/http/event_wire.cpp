#include "http/event_wire.h"

#include <array>
#include <utility>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>

namespace gammafield::http {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;

class EventWire final : public Wire, public std::enable_shared_from_this<EventWire> {
 public:
  EventWire(tcp::socket socket, std::unique_ptr<Talk> talk, const ServerOptions& options, std::function<void()> over)
      : socket_(std::move(socket)),
        timer_(socket_.get_executor()),
        talk_(std::move(talk)),
        over_(std::move(over)),
        write_within_(options.write_within),
        comment_every_(options.ping_every) {}

  void start(std::string head) {
    before_ = std::move(head);
    watch_for_the_end();
    write([self = shared_from_this()] { self->talk_->opened(self); });
  }

  [[nodiscard]] bool idle() const override { return !writing_ && !ended_; }

  void send(PushMessage message) override {
    std::erase_if(message.id, [](unsigned char c) { return c < 0x20; });  // a line break would begin a field
    before_ = message.id.empty() ? "data: " : "id: " + message.id + "\ndata: ";
    text_ = std::move(message.text);
    write([self = shared_from_this()] { self->talk_->sent(); });
  }

  void close(std::uint16_t, std::string_view) override { end(); }

 private:
  template <class Then>
  void write(Then then) {
    writing_ = true;
    const std::string_view text = text_ ? std::string_view{*text_} : std::string_view{};
    const std::array<asio::const_buffer, 3> parts{asio::buffer(before_), asio::buffer(text.data(), text.size()),
                                                  asio::buffer(end_of_event)};
    wait(write_within_);
    asio::async_write(socket_, parts, [self = shared_from_this(), then](auto error, std::size_t) {
      self->writing_ = false;
      self->text_.reset();
      if (error) return self->end();
      if (self->ended_) return;
      self->wait(self->comment_every_);
      then();
    });
  }
  /// While a message is on its way its time is limited; otherwise a comment now and then shows that both ends live.
  void wait(std::chrono::seconds time) {
    timer_.expires_after(time);
    timer_.async_wait([self = shared_from_this()](auto error) {
      if (error || self->ended_) return;
      if (self->writing_) return self->end();
      self->before_ = ":";
      self->write([] {});
    });
  }
  /// A client of events says nothing; reading tells when it has gone.
  void watch_for_the_end() {
    socket_.async_read_some(asio::buffer(ignored_), [self = shared_from_this()](auto error, std::size_t) {
      if (error) return self->end();
      self->watch_for_the_end();
    });
  }
  void end() {
    if (std::exchange(ended_, true)) return;
    boost::system::error_code ignored;
    timer_.cancel(ignored);
    socket_.shutdown(tcp::socket::shutdown_both, ignored);
    socket_.close(ignored);
    talk_->closed();
    over_();
  }

  static constexpr std::string_view end_of_event = "\n\n";
  tcp::socket socket_;
  asio::steady_timer timer_;
  std::unique_ptr<Talk> talk_;
  std::function<void()> over_;
  std::chrono::seconds write_within_, comment_every_;
  std::string before_;
  Text text_;
  std::array<char, 256> ignored_{};
  bool writing_ = false, ended_ = false;
};

}  // namespace

void talk_by_events(tcp::socket socket, std::string head, std::unique_ptr<Talk> talk, const ServerOptions& options,
                    std::function<void(std::weak_ptr<Wire>)> started, std::function<void()> over) {
  const auto wire = std::make_shared<EventWire>(std::move(socket), std::move(talk), options, std::move(over));
  started(wire);
  wire->start(std::move(head));
}

}  // namespace gammafield::http
