#include "feeds/cboe.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <simdjson.h>

#include "ingest/read_chain.h"

namespace gammafield::feeds {
namespace {

constexpr std::array indices{"SPX", "NDX", "RUT", "VIX", "XSP", "DJX", "OEX", "XEO", "MRUT", "XND"};

/// `seqno` of the document; 0 where it has none. Read in order: it stands behind the options.
std::int64_t sequence_of(std::string_view body) {
  static thread_local simdjson::ondemand::parser parser;
  const simdjson::padded_string padded{body};
  std::int64_t number = 0;
  auto document = parser.iterate(padded);
  const auto found = document["data"]["seqno"].get_int64().get(number);
  return found == simdjson::SUCCESS ? number : 0;
}

}  // namespace

std::string cboe_name(std::string_view symbol) {
  const bool index = std::ranges::find(indices, symbol) != indices.end();
  return (index ? "_" : "") + std::string{symbol};
}

CboeFeed::CboeFeed(Transport& transport, std::string symbol, ingest::ReadOptions options, std::string base)
    : transport_(transport),
      symbol_(std::move(symbol)),
      options_(std::move(options)),
      url_(fmt::format("{}/{}.json", base, cboe_name(symbol_))) {
  options_.feed = "cboe_json";
}

Answer CboeFeed::ask(Moment now) {
  const auto body = body_of(transport_.send({url_, {{"Accept", "application/json"}}}), now);
  return body ? understood(*body, now) : Answer{body.error()};
}

Answer CboeFeed::understood(std::string_view body, Moment now) {
  auto loaded = ingest::read_chain(body, options_, name());
  if (!loaded) return Trouble{TroubleKind::unreadable, loaded.error().message};
  auto& chain = loaded->front();
  if (chain.chain.symbol != symbol_)
    return Trouble{TroubleKind::unreadable, fmt::format("asked for {}, got {}", symbol_, chain.chain.symbol)};
  if (auto trouble = ahead_of(chain.chain.as_of, now)) return *trouble;
  const Stamp stamp{chain.chain.as_of, sequence_of(body)};
  if (last_ && stamp == *last_) return Unchanged{};
  if (last_ && stamp < *last_)
    return Trouble{TroubleKind::older, fmt::format("a snapshot of {} after one of {}", market::to_string(stamp.as_of),
                                                   market::to_string(last_->as_of))};
  last_ = stamp;
  return NewChain{std::make_shared<const ingest::LoadedChain>(std::move(chain))};
}

}  // namespace gammafield::feeds
