# gammafield_embed(OUT FOLDER FILE...): the folder's files under their paths in it, and the others under their names, each plain, by gzip
# and, where NAME.br stands beside it, by brotli, as a C++ source of server/embedded.h. Built anew when a file changes, comes or goes.
function(gammafield_embed out folder)
  set(script ${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake)
  file(GLOB_RECURSE inside CONFIGURE_DEPENDS ${folder}/*)
  list(FILTER inside EXCLUDE REGEX "/\\.vite/")  # the bundler's own notes
  list(SORT inside)
  add_custom_command(OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFOLDER=${folder} "-DINSIDE=${inside}" "-DBESIDE=${ARGN}" -P ${script}
    DEPENDS ${inside} ${ARGN} ${script} COMMENT "the dashboard's files" VERBATIM)
endfunction()

# What is served as the dashboard: the one that tools/build-dashboard has made, once it is there, else the plain page.
set(GAMMAFIELD_DASHBOARD "" CACHE PATH "folder of the dashboard's files; empty: build/dashboard if that was made, else web/plain")
file(GLOB made_dashboard CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/build/dashboard/index.html)
set(dashboard_folder ${PROJECT_SOURCE_DIR}/web/plain)
if(GAMMAFIELD_DASHBOARD)
  set(dashboard_folder ${GAMMAFIELD_DASHBOARD})
elseif(made_dashboard)
  set(dashboard_folder ${PROJECT_SOURCE_DIR}/build/dashboard)
endif()
