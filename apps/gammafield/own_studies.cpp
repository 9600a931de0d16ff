#include "gammafield/own_studies.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

#include <fmt/format.h>
#include <sys/resource.h>

#include "gammafield/at_intervals.h"
#include "gammafield/study_output.h"
#include "studies/library.h"
#include "studies/run.h"

namespace gammafield::app {
namespace {

using namespace std::chrono;
using Sessions = std::map<std::string, market::Date>;  ///< the last one that is over, by symbol

constexpr seconds between_looks{20};
/// After the close: what is still on its way is recorded by then.
constexpr minutes settled{15};
constexpr int background = 10;  // of the system's -20 to 19

class Runner {
 public:
  Runner(OwnStudies::Task task, std::stop_token stop) : task_(std::move(task)), stop_(std::move(stop)) {}

  void look() {
    auto over = sessions_over();
    if (over.empty() || over == studied_) return;
    studied_ = over;
    for (const auto& each : studies::library_texts()) {
      if (each.name.starts_with("recorded_") && !stop_.stop_requested()) run(each, over);
    }
  }

 private:
  /// Those before the played one; else those that another follows, and the last once its close has settled.
  [[nodiscard]] bool is_over(market::Date session, market::Date last) const {
    if (task_.before) return session < *task_.before;
    return session < last || task_.calendar->session_close(session) + settled < system_clock::now();
  }

  [[nodiscard]] Sessions sessions_over() const {
    const auto folder = store::Folder::open(task_.data);
    if (!folder) return {};
    Sessions over;
    for (const auto& symbol : folder->symbols()) {
      auto days = folder->days(symbol);
      if (days.empty()) continue;  // taken away since
      std::erase_if(days, [&, last = days.back()](market::Date date) { return !is_over(date, last); });
      if (!days.empty()) over[symbol] = days.back();
    }
    return over;
  }

  void run(const studies::EmbeddedText& study, const Sessions& over) {
    auto plan = studies::read_study(study.text, study.name);
    if (!plan) return;  // a test reads them all
    plan->symbols.clear();
    for (const auto& [symbol, last] : over) {
      plan->symbols.push_back(symbol);
      plan->to = std::max(plan->to.value_or(last), last);
    }
    plan->settings = task_.settings;
    const auto result = studies::run_study(
        *plan, {.data = task_.data, .calendar = task_.calendar, .threads = 1, .progress = {}, .stop = [this] {
                  return stop_.stop_requested();
                }});
    if (stop_.stop_requested()) return;
    if (!result) return tell(study.name, result.error());
    if (const auto refused = keep(task_.out, *result)) tell(study.name, *refused);
  }

  /// The first sessions have none before them: that is no trouble.
  void tell(std::string_view study, const base::Refusal& refusal) const {
    if (refusal.kind != base::RefusalKind::no_usable_data)
      task_.notice(fmt::format("study {}: {}", study, refusal.message));
  }

  OwnStudies::Task task_;
  std::stop_token stop_;
  Sessions studied_;
};

void look_until(const std::stop_token& stop, OwnStudies::Task task) {
  setpriority(PRIO_PROCESS, 0, background);  // of this thread alone; whoever asks the server goes first
  Runner runner{std::move(task), stop};
  at_intervals(stop, between_looks, [&] { runner.look(); });
}

}  // namespace

OwnStudies::OwnStudies(Task task)
    : thread_([task = std::move(task)](const std::stop_token& stop) { look_until(stop, task); }) {}

}  // namespace gammafield::app
