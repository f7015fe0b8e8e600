"""Words from which the sample's companies, goods and lanes are made.

Family names and fancy words are invented. Cities are real; streets are not. Nothing here is copied from a register:
a likeness to a living company is chance.
"""

SURNAMES = """Brannhof Ostrekamp Tillmark Vessenrode Kallmeier Dornwick Haverlund Steenvoort Quillmann Rademohr
Oskelund Fjordsen Ahlgrund Norrvik Lindtorp Pellervo Saarimaa Castelbrun Morvillon Aubertelle Delacombe Fontrivel
Rossomare Bellacorte Marchettone Fiordalba Quintavera Albarosa Montesquero Villasanta Ferreirinha Almadoiro
Kowalczewik Brzostek Zielonka Wierzbany Hornacek Sedlovsky Dvorzak Kralupek Vukmirich Draganov Petrashko Ilievin
Demirkaya Yildozlu Aksungur Karabeyli Tashkulov Abdirakhim Nurmagul Bekzhanov Mirsadyk Gulyamzod Arshakunts
Hovsenyan Kvirikadze Lomtadze Al-Dhahiri Bin-Sahmud Harithani Qasimawi Rehmatkar Chaudhrani Venkatarama Subrahmal
Iyengarkar Tanakabe Morishiro Okudaira Hasewara Linghua Zhengbai Wuyuan Gaoshen Jinhoe Baekdu-Han Seongmin Kwonil
Thornquist Ashcombe Wetherlow Harkness-Bay Calderbrook Pemberwick Osgathorpe McAlverton Whitlaw Okonjobi Adeyinkola
Mthembane Ndlovuka Silvapura Costameira Gutierrano Echeverrin Lanzarote-Diaz""".split()

FANCY = """Velmora Tarnwick Oskaria Nordalis Quantrix Heliovar Marentis Polyverde Axinova Bravonte Celestor Dynavolt
Evonique Ferrolux Gravitas-Nova Hydromar Ilvento Jadestern Kinetra Lumivant Mirador-Tec Novaterra-Sul Opticora Pyrotal
Quorvex Rotavance Silverna Tectrona Umbrionix Vantarel Westmarkia Xylonar Yarrowdene Zephyrtal Arbolito Brisamar
Cordillon Delmarine Estrelado Fluvianta Granitone Horizonta Isolvex Jorvikon Kestrelia Lanternix Monteluz Narvalis
Orbistan Pinewarden Quayline Ribeirao-Tec Solvanta Tidemere Ultravia Vistalba Windermark Ystadia Zirconor""".split()

# invented words in the scripts of their countries
NATIVE = {
    "CN": ["宁波辰启澜", "青岛沛衡拓", "深圳屿川朗", "天津柏霖岚"], "HK": ["屿澜辰", "柏衡朗"], "JP": ["奥嶺原", "澄川岬"], "KR": ["서림한", "두벌온"],
    "AE": ["الدحيري الخليجية", "مرسى النورس"], "SA": ["واحة السمرقة", "درب المرجان الأزرق"], "GE": ["ქვირილაური", "ლომთაგორი"],
    "KZ": ["Велмора Дала", "Тарныкбай"], "KG": ["Оскельтоо", "Зиркон Суу"], "UA": ["Вересоград", "Ятранівка Плюс"], "RU": ["Велморика", "Тихолесье Игрушки"],
}

