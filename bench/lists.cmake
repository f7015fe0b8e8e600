if(TARGET tidewaiter::lists)
    tidewaiter_bench(lists_xml SOURCES ${CMAKE_CURRENT_LIST_DIR}/lists_xml_bench.cpp LINK tidewaiter::lists)
    tidewaiter_bench(list_csv SOURCES ${CMAKE_CURRENT_LIST_DIR}/list_csv_bench.cpp LINK tidewaiter::lists)
endif()
