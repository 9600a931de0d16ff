#include <chrono>
#include <memory>

#include <fmt/format.h>

#include "gammafield/chain_options.h"
#include "gammafield/command.h"
#include "http/tokens.h"

namespace gammafield::app {
namespace {

struct TokenOptions {
  std::string name;
  bool admin = false;
  int days = 0;
};

Outcome run(const TokenOptions& options) {
  if (options.name.find_first_of(" \t#") != std::string::npos)
    return base::Refusal{base::RefusalKind::usage, "token: a name without blanks and #"};
  const auto token = http::new_token();
  if (!token) return base::Refusal{base::RefusalKind::output_failed, "token: the system has no random numbers to give"};
  http::Token kept{options.name, options.admin ? http::Access::admin : http::Access::read, http::sha256_of(*token), {}};
  if (options.days > 0)
    kept.expires =
        std::chrono::ceil<std::chrono::days>(std::chrono::system_clock::now()) + std::chrono::days{options.days};
  fmt::print(stderr, "the token, shown this once: {}\n", *token);
  return print(http::to_line(kept) + "\n");
}

}  // namespace

void add_token(CLI::App& parent, Run& chosen) {
  auto* command = parent.add_subcommand(
      "token",
      "A new token for `serve`: itself on standard error, the line that the token file keeps on standard output\n"
      "Example: gammafield token phone >>tokens.txt");
  auto options = std::make_shared<TokenOptions>();
  command->add_option("NAME", options->name, "Whose it is, for your own file")->required();
  command->add_flag("--admin", options->admin, "May change things too; otherwise it reads");
  command->add_option("--days", options->days, "Expires after so many days")->check(CLI::Range(1, 36'500));
  command->callback([=, &chosen] { chosen = [=] { return run(*options); }; });
}

}  // namespace gammafield::app