# country, cities, dialling prefix, name patterns ({s} family name, {f} fancy word, {c} city)
COUNTRIES = {
    "DE": (["Hamburg", "Stuttgart", "Bremen", "Nürnberg", "Kassel"], "49", ["{s} Maschinenbau GmbH", "{f} Technik GmbH & Co. KG", "{s} & Söhne OHG", "{f} Messtechnik AG"]),
    "NL": (["Rotterdam", "Eindhoven", "Utrecht"], "31", ["{s} Handelsmaatschappij B.V.", "{f} Systems B.V.", "Gebroeders {s} N.V."]),
    "BE": (["Antwerpen", "Gent", "Liège"], "32", ["{s} Trading BVBA", "{f} Industries SA"]),
    "FR": (["Lyon", "Le Havre", "Toulouse"], "33", ["Établissements {s} SARL", "{f} Industrie SAS", "Société {s} et Fils"]),
    "IT": (["Genova", "Torino", "Bologna"], "39", ["Officine {s} S.r.l.", "{f} S.p.A.", "Fratelli {s} S.n.c."]),
    "ES": (["Valencia", "Bilbao", "Zaragoza"], "34", ["Suministros {s} S.L.", "{f} Ibérica S.A."]),
    "PL": (["Gdynia", "Łódź", "Wrocław"], "48", ["{s} Hurt Sp. z o.o.", "{f} Polska S.A."]),
    "CZ": (["Brno", "Plzeň"], "420", ["{s} Nástroje s.r.o.", "{f} a.s."]),
    "AT": (["Linz", "Graz"], "43", ["{s} Werkzeug GmbH", "{f} Handels GmbH"]),
    "SE": (["Göteborg", "Västerås"], "46", ["{s} Verktyg AB", "{f} Sverige AB"]),
    "CH": (["Winterthur", "Basel"], "41", ["{s} Präzision AG", "{f} Instruments SA"]),
    "GB": (["Felixstowe", "Leeds", "Bristol"], "44", ["{s} & Sons Ltd", "{f} Components plc", "{s} Hardware Limited"]),
    "US": (["Houston", "Newark", "Long Beach"], "1", ["{f} Supply Inc.", "{s} Equipment LLC", "{f} Devices Corp."]),
    "CA": (["Halifax", "Vancouver"], "1", ["{s} Industrial Ltd.", "{f} Canada Inc."]),
    "JP": (["Yokohama", "Nagoya"], "81", ["{s} Seisakusho K.K.", "株式会社{n}製作所", "{f} Japan Co., Ltd."]),
    "KR": (["Busan", "Incheon"], "82", ["{s} Precision Co., Ltd.", "{f} Korea Inc.", "주식회사 {n}정밀"]),
    "TW": (["Kaohsiung", "Taichung"], "886", ["{s} Electronic Co., Ltd.", "{f} Technology Corp."]),
    "CN": (["Ningbo", "Qingdao", "Shenzhen", "Tianjin"], "86", ["{c} {s} Machinery Co., Ltd.", "{c} {f} Trading Co., Ltd.", "{n}机电有限公司", "{n}贸易有限公司"]),
    "HK": (["Kwun Tong", "Tsuen Wan"], "852", ["{f} (HK) Limited", "{s} Electronics Trading Limited", "{n}(香港)有限公司"]),
    "SG": (["Singapore"], "65", ["{f} Pte. Ltd.", "{s} Marine Supplies Pte Ltd"]),
    "MY": (["Penang", "Johor Bahru"], "60", ["{f} Sdn. Bhd.", "{s} Teknik Sdn Bhd"]),
    "TH": (["Laem Chabang", "Bangkok"], "66", ["{f} (Thailand) Co., Ltd.", "{s} Intertrade Co., Ltd."]),
    "VN": (["Haiphong", "Da Nang"], "84", ["{f} Vietnam Co., Ltd.", "Công ty TNHH {s}"]),
    "ID": (["Surabaya", "Jakarta"], "62", ["PT {f} Nusantara", "PT {s} Jaya"]),
    "IN": (["Mumbai", "Chennai", "Pune"], "91", ["{s} Enterprises Pvt. Ltd.", "{f} Engineering Private Limited", "M/s {s} & Co."]),
    "AE": (["Dubai", "Sharjah", "Jebel Ali"], "971", ["{s} General Trading LLC", "{f} FZE", "شركة {n} للتجارة ذ.م.م"]),
    "SA": (["Jeddah", "Dammam"], "966", ["{s} Trading Est.", "شركة {n} المحدودة"]),
    "EG": (["Alexandria", "Port Said"], "20", ["{s} Import & Export S.A.E.", "{f} Egypt LLC"]),
    "IL": (["Haifa", "Ashdod"], "972", ["{f} Ltd.", "{s} Industries Ltd"]),
    "TR": (["Mersin", "Bursa", "İzmir"], "90", ["{s} Makina Sanayi ve Ticaret Ltd. Şti.", "{f} Dış Ticaret A.Ş."]),
    "GE": (["Tbilisi", "Poti"], "995", ["{s} LLC", "შპს {n}"]),
    "AM": (["Yerevan"], "374", ["{s} LLC", "{f} CJSC"]),
    "KZ": (["Almaty", "Aktau"], "7", ["TOO {f}", "ТОО «{n}»", "{s} Trade LLP"]),
    "KG": (["Bishkek"], "996", ["OsOO {f}", "ОсОО «{n}»"]),
    "UZ": (["Tashkent"], "998", ["{s} MChJ", "{f} Biznes LLC"]),
    "TJ": (["Dushanbe"], "992", ["{s} LLC"]),
    "RS": (["Novi Sad", "Niš"], "381", ["{s} d.o.o.", "{f} Inženjering d.o.o."]),
    "UA": (["Odesa", "Lviv"], "380", ["{s} LLC", "ТОВ «{n}»"]),
    "RU": (["Kaluga", "Tver"], "7", ["OOO {f}", "ООО «{n}»"]),
    "MX": (["Veracruz", "Monterrey"], "52", ["{f} S.A. de C.V.", "Grupo {s} S. de R.L."]),
    "BR": (["Santos", "Joinville"], "55", ["{s} Comércio Ltda.", "{f} Indústria S.A."]),
    "CL": (["Valparaíso"], "56", ["{s} SpA", "{f} Chile Ltda."]),
    "ZA": (["Durban", "Johannesburg"], "27", ["{s} (Pty) Ltd", "{f} Mining Supplies (Pty) Ltd"]),
    "NG": (["Lagos"], "234", ["{s} Nigeria Ltd", "{f} Ventures Ltd"]),
    "MA": (["Casablanca"], "212", ["{s} Maroc SARL", "{f} Trading SARL"]),
    "AU": (["Fremantle", "Melbourne"], "61", ["{f} Pty Ltd", "{s} Holdings Pty Ltd"]),
}

