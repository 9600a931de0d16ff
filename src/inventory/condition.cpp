#include "inventory/condition.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gammafield::inventory {
namespace {

using enum Condition;

/// One message type of OPRA's specification under the codes of the three vendors' families; 0: has none there.
struct Code {
  char letter;
  std::string_view name;
  int polygon, nanex;
  Condition condition;
};

constexpr std::array codes{
    Code{'A', "CANC", 201, 40, takes_back},  Code{'B', "OSEQ", 202, 2, undirected},
    Code{'C', "CNCL", 203, 41, takes_back},  Code{'D', "LATE", 204, 7, undirected},
    Code{'E', "CNCO", 205, 42, takes_back},  Code{'F', "OPEN", 206, 5, undirected},
    Code{'G', "CNOL", 207, 43, takes_back},  Code{'H', "OPNL", 208, 6, undirected},
    Code{'I', "AUTO", 209, 18, ordinary},    Code{'J', "REOP", 210, 21, undirected},
    Code{'S', "ISOI", 219, 95, ordinary},    Code{'a', "SLAN", 227, 125, undirected},
    Code{'b', "SLAI", 228, 126, undirected}, Code{'c', "SLCN", 229, 127, undirected},
    Code{'d', "SLCI", 230, 128, undirected}, Code{'e', "SLFT", 231, 129, undirected},
    Code{'f', "MLET", 232, 130, undirected}, Code{'g', "MLAT", 233, 131, undirected},
    Code{'h', "MLCT", 234, 132, undirected}, Code{'i', "MLFT", 235, 133, undirected},
    Code{'j', "MESL", 236, 134, undirected}, Code{'k', "TLAT", 237, 135, undirected},
    Code{'l', "MASL", 238, 136, undirected}, Code{'m', "MFSL", 239, 137, undirected},
    Code{'n', "TLET", 240, 138, undirected}, Code{'o', "TLCT", 241, 139, undirected},
    Code{'p', "TLFT", 242, 140, undirected}, Code{'q', "TESL", 243, 141, undirected},
    Code{'r', "TASL", 244, 142, undirected}, Code{'s', "TFSL", 245, 143, undirected},
    Code{'t', "CBMO", 246, 144, undirected}, Code{'u', "MCTP", 247, 147, undirected},
    Code{'v', "EXHT", 248, 118, ordinary},
};

struct Number {
  int number;
  Condition condition;
};
// Of Nanex's numbers those without an OPRA letter of today: plain prints, and the spreads and crosses of old files.
constexpr std::array plain_numbers{Number{0, ordinary},    Number{1, ordinary},    Number{35, undirected},
                                   Number{36, undirected}, Number{37, undirected}, Number{38, undirected},
                                   Number{44, takes_back}, Number{45, undirected}, Number{115, ordinary},
                                   Number{124, undirected}};

Condition of_number(int number) {
  for (const Code& code : codes) {
    if (number == code.polygon || number == code.nanex) return code.condition;
  }
  const auto plain = std::ranges::find(plain_numbers, number, &Number::number);
  return plain == plain_numbers.end() ? unknown : plain->condition;
}

Condition of_word(std::string_view word) {
  int number = 0;
  const char* const end = word.data() + word.size();
  if (const auto [stop, error] = std::from_chars(word.data(), end, number); error == std::errc{} && stop == end)
    return of_number(number);
  for (const Code& code : codes) {
    if (word == code.name || (word.size() == 1 && word.front() == code.letter)) return code.condition;
  }
  return unknown;
}

/// To take back is graver than unknown, which is graver than undirected.
int gravity(Condition condition) {
  switch (condition) {
    case ordinary: return 0;
    case undirected: return 1;
    case unknown: return 2;
    case takes_back: return 3;
    case cancelled: return 4;
  }
  return 0;
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

Condition condition_of(std::string_view cell) {
  Condition gravest = ordinary;
  while (!cell.empty()) {
    const auto begin = std::ranges::find_if(cell, is_word);
    const auto end = std::find_if_not(begin, cell.end(), is_word);
    if (begin == end) break;
    const Condition condition = of_word({begin, end});
    if (gravity(condition) > gravity(gravest)) gravest = condition;
    cell = {end, cell.end()};
  }
  return gravest;
}

}  // namespace gammafield::inventory
