#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "feeds/moment.h"
#include "feeds/transport.h"
#include "market/date.h"

namespace gammafield::playback {

/// What a client sent.
struct Asked {
  std::string target;                       ///< path and query: `/_SPX.json`
  std::vector<feeds::Header> headers = {};  ///< names in lower case
  std::string origin = {};                  ///< where the client found it: `http://127.0.0.1:8100`
  feeds::Moment wall = {};                  ///< by the clock on the wall
  std::optional<std::string> body = {};     ///< what was posted; none: a GET

  [[nodiscard]] bool has_key() const;  ///< `Authorization: Bearer ...`
};

/// How often a vendor lets itself be asked.
struct Limit {
  std::size_t calls = 1;
  std::chrono::milliseconds window{1'000};
};

/// A vendor as its clients see it: its addresses, its shapes, its limit. Knows no fault.
class Vendor {
 public:
  Vendor() = default;
  Vendor(const Vendor&) = delete;
  Vendor& operator=(const Vendor&) = delete;
  virtual ~Vendor() = default;
  /// Its answer, as of a moment of the session.
  [[nodiscard]] virtual feeds::Response answer(const Asked&, market::Instant) = 0;
  [[nodiscard]] virtual Limit limit() const = 0;
};

/// A document with a type.
[[nodiscard]] feeds::Response document(std::string body, std::string type = "application/json");
/// An error with the vendor's words.
[[nodiscard]] feeds::Response error(int status, std::string body = {}, std::string type = "text/plain");
/// A value of the query, undone; empty: not there. `/a?symbol=SPX&x=1`, `symbol` -> `SPX`.
[[nodiscard]] std::string query_value(std::string_view target, std::string_view name);
/// Path without query.
[[nodiscard]] std::string_view path_of(std::string_view target);

}  // namespace gammafield::playback
