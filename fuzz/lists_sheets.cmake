if(TARGET tidewaiter::lists)
    tidewaiter_fuzz(sheet SOURCES ${CMAKE_CURRENT_LIST_DIR}/sheet_fuzz.cpp LINK tidewaiter::lists)
    tidewaiter_fuzz(list_json SOURCES ${CMAKE_CURRENT_LIST_DIR}/list_json_fuzz.cpp LINK tidewaiter::lists)
endif()
