#include "ingest/date_line.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>

#include "base/lower_case.h"

namespace gammafield::ingest {

namespace {

using namespace std::chrono_literals;
using std::chrono::minutes;

/// Month names without accents, January first; several languages share one cell.
constexpr std::array<std::string_view, 12> month_names = {"january janvier enero januar gennaio janeiro",
                                                          "february fevrier febrero februar febbraio fevereiro",
                                                          "march mars marzo marz maerz marco",
                                                          "april avril abril aprile",
                                                          "may mai mayo maggio maio",
                                                          "june juin junio juni giugno junho",
                                                          "july juillet julio juli luglio julho",
                                                          "august aout agosto",
                                                          "september septembre septiembre setiembre settembre setembro",
                                                          "october octobre octubre oktober ottobre outubro",
                                                          "november novembre noviembre novembro",
                                                          "december decembre diciembre dezember dicembre dezembro"};

struct Zone {
  std::string_view name;
  minutes offset;
};
constexpr std::array zones = {Zone{"EST", -300min}, Zone{"EDT", -240min}, Zone{"CST", -360min}, Zone{"CDT", -300min},
                              Zone{"MST", -420min}, Zone{"MDT", -360min}, Zone{"PST", -480min}, Zone{"PDT", -420min},
                              Zone{"BST", 60min},   Zone{"CET", 60min},   Zone{"CEST", 120min}, Zone{"Z", 0min}};

struct Letters {
  std::string_view utf8;
  std::string_view plain;
};
constexpr std::array letters = {
    Letters{"\xC3\xA9", "e"},     Letters{"\xC3\xA8", "e"}, Letters{"\xC3\xBB", "u"},     Letters{"\xC3\xA4", "a"},
    Letters{"\xC3\xA7", "c"},     Letters{"\xC3\xA0", "a"}, Letters{"\xE2\x88\x92", "-"}, Letters{"\xE2\x80\x93", "-"},
    Letters{"\xE2\x80\xAF", " "}, Letters{"\xC2\xA0", " "}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string without_accents(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto* found = std::ranges::find_if(letters, [&](const Letters& l) { return text.starts_with(l.utf8); });
    const bool known = found != letters.end();
    out += known ? found->plain : text.substr(0, 1);
    text.remove_prefix(known ? found->utf8.size() : 1);
  }
  return out;
}

bool begins_one_of(std::string_view word, std::string_view names) {
  for (;;) {
    const auto space = names.find(' ');
    if (names.substr(0, space).starts_with(word)) return true;
    if (space == names.npos) return false;
    names.remove_prefix(space + 1);
  }
}

/// 1 to 12; none for a word that begins no month, or several.
std::optional<unsigned> month_of(std::string_view word) {
  if (word.size() < 3) return std::nullopt;
  std::optional<unsigned> found;
  for (unsigned month = 0; month < month_names.size(); ++month) {
    if (!begins_one_of(word, month_names[month])) continue;
    if (found) return std::nullopt;
    found = month + 1;
  }
  return found;
}

/// Collects what a date line says, word by word; anything said twice makes it unreadable.
class DateLineParser {
 public:
  explicit DateLineParser(std::string_view text) : text_(text) {}

  std::optional<market::Instant> parse() {
    while (!text_.empty() && readable_) {
      if (is_digit(text_.front())) {
        number();
      } else if (is_letter(text_.front())) {
        word();
      } else {
        text_.remove_prefix(1);
      }
    }
    return readable_ ? instant() : std::nullopt;
  }

 private:
  unsigned take_number() {
    unsigned value = 0;
    while (!text_.empty() && is_digit(text_.front())) {
      value = std::min(value * 10 + static_cast<unsigned>(text_.front() - '0'), 99'999U);
      text_.remove_prefix(1);
    }
    return value;
  }

  template <class T>
  void set(std::optional<T>& slot, T value) {
    if (slot) readable_ = false;
    slot = value;
  }

  void number() {
    const unsigned value = take_number();
    const auto rest = text_.substr(std::min(text_.find_first_not_of(' '), text_.size()));
    const bool french_hour = rest.size() > 1 && rest[0] == 'h' && !is_letter(rest[1]);
    if (text_.starts_with(':') || french_hour) {
      time_of_day(value, french_hour ? rest : text_);
    } else if (value >= 1990 && value <= 2100) {
      set(year_, static_cast<int>(value));
    } else {
      set(day_, value);
    }
  }

  void time_of_day(unsigned hour, std::string_view from_separator) {
    text_ = from_separator.substr(1);
    text_.remove_prefix(std::min(text_.find_first_not_of(' '), text_.size()));
    const unsigned minute = take_number();
    if (text_.starts_with(':')) {
      text_.remove_prefix(1);
      static_cast<void>(take_number());  // seconds: the page's minute is all that is kept
    }
    set(hour_, hour);
    minute_ = minute;
  }

  void word() {
    std::size_t length = 0;
    while (length < text_.size() && (is_letter(text_[length]) || text_[length] == '.')) ++length;
    std::string plain;
    for (const char c : text_.substr(0, length)) {
      if (c != '.') plain += base::lower_letter(c);
    }
    const auto original = text_.substr(0, length);
    text_.remove_prefix(length);
    if (plain == "am" || plain == "pm") return set(afternoon_, plain == "pm");
    if (const auto month = month_of(plain)) return set(month_, *month);
    zone(original);
  }

  void zone(std::string_view name) {
    if (name == "UTC" || name == "GMT") return set(offset_, signed_offset());
    const auto* known = std::ranges::find(zones, name, &Zone::name);
    if (known != zones.end()) return set(offset_, known->offset);
    const bool capitals = name.size() > 1 && std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
    if (capitals && name != "ET") readable_ = false;  // a zone unknown here: the time would be wrong by hours
  }

  minutes signed_offset() {
    if (text_.empty() || (text_.front() != '+' && text_.front() != '-')) return 0min;
    const int sign = text_.front() == '-' ? -1 : 1;
    text_.remove_prefix(1);
    unsigned value = take_number();
    unsigned extra = 0;
    if (text_.starts_with(':')) {
      text_.remove_prefix(1);
      extra = take_number();
    } else if (value >= 100) {
      extra = value % 100;
      value /= 100;
    }
    if (value > 14 || extra > 59) readable_ = false;
    return sign * minutes{value * 60 + extra};
  }

  std::optional<market::Instant> instant() const {
    if (!year_ || !month_ || !day_ || !hour_) return std::nullopt;
    const market::Date date{std::chrono::year{*year_}, std::chrono::month{*month_}, std::chrono::day{*day_}};
    if (!date.ok() || minute_ > 59 || *hour_ > 23) return std::nullopt;
    if (afternoon_ && (*hour_ == 0 || *hour_ > 12)) return std::nullopt;
    const unsigned hour = afternoon_ ? *hour_ % 12 + (*afternoon_ ? 12 : 0) : *hour_;
    const std::chrono::seconds time = minutes{hour * 60 + minute_};
    if (offset_) return std::chrono::sys_days(date) + time - *offset_;
    return market::from_new_york(date, time);
  }

  std::string_view text_;
  bool readable_ = true;
  std::optional<int> year_;
  std::optional<unsigned> month_, day_, hour_;
  unsigned minute_ = 0;
  std::optional<bool> afternoon_;
  std::optional<minutes> offset_;
};

}  // namespace

std::optional<market::Instant> parse_date_line(std::string_view text) {
  if (const auto iso = market::parse_instant(text)) return iso;
  const auto plain = without_accents(text);
  return DateLineParser(plain).parse();
}

}  // namespace gammafield::ingest
