#include "studies/recordings.h"

#include <algorithm>
#include <map>
#include <memory>

#include <fmt/format.h>
#include <simdjson.h>

#include "engine/analysis.h"
#include "store/folder.h"
#include "store/report_reader.h"
#include "studies/sheet_of.h"

namespace gammafield::studies {
namespace {

using std::chrono::minutes;

template <class T>
base::Result<T, base::Refusal> told(store::Stored<T> stored) {
  if (!stored) return base::failure(store::to_refusal(stored.error()));
  return std::move(*stored);
}

std::optional<double> spot_in(const std::string& report) {
  simdjson::dom::parser parser;
  double spot = 0;
  return parser.parse(report)["spot"].get(spot) == simdjson::SUCCESS ? std::optional(spot) : std::nullopt;
}

/// The last price of each minute, known at its end.
class MinuteBars {
 public:
  void add(market::Instant at, market::Spot price) {
    const auto until = std::chrono::ceil<minutes>(at);
    if (bars_.empty() || until > bars_.back().until) {
      bars_.push_back({until, until, price, price, price, price});
    } else if (until == bars_.back().until) {
      bars_.back().close = price;
    }
  }
  [[nodiscard]] std::vector<ingest::PriceBar> take() { return std::move(bars_); }

 private:
  std::vector<ingest::PriceBar> bars_;
};

/// Which of a day's records are wanted, by number: the last known at the start, and the last.
using Wanted = std::map<store::RecordNumber, market::Instant>;

base::Result<Wanted, base::Refusal> scan(const std::string& path, market::Instant from, MinuteBars& bars) {
  auto reader = told(store::ReportReader::open(path));
  if (!reader) return base::failure(reader.error());
  std::optional<store::KeptReport> known, last;
  for (;;) {
    auto kept = told(reader->next());
    if (!kept) return base::failure(kept.error());
    if (!*kept) break;
    for (const auto& price : (*kept)->prices) bars.add(price.at, price.price);
    if (const auto spot = (*kept)->prices.empty() ? spot_in((*kept)->report) : std::nullopt)
      bars.add((*kept)->as_of, market::Spot{*spot});
    if ((*kept)->as_of <= from) known = **kept;
    last = std::move(**kept);
  }
  Wanted wanted;
  for (const auto& kept : {known, last}) {
    if (kept) wanted.emplace(kept->number, kept->as_of);
  }
  return wanted;
}

/// The snapshot, read from the last record with memory before it on.
base::Result<std::shared_ptr<const ingest::LoadedChain>, base::Refusal> snapshot(store::DayReader& reader,
                                                                                 store::RecordNumber number,
                                                                                 market::Instant as_of) {
  if (const auto sought = reader.seek(number); !sought) return base::failure(store::to_refusal(sought.error()));
  for (;;) {
    auto record = told(reader.next());
    if (!record) return base::failure(record.error());
    if (!*record || (*record)->loaded->chain.as_of >= as_of) return *record ? (*record)->loaded : nullptr;
  }
}

using Loaded = std::shared_ptr<const ingest::LoadedChain>;

class Recorded {
 public:
  Recorded(std::string symbol, const RecordedWanted& wanted) : symbol_(std::move(symbol)), wanted_(wanted) {}

  base::Result<void, base::Refusal> add_day(const store::Folder& folder, market::Date date) {
    const auto day = scan(folder.day_path(symbol_, date), followed_from(date), bars_);
    if (!day) return base::failure(day.error());
    auto reader = told(folder.reader(symbol_, date));
    if (!reader) return base::failure(reader.error());
    for (const auto& [number, as_of] : *day) {
      const auto loaded = snapshot(*reader, number, as_of);
      if (!loaded) return base::failure(loaded.error());
      if (*loaded) add_sheet(*loaded, date);
    }
    ++days_.days;
    return {};
  }

  /// The same of records one after the other.
  base::Result<void, base::Refusal> add_day(const store::NextRecord& next, market::Date date) {
    Loaded known, last;
    for (;;) {
      const auto record = told(next());
      if (!record) return base::failure(record.error());
      if (!*record) break;
      const auto& chain = (*record)->loaded->chain;
      for (const auto& price : (*record)->prices) bars_.add(price.at, price.price);
      if ((*record)->prices.empty() && chain.spot) bars_.add(chain.as_of, *chain.spot);
      if (chain.as_of <= followed_from(date)) known = (*record)->loaded;
      last = (*record)->loaded;
    }
    if (known) add_sheet(known, date);
    if (last && last != known) add_sheet(last, date);
    ++days_.days;
    return {};
  }

  [[nodiscard]] RecordedDays take() {
    days_.bars.bars = bars_.take();
    days_.bars.length = minutes{1};
    return std::move(days_);
  }

 private:
  [[nodiscard]] market::Instant followed_from(market::Date date) const {
    return wanted_.calendar.session_open(date) + wanted_.join.after_open;
  }

  void add_sheet(const Loaded& loaded, market::Date date) {
    const auto analysis = engine::analyse(loaded, wanted_.settings);
    if (!analysis) return;
    days_.sheets.push_back(sheet_of(*analysis, fmt::format("{} {}", symbol_, market::to_string(date))));
    if (wanted_.with_quotes) days_.quotes[symbol_][analysis->report.as_of] = option_quotes_of(*analysis);
  }

  std::string symbol_;
  const RecordedWanted& wanted_;
  RecordedDays days_;
  MinuteBars bars_;
};

/// Of every day; `add` takes one.
template <class Add>
base::Result<RecordedDays, base::Refusal> all_of(const std::string& path, const std::string& symbol,
                                                 const std::vector<market::Date>& days, const RecordedWanted& wanted,
                                                 const Add& add) {
  const auto refused = [&](std::string_view what) {
    return base::failure(base::Refusal{base::RefusalKind::no_usable_data, fmt::format("{}: {}", path, what)});
  };
  if (days.empty()) return refused(fmt::format("nothing of {} is recorded there", symbol));
  Recorded recorded(symbol, wanted);
  for (const auto date : days) {
    if (wanted.stop && wanted.stop()) return refused("stopped before its end");
    if (auto added = add(recorded, date); !added) return base::failure(added.error());
  }
  return recorded.take();
}

}  // namespace

base::Result<RecordedDays, base::Refusal> recorded_days(const std::string& path, const std::string& symbol,
                                                        const RecordedWanted& wanted) {
  base::Result<std::optional<RecordSource>, base::Refusal> source;
  if (wanted.find) source = wanted.find(path, symbol);
  if (!source) return base::failure(source.error());
  if (*source)
    return all_of(path, symbol, (*source)->days, wanted,
                  [&](Recorded& recorded, market::Date date) -> base::Result<void, base::Refusal> {
                    const auto next = (*source)->open(date);
                    if (!next) return base::failure(next.error());
                    return recorded.add_day(*next, date);
                  });
  const auto folder = told(store::Folder::open(path));
  if (!folder) return base::failure(folder.error());
  return all_of(path, symbol, folder->days(symbol), wanted,
                [&](Recorded& recorded, market::Date date) { return recorded.add_day(*folder, date); });
}

}  // namespace gammafield::studies
