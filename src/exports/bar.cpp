#include "exports/bar.h"

#include <cmath>

namespace gammafield::exports {
namespace {

std::string repeated(std::string_view mark, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text += mark;
  return text;
}

}  // namespace

std::string signed_bar(double value, double largest, int width) {
  const int half = width / 2;
  const double ratio = largest > 0 ? std::min(1.0, std::abs(value) / largest) : 0;
  const int filled = static_cast<int>(std::lround(ratio * half));
  const auto bar = repeated("█", filled), rest = repeated(" ", half - filled);
  return value < 0 ? rest + bar + "│" + repeated(" ", half) : repeated(" ", half) + "│" + bar + rest;
}

}  // namespace gammafield::exports
