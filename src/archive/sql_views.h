#pragma once

#include <string>
#include <vector>

#include "archive/archive_folder.h"
#include "store/folder.h"

/// What `gammafield sql` sees: every table of table.h as a view over the archive and over recorded days that are not in
/// it yet.
namespace gammafield::archive {

/// Either may be left out. A day that is in both is read from the archive.
struct Sources {
  std::optional<ArchiveFolder> archive;
  std::optional<store::Folder> recorded;
};
[[nodiscard]] base::Result<void, std::string> make_views(const Connection&, const Sources&);

/// Asks, with columns of types that cells do not know cast: decimals to doubles, all others to text.
[[nodiscard]] base::Result<Answer, std::string> ask_in_cells(const Connection&, const std::string& sql);

}  // namespace gammafield::archive
