#include "feeds/public_address.h"

#include <gtest/gtest.h>

namespace gammafield::feeds {
namespace {

std::string kind(const char* address) {
  return std::string{why_not_public(boost::asio::ip::make_address(address)).value_or("public")};
}

TEST(PublicAddress, IsWhatAnybodyCanReach) {
  struct Row {
    const char* why;
    const char* address;
    const char* kind;
  };
  const Row rows[] = {
      {"a host", "1.1.1.1", "public"},
      {"the last below loopback", "126.255.255.255", "public"},
      {"the first above it", "128.0.0.0", "public"},
      {"this host, on many systems", "0.0.0.0", "unspecified"},
      {"the rest of that block", "0.1.2.3", "unspecified"},
      {"loopback", "127.0.0.1", "loopback"},
      {"all of its block", "127.255.255.254", "loopback"},
      {"a home", "192.168.1.1", "private"},
      {"an office", "10.255.0.1", "private"},
      {"the first private of the middle block", "172.16.0.0", "private"},
      {"its last", "172.31.255.255", "private"},
      {"below it", "172.15.255.255", "public"},
      {"above it", "172.32.0.0", "public"},
      {"a carrier's NAT", "100.64.0.1", "behind a carrier's NAT"},
      {"its last", "100.127.255.255", "behind a carrier's NAT"},
      {"above it", "100.128.0.0", "public"},
      {"clouds' metadata", "169.254.169.254", "link-local"},
      {"Azure's agent", "168.63.129.16", "a cloud's own"},
      {"its neighbour", "168.63.129.17", "public"},
      {"Oracle's metadata", "192.0.0.192", "reserved"},
      {"documents", "192.0.2.1", "for documentation"},
      {"documents", "198.51.100.1", "for documentation"},
      {"documents", "203.0.113.1", "for documentation"},
      {"benchmarks", "198.19.255.255", "for benchmarks"},
      {"multicast", "224.0.0.1", "multicast"},
      {"broadcast", "255.255.255.255", "reserved"},
      {"a host", "2606:4700:4700::1111", "public"},
      {"loopback", "::1", "loopback"},
      {"none", "::", "unspecified"},
      {"unique-local", "fd00:ec2::254", "unique-local"},
      {"its other half", "fc00::1", "unique-local"},
      {"link-local", "fe80::1", "link-local"},
      {"site-local, of old", "fec0::1", "site-local"},
      {"multicast", "ff02::1", "multicast"},
      {"documents", "2001:db8::1", "for documentation"},
      {"documents, the newer block", "3fff::1", "for documentation"},
      {"Teredo", "2001::1", "reserved"},
      {"above the reserved part of 2001", "2001:200::1", "public"},
      {"not given out", "4000::1", "reserved"},
      {"IPv4-mapped loopback", "::ffff:127.0.0.1", "loopback"},
      {"IPv4-mapped metadata", "::ffff:a9fe:a9fe", "link-local"},
      {"IPv4-mapped host", "::ffff:1.1.1.1", "public"},
      {"IPv4 in the form before mapping", "::127.0.0.1", "reserved"},
      {"6to4 of a home", "2002:c0a8:101::1", "private"},
      {"6to4 of a host", "2002:101:101::1", "public"},
      {"NAT64 of loopback", "64:ff9b::7f00:1", "loopback"},
      {"NAT64 of a host", "64:ff9b::101:101", "public"},
      {"a network's own NAT64", "64:ff9b:1::101:101", "reserved"},
  };
  for (const Row& row : rows) EXPECT_EQ(kind(row.address), row.kind) << row.why << ": " << row.address;
}

TEST(PublicAddress, OneIsTheSameHoweverItIsWritten) {
  using boost::asio::ip::make_address;
  EXPECT_EQ(unmapped(make_address("::ffff:10.0.0.1")), make_address("10.0.0.1"));
  EXPECT_EQ(unmapped(make_address("fd00::1")), make_address("fd00::1"));
  EXPECT_EQ(unmapped(make_address("10.0.0.1")), make_address("10.0.0.1"));
}

}  // namespace
}  // namespace gammafield::feeds
