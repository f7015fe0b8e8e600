if(TARGET tidewaiter::goods)
    tidewaiter_fuzz(hs_code SOURCES ${CMAKE_CURRENT_LIST_DIR}/hs_code_fuzz.cpp LINK tidewaiter::goods)
    tidewaiter_fuzz(goods_catalogue SOURCES ${CMAKE_CURRENT_LIST_DIR}/goods_catalogue_fuzz.cpp LINK tidewaiter::goods)
endif()
