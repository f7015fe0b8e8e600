#include "base/json_writer.hpp"

#include <gtest/gtest.h>

#include <limits>

using namespace tidewaiter::base;

namespace {

TEST(JsonWriter, ObjectsAndArrays) {
    JsonWriter json;
    json.begin_object().member("a", 1).key("b").begin_array().value("x").value(true).null().value(0.5).end_array();
    json.key("c").begin_object().end_object().end_object();
    EXPECT_EQ(json.text(), R"({"a":1,"b":["x",true,null,0.5],"c":{}})");
}

TEST(JsonWriter, IndentedForPeople) {
    JsonWriter json(2);
    json.begin_object().member("a", 1).key("b").begin_array().end_array().end_object();
    EXPECT_EQ(json.text(), "{\n  \"a\": 1,\n  \"b\": []\n}");
}

TEST(JsonWriter, TextIsEscapedAndAlwaysUtf8) {
    std::string text;
    write_json_string(text, "q\" b\\ n\n t\t z\x01 \xc3\xa9 bad\xff end");
    EXPECT_EQ(text, "\"q\\\" b\\\\ n\\n t\\t z\\u0001 \xc3\xa9 bad\xef\xbf\xbd end\"");
}

TEST(JsonWriter, NumbersThatJsonLacksAreNull) {
    JsonWriter json;
    json.begin_array().value(std::numeric_limits<double>::infinity()).value(-0.25).end_array();
    EXPECT_EQ(json.text(), "[null,-0.25]");
}

} // namespace
