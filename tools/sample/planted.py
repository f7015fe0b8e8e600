"""The cases planted in data/sample/shipments.csv: what is put where, which rule must find it, and why.

A case is (rules, at least, at most, listed party, why, changes). `rules` names every rule that must have a finding on
the shipment, joined by '+'; empty where none must. GOODS:eu is a goods finding on that control list. `at least` and `at most` bound the decision in the order
no_finding < review < hold; not_screened stands alone. `listed party` is a key of listed_parties.csv.
`changes` replaces fields of the first line's party columns on all lines; "lines" replaces the goods.
"""

CHIPS = [("854231", "Microcontrollers", 900, 18)]
BEARINGS = [("84821090", "Ball bearings", 16, 2200)]
LATHES = [("845811", "CNC turning centres", 28, 6400)]
PUMPS = [("841370", "Centrifugal pumps", 22, 900)]
SHOES = [("640399", "Leather shoes", 32, 600)]


def party(role, name, country):
    return {role + "_name": name, role + "_country": country}


def to(country, **more):
    return {"destination_country": country, "consignee_country": country, **more}


def ship(name, imo):
    return {"vessel_name": name, "vessel_imo": imo, "lines": PUMPS}


NAMES = [
    ("R07", "hold", "hold", "rosoboronexport", "exact alias as consignee", to("RU", **party("consignee", "Rosoboronexport JSC", "RU"))),
    ("R07", "hold", "hold", "mcst", "exact alias as end user behind an unlisted consignee", to("KZ", **party("end_user", "MCST Lebedev", "RU"))),
    ("R07", "hold", "hold", "almaz-antey", "exact former name", to("RU", **party("consignee", "OAO Concern PVO Almaz-Antey", "RU"))),
    ("R07", "hold", "hold", "sovcomflot", "exact name as notify party", party("notify", "PAO Sovcomflot", "RU")),
    ("R07", "review", "hold", "omm", "alias as forwarder, of which the file gives no country", {"forwarder_name": "Korea Mirae Shipping Co., Ltd."}),
    ("R07", "hold", "hold", "peleng", "alias as shipper of an import", {"shipper_name": "Peleng OAO", "shipper_country": "BY", "dispatch_country": "BY", "destination_country": "DE", "consignee_country": "DE"}),
    ("R07", "review", "hold", "rosoboronexport", "two letters swapped", to("RU", **party("consignee", "Rosoboroneksprot OAO", "RU"))),
    ("R07", "review", "hold", "uralvagonzavod", "one letter lost", to("RU", **party("consignee", "Uralvagonzvod Corporation", "RU"))),
    ("R07", "review", "hold", "surgutneftegas", "one letter doubled, legal form in front", to("RU", **party("consignee", "OAO Surgutnefftegas", "RU"))),
    ("R07", "review", "hold", "shahed-aviation", "digit 0 for the letter O", to("AE", **party("end_user", "Shahed Aviati0n Industries", "IR"))),
    ("R07", "review", "hold", "kalashnikov", "words in another order", to("RU", **party("consignee", "Kalashnikov Concern, Joint Stock Company", "RU"))),
    ("R07", "review", "hold", "shahid-hemmat", "words in another order", to("AE", **party("end_user", "Industrial Group Shahid Hemmat", "IR"))),
    ("R07", "review", "hold", "chemezov", "a person, family name first", to("RU", **party("end_user", "Chemezov Sergey Viktorovich", "RU"))),
    ("R07", "review", "hold", "nabiullina", "a person in Cyrillic, family name first", to("RU", **party("end_user", "Набиуллина Эльвира Сахипзадовна", "RU"))),
    ("R07", "review", "hold", "kim-jong-un", "a person with a hyphen", to("CN", **party("end_user", "KIM Jong-un", "KP"))),
    ("R07", "review", "hold", "kadyrov", "a person with a title", to("AE", **party("end_user", "Mr. Ramzan Akhmatovich Kadyrov", "RU"))),
    ("R07", "review", "hold", "qaani", "a person in Persian script", to("IQ", **party("end_user", "اسماعیل قاآنی", "IR"))),
    ("R07", "review", "hold", "no-kwang-chol", "a person in Hangul", to("CN", **party("end_user", "노광철", "KP"))),
    ("R07", "hold", "hold", "kamaz", "Cyrillic, legal form in Cyrillic", to("RU", **party("consignee", "ПАО «КАМАЗ»", "RU"))),
    ("R07", "review", "hold", "tupolev", "Cyrillic, the list holds Latin only", to("RU", **party("consignee", "ПАО «Туполев»", "RU"))),
    ("R07", "review", "hold", "surgutneftegas", "Cyrillic, the list holds Latin only", to("KZ", **party("end_user", "ОАО «Сургутнефтегаз»", "RU"))),
    ("R07", "review", "hold", "tactical-missiles", "transliterated by another table", to("RU", **party("consignee", "Korporacija Takticheskoje Raketnoje Vooruzhenije AO", "RU"))),
    ("R07", "review", "hold", "severstal", "transliterated with the soft sign as an apostrophe", to("RU", **party("consignee", "PAO Severstal'", "RU"))),
    ("R07", "review", "hold", "belaruskali", "transliterated from Belarusian", to("BY", **party("consignee", "AAT Belaruskaliy", "BY"))),
    ("R07", "review", "hold", "nioc", "Persian script without the doubling mark", to("IR", **party("consignee", "شرکت ملی نفت ایران", "IR"))),
    ("R07", "review", "hold", "bank-melli", "Persian name typed with Arabic kaf and yeh", to("IR", **party("consignee", "بانك ملي ايران", "IR"))),
    ("R07", "hold", "hold", "modafl", "Persian script, exact", to("AE", **party("end_user", "وزارت دفاع و پشتیبانی نیروهای مسلح", "IR"))),
    ("R07", "hold", "hold", "yulong", "Chinese script, exact", to("CN", **party("consignee", "山东裕龙石化有限公司", "CN"))),
    ("R07", "review", "hold", "hengbangwei", "simplified characters, the list holds traditional ones", to("HK", **party("consignee", "香港恒邦微电子有限公司", "HK"))),
    ("R07", "hold", "hold", "juhang", "narrow brackets, the list holds wide ones", to("CN", **party("consignee", "巨航航空科技(深圳)有限公司", "CN"))),
    ("R07", "hold", "hold", "alrosa", "another legal form", to("RU", **party("consignee", "Alrosa OAO", "RU"))),
    ("R07", "hold", "hold", "gsk-cnc", "legal form written out", to("CN", **party("consignee", "GSK CNC Equipment Company Limited", "CN"))),
    ("R07", "hold", "hold", "shvabe", "legal form translated and written out", to("RU", **party("consignee", "Shvabe Joint-Stock Company", "RU"))),
    ("R07", "hold", "hold", "mahan-air", "legal form added", to("AE", **party("consignee", "Mahan Air Co. Ltd.", "IR"))),
    ("R07", "review", "hold", "ryonbong", "legal form shortened, place added", to("CN", **party("end_user", "Korea Ryonbong General Corp., Pyongyang", "KP"))),
    ("R07", "review", "hold", "irisl", "one letter lost in a long name", to("AE", **party("notify", "Islamic Republic of Iran Shiping Lines", "IR"))),
    ("R07", "no_finding", "hold", "hesa", "weak alias alone, same country", to("IR", **party("consignee", "HESA", "IR"))),
    ("R07", "no_finding", "hold", "tactical-missiles", "weak alias with a legal form, same country", to("RU", **party("consignee", "KTRV JSC", "RU"))),
    ("R07", "review", "hold", "ymtc", "licence list, another legal form", to("CN", **party("consignee", "Yangtze Memory Technologies Company Limited", "CN"))),
    ("R07", "review", "hold", "phytium", "licence list, legal form added", to("CN", **party("end_user", "Tianjin Phytium Information Technology Co., Ltd.", "CN"))),
]

