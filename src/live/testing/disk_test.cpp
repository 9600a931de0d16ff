// A real file system that is full, out of files, or read-only: reads go on, the error is told, recording resumes by
// itself. A tmpfs of a few megabytes, mounted where nobody else sees it; skipped where neither root nor user name
// spaces may do that.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "archive/roller.h"
#include "archive/testing_archive.h"
#include "live/testing_loop.h"
#include "store/handle.h"

namespace gammafield::live {
namespace {

std::string no_mounts;  ///< why nothing can be mounted; empty: it can

void write_text(const char* path, const std::string& text) { std::ofstream{path} << text; }

/// Into a name space of mounts that is this process's own.
void enter_own_name_space() {
  const uid_t user = ::geteuid();
  const gid_t group = ::getegid();
  if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWUSER | CLONE_NEWNS) != 0) {
    no_mounts = std::string{"unshare: "} + std::strerror(errno);
    return;
  }
  if (user != 0) {
    write_text("/proc/self/setgroups", "deny");
    write_text("/proc/self/uid_map", fmt::format("0 {} 1", user));
    write_text("/proc/self/gid_map", fmt::format("0 {} 1", group));
  }
  if (::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
    no_mounts = std::string{"mount: "} + std::strerror(errno);
}

/// A small disk for as long as it lives.
class SmallDisk {
 public:
  explicit SmallDisk(const char* options) {
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, options) == 0;
    if (!mounted_) why_ = std::strerror(errno);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] std::string operator/(std::string_view name) const { return folder_ / name; }
  [[nodiscard]] bool ok() const { return mounted_; }
  [[nodiscard]] const std::string& why() const { return why_; }

  /// Not a byte more goes onto it.
  void fill() const {
    const store::Handle file{folder_ / "ballast", O_WRONLY | O_CREAT};
    const std::string piece(4096, 'x');
    while (::write(file.get(), piece.data(), piece.size()) > 0) {
    }
    EXPECT_EQ(errno, ENOSPC);
  }
  void make_room() const { std::filesystem::remove(folder_ / "ballast"); }
  void set_read_only(bool yes) const {
    EXPECT_EQ(::mount(nullptr, folder_.path().c_str(), nullptr, MS_REMOUNT | (yes ? MS_RDONLY : 0), nullptr), 0)
        << std::strerror(errno);
  }

 private:
  store::ScratchFolder folder_;
  bool mounted_ = false;
  std::string why_;
};

#define GAMMAFIELD_MOUNT_OR_SKIP(disk, options)                     \
  if (!no_mounts.empty()) {                                         \
    GTEST_SKIP() << "nothing can be mounted here: " << no_mounts;   \
  }                                                                 \
  const SmallDisk disk{options};                                    \
  if (!disk.ok()) {                                                 \
    GTEST_SKIP() << "no tmpfs can be mounted here: " << disk.why(); \
  }

/// A day that was closed before.
void record_yesterday(const store::Folder& folder) {
  auto writer = folder.writer("ACME", store::made_up_session);
  ASSERT_TRUE(writer) << writer.error().message;
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(writer->append(store::made_up_record(i)));
  ASSERT_TRUE(writer->close());
}

void expect_yesterday_readable(const store::Folder& folder) {
  auto reader = folder.reader("ACME", store::made_up_session);
  ASSERT_TRUE(reader) << reader.error().message;
  int records = 0;
  while (true) {
    const auto record = reader->next();
    ASSERT_TRUE(record) << record.error().message;
    if (!*record) break;
    ++records;
  }
  EXPECT_EQ(records, 5);
}

void expect_whole(const store::Folder& folder, std::size_t records) {
  EXPECT_EQ(readable(folder), records);
  const auto checked = store::check_day(folder.day_path("SPX", std::chrono::year{2026} / 8 / 18));
  EXPECT_TRUE(checked) << checked.error().message;
}

TEST(Disk, FullWhileADayIsRecorded) {
  GAMMAFIELD_MOUNT_OR_SKIP(disk, "size=4m")
  const auto folder = store::Folder::make(disk / "history");
  record_yesterday(*folder);
  Session session{*folder};
  session.pass(minutes{3});
  ASSERT_EQ(session.told.size(), 3u);
  disk.fill();
  session.pass(minutes{8});  // what the log had room for may still go there
  const std::size_t before = session.told.size();
  EXPECT_LT(before, 11u);
  EXPECT_TRUE(session.said("not recorded yet"));
  EXPECT_TRUE(session.said("free some space")) << "what to do";
  EXPECT_TRUE(session.refusals.empty()) << session.refusals.front();
  EXPECT_EQ(readable(*folder), before) << "what was acknowledged, while the disk is full";
  expect_yesterday_readable(*folder);
  disk.make_room();
  session.pass(seconds{10});
  EXPECT_GE(session.told.size(), 11u) << "by itself, with all that waited";
  for (std::size_t i = 1; i < session.told.size(); ++i)
    EXPECT_EQ(session.told[i] - session.told[i - 1], minutes{1}) << "none is left out: " << i;
  EXPECT_TRUE(session.said("recording again"));
  EXPECT_FALSE(session.close());
  expect_whole(*folder, session.told.size());
}

