#include "ingest/cboe_json.h"

#include <fmt/format.h>
#include <simdjson.h>

#include "ingest/chain_builder.h"
#include "ingest/json_text.h"
#include "ingest/number.h"
#include "market/osi.h"

namespace gammafield::ingest {

namespace {

namespace od = simdjson::ondemand;
using namespace std::chrono_literals;

constexpr std::size_t recognition_bytes = 4096;
constexpr std::size_t bytes_a_contract = 300;  // at the least, to size the tables once
constexpr std::string_view time_shape = "YYYY-MM-DDTHH:MM:SS";

std::string_view without_blanks(std::string_view token) {
  const auto begin = token.find_first_not_of(" \t\r\n");
  if (begin == token.npos) return {};
  return token.substr(begin, token.find_last_not_of(" \t\r\n") - begin + 1);
}

/// A scalar as it stands in the text; strings without their quotes (the strings read here hold no escapes).
std::string_view scalar(od::value value) {
  auto token = without_blanks(value.raw_json_token());
  if (token.size() >= 2 && token.front() == '"' && token.back() == '"') token = token.substr(1, token.size() - 2);
  return token;
}

std::optional<market::Instant> new_york_time(std::string_view text) {
  if (text.size() != time_shape.size()) return std::nullopt;
  const auto as_if_utc = market::parse_instant(std::string(text) + "Z");
  if (!as_if_utc) return std::nullopt;
  const auto day = std::chrono::floor<std::chrono::days>(*as_if_utc);
  return market::from_new_york(market::Date{day}, *as_if_utc - day);
}

class CboeJsonReader {
 public:
  CboeJsonReader(const ReadOptions& options, std::size_t bytes)
      : builder_(options), readable_after_(options.readable_after) {
    builder_.reserve(bytes / bytes_a_contract);
  }

  simdjson::error_code read(std::string_view bytes) {
    const JsonText text(bytes, readable_after_);
    od::parser parser;
    od::document document;
    if (const auto error = parser.iterate(text.view()).get(document)) return error;
    od::object root;
    if (const auto error = document.get_object().get(root)) return error;
    if (const auto error = read_object(root)) return error;
    const char* rest = nullptr;
    return document.current_location().get(rest) ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
  }

  base::Result<LoadedChain, base::Refusal> finish() {
    header_.feed = "cboe_json";
    header_.vol_unit = VolUnit::fraction;
    header_.quote_delay = 15min;
    header_.spot = current_price_.value_or(0) > 0 ? current_price_ : close_;
    header_.last_trade = new_york_time(last_trade_);
    return builder_.finish(header_);
  }

