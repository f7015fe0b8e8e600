// Links between revisions: the curated table first, then the UN conversion sheet; the UN correlation sheet beside them.
#pragma once

#include "goods/goods.hpp"

namespace tidewaiter::goods {

/// See GoodsBook::links and GoodsBook::correlated. The tables are read at the first call.
std::vector<GoodsBook::Link> find_links(const HsCode& code, HsRevision from, HsRevision to);
std::vector<std::string> find_correlated(const HsCode& code, HsRevision from, HsRevision to);
/// The bytes of all link tables, for the content hash.
std::vector<std::string_view> link_tables();

} // namespace tidewaiter::goods
