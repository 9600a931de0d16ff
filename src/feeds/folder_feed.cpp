#include "feeds/folder_feed.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "ingest/read_chain.h"

namespace gammafield::feeds {
namespace {

namespace fs = std::filesystem;

/// Troubles first, then snapshots in time order; those of one time as they were read.
std::vector<std::size_t> in_order(const std::vector<Answer>& answers) {
  std::vector<std::size_t> order(answers.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](std::size_t i) {
    const auto* chain = std::get_if<NewChain>(&answers[i]);
    return std::pair{chain != nullptr ? chain->loaded->chain.as_of : market::Instant::min(), i};
  });
  return order;
}

}  // namespace

PollRule FolderFeed::rule() const {
  using std::chrono::milliseconds;
  return {milliseconds{1000}, milliseconds{0}, milliseconds{1000}, milliseconds{10'000}};
}

Answer FolderFeed::ask(Moment) {
  if (waiting_.empty()) look_around();
  if (waiting_.empty()) return Unchanged{};
  Answer answer = std::move(waiting_.front());
  waiting_.pop_front();
  return answer;
}

void FolderFeed::look_around() {
  std::error_code error;
  std::vector<std::string> still;
  for (fs::directory_iterator each{path_, error}, end; !error && each != end; each.increment(error)) {
    std::error_code gone;
    const std::string file = each->path().string();
    if (each->path().filename().string().starts_with('.') || !each->is_regular_file(gone)) continue;
    const Look look{each->last_write_time(gone).time_since_epoch().count(), each->file_size(gone)};
    if (gone) continue;
    auto [known, is_new] = known_.try_emplace(file, Known{look});
    if (known->second.look != look) {
      known->second = {look, false};
    } else if (!is_new && !known->second.read) {
      known->second.read = true;
      still.push_back(file);
    }
  }
  std::vector<Answer> answers;
  if (error) answers.emplace_back(Trouble{TroubleKind::unreachable, path_ + ": " + error.message()});
  std::ranges::sort(still);
  for (const std::string& file : still) read(file, answers);
  for (const std::size_t i : in_order(answers)) waiting_.push_back(std::move(answers[i]));
}

void FolderFeed::read(const std::string& file, std::vector<Answer>& answers) const {
  const auto bytes = ingest::read_bytes(file);
  auto loaded = bytes ? ingest::read_chain(*bytes, options_, file) : base::failure(bytes.error());
  if (!loaded) {
    answers.emplace_back(Trouble{TroubleKind::unreadable, loaded.error().message});
    return;
  }
  for (auto& each : *loaded)
    answers.emplace_back(NewChain{std::make_shared<const ingest::LoadedChain>(std::move(each))});
}

}  // namespace gammafield::feeds
