#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

/// Only for tests: a CSV of testdata/learning, made by tools/reference/make_learning_golden.py, by columns.
namespace gammafield::learning {

class GoldenTable {
 public:
  explicit GoldenTable(const std::string& name) {
    std::ifstream in(std::string(GAMMAFIELD_TESTDATA) + "/learning/" + name);
    EXPECT_TRUE(in) << name << " is missing: run tools/reference/make_learning_golden.py";
    std::string line;
    std::getline(in, line);
    const auto names = cells(line);
    while (std::getline(in, line)) {
      const auto row = cells(line);
      for (std::size_t i = 0; i < names.size(); ++i) columns_[names[i]].push_back(row.at(i));
    }
  }

  [[nodiscard]] const std::vector<std::string>& texts(const std::string& column) const { return columns_.at(column); }
  [[nodiscard]] std::vector<std::optional<double>> maybe(const std::string& column) const {
    std::vector<std::optional<double>> values;
    for (const std::string& text : texts(column))
      values.push_back(text.empty() ? std::nullopt : std::optional{std::strtod(text.c_str(), nullptr)});
    return values;
  }
  template <class T = double>
  [[nodiscard]] std::vector<T> numbers(const std::string& column) const {
    std::vector<T> values;
    for (const auto& value : maybe(column)) values.push_back(static_cast<T>(value.value()));
    return values;
  }
  /// Of a table of the columns name and value.
  [[nodiscard]] double named(const std::string& name) const {
    for (std::size_t i = 0; i < texts("name").size(); ++i)
      if (texts("name")[i] == name) return numbers("value")[i];
    ADD_FAILURE() << "no " << name;
    return 0;
  }

 private:
  static std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> found;
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, ',');) found.push_back(cell);
    return found;
  }

  std::map<std::string, std::vector<std::string>> columns_;
};

/// testdata/learning/judged.csv: two forecasts of 240 cases on 30 days.
struct JudgedCases {
  std::vector<std::uint32_t> days;
  std::vector<std::uint8_t> outcomes;
  std::vector<double> reference, richer;
};
inline JudgedCases judged_cases() {
  const GoldenTable table{"judged.csv"};
  return {table.numbers<std::uint32_t>("day"), table.numbers<std::uint8_t>("y"), table.numbers("reference"),
          table.numbers("richer")};
}

}  // namespace gammafield::learning
