#include "feeds/public_address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace gammafield::feeds {
namespace {

namespace ip = boost::asio::ip;
using V4 = ip::address_v4::bytes_type;
using V6 = ip::address_v6::bytes_type;

/// Addresses whose first `bits` are those of `first`.
template <class Bytes>
struct Block {
  Bytes first;
  unsigned bits;
  std::string_view what;
};

constexpr Block<V4> special_v4[] = {
    {{0, 0, 0, 0}, 8, "unspecified"},
    {{10, 0, 0, 0}, 8, "private"},
    {{100, 64, 0, 0}, 10, "behind a carrier's NAT"},
    {{127, 0, 0, 0}, 8, "loopback"},
    {{168, 63, 129, 16}, 32, "a cloud's own"},  // Azure's agent, by a public number
    {{169, 254, 0, 0}, 16, "link-local"},       // among them 169.254.169.254, clouds' metadata
    {{172, 16, 0, 0}, 12, "private"},
    {{192, 0, 0, 0}, 24, "reserved"},
    {{192, 0, 2, 0}, 24, "for documentation"},
    {{192, 88, 99, 0}, 24, "reserved"},
    {{192, 168, 0, 0}, 16, "private"},
    {{198, 18, 0, 0}, 15, "for benchmarks"},
    {{198, 51, 100, 0}, 24, "for documentation"},
    {{203, 0, 113, 0}, 24, "for documentation"},
    {{224, 0, 0, 0}, 4, "multicast"},
    {{240, 0, 0, 0}, 4, "reserved"},
};

constexpr Block<V6> special_v6[] = {
    {{0x20, 0x01, 0x00}, 23, "reserved"},  // Teredo, benchmarks, ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    {{0x3f, 0xff, 0x00}, 20, "for documentation"},
    {{0xfc}, 7, "unique-local"},
    {{0xfe, 0x80}, 10, "link-local"},
    {{0xfe, 0xc0}, 10, "site-local"},
    {{0xff}, 8, "multicast"},
};

constexpr Block<V6> given_out{{0x20}, 3, ""};

/// IPv6 blocks that hold an IPv4 address, and where in the sixteen bytes.
struct Holder {
  Block<V6> block;
  std::size_t at;
};
constexpr Holder holders[] = {
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96, "IPv4-mapped"}, 12},
    {{{0x20, 0x02}, 16, "6to4"}, 2},
    {{{0x00, 0x64, 0xff, 0x9b}, 96, "NAT64"}, 12},
};

template <class Bytes>
bool within(const Bytes& address, const Block<Bytes>& block) {
  for (std::size_t i = 0; i * 8 < block.bits; ++i) {
    const unsigned left = std::min(8u, block.bits - static_cast<unsigned>(i) * 8);
    const unsigned mask = 0xffu << (8 - left);
    if (((address[i] ^ block.first[i]) & mask & 0xffu) != 0) return false;
  }
  return true;
}

template <class Bytes>
std::optional<std::string_view> first_of(std::span<const Block<Bytes>> blocks, const Bytes& address) {
  const auto found = std::ranges::find_if(blocks, [&](const Block<Bytes>& block) { return within(address, block); });
  return found == blocks.end() ? std::nullopt : std::optional<std::string_view>{found->what};
}

std::optional<std::string_view> why_not_public(const V4& address) { return first_of<V4>(special_v4, address); }

std::optional<std::string_view> why_not_public(const V6& address) {
  for (const Holder& holder : holders) {
    if (!within(address, holder.block)) continue;
    V4 held{};
    std::copy_n(address.begin() + static_cast<std::ptrdiff_t>(holder.at), held.size(), held.begin());
    return why_not_public(held);
  }
  if (address == ip::address_v6::loopback().to_bytes()) return "loopback";
  if (address == V6{}) return "unspecified";
  if (const auto special = first_of<V6>(special_v6, address)) return special;
  return within(address, given_out) ? std::nullopt : std::optional<std::string_view>{"reserved"};
}

}  // namespace

std::optional<std::string_view> why_not_public(const ip::address& address) {
  return address.is_v4() ? why_not_public(address.to_v4().to_bytes()) : why_not_public(address.to_v6().to_bytes());
}

ip::address unmapped(const ip::address& address) {
  if (!address.is_v6() || !address.to_v6().is_v4_mapped()) return address;
  return ip::make_address_v4(ip::v4_mapped, address.to_v6());
}

}  // namespace gammafield::feeds
