#include "archive/archived.h"

#include <deque>
#include <optional>
#include <utility>

#include "archive/archived_day.h"

namespace gammafield::archive {
namespace {

using store::Record;
using store::Stored;

/// The records of several days, one after the other.
class Days {
 public:
  Days(std::shared_ptr<const Connection> duck, const ArchiveFolder& archive, std::string symbol,
       const std::vector<market::Date>& days)
      : duck_(std::move(duck)), archive_(archive), symbol_(std::move(symbol)), left_(days.begin(), days.end()) {}

  Stored<std::optional<Record>> next() {
    while (true) {
      if (!day_) {
        if (left_.empty()) return std::nullopt;
        auto opened = ArchivedDay::open(*duck_, archive_.day_folder(symbol_, left_.front()), symbol_, left_.front());
        left_.pop_front();
        if (!opened) return base::failure(opened.error());
        day_.emplace(std::move(*opened));
      }
      auto record = day_->next();
      if (!record || *record) return record;
      day_.reset();
    }
  }

 private:
  std::shared_ptr<const Connection> duck_;
  ArchiveFolder archive_;
  std::string symbol_;
  std::deque<market::Date> left_;
  std::optional<ArchivedDay> day_;
};

}  // namespace

Stored<store::Recorded> archived(std::shared_ptr<const Connection> duck, const ArchiveFolder& archive,
                                 std::string_view symbol, const store::Sessions& sessions,
                                 const store::SharedCalendar& calendar) {
  const auto days = std::make_shared<Days>(std::move(duck), archive, std::string{symbol},
                                           store::chosen(archive.days(symbol), sessions));
  return store::recorded([days] { return days->next(); }, std::string{symbol}, calendar);
}

}  // namespace gammafield::archive
