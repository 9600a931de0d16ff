# Run by gammafield_embed_texts.
cmake_policy(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/embed_bytes.cmake)
set(table "")
foreach(file IN LISTS INSIDE)
  get_filename_component(name ${file} NAME_WE)
  file(SIZE ${file} size)
  embed_bytes(${file} bytes)
  string(APPEND table "    {\"${name}\",\n    {${bytes}, ${size}}},\n")
endforeach()
file(WRITE ${OUT} "#include \"${HEADER}\"\n\nnamespace ${NAMESPACE} {\nnamespace {\n
constexpr EmbeddedText texts[] = {\n${table}};\n\n}  // namespace\n
std::span<const EmbeddedText> ${FUNCTION}() { return texts; }\n\n}  // namespace ${NAMESPACE}\n")
