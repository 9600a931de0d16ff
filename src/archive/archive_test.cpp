// Recorded days into Parquet and back: every bit, whole or not at all.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <fstream>
#include <thread>

#include "archive/archive_folder.h"
#include "archive/archived.h"
#include "archive/archived_day.h"
#include "archive/testing_archive.h"
#include "base/sanitized.h"
#include "store/folder.h"
#include "store/packed_chain.h"
#include "store/testing_session.h"

namespace gammafield::archive {
namespace {

namespace fs = std::filesystem;
using store::FaultKind;
using store::Folder;
using store::made_up_record;
using store::made_up_session;
using store::Record;
using store::ScratchFolder;

/// A record with what is hard to keep: zeros of both signs, tiny and huge numbers, texts with quotes and umlauts.
Record hard_record(int minute) {
  Record record = made_up_record(minute);
  ingest::LoadedChain loaded = *record.loaded;
  auto& rows = loaded.chain.rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].vendor_delta = market::Delta{i % 2 == 0 ? -0.0 : 0.0};
  for (std::size_t i = 0; minute % 4 == 1 && i < rows.size(); i += 2)
    rows[i].quoted_at = loaded.chain.as_of - std::chrono::seconds{static_cast<std::int64_t>(i)};
  if (minute % 4 == 2) loaded.chain.spot_at = loaded.chain.as_of - std::chrono::seconds{7};
  rows[0].bid = market::Price{5e-324};
  rows[1].ask = market::Price{1.7976931348623157e308};
  rows[2].last = market::Price{0.1 + 0.2};
  loaded.chain.flags.push_back({"it's", "\"quoted\", ümlauts; a\ttab"});
  if (minute % 2 == 1) loaded.chain.spot.reset();
  if (minute % 3 == 1) loaded.chain.oi_date.reset();
  if (minute % 5 == 1) loaded.rejects.clear();
  if (minute == 7) record.report.clear();
  record.loaded = std::make_shared<const ingest::LoadedChain>(std::move(loaded));
  return record;
}

void record_day(const Folder& folder, std::string_view symbol, int records) {
  auto writer = folder.writer(symbol, made_up_session);
  ASSERT_TRUE(writer) << writer.error().message;
  for (int i = 0; i < records; ++i) ASSERT_TRUE(writer->append(hard_record(i)));
  ASSERT_TRUE(writer->close());
}

/// What the store has of the day: the truth to compare with.
std::vector<std::uint64_t> digests_of(const Folder& folder, std::string_view symbol) {
  std::vector<std::uint64_t> all;
  auto day = folder.reader(symbol, made_up_session);
  EXPECT_TRUE(day);
  while (const auto record = day->next().value()) all.push_back(store::digest_of(*record));
  return all;
}

store::Stored<Rolled> rolled(const Connection& duck, const Folder& folder, std::string_view symbol,
                             const ArchiveFolder& archive) {
  return roll(duck, folder.day_path(symbol, made_up_session), symbol, made_up_session, archive);
}

TEST(Library, SaysHowToGetItInOneLine) {
  const auto library = Library::load("/nowhere/libduckdb.so");
  ASSERT_FALSE(library);
  EXPECT_EQ(library.error().kind, base::RefusalKind::no_usable_data);
  EXPECT_EQ(library.error().message.find('\n'), std::string::npos);
  EXPECT_NE(library.error().message.find("tools/get-duckdb"), std::string::npos);
  const auto another = Library::load("libsqlite3.so.0");
  ASSERT_FALSE(another);
  EXPECT_NE(another.error().message.find("not DuckDB"), std::string::npos) << another.error().message;
}

TEST(Archive, KeepsEveryBitOfADay) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  record_day(*folder, "BRK/B", 210);  // a strike is new at 200
  const auto done = rolled(*duck, *folder, "BRK/B", archive);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(done->snapshots, 210);
  EXPECT_TRUE(fs::exists(scratch / "archive/symbol=BRK%2FB/date=2026-08-18/chain.parquet"));
  EXPECT_TRUE(ArchiveFolder::is_one(archive.path()));
  EXPECT_FALSE(ArchiveFolder::is_one(scratch / "store"));
  ASSERT_EQ(archive.symbols(), std::vector<std::string>{"BRK/B"});
  ASSERT_EQ(archive.days("BRK/B"), std::vector<market::Date>{made_up_session});

