if(TARGET tidewaiter::sql)
    tidewaiter_fuzz(record_csv SOURCES ${CMAKE_CURRENT_LIST_DIR}/record_csv_fuzz.cpp LINK tidewaiter::sql)
    tidewaiter_fuzz(record_json_lines SOURCES ${CMAKE_CURRENT_LIST_DIR}/record_json_lines_fuzz.cpp LINK tidewaiter::sql)
endif()
