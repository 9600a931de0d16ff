#include "gammafield/interruption.h"

#include <csignal>

namespace gammafield::app {
namespace {

volatile std::sig_atomic_t noticed = 0;

void notice(int) { noticed = 1; }

}  // namespace

void notice_interruption() {
  std::signal(SIGINT, notice);
  std::signal(SIGTERM, notice);
}

bool interrupted() { return noticed != 0; }

}  // namespace gammafield::app
