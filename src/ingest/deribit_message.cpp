#include "ingest/deribit_message.h"

#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>
#include <vector>

#include "ingest/json_text.h"
#include "ingest/number.h"

namespace gammafield::ingest {
namespace {

namespace od = simdjson::ondemand;
using simdjson::error_code;
using simdjson::SUCCESS;

/// Below 2^53 a double counts.
constexpr double whole_most = 9007199254740992.0;

error_code number_of(od::value value, std::optional<double>& into) {
  into.reset();
  od::json_type type;
  if (const auto error = value.type().get(type)) return error;
  double number = 0;
  if (type == od::json_type::number) {
    if (const auto error = value.get_double().get(number)) return error;
    if (std::isfinite(number)) into = number;
  } else if (type == od::json_type::string) {
    std::string_view text;
    if (const auto error = value.get_string().get(text)) return error;
    const auto parsed = parse_number(text);
    if (parsed && std::isfinite(*parsed)) into = *parsed;
  }
  return SUCCESS;
}

error_code whole_of(od::value value, std::optional<std::int64_t>& into) {
  std::optional<double> number;
  const auto error = number_of(value, number);
  into.reset();
  if (number && std::abs(*number) < whole_most) into = static_cast<std::int64_t>(*number);
  return error;
}

error_code text_of(od::value value, std::string_view& into) {
  od::json_type type;
  if (const auto error = value.type().get(type)) return error;
  return type == od::json_type::string ? value.get_string().get(into) : SUCCESS;
}

/// Not there, or something else: all other errors are of broken JSON, in which nothing more may be looked for.
bool is_absent(error_code error) { return error == simdjson::NO_SUCH_FIELD || error == simdjson::INCORRECT_TYPE; }

error_code price_of(od::value value, std::optional<double>& into) {
  const auto error = number_of(value, into);
  if (into && *into <= 0) into.reset();
  return error;
}

/// Calls `take(key, value)` for every field; objects alone.
template <class Take>
error_code each_field(od::value value, const Take& take) {
  od::object object;
  if (const auto error = value.get_object().get(object)) return error;
  for (auto maybe_field : object) {
    od::field field;
    if (const auto error = std::move(maybe_field).get(field)) return error;
    std::string_view key;
    if (const auto error = key_of(field, key)) return error;
    if (const auto error = take(key, field.value())) return error;
  }
  return SUCCESS;
}

/// The same, where something else than an object is passed over.
template <class Take>
error_code each_field_if_any(od::value value, const Take& take) {
  od::json_type type;
  if (const auto error = value.type().get(type)) return error;
  return type == od::json_type::object ? each_field(value, take) : SUCCESS;
}

error_code read_long_key(std::string_view key, od::value value, DeribitQuote& quote) {
  if (key == "underlying_price") return price_of(value, quote.underlying_price);
  if (key == "instrument_name") return text_of(value, quote.instrument);
  if (key == "creation_timestamp") return whole_of(value, quote.time_ms);
  if (key == "expiration_timestamp") return whole_of(value, quote.expires_ms);
  if (key == "estimated_delivery_price") {
    return quote.index_price ? SUCCESS : price_of(value, quote.index_price);
  }
  if (key == "best_bid_price") return price_of(value, quote.bid);
  if (key == "best_ask_price") return price_of(value, quote.ask);
  if (key == "open_interest") return number_of(value, quote.open_interest);
  if (key == "index_price") return price_of(value, quote.index_price);
  return SUCCESS;
}

error_code read_quote_field(std::string_view key, od::value value, DeribitQuote& quote) {
  if (key.size() > 10) return read_long_key(key, value, quote);
  if (key == "timestamp") return whole_of(value, quote.time_ms);
  if (key == "mark_iv") return price_of(value, quote.mark_iv);
  if (key == "bid_price") return price_of(value, quote.bid);
  if (key == "ask_price") return price_of(value, quote.ask);
  if (key == "last_price" || key == "last") return price_of(value, quote.last);
  if (key == "volume") return number_of(value, quote.volume);
  if (key == "stats") {
    return each_field_if_any(value, [&](std::string_view name, od::value inner) {
      return name == "volume" ? number_of(inner, quote.volume) : SUCCESS;
    });
  }
  if (key == "greeks") {
    return each_field_if_any(value, [&](std::string_view name, od::value inner) {
      return name == "delta" ? number_of(inner, quote.delta) : SUCCESS;
    });
  }
  return SUCCESS;
}

error_code read_quote(od::value value, DeribitQuote& quote) {
  return each_field(value, [&](std::string_view key, od::value field) { return read_quote_field(key, field, quote); });
}

/// `["change", price, amount]`.
error_code read_level(od::value value, bool bid, std::vector<DeribitLevel>& levels) {
  od::array parts;
  if (const auto error = value.get_array().get(parts)) return error;
  std::string_view action;
  std::optional<double> numbers[2];
  std::size_t i = 0;
  for (auto part : parts) {
    od::value each;
    if (const auto error = part.get(each)) return error;
    const auto error = i == 0 ? text_of(each, action) : i <= 2 ? number_of(each, numbers[i - 1]) : SUCCESS;
    if (error) return error;
    ++i;
  }
  if (!numbers[0] || !numbers[1]) return simdjson::INCORRECT_TYPE;
  levels.push_back({bid, *numbers[0], action == "delete" ? 0 : *numbers[1]});
  return SUCCESS;
}

error_code read_levels(od::value value, bool bid, std::vector<DeribitLevel>& levels) {
  od::array array;
  if (const auto error = value.get_array().get(array)) return error;
  for (auto element : array) {
    od::value each;
    if (const auto error = element.get(each)) return error;
    if (const auto error = read_level(each, bid, levels)) return error;
  }
  return SUCCESS;
}

}  // namespace

class DeribitReader::Parsing {
 public:
  error_code read(std::string_view text) {
    padded_.assign(text);
    padded_.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    quotes_.clear();
    levels_.clear();
    message_ = DeribitOther{};
    kind_seen_ = false;
    id_.reset();
    sent_us_.reset();
    od::document document;
    const simdjson::padded_string_view view(padded_.data(), padded_.size(), padded_.capacity());
    if (const auto error = parser_.iterate(view).get(document)) return error;
    od::value root;
    if (const auto error = document.get_value().get(root)) return error;
    if (const auto error = each_field(root, [&](auto key, auto value) { return read_field(key, value); })) return error;
    const char* rest = nullptr;
    return document.current_location().get(rest) ? SUCCESS : simdjson::TRAILING_CONTENT;
  }

