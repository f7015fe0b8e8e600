"""The second sample: shipments with everything beside them that rules of several records look into, and a planted case for each
combination of the policy that needs it. Written by tools/make_sample.py; data/PROVENANCE.md says what is in it.

All parties, ships, payments, statistics and positions are invented. Statistics bear the codes of real countries so that the rules
can read them; their numbers are drawn by chance and describe no trade. Ports and their places are real, rounded to 0.05 degrees.
"""

import csv
import io
import math
from datetime import date, datetime, timedelta

from sample import words

COLUMNS = """shipment_id line_no ship_date dispatch_country destination_country via shipper_name shipper_country consignee_name consignee_country
consignee_phone end_user_name end_user_country payer_name payer_country issuing_bank_name letter_of_credit vessel_name vessel_imo loading_port
discharge_port arrival_date hs_code description origin_country value currency net_kg changed_on change notes""".split()
MASTER = ["name", "country", "registered", "activity", "address", "web", "email", "phone", "owners"]
HISTORY = ["shipment_id", "date", "dispatch", "destination", "shipper_name", "consignee_name", "consignee_address", "hs", "value", "currency", "net_kg"]
PAYMENTS = ["date", "payer", "payer_country", "payer_bank_country", "payee", "amount", "currency", "shipment_id"]
TRADE = ["year", "exporter", "importer", "hs", "value_usd", "net_kg"]
POSITIONS = ["imo", "mmsi", "time", "lat", "lon", "speed", "flag", "name"]
PORTS = [("Rotterdam", "NLRTM", "NL", 51.95, 4.05), ("Piraeus", "GRPIR", "GR", 37.95, 23.6), ("Mersin", "TRMER", "TR", 36.8, 34.65), ("Alexandria", "EGALY", "EG", 31.2, 29.85),
         ("Constanta", "ROCND", "RO", 44.15, 28.65), ("Novorossiysk", "RUNVS", "RU", 44.7, 37.8), ("Istanbul", "TRIST", "TR", 41.0, 28.95), ("Kalamata", "GRKLX", "GR", 37.0, 22.1)]
HUBS = ["TR", "AE", "KZ", "KG", "AM", "UZ", "GE", "IN"]
SHIPMENTS = 300
# Classes of economic activity (NACE) of which customers are: trade in machines and electronics, making of machines, of electronics.
FITTING = ["46.69", "46.52", "28.99", "26.11", "27.90", "46.90"]
WEST_TO_EAST = [(51.95, 4.05), (49.0, -5.5), (43.5, -10.0), (36.0, -7.0), (37.0, 0.0), (37.6, 11.0), (35.8, 22.5)]
TO_MERSIN = WEST_TO_EAST + [(35.3, 27.0), (36.0, 33.5), (36.75, 34.65)]
TO_ALEXANDRIA = WEST_TO_EAST[:6] + [(33.5, 22.0), (31.2, 29.8)]


def hours_apart(a, b, knots):
    """Sailing time over a short way on a sphere."""
    north = (b[0] - a[0]) * 60
    east = (b[1] - a[1]) * 60 * math.cos(math.radians((a[0] + b[0]) / 2))
    return math.hypot(north, east) / knots