  auto day = ArchivedDay::open(*duck, archive.day_folder("BRK/B", made_up_session), "BRK/B", made_up_session);
  ASSERT_TRUE(day) << day.error().message;
  const auto truth = digests_of(*folder, "BRK/B");
  ASSERT_EQ(truth.size(), 210u);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const auto record = day->next();
    ASSERT_TRUE(record) << record.error().message;
    ASSERT_TRUE(*record) << i;
    EXPECT_EQ(store::digest_of(**record), truth[i]) << i;
    EXPECT_EQ(store::packed_values(*(*record)->loaded, nullptr),
              store::packed_values(*hard_record(static_cast<int>(i)).loaded, nullptr));
    EXPECT_TRUE(std::signbit((*record)->loaded->chain.rows[2].vendor_delta->value()));
  }
  EXPECT_FALSE(day->next().value());
}

TEST(Archive, AReplayGivesTheBytesOfLive) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  const std::string live = store::recorded_live(*folder, store::moments(0, 80));
  for (const auto day : folder->days("SPX")) {
    const auto done = roll(*duck, folder->day_path("SPX", day), "SPX", day, archive);
    ASSERT_TRUE(done) << done.error().message;
  }
  const auto all = store::replayed(archived(duck, archive, "SPX", {}));
  EXPECT_EQ(all.reports, live);
  EXPECT_EQ(all.as_recorded, live);
  const auto second = store::replayed(archived(duck, archive, "SPX", {std::chrono::year{2026} / 8 / 19, {}}));
  EXPECT_EQ(second.reports, second.as_recorded) << "the second session alone goes on from its own memory";
  EXPECT_TRUE(live.ends_with(second.reports));
  EXPECT_EQ(archived(duck, archive, "NDX", {}).error().kind, FaultKind::not_there);
}

TEST(Archive, RollsAgainInPlaceOfTheOld) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  record_day(*folder, "ACME", 3);
  ASSERT_TRUE(rolled(*duck, *folder, "ACME", archive));
  {
    auto writer = folder->writer("ACME", made_up_session);
    ASSERT_TRUE(writer->append(hard_record(3)));
    const auto busy = rolled(*duck, *folder, "ACME", archive);
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().kind, FaultKind::busy) << "somebody is recording";
  }
  const auto again = rolled(*duck, *folder, "ACME", archive);
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(again->snapshots, 4);
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& each : fs::directory_iterator{archive.symbol_folder("ACME")}) ++entries;
  EXPECT_EQ(entries, 1u) << "nothing but the day is left";
}

TEST(Archive, AFailureLeavesWhatWasThere) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  record_day(*folder, "ACME", 3);
  ASSERT_TRUE(rolled(*duck, *folder, "ACME", archive));
  const std::string path = folder->day_path("ACME", made_up_session);
  fs::resize_file(path, 9000);  // damage
  EXPECT_FALSE(rolled(*duck, *folder, "ACME", archive));
  auto day = ArchivedDay::open(*duck, archive.day_folder("ACME", made_up_session), "ACME", made_up_session);
  ASSERT_TRUE(day);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(day->next().value());
}

/// A limit of the process for as long as this lives: a file that cannot grow is a disk that is full.
class Limit {
 public:
  Limit(int of, rlim_t most) : of_(of) {
    ::getrlimit(of_, &before_);
    const rlimit now{most, before_.rlim_max};
    ::setrlimit(of_, &now);
  }
  Limit(const Limit&) = delete;
  Limit& operator=(const Limit&) = delete;
  ~Limit() { ::setrlimit(of_, &before_); }

 private:
  int of_;
  rlimit before_{};
};

