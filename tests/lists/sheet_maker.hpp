// Spreadsheets made by the tests themselves.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zip.h>

#include <string>
#include <utility>
#include <vector>

namespace tidewaiter::test {

using ZipParts = std::vector<std::pair<std::string, std::string>>; // entry, bytes

inline void write_zip(const std::string& path, const ZipParts& parts, const char* password = nullptr) {
    int error = 0;
    zip_t* const archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    ASSERT_NE(archive, nullptr);
    for (const auto& [name, bytes] : parts) {
        zip_source_t* const source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
        const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
        ASSERT_GE(index, 0);
        if (password != nullptr) {
            zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password);
        }
    }
    ASSERT_EQ(zip_close(archive), 0);
}

/// An XLSX of one sheet. In: rows as the XML inside sheetData, texts as the XML inside sst.
inline ZipParts xlsx_parts(const std::string& rows, const std::string& texts = {}) {
    return {{"xl/workbook.xml",
             R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>)"
             R"(<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>)"
             R"(<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>)"},
            {"xl/styles.xml",
             R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy"/><numFmt numFmtId="165" formatCode="0.00E+00"/></numFmts>)"
             R"(<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
             R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="17"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)"},
            {"xl/sharedStrings.xml", "<sst>" + texts + "</sst>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}};
}

/// Rows of plain texts as inline strings.
inline std::string to_xlsx_rows(const std::vector<std::vector<std::string>>& table) {
    std::string xml;
    for (std::size_t i = 0; i < table.size(); ++i) {
        xml += fmt::format("<row r=\"{}\">", i + 1);
        for (const std::string& cell : table[i]) {
            xml += fmt::format("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", cell);
        }
        xml += "</row>";
    }
    return xml;
}

inline ZipParts ods_parts(const std::string& rows) {
    return {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
            {"content.xml", "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>"
                            "<office:spreadsheet><table:table table:name=\"One\">" +
                                rows + "</table:table></office:spreadsheet></office:body></office:document-content>"}};
}

} // namespace tidewaiter::test
