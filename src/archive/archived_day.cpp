#include "archive/archived_day.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <utility>

#include <fmt/format.h>

#include "archive/names.h"
#include "archive/table.h"

namespace gammafield::archive {
namespace {

using market::ChainSnapshot;
using market::OptionRow;
using store::Fault;
using store::FaultKind;
using store::Record;
using store::RecordNumber;
using store::Stored;

/// Contracts that are in memory at once, before and after they are records.
constexpr std::int64_t contracts_at_once = 100'000;

/// One row of an answer, its cells taken from the left. What is of another type, or null where it must not be, makes
/// the row bad.
class RowReader {
 public:
  RowReader(const Answer::Piece& piece, std::size_t row) : piece_(piece), row_(row) {}

  template <class T>
  [[nodiscard]] std::optional<T> maybe() {
    const Cell cell = piece_.cell(row_, column_++);
    if (const T* value = std::get_if<T>(&cell)) return *value;
    ok_ = ok_ && std::holds_alternative<std::monostate>(cell);
    return std::nullopt;
  }
  template <class T>
  [[nodiscard]] T get() {
    const auto value = maybe<T>();
    ok_ = ok_ && value.has_value();
    return value.value_or(T{});
  }
  template <class Strong>
  void strong(std::optional<Strong>& value) {
    if (const auto number = maybe<double>()) value = Strong{*number};
  }
  template <class Enum>
  [[nodiscard]] Enum choice(Enum last) {
    const auto value = named(get<std::string_view>(), last);
    ok_ = ok_ && value.has_value();
    return value.value_or(Enum{});
  }
  [[nodiscard]] std::string text() { return std::string{get<std::string_view>()}; }
  [[nodiscard]] std::uint32_t count() { return static_cast<std::uint32_t>(get<std::int64_t>()); }
  [[nodiscard]] bool ok() const { return ok_; }

 private:
  const Answer::Piece& piece_;
  std::size_t row_, column_ = 0;
  bool ok_ = true;
};

/// Records in the making, and what their chains become.
struct Making {
  RecordNumber number = 0;
  Record record;
  ingest::LoadedChain loaded;
  std::int64_t digest = 0;
};

/// Where the rows of a range of snapshots go.
class Makings {
 public:
  explicit Makings(RecordNumber first) : first_(first) {}
  void add() {
    makings_.emplace_back();
    makings_.back().number = first_ + static_cast<RecordNumber>(makings_.size()) - 1;
  }
  /// None: a row of a snapshot that is not in the range.
  [[nodiscard]] Making* of(RecordNumber number) {
    const auto at = static_cast<std::size_t>(number - first_);
    return at < makings_.size() ? &makings_[at] : nullptr;
  }
  [[nodiscard]] std::vector<Making>& all() { return makings_; }

