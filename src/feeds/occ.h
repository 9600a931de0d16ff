#pragma once

#include <memory>
#include <optional>
#include <string>

#include "feeds/feed.h"
#include "ingest/occ_open_interest.h"
#include "market/calendar.h"

namespace gammafield::feeds {

/// Open interest as the clearing house counts it, free, without a key. Its list has no date, so the date is that of
/// the last session in its daily report, asked before and after; and as it has no end mark either, it is asked for
/// twice: only where both reports agree, and both lists, is it taken. A list that is the one of an earlier session has
/// not been made anew yet, and is not taken for the later one.
class OccFeed final : public Feed {
 public:
  static constexpr const char* address = "https://marketdata.theocc.com";

  /// The transport and the calendar must outlive it.
  OccFeed(Transport&, std::string symbol, const market::Calendar&, std::string base = address);

  [[nodiscard]] std::string name() const override { return "occ " + symbol_; }
  /// Every half hour; a session's numbers come once, in the evening or the next morning.
  [[nodiscard]] PollRule rule() const override;
  [[nodiscard]] Answer ask(Moment now) override;
  [[nodiscard]] bool more() const override { return more_; }

 private:
  enum class Step { report, list, list_again, report_again };
  [[nodiscard]] Answer read_report(const std::string& body, Moment now);
  [[nodiscard]] Answer read_list(const std::string& body);
  [[nodiscard]] Answer confirmed(market::Date);
  [[nodiscard]] Answer report_changed();
  [[nodiscard]] std::string url(Moment now) const;
  [[nodiscard]] Answer go_on(Step);
  [[nodiscard]] Answer unreadable(std::string why);
  [[nodiscard]] bool is_list() const { return step_ == Step::list || step_ == Step::list_again; }

  Transport& transport_;
  std::string symbol_, base_;
  const market::Calendar& calendar_;
  Step step_ = Step::report;
  bool month_before_ = false;  ///< nothing of this month is published yet
  std::optional<market::Date> session_;
  std::shared_ptr<const ingest::OccOpenInterest> list_, last_list_;
  std::optional<market::Date> last_;
  bool report_changed_ = false;  ///< while the last list was read
  bool more_ = false;
};

}  // namespace gammafield::feeds
