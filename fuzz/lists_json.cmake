if(TARGET tidewaiter::lists)
    tidewaiter_fuzz(ftm_json_list SOURCES ${CMAKE_CURRENT_LIST_DIR}/ftm_json_list_fuzz.cpp LINK tidewaiter::lists)
    tidewaiter_fuzz(simple_csv SOURCES ${CMAKE_CURRENT_LIST_DIR}/simple_csv_fuzz.cpp LINK tidewaiter::lists)
endif()
