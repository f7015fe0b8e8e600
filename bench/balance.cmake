if(TARGET tidewaiter::balance)
    tidewaiter_bench(balance SOURCES ${CMAKE_CURRENT_LIST_DIR}/balance_bench.cpp LINK tidewaiter::balance)
    tidewaiter_bench(balance_tables SOURCES ${CMAKE_CURRENT_LIST_DIR}/balance_tables_bench.cpp LINK tidewaiter::balance)
endif()
