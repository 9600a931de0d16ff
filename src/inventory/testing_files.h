#pragma once

// For tests only: the made-up files of testdata/inventory.

#include <fstream>
#include <sstream>
#include <string>

#include "inventory/flow.h"
#include "market/osi.h"

namespace gammafield::inventory {

inline std::string testing_file(const std::string& name) {
  std::ifstream file{std::string{GAMMAFIELD_TESTDATA} + "/inventory/" + name, std::ios::binary};
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

inline market::ContractKey key(const std::string& symbol) { return market::key_of(market::parse_osi(symbol).value()); }

}  // namespace gammafield::inventory
