#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Only for tests: a CSV of testdata/pricing made by tools/make_golden.py, cells by column name.
namespace gammafield::pricing {

struct GoldenRow {
  std::map<std::string, std::string> cells;
  [[nodiscard]] const std::string& text(const std::string& column) const { return cells.at(column); }
  [[nodiscard]] double number(const std::string& column) const { return std::strtod(text(column).c_str(), nullptr); }
};

inline std::vector<std::string> split_cells(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream in(line);
  for (std::string cell; std::getline(in, cell, ',');) cells.push_back(cell);
  return cells;
}

inline std::vector<GoldenRow> golden_table(const std::string& name) {
  std::ifstream in(std::string(GAMMAFIELD_TESTDATA) + "/pricing/" + name);
  EXPECT_TRUE(in) << name << " is missing: run tools/make_golden.py";
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> columns = split_cells(line);
  std::vector<GoldenRow> rows;
  while (std::getline(in, line)) {
    const std::vector<std::string> cells = split_cells(line);
    GoldenRow row;
    for (std::size_t i = 0; i < columns.size() && i < cells.size(); ++i) row.cells[columns[i]] = cells[i];
    rows.push_back(row);
  }
  return rows;
}

}  // namespace gammafield::pricing
