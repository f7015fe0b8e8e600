if(TARGET tidewaiter::lists)
    tidewaiter_fuzz(xml_list SOURCES ${CMAKE_CURRENT_LIST_DIR}/xml_list_fuzz.cpp LINK tidewaiter::lists)
endif()
