#!/usr/bin/env python3
"""Writes a large workbook of made-up parties in a publisher's columns, for measuring memory: the longest that Excel has.

    tools/make_big_sheet.py au-dfat-xlsx 1048575 big.xlsx      # rows

Texts of an XLSX stand apart from the cells, each once, as Excel writes them. No party stands for anybody.
"""
import sys
import zipfile

HEADERS = {
    "au-dfat-xlsx": ["Reference", "Name of Individual or Entity", "Type", "Name Type", "Alias Strength", "Date of Birth", "Place of Birth",
                     "Citizenship", "Address", "Additional Information", "Listing Information", "IMO Number", "Committees",
                     "Control Date", "Instrument of Designation", "Targeted Financial Sanction", "Travel Ban", "Arms Embargo",
                     "Maritime Restriction"],
    "jp-meti-xlsx": ["No.", "Country or Region", "Company or Organization", "Also Known As", "Type of WMD", "Conventional Weapons"],
    "uk-sanctions-list-ods": ["Unique ID", "OFSI Group ID", "Name", "Regime Name", "Designation Type", "Designation source",
                              "Date Designated", "Sanctions Imposed"],
}
ROWS = {
    "au-dfat-xlsx": ["#", "Made Up Person #", "Individual", "Primary Name", "", "21/02/1961", "Omsk, Russia", "Russia", "Some Street #, Omsk",
                     "Made up. Passport no: P#", "Listed on 25 Jan. 2001", "", "1988 (Taliban)", "46126", "An Instrument", "1", "1", "1", "0"],
    "jp-meti-xlsx": ["#", "Russia", "Made Up Works #", "\u30fbMUW #\n\u30fbMade Up #", "N", ""],
    "uk-sanctions-list-ods": ["RUS#", "#", "Made Up Works #", "The Made Up Regulations", "Entity", "UK", "21-02-2024", "Asset freeze|Travel Ban"],
}


def write_xlsx(archive, rows):
    texts = {}
    with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
        sheet.write(b"<worksheet><sheetData>")
        for number, row in enumerate(rows, 1):
            cells = "".join(f'<c t="s"><v>{texts.setdefault(cell, len(texts))}</v></c>' for cell in row)
            sheet.write(f'<row r="{number}">{cells}</row>'.encode())
        sheet.write(b"</sheetData></worksheet>")
    with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as shared:
        shared.write(b"<sst>")
        for text in texts:
            shared.write(f"<si><t>{text}</t></si>".encode())
        shared.write(b"</sst>")
    archive.writestr("xl/workbook.xml", '<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>')
    archive.writestr("xl/_rels/workbook.xml.rels",
                     '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
                     '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>')


def write_ods(archive, rows):
    archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
    with archive.open("content.xml", "w", force_zip64=True) as content:
        content.write(b'<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="One">')
        for row in rows:
            cells = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
            content.write(f"<table:table-row>{cells}</table:table-row>".encode())
        content.write(b"</table:table></office:spreadsheet></office:body></office:document-content>")


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in HEADERS or not sys.argv[2].isdigit():
        sys.exit(f"usage: tools/make_big_sheet.py FORMAT ROWS FILE\nformats: {', '.join(HEADERS)}")
    layout = sys.argv[1]

    def rows():
        yield HEADERS[layout]
        for number in range(1, int(sys.argv[2]) + 1):
            yield [cell.replace("#", str(number)) for cell in ROWS[layout]]

    with zipfile.ZipFile(sys.argv[3], "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        (write_ods if layout.endswith("ods") else write_xlsx)(archive, rows())


main()
