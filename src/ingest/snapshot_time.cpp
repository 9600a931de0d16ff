#include "ingest/snapshot_time.h"

#include <fmt/format.h>

namespace gammafield::ingest {

namespace {

using market::AsOfSource;
using market::Calendar;
using market::Date;
using market::Instant;
using namespace std::chrono_literals;

std::string age(std::chrono::seconds span) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(span).count();
  return minutes < 60 ? fmt::format("{} min", minutes) : fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

Date trade_day(Instant last_trade, const Calendar& calendar) {
  return calendar.trading_day_on_or_before(calendar.today(last_trade));
}

void flag(SnapshotTime& time, std::string code, std::string detail) {
  time.flags.push_back({std::move(code), std::move(detail)});
}

void at_close_of(SnapshotTime& time, Date session, AsOfSource source, const Calendar& calendar) {
  time.session = session;
  time.as_of = calendar.session_close(session);
  time.source = source;
}

/// How old the quotes are: in session the feed's delay, outside it the time since the close.
void flag_quote_age(SnapshotTime& time, const RawHeader& header, const Calendar& calendar) {
  const auto close = calendar.session_close(time.session);
  const auto delay = header.quote_delay.value_or(0min);
  if (time.as_of > close + delay) {
    flag(time, "downloaded_outside_session",
         fmt::format("taken {}, the quotes are those of the {} session, which closed {} before",
                     calendar.written(time.as_of), market::to_string(time.session), age(time.as_of - close)));
    return;
  }
  if (delay > 0min) {
    flag(time, fmt::format("quotes_delayed_{}_minutes", delay.count()),
         fmt::format("taken in session at {}: this feed runs {} behind the market", calendar.written(time.as_of),
                     age(delay)));
  }
  // Cboe's page is reported to take up the morning's open interest only between 10:00 and 10:30.
  if (delay > 0min && time.as_of < calendar.session_open(time.session) + 1h) {
    flag(time, "open_interest_may_be_older",
         "taken in the first hour, when this feed may still show the open interest of the day before");
  }
}

void check_last_trade(SnapshotTime& time, const RawHeader& header, const Calendar& calendar) {
  if (!header.last_trade) return;
  if (*header.last_trade > time.as_of + 1min) {
    flag(time, "trades_after_as_of",
         fmt::format("the last trade ({}) is later than the time taken as the snapshot's ({})",
                     calendar.written(*header.last_trade), calendar.written(time.as_of)));
  }
  if (trade_day(*header.last_trade, calendar) < time.session) {
    flag(time, "last_trade_before_session",
         fmt::format("no contract traded in the {} session: the last trade is of {}", market::to_string(time.session),
                     calendar.written(*header.last_trade)));
  }
}

SnapshotTime from_user(const RawHeader& header, Instant as_of, const Calendar& calendar) {
  SnapshotTime time{as_of, AsOfSource::user, calendar.session_of(as_of), {}};
  if (header.as_of && *header.as_of != as_of) {
    flag(time, "as_of_overridden",
         fmt::format("the file says {}, --as-of says {}", calendar.written(*header.as_of), calendar.written(as_of)));
  } else {
    flag(time, "as_of_from_user", fmt::format("taken as {} by --as-of", calendar.written(as_of)));
  }
  if (!header.as_of && header.label && *header.label != time.session) {
    flag(time, "label_is_not_the_session",
         fmt::format("the file is labelled {}, --as-of belongs to the {} session", market::to_string(*header.label),
                     market::to_string(time.session)));
  }
  flag_quote_age(time, header, calendar);
  check_last_trade(time, header, calendar);
  return time;
}

SnapshotTime from_file_time(const RawHeader& header, const Calendar& calendar) {
  SnapshotTime time{*header.as_of, AsOfSource::file, calendar.session_of(*header.as_of), {}};
  flag_quote_age(time, header, calendar);
  check_last_trade(time, header, calendar);
  return time;
}

SnapshotTime from_label(const RawHeader& header, const Calendar& calendar) {
  SnapshotTime time;
  if (header.last_trade && trade_day(*header.last_trade, calendar) != *header.label) {
    at_close_of(time, trade_day(*header.last_trade, calendar), AsOfSource::last_trade, calendar);
    flag(time, "label_is_not_the_session",
         fmt::format("the file is labelled {}, but its last trade is of {}: taken as the {} session",
                     market::to_string(*header.label), calendar.written(*header.last_trade),
                     market::to_string(time.session)));
  } else {
    at_close_of(time, calendar.trading_day_on_or_before(*header.label), AsOfSource::session_close, calendar);
    if (time.session != *header.label) {
      flag(time, "label_is_not_the_session",
           fmt::format("the file is labelled {}, which is no trading day: taken as the {} session",
                       market::to_string(*header.label), market::to_string(time.session)));
    }
  }
  flag(time, "as_of_is_session_close",
       fmt::format("the file gives a date without a time: taken as that session's close, {}",
                   calendar.written(time.as_of)));
  return time;
}

SnapshotTime from_last_trade(const RawHeader& header, const Calendar& calendar) {
  SnapshotTime time;
  at_close_of(time, trade_day(*header.last_trade, calendar), AsOfSource::last_trade, calendar);
  flag(time, "as_of_from_last_trade",
       fmt::format("the file has no date: its last trade is of {}, taken as that session's close, {}",
                   calendar.written(*header.last_trade), calendar.written(time.as_of)));
  return time;
}

}  // namespace

base::Result<SnapshotTime, base::Refusal> snapshot_time(const RawHeader& header, const ReadOptions& options,
                                                        std::optional<Date> earliest_expiry) {
  const Calendar& calendar = *options.calendar;
  if (options.as_of) return from_user(header, *options.as_of, calendar);
  if (header.as_of) return from_file_time(header, calendar);
  if (header.label) return from_label(header, calendar);
  if (header.last_trade) return from_last_trade(header, calendar);
  const auto why =
      header.undated_because.empty() ? "nothing in the file says when it was taken" : header.undated_because;
  const auto bound =
      earliest_expiry ? fmt::format(" (its first expiry is {})", market::to_string(*earliest_expiry)) : "";
  return base::failure(
      base::Refusal{base::RefusalKind::input_rejected,
                    fmt::format("{}{}: pass --as-of, e.g. --as-of 2026-08-18T16:00-04:00", why, bound)});
}

}  // namespace gammafield::ingest
