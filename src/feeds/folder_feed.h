#pragma once

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "feeds/feed.h"
#include "ingest/loaded_chain.h"

namespace gammafield::feeds {

/// Chain files as something else puts them into a folder, of any symbols; the order of their own times within a look.
/// A file is read once it has stood still between two looks, and again when it has changed. Names that begin with a dot
/// are somebody's unfinished work.
class FolderFeed final : public Feed {
 public:
  FolderFeed(std::string path, ingest::ReadOptions options) : path_(std::move(path)), options_(std::move(options)) {}

  [[nodiscard]] std::string name() const override { return "folder " + path_; }
  [[nodiscard]] PollRule rule() const override;
  /// One snapshot a call, as long as there are any.
  [[nodiscard]] Answer ask(Moment now) override;
  [[nodiscard]] bool more() const override { return !waiting_.empty(); }

 private:
  /// How a file looked; what tells whether it has changed.
  struct Look {
    std::int64_t modified = 0;
    std::uintmax_t size = 0;
    friend bool operator==(const Look&, const Look&) = default;
  };
  struct Known {
    Look look;
    bool read = false;
  };
  void look_around();
  void read(const std::string& file, std::vector<Answer>&) const;

  std::string path_;
  ingest::ReadOptions options_;
  std::map<std::string, Known> known_;
  std::deque<Answer> waiting_;
};

}  // namespace gammafield::feeds
