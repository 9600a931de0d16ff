#include "archive/names.h"

#include "market/exchange.h"
#include "market/expiry_class.h"
#include "market/spot_source.h"

namespace gammafield::archive {

std::string_view name_of(market::Right right) { return right == market::Right::call ? "call" : "put"; }

std::string_view name_of(market::Settlement settlement) { return settlement == market::Settlement::am ? "AM" : "PM"; }

std::string_view name_of(market::Exercise exercise) {
  return exercise == market::Exercise::european ? "european" : "american";
}

std::string_view name_of(market::AsOfSource source) {
  switch (source) {
    case market::AsOfSource::file: return "file";
    case market::AsOfSource::user: return "user";
    case market::AsOfSource::session_close: return "session_close";
    case market::AsOfSource::last_trade: return "last_trade";
  }
  return "";
}

std::string_view name_of(market::SpotSource source) { return market::to_string(source); }
std::string_view name_of(market::Exchange exchange) { return market::rules_of(exchange).name; }
std::string_view name_of(market::ExpiryClass expiry_class) { return market::to_string(expiry_class); }
std::string_view name_of(ingest::RejectReason reason) { return ingest::to_string(reason); }

}  // namespace gammafield::archive
