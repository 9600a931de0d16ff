#include "feeds/deribit_session.h"

#include <cstddef>
#include <cstdint>

#include "ingest/fuzz_checks.h"

namespace {

using namespace gammafield;
using std::chrono::milliseconds;

void demand(bool condition) {
  if (!condition) std::abort();
}

/// A session and what its line does to it, a line of the input each: `+2500` time passes, in milliseconds; `!` the line
/// is new; `?` a chain is made; anything else is a message.
class Line {
 public:
  explicit Line(bool depth) : session_({.roots = {"BTC", "SOL_USDC"}, .depth = depth}, 1) { session_.connected(now_); }

  void step(std::string_view text) {
    if (text.starts_with('+')) {
      pass(text.substr(1));
    } else if (text == "!") {
      session_.disconnected(now_);
      session_.connected(now_);
    } else if (text == "?") {
      for (const char* root : {"BTC", "SOL_USDC"})
        if (const auto loaded = session_.chain(root, {})) ingest::check(*loaded);
    } else {
      session_.received(text, now_);
      bytes_ += text.size();
    }
    send();
  }
  /// What waits goes out in the end, and there is an end.
  void settle() {
    constexpr int most = 10'000;
    for (int i = 0; i < most && !session_.hang_up(); ++i) {
      now_ = std::max(now_ + milliseconds{1}, session_.due());
      session_.wake(now_);
      send();
    }
    demand(session_.hang_up().has_value());
  }

 private:
  void pass(std::string_view digits) {
    std::int64_t length = 0;
    for (const char digit : digits.substr(0, 7))
      if (digit >= '0' && digit <= '9') length = 10 * length + (digit - '0');
    now_ += milliseconds{length};
    session_.wake(now_);
    if (session_.hang_up()) session_.connected(now_);
  }
  /// No more is asked for than there is reason to.
  void send() {
    for (const auto& text : session_.take_outgoing()) {
      demand(!text.empty() && text.size() < 64 * 1024 + 4 * bytes_);
      ++sent_;
    }
    const auto& counts = session_.counts();
    demand(sent_ <= 8 * (counts.connections + 1) + 4 * counts.messages + bytes_);
    demand(session_.quotes().size() <= bytes_);
  }

  feeds::DeribitSession session_;
  feeds::Moment now_{std::chrono::seconds{1'787'063'400}};  // 2026-08-18 14:30 UTC
  std::size_t bytes_ = 0, sent_ = 0;
};

}  // namespace

/// The first byte says whether books are asked for too.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  Line line{input.front() == 'b'};
  input.remove_prefix(1);
  while (!input.empty()) {
    const auto end = std::min(input.find('\n'), input.size());
    line.step(input.substr(0, end));
    input.remove_prefix(std::min(end + 1, input.size()));
  }
  line.settle();
  return 0;
}
