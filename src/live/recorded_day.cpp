#include "live/recorded_day.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "store/report_reader.h"

namespace gammafield::live {

using base::Refusal;
using base::RefusalKind;
using feeds::Answer;
using market::Instant;

namespace {

struct Ends {
  Instant first, last;
};
base::Result<Ends, Refusal> ends_of(const store::Folder& folder, std::string_view symbol, market::Date session) {
  const Refusal nothing{RefusalKind::no_usable_data,
                        fmt::format("{} {}: nothing was recorded on that day", symbol, market::to_string(session))};
  const auto days = folder.days(symbol);
  if (!std::ranges::binary_search(days, session)) return base::failure(nothing);
  auto reports = store::ReportReader::open(folder.day_path(symbol, session));
  if (!reports) return base::failure(store::to_refusal(reports.error()));
  std::optional<Ends> ends;
  while (true) {
    const auto report = reports->next();
    if (!report) return base::failure(store::to_refusal(report.error()));
    if (!*report) break;
    ends = Ends{ends ? ends->first : (*report)->as_of, (*report)->as_of};
  }
  if (!ends) return base::failure(nothing);
  return *ends;
}

}  // namespace

base::Result<std::unique_ptr<RecordedDay>, Refusal> RecordedDay::open(const store::Folder& folder,
                                                                      std::string_view symbol, market::Date session) {
  const auto ends = ends_of(folder, symbol, session);
  if (!ends) return base::failure(ends.error());
  auto reader = folder.reader(symbol, session);
  if (!reader) return base::failure(store::to_refusal(reader.error()));
  return std::unique_ptr<RecordedDay>{
      new RecordedDay{std::move(*reader), std::string{symbol}, ends->first, ends->last}};
}

std::optional<feeds::Trouble> RecordedDay::read_next() {
  auto record = reader_.next();
  if (!record) return feeds::Trouble{feeds::TroubleKind::unreadable, store::to_refusal(record.error()).message};
  next_ = std::move(*record);
  told_prices_ = 0;
  over_ = !next_;
  return std::nullopt;
}

std::optional<feeds::NewPrices> RecordedDay::prices_up_to(Instant at) {
  feeds::NewPrices told;
  while (told_prices_ < next_->prices.size() && next_->prices[told_prices_].at <= at) {
    const auto& sample = next_->prices[told_prices_++];
    told.prices.push_back({symbol_, sample.price, sample.at});
  }
  if (told.prices.empty()) return std::nullopt;
  return told;
}

Answer RecordedDay::ask(feeds::Moment now) {
  more_ = false;
  if (!next_ && !over_)
    if (auto trouble = read_next()) return std::move(*trouble);
  if (over_) return feeds::Unchanged{};
  const Instant at = played_(now);
  const bool snapshot_is_due = next_->loaded->chain.as_of <= at;
  more_ = snapshot_is_due;
  if (auto prices = prices_up_to(at)) return std::move(*prices);
  if (!snapshot_is_due) return feeds::Unchanged{};
  return feeds::NewChain{std::exchange(next_, std::nullopt)->loaded};
}

}  // namespace gammafield::live
