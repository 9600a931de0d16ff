#include "desk/day_records.h"

#include <algorithm>
#include <utility>

#include "store/report_reader.h"

namespace gammafield::desk {

using base::Refusal;
using market::Instant;
using store::FaultKind;

base::Result<std::vector<Instant>, Refusal> times_of(const store::Folder& folder, std::string_view symbol,
                                                     market::Date session) {
  std::vector<Instant> none;
  if (!std::ranges::binary_search(folder.days(symbol), session)) return none;
  const auto reader = store::ReportReader::open(folder.day_path(symbol, session));
  if (!reader && reader.error().kind == FaultKind::not_there) return none;
  if (!reader) return base::failure(store::to_refusal(reader.error()));
  auto times = reader->times();
  if (!times) return base::failure(store::to_refusal(times.error()));
  return std::move(*times);
}

base::Result<std::shared_ptr<const ingest::LoadedChain>, Refusal> DayChains::at(Instant moment,
                                                                                store::RecordNumber number) {
  if (!reader_) {
    auto opened = folder_.reader(symbol_, session_);
    if (!opened) return base::failure(store::to_refusal(opened.error()));
    reader_.emplace(std::move(*opened));
    if (const auto there = reader_->seek(number); !there) return base::failure(store::to_refusal(there.error()));
  }
  while (true) {
    auto record = reader_->next();
    if (!record) return base::failure(store::to_refusal(record.error()));
    if (!*record) return std::shared_ptr<const ingest::LoadedChain>{};
    if ((*record)->loaded->chain.as_of == moment) return (*record)->loaded;
  }
}

}  // namespace gammafield::desk