 private:
  /// The outer object and `data` alike: whichever of their keys there are.
  simdjson::error_code read_object(od::object object) {
    for (auto maybe_field : object) {
      od::field field;
      if (const auto error = std::move(maybe_field).get(field)) return error;
      std::string_view key;
      if (const auto error = key_of(field, key)) return error;
      if (const auto error = read_header_field(key, field.value())) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code read_header_field(std::string_view key, od::value value) {
    if (key == "data" && !in_data_) {
      od::object data;
      if (const auto error = value.get_object().get(data)) return error;
      in_data_ = true;
      return read_object(data);
    }
    if (key == "options") return read_options(value);
    if (key == "symbol") header_.symbol = scalar(value);
    if (key == "current_price") current_price_ = number(value);
    if (key == "close") close_ = number(value);
    if (key == "timestamp") read_timestamp(scalar(value));
    return simdjson::SUCCESS;
  }

  void read_timestamp(std::string_view text) {
    header_.as_of = market::parse_instant(std::string(text) + "Z");
    if (!header_.as_of) header_.as_of = market::parse_instant(text);
    if (!header_.as_of) header_.undated_because = "its timestamp cannot be read";
  }

  static std::optional<double> number(od::value value) {
    const auto parsed = parse_number(scalar(value));
    return parsed ? std::optional(*parsed) : std::nullopt;
  }

  simdjson::error_code read_options(od::value value) {
    od::array options;
    if (const auto error = value.get_array().get(options)) return error;
    for (auto maybe_option : options) {
      ++element_;
      od::value element;
      if (const auto error = std::move(maybe_option).get(element)) return error;
      od::json_type type{};
      if (const auto error = element.type().get(type)) return error;
      if (type != od::json_type::object) {
        builder_.reject({RejectReason::missing_field, element_, 0, std::string(scalar(element))});
        continue;
      }
      od::object option;
      if (const auto error = element.get_object().get(option)) return error;
      if (const auto error = read_option(option)) return error;
    }
    return simdjson::SUCCESS;
  }

  simdjson::error_code read_option(od::object object) {
    RawOption raw;
    raw.line = element_;
    std::string_view symbol, unreadable;
    for (auto maybe_field : object) {
      od::field field;
      if (const auto error = std::move(maybe_field).get(field)) return error;
      std::string_view key;
      if (const auto error = key_of(field, key)) return error;
      if (key == "option") {
        symbol = scalar(field.value());
      } else if (key == "last_trade_time") {
        note_trade(scalar(field.value()));
      } else if (auto* target = target_of(key, raw)) {
        const auto text = scalar(field.value());
        const auto parsed = parse_number(text);
        *target = parsed ? std::optional(*parsed) : std::nullopt;
        if (!parsed && parsed.error() != NumberFault::empty) unreadable = text;
      }
    }
    add(raw, symbol, unreadable);
    return simdjson::SUCCESS;
  }

  static std::optional<double>* target_of(std::string_view key, RawOption& raw) {
    switch (key.size()) {
      case 2: return key == "iv" ? &raw.vendor_vol : nullptr;
      case 3: return key == "bid" ? &raw.bid : key == "ask" ? &raw.ask : nullptr;
      case 5: return key == "delta" ? &raw.vendor_delta : key == "gamma" ? &raw.vendor_gamma : nullptr;
      case 6: return key == "volume" ? &raw.volume : nullptr;
      case 13: return key == "open_interest" ? &raw.open_interest : nullptr;
      case 16: return key == "last_trade_price" ? &raw.last : nullptr;
      default: return nullptr;
    }
  }

  /// All have one shape, so the latest is the greatest text.
  void note_trade(std::string_view time) {
    if (time.size() == time_shape.size() && time[0] == '2' && time > last_trade_) last_trade_ = time;
  }

  void add(RawOption& raw, std::string_view symbol, std::string_view unreadable) {
    if (symbol.empty()) return builder_.reject({RejectReason::missing_field, element_, 0, "option"});
    const auto osi = market::parse_osi(symbol);
    if (!osi) return builder_.reject({RejectReason::unreadable_symbol, element_, 0, std::string(symbol)});
    if (!unreadable.empty()) {
      return builder_.reject({RejectReason::bad_number, element_, 0, fmt::format("{} of {}", unreadable, symbol)});
    }
    raw.root = osi->root;
    raw.expiry = osi->expiry;
    raw.right = osi->right;
    raw.strike = osi->strike;
    builder_.add(raw);
  }

  ChainBuilder builder_;
  std::size_t readable_after_;
  RawHeader header_;
  std::optional<double> current_price_, close_;
  std::string last_trade_;
  std::uint32_t element_ = 0;
  bool in_data_ = false;
};

/// Some object has a text as `option`; others' documents have a list there.
bool names_an_option(std::string_view head) {
  constexpr std::string_view key = "\"option\"";
  const auto at = head.find(key);
  if (at == head.npos) return false;
  const auto value = head.find_first_not_of(" \t\r\n:", at + key.size());
  return value != head.npos && head[value] == '"';
}

}  // namespace

bool is_cboe_json(std::string_view bytes) {
  const auto head = without_blanks(bytes.substr(0, recognition_bytes));
  return head.starts_with('{') && head.find("\"options\"") != head.npos && names_an_option(head);
}

LoadResult read_cboe_json(std::string_view bytes, const ReadOptions& options) {
  CboeJsonReader reader(options, bytes.size());
  if (const auto error = reader.read(bytes)) {
    return base::failure(
        base::Refusal{base::RefusalKind::input_rejected,
                      fmt::format("the JSON is cut or broken ({}): fetch it again", simdjson::error_message(error))});
  }
  auto loaded = reader.finish();
  if (!loaded) return base::failure(std::move(loaded.error()));
  std::vector<LoadedChain> chains;
  chains.push_back(std::move(*loaded));
  return chains;
}

}  // namespace gammafield::ingest
