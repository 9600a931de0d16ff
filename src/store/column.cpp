#include "store/column.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

namespace gammafield::store {
namespace {

constexpr std::array<double, 10> powers{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
constexpr double largest_exact = 0x1p53;
constexpr std::uint8_t as_bits = 255;  // in place of the number of decimal places

/// The whole number that is this value with so many places; none where the value does not come back from it.
std::optional<std::int64_t> whole(double value, std::size_t places) {
  const double scaled = std::nearbyint(value * powers[places]);
  if (!(std::fabs(scaled) < largest_exact)) return std::nullopt;
  const auto number = static_cast<std::int64_t>(scaled);
  const double back = static_cast<double>(number) / powers[places];
  if (std::bit_cast<std::uint64_t>(back) != std::bit_cast<std::uint64_t>(value)) return std::nullopt;
  return number;
}

/// The fewest places with which every value is a decimal.
std::optional<std::size_t> places_of(const Column& column) {
  std::size_t places = 0;
  for (const auto& value : column) {
    if (!value) continue;
    while (places < powers.size() && !whole(*value, places)) ++places;
    if (places == powers.size()) return std::nullopt;
  }
  // a later value may have needed more places than an earlier one has room for
  const bool all = std::ranges::all_of(column, [&](const auto& value) { return !value || whole(*value, places); });
  return all ? std::optional{places} : std::nullopt;
}

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t from_zigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
}

/// The i-th of `before` as a number of the same kind; 0 where there is none.
std::uint64_t bits_before(const Column& before, std::size_t i) {
  return !before.empty() && before[i] ? std::bit_cast<std::uint64_t>(*before[i]) : 0;
}
std::int64_t whole_before(const Column& before, std::size_t i, std::size_t places) {
  return !before.empty() && before[i] ? whole(*before[i], places).value_or(0) : 0;
}

void put_presence(ByteWriter& out, const Column& now, const Column& before) {
  std::vector<std::uint8_t> changed((now.size() + 7) / 8);
  for (std::size_t i = 0; i < now.size(); ++i) {
    const bool was = !before.empty() && before[i].has_value();
    if (now[i].has_value() != was) changed[i / 8] |= static_cast<std::uint8_t>(1u << (i % 8));
  }
  out.put_array(changed);
}

std::vector<bool> get_presence(ByteReader& in, std::size_t length, const Column& before) {
  const auto changed = in.get_array<std::uint8_t>();
  if (changed.size() != (length + 7) / 8) in.fail();
  std::vector<bool> present(length);
  for (std::size_t i = 0; in.ok() && i < length; ++i) {
    const bool was = !before.empty() && before[i].has_value();
    present[i] = was != ((changed[i / 8] >> (i % 8) & 1) != 0);
  }
  return present;
}

/// All the lowest bytes, then all the next ones, as many as the largest needs.
void put_planes(ByteWriter& out, const std::vector<std::uint64_t>& values) {
  std::uint64_t any = 0;
  for (const std::uint64_t value : values) any |= value;
  const auto planes = static_cast<int>((std::bit_width(any) + 7) / 8);
  out.put(static_cast<std::uint8_t>(planes));
  std::vector<std::uint8_t> plane(values.size());
  for (int p = 0; p < planes; ++p) {
    for (std::size_t i = 0; i < values.size(); ++i) plane[i] = static_cast<std::uint8_t>(values[i] >> (8 * p));
    out.put_array(plane);
  }
}

std::vector<std::uint64_t> get_planes(ByteReader& in, std::size_t length) {
  std::vector<std::uint64_t> values(length);
  const int planes = in.get_below(9);
  for (int p = 0; p < planes; ++p) {
    const auto plane = in.get_array<std::uint8_t>();
    if (plane.size() != length) in.fail();
    for (std::size_t i = 0; in.ok() && i < length; ++i) values[i] |= static_cast<std::uint64_t>(plane[i]) << (8 * p);
  }
  return values;
}

}  // namespace

void put_column(ByteWriter& out, const Column& now, const Column& before) {
  assert(before.empty() || before.size() == now.size());
  const auto places = places_of(now);
  out.put(places ? static_cast<std::uint8_t>(*places) : as_bits);
  put_presence(out, now, before);
  std::vector<std::uint64_t> changes;
  for (std::size_t i = 0; i < now.size(); ++i) {
    if (!now[i]) continue;
    changes.push_back(places ? zigzag(*whole(*now[i], *places) - whole_before(before, i, *places))
                             : std::bit_cast<std::uint64_t>(*now[i]) ^ bits_before(before, i));
  }
  put_planes(out, changes);
}

Column get_column(ByteReader& in, std::size_t length, const Column& before) {
  assert(before.empty() || before.size() == length);
  const auto places = in.get<std::uint8_t>();
  if (places >= powers.size() && places != as_bits) in.fail();
  const auto present = get_presence(in, length, before);
  const auto changes = get_planes(in, static_cast<std::size_t>(std::ranges::count(present, true)));
  Column now(length);
  std::size_t next = 0;
  for (std::size_t i = 0; in.ok() && i < length; ++i) {
    if (!present[i]) continue;
    const std::uint64_t change = changes[next++];
    if (places == as_bits) {
      now[i] = std::bit_cast<double>(change ^ bits_before(before, i));
      continue;
    }
    const auto base = static_cast<std::uint64_t>(whole_before(before, i, places));  // wraps where bytes are damaged
    const auto number = static_cast<std::int64_t>(base + static_cast<std::uint64_t>(from_zigzag(change)));
    now[i] = static_cast<double>(number) / powers[places];
  }
  return now;
}

}  // namespace gammafield::store
