#include "feeds/occ.h"

#include <utility>

#include <fmt/format.h>

#include "feeds/api_key.h"
#include "ingest/occ_report.h"

namespace gammafield::feeds {
namespace {

/// The session that closed last.
market::Date last_closed(const market::Calendar& calendar, Moment now) {
  const auto instant = std::chrono::floor<std::chrono::seconds>(now);
  const market::Date session = calendar.session_of(instant);
  return instant >= calendar.session_close(session) ? session : calendar.previous_trading_day(session);
}

/// Whether a month's report may still be empty: a session is published within three.
bool is_young(const market::Calendar& calendar, market::Date last_closed) {
  market::Date day = last_closed;
  for (int i = 0; i < 3; ++i) day = calendar.previous_trading_day(day);
  return day.month() != last_closed.month();
}

}  // namespace

OccFeed::OccFeed(Transport& transport, std::string symbol, const market::Calendar& calendar, std::string base)
    : transport_(transport), symbol_(std::move(symbol)), base_(std::move(base)), calendar_(calendar) {}

PollRule OccFeed::rule() const {
  PollRule rule;
  rule.period = std::chrono::minutes{30};
  rule.least = std::chrono::seconds{2};
  rule.first_backoff = std::chrono::seconds{5};
  return rule;
}

std::string OccFeed::url(Moment now) const {
  if (is_list()) return fmt::format("{}/series-search?symbolType=U&symbol={}", base_, url_encoded(symbol_));
  // Only the month of the date counts.
  market::Date day = last_closed(calendar_, now);
  if (month_before_) day = calendar_.previous_trading_day(market::Date{day.year() / day.month() / 1});
  return fmt::format("{}/daily-open-interest?reportDate={:02}/{:02}/{}&action=download&format=csv", base_,
                     static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()),
                     static_cast<int>(day.year()));
}

Answer OccFeed::go_on(Step step) {
  step_ = step;
  more_ = true;
  return Underway{};
}

Answer OccFeed::ask(Moment now) {
  more_ = false;
  auto body = body_of(transport_.send({.url = url(now)}), now);
  if (!body) {
    step_ = Step::report;
    month_before_ = false;
    return body.error();
  }
  return is_list() ? read_list(*body) : read_report(*body, now);
}

Answer OccFeed::read_report(const std::string& body, Moment now) {
  const auto session = ingest::read_occ_last_session(body);
  if (!session && !month_before_ && is_young(calendar_, last_closed(calendar_, now))) {
    // On the first evening of a month its report is empty: then the one before it has the last session. Later an empty
    // one has been cut short, and the session before the month would be a wrong date.
    month_before_ = true;
    return go_on(step_);
  }
  if (!session || *session > last_closed(calendar_, now))
    return unreadable(session ? "a report of a session that has not closed" : session.error().message);
  if (step_ == Step::report_again) return confirmed(*session);
  month_before_ = false;
  if (last_ && *session <= *last_) return Unchanged{};
  session_ = *session;
  return go_on(Step::list);
}

/// Of a list that was cut at a line's end the second reading tells.
Answer OccFeed::read_list(const std::string& body) {
  auto list = ingest::read_occ_open_interest(body, name());
  if (!list) return unreadable(std::move(list.error().message));
  if (list->underlying != symbol_) return unreadable(fmt::format("asked for {}, got {}", symbol_, list->underlying));
  if (step_ == Step::list) {
    list_ = std::make_shared<const ingest::OccOpenInterest>(std::move(*list));
    return go_on(Step::list_again);
  }
  if (list->contracts != list_->contracts) return unreadable("two readings of its list differ");
  return go_on(Step::report_again);
}

Answer OccFeed::unreadable(std::string why) {
  step_ = Step::report;
  month_before_ = false;
  return Trouble{TroubleKind::unreadable, std::move(why)};
}

/// Published meanwhile, as happens once a day: another look at once tells. Twice in a row is none of that.
Answer OccFeed::report_changed() {
  report_changed_ = !report_changed_;
  if (report_changed_) return go_on(Step::report);
  return Trouble{TroubleKind::unreadable, "its report changes while the list is read"};
}

Answer OccFeed::confirmed(market::Date again) {
  step_ = Step::report;
  month_before_ = false;
  if (again != *session_) return report_changed();
  report_changed_ = false;
  if (last_list_ && list_->contracts == last_list_->contracts) return Unchanged{};
  last_ = session_;
  last_list_ = std::exchange(list_, nullptr);
  return NewOpenInterest{symbol_, *last_, last_list_};
}

}  // namespace gammafield::feeds
