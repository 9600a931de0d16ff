#include "archive/connection.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace gammafield::archive {
namespace {

/// Messages of several lines, with the query and a caret under it, as one.
std::string one_line(std::string_view text) {
  std::string line{text.substr(0, text.find("\n\nLINE"))};
  std::ranges::replace(line, '\n', ' ');
  return line;
}

}  // namespace

Answer::Piece::Piece(const duckdb::Api& api, duckdb::Chunk chunk, const std::vector<AnswerColumn>& columns)
    : api_(&api), chunk_(chunk), size_(api.data_chunk_get_size(chunk)) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const duckdb::Vector vector = api.data_chunk_get_vector(chunk, i);
    columns_.push_back({columns[i].type, api.vector_get_data(vector), api.vector_get_validity(vector)});
  }
}

Answer::Piece::Piece(Piece&& other) noexcept
    : api_(other.api_),
      chunk_(std::exchange(other.chunk_, nullptr)),
      size_(other.size_),
      columns_(std::move(other.columns_)) {}

Answer::Piece::~Piece() {
  if (chunk_ != nullptr) api_->destroy_data_chunk(&chunk_);
}

Cell Answer::Piece::cell(std::size_t row, std::size_t column) const {
  const Data& from = columns_[column];
  return cell_of(from.type, from.data, from.validity, row);
}

Answer::Answer(std::shared_ptr<const Library> library, duckdb::Result result)
    : library_(std::move(library)), result_(result) {
  const duckdb::Api& api = library_->api();
  for (duckdb::Index i = 0; i < api.column_count(&result_); ++i)
    columns_.push_back({api.column_name(&result_, i), api.column_type(&result_, i)});
}

Answer::Answer(Answer&& other) noexcept
    : library_(std::move(other.library_)), result_(other.result_), columns_(std::move(other.columns_)) {}

Answer::~Answer() {
  if (library_ != nullptr) library_->api().destroy_result(&result_);
}

std::optional<Answer::Piece> Answer::next() {
  const duckdb::Api& api = library_->api();
  const duckdb::Chunk chunk = api.fetch_chunk(result_);
  if (chunk == nullptr) return std::nullopt;
  return Piece{api, chunk, columns_};
}

base::Result<Connection, std::string> Connection::open(std::shared_ptr<const Library> library) {
  Connection made{std::move(library)};
  const duckdb::Api& api = made.api();
  char* error = nullptr;
  if (api.open_ext(nullptr, &made.database_, nullptr, &error) != duckdb::State::success) {
    std::string why = error == nullptr ? "cannot be opened" : one_line(error);
    if (error != nullptr) api.free(error);
    return base::failure(std::move(why));
  }
  if (api.connect(made.database_, &made.connection_) != duckdb::State::success)
    return base::failure(std::string{"cannot be connected to"});
  for (const char* setting : {"SET autoinstall_known_extensions=false", "SET autoload_known_extensions=false"})
    if (auto done = made.run(setting); !done) return base::failure(std::move(done.error()));
  (void)made.run("SET TimeZone='UTC'");  // a build without zones knows no other
  return made;
}

base::Result<Answer, std::string> Connection::ask(const std::string& sql) const {
  duckdb::Result result{};
  if (api().query(connection_, sql.c_str(), &result) == duckdb::State::success) return Answer{library_, result};
  const char* error = api().result_error(&result);
  std::string why = error == nullptr ? "failed" : one_line(error);
  api().destroy_result(&result);
  return base::failure(std::move(why));
}

base::Result<void, std::string> Connection::run(const std::string& sql) const {
  auto answer = ask(sql);
  if (!answer) return base::failure(std::move(answer.error()));
  return {};
}

Connection::Connection(Connection&& other) noexcept
    : library_(std::move(other.library_)),
      database_(std::exchange(other.database_, nullptr)),
      connection_(std::exchange(other.connection_, nullptr)) {}

Connection::~Connection() {
  if (connection_ != nullptr) api().disconnect(&connection_);
  if (database_ != nullptr) api().close(&database_);
}

std::string sql_text(std::string_view text) {
  std::string out{"'"};
  for (const char c : text) out.append(c == '\'' ? 2 : 1, c);
  return out + "'";
}

}  // namespace gammafield::archive