TEST(Disk, FullBeforeADayBegins) {
  GAMMAFIELD_MOUNT_OR_SKIP(disk, "size=4m")
  const auto folder = store::Folder::make(disk / "history");
  record_yesterday(*folder);
  disk.fill();
  Session session{*folder};
  session.pass(minutes{3});
  EXPECT_TRUE(session.told.empty());
  EXPECT_TRUE(session.said("free some space"));
  expect_yesterday_readable(*folder);
  disk.make_room();
  session.pass(seconds{10});
  EXPECT_EQ(session.told.size(), 4u);
  EXPECT_FALSE(session.close());
  expect_whole(*folder, 4);
}

TEST(Disk, OutOfFiles) {
  GAMMAFIELD_MOUNT_OR_SKIP(disk, "size=4m,nr_inodes=16")
  const auto folder = store::Folder::make(disk / "history");
  record_yesterday(*folder);
  int files = 0;
  while (store::Handle{disk / fmt::format("file{}", files), O_WRONLY | O_CREAT}.ok()) ++files;
  ASSERT_GT(files, 0);
  Session session{*folder};
  session.pass(minutes{3});
  EXPECT_TRUE(session.told.empty());
  EXPECT_TRUE(session.said("not recorded yet"));
  expect_yesterday_readable(*folder);
  while (files-- > 0) std::filesystem::remove(disk / fmt::format("file{}", files));
  session.pass(seconds{10});
  EXPECT_EQ(session.told.size(), 4u);
  EXPECT_FALSE(session.close());
  expect_whole(*folder, 4);
}

/// A file system with files open for writing cannot be turned read-only by hand: it is before the first record.
TEST(Disk, ReadOnlyUntilItIsMountedAnew) {
  GAMMAFIELD_MOUNT_OR_SKIP(disk, "size=4m")
  const auto folder = store::Folder::make(disk / "history");
  record_yesterday(*folder);
  disk.set_read_only(true);
  Session session{*folder};
  session.pass(minutes{3});
  EXPECT_TRUE(session.told.empty());
  EXPECT_TRUE(session.said("not recorded yet"));
  EXPECT_TRUE(session.said("give write permission, or choose another folder"));
  EXPECT_TRUE(session.refusals.empty()) << session.refusals.front();
  expect_yesterday_readable(*folder);
  disk.set_read_only(false);
  session.pass(seconds{10});
  EXPECT_EQ(session.told.size(), 4u);
  EXPECT_TRUE(session.said("recording again"));
  EXPECT_FALSE(session.close());
  expect_whole(*folder, 4);
}

TEST(Disk, FullOrReadOnlyUnderTheArchive) {
  const auto duck = archive::connection_for_tests();
  if (duck == nullptr) {
    GTEST_SKIP() << "no libduckdb.so: tools/get-duckdb build/duckdb";
  }
  GAMMAFIELD_MOUNT_OR_SKIP(disk, "size=4m")
  const store::ScratchFolder scratch;
  const auto folder = store::Folder::make(scratch / "history");
  record_yesterday(*folder);
  const archive::ArchiveFolder to{disk / "archive"};
  std::vector<std::string> notices;
  archive::Roller roller{*folder, to, market::Calendar::of(market::Exchange::us), [&] { return duck; },
                         [&](const std::string& text) { notices.push_back(text); }};
  auto evening = *market::parse_instant("2026-08-18T22:00Z");
  const auto fails = [&](const char* why) {
    notices.clear();
    for (int i = 0; i < 4; ++i) roller.run(evening += minutes{6});
    EXPECT_LE(notices.size(), 1u) << why << ": told once";
    EXPECT_TRUE(to.days("ACME").empty()) << why << ": no half day";
  };
  disk.fill();
  fails("full");
  disk.make_room();
  disk.set_read_only(true);
  fails("read-only");
  disk.set_read_only(false);
  roller.run(evening += minutes{6});
  EXPECT_EQ(to.days("ACME").size(), 1u);
}

}  // namespace

void prepare() { enter_own_name_space(); }

}  // namespace gammafield::live

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  gammafield::live::prepare();
  return RUN_ALL_TESTS();
}
