#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "engine/analysis.h"

/// What is known now.
namespace gammafield::desk {

using Moment = std::chrono::sys_time<std::chrono::milliseconds>;

/// How one symbol stands: never changed once made.
class Standing {
 public:
  /// `sequence`: from 1 on, without a gap, of the symbol. `published`: by the wall's clock.
  Standing(std::shared_ptr<const engine::Analysis> snapshot, std::uint64_t sequence, Moment published);
  /// At a price since the snapshot.
  Standing(std::shared_ptr<const engine::Analysis> snapshot, engine::Report moved, std::uint64_t sequence,
           Moment published);
  Standing(const Standing&) = delete;
  Standing& operator=(const Standing&) = delete;
  ~Standing() = default;

  /// The same moment and price, in another analysis of the snapshot; without what only time tells (`over_time`).
  [[nodiscard]] std::shared_ptr<const Standing> seen_as(std::shared_ptr<const engine::Analysis> view) const;

  /// The last snapshot, at its own price.
  [[nodiscard]] const engine::Analysis& snapshot() const { return *snapshot_; }
  /// The Report's. At a price since the snapshot its book is made when somebody asks for it. Any thread.
  [[nodiscard]] const engine::Analysis& analysis() const;
  [[nodiscard]] const engine::Report& report() const { return moved_ ? *moved_ : snapshot_->report; }
  [[nodiscard]] std::uint64_t sequence() const { return sequence_; }
  [[nodiscard]] Moment published() const { return published_; }
  /// How old the data were when they came to be known here.
  [[nodiscard]] double delay_seconds() const;
  /// `gammafield.report/1`, one line.
  [[nodiscard]] const std::string& report_json() const { return report_json_; }

 private:
  std::shared_ptr<const engine::Analysis> snapshot_;
  std::optional<engine::Report> moved_;
  mutable std::once_flag asked_;
  mutable std::optional<engine::Analysis> behind_;
  std::uint64_t sequence_;
  Moment published_;
  std::string report_json_;
};

using SharedStanding = std::shared_ptr<const Standing>;

}  // namespace gammafield::desk