 private:
  RecordNumber first_;
  std::vector<Making> makings_;
};

/// A table's columns in the order its reader takes them, and the reader.
struct Part {
  std::string_view table, columns;
  void (*read)(RowReader&, Making&);
};

void read_snapshot(RowReader& row, Making& making) {
  ChainSnapshot& chain = making.loaded.chain;
  chain.as_of = row.get<market::Instant>();
  making.record.recorded_at = row.get<market::Instant>();
  chain.feed = row.text();
  chain.symbol = row.text();
  chain.session = row.get<market::Date>();
  chain.calendar = market::Calendar::of(row.choice(last_exchange));
  row.strong(chain.spot);
  chain.spot_at = row.maybe<market::Instant>();
  chain.spot_source = row.choice(market::SpotSource::vendor_deltas);
  chain.as_of_source = row.choice(market::AsOfSource::last_trade);
  chain.oi_date = row.maybe<market::Date>();
  chain.trades_for_quotes = row.get<bool>();
  chain.rows.reserve(static_cast<std::size_t>(row.get<std::int64_t>()));
  making.loaded.contracts_read = static_cast<std::size_t>(row.get<std::int64_t>());
  making.record.sampling = std::chrono::seconds{row.get<std::int64_t>()};
  making.record.report = row.maybe<std::string_view>().value_or("");
  making.record.memory_before = row.maybe<std::string_view>().value_or("");
  making.digest = row.get<std::int64_t>();
}

void read_expiry(RowReader& row, Making& making) {
  market::Expiry expiry;
  expiry.root = row.text();
  expiry.date = row.get<market::Date>();
  expiry.settlement = row.choice(market::Settlement::pm);
  expiry.exercise = row.choice(market::Exercise::american);
  expiry.multiplier = market::Multiplier{row.get<double>()};
  expiry.settles_at = row.get<market::Instant>();
  expiry.expiry_class = row.choice(last_expiry_class);
  expiry.exchange = row.choice(last_exchange);
  making.loaded.chain.expiries.push_back(std::move(expiry));
}

void read_contract(RowReader& row, Making& making) {
  OptionRow contract;
  contract.expiry = row.count();
  contract.strike = market::Strike{row.get<double>()};
  contract.right = row.choice(market::Right::put);
  row.strong(contract.bid);
  row.strong(contract.ask);
  row.strong(contract.last);
  row.strong(contract.volume);
  row.strong(contract.open_interest);
  row.strong(contract.vendor_vol);
  row.strong(contract.printed_vol);
  row.strong(contract.vendor_delta);
  row.strong(contract.vendor_gamma);
  contract.quoted_at = row.maybe<market::Instant>();
  contract.line = row.count();
  making.loaded.chain.rows.push_back(contract);
}

void read_price(RowReader& row, Making& making) {
  const auto at = row.get<market::Instant>();
  making.record.prices.push_back({at, market::Spot{row.get<double>()}});
}

void read_flag(RowReader& row, Making& making) {
  std::string code = row.text();
  making.loaded.chain.flags.push_back({std::move(code), row.text()});
}

void read_reject(RowReader& row, Making& making) {
  ingest::Reject reject;
  reject.reason = row.choice(ingest::RejectReason::truncated);
  reject.line = row.count();
  reject.column = row.count();
  reject.text = row.text();
  making.loaded.rejects.push_back(std::move(reject));
}

constexpr Part parts[] = {
    {"snapshots",
     "as_of, recorded_at, feed, listed_as, session, exchange, spot, spot_at, spot_source, as_of_source, oi_date, "
     "trades_for_quotes, contracts, contracts_read, sampling_seconds, report, memory_before, digest",
     read_snapshot},
    {"expiries", "root, expiry, settlement, exercise, multiplier, settles_at, expiry_class, exchange", read_expiry},
    {"chain",
     "expiry_number, strike, option_type, bid, ask, last, volume, open_interest, vendor_vol, printed_vol, "
     "vendor_delta, "
     "vendor_gamma, quoted_at, line",
     read_contract},
    {"prices", "time, price", read_price},
    {"flags", "code, detail", read_flag},
    {"rejects", "reason, line, cell, text", read_reject},
};

Fault damaged(const std::string& folder, std::string_view what) {
  return {FaultKind::damaged, fmt::format("{}: {}", folder, what)};
}

/// Every row of a query; `take` says false of a row that cannot be.
Stored<void> each_row(const Connection& duck, const std::string& folder, const std::string& sql,
                      const std::function<bool(RowReader&)>& take) {
  auto answer = duck.ask(sql);
  if (!answer) return base::failure(damaged(folder, answer.error()));
  while (const auto piece = answer->next())
    for (std::size_t i = 0; i < piece->size(); ++i) {
      RowReader row{*piece, i};
      if (!take(row) || !row.ok()) return base::failure(damaged(folder, "a row is not as it was written"));
    }
  return {};
}

Stored<void> read_part(const Connection& duck, const std::string& folder, const Part& part, RecordNumber first,
                       RecordNumber last, Makings& makings) {
  const std::string sql =
      fmt::format("SELECT snapshot, {} FROM read_parquet({}) WHERE snapshot BETWEEN {} AND {}", part.columns,
                  sql_text(fmt::format("{}/{}.parquet", folder, part.table)), first, last);
  return each_row(duck, folder, sql, [&](RowReader& row) {
    Making* making = makings.of(row.get<std::int64_t>());
    if (making != nullptr) part.read(row, *making);
    return making != nullptr;
  });
}

}  // namespace

Stored<ArchivedDay> ArchivedDay::open(const Connection& duck, std::string folder, std::string_view symbol,
                                      market::Date date) {
  const std::string file = folder + "/snapshots.parquet";
  std::error_code error;
  if (!std::filesystem::exists(file, error))
    return base::failure(Fault{FaultKind::not_there,
                               fmt::format("{} of {}: not archived in {}", symbol, market::to_string(date), folder)});
  ArchivedDay day{duck, std::move(folder)};
  std::int64_t form = 0;
  const auto read =
      each_row(duck, day.folder_,
               fmt::format("SELECT snapshot, contracts, form FROM read_parquet({}) ORDER BY snapshot", sql_text(file)),
               [&](RowReader& row) {
                 const auto number = row.get<std::int64_t>();
                 day.left_.push_back({number, row.get<std::int64_t>()});
                 form = std::max(form, row.get<std::int64_t>());
                 return number == static_cast<std::int64_t>(day.left_.size());
               });
  if (!read) return base::failure(read.error());
  if (form > archive_form)
    return base::failure(Fault{FaultKind::too_new, fmt::format("{}: written by a newer version (form {}, this program "
                                                               "knows {})",
                                                               day.folder_, form, archive_form)});
  return day;
}

Stored<void> ArchivedDay::read_ahead() {
  const RecordNumber first = left_.front().number;
  Makings makings{first};
  for (std::int64_t contracts = 0; !left_.empty(); left_.pop_front()) {
    contracts += left_.front().contracts;
    if (!makings.all().empty() && contracts > contracts_at_once) break;
    makings.add();
  }
  const RecordNumber last = first + static_cast<RecordNumber>(makings.all().size()) - 1;
  for (const Part& part : parts)
    if (const auto read = read_part(*duck_, folder_, part, first, last, makings); !read) return read;
  for (Making& making : makings.all()) {
    for (const OptionRow& row : making.loaded.chain.rows)
      if (row.expiry >= making.loaded.chain.expiries.size())
        return base::failure(damaged(folder_, fmt::format("snapshot {}: an expiry is missing", making.number)));
    making.record.loaded = std::make_shared<const ingest::LoadedChain>(std::move(making.loaded));
    if (static_cast<std::int64_t>(store::digest_of(making.record)) != making.digest)
      return base::failure(damaged(folder_, fmt::format("snapshot {} is not what was written", making.number)));
    ready_.push_back(std::move(making.record));
  }
  return {};
}

Stored<std::optional<Record>> ArchivedDay::next() {
  if (ready_.empty() && !left_.empty())
    if (const auto read = read_ahead(); !read) return base::failure(read.error());
  if (ready_.empty()) return std::nullopt;
  Record record = std::move(ready_.front());
  ready_.pop_front();
  return record;
}

}  // namespace gammafield::archive
