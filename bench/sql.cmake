if(TARGET tidewaiter::sql)
    tidewaiter_bench(record_file SOURCES ${CMAKE_CURRENT_LIST_DIR}/record_file_bench.cpp LINK tidewaiter::sql)
endif()
