if(TARGET tidewaiter::claims)
    tidewaiter_fuzz(claims_text SOURCES ${CMAKE_CURRENT_LIST_DIR}/claims_text_fuzz.cpp LINK tidewaiter::claims)
    tidewaiter_fuzz(claim_file SOURCES ${CMAKE_CURRENT_LIST_DIR}/claim_file_fuzz.cpp LINK tidewaiter::claims)
endif()
