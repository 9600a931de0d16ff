// Days that are over go into the archive by themselves: once, whole or not at all, and again after whatever failed.

#include "archive/roller.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "archive/archived_day.h"
#include "archive/testing_archive.h"
#include "store/day_seal.h"
#include "store/session_end.h"

namespace gammafield::archive {
namespace {

using std::chrono::minutes;
using store::Folder;
using store::made_up_session;
using store::ScratchFolder;

store::Record listed_on(market::Exchange exchange, std::string_view symbol, int minute) {
  store::Record record = store::made_up_record(minute);
  ingest::LoadedChain loaded = *record.loaded;
  loaded.chain.symbol = symbol;
  loaded.chain.calendar = market::Calendar::of(exchange);
  record.loaded = std::make_shared<const ingest::LoadedChain>(std::move(loaded));
  return record;
}

void record(const Folder& folder, std::string_view symbol, market::Exchange exchange, int first, int last) {
  auto writer = folder.writer(symbol, made_up_session);
  ASSERT_TRUE(writer) << writer.error().message;
  for (int i = first; i < last; ++i) ASSERT_TRUE(writer->append(listed_on(exchange, symbol, i)));
  ASSERT_TRUE(writer->close());
}

market::Instant settled(market::Exchange exchange) {
  return store::settled_at(*market::Calendar::of(exchange), made_up_session);
}

/// A store, an archive beside it, and a roller that says what it says.
class Rolled {
 public:
  explicit Rolled(std::shared_ptr<const Connection> duck)
      : duck_(std::move(duck)),
        roller(
            folder, archive, market::Calendar::of(market::Exchange::us),
            [this]() -> base::Result<std::shared_ptr<const Connection>, base::Refusal> {
              ++connects;
              if (library_there) return duck_;
              return base::failure(base::Refusal{base::RefusalKind::no_usable_data, "no libduckdb.so"});
            },
            [this](const std::string& text) { notices.push_back(text); }) {}

 private:
  ScratchFolder scratch_;
  std::shared_ptr<const Connection> duck_;

 public:
  const Folder folder = *Folder::make(scratch_ / "store");
  const ArchiveFolder archive{scratch_ / "archive"};
  int connects = 0;
  bool library_there = true;
  std::vector<std::string> notices;
  Roller roller;

  [[nodiscard]] std::size_t days(std::string_view symbol = "ACME") const { return archive.days(symbol).size(); }
  [[nodiscard]] int records(const Connection& duck) const {
    auto day = ArchivedDay::open(duck, archive.day_folder("ACME", made_up_session), "ACME", made_up_session);
    int count = 0;
    while (day && day->next().value()) ++count;
    return count;
  }
};

TEST(Roller, RollsEachDayOnceAfterTheCloseOfItsOwnExchange) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 3);
  record(made.folder, "NIFTY", market::Exchange::nse, 0, 2);
  record(made.folder, "BTC", market::Exchange::deribit, 0, 1);
  struct Row {
    const char* why;
    market::Instant now;
    std::size_t acme, nifty, btc;
  };
  const Row rows[] = {
      {"none is over", settled(market::Exchange::deribit) - minutes{1}, 0, 0, 0},
      {"08:00 UTC has passed", settled(market::Exchange::deribit) + minutes{1}, 0, 0, 1},
      {"Mumbai has closed, an hour or so later", settled(market::Exchange::nse) + minutes{1}, 0, 1, 1},
      {"New York is about to be over", settled(market::Exchange::us) - minutes{1}, 0, 1, 1},
      {"New York is", settled(market::Exchange::us) + minutes{1}, 1, 1, 1},
      {"nothing more to do", settled(market::Exchange::us) + minutes{60}, 1, 1, 1},
  };
  for (const Row& row : rows) {
    made.roller.run(row.now);
    EXPECT_EQ(made.days("ACME"), row.acme) << row.why;
    EXPECT_EQ(made.days("NIFTY"), row.nifty) << row.why;
    EXPECT_EQ(made.days("BTC"), row.btc) << row.why;
  }
  ASSERT_EQ(made.notices.size(), 3u);
  EXPECT_TRUE(made.notices[2].starts_with("ACME 2026-08-18: 3 snapshots archived, ")) << made.notices[2];
  EXPECT_EQ(made.connects, 1);

  Rolled after{duck};  // a roller that has just begun, over the same folders
  Roller again{made.folder, made.archive, market::Calendar::of(market::Exchange::us), [duck] { return duck; },
               [&](const std::string& text) { after.notices.push_back(text); }};
  again.run(settled(market::Exchange::us) + minutes{90});
  EXPECT_TRUE(after.notices.empty()) << after.notices.front();
}

TEST(Roller, TakesWhatWasRecordedLater) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 3);
  const auto over = settled(market::Exchange::us) + minutes{1};
  made.roller.run(over);
  EXPECT_EQ(made.records(*duck), 3);
  {
    auto writer = made.folder.writer("ACME", made_up_session);
    ASSERT_TRUE(writer->append(listed_on(market::Exchange::us, "ACME", 3)));
    made.roller.run(over + minutes{1});
    EXPECT_EQ(made.records(*duck), 3) << "somebody records it: left alone, and no trouble";
    EXPECT_EQ(made.notices.size(), 1u);
  }
  made.roller.run(over + minutes{3});
  EXPECT_EQ(made.records(*duck), 4);
  EXPECT_EQ(made.notices.size(), 2u);
}

