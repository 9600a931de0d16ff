#include "store/day_file.h"

#include <bit>
#include <filesystem>
#include <utility>

#include <fmt/format.h>

#include "store/bytes.h"
#include "store/compression.h"
#include "store/day_seal.h"
#include "store/day_tables.h"
#include "store/packed_chain.h"

namespace gammafield::store {
namespace {

// Pages that change often are not kept from the log for long; the log is cut when it is folded in. What was written is
// not read again here: few pages are kept in memory, not more and more through a day.
constexpr const char* as_writer =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=200; "
    "PRAGMA journal_size_limit=4194304; PRAGMA cache_size=-512;";

Fault damaged(const Database& database, std::string_view what) {
  return {FaultKind::damaged, fmt::format("{}: {}", database.path(), what)};
}

RecordRow row_of(const Record& record, RecordNumber number, std::int64_t listing, const ingest::LoadedChain* before) {
  RecordRow row;
  row.number = number;
  row.as_of = record.loaded->chain.as_of.time_since_epoch().count();
  row.recorded_at = record.recorded_at.time_since_epoch().count();
  row.listing = listing;
  row.key = before == nullptr;
  row.snapshot = compressed(packed_values(*record.loaded, before));
  row.prices = compressed(packed_prices({record.sampling, record.prices}));
  row.report = compressed(record.report);
  row.memory = compressed(row.key ? std::string_view{record.memory_before} : std::string_view{});
  return row;
}

/// None: one of its texts cannot be read.
std::optional<Record> record_of(const RecordRow& row, const market::ChainSnapshot& listed,
                                const ingest::LoadedChain* before) {
  const auto snapshot = decompressed(row.snapshot), prices = decompressed(row.prices);
  auto report = decompressed(row.report), memory = decompressed(row.memory);
  if (!snapshot || !prices || !report || !memory) return std::nullopt;
  auto loaded = unpacked_values(*snapshot, listed, row.key ? nullptr : before);
  auto watched = unpacked_prices(*prices);
  if (!loaded || !watched || (!row.key && before == nullptr)) return std::nullopt;
  return Record{std::make_shared<const ingest::LoadedChain>(std::move(*loaded)),
                watched->sampling,
                std::move(watched->prices),
                std::move(*report),
                std::move(*memory),
                market::Instant{std::chrono::seconds{row.recorded_at}}};
}

}  // namespace

std::uint64_t digest_of(const Record& record) {
  ByteWriter all;
  all.put_text(packed_listing(record.loaded->chain));
  all.put_text(packed_values(*record.loaded, nullptr));
  all.put_text(packed_prices({record.sampling, record.prices}));
  all.put_text(record.report);
  all.put_text(record.memory_before);
  all.put(static_cast<std::int64_t>(record.recorded_at.time_since_epoch().count()));
  return digest(std::move(all).take());
}

Stored<DayWriter> DayWriter::open(const std::string& path, std::string_view symbol, market::Date session) {
  auto lock = WriterLock::take(path);
  if (!lock) return base::failure(lock.error());
  auto database = Database::open(path, Database::Mode::create);
  if (!database) return base::failure(database.error());
  if (const auto made = make_tables(*database, {std::string{symbol}, session}); !made)
    return base::failure(made.error());
  if (const auto open = unseal(path); !open) return base::failure(open.error());
  if (const auto ready = database->execute(as_writer); !ready) return base::failure(ready.error());
  if (const auto synced = sync_folder(std::filesystem::path{path}.parent_path()); !synced)
    return base::failure(synced.error());
  DayWriter writer{std::move(*database), std::move(*lock)};
  if (const auto recovered = writer.recover(); !recovered) return base::failure(recovered.error());
  return writer;
}

/// Goes on where the last acknowledged record ended.
Stored<void> DayWriter::recover() {
  const auto last = database_->number("SELECT coalesce(max(number), 0) FROM record");
  if (!last) return base::failure(last.error());
  if (*last == 0) return {};
  auto reader = DayReader::open(database_->path());
  if (!reader) return base::failure(reader.error());
  if (const auto there = reader->seek(*last); !there) return there;
  const auto key = database_->number("SELECT max(number) FROM record WHERE is_key");
  const auto listing = database_->number("SELECT listing FROM record ORDER BY number DESC LIMIT 1");
  if (!key || !listing) return base::failure(key ? listing.error() : key.error());
  while (true) {
    auto record = reader->next();
    if (!record) return base::failure(record.error());
    if (!*record) break;
    before_ = (*record)->loaded;
  }
  last_ = *last;
  last_key_ = *key;
  listing_ = *listing;
  listed_ = packed_listing(before_->chain);
  return {};
}

Stored<std::int64_t> DayWriter::listing_id(const std::string& listing) {
  if (before_ != nullptr && listing == listed_) return listing_;
  const auto last = database_->number("SELECT coalesce(max(id), 0) FROM listing");
  if (!last) return base::failure(last.error());
  auto statement = database_->prepare("INSERT INTO listing VALUES(?,?,?)");
  if (!statement) return base::failure(statement.error());
  const std::string bytes = compressed(listing);
  const auto done = statement->bind(*last + 1).bind_blob(bytes).bind(std::bit_cast<std::int64_t>(digest(bytes))).run();
  if (!done) return base::failure(done.error());
  return *last + 1;
}

bool DayWriter::is_key(const std::string& listing) const {
  return before_ == nullptr || listing != listed_ || last_ + 1 - last_key_ >= key_distance;
}

bool DayWriter::keeps_memory(const market::ChainSnapshot& chain) const { return is_key(packed_listing(chain)); }

std::optional<market::Instant> DayWriter::last_as_of() const {
  return before_ ? std::optional{before_->chain.as_of} : std::nullopt;
}

Stored<RecordNumber> DayWriter::append(const Record& record) {
  std::string listing = packed_listing(record.loaded->chain);
  const bool key = is_key(listing);
  auto transaction = Transaction::begin(*database_);
  if (!transaction) return base::failure(transaction.error());
  const auto id = listing_id(listing);
  if (!id) return base::failure(id.error());
  if (const auto done = insert(*database_, row_of(record, last_ + 1, *id, key ? nullptr : before_.get())); !done)
    return base::failure(done.error());
  if (const auto done = transaction->commit(); !done) return base::failure(done.error());
  ++last_;
  if (key) last_key_ = last_;
  listing_ = *id;
  listed_ = std::move(listing);
  before_ = record.loaded;
  return last_;
}

Stored<void> DayWriter::close() {
  if (database_ == nullptr) return {};
  const std::string path = database_->path();
  const auto folded = database_->execute("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE;");
  database_.reset();
  if (!folded) return folded;
  return seal(path);
}

DayWriter::~DayWriter() { (void)close(); }

Stored<DayReader> DayReader::open(const std::string& path) {
  const auto sealed = check_seal(path);
  if (!sealed) return base::failure(sealed.error());
  // what a recorder left that did not end well, SQLite puts in order first, and must write for that
  auto database = Database::open(path, *sealed ? Database::Mode::read : Database::Mode::write);
  if (!database) return base::failure(database.error());
  auto day = read_tables(*database);
  if (!day) return base::failure(day.error());
  return DayReader{std::move(*database), std::move(day->symbol), day->session};
}

Stored<const market::ChainSnapshot*> DayReader::listed(std::int64_t id) {
  if (listing_ == id) return &listed_;
  auto statement = database_->prepare("SELECT bytes, digest FROM listing WHERE id = ?");
  if (!statement) return base::failure(statement.error());
  const auto found = statement->bind(id).step();
  if (!found) return base::failure(found.error());
  const std::string bytes{*found ? statement->blob(0) : std::string_view{}};
  const auto listing = *found && std::bit_cast<std::uint64_t>(statement->integer(1)) == digest(bytes)
                           ? decompressed(bytes)
                           : std::nullopt;
  auto chain = listing ? unpacked_listing(*listing) : std::nullopt;
  if (!chain) return base::failure(damaged(*database_, fmt::format("listing {} is not what was written", id)));
  listed_ = std::move(*chain);
  listing_ = id;
  return &listed_;
}

Stored<std::optional<Record>> DayReader::next() {
  const auto row = row_from(*database_, next_);
  if (!row) return base::failure(row.error());
  if (!*row) return std::nullopt;
  if ((*row)->number != next_) return base::failure(damaged(*database_, fmt::format("record {} is gone", next_)));
  const auto contracts = listed((*row)->listing);
  if (!contracts) return base::failure(contracts.error());
  auto record = record_of(**row, **contracts, before_.get());
  if (!record) return base::failure(damaged(*database_, fmt::format("record {} cannot be read", next_)));
  ++next_;
  before_ = record->loaded;
  return record;
}

Stored<void> DayReader::seek(RecordNumber number) {
  auto statement = database_->prepare("SELECT coalesce(max(number), 1) FROM record WHERE is_key AND number <= ?");
  if (!statement) return base::failure(statement.error());
  const auto found = statement->bind(number).step();
  if (!found) return base::failure(found.error());
  next_ = statement->integer(0);
  before_.reset();
  return {};
}

Stored<RecordNumber> DayReader::count() const { return database_->number("SELECT count(*) FROM record"); }

Stored<void> check_end_of_day(const std::string& path) {
  auto reader = DayReader::open(path);
  if (!reader) return base::failure(reader.error());
  const auto count = reader->count();
  if (!count) return base::failure(count.error());
  if (const auto there = reader->seek(*count); !there) return there;
  while (true) {
    const auto record = reader->next();
    if (!record) return base::failure(record.error());
    if (!*record) return {};
  }
}

Stored<RecordNumber> check_day(const std::string& path) {
  auto reader = DayReader::open(path);
  if (!reader) return base::failure(reader.error());
  for (bool more = true; more;) {
    const auto record = reader->next();
    if (!record) return base::failure(record.error());
    more = record->has_value();
  }
  const auto database = Database::open(path, Database::Mode::read);
  if (!database) return base::failure(database.error());
  auto statement = database->prepare("PRAGMA integrity_check(1)");
  if (!statement) return base::failure(statement.error());
  const auto row = statement->step();
  if (!row) return base::failure(row.error());
  if (!*row || statement->blob(0) != "ok") return base::failure(damaged(*database, "its pages contradict each other"));
  return reader->count();
}

}  // namespace gammafield::store
