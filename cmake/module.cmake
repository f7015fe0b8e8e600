# tidewaiter_module(<name> FACE h... SOURCES cpp... DEPENDS module... LINK target... EMBED data-file...)
#   One folder under src/, one target tidewaiter::<name>. FACE headers are the only ones that other
#   modules may include. EMBED puts a file of data/ into the library; see base/embedded.hpp.
function(tidewaiter_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "FACE;SOURCES;DEPENDS;LINK;EMBED")
    set(target tidewaiter_${name})
    add_library(${target} STATIC)
    add_library(tidewaiter::${name} ALIAS ${target})
    target_sources(${target} PRIVATE ${arg_SOURCES})
    target_sources(${target} PUBLIC FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR}/src FILES ${arg_FACE})
    foreach(file IN LISTS arg_EMBED)
        tidewaiter_embed(${target} ${file})
    endforeach()
    foreach(dependency IN LISTS arg_DEPENDS)
        # With TIDEWAITER_ONLY a module may be left out by one who builds what does not need it.
        if(NOT TIDEWAITER_ONLY OR TARGET tidewaiter::${dependency})
            target_link_libraries(${target} PUBLIC tidewaiter::${dependency})
        endif()
    endforeach()
    target_link_libraries(${target} PUBLIC ${arg_LINK} PRIVATE tidewaiter_options)
    set_property(GLOBAL APPEND PROPERTY TIDEWAITER_MODULES ${name})
endfunction()

# tidewaiter_embed(<target> <file below data/>): the bytes of the file become the symbols
# tidewaiter_data_<name>_begin and _end, with every character outside [A-Za-z0-9] as '_'.
function(tidewaiter_embed target file)
    string(MAKE_C_IDENTIFIER "${file}" symbol)
    set(source ${CMAKE_CURRENT_BINARY_DIR}/embed_${symbol}.S)
    set(path ${PROJECT_SOURCE_DIR}/data/${file})
    file(CONFIGURE OUTPUT ${source} @ONLY CONTENT [[
    .section .rodata
    .global tidewaiter_data_@symbol@_begin
    .global tidewaiter_data_@symbol@_end
    .balign 16
tidewaiter_data_@symbol@_begin:
    .incbin "@path@"
tidewaiter_data_@symbol@_end:
    .byte 0
    .section .note.GNU-stack,"",@progbits
]])
    set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${path})
    target_sources(${target} PRIVATE ${source})
endfunction()

# tidewaiter_test(<module> SOURCES cpp... [LABELS label...] [LINK target...] [NAME suffix])
#   One executable <module>[_<suffix>]_test; each of its tests is one ctest entry with the labels.
function(tidewaiter_test module)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAME" "SOURCES;LABELS;LINK")
    set(target ${module}_test)
    if(arg_NAME)
        set(target ${module}_${arg_NAME}_test)
    endif()
    if(NOT arg_LABELS)
        set(arg_LABELS fast)
    endif()
    add_executable(${target} ${arg_SOURCES})
    target_link_libraries(${target} PRIVATE tidewaiter::${module} tidewaiter_test_support ${arg_LINK} tidewaiter_options)
    gtest_discover_tests(${target} TEST_PREFIX "${module}." DISCOVERY_TIMEOUT 60 TEST_LIST ${target}_found
        PROPERTIES TIMEOUT 900)
    # Set afterwards: gtest_discover_tests takes a list of several labels apart.
    set(labels ${CMAKE_CURRENT_BINARY_DIR}/${target}_labels.cmake)
    file(CONFIGURE OUTPUT ${labels} @ONLY CONTENT [[
foreach(test IN LISTS @target@_found)
    set_tests_properties("${test}" PROPERTIES LABELS "@arg_LABELS@")
endforeach()
]])
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${labels})
endfunction()
