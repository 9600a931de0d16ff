#pragma once

namespace gammafield::app {

/// Lets the heap grow on large pages and keep what it has: a run lives for milliseconds, and most of those were page
/// faults. Best effort: where the system has no such pages, or not the room, nothing changes.
void prepare_heap();

/// For a program that runs for days: small pages from now on. Where one of a large page is in use the system fills the
/// whole of it again after a while, and what was given back comes back.
void settle_heap();

/// Gives what lies free back to the system. Takes a millisecond or so. What lies free at the end of another thread's
/// heap that thread gives back itself, when it frees something next: until keep_free_heap. (Not always: an analysis
/// would pay a thousand page faults each time for what it has just given away.)
void return_free_heap();
void keep_free_heap();

}  // namespace gammafield::app