class Beside:
    def __init__(self, maker):
        self.maker, self.random = maker, maker.random
        self.rows, self.master, self.history, self.payments, self.trade, self.positions, self.planted = [], {}, [], [], [], [], []
        self.number = 0

    # --- parties ---------------------------------------------------------------------------------------------------

    def know(self, company, country, **facts):
        """A row of the party master; drawn once for each party."""
        name, address, phone = company
        if name not in self.master:
            web = "www." + "".join(c for c in name.lower() if c.isascii() and c.isalnum())[:14] + ".example"
            young = self.random.random() < 0.12
            year = self.random.randint(2022, 2025) if young else self.random.randint(1975, 2021)
            self.master[name] = {
                "name": name, "country": country, "registered": f"{year}-{self.random.randint(3, 12):02d}-{self.random.randint(1, 28):02d}",
                "activity": self.random.choice(FITTING) if self.random.random() < 0.93 else self.random.choice(["10.71", "56.10", "68.20"]),
                "address": address, "web": web if self.random.random() < 0.9 else "none",
                "email": f"office@{web[4:]}" if self.random.random() < 0.9 else "office.sales@gmail.com", "phone": phone,
                "owners": f"{self.random.choice(words.SURNAMES)} Holding 100 %" if self.random.random() < 0.5 else "",
            }
        self.master[name].update(facts)
        return name

    # --- shipments -------------------------------------------------------------------------------------------------

    def shipment(self, destination, goods, **changes):
        """One shipment of one line. Out: its row, so that a case can say more."""
        self.number += 1
        dispatch = changes.get("dispatch_country", self.random.choice(["DE", "NL"]))
        day = date(2026, 1, 5) + timedelta(days=self.number * 200 // SHIPMENTS)
        shipper, consignee = self.maker.company(dispatch), self.maker.company(destination)
        hs, text, price, weight = goods
        kilograms = max(1, round(weight * self.random.uniform(0.4, 1.5)))
        row = dict.fromkeys(COLUMNS, "")
        row.update(shipment_id=f"TB26-{self.number:04d}", line_no="1", ship_date=day.isoformat(), dispatch_country=dispatch, destination_country=destination, shipper_name=shipper[0],
                   shipper_country=dispatch, consignee_name=consignee[0], consignee_country=destination, end_user_name=consignee[0], end_user_country=destination,
                   hs_code=hs.replace(".", "")[:6], description=text, origin_country=dispatch, currency="USD", net_kg=str(kilograms),
                   value=f"{kilograms * price * self.random.uniform(0.85, 1.25):.2f}")
        self.know(shipper, dispatch)
        if "consignee_name" not in changes:
            self.know(consignee, destination)
        row.update(changes)
        if "consignee_name" in changes and "end_user_name" not in changes:
            row["end_user_name"] = changes["consignee_name"]
        self.rows.append(row)
        return row

    def case(self, combination, rules, why, row):
        self.planted.append({"shipment_id": row["shipment_id"], "combination": combination, "rules": rules, "why": why})

    def party(self, name, country, city, **facts):
        """A party of a planted case: of old, of a fitting activity, with a website, so that only what the case says is odd."""
        prefix = words.COUNTRIES[country][1]
        plain = {"registered": "2004-05-12", "activity": "46.69", "web": "www." + name.split()[-2].lower() + ".example", "email": f"office@{name.split()[-2].lower()}.example", "owners": ""}
        return self.know((name, f"{17 + len(self.master) % 80} Quay Street, {city}", f"+{prefix} 24 0000 {500 + len(self.master) % 400}"), country, **(plain | facts))

    # --- before and beside ------------------------------------------------------------------------------------------

    def earlier(self, day, dispatch, destination, shipper, consignee, hs, value, kilograms, address=""):
        self.history.append({"shipment_id": f"H{len(self.history) + 1:04d}", "date": day, "dispatch": dispatch, "destination": destination, "shipper_name": shipper, "consignee_name": consignee,
                             "consignee_address": address, "hs": hs, "value": f"{value:.2f}", "currency": "USD", "net_kg": str(kilograms)})

    def pay(self, day, payer, country, bank, payee, amount, shipment=""):
        self.payments.append({"date": day, "payer": payer, "payer_country": country, "payer_bank_country": bank, "payee": payee, "amount": f"{amount:.2f}", "currency": "USD",
                              "shipment_id": shipment})

    def report(self, ship, moment, place, speed):
        name, imo, flag, mmsi = ship
        self.positions.append({"imo": imo, "mmsi": mmsi, "time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "lat": f"{place[0]:.4f}", "lon": f"{place[1]:.4f}", "speed": f"{speed:.1f}",
                               "flag": flag, "name": name})

    def ship(self, number, flag="LR"):
        name, imo = self.maker.ship(number)
        return name.upper(), imo, flag, f"636{number:06d}"

    def sail(self, ship, way, start, knots=14, every=6, silent=()):
        """Reports along the way. In: silent: (from, to) in hours since the start. Out: the day of arrival."""
        legs, clock = [], 0.0
        for a, b in zip(way, way[1:]):
            legs.append((clock, clock + hours_apart(a, b, knots), a, b))
            clock = legs[-1][1]
        hour = 0.0
        while hour <= clock + every:
            at = min(hour, clock)
            begin, end, a, b = next(leg for leg in legs if leg[1] >= at - 1e-9)
            share = (at - begin) / (end - begin) if end > begin else 0
            if not any(first < hour < last for first, last in silent):
                self.report(ship, start + timedelta(hours=hour), (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share), 0.2 if hour >= clock else knots)
            hour += every
        return (start + timedelta(hours=clock)).date()

    # --- ordinary trade ---------------------------------------------------------------------------------------------

    def background(self):
        for number in range(60, 72):
            destination, way, port = ("TR", TO_MERSIN, "Mersin") if number % 2 else ("EG", TO_ALEXANDRIA, "Alexandria")
            row = self.shipment(destination, self.random.choice(words.GOODS), dispatch_country="NL", loading_port="Rotterdam", discharge_port=port)
            ship = self.ship(number)
            start = datetime.fromisoformat(row["ship_date"] + "T04:00:00")
            silent = [(120, 133)] if number % 5 == 0 else []  # a dead aerial, as it happens
            row.update(vessel_name=ship[0].title(), vessel_imo=ship[1], arrival_date=self.sail(ship, way, start, silent=silent).isoformat())
        kinds = ["chpl_hub"] * 40 + ["chpl"] * 40 + ["plain"] * (SHIPMENTS - 92)
        self.random.shuffle(kinds)
        others = [code for code, _ in words.DESTINATIONS if code in words.COUNTRIES and code not in words.TRANSSHIPMENT]
        for kind in kinds:
            destination = self.random.choice(HUBS if kind == "chpl_hub" else others)
            row = self.shipment(destination, self.random.choice(words.GOODS if kind == "plain" else words.CHPL_GOODS))
            chance = self.random.random
            if chance() < 0.06:
                row.update(end_user_name="", end_user_country="")
            if chance() < 0.04:
                row.update(changed_on=(date.fromisoformat(row["ship_date"]) - timedelta(days=3)).isoformat(), change="consignee's warehouse")
            if chance() < 0.05:
                row.update(notes=self.random.choice(["own fitters, no installation required", "keep dry", "deliver before noon"]))
            if chance() < 0.5:
                payer, land = (row["consignee_name"], destination) if chance() < 0.94 else (f"{self.random.choice(words.SURNAMES)} Factoring Ltd", "GB")
                self.pay(row["ship_date"], payer, land, land, row["shipper_name"], float(row["value"]), row["shipment_id"])
            if chance() < 0.6:
                for _ in range(self.random.randint(1, 3)):
                    day = date(2019, 3, 1) + timedelta(days=self.random.randrange(2400))
                    goods = self.random.choice(words.CHPL_GOODS if kind != "plain" and chance() < 0.4 else words.GOODS)
                    self.earlier(day.isoformat(), row["dispatch_country"], destination, row["shipper_name"], row["consignee_name"], "".join(c for c in goods[0] if c.isdigit())[:6],
                                 goods[2] * 200, 200, self.master[row["consignee_name"]]["address"])

    def statistics(self):
        codes = sorted({"".join(c for c in goods[0] if c.isdigit())[:6]: goods[2] for goods in words.CHPL_GOODS}.items())
        for importer in HUBS:
            for hs, price in codes:
                base = self.random.uniform(2e5, 4e6)
                jump = self.random.choice([6, 9]) if self.random.random() < 0.06 else 1
                for exporter in ("DE", "NL"):
                    for year in (2017, 2018, 2019, 2020, 2021, 2023, 2024, 2025):
                        if (importer, exporter, hs[:4]) == ("KG", "DE", "8542") and year < 2022:
                            continue  # the planted route: nothing of it before
                        value = base * self.random.uniform(0.7, 1.4) * (jump if year > 2022 else 1)
                        self.trade.append({"year": year, "exporter": exporter, "importer": importer, "hs": hs, "value_usd": round(value),
                                           "net_kg": max(1, round(value / (price * 1.08 * self.random.uniform(0.7, 1.4))))})

    # --- planted cases ----------------------------------------------------------------------------------------------

    def cases(self):
        chips, routers, bearings = ("854231", "Microcontrollers", 900, 18), ("851762", "Network routers", 180, 140), ("848210", "Ball bearings", 16, 2200)
        machine = ("845710", "Machining centres", 26, 8000)

        name = self.party("Tarnysai Import LLC", "UZ", "Tashkent", registered="2022-08-19")
        self.case("chpl-young-party", "R01+R04", "chips for a company six months younger than the invasion", self.shipment("UZ", chips, consignee_name=name))

        name = self.party("Lomtagar Konditori LLC", "GE", "Tbilisi", activity="46.90")
        self.earlier("2019-09-02", "DE", "GE", "Velmora Technik GmbH & Co. KG", name, "170490", 9000, 3000)
        self.case("chpl-new-buyer", "R02+R04", "a customer of sweets since 2019 now buys chips", self.shipment("GE", chips, consignee_name=name))

        name = self.party("Bekzhan Podshipnik TOO", "KZ", "Almaty")
        for day, value in (("2019-04-01", 3000), ("2020-04-01", 4000), ("2023-05-01", 90000), ("2024-05-01", 140000), ("2025-05-01", 160000)):
            self.earlier(day, "DE", "KZ", "Brannhof Maschinenbau GmbH", name, "848210", value, round(value / 16))
        self.case("chpl-purchases-jumped", "R03+R04", "purchases of bearings rose many times after 2022", self.shipment("KZ", bearings, consignee_name=name))

        name = self.party("Arshaluys Pastry LLC", "AM", "Yerevan", activity="10.71")
        self.case("chpl-party-does-not-fit", "R04+R06", "routers for a bakery", self.shipment("AM", routers, consignee_name=name))

        name = self.party("Osmonkul Savda OsOO", "KG", "Bishkek", web="none", email="osmonkul.savda@mail.ru")
        self.case("chpl-thin-party", "R04+R09", "bearings for a company without a website, with mail at a free provider", self.shipment("KG", bearings, consignee_name=name))

        shared = "4 Silk Road Lane, Dubai"
        names = [self.party(f"{word} Gulf FZE", "AE", "Dubai", address=shared) for word in ("Nadirwan", "Qamariyat", "Zahrawin")]
        for other in names[1:]:
            self.earlier("2025-06-01", "NL", "AE", "Oskaria Systems B.V.", other, "851762", 40000, 220, shared)
        self.case("chpl-shared-address", "R04+R08", "the third buyer of high-priority goods at one address", self.shipment("AE", routers, consignee_name=names[0]))

        name = self.party("Igrushka Plus OsOO", "KG", "Bishkek", activity="46.90")
        self.case("other-goods-than-declared", "R12+R10", "processors declared as toys, for a consignee with a Russian telephone",
                  self.shipment("KG", ("950300", "Integrated circuits, microprocessors", 700, 20), consignee_name=name, consignee_phone="+7 495 0000 417"))

        name = self.party("Mirzoyan Elektro LLC", "AM", "Yerevan")
        row = self.shipment("AM", chips, consignee_name=name)
        self.pay(row["ship_date"], "Corvalis Lagoon Holdings Ltd", "AE", "AE", row["shipper_name"], float(row["value"]), row["shipment_id"])
        self.case("chpl-third-party-pays", "R04+R19", "chips for Armenia, paid by a company in Dubai that gets nothing", row)

        name = self.party("Yulduzcha Texno MChJ", "UZ", "Tashkent")
        sellers = ["Kallmeier Messtechnik AG", "Haverlund Maschinenbau GmbH", "Quillmann & Söhne OHG"]
        for seller in sellers:
            self.earlier("2025-02-03", "DE", "KZ", seller, "Zhetisu Snab TOO", "854231", 30000, 30)
        row = self.shipment("UZ", chips, consignee_name=name, shipper_name=sellers[0], dispatch_country="DE", shipper_country="DE")
        for number in range(6):
            self.pay((date.fromisoformat(row["ship_date"]) - timedelta(days=20 - 3 * number)).isoformat(), name, "UZ", "UZ", sellers[number % 3], 8900 + number)
        self.case("chpl-split-payments", "R04+R20", "six payments just below 10,000 USD to three sellers of chips within a month", row)

        bank = self.party("Steppe Agrarian Bank", "KZ", "Almaty", activity="64.19")
        self.case("chpl-to-the-issuing-bank", "R04+R21", "bearings under a letter of credit, consigned to the bank that issued it",
                  self.shipment("KZ", bearings, consignee_name=bank, issuing_bank_name=bank, letter_of_credit="LC-26-0417", end_user_name="Zhetisu Snab TOO"))

        name = self.party("Demirsoylu Makina A.Ş.", "TR", "Bursa")
        row = self.shipment("TR", machine, consignee_name=name)
        row.update(changed_on=(date.fromisoformat(row["ship_date"]) - timedelta(days=2)).isoformat(), change="consignee")
        self.case("chpl-late-change", "R04+R18", "the consignee of a machining centre changed two days before departure", row)

        name = self.party("Turanbek Tranzit TOO", "KZ", "Aktau")
        row = self.shipment("KZ", chips, consignee_name=name, net_kg="40")
        self.earlier((date.fromisoformat(row["ship_date"]) + timedelta(days=21)).isoformat(), "KZ", "RU", name, "OOO Velmorika", "854231", 60000, 38)
        self.case("chpl-passing-through", "R23", "38 of 40 kg of chips went on to Russia after three weeks", row)

        name = self.party("Sugdiyon Texnika LLC", "TJ", "Dushanbe")
        self.case("chpl-lost-transit", "R17", "bearings for Tajikistan by way of Russia", self.shipment("TJ", bearings, consignee_name=name, via="RU"))

        shipper = self.party("Windermark Elektronik Handels GmbH", "DE", "Kassel")
        self.earlier("2023-11-05", "DE", "RU", shipper, "OOO Tikholesye", "853690", 80000, 700)
        name = self.party("Karabeyli Elektronik A.Ş.", "TR", "Mersin")
        self.case("chpl-from-supplier-to-russia", "R04+R26", "chips to Türkiye from one who supplied Russia in 2023",
                  self.shipment("TR", chips, consignee_name=name, shipper_name=shipper, dispatch_country="DE", shipper_country="DE"))

        name = self.party("Issykalar Elektro OsOO", "KG", "Bishkek")
        self.case("chpl-trade-out-of-line", "R04+R14+R22", "chips at five times the usual price, on a route that did not exist before 2022",
                  self.shipment("KG", chips, consignee_name=name, dispatch_country="DE", shipper_country="DE", net_kg="20", value="97200.00"))

        name = self.party("Aksungurlu Torna A.Ş.", "TR", "Bursa")
        self.case("chpl-service-refused", "R04+R27", "the buyer of a machining centre declines installation and training",
                  self.shipment("TR", machine, consignee_name=name, notes="customer declines installation and training"))

        self.party("Severka Invest LLC", "KZ", "Almaty", owners="Kalashnikov Concern JSC 60 %; Ostrogin Capital 40 %")
        name = self.party("Zarechny Snab TOO", "KZ", "Almaty", owners="Severka Invest LLC 55 %; Bekov Capital 45 %")
        self.case("owned-by-listed", "R07+R24", "a holding between a listed party and the consignee: 60 % of 55 %", self.shipment("KZ", ("848180", "Valves", 28, 800), consignee_name=name))

        name = self.party("Novatarn Instrument LLC", "AE", "Dubai", owners="JSC Integral 50 % until 2022-04-12; Lagoon Partners 50 %")
        self.case("shares-moved", "R25", "a listed owner gave its half away within weeks of its listing", self.shipment("AE", routers, consignee_name=name))

        name = self.party("Atlasiyya Roulements SARL", "MA", "Casablanca")
        self.case("chpl-phone-and-end-user", "R10+R11", "bearings for Morocco with a Russian telephone, and nobody who will use them",
                  self.shipment("MA", bearings, consignee_name=name, consignee_phone="+7 812 0000 233", end_user_name="", end_user_country=""))

        name = self.party("Souss Mecanique SARL", "MA", "Casablanca")
        self.case("chpl-route-and-end-user", "R11+R16", "bearings from Germany to Morocco by way of Dubai, and nobody who will use them",
                  self.shipment("MA", bearings, consignee_name=name, dispatch_country="DE", via="AE", end_user_name="", end_user_country=""))

        name = self.party("Timeway Tools Ltd", "CN", "Ningbo")
        self.case("chpl-near-party", "R07", "parts of machine tools for one whose name is not far from a listed maker's",
                  self.shipment("CN", ("846693", "Parts of machine tools", 30, 800), consignee_name=name))

        self.hidden_ship(bearings)
        self.transfer(bearings)

    def hidden_ship(self, goods):
        ship, other = self.ship(80), self.ship(81)
        row = self.shipment("TR", goods, dispatch_country="NL", loading_port="Rotterdam", discharge_port="Constanta", vessel_name=ship[0].title(), vessel_imo=ship[1])
        start = datetime.fromisoformat(row["ship_date"] + "T06:00:00")
        straits = [(41.3, 29.2), (42.5, 32.0), (43.4, 34.5)]
        self.sail(ship, [(51.95, 4.05), (51.5, 3.0)], start - timedelta(hours=12))
        arrived = start + timedelta(days=16)
        self.sail(ship, straits, arrived, every=3)
        self.sail(ship, list(reversed(straits)), arrived + timedelta(hours=62), every=3)
        self.sail(other, [(43.0, 33.0), (43.6, 34.8), (43.0, 33.0), (43.6, 34.8)], arrived, knots=5, every=3)
        row["arrival_date"] = (arrived + timedelta(days=1)).date().isoformat()
        self.case("ship-hides", "R28+R31", "silent for two days off Novorossiysk, while Constanta was the port declared", row)

    def transfer(self, goods):
        ship, other = self.ship(84), self.ship(85)
        row = self.shipment("EG", goods, dispatch_country="NL", loading_port="Rotterdam", discharge_port="Piraeus", vessel_name=ship[0].title(), vessel_imo=ship[1])
        start = datetime.fromisoformat(row["ship_date"] + "T06:00:00")
        self.sail(ship, [(51.95, 4.05), (51.5, 3.0)], start - timedelta(hours=12))
        meeting = start + timedelta(days=10)
        for hour in range(7):
            self.report(ship, meeting + timedelta(hours=hour), (36.30, 22.90), 0.3)
            self.report(other, meeting + timedelta(hours=hour), (36.302, 22.901), 0.2)
        self.report(other, meeting + timedelta(days=5), (44.7, 37.8), 0.1)
        row["arrival_date"] = meeting.date().isoformat()
        self.case("ship-transfer", "R30+R31", "six hours beside another ship south of the Peloponnese, and the other at Novorossiysk five days later", row)


def to_csv(columns, rows):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator="\n", extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def make(maker):
    """Out: file name under data/sample/beside, its text; and the planted cases."""
    made = Beside(maker)
    made.background()
    made.cases()
    made.statistics()
    made.rows.sort(key=lambda row: (row["ship_date"], row["shipment_id"]))
    made.positions.sort(key=lambda row: (row["time"], row["imo"]))
    files = {
        "shipments.csv": to_csv(COLUMNS, made.rows), "planted.csv": to_csv(["shipment_id", "combination", "rules", "why"], made.planted),
        "parties.csv": to_csv(MASTER, made.master.values()), "history.csv": to_csv(HISTORY, made.history), "payments.csv": to_csv(PAYMENTS, made.payments),
        "statistics.csv": to_csv(TRADE, made.trade), "positions.csv": to_csv(POSITIONS, made.positions),
        "ports.csv": to_csv(["name", "code", "country", "lat", "lon"], [dict(zip(("name", "code", "country", "lat", "lon"), port)) for port in PORTS]),
    }
    return files, made.planted
