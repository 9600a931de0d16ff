#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "alerts/verdict.h"

/// Any answer of any receiver means something, in one line that can be printed, and asks for no endless wait.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  if (size < 3) return 0;
  feeds::Response answer;
  answer.status = 100 + (data[0] | (data[1] << 8)) % 500;
  const std::size_t header = std::min<std::size_t>(data[2] % 64, size - 3);
  answer.headers.emplace_back("retry-after", std::string{reinterpret_cast<const char*>(data) + 3, header});
  answer.body.assign(reinterpret_cast<const char*>(data) + 3 + header, size - 3 - header);
  const feeds::Moment now{std::chrono::milliseconds{1'787'062'620'000}};
  for (const alerts::SinkKind& kind : {alerts::SinkKind{alerts::Webhook{}}, alerts::SinkKind{alerts::Telegram{}},
                                       alerts::SinkKind{alerts::Discord{}}}) {
    const auto what = alerts::verdict(kind, answer, now);
    if ((what.came == alerts::Came::delivered) != what.trouble.empty()) std::abort();
    for (const char c : what.trouble)
      if (c < ' ' || c >= '\x7f') std::abort();
    if (what.retry_after && (what.retry_after->count() < 0 || *what.retry_after > std::chrono::hours{24})) std::abort();
  }
  return 0;
}
