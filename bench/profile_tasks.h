#pragma once

namespace gammafield::bench {

void profile_task();

}  // namespace gammafield::bench
