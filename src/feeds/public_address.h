#pragma once

#include <optional>
#include <string_view>

#include <boost/asio/ip/address.hpp>

/// Which addresses are anybody's on the Internet. A request to a place that somebody else named (a webhook) must not
/// reach what only this machine or its network can: services on the loopback, the router, a cloud's metadata.
namespace gammafield::feeds {

/// What kind of place an address is that is not public; none: it is public. Blocks by IANA's registries of special
/// addresses (IPv4, IPv6); of IPv6 only what has been given out (2000::/3) is public. An IPv4 address within an IPv6
/// one (mapped, 6to4, NAT64) is what it is by itself.
[[nodiscard]] std::optional<std::string_view> why_not_public(const boost::asio::ip::address&);

/// An IPv4 address that is written as IPv6 (`::ffff:1.2.3.4`), as IPv4; others as they are.
[[nodiscard]] boost::asio::ip::address unmapped(const boost::asio::ip::address&);

}  // namespace gammafield::feeds
