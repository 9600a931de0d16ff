# gammafield_embed_texts(OUT HEADER NAMESPACE FUNCTION FOLDER): the folder's text files by name without extension, as a C++ source that
# defines `std::span<const EmbeddedText> FUNCTION()` of HEADER in NAMESPACE. Built anew when a file changes, comes or goes.
function(gammafield_embed_texts out header namespace function folder)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_texts.cmake)
  file(GLOB inside CONFIGURE_DEPENDS ${folder}/*)
  list(SORT inside)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DHEADER=${header} -DNAMESPACE=${namespace} -DFUNCTION=${function} "-DINSIDE=${inside}" -P ${script}
    DEPENDS ${inside} ${script} COMMENT "the texts of ${folder}" VERBATIM)
endfunction()
