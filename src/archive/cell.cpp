#include "archive/cell.h"

#include <chrono>
#include <cmath>

namespace gammafield::archive {
namespace {

using duckdb::Type;

template <class T>
void store_at(void* data, std::size_t row, T value) {
  static_cast<T*>(data)[row] = value;
}
template <class T>
T load_at(const void* data, std::size_t row) {
  return static_cast<const T*>(data)[row];
}

constexpr std::int64_t micros = 1'000'000;

void put_null(const duckdb::Api& api, duckdb::Vector vector, std::size_t row) {
  api.vector_ensure_validity_writable(vector);
  api.vector_get_validity(vector)[row / 64] &= ~(std::uint64_t{1} << (row % 64));
}

struct Put {
  const duckdb::Api& api;
  duckdb::Vector vector;
  Type type;
  std::size_t row;
  [[nodiscard]] void* data() const { return api.vector_get_data(vector); }

  void operator()(std::monostate) const { put_null(api, vector, row); }
  void operator()(bool value) const { store_at(data(), row, value); }
  void operator()(std::int64_t value) const {
    if (type == Type::int32)
      store_at(data(), row, static_cast<std::int32_t>(value));
    else
      store_at(data(), row, value);
  }
  void operator()(double value) const { store_at(data(), row, value); }
  void operator()(std::string_view text) const {
    api.vector_assign_string_element_len(vector, row, text.data(), text.size());
  }
  void operator()(market::Date date) const {
    store_at(data(), row, static_cast<std::int32_t>(std::chrono::sys_days{date}.time_since_epoch().count()));
  }
  void operator()(market::Instant at) const {
    store_at(data(), row, static_cast<std::int64_t>(at.time_since_epoch().count()) * micros);
  }
};

Cell of_int128(duckdb::Int128 value) {
  const auto low = static_cast<std::int64_t>(value.lower);
  if ((value.upper == 0 && low >= 0) || (value.upper == -1 && low < 0)) return low;
  return std::ldexp(static_cast<double>(value.upper), 64) + static_cast<double>(value.lower);
}

/// Infinite dates and times are the ends of their numbers.
Cell of_days(std::int32_t days) {
  constexpr std::int32_t most = 11'000'000;  // 30,000 years, as far as a year's number goes
  if (days < -most || days > most) return std::monostate{};
  return market::Date{std::chrono::sys_days{std::chrono::days{days}}};
}

Cell of_micros(std::int64_t value) {
  return std::chrono::floor<std::chrono::seconds>(
      std::chrono::sys_time<std::chrono::microseconds>{std::chrono::microseconds{value}});
}

Cell of_uint64(std::uint64_t value) {
  if (value > static_cast<std::uint64_t>(INT64_MAX)) return static_cast<double>(value);
  return static_cast<std::int64_t>(value);
}

Cell of_text(const duckdb::Text& text) {
  return std::string_view{text.length <= 12 ? text.start : text.elsewhere, text.length};
}

Cell of_double(double value) { return std::isfinite(value) ? Cell{value} : Cell{}; }

}  // namespace

void put_cell(const duckdb::Api& api, duckdb::Vector vector, Type type, std::size_t row, const Cell& cell) {
  std::visit(Put{api, vector, type, row}, cell);
}

bool is_direct(Type type) {
  switch (type) {
    case Type::boolean:
    case Type::int8:
    case Type::int16:
    case Type::int32:
    case Type::int64:
    case Type::uint8:
    case Type::uint16:
    case Type::uint32:
    case Type::uint64:
    case Type::float32:
    case Type::float64:
    case Type::timestamp:
    case Type::timestamp_utc:
    case Type::date:
    case Type::int128:
    case Type::text: return true;
    case Type::decimal: return false;
  }
  return false;
}

Cell cell_of(Type type, const void* data, const std::uint64_t* validity, std::size_t row) {
  if (validity != nullptr && (validity[row / 64] >> (row % 64) & 1) == 0) return std::monostate{};
  const auto whole = [](auto value) { return Cell{static_cast<std::int64_t>(value)}; };
  switch (type) {
    case Type::boolean: return load_at<bool>(data, row);
    case Type::int8: return whole(load_at<std::int8_t>(data, row));
    case Type::int16: return whole(load_at<std::int16_t>(data, row));
    case Type::int32: return whole(load_at<std::int32_t>(data, row));
    case Type::int64: return load_at<std::int64_t>(data, row);
    case Type::uint8: return whole(load_at<std::uint8_t>(data, row));
    case Type::uint16: return whole(load_at<std::uint16_t>(data, row));
    case Type::uint32: return whole(load_at<std::uint32_t>(data, row));
    case Type::uint64: return of_uint64(load_at<std::uint64_t>(data, row));
    case Type::float32: return of_double(static_cast<double>(load_at<float>(data, row)));
    case Type::float64: return of_double(load_at<double>(data, row));
    case Type::timestamp:
    case Type::timestamp_utc: return of_micros(load_at<std::int64_t>(data, row));
    case Type::date: return of_days(load_at<std::int32_t>(data, row));
    case Type::int128: return of_int128(load_at<duckdb::Int128>(data, row));
    case Type::text: return of_text(static_cast<const duckdb::Text*>(data)[row]);
    case Type::decimal: break;
  }
  return std::monostate{};
}

}  // namespace gammafield::archive
