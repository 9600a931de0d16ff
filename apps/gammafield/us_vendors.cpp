#include "gammafield/us_vendors.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>

#include <fmt/format.h>

#include "feeds/massive.h"
#include "feeds/merged_feed.h"
#include "feeds/occ.h"
#include "feeds/thetadata.h"
#include "feeds/tradier.h"
#include "ingest/read_chain.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;
using Feeds = std::vector<std::unique_ptr<feeds::Feed>>;

struct UsVendor {
  std::string_view name;
  const char* address;
  milliseconds least;
  const char* key_variable;  ///< null: it needs none
  std::unique_ptr<feeds::Series> (*series)(const std::string& symbol, const ingest::ReadOptions&,
                                           const std::string& base);
};

template <class Vendor>
std::unique_ptr<feeds::Series> series_of(const std::string& symbol, const ingest::ReadOptions& read,
                                         const std::string& base) {
  return std::make_unique<Vendor>(symbol, read, base);
}

constexpr std::array vendors{
    UsVendor{"tradier", feeds::TradierSeries::address, feeds::TradierSeries::least, "TRADIER_TOKEN",
             series_of<feeds::TradierSeries>},
    UsVendor{"massive", feeds::MassiveSeries::address, feeds::MassiveSeries::least, "MASSIVE_API_KEY",
             series_of<feeds::MassiveSeries>},
    UsVendor{"thetadata", feeds::ThetaSeries::address, feeds::ThetaSeries::least, nullptr,
             series_of<feeds::ThetaSeries>},
};

const UsVendor* vendor_named(std::string_view name) {
  const auto found = std::ranges::find(vendors, name, &UsVendor::name);
  return found == vendors.end() ? nullptr : &*found;
}

auto refused(std::string message) { return base::failure(Refusal{RefusalKind::usage, std::move(message)}); }

/// An address without the slash behind it.
std::string address_of(const std::string& given, const char* usual) {
  std::string address = given.empty() ? usual : given;
  while (address.ends_with('/')) address.pop_back();
  return address;
}

base::Result<feeds::ApiKey, Refusal> key_of(const UsVendor& vendor, const VendorOptions& options) {
  if (!options.key_file.empty()) {
    const auto bytes = ingest::read_bytes(options.key_file);
    return bytes ? feeds::ApiKey::of(*bytes, options.key_file) : base::failure(bytes.error());
  }
  if (const char* text = std::getenv(vendor.key_variable)) return feeds::ApiKey::of(text, vendor.key_variable);
  return refused(fmt::format("{} needs a key: set {}, or --key-file PATH", vendor.name, vendor.key_variable));
}

}  // namespace

bool is_us_vendor(std::string_view name) { return vendor_named(name) != nullptr; }

base::Result<feeds::Access, Refusal> vendor_access(std::string_view name, const VendorOptions& options) {
  const UsVendor& vendor = *vendor_named(name);
  feeds::Access access{.base = address_of(options.address, vendor.address), .pace = {}};
  if (feeds::origin_of(access.base).empty())
    return refused(fmt::format("{}: {} is not an address; write https://host/path", name, access.base));
  const milliseconds least =
      options.requests_per_minute ? milliseconds{60'000 / *options.requests_per_minute + 1} : vendor.least;
  access.pace = std::make_shared<feeds::Pace>(least);
  const bool sandbox = access.base.find("sandbox") != std::string::npos;
  access.delay = std::chrono::minutes{options.delay_minutes.value_or(sandbox ? 15 : 0)};
  if (vendor.key_variable == nullptr) return access;
  if (!feeds::may_carry_key(access.base))
    return refused(fmt::format("{}: {}: a key goes over https, or to this machine, alone", name, access.base));
  auto key = key_of(vendor, options);
  if (!key) return base::failure(std::move(key.error()));
  access.key = std::move(*key);
  return access;
}

base::Result<Feeds, Refusal> us_vendor_feeds(const LiveOptions& options, const feeds::Access& access,
                                             const ChainContext& context, feeds::Transport& transport) {
  const UsVendor& vendor = *vendor_named(options.from);
  if (options.symbols.empty()) return refused("--symbols: say which, as SPX,SPY");
  Feeds feeds;
  for (const std::string& symbol : options.symbols)
    feeds.push_back(
        std::make_unique<feeds::SeriesFeed>(transport, vendor.series(symbol, context.read, access.base), access));
  return feeds;
}

base::Result<Feeds, Refusal> with_open_interest(Feeds quotes, const LiveOptions& options, const ChainContext& context,
                                                feeds::Transport& transport) {
  if (options.open_interest_from.empty()) return quotes;
  if (options.open_interest_from != "occ")
    return refused(fmt::format("--oi-from {}: occ alone", options.open_interest_from));
  if (options.symbols.size() != quotes.size()) return refused("--oi-from: only with --symbols");
  const std::string address = address_of(options.open_interest_address, feeds::OccFeed::address);
  std::random_device random;  // so that many clients do not come back together
  for (std::size_t i = 0; i < quotes.size(); ++i)
    quotes[i] = std::make_unique<feeds::MergedFeed>(
        std::move(quotes[i]),
        std::make_unique<feeds::OccFeed>(transport, options.symbols[i], *context.read.calendar, address), random());
  return quotes;
}

}  // namespace gammafield::app