VESSELS = [
    ("R07", "hold", "hold", "vessel-9161003", "name and IMO as listed", ship("Lady R", "9161003")),
    ("R07", "hold", "hold", "vessel-9187667", "listed IMO under a name that no list holds", ship("Blue Meridian", "9187667")),
    ("R07", "hold", "hold", "vessel-9357353", "listed IMO under a name that no list holds, written with IMO in front", ship("Ocean Tulip", "IMO 9357353")),
    ("R07", "hold", "hold", "vessel-9362061", "listed IMO under a former name", ship("Victory", "9362061")),
    ("R07", "review", "hold", "vessel-8820925", "listed name, no IMO given", ship("M/V Iran Shalamcheh", "")),
    ("R07", "review", "hold", "vessel-8770261", "listed name in another transliteration, no IMO given", ship("Akademik Cherskij", "")),
    ("R07", "review", "hold", "vessel-9338230", "listed name with an IMO whose check digit is wrong: it refutes nothing", ship("Yury Topchev", "9338231")),
    ("R07", "no_finding", "no_finding", "vessel-9258002", "same name as a listed ship, other IMO: refuted", ship("Kazan", "2911007")),
    ("R07", "no_finding", "no_finding", "vessel-9102198", "same name as a listed ship, other IMO: refuted", ship("Clipper", "2911019")),
    ("R07", "no_finding", "no_finding", "vessel-9283760", "same name as a listed ship, other IMO: refuted", ship("Forest", "2911021")),
]