TEST(Archive, AFullDiskOrNoMoreFilesLeaveNoHalfDay) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  std::signal(SIGXFSZ, SIG_IGN);
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  record_day(*folder, "ACME", 40);
  int failed = 0;
  const auto attempt = [&](int of, rlim_t most) {
    const ArchiveFolder archive{scratch / fmt::format("archive_{}_{}", of, most)};
    const auto done = [&] {
      const Limit limit{of, most};
      return rolled(*duck, *folder, "ACME", archive);
    }();
    EXPECT_EQ(archive.days("ACME").size(), done ? 1u : 0u) << most;
    if (done) return;
    ++failed;
    EXPECT_EQ(done.error().message.find('\n'), std::string::npos) << done.error().message;
    EXPECT_TRUE(rolled(*duck, *folder, "ACME", archive)) << "the next time there is room";
  };
  for (const rlim_t bytes : {0, 4, 300, 1000, 1500, 3000, 6000, 12000, 50000}) attempt(RLIMIT_FSIZE, bytes);
  const int next_file = ::dup(0);
  ::close(next_file);
  for (rlim_t more = 0; more < 6; ++more) attempt(RLIMIT_NOFILE, static_cast<rlim_t>(next_file) + more);
  EXPECT_GT(failed, 8);
  std::signal(SIGXFSZ, SIG_DFL);
}

/// A process that rolls and is killed after a while; what a reader finds is a whole day or none.
TEST(Archive, KilledAtAnyMomentLeavesNoHalfDay) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  record_day(*folder, "ACME", 40);
  int whole = 0, none = 0;
  constexpr int step = base::sanitized ? 3 : 1;
  for (int k = 0; k < 12; k += step) {
    const ArchiveFolder archive{scratch / ("archive" + std::to_string(k))};
    const pid_t child = ::fork();
    if (child == 0) {
      const auto own = connection_for_tests();  // threads do not cross a fork
      (void)rolled(*own, *folder, "ACME", archive);
      std::_Exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{15 * k});
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    if (archive.days("ACME").empty()) {
      ++none;
      EXPECT_TRUE(rolled(*duck, *folder, "ACME", archive)) << "what was left is in nobody's way";
    } else {
      ++whole;
    }
    auto day = ArchivedDay::open(*duck, archive.day_folder("ACME", made_up_session), "ACME", made_up_session);
    ASSERT_TRUE(day) << day.error().message;
    int records = 0;
    while (day->next().value()) ++records;
    EXPECT_EQ(records, 40);
  }
  EXPECT_GT(none, 0) << "every child was through: the test is too slow to kill";
  EXPECT_EQ(whole + none, 12 / step);
}

/// Parquet files have no sums of their own: a flipped bit is refused, or is one that says nothing.
TEST(Archive, DamageIsNeverReadAsTheDay) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  const ScratchFolder scratch;
  const auto folder = Folder::make(scratch / "store");
  const ArchiveFolder archive{scratch / "archive"};
  record_day(*folder, "ACME", 3);
  ASSERT_TRUE(rolled(*duck, *folder, "ACME", archive));
  const std::string place = archive.day_folder("ACME", made_up_session), file = place + "/chain.parquet";
  const auto size = fs::file_size(file);
  const auto truth = digests_of(*folder, "ACME");
  int refused = 0;
  for (std::uintmax_t at = 4; at < size; at += size / 60) {
    std::fstream bytes{file, std::ios::in | std::ios::out | std::ios::binary};
    bytes.seekg(static_cast<std::streamoff>(at));
    const char before = static_cast<char>(bytes.get());
    const auto put = [&](char value) {
      bytes.seekp(static_cast<std::streamoff>(at));
      bytes.put(value);
      bytes.flush();
    };
    put(static_cast<char>(before ^ 0x10));
    auto day = ArchivedDay::open(*duck, place, "ACME", made_up_session);
    std::size_t next = 0;
    for (bool more = day.has_value(); more && next < truth.size(); ++next) {
      const auto record = day->next();
      if (!record) ++refused;
      more = record && *record;
      if (more) {
        EXPECT_EQ(store::digest_of(**record), truth[next]);
      }
    }
    put(before);
  }
  EXPECT_GT(refused, 20) << "half of the bits or so are what a day is read from";
}

}  // namespace
}  // namespace gammafield::archive
