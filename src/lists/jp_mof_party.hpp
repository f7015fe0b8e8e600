// One row of the Japanese Ministry of Finance's list of those whose assets are frozen: what its columns mean, in the table
// of 32 columns and in the workbook with a sheet for each regime.
#pragma once

#include "lists/party.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tidewaiter::lists {

enum class MofField {
    regime, number, notice_date, notice_number, kind, name, alias, former, weak, title, position, birth_date, birth_place,
    nationality, passport, identity, address_country, address, un_reference, un_date, listed_on, phone, reason, note
};

struct MofColumn {
    std::string_view header; ///< without blanks
    MofField field;
    char language; ///< 'j' for a column in Japanese, 'e' for one in English, ' ' for both or neither
};

/// In: a column's name as published; blanks in it do not count ("日 本 語 表 記").
/// Out: nullptr for a column that is not known here
const MofColumn* find_mof_column(std::string_view header);

struct MofCell {
    const MofColumn* column;
    std::string text;
};

/// The text of the first cell of that field; empty when there is none.
std::string_view mof_text(const std::vector<MofCell>& row, MofField field);

/// "個人" is a person, "団体" an organisation; anything else a LegalEntity.
std::string_view mof_schema(std::string_view words);

/// Names of a cell: at ';' and line ends outside of brackets, without letters that count them. A bracket about birth or
/// nationality is no part of the name and goes to notes.
void add_mof_names(Party& party, std::string_view cell, NameKind kind, std::string_view language);

/// "2001.9.22", "1963/4/11；1964年", "1958年から1963年の間", "1955年頃", spreadsheet serials: texts that parse_date reads;
/// what it does not read stays as it stands.
std::vector<std::string> split_mof_dates(std::string_view cell);

/// Everything of the row but the id and schema. Adds the listing too.
void add_mof_row(Party& party, const std::vector<MofCell>& row, std::string_view regime);

} // namespace tidewaiter::lists