GOODS = [
    ("GOODS:chpl+R04+R11", "review", "hold", "", "tier 1 chips to a transshipment place, nobody named as end user", to("TR", end_user_name="", end_user_country="", lines=CHIPS)),
    ("GOODS:chpl+R04+R11", "review", "hold", "", "bearings to a transshipment place, to the order of a bank", to("KZ", consignee_name="To the order of Almaty Agrarian Bank", end_user_name="", end_user_country="", lines=BEARINGS)),
    ("GOODS:chpl+GOODS:us+R04+R11", "review", "hold", "", "CNC lathes to a forwarder in a transshipment place", to("AE", consignee_name="Orbistan Freight Forwarders FZE", end_user_name="", end_user_country="", lines=LATHES)),
    ("GOODS:chpl+R04+R10", "review", "hold", "", "chips to Armenia, the consignee's telephone is Russian", to("AM", consignee_phone="+7 495 0000 118", lines=CHIPS)),
    ("GOODS:chpl+R04+R10", "review", "hold", "", "chips to Dubai, the consignee's telephone is Iranian", to("AE", consignee_phone="0098 21 0000 4471", lines=CHIPS)),
    ("GOODS:chpl+R16", "review", "hold", "", "bearings from Italy to Serbia by way of Hong Kong", {"dispatch_country": "IT", "via": "HK", **to("RS", lines=BEARINGS)}),
    ("GOODS:chpl+R16", "review", "hold", "", "chips from Germany to Türkiye by way of Kazakhstan, beyond the destination", {"dispatch_country": "DE", "via": "KZ", **to("TR", lines=CHIPS)}),
    ("GOODS:chpl+GOODS:eu", "review", "hold", "", "tapered bearings to Russia: high priority and on the EU export ban as of January 2023", {"dispatch_country": "DE", **to("RU", lines=[("84822000", "Tapered roller bearings", 24, 900)])}),
    ("GOODS:chpl+GOODS:us", "review", "hold", "", "machining centres to Russia, CN8 with dots", {"dispatch_country": "DE", **to("RU", lines=[("8457.10.10", "Machining centres", 26, 8000)])}),
    ("GOODS:eu", "review", "hold", "", "gears to Russia: on the EU export bans as of January 2023", {"dispatch_country": "DE", **to("RU", lines=[("84834051", "Gear boxes", 26, 700)])}),
    ("R10", "no_finding", "no_finding", "", "telephone of another country, harmless goods: one indicator alone", to("US", consignee_phone="+852 0000 5512", lines=SHOES)),
    ("R11", "no_finding", "no_finding", "", "to order, harmless goods: one indicator alone", to("BR", consignee_name="To order", end_user_name="", end_user_country="", lines=SHOES)),
    ("R16", "no_finding", "no_finding", "", "a detour with harmless goods: one indicator alone", {"dispatch_country": "DE", "via": "SG", **to("GB", lines=SHOES)}),
]

