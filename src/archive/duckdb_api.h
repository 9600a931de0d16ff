#pragma once

#include <cstddef>
#include <cstdint>

/// The few functions of DuckDB's C interface that are used, as its documentation (1.2 and later) declares them. Nothing
/// of DuckDB is linked or included: the functions are looked up in the library when a command needs them.
namespace gammafield::archive::duckdb {

using Database = struct DatabaseObject*;
using Connection = struct ConnectionObject*;
using Config = struct ConfigObject*;
using Chunk = struct ChunkObject*;
using Vector = struct VectorObject*;
using LogicalType = struct LogicalTypeObject*;
using TableFunction = struct TableFunctionObject*;
using BindInfo = struct BindInfoObject*;
using InitInfo = struct InitInfoObject*;
using FunctionInfo = struct FunctionInfoObject*;
using Index = std::uint64_t;
using Delete = void (*)(void*);

enum class State : int { success = 0, error = 1 };

/// Types of columns, by their numbers in the interface; others are cast to text before they are looked at.
enum class Type : int {
  boolean = 1,
  int8 = 2,
  int16 = 3,
  int32 = 4,
  int64 = 5,
  uint8 = 6,
  uint16 = 7,
  uint32 = 8,
  uint64 = 9,
  float32 = 10,
  float64 = 11,
  timestamp = 12,  ///< microseconds since 1970, without a zone
  date = 13,       ///< days since 1970
  int128 = 16,
  text = 17,
  decimal = 19,
  timestamp_utc = 31,
};

/// The outcome of a query; its fields are the library's own business.
struct Result {
  Index unused_counts[3];
  void* unused_columns;
  char* unused_message;
  void* internal;
};

struct Int128 {
  std::uint64_t lower;
  std::int64_t upper;
};

/// A text in a vector: up to twelve bytes stand in it, more elsewhere.
struct Text {
  std::uint32_t length;
  char start[4];
  const char* elsewhere;
};
static_assert(sizeof(Text) == 16 && sizeof(Result) == 48);

struct Api {
  const char* (*library_version)();
  Index (*vector_size)();

  State (*open_ext)(const char* path, Database*, Config, char** error);
  void (*close)(Database*);
  State (*connect)(Database, Connection*);
  void (*disconnect)(Connection*);
  void (*free)(void*);

  State (*query)(Connection, const char* sql, Result*);
  void (*destroy_result)(Result*);
  const char* (*result_error)(Result*);
  Index (*column_count)(Result*);
  const char* (*column_name)(Result*, Index);
  Type (*column_type)(Result*, Index);
  Chunk (*fetch_chunk)(Result);

  void (*destroy_data_chunk)(Chunk*);
  Index (*data_chunk_get_size)(Chunk);
  void (*data_chunk_set_size)(Chunk, Index);
  Vector (*data_chunk_get_vector)(Chunk, Index column);
  void* (*vector_get_data)(Vector);
  std::uint64_t* (*vector_get_validity)(Vector);
  void (*vector_ensure_validity_writable)(Vector);
  void (*vector_assign_string_element_len)(Vector, Index row, const char*, Index length);

  LogicalType (*create_logical_type)(Type);
  void (*destroy_logical_type)(LogicalType*);
  TableFunction (*create_table_function)();
  void (*destroy_table_function)(TableFunction*);
  void (*table_function_set_name)(TableFunction, const char*);
  void (*table_function_set_extra_info)(TableFunction, void*, Delete);
  void (*table_function_set_bind)(TableFunction, void (*)(BindInfo));
  void (*table_function_set_init)(TableFunction, void (*)(InitInfo));
  void (*table_function_set_function)(TableFunction, void (*)(FunctionInfo, Chunk));
  void (*table_function_supports_projection_pushdown)(TableFunction, bool);
  State (*register_table_function)(Connection, TableFunction);
  void* (*bind_get_extra_info)(BindInfo);
  void (*bind_add_result_column)(BindInfo, const char* name, LogicalType);
  void* (*init_get_extra_info)(InitInfo);
  void (*init_set_init_data)(InitInfo, void*, Delete);
  Index (*init_get_column_count)(InitInfo);
  Index (*init_get_column_index)(InitInfo, Index);
  void (*init_set_error)(InitInfo, const char*);
  void* (*function_get_init_data)(FunctionInfo);
  void (*function_set_error)(FunctionInfo, const char*);
};

/// Looks every function up by its name. The first one that is missing, or null.
[[nodiscard]] const char* look_up(void* library, Api&);

}  // namespace gammafield::archive::duckdb
