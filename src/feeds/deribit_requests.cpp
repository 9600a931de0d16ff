#include "feeds/deribit_requests.h"

#include "base/json_writer.h"

namespace gammafield::feeds {
namespace {

template <class Params>
std::string request(std::int64_t id, std::string_view method, const Params& params) {
  base::JsonWriter json;
  json.begin_object().field("jsonrpc", "2.0").field("id", id).field("method", method).key("params").begin_object();
  params(json);
  json.end_object().end_object();
  return json.take();
}

}  // namespace

std::string deribit_heartbeat_request(std::int64_t id, std::int64_t interval_s) {
  return request(id, "public/set_heartbeat", [&](base::JsonWriter& json) { json.field("interval", interval_s); });
}

std::string deribit_test_request(std::int64_t id) {
  return request(id, "public/test", [](base::JsonWriter&) {});
}

std::string deribit_summary_request(std::int64_t id, std::string_view currency) {
  return request(id, "public/get_book_summary_by_currency",
                 [&](base::JsonWriter& json) { json.field("currency", currency).field("kind", "option"); });
}

std::string deribit_instruments_request(std::int64_t id, std::string_view currency) {
  return request(id, "public/get_instruments", [&](base::JsonWriter& json) {
    json.field("currency", currency).field("kind", "option").field("expired", false);
  });
}

std::string deribit_channels_request(std::int64_t id, bool subscribe, std::span<const std::string> channels) {
  return request(id, subscribe ? "public/subscribe" : "public/unsubscribe", [&](base::JsonWriter& json) {
    json.key("channels").begin_array();
    for (const std::string& channel : channels) json.value(std::string_view{channel});
    json.end_array();
  });
}

std::string_view deribit_currency(std::string_view root) {
  const auto apart = root.find('_');
  return apart == root.npos ? root : root.substr(apart + 1);
}

}  // namespace gammafield::feeds
