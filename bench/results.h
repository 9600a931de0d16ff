#pragma once

#include <functional>
#include <string>
#include <vector>

namespace gammafield::bench {

/// One implementation's time for a task, and how far off it is.
struct Measured {
  std::string who;
  double nanoseconds = 0;      ///< per unit of the task
  std::vector<double> errors;  ///< in the task's own measures; none: not asked
};

/// One task by everybody, ours first: printed with the ratio of every other to ours.
class Task {
 public:
  /// `units`: what a run does, to divide its time by; `error_means`: what the error columns are.
  Task(std::string name, std::string unit, double units, std::string error_means);

  /// Times `work`, the median of `runs` after one that does not count; `error` is asked afterwards.
  void time(std::string who, int runs, const std::function<void()>& work);
  void time(std::string who, int runs, const std::function<void()>& work, const std::function<double()>& error);
  void time(std::string who, int runs, const std::function<void()>& work,
            const std::function<std::vector<double>()>& errors);
  void add(Measured);
  [[nodiscard]] std::string text() const;

 private:
  std::string name_, unit_, error_means_;
  double units_;
  std::vector<Measured> measured_;
};

/// Processor, compilers, instruction sets and the day: without them a figure says nothing.
[[nodiscard]] std::string machine();

}  // namespace gammafield::bench
