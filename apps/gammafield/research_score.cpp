#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/duckdb.h"
#include "gammafield/research_parts.h"
#include "gammafield/study_input.h"
#include "ingest/read_chain.h"
#include "studies/attempts_table.h"
#include "studies/files.h"
#include "studies/scores.h"

namespace gammafield::app {
namespace {

struct ScoreOptions {
  std::string model, study, data = ".", format = "table", duckdb;
  std::size_t threads = 0;
  bool no_color = false;
};

std::string told(const ScoreOptions& options, std::span<const studies::Score> scores) {
  if (options.format == "json") return studies::scores_json(scores, 2) + "\n";
  return studies::scores_text(scores, {.colour = wants_colour(options.no_color), .markdown = options.format == "md"});
}

Outcome run(const ScoreOptions& options) {
  const auto bytes = ingest::read_bytes(options.model);
  if (!bytes) return bytes.error();
  const auto name = studies::last_part(options.model);
  const auto model = studies::read_break_model(*bytes, name);
  if (!model) return model.error();
  if (auto refused = studies::not_accepted(*model, name)) return refused;  // before anything long is done
  auto plan = plan_of(options.study);
  if (!plan) return plan.error();
  plan->join.last_goes_on = true;
  const auto rows =
      studies::attempts_of(*plan, gathering_of(plan->name, options.data, options.threads, options.duckdb));
  if (!rows) return rows.error();
  const auto scores = studies::scores_of_last_session(*model, name, *rows);
  if (!scores) return scores.error();
  if (scores->empty())
    return base::Refusal{base::RefusalKind::no_usable_data,
                         fmt::format("{}: no attempt at a wall with half an hour after it", plan->name)};
  return print(told(options, *scores));
}

}  // namespace

void add_research_score(CLI::App& research, Run& chosen) {
  auto* command = research.add_subcommand(
      "score",
      "How likely each attempt of the last session, which may be going on, is beyond the wall an hour after it began, "
      "by a model that beat the walk\nExample: gammafield research score judged.json break_labels --data DIR");
  auto options = std::make_shared<ScoreOptions>();
  command->add_option("MODEL", options->model, "What `research model --save` wrote")->required();
  command->add_option("STUDY", options->study, "A name of `research studies`, or a file")->required();
  add_duckdb_option(*command, options->duckdb);
  command->add_option("--data", options->data, "The folder that the study's files are in")->capture_default_str();
  command->add_option("--format", options->format, "table, md or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"table", "md", "json"}));
  command->add_option("--threads", options->threads, "0: as many as the machine has; the answer is the same")
      ->check(CLI::Range(std::size_t{0}, std::size_t{1024}));
  command->add_flag("--no-color", options->no_color, "No colours (NO_COLOR does the same)");
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