# The transshipment places that the sample's lanes use (methods, rule R04).
TRANSSHIPMENT = ["TR", "AE", "CN", "HK", "KZ", "IN", "SG", "GE", "AM", "KG", "UZ", "RS", "TW", "IL", "MX", "BR", "ZA"]

# country, weight: where the forwarder's customers ship from and to
DISPATCH = [("DE", 30), ("NL", 18), ("BE", 9), ("FR", 8), ("IT", 8), ("PL", 5), ("AT", 4), ("SE", 4), ("CZ", 4), ("ES", 4), ("CH", 3), ("JP", 1), ("KR", 1), ("US", 1)]
DESTINATIONS = [("US", 13), ("GB", 10), ("CN", 9), ("TR", 7), ("CH", 5), ("PL", 5), ("AE", 5), ("IN", 5), ("JP", 4), ("KR", 3), ("MX", 3), ("BR", 3), ("SA", 3), ("ZA", 3), ("SG", 3), ("AU", 3), ("CA", 3), ("KZ", 2), ("RS", 2), ("EG", 2), ("MA", 2), ("UA", 2), ("HK", 2), ("TW", 1), ("IL", 1), ("VN", 2), ("TH", 2), ("ID", 2), ("MY", 2), ("CL", 1), ("NG", 1), ("GE", 1), ("AM", 1), ("UZ", 1), ("KG", 1), ("TJ", 1)]

# usual ways: destination, where cargo changes ship or truck. Only the sea way to China by Singapore is longer than
# 1.6 times the straight line from central Europe, as it is in life.
VIA = {"CN": ["SG"], "HK": ["SG"], "TW": ["SG"], "VN": ["SG"], "ID": ["SG"], "AU": ["SG"], "TH": ["SG"],
       "AE": ["EG"], "SA": ["EG"], "IN": ["AE"], "KZ": ["PL"], "UZ": ["TR"], "KG": ["KZ"], "TJ": ["UZ"], "GE": ["TR"], "AM": ["GE"],
       "MX": ["US"], "CL": ["BR"], "ZA": ["ES"], "NG": ["MA"], "UA": ["PL"], "EG": ["IT"], "US": ["GB"], "TR": ["IT"], "RS": ["AT"]}

