#include <chrono>
#include <iostream>
#include <memory>
#include <string>

#include <fmt/format.h>

#include "desk/desk.h"
#include "desk/history.h"
#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "server/mcp.h"

namespace gammafield::app {
namespace {

using base::Refusal;
using base::RefusalKind;
using std::chrono::milliseconds;

struct McpOptions {
  std::string data;
  std::vector<std::string> files;
  ChainOptions chain;
};

desk::Moment now() { return std::chrono::floor<milliseconds>(std::chrono::system_clock::now()); }

Outcome add_file(desk::Desk& desk, const std::string& file, const ChainContext& context) {
  auto loaded = load(file, context);
  if (!loaded) return loaded.error();
  auto analysis = analyse(std::make_shared<const ingest::LoadedChain>(std::move(loaded->back())), context);
  if (!analysis) return analysis.error();
  desk.publish(std::make_shared<const engine::Analysis>(std::move(*analysis)), now());
  return std::nullopt;
}

/// What another process records into the folder: looked at again when it is asked for, at most every few seconds.
class Recorded {
 public:
  Recorded(const store::Folder& folder, const ChainContext& context) : folder_(folder), context_(context) {}

  void refresh(desk::Desk& desk) {
    constexpr std::chrono::seconds often_enough{10};
    const auto at = std::chrono::steady_clock::now();
    if (looked_ && at - *looked_ < often_enough) return;
    looked_ = at;
    for (const std::string& symbol : folder_.symbols()) refresh(desk, symbol);
  }

 private:
  void refresh(desk::Desk& desk, const std::string& symbol) {
    const auto latest = desk::chain_at(folder_, symbol, std::chrono::floor<std::chrono::seconds>(now()));
    if (!latest) return say(symbol, latest.error());
    const auto known = desk.standing(symbol);
    if (known && known->report().as_of >= (*latest)->chain.as_of) return;
    auto analysis = analyse(*latest, context_);
    if (!analysis) return say(symbol, analysis.error());
    desk.publish(std::make_shared<const engine::Analysis>(std::move(*analysis)), now());
  }
  static void say(const std::string& symbol, const Refusal& refusal) {
    fmt::print(stderr, "{}: {}\n", symbol, refusal.message);
  }
  const store::Folder& folder_;
  const ChainContext& context_;
  std::optional<std::chrono::steady_clock::time_point> looked_;
};

Outcome run(const McpOptions& options) {
  if (options.data.empty() == options.files.empty())
    return Refusal{RefusalKind::usage,
                   "mcp: give chain files, or --data FOLDER that `record` or `serve` keeps, one of both"};
  auto context = understand(options.chain);
  if (!context) return context.error();
  desk::Desk desk;
  for (const std::string& file : options.files)
    if (auto refusal = add_file(desk, file, *context)) return refusal;
  std::optional<store::Folder> folder;
  std::optional<Recorded> recorded;
  if (!options.data.empty()) {
    auto opened = store::Folder::open(options.data);
    if (!opened) return to_refusal(opened.error());
    folder.emplace(std::move(*opened));
    recorded.emplace(*folder, *context);
  }
  const server::House house{desk, folder, context->settings, {}};
  for (std::string line; std::getline(std::cin, line);) {
    if (recorded) recorded->refresh(desk);
    const auto answer = server::mcp_answer(house, line, now());
    if (!answer) continue;
    if (auto failed = print(*answer + "\n")) return failed;
  }
  return std::nullopt;
}

}  // namespace

void add_mcp(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "mcp",
      "Tools for assistants over standard input and output (Model Context Protocol); they read and change nothing\n"
      "Example: gammafield mcp --data history");
  auto options = std::make_shared<McpOptions>();
  command->add_option("FILE", options->files, "Chain files, the last snapshot of each");
  command->add_option("--data", options->data, "A folder of `record` or `serve`, looked at again as it grows");
  add_chain_options(*command, options->chain);
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
