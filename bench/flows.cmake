if(TARGET tidewaiter::flows)
    tidewaiter_bench(lookthrough SOURCES ${CMAKE_CURRENT_LIST_DIR}/lookthrough_bench.cpp LINK tidewaiter::flows)
endif()
