#include "feeds/curl_mailer.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>

namespace gammafield::feeds {
namespace {

/// What is left of the text.
std::size_t give_text(char* to, std::size_t size, std::size_t count, void* user) {
  auto& left = *static_cast<std::string_view*>(user);
  const std::size_t length = std::min(size * count, left.size());
  std::memcpy(to, left.data(), length);
  left.remove_prefix(length);
  return length;
}

/// A reply's text goes nowhere: its code says all.
std::size_t drop(char*, std::size_t size, std::size_t count, void*) { return size * count; }

bool is_address(std::string_view text) {
  const auto harmless = [](char c) { return c > ' ' && c < '\x7f' && c != '<' && c != '>'; };
  return text.find('@') != std::string_view::npos && std::ranges::all_of(text, harmless);
}

/// Every CR is before a LF, every LF after a CR, the last line ended too.
bool ends_its_lines(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n' && (i == 0 || text[i - 1] != '\r')) return false;
    if (text[i] == '\r' && (i + 1 == text.size() || text[i + 1] != '\n')) return false;
  }
  return text.ends_with("\r\n");
}

const char* what_is_wrong_with(const Mail& mail) {
  if (!is_address(mail.sender)) return "the sender is no mail address";
  if (mail.recipients.empty()) return "a mail to nobody";
  if (!std::ranges::all_of(mail.recipients, is_address)) return "a recipient is no mail address";
  return ends_its_lines(mail.text) ? nullptr : "a mail whose lines do not all end in CR LF";
}

}  // namespace

base::Result<int, TransportFailure> CurlMailer::send(const Mail& mail) {
  if (const char* wrong = what_is_wrong_with(mail))
    return base::failure(TransportFailure{TransportFault::not_allowed, wrong});
  Reach anywhere;
  if (auto failure = curl_.begin(mail.server, "smtp,smtps", mail.timeout, anywhere))
    return base::failure(std::move(*failure));
  std::string_view left = mail.text;
  const auto recipients = curl_.list_of(mail.recipients);
  curl_.set(CURLOPT_MAIL_FROM, mail.sender.c_str());
  curl_.set(CURLOPT_MAIL_RCPT, recipients.get());
  curl_.set(CURLOPT_UPLOAD, 1L);
  curl_.set(CURLOPT_READFUNCTION, give_text);
  curl_.set(CURLOPT_READDATA, &left);
  curl_.set(CURLOPT_WRITEFUNCTION, drop);
  const CURLcode code = curl_.perform();
  constexpr int first_refusal = 400;
  if (const int reply = curl_.status(); code == CURLE_OK || reply >= first_refusal) return reply;
  return base::failure(curl_.failure_of(code, anywhere));
}

}  // namespace gammafield::feeds
