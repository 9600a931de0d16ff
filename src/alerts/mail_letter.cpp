#include <array>

#include <fmt/format.h>

#include "alerts/escaping.h"
#include "alerts/outgoing.h"

namespace gammafield::alerts {
namespace {

constexpr std::size_t subject_max = 200, body_max = 100'000, base64_line = 76;

/// `Tue, 18 Aug 2026 13:31:00 +0000` (RFC 5322, 3.3).
std::string date_of(feeds::Moment now) {
  using namespace std::chrono;
  constexpr std::array weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = floor<days>(now);
  const year_month_day date{day};
  const hh_mm_ss time{floor<seconds>(now) - day};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", weekdays[weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

/// Encoded words of RFC 2047, each of whole characters and at most 75 long: no text can end the header.
std::string encoded_words(std::string_view text) {
  constexpr std::size_t bytes_a_word = 45;  // 60 characters of Base64
  std::string out;
  while (!text.empty()) {
    std::size_t take = std::min(bytes_a_word, text.size());
    while (take > 0 && take < text.size() && (static_cast<unsigned char>(text[take]) & 0xc0u) == 0x80u) --take;
    out += fmt::format("{}=?UTF-8?B?{}?=", out.empty() ? "" : "\r\n ", base64(text.substr(0, take), 0));
    text.remove_prefix(take);
  }
  return out;
}

}  // namespace

Letter mail_letter(const Mail& sink, const Alert& alert, feeds::Moment now) {
  const std::string subject = escaped(alert.title, on_one_line, Count::bytes, subject_max);
  const std::string host = sink.from.substr(sink.from.find('@') + 1);
  std::string message = fmt::format("From: {}\r\nTo: {}\r\n", sink.from, fmt::join(sink.to, ",\r\n "));
  message += fmt::format("Subject: {}\r\nDate: {}\r\n", encoded_words(subject), date_of(now));
  // the same id in every try, so that a mail program can tell a second copy
  message += fmt::format("Message-ID: <{}@{}>\r\nAuto-Submitted: auto-generated\r\n", alert.id, host);
  message +=
      "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
  message += base64(escaped(body_text(alert, now) + "\n", as_it_is, Count::bytes, body_max), base64_line);
  return {sink.server, sink.from, sink.to, std::move(message)};
}

}  // namespace gammafield::alerts
