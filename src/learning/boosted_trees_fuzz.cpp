#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "learning/boosted_trees.h"

// Whatever the file: a refusal of one line, or a model that gives every row a probability.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gammafield;
  const auto read = learning::read_boosted_trees({reinterpret_cast<const char*>(data), size}, "fuzz.json");
  if (!read) {
    const std::string& message = read.error().message;
    if (message.empty() || message.size() > 400 || message.find_first_of("\r\n\x1b") != std::string::npos) std::abort();
    return 0;
  }
  for (const auto& value : {std::optional<double>{}, std::optional{-1e9}, std::optional{0.0}, std::optional{1e9}}) {
    const std::vector<std::optional<double>> row(read->features.size(), value);
    const double p = learning::probability(*read, row);
    if (!(p >= 0 && p <= 1)) std::abort();
  }
  return 0;
}
