if(TARGET tidewaiter::lists)
    tidewaiter_bench(lists_sheet SOURCES ${CMAKE_CURRENT_LIST_DIR}/lists_sheet_bench.cpp LINK tidewaiter::lists EXPAT::EXPAT)
endif()
