#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What a client asks and what it is answered. Knows no finance and no sockets.
namespace gammafield::http {

using Header = std::pair<std::string, std::string>;
/// A body that many answers share.
using Text = std::shared_ptr<const std::string>;

enum class Method : std::uint8_t { get, head, post, options, other };

struct Request {
  Method method = Method::get;
  std::vector<std::string> path;     ///< decoded segments: `/v1/report/SPX` is v1, report, SPX
  std::vector<Header> query = {};    ///< decoded, in order
  std::vector<Header> headers = {};  ///< names in lower case
  std::string body = {};
  std::string client = "127.0.0.1";  ///< the address of the other end, or the one a trusted proxy tells

  [[nodiscard]] std::optional<std::string_view> header(std::string_view lower_case_name) const;
  /// The first of that name.
  [[nodiscard]] std::optional<std::string_view> parameter(std::string_view name) const;
  [[nodiscard]] std::string path_text() const;  ///< `/v1/report/SPX`, decoded: for messages, not for addresses
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  Text body = {};                    ///< none: empty
  std::vector<Header> headers = {};  ///< beside those that every answer has
};

[[nodiscard]] Text text_of(std::string);

/// RFC 9457, `application/problem+json`. `detail`: one line, may quote what was asked.
[[nodiscard]] Response problem(int status, std::string_view detail);
/// The words of a status, `Not Found`.
[[nodiscard]] std::string_view reason_phrase(int status);

}  // namespace gammafield::http
