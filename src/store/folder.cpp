#include "store/folder.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <system_error>

#include <fmt/format.h>

#include "store/day_seal.h"
#include "store/system_fault.h"

namespace gammafield::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view extension = ".day";

bool plain(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view{".-^_"}.find(c) != std::string_view::npos;
}

std::optional<market::Date> date_of(const fs::path& file) {
  return file.extension() == extension ? market::parse_date(file.stem().string()) : std::nullopt;
}

/// Names in a folder; nothing where it cannot be read.
std::vector<fs::path> entries(const std::string& path) {
  std::error_code error;
  std::vector<fs::path> all;
  for (fs::directory_iterator each{path, error}, end; !error && each != end; each.increment(error))
    all.push_back(each->path());
  return all;
}

Stored<void> make_folder(const std::string& path) {
  std::error_code error;
  const bool made = fs::create_directories(path, error);
  if (error) return base::failure(system_fault(error.value(), path));
  const fs::path parent = fs::absolute(path).parent_path();
  return made ? sync_folder(parent.string()) : Stored<void>{};
}

}  // namespace

std::string file_name(std::string_view symbol) {
  std::string name;
  for (const char c : symbol) {
    if (plain(c) && !(name.empty() && c == '.'))
      name += c;
    else
      name += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return name;
}

std::string symbol_of(std::string_view name) {
  std::string symbol;
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (name[i] != '%') {
      symbol += name[i];
      continue;
    }
    unsigned code = 0;
    const std::string_view digits = name.substr(i + 1, 2);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    if (digits.size() != 2 || read.ptr != digits.data() + 2) return {};
    symbol += static_cast<char>(code);
    i += 2;
  }
  return file_name(symbol) == name ? symbol : std::string{};
}

Stored<Folder> Folder::open(std::string path) {
  std::error_code error;
  if (!fs::is_directory(path, error))
    return base::failure(Fault{FaultKind::not_there, path + ": no folder of recorded days"});
  return Folder{std::move(path)};
}

Stored<Folder> Folder::make(std::string path) {
  if (const auto made = make_folder(path); !made) return base::failure(made.error());
  return Folder{std::move(path)};
}

Folder Folder::after(const Folder& past, market::Date before) const {
  Folder both{*this};
  both.past_ = std::make_shared<const Folder>(past);
  both.before_ = before;
  return both;
}

Folder Folder::without(std::string_view symbol, market::Date date) const {
  Folder fewer{*this};
  fewer.left_out_.emplace(symbol, date);
  return fewer;
}

std::vector<std::string> Folder::symbols() const {
  std::vector<std::string> all;
  if (past_)
    for (std::string& symbol : past_->symbols())
      if (!days(symbol).empty()) all.push_back(std::move(symbol));
  for (const fs::path& each : entries(path_)) {
    std::string symbol = symbol_of(each.filename().string());
    if (!symbol.empty() && !days(symbol).empty()) all.push_back(std::move(symbol));
  }
  std::ranges::sort(all);
  all.erase(std::ranges::unique(all).begin(), all.end());
  return all;
}

std::vector<market::Date> Folder::days(std::string_view symbol) const {
  std::vector<market::Date> all = past_ ? past_->days(symbol) : std::vector<market::Date>{};
  std::erase_if(all, [&](market::Date date) { return !is_past(date); });
  for (const market::Date date : own_days(symbol))
    if (!is_past(date)) all.push_back(date);
  std::erase_if(all, [&](market::Date date) { return left_out_.contains({std::string{symbol}, date}); });
  return all;
}

std::vector<market::Date> Folder::own_days(std::string_view symbol) const {
  std::vector<market::Date> all;
  for (const fs::path& each : entries((fs::path{path_} / file_name(symbol)).string()))
    if (const auto date = date_of(each)) all.push_back(*date);
  std::ranges::sort(all);
  return all;
}

std::string Folder::day_path(std::string_view symbol, market::Date date) const {
  if (is_past(date)) return past_->day_path(symbol, date);
  return (fs::path{path_} / file_name(symbol) / (market::to_string(date) + std::string{extension})).string();
}

Stored<DayWriter> Folder::writer(std::string_view symbol, market::Date date) const {
  if (is_past(date)) return base::failure(Fault{FaultKind::read_only, day_path(symbol, date) + ": a day of the past"});
  if (const auto made = make_folder((fs::path{path_} / file_name(symbol)).string()); !made)
    return base::failure(made.error());
  return DayWriter::open(day_path(symbol, date), symbol, date);
}

Stored<DayReader> Folder::reader(std::string_view symbol, market::Date date) const {
  return DayReader::open(day_path(symbol, date));
}

Stored<std::vector<market::Date>> Folder::remove_before(std::string_view symbol, market::Date first_kept) const {
  std::vector<market::Date> removed;
  for (const market::Date date : own_days(symbol)) {
    if (!(date < first_kept) || is_past(date)) break;
    const std::string path = day_path(symbol, date);
    std::error_code error;
    // the day goes first: what is left of one is a seal without a day at most
    if (!fs::remove(path, error) && error) return base::failure(system_fault(error.value(), path));
    for (const std::string& beside : {seal_path(path), path + "-wal", path + "-shm", path + ".lock"})
      fs::remove(beside, error);
    removed.push_back(date);
  }
  return removed;
}

}  // namespace gammafield::store
