#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// Text made safe for the place where it is shown, and cut to what that place takes.
namespace gammafield::alerts {

/// One character as it is to be written. `character`: its bytes, valid UTF-8.
using Escape = std::function<std::string(std::string_view character)>;

/// What a limit counts.
enum class Count : std::uint8_t { bytes, utf16_units };

/// Every character by `escape`; no more than `limit` in all, counted after escaping. What is left out is marked by `…`
/// at the end; a character and its escape are never cut apart. Bytes that are not UTF-8 become U+FFFD; control
/// characters but '\n' and those that turn the direction of text become blanks.
[[nodiscard]] std::string escaped(std::string_view text, const Escape& escape, Count, std::size_t limit);

[[nodiscard]] std::string as_it_is(std::string_view character);
/// `&amp;`, `&lt;`, `&gt;`, `&quot;`.
[[nodiscard]] std::string for_html(std::string_view character);
/// Slack's: `&amp;`, `&lt;`, `&gt;`; `@`, `*`, `_`, `~` and the backtick are kept from meaning anything by a word
/// joiner beside them, for mrkdwn knows no escape.
[[nodiscard]] std::string for_slack(std::string_view character);
/// Discord's Markdown: a backslash before whatever means something; `@`, `#` and `:` are kept from being a mention, a
/// channel or an address by a word joiner.
[[nodiscard]] std::string for_discord(std::string_view character);
/// Any line end as a blank, for what must stay on one line.
[[nodiscard]] std::string on_one_line(std::string_view character);

/// Base64 of RFC 4648, in lines of `line` characters with CR LF; 0: one line.
[[nodiscard]] std::string base64(std::string_view bytes, std::size_t line);

}  // namespace gammafield::alerts
