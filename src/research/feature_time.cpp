#include <cmath>
#include <numbers>

#include "market/calendar.h"
#include "research/features.h"

namespace gammafield::research {

void add_time_features(const KnownUntil& known, const market::Calendar& calendar, Features& features) {
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  const Minutes since = known.now() - known.open(), left = known.close() - known.now();
  const double turn = 2 * std::numbers::pi * (since / (since + left));
  const auto session = known.session();
  const bool monthly = calendar.monthly_expiry(session.year() / session.month()) == session;
  features.push_back({"minutes_since_open", since.count()});
  features.push_back({"minutes_to_close", left.count()});
  features.push_back({"day_sine", std::sin(turn)});
  features.push_back({"day_cosine", std::cos(turn)});
  features.push_back({"monthly_expiry", monthly ? 1.0 : 0.0});
}

}  // namespace gammafield::research
