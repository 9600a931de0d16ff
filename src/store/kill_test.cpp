#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <thread>

#include "base/random.h"
#include "base/sanitized.h"
#include "store/packed_chain.h"
#include "store/testing_day.h"

namespace gammafield::store {
namespace {

constexpr int records_a_file = 250;  // then the test goes on in a new one

/// Appends until it is killed, and tells each acknowledged number through the pipe.
[[noreturn]] void record_until_killed(const std::string& path, int tell) {
  auto writer = DayWriter::open(path, "ACME", made_up_session);
  while (writer) {
    const auto number = writer->append(made_up_record(static_cast<int>(writer->last())));
    if (!number) break;
    const auto told = static_cast<std::int32_t>(*number);
    if (::write(tell, &told, sizeof told) != sizeof told) break;
  }
  std::_Exit(1);
}

/// The last number acknowledged by a recorder that was killed after so many microseconds.
RecordNumber killed_recorder(const std::string& path, std::uint64_t after_us) {
  int ends[2];
  EXPECT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    record_until_killed(path, ends[1]);
  }
  ::close(ends[1]);
  std::this_thread::sleep_for(std::chrono::microseconds{after_us});
  ::kill(child, SIGKILL);
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
  std::int32_t told = 0;
  RecordNumber last = 0;
  while (::read(ends[0], &told, sizeof told) == sizeof told) last = told;
  ::close(ends[0]);
  return last;
}

/// Every record from the first on is the one made for its number.
RecordNumber read_and_compared(const std::string& path) {
  auto reader = DayReader::open(path);
  if (!reader && reader.error().kind == FaultKind::not_there) return 0;
  EXPECT_TRUE(reader) << reader.error().message;
  if (!reader) return -1;
  for (RecordNumber number = 0;; ++number) {
    const auto record = reader->next();
    EXPECT_TRUE(record) << record.error().message;
    if (!record || !*record) return number;
    const Record expected = made_up_record(static_cast<int>(number));
    EXPECT_EQ(packed_values(*(*record)->loaded, nullptr), packed_values(*expected.loaded, nullptr)) << number;
    EXPECT_EQ((*record)->report, expected.report);
  }
}

// GAMMAFIELD_LONG=1: ten thousand kills.
TEST(Recording, LosesNothingAcknowledgedWhenKilled) {
  const int kills = std::getenv("GAMMAFIELD_LONG") != nullptr ? 10'000 : base::sanitized ? 30 : 100;
  const ScratchFolder folder;
  base::RandomStream random{20261121};
  RecordNumber acknowledged = 0;
  int file = 0;
  for (int k = 0; k < kills; ++k) {
    const std::string path = folder / ("day" + std::to_string(file));
    const RecordNumber last = killed_recorder(path, random.below(40'000));
    acknowledged = std::max(acknowledged, last);
    if (k % 10 == 9 || acknowledged >= records_a_file) {
      ASSERT_GE(read_and_compared(path), acknowledged) << "after kill " << k;
    } else if (auto writer = DayWriter::open(path, "ACME", made_up_session); acknowledged > 0) {
      ASSERT_TRUE(writer) << writer.error().message;
      ASSERT_GE(writer->last(), acknowledged) << "after kill " << k;
    }
    if (acknowledged < records_a_file) continue;
    acknowledged = 0;
    ++file;
  }
  EXPECT_GT(file + acknowledged, 0) << "nothing was recorded at all";
}

}  // namespace
}  // namespace gammafield::store
