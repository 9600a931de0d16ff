#pragma once

namespace gammafield::app {

/// From now on Ctrl-C and SIGTERM are noticed instead of ending the program at once.
void notice_interruption();
[[nodiscard]] bool interrupted();

}  // namespace gammafield::app