  [[nodiscard]] bool is_message() const { return kind_seen_; }

  DeribitMessage message() {
    if (auto* reply = std::get_if<DeribitReply>(&message_)) *reply = {id_, quotes_, sent_us_};
    if (auto* failure = std::get_if<DeribitFailure>(&message_)) failure->id = id_;
    return message_;
  }

 private:
  error_code read_field(std::string_view key, od::value value) {
    if (key == "id") return whole_of(value, id_);
    if (key == "usOut") return whole_of(value, sent_us_);
    if (key == "params") return read_params(value);
    if (key == "result") return read_result(value);
    if (key == "error") return read_error(value);
    return SUCCESS;
  }

  /// `channel` decides what `data` is, and need not come first.
  error_code read_params(od::value value) {
    od::object params;
    if (const auto error = value.get_object().get(params)) return error;
    kind_seen_ = true;
    std::string_view channel, type;
    if (const auto no_channel = params.find_field_unordered("channel").get_string().get(channel)) {
      if (!is_absent(no_channel)) return no_channel;
      const auto no_type = params.find_field_unordered("type").get_string().get(type);
      if (!no_type) message_ = DeribitHeartbeat{type == "test_request"};
      return no_type && !is_absent(no_type) ? no_type : SUCCESS;
    }
    const bool ticker = channel.starts_with("ticker."), depth = channel.starts_with("book.");
    if (!ticker && !depth) return SUCCESS;
    od::value data;
    if (const auto error = params.find_field_unordered("data").get(data)) return error;
    return ticker ? read_ticker(data) : read_depth(data);
  }

