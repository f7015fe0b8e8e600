if(TARGET tidewaiter::index)
    tidewaiter_bench(index SOURCES index_bench.cpp LINK tidewaiter::index)
endif()