UNREADABLE = [
    ("", "not_screened", "not_screened", "", "no name of any party", {k: "" for k in ("shipper_name", "consignee_name", "notify_name", "end_user_name", "forwarder_name", "vessel_name", "vessel_imo")}),
    ("", "no_finding", "no_finding", "", "an HS code of letters", to("US", lines=[("ABCDEF", "Spare parts", 12, 300)])),
    ("", "no_finding", "no_finding", "", "an HS code that no revision knows", to("US", lines=[("9999.99.99", "Sundries", 12, 300)])),
    ("", "no_finding", "no_finding", "", "a country nobody knows", {**to("Ruritania"), "lines": SHOES}),
    ("", "no_finding", "no_finding", "", "value and weight that are no numbers", to("GB", lines=[("640399", "Leather shoes", "twelve", "n/a")])),
    ("", "no_finding", "no_finding", "", "a currency nobody knows", to("GB", currency="XQQ", lines=SHOES)),
]

# Common words, family names and look-alike ships that must stay below the line.
NEAR_MISSES = [
    ("a common word that is also a listed name", party("consignee", "Integral Bearings Wholesale Ltd", "GB"), "GB"),
    ("a common family name", party("consignee", "Miller & Sons Bakery Supplies", "US"), "US"),
    ("a family name shared with a listed person", party("end_user", "Olena Medvedeva Flower Shop", "UA"), "UA"),
    ("a family name shared with a listed person", party("consignee", "Volodin Violin Makers", "CA"), "CA"),
    ("a family name shared with listed persons", party("end_user", "Kim Soo-Hyang", "KR"), "KR"),
    ("a given name and patronymic shared with listed persons", party("end_user", "Sergey Viktorovich Hlebnikov", "KZ"), "KZ"),
    ("shares the first letters", party("consignee", "Mikronova Dental Labs s.r.o.", "CZ"), "CZ"),
    ("shares a word with a bank", party("consignee", "Alfa Bankett-Service GmbH", "AT"), "AT"),
    ("shares a place with listed parties", party("consignee", "Minsk Street Coffee Roasters Ltd", "GB"), "GB"),
    ("shares common words with listed parties", party("consignee", "Persian Gulf Date Palm Growers LLC", "AE"), "AE"),
    ("shares common words with listed parties", party("consignee", "National Carpet Company", "IN"), "IN"),
    ("shares common words with listed parties", party("consignee", "Electronics Industries Museum Foundation", "NL"), "NL"),
    ("shares common words with a listed party", party("consignee", "China Mobile Home Furniture Factory", "CN"), "CN"),
    ("shares two common words with a listed party", party("consignee", "Green Pine Garden Centre", "AU"), "AU"),
    ("shares a word with a listed party", party("consignee", "United Aircraft Cleaning Services Inc.", "US"), "US"),
    ("shares a word with a listed party", party("consignee", "Moscow Mule Cocktail Bar Equipment", "AU"), "AU"),
    ("a town that is also in a listed name", party("consignee", "Peleng Pelangi Sdn. Bhd.", "MY"), "MY"),
    ("shares its first word with a listed steelworks", party("consignee", "Severin Stahl Messer GmbH", "DE"), "DE"),
    ("a ship whose name begins as a listed one does", {"vessel_name": "Clipper Daydream", "vessel_imo": "2911033"}, "US"),
    ("a ship whose name holds a listed one", {"vessel_name": "Hawkesbury Sound", "vessel_imo": "2911045"}, "AU"),
    ("a ship whose name is near to a listed one, other IMO", {"vessel_name": "Sirius Bay", "vessel_imo": "2911057"}, "CN"),
    ("a ship whose name is near to a listed one, other IMO", {"vessel_name": "Esperanza del Sur", "vessel_imo": "2911069"}, "MX"),
]
