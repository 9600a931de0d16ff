#include "ingest/read_chain.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "ingest/formats.h"
#include "ingest/occ_open_interest.h"
#include "ingest/unrecognised.h"

namespace gammafield::ingest {

namespace {

base::Refusal about(std::string_view name, const base::Refusal& refusal) {
  return {refusal.kind, fmt::format("{}: {}", name, refusal.message)};
}

const Format* recognised(std::string_view bytes) {
  const auto found = std::ranges::find_if(formats(), [&](const Format& format) { return format.recognised(bytes); });
  return found == formats().end() ? nullptr : &*found;
}

const Format* format_named(std::string_view feed) {
  const auto found = std::ranges::find(formats(), feed, &Format::name);
  return found == formats().end() ? nullptr : &*found;
}

base::Refusal no_such_feed(std::string_view feed) {
  std::string names;
  for (const auto& format : formats()) names.append(names.empty() ? "" : ", ").append(format.name);
  return {base::RefusalKind::usage, fmt::format("--feed {}: no such format; there are {}", feed, names)};
}

LoadResult with_open_interest(LoadResult read, const ReadOptions& options) {
  if (!read || options.open_interest == nullptr) return read;
  for (LoadedChain& each : *read) {
    auto merged = with_open_interest(std::move(each), *options.open_interest, options.oi_date);
    if (!merged) return base::failure(std::move(merged.error()));
    each = std::move(*merged);
  }
  return read;
}

}  // namespace

LoadResult read_chain(std::string_view bytes, const ReadOptions& options, std::string_view name) {
  const Format* format = options.feed.empty() ? recognised(bytes) : format_named(options.feed);
  if (format == nullptr && !options.feed.empty()) return base::failure(no_such_feed(options.feed));
  if (format == nullptr) {
    return base::failure(about(name, {base::RefusalKind::input_rejected, why_not_a_chain(bytes)}));
  }
  ReadOptions named = options;
  named.file_name = name;
  return with_open_interest(format->read(bytes, named), options).map_error([&](const base::Refusal& refusal) {
    return about(name, refusal);
  });
}

}  // namespace gammafield::ingest