TEST(Roller, SaysOnceThatTheLibraryIsMissingAndTakesItWhenItIsThere) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  made.library_there = false;
  made.roller.run(settled(market::Exchange::us) - minutes{100});
  EXPECT_EQ(made.notices.size(), 1u) << "in the morning, not only when there is something to roll";
  record(made.folder, "ACME", market::Exchange::us, 0, 3);
  for (int minute = 2; minute < 60; ++minute) made.roller.run(settled(market::Exchange::us) + minutes{minute});
  ASSERT_EQ(made.notices.size(), 1u);
  EXPECT_EQ(made.notices[0], "nothing is archived for now: no libduckdb.so");
  EXPECT_LE(made.connects, 13) << "not at every look";
  made.library_there = true;
  made.roller.run(settled(market::Exchange::us) + minutes{70});
  EXPECT_EQ(made.records(*duck), 3);
}

TEST(Roller, TriesAgainWhatFailedAndSaysSoOnce) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  std::signal(SIGXFSZ, SIG_IGN);
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 3);
  const auto over = settled(market::Exchange::us);
  {
    rlimit before{};
    ::getrlimit(RLIMIT_FSIZE, &before);
    const rlimit none{300, before.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &none);
    for (int minute = 1; minute < 30; ++minute) made.roller.run(over + minutes{minute});
    ::setrlimit(RLIMIT_FSIZE, &before);
  }
  std::signal(SIGXFSZ, SIG_DFL);
  ASSERT_EQ(made.notices.size(), 1u);
  EXPECT_TRUE(made.notices[0].starts_with("ACME 2026-08-18: not archived: ")) << made.notices[0];
  EXPECT_EQ(made.days(), 0u);
  made.roller.run(over + minutes{40});
  EXPECT_EQ(made.records(*duck), 3);
}

TEST(Roller, ADamagedDayKeepsNoOtherBack) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 3);
  record(made.folder, "BETA", market::Exchange::us, 0, 3);
  std::filesystem::resize_file(made.folder.day_path("ACME", made_up_session), 5000);
  for (int minute = 1; minute < 30; ++minute) made.roller.run(settled(market::Exchange::us) + minutes{minute});
  EXPECT_EQ(made.days("ACME"), 0u);
  EXPECT_EQ(made.days("BETA"), 1u);
  EXPECT_EQ(std::ranges::count_if(made.notices, [](const auto& text) { return text.starts_with("ACME"); }), 1);
}

TEST(Roller, StoppedAtAnyMomentLeavesTheDayForAnotherTime) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 10);
  const auto over = settled(market::Exchange::us) + minutes{1};
  int stopped = 0;
  for (int most = 0; made.days() == 0; most += 7) {
    ASSERT_TRUE(made.notices.empty()) << "no trouble: " << made.notices.front();
    std::atomic<int> asked = 0;
    made.roller.run(over, [&] { return ++asked > most; });
    ++stopped;
  }
  EXPECT_GT(stopped, 8) << "eight tables and the comparison ask before each record";
  EXPECT_EQ(made.records(*duck), 10);
}

/// What any reader of the layout sees while a roller is killed again and again: the whole day, or none.
TEST(Roller, KilledAtAnyMomentShowsNoReaderHalfADay) {
  GAMMAFIELD_CONNECT_OR_SKIP(duck)
  Rolled made{duck};
  record(made.folder, "ACME", market::Exchange::us, 0, 40);
  const auto over = settled(market::Exchange::us) + minutes{1};
  const std::string files = sql_text(made.archive.path() + "/symbol=*/date=*/snapshots.parquet");
  int none = 0;
  for (int k = 0; k < 10; ++k) {
    const pid_t child = ::fork();
    if (child == 0) {
      Roller roller{made.folder, made.archive, market::Calendar::of(market::Exchange::us),
                    [] { return connection_for_tests(); }, [](const std::string&) {}};
      roller.run(over);
      std::_Exit(0);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{12 * k});
    ::kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    if (made.days() == 0) {
      ++none;
      continue;  // the next one begins over what this one left
    }
    auto answer = duck->ask("SELECT count(*) FROM read_parquet(" + files + ")");
    ASSERT_TRUE(answer) << answer.error();
    EXPECT_EQ(std::get<std::int64_t>(answer->next()->cell(0, 0)), 40);
    std::filesystem::remove_all(made.archive.path());
  }
  EXPECT_GT(none, 0) << "every child was through: the test is too slow to kill";
  made.roller.run(over);
  EXPECT_EQ(made.records(*duck), 40);
  std::size_t entries = 0;
  for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator{made.archive.symbol_folder("ACME")})
    ++entries;
  EXPECT_EQ(entries, 1u) << "nothing but the day is left";
}

}  // namespace
}  // namespace gammafield::archive
