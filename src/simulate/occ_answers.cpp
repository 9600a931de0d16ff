#include <cmath>

#include <fmt/format.h>

#include "simulate/vendor_answers.h"

namespace gammafield::simulate {

std::string to_occ_series(const SimulatedChain& chain) {
  std::string text = fmt::format(
      "Series Search Results for {}\r\nProducts for this underlying symbol are traded on: CBOE\r\n"
      "\t\tSeries/contract\t\tStrike\t\t\tOpen Interest\r\n"
      "ProductSymbol\tyear\tMonth\tDay\tInteger\tDec\tC/P\tCall\tPut\tPosition Limit\t\r\n",
      chain.symbol);
  for (const SimulatedStrike& row : chain.strikes) {
    const SimulatedExpiry& expiry = chain.expiries[row.expiry];
    const long long thousandths = std::llround(row.strike.value() * 1000);
    text += fmt::format("{:<6}\t\t{}\t{:02}\t{:02}\t{}\t{:03}\tC P \t{:.0f}\t{:.0f}\t25000000\r\n", expiry.root,
                        static_cast<int>(expiry.date.year()), static_cast<unsigned>(expiry.date.month()),
                        static_cast<unsigned>(expiry.date.day()), thousandths / 1000, thousandths % 1000,
                        row.call.open_interest.value(), row.put.open_interest.value());
  }
  return text;
}

std::string to_occ_report(const std::vector<market::Date>& sessions) {
  constexpr const char* open_contracts =
      "\"339,544,371\",\"21,116,842\",\"360,661,213\"";  // equity, index, all: made up
  std::string text = "Date,Equity,Index/Others,Total,\r\n";
  for (auto day = sessions.rbegin(); day != sessions.rend(); ++day)
    text += fmt::format("{:02}/{:02}/{},{},\r\n", static_cast<unsigned>(day->month()),
                        static_cast<unsigned>(day->day()), static_cast<int>(day->year()), open_contracts);
  return text;
}

}  // namespace gammafield::simulate
