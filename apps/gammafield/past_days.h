#pragma once

#include <functional>
#include <string>

#include "gammafield/command.h"
#include "live/following.h"
#include "simulate/session.h"

namespace gammafield::app {

inline constexpr int past_days_usual = 2, past_days_max = 20;

/// So many made-up sessions before the played one, recorded as it will be: the last with a chain every twenty minutes,
/// earlier ones with three, walls watched by the minute in all. What was made is said in a line, and what could not be,
/// which is no reason to end. Until `over`.
void record_past_days(const simulate::SessionScenario& played, int count, const store::Folder&,
                      const live::Assumptions&, const std::function<void(const std::string&)>& notice,
                      const std::function<bool()>& over);

}  // namespace gammafield::app
