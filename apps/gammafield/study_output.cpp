#include "gammafield/study_output.h"

#include <filesystem>

#include <fmt/format.h>

#include "gammafield/output_file.h"
#include "studies/result_html.h"
#include "studies/result_json.h"

namespace gammafield::app {

std::string kept_at(const std::string& folder, const std::string& name) {
  return (std::filesystem::path(folder) / (name + ".json")).string();
}

Outcome keep(const std::string& folder, const studies::StudyResult& result) {
  std::error_code fault;
  std::filesystem::create_directories(folder, fault);
  if (fault) return base::Refusal{base::RefusalKind::output_failed, fmt::format("{}: {}", folder, fault.message())};
  const auto json = kept_at(folder, result.name);
  const auto html = std::filesystem::path(json).replace_extension(".html").string();
  if (auto refused = write_file(html, studies::result_html(result))) return refused;
  return write_file(json, studies::result_json(result, 2) + "\n");
}

}  // namespace gammafield::app
