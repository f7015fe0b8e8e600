if(TARGET tidewaiter::claims)
    tidewaiter_bench(claims SOURCES ${CMAKE_CURRENT_LIST_DIR}/claims_bench.cpp LINK tidewaiter::claims)
    target_compile_definitions(bench_claims PRIVATE TIDEWAITER_SOURCE="${PROJECT_SOURCE_DIR}")
endif()
