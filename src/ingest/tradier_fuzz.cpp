#include <cstdint>
#include <string>

#include "ingest/fuzz_checks.h"
#include "ingest/tradier.h"

/// The bytes as the one chain, as the underlying's quote, and as the list of expirations.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  using namespace gammafield::ingest;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(read_tradier_expirations(bytes));
  if (const auto price = read_tradier_price(bytes, "ACME"); price && *price) check(**price);
  for (const bool as_quote : {false, true}) {
    TradierAnswers answers{.symbol = "ACME", .chains = {}, .asked_at = *market::parse_instant("2026-08-18T15:00:00Z")};
    constexpr const char* chain =
        R"({"options":{"option":{"symbol":"ACME260918C00100000","bid":4.1,"ask":4.3,"open_interest":120}}})";
    answers.chains.push_back(as_quote ? chain : bytes);
    if (as_quote) answers.quote = bytes;
    const auto loaded = read_tradier(answers, {});
    if (loaded) check(*loaded);
  }
  return 0;
}
