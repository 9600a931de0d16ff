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

base::Result<void, base::Refusal> add_sheets(store::DayReader reader, const Wanted& wanted,
                                             const engine::Settings& settings, bool with_quotes,
                                             RecordedDays& recorded) {
  for (const auto& [number, as_of] : wanted) {
    const auto loaded = snapshot(reader, number, as_of);
    if (!loaded) return base::failure(loaded.error());
    const auto analysis = *loaded ? engine::analyse(*loaded, settings)
                                  : base::failure(base::Refusal{base::RefusalKind::no_usable_data, ""});
    if (!analysis) continue;
    recorded.sheets.push_back(
        sheet_of(*analysis, fmt::format("{} {}", reader.symbol(), market::to_string(reader.session()))));
    if (with_quotes) recorded.quotes[reader.symbol()][analysis->report.as_of] = option_quotes_of(*analysis);
  }
  return {};
}

}  // namespace

base::Result<RecordedDays, base::Refusal> recorded_days(const std::string& path, const std::string& symbol,
                                                        const research::JoinRule& join,
                                                        const engine::Settings& settings,
                                                        const market::Calendar& calendar, bool with_quotes,
                                                        const std::function<bool()>& stop) {
  const auto folder = told(store::Folder::open(path));
  if (!folder) return base::failure(folder.error());
  RecordedDays recorded;
  MinuteBars bars;
  for (const auto date : folder->days(symbol)) {
    if (stop && stop())
      return base::failure(base::Refusal{base::RefusalKind::no_usable_data, path + ": stopped before its end"});
    const auto day = scan(folder->day_path(symbol, date), calendar.session_open(date) + join.after_open, bars);
    if (!day) return base::failure(day.error());
    auto reader = told(folder->reader(symbol, date));
    if (!reader) return base::failure(reader.error());
    if (auto added = add_sheets(std::move(*reader), *day, settings, with_quotes, recorded); !added)
      return base::failure(added.error());
    ++recorded.days;
  }
  if (recorded.days == 0)
    return base::failure(base::Refusal{base::RefusalKind::no_usable_data,
                                       fmt::format("{}: nothing of {} is recorded there", path, symbol)});
  recorded.bars.bars = bars.take();
  recorded.bars.length = minutes{1};
  return recorded;
}

}  // namespace gammafield::studies
