#include <memory>

#include <fmt/format.h>

#include "gammafield/duckdb.h"
#include "gammafield/output_file.h"
#include "gammafield/research_parts.h"
#include "gammafield/study_input.h"
#include "studies/attempts_table.h"

namespace gammafield::app {
namespace {

struct AttemptsOptions {
  std::string study, data = ".", out = "-", duckdb;
  std::size_t threads = 0;
};

Outcome run(const AttemptsOptions& options) {
  const auto plan = plan_of(options.study);
  if (!plan) return plan.error();
  const auto rows =
      studies::attempts_of(*plan, gathering_of(plan->name, options.data, options.threads, options.duckdb));
  if (!rows) return rows.error();
  const auto csv = studies::attempts_csv(*rows);
  if (!csv)
    return base::Refusal{base::RefusalKind::no_usable_data,
                         fmt::format("{}: no attempt at a wall with half an hour after it", plan->name)};
  return write_file(options.out, *csv);
}

}  // namespace

void add_research_attempts(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand(
      "attempts",
      "Attempts to pass a wall and what was known of them, as the table that tools/train_break_model.py learns "
      "from\nExample: gammafield research attempts break_labels --data DIR -o attempts.csv");
  auto options = std::make_shared<AttemptsOptions>();
  command->add_option("STUDY", options->study, "A name of `research studies`, or a file")->required();
  add_duckdb_option(*command, options->duckdb);
  command->add_option("--data", options->data, "The folder that the study's files are in")->capture_default_str();
  command->add_option("-o,--output", options->out, "The CSV; - is standard output")->capture_default_str();
  command->add_option("--threads", options->threads, "0: as many as the machine has; the answer is the same")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
