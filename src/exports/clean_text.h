#pragma once

#include <string>
#include <string_view>

namespace gammafield::exports {

/// Text from outside, fit to be shown: control characters and line ends become blanks, marks that turn the reading
/// direction and bytes that are no UTF-8 become `?`.
[[nodiscard]] std::string clean(std::string_view);

[[nodiscard]] std::string html_escaped(std::string_view);
/// Nothing of it is markup or a link in Markdown.
[[nodiscard]] std::string markdown_escaped(std::string_view);

}  // namespace gammafield::exports
