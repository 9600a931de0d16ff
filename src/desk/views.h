#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include "desk/standing.h"

/// Other views of a snapshot, for those who ask for more than one thing of them.
namespace gammafield::desk {

/// The newest snapshots analysed by other settings: made once, and followed to newer prices for a fraction of that. Of
/// a few: the one used longest ago goes. Any thread.
class Views {
 public:
  static constexpr std::size_t views_max = 8;
  static constexpr std::size_t bytes_max = std::size_t{48} << 20;  ///< by `room_of`; eight views of 20,000 contracts

  /// How it stands by these settings (Standing::seen_as). `name`: which they are, over the snapshot's own. Refuses what
  /// engine::analyse does. Requires a snapshot of a chain.
  [[nodiscard]] base::Result<SharedStanding, base::Refusal> of(const SharedStanding&, const std::string& name,
                                                               const engine::Settings&);
  /// Those of a symbol's snapshots before this one.
  void forget_before(std::string_view symbol, market::Instant as_of);
  [[nodiscard]] std::size_t size() const;
  /// What an analysis keeps in memory, nearly; the chain that it was made of is everybody's.
  [[nodiscard]] static std::size_t room_of(const engine::Analysis&);

 private:
  struct Key {
    std::string symbol;
    market::Instant as_of;
    std::string name;
    auto operator<=>(const Key&) const = default;
  };
  struct View {
    std::shared_ptr<const engine::Analysis> analysis;
    SharedStanding standing;  ///< as it was last asked for
    std::uint64_t used = 0;
  };
  /// What is there; empty where nothing is.
  [[nodiscard]] View known(const Key&);
  void keep(const Key&, View);
  [[nodiscard]] std::size_t room() const;

  mutable std::mutex mutex_;
  std::map<Key, View> views_;
  std::uint64_t uses_ = 0;
};

}  // namespace gammafield::desk
