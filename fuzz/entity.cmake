if(TARGET tidewaiter::entity)
    tidewaiter_fuzz(ftm_json SOURCES ${CMAKE_CURRENT_LIST_DIR}/ftm_json_fuzz.cpp LINK tidewaiter::entity)
endif()
