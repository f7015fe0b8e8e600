if(TARGET tidewaiter::goods)
    tidewaiter_bench(goods SOURCES ${CMAKE_CURRENT_LIST_DIR}/goods_bench.cpp LINK tidewaiter::goods)
endif()
