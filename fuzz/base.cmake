if(TARGET tidewaiter::base)
    tidewaiter_fuzz(csv SOURCES ${CMAKE_CURRENT_LIST_DIR}/csv_fuzz.cpp LINK tidewaiter::base)
endif()
