#include "archive/duckdb_api.h"

#include <dlfcn.h>

namespace gammafield::archive::duckdb {
namespace {

/// Takes functions out of a library until one is missing.
class LookUp {
 public:
  explicit LookUp(void* library) : library_(library) {}
  template <class Function>
  LookUp& operator()(const char* name, Function*& function) {
    if (missing_ != nullptr) return *this;
    function = reinterpret_cast<Function*>(::dlsym(library_, name));
    if (function == nullptr) missing_ = name;
    return *this;
  }
  [[nodiscard]] const char* missing() const { return missing_; }

 private:
  void* library_;
  const char* missing_ = nullptr;
};

void look_up_queries(LookUp& take, Api& api) {
  take("duckdb_library_version", api.library_version)("duckdb_vector_size", api.vector_size);
  take("duckdb_open_ext", api.open_ext)("duckdb_close", api.close)("duckdb_connect", api.connect)("duckdb_disconnect",
                                                                                                  api.disconnect);
  take("duckdb_free", api.free)("duckdb_query", api.query)("duckdb_destroy_result", api.destroy_result);
  take("duckdb_result_error", api.result_error)("duckdb_column_count", api.column_count);
  take("duckdb_column_name", api.column_name)("duckdb_column_type", api.column_type);
  take("duckdb_fetch_chunk", api.fetch_chunk);
}

void look_up_vectors(LookUp& take, Api& api) {
  take("duckdb_destroy_data_chunk", api.destroy_data_chunk)("duckdb_data_chunk_get_size", api.data_chunk_get_size);
  take("duckdb_data_chunk_set_size", api.data_chunk_set_size);
  take("duckdb_data_chunk_get_vector", api.data_chunk_get_vector);
  take("duckdb_vector_get_data", api.vector_get_data)("duckdb_vector_get_validity", api.vector_get_validity);
  take("duckdb_vector_ensure_validity_writable", api.vector_ensure_validity_writable);
  take("duckdb_vector_assign_string_element_len", api.vector_assign_string_element_len);
  take("duckdb_create_logical_type", api.create_logical_type);
  take("duckdb_destroy_logical_type", api.destroy_logical_type);
}

void look_up_table_functions(LookUp& take, Api& api) {
  take("duckdb_create_table_function", api.create_table_function);
  take("duckdb_destroy_table_function", api.destroy_table_function);
  take("duckdb_table_function_set_name", api.table_function_set_name);
  take("duckdb_table_function_set_extra_info", api.table_function_set_extra_info);
  take("duckdb_table_function_set_bind", api.table_function_set_bind);
  take("duckdb_table_function_set_init", api.table_function_set_init);
  take("duckdb_table_function_set_function", api.table_function_set_function);
  take("duckdb_table_function_supports_projection_pushdown", api.table_function_supports_projection_pushdown);
  take("duckdb_register_table_function", api.register_table_function);
  take("duckdb_bind_get_extra_info", api.bind_get_extra_info);
  take("duckdb_bind_add_result_column", api.bind_add_result_column);
  take("duckdb_init_get_extra_info", api.init_get_extra_info)("duckdb_init_set_init_data", api.init_set_init_data);
  take("duckdb_init_get_column_count", api.init_get_column_count);
  take("duckdb_init_get_column_index", api.init_get_column_index)("duckdb_init_set_error", api.init_set_error);
  take("duckdb_function_get_init_data", api.function_get_init_data);
  take("duckdb_function_set_error", api.function_set_error);
}

}  // namespace

const char* look_up(void* library, Api& api) {
  LookUp take{library};
  look_up_queries(take, api);
  look_up_vectors(take, api);
  look_up_table_functions(take, api);
  return take.missing();
}

}  // namespace gammafield::archive::duckdb
