#pragma once

#include "base/random.h"

namespace gammafield::simulate {

using base::RandomStream;

}  // namespace gammafield::simulate