  error_code read_ticker(od::value data) {
    DeribitTicker ticker;
    if (const auto error = read_quote(data, ticker.quote)) return error;
    if (!ticker.quote.instrument.empty()) message_ = ticker;
    return SUCCESS;
  }

  error_code read_depth(od::value data) {
    DeribitDepth depth;
    std::string_view type;
    std::optional<std::int64_t> change;
    const auto take = [&](std::string_view key, od::value value) -> error_code {
      if (key == "type") return text_of(value, type);
      if (key == "instrument_name") return text_of(value, depth.instrument);
      if (key == "change_id") return whole_of(value, change);
      if (key == "prev_change_id") return whole_of(value, depth.previous_change_id);
      if (key == "timestamp") return whole_of(value, depth.time_ms);
      if (key == "bids" || key == "asks") return read_levels(value, key == "bids", levels_);
      return SUCCESS;
    };
    if (const auto error = each_field(data, take)) return error;
    if (depth.instrument.empty() || !change) return SUCCESS;
    depth.snapshot = type == "snapshot";
    depth.change_id = *change;
    depth.levels = levels_;
    message_ = depth;
    return SUCCESS;
  }

  /// A list of instruments, one of them, or a word.
  error_code read_result(od::value value) {
    kind_seen_ = true;
    if (!std::holds_alternative<DeribitFailure>(message_)) message_ = DeribitReply{};
    od::json_type type;
    if (const auto error = value.type().get(type)) return error;
    if (type == od::json_type::object) return read_instrument(value);
    if (type != od::json_type::array) return SUCCESS;
    od::array array;
    if (const auto error = value.get_array().get(array)) return error;
    for (auto element : array) {
      od::value each;
      if (const auto error = element.get(each)) return error;
      if (const auto error = each.type().get(type)) return error;
      if (type != od::json_type::object) continue;
      if (const auto error = read_instrument(each)) return error;
    }
    return SUCCESS;
  }

  error_code read_instrument(od::value value) {
    DeribitQuote quote;
    const auto error = read_quote(value, quote);
    if (quote.expires_ms) quote.time_ms.reset();  // of the listing, not of a quote
    if (!error && !quote.instrument.empty()) quotes_.push_back(quote);
    return error;
  }

  error_code read_error(od::value value) {
    kind_seen_ = true;
    DeribitFailure failure;
    std::optional<std::int64_t> code;
    const auto error = each_field_if_any(value, [&](std::string_view key, od::value field) {
      if (key == "code") return whole_of(field, code);
      return key == "message" ? text_of(field, failure.message) : SUCCESS;
    });
    failure.code = code.value_or(0);
    message_ = failure;
    return error;
  }

  od::parser parser_;
  std::string padded_;
  std::vector<DeribitQuote> quotes_;
  std::vector<DeribitLevel> levels_;
  DeribitMessage message_;
  std::optional<std::int64_t> id_, sent_us_;
  bool kind_seen_ = false;
};

DeribitReader::DeribitReader() : parsing_(std::make_unique<Parsing>()) {}
DeribitReader::~DeribitReader() = default;
DeribitReader::DeribitReader(DeribitReader&&) noexcept = default;
DeribitReader& DeribitReader::operator=(DeribitReader&&) noexcept = default;

base::Result<DeribitMessage, std::string> DeribitReader::read(std::string_view text) {
  if (const auto error = parsing_->read(text))
    return base::failure(fmt::format("the JSON is cut or broken ({})", simdjson::error_message(error)));
  if (!parsing_->is_message()) return base::failure(std::string{"no JSON-RPC message: no result, error or params"});
  return parsing_->message();
}

}  // namespace gammafield::ingest
