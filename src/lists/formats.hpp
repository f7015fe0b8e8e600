// The rows of the format table, each defined in the file of its reader; list_reader.cpp puts them in order.
#pragma once

#include "lists/list_reader.hpp"

namespace tidewaiter::lists {

extern const ListFormat ofac_csv;
extern const ListFormat ofac_xml;
extern const ListFormat ofac_advanced_xml;
extern const ListFormat ofac_enhanced_xml;
extern const ListFormat un_xml;
extern const ListFormat ch_seco_xml;
extern const ListFormat ca_sema_xml;
extern const ListFormat eu_fsf_xml;
extern const ListFormat eu_global_xml;
extern const ListFormat eu_fsf_csv_1_1;
extern const ListFormat eu_fsf_csv_1_0;
extern const ListFormat eu_journal_csv;
extern const ListFormat uk_sanctions_list_xml;
extern const ListFormat uk_sanctions_list_csv;
extern const ListFormat ofsi_csv;
extern const ListFormat ofsi_xml;
extern const ListFormat us_csl_csv;
extern const ListFormat us_csl_json;
extern const ListFormat senzing_json;
extern const ListFormat au_dfat_xlsx;
extern const ListFormat jp_meti_xlsx;
extern const ListFormat jp_ban_text;
extern const ListFormat jp_mof_csv;
extern const ListFormat jp_mof_xlsx;
extern const ListFormat uk_sanctions_list_ods;
extern const ListFormat bis_denied_persons;
extern const ListFormat bis_denied_export;
extern const ListFormat bis_entity_list;
extern const ListFormat bis_unverified_list;
extern const ListFormat state_debarred;
extern const ListFormat state_nonproliferation;
extern const ListFormat user_csv;
extern const ListFormat user_json;
extern const ListFormat ftm_json;
extern const ListFormat opensanctions_simple_csv;

} // namespace tidewaiter::lists
