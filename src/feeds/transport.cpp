#include "feeds/transport.h"

#include <algorithm>

namespace gammafield::feeds {

std::optional<std::string_view> Response::header(std::string_view lower_case_name) const {
  const auto found = std::ranges::find(headers, lower_case_name, &Header::first);
  return found == headers.end() ? std::nullopt : std::optional<std::string_view>{found->second};
}

}  // namespace gammafield::feeds
