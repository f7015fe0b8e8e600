if(TARGET tidewaiter::names)
    tidewaiter_bench(names SOURCES names_bench.cpp LINK tidewaiter::names)
endif()
