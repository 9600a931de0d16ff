# embed_bytes(FILE VARIABLE): the file's bytes as C++ string literals, in short pieces: compilers limit the length of one.
function(embed_bytes file variable)
  file(READ ${file} bytes HEX)
  string(REGEX REPLACE "(..)" "\\\\x\\1" bytes "${bytes}")
  string(REGEX REPLACE "(................................................................................)" "\\1\"\n    \"" bytes "${bytes}")
  set(${variable} "\"${bytes}\"" PARENT_SCOPE)
endfunction()
