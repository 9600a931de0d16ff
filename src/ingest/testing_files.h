#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace gammafield::ingest::testing {

/// A fixture of testdata/ingest/ as it stands.
inline std::string fixture(std::string_view name) {
  std::ifstream file(std::string(GAMMAFIELD_TESTDATA) + "/ingest/" + std::string(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The text with the first `from` turned into `to`; the same text when there is none.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const auto at = text.find(from);
  if (at != text.npos) text.replace(at, from.size(), to);
  return text;
}

inline std::string replaced_all(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace gammafield::ingest::testing
