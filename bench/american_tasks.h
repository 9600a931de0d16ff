#pragma once

namespace gammafield::bench {

void american_price_task();
void american_vol_task();

}  // namespace gammafield::bench
