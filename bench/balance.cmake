if(TARGET tidewaiter::balance)
    tidewaiter_bench(balance SOURCES ${CMAKE_CURRENT_LIST_DIR}/balance_bench.cpp LINK tidewaiter::balance)
    tidewaiter_bench(choke SOURCES ${CMAKE_CURRENT_LIST_DIR}/choke_bench.cpp LINK tidewaiter::balance)
endif()
