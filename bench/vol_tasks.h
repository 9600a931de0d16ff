#pragma once

namespace gammafield::bench {

void implied_vol_task();

}  // namespace gammafield::bench
