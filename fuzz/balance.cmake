if(TARGET tidewaiter::balance)
    tidewaiter_fuzz(balance_model SOURCES ${CMAKE_CURRENT_LIST_DIR}/balance_model_fuzz.cpp LINK tidewaiter::balance)
endif()
