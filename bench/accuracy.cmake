# Prints how well names are matched on labelled data; see docs/benchmarks.md.
if(TARGET tidewaiter::index)
    add_executable(bench_accuracy ${CMAKE_CURRENT_LIST_DIR}/accuracy_bench.cpp)
    target_include_directories(bench_accuracy PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(bench_accuracy PRIVATE tidewaiter::index tidewaiter_options)
endif()
# Makes data/transliterations.csv.
if(TARGET tidewaiter::text)
    add_executable(bench_fit_transliteration ${CMAKE_CURRENT_LIST_DIR}/fit_transliteration.cpp)
    target_include_directories(bench_fit_transliteration PRIVATE ${PROJECT_SOURCE_DIR}/src)
    target_link_libraries(bench_fit_transliteration PRIVATE tidewaiter::text tidewaiter_options)
endif()
