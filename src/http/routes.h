#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "http/message.h"
#include "http/tokens.h"

namespace gammafield::http {

/// One operation. `pattern`: `/v1/report/{symbol}`, one segment a name in braces; `{path...}` at the end takes the
/// rest.
struct Route {
  Method method = Method::get;
  std::string_view pattern;
  Access access = Access::read;
};

struct Matched {
  std::size_t route = 0;           ///< index
  std::vector<std::string> names;  ///< what stood for the braces, in order
};
struct NotMatched {
  std::vector<Method> allowed;  ///< of routes with this path; empty: there is none
};

/// HEAD is matched as GET is. A route that takes the rest must be the last.
[[nodiscard]] std::variant<Matched, NotMatched> match(std::span<const Route>, const Request&);
[[nodiscard]] std::string_view to_string(Method);
/// 404, or 405 with what is allowed.
[[nodiscard]] Response not_found(const NotMatched&, const Request&);

}  // namespace gammafield::http
