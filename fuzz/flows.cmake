if(TARGET tidewaiter::flows)
    tidewaiter_fuzz(io_table SOURCES ${CMAKE_CURRENT_LIST_DIR}/io_table_fuzz.cpp LINK tidewaiter::flows)
    tidewaiter_fuzz(flow_file SOURCES ${CMAKE_CURRENT_LIST_DIR}/flow_file_fuzz.cpp LINK tidewaiter::flows)
endif()
