#include <memory>

#include <fmt/format.h>

#include "base/json_writer.h"
#include "exports/paragraph.h"
#include "gammafield/chain_options.h"
#include "gammafield/hedge_parts.h"
#include "laboratory/library.h"
#include "laboratory/scenario_file.h"

namespace gammafield::app {
namespace {

struct ScenariosOptions {
  std::string show, format;
};

/// The library, read; each is tested to read.
base::Result<std::vector<hedging::Scenario>, base::Refusal> library() {
  std::vector<hedging::Scenario> all;
  for (const auto& each : laboratory::library_texts()) {
    auto plan = laboratory::read_scenario(each.text, each.name);
    if (!plan) return base::failure(plan.error());
    all.push_back(std::move(plan->scenario));
  }
  return all;
}

std::string as_json(const std::vector<hedging::Scenario>& scenarios) {
  base::JsonWriter json{2};
  json.begin_object().field("schema", "gammafield.hedge_scenarios/1").key("scenarios").begin_array();
  for (const auto& each : scenarios) {
    json.begin_object().field("name", std::string_view{each.name}).field("title", std::string_view{each.title});
    json.field("what", std::string_view{each.what}).end_object();
  }
  json.end_array().end_object();
  return json.take() + "\n";
}

std::string as_text(const std::vector<hedging::Scenario>& scenarios) {
  std::string text;
  for (const auto& each : scenarios)
    text +=
        fmt::format("{}{}: {}\n{}", text.empty() ? "" : "\n", each.name, each.title, exports::paragraph(each.what, 1));
  return text;
}

Outcome run(const ScenariosOptions& options) {
  if (!options.show.empty()) {
    const auto text = base::text_named(laboratory::library_texts(), options.show);
    if (text) return print(*text);
    return base::Refusal{base::RefusalKind::usage,
                         fmt::format("--show {}: no such scenario; there are {}", options.show,
                                     base::names_of(laboratory::library_texts()))};
  }
  const auto scenarios = library();
  if (!scenarios) return scenarios.error();
  return print(options.format == "json" ? as_json(*scenarios) : as_text(*scenarios));
}

}  // namespace

void add_hedge_scenarios(CLI::App& hedge, Run& chosen) {
  auto* command = hedge.add_subcommand("scenarios",
                                       "The scenarios that come along\nExample: gammafield hedge scenarios --show pin");
  auto options = std::make_shared<ScenariosOptions>();
  command->add_option("--show", options->show, "Print the file of this one, to begin your own with");
  command->add_option("--format", options->format, "table or json")->check(CLI::IsMember({"table", "json"}));
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
