#pragma once

namespace gammafield::app {

/// Lets the heap grow on large pages and keep what it has: a run lives for milliseconds, and most of those were page
/// faults. Best effort: where the system has no such pages, or not the room, nothing changes.
void prepare_heap();

/// The opposite, for a program that runs for days: where one page in use would make the system fill a large one again,
/// what was given back comes back, and large pieces are the system's own.
void settle_heap();

/// Gives what lies free back to the system, from time to time. Takes a millisecond or so.
void return_free_heap();

}  // namespace gammafield::app
