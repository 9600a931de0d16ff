#include "store/day_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <string_view>
#include <vector>

#include "base/random.h"
#include "store/day_seal.h"
#include "store/packed_chain.h"
#include "store/testing_day.h"

namespace gammafield::store {
namespace {

void write_day(const std::string& path, int minutes) {
  auto writer = DayWriter::open(path, "ACME", made_up_session);
  ASSERT_TRUE(writer) << writer.error().message;
  for (int minute = 0; minute < minutes; ++minute) {
    const auto number = writer->append(made_up_record(minute));
    ASSERT_TRUE(number) << number.error().message;
    EXPECT_EQ(*number, minute + 1);
  }
  ASSERT_TRUE(writer->close());
}

std::string whole(const Record& record) {
  return packed_listing(record.loaded->chain) + packed_values(*record.loaded, nullptr) + record.report +
         std::to_string(record.sampling.count());
}

std::vector<Record> read_day(const std::string& path) {
  std::vector<Record> all;
  auto reader = DayReader::open(path);
  EXPECT_TRUE(reader) << reader.error().message;
  while (reader) {
    auto record = reader->next();
    EXPECT_TRUE(record) << record.error().message;
    if (!record || !*record) break;
    all.push_back(std::move(**record));
  }
  return all;
}

TEST(DayFile, GivesBackEveryRecord) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 240);
  const auto records = read_day(path);
  ASSERT_EQ(records.size(), 240u);
  for (int minute = 0; minute < 240; ++minute) {
    const Record expected = made_up_record(minute), &got = records[static_cast<std::size_t>(minute)];
    EXPECT_EQ(whole(got), whole(expected)) << minute;
    EXPECT_EQ(got.recorded_at, expected.recorded_at);
    ASSERT_EQ(got.prices.size(), 2u);
    EXPECT_EQ(got.prices[0].price, expected.prices[0].price);
  }
  EXPECT_TRUE(records[0].memory_before.empty());
  EXPECT_EQ(records[30].memory_before, "memory of minute 29") << "memory is kept every thirty records";
  EXPECT_EQ(records[31].memory_before, "");
  EXPECT_EQ(records[200].memory_before, "memory of minute 199") << "and where the listing is another";
  EXPECT_EQ(check_day(path).value(), static_cast<RecordNumber>(records.size()));
}

TEST(DayFile, IsGoneOnWith) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 7);
  auto writer = DayWriter::open(path, "ACME", made_up_session);
  ASSERT_TRUE(writer);
  EXPECT_EQ(writer->last(), 7);
  EXPECT_EQ(writer->append(made_up_record(7)).value(), 8);
  EXPECT_EQ(read_day(path).size(), 8u) << "read while it is written";
  ASSERT_TRUE(writer->close());
  EXPECT_EQ(read_day(path).size(), 8u);
}

TEST(DayFile, IsSoughtByItsMemory) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 100);
  auto reader = DayReader::open(path);
  ASSERT_TRUE(reader);
  EXPECT_EQ(reader->count().value(), 100);
  ASSERT_TRUE(reader->seek(89));
  EXPECT_EQ(reader->next().value()->report, "{\"minute\":60}");
  EXPECT_EQ(reader->next().value()->report, "{\"minute\":61}");
  ASSERT_TRUE(reader->seek(91));
  EXPECT_EQ(reader->next().value()->report, "{\"minute\":90}");
}

TEST(DayFile, HasOneWriter) {
  const ScratchFolder folder;
  const auto first = DayWriter::open(folder / "day", "ACME", made_up_session);
  ASSERT_TRUE(first);
  const auto second = DayWriter::open(folder / "day", "ACME", made_up_session);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().kind, FaultKind::busy);
}

TEST(DayFile, OfAnotherSymbolOrSessionIsNotWrittenTo) {
  const ScratchFolder folder;
  write_day(folder / "day", 1);
  EXPECT_EQ(DayWriter::open(folder / "day", "ACNE", made_up_session).error().kind, FaultKind::damaged);
  EXPECT_EQ(DayWriter::open(folder / "day", "ACME", std::chrono::year{2026} / 8 / 19).error().kind, FaultKind::damaged);
}

TEST(DayFile, OfANewerVersionIsLeftAlone) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 3);
  ASSERT_TRUE(unseal(path));
  {
    const auto database = Database::open(path, Database::Mode::write);
    ASSERT_TRUE(database && database->execute("PRAGMA user_version=2"));
  }
  ASSERT_TRUE(seal(path));
  const auto bytes = [&] {
    std::ifstream file{path, std::ios::binary};
    return std::string{std::istreambuf_iterator<char>{file}, {}};
  };
  const std::string as_it_was = bytes();
  EXPECT_EQ(DayReader::open(path).error().kind, FaultKind::too_new);
  EXPECT_EQ(DayWriter::open(path, "ACME", made_up_session).error().kind, FaultKind::too_new);
  EXPECT_EQ(bytes(), as_it_was);
  EXPECT_TRUE(std::filesystem::exists(seal_path(path))) << "its seal too";
}

TEST(DayFile, WithAnyBitFlippedIsDamaged) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 40);
  std::fstream file{path, std::ios::binary | std::ios::in | std::ios::out};
  const auto size = static_cast<std::uint64_t>(std::filesystem::file_size(path));
  base::RandomStream random{7};
  for (int trial = 0; trial < 1000; ++trial) {
    const auto at = static_cast<std::streamoff>(random.below(size));
    const int bit = static_cast<int>(random.below(8));
    const auto flip = [&] {
      file.seekg(at);
      const int byte = file.get() ^ (1 << bit);
      file.seekp(at);
      file.put(static_cast<char>(byte));
      file.flush();
    };
    flip();
    const auto checked = check_day(path);
    EXPECT_FALSE(checked) << "bit " << bit << " at " << at;
    if (!checked) {
      EXPECT_EQ(checked.error().kind, FaultKind::damaged);
    }
    flip();
  }
  EXPECT_TRUE(check_day(path));
}

TEST(DayFile, DamageUnderAnOpenFileIsFoundByTheRecordsThemselves) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 5);
  ASSERT_TRUE(unseal(path));
  {
    const auto database = Database::open(path, Database::Mode::write);
    ASSERT_TRUE(database->execute("UPDATE record SET as_of = as_of + 1 WHERE number = 3"));
  }
  auto reader = DayReader::open(path);
  ASSERT_TRUE(reader);
  EXPECT_TRUE(reader->next() && reader->next());
  const auto third = reader->next();
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().kind, FaultKind::damaged);
  EXPECT_NE(third.error().message.find("record 3"), std::string::npos);
}

TEST(DayFile, ALostRecordIsMissed) {
  const ScratchFolder folder;
  const std::string path = folder / "day";
  write_day(path, 5);
  ASSERT_TRUE(unseal(path));
  {
    const auto database = Database::open(path, Database::Mode::write);
    ASSERT_TRUE(database->execute("DELETE FROM record WHERE number = 4"));
  }
  const auto checked = check_day(path);
  ASSERT_FALSE(checked);
  EXPECT_NE(checked.error().message.find("record 4 is gone"), std::string::npos) << checked.error().message;
}

}  // namespace
}  // namespace gammafield::store