# hs as the file writes it, own words, euros a kilogram, kilograms a line
GOODS = [
    ("300490", "Medicaments in dosage form", 90, 400), ("2204.21.80", "Wine in bottles", 6, 3200), ("84137081", "Centrifugal pumps", 22, 900),
    ("842139", "Air filters for industry", 14, 700), ("73181542", "Steel screws and bolts", 4, 5000), ("940360", "Wooden furniture", 5, 4200),
    ("6109100010", "Cotton T-shirts", 16, 800), ("090121", "Roasted coffee", 9, 2400), ("8536.50", "Electric switches up to 1000 V", 35, 300),
    ("854449", "Insulated cable", 9, 2600), ("320890", "Paints and varnishes", 5, 3100), ("481910", "Corrugated cartons", 1.4, 5200),
    ("847130", "Portable computers", 120, 350), ("85171300", "Smartphones", 420, 120), ("901890", "Medical instruments", 160, 180),
    ("3926909790", "Articles of plastics", 7, 1500), ("848180", "Valves", 28, 800), ("870829", "Vehicle body parts", 12, 2100),
    ("382499", "Chemical preparations", 4, 3800), ("190590", "Biscuits and wafers", 4, 4400), ("0406 90", "Cheese", 9, 2600),
    ("33049900", "Skin care preparations", 24, 700), ("8703.23", "Passenger cars, used", 11, 2800), ("392321", "Plastic sacks and bags", 3, 3900),
    ("691110", "Porcelain tableware", 8, 900), ("950300", "Toys", 10, 1300), ("64039996", "Leather shoes", 32, 600), ("420292", "Travel bags", 18, 500),
    ("17049065", "Sugar confectionery", 4, 3000), ("071310", "Dried peas", 0.7, 20000), ("310520", "Mineral fertiliser", 0.6, 24000),
    ("902780", "Laboratory instruments", 210, 90), ("848340", "Gears and gearing", 26, 700), ("850152", "Electric motors", 19, 1100),
    ("903289", "Regulating instruments", 140, 120), ("841451", "Fans", 11, 600), ("732690", "Articles of steel", 6, 1900), ("761699", "Articles of aluminium", 9, 800),
    ("40111000", "Car tyres", 4, 6800), ("854370", "Electrical appliances", 60, 200), ("853710", "Switchboards", 48, 500), ("852349", "Recorded discs", 20, 150),
]

# codes of the Common High Priority List with own words
CHPL_GOODS = [
    ("8542.31", "Microcontrollers", 900, 20), ("854232", "Memory chips", 1100, 12), ("85423990", "Integrated circuits", 800, 25),
    ("8517.62", "Network routers", 180, 140), ("853224", "Multilayer ceramic capacitors", 300, 60), ("85044090", "Power supplies", 45, 420),
    ("853690", "Connectors", 70, 260), ("8541.29", "Power transistors", 240, 40), ("854160", "Quartz crystals", 500, 10),
    ("848210", "Ball bearings", 16, 2400), ("84822000", "Tapered roller bearings", 12, 2600), ("848250", "Cylindrical roller bearings", 13, 1900),
    ("853400", "Bare printed circuits", 90, 150), ("903020", "Oscilloscopes", 260, 45), ("852589", "Industrial cameras", 310, 60),
    ("846693", "Parts of machine tools", 30, 800), ("84581120", "CNC turning centres", 28, 6200), ("845710", "Machining centres", 26, 8400),
    ("901480", "Navigation instruments", 420, 25), ("852910", "Aerials", 55, 180),
]

# goods that may go to Russia in the sample's background: food, medicine, children's needs
HUMANITARIAN = [("300490", "Medicaments in dosage form", 90, 400), ("190590", "Biscuits and wafers", 4, 4400), ("950300", "Toys", 10, 1300), ("901890", "Medical instruments", 160, 180)]

SHIP_FIRST = "Amber Cobalt Coral Elder Fern Garnet Harrow Indigo Juniper Linden Maple Nimbus Opal Petrel Russet Saffron Thistle Umber Willow Zinnia".split()
SHIP_SECOND = "Meridian Passage Promise Harvest Lantern Current Compass Endeavour Venture Horizon Sound Reach".split()
FORWARDERS = ["Velmora Spedition GmbH", "Quayline Forwarding B.V.", "Tidemere Freight Services Ltd", "Lanternix Lojistik A.Ş.", "Horizonta Cargo LLC", "Orbistan Freight Forwarders FZE", "Windermark Logistics AB"]
CURRENCIES = [("EUR", 1.0, 60), ("USD", 1.08, 24), ("GBP", 0.86, 5), ("CHF", 0.95, 4), ("JPY", 165.0, 2), ("CNY", 7.8, 2), ("TRY", 38.0, 1), ("PLN", 4.3, 2)]
FULL_NAMES = {"DE": "Germany", "TR": "Türkiye", "AE": "United Arab Emirates", "GB": "United Kingdom", "US": "USA", "CN": "China", "KR": "South Korea", "NL": "The Netherlands"}
