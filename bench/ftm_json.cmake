if(TARGET tidewaiter::lists)
    tidewaiter_bench(ftm_json SOURCES ${CMAKE_CURRENT_LIST_DIR}/ftm_json_bench.cpp LINK tidewaiter::lists)
endif()
