# gammafield_embed(OUT DIRECTORY... FILE...): the files, each plain and by gzip, as a C++ source of server/embedded.h.
function(gammafield_embed out)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} "-DFILES=${ARGN}" -P ${script}
    DEPENDS ${ARGN} ${script} COMMENT "the dashboard's files" VERBATIM)
endfunction()
