# Language, warnings and sanitizers, all on one interface target.
set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
# Dev: assertions on, light optimisation so that tests over real files stay quick.
set(CMAKE_CXX_FLAGS_DEV "-O1 -g1")
set(CMAKE_C_FLAGS_DEV "-O1 -g1")
set(CMAKE_EXE_LINKER_FLAGS_DEV "")

add_library(tidewaiter_options INTERFACE)
target_compile_options(tidewaiter_options INTERFACE
    -march=x86-64-v2
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast
    -Wnon-virtual-dtor -Woverloaded-virtual -Wextra-semi -Wundef -Wimplicit-fallthrough
    # Designated initialisers that leave the rest at its default are how options are written here.
    -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(tidewaiter_options INTERFACE
        -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wuseless-cast)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    # clang reports the deprecation mark inside libstdc++ 12's own stable_sort wherever that is used.
    target_compile_options(tidewaiter_options INTERFACE -Wno-deprecated-declarations)
endif()
# Not with sanitizers: what they add makes g++ warn of code that is not ours; the check build judges warnings.
if(TIDEWAITER_WERROR)
    target_compile_options(tidewaiter_options INTERFACE -Werror)
endif()
if(TIDEWAITER_SANITIZE)
    add_compile_options(-fsanitize=${TIDEWAITER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    add_link_options(-fsanitize=${TIDEWAITER_SANITIZE})
endif()
