#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "market/date.h"
#include "store/day_file.h"
#include "store/fault.h"

/// A folder of days: `SPX/2026-08-18.day`, one file a symbol and session, so that one that is damaged, moved away or
/// copied concerns no other.
namespace gammafield::store {

class Folder {
 public:
  /// A folder that is there. Refuses (not_there) what is none.
  [[nodiscard]] static Stored<Folder> open(std::string path);
  /// Makes it where it is not there.
  [[nodiscard]] static Stored<Folder> make(std::string path);
  /// This one with another's days before a date in front of its own, to read: what is written or removed is its own.
  [[nodiscard]] Folder after(const Folder& past, market::Date before) const;
  /// This one as if the symbol's day were not there.
  [[nodiscard]] Folder without(std::string_view symbol, market::Date) const;

  [[nodiscard]] std::vector<std::string> symbols() const;                       ///< ascending
  [[nodiscard]] std::vector<market::Date> days(std::string_view symbol) const;  ///< ascending
  [[nodiscard]] std::string day_path(std::string_view symbol, market::Date) const;

  /// Makes the symbol's folder too.
  [[nodiscard]] Stored<DayWriter> writer(std::string_view symbol, market::Date) const;
  [[nodiscard]] Stored<DayReader> reader(std::string_view symbol, market::Date) const;

  /// Takes away a symbol's days before a date, with their seals; which ones they were.
  [[nodiscard]] Stored<std::vector<market::Date>> remove_before(std::string_view symbol, market::Date) const;

 private:
  explicit Folder(std::string path) : path_(std::move(path)) {}
  [[nodiscard]] std::vector<market::Date> own_days(std::string_view symbol) const;
  [[nodiscard]] bool is_past(market::Date date) const { return past_ && date < before_; }

  std::string path_;
  std::shared_ptr<const Folder> past_;  ///< none: there is no other
  market::Date before_;                 ///< days of `past_` end before it, its own begin with it
  std::set<std::pair<std::string, market::Date>> left_out_;
};

/// Letters, digits, `.`, `-`, `^` and `_` as they are, anything else as `%2F`: any symbol is one name in a folder, and
/// none is a hidden file.
[[nodiscard]] std::string file_name(std::string_view symbol);
/// The symbol of such a name; empty: it is none.
[[nodiscard]] std::string symbol_of(std::string_view file_name);

}  // namespace gammafield::store
