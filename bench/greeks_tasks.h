#pragma once

namespace gammafield::bench {

void seven_greeks_task();
void gamma_task();

}  // namespace gammafield::bench
