#!/usr/bin/env python3
"""Writes the bundled sample: data/sample/listed.entities.ftm.json from listed_parties.csv, and, with a fixed seed,
shipments.csv, planted.csv, customers.csv, ships.csv and shipment.jsonl, and the folder beside/.

Usage: tools/make_sample.py [--check]    (Python 3 standard library only; the same bytes on every machine)
--check writes nothing: it exits 1 naming the files that are not what this script would write.
data/PROVENANCE.md says what is in the files; tools/sample/planted.py and beside.py hold the planted cases.
"""

import csv
import io
import json
import random
import sys
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from sample import beside, planted, words  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "data" / "sample"
SHIPMENTS = 2000
SEED = 20260301
SEED_BESIDE = 20260302
AS_OF = "2026-08-22"  # the day of the newest list that the facts come from
COLUMNS = """shipment_id line_no ship_date dispatch_country destination_country via shipper_name shipper_country
consignee_name consignee_country consignee_address consignee_phone notify_name notify_country end_user_name
end_user_country forwarder_name vessel_name vessel_imo hs_code description origin_country value currency net_kg
order_ref branch""".split()

# dataset of the publisher's list: authority, jurisdiction, page
AUTHORITIES = {
    "us_ofac_sdn": ("Office of Foreign Assets Control", "us", "https://sanctionslist.ofac.treas.gov/Home/SdnList"),
    "us_ofac_cmic": ("Office of Foreign Assets Control", "us", "https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList"),
    "us_ofac_mbs": ("Office of Foreign Assets Control", "us", "https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList"),
    "us_ofac_capta": ("Office of Foreign Assets Control", "us", "https://sanctionslist.ofac.treas.gov/Home/ConsolidatedList"),
    "us_bis_entity_list": ("Bureau of Industry and Security", "us", "https://www.trade.gov/consolidated-screening-list"),
    "gb_fcdo_sanctions": ("Foreign, Commonwealth and Development Office", "gb", "https://sanctionslist.fcdo.gov.uk/"),
    "un_sc_sanctions": ("United Nations Security Council", "un", "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"),
}


def split(cell):
    return [part.strip() for part in cell.split(" | ") if part.strip()]


def dump(entity):
    return json.dumps(entity, ensure_ascii=False, separators=(",", ":"))


def listed_entities(parties):
    """Each party, then a Sanction entity for each of its listings."""
    lines = []
    for row in parties:
        key = "sample-" + row["key"]
        vessel = row["schema"] == "Vessel"
        licence_only = all("/licence_required" in listing for listing in split(row["listings"]))
        properties = {
            "name": [row["name"]],
            "alias": split(row["alias"]),
            "weakAlias": split(row["weak_alias"]),
            "previousName": split(row["previous_name"]),
            "country": [row["country"]] if row["country"] else [],
            "birthDate": [row["birth_date"]] if row["birth_date"] else [],
            "imoNumber": [row["imo"]] if vessel else [],
            "flag": [row["flag"]] if row["flag"] else [],
            "topics": ["export.control" if licence_only else "sanction"],
        }
        lines.append(dump({"id": key, "caption": row["name"], "schema": row["schema"],
                           "properties": {k: v for k, v in properties.items() if v},
                           "datasets": ["tidewaiter_sample"], "referents": [], "target": True, "last_seen": AS_OF}))
        for number, listing in enumerate(split(row["listings"]), 1):
            dataset, entry, programmes, listed_on, measure = listing.split("/")
            authority, jurisdiction, page = AUTHORITIES[dataset]
            properties = {
                "entity": [key], "authority": [authority], "authorityId": [entry] if entry else [],
                "program": programmes.split("+"), "listingDate": [listed_on] if listed_on else [],
                "country": [jurisdiction], "measure": [measure], "sourceUrl": [page],
            }
            lines.append(dump({"id": f"{key}-listing-{number}", "caption": authority, "schema": "Sanction",
                               "properties": {k: v for k, v in properties.items() if v},
                               "datasets": ["tidewaiter_sample"], "referents": [], "target": False, "last_seen": AS_OF}))
    return "\n".join(lines) + "\n"


class Maker:
    def __init__(self):
        self.random = random.Random(SEED)
        self.companies = {}
        self.decks = {}
        self.ships = [self.ship(number) for number in range(60)]

    def one_in(self, many, what):
        """True for one in `many` of what is asked for under the name, in an order that chance gives."""
        deck = self.decks.setdefault(what, [])
        if not deck:
            deck += [number % many == 0 for number in range(many * 10)]
            self.random.shuffle(deck)
        return deck.pop()

    def weighted(self, pairs):
        return self.random.choices([p[0] for p in pairs], [p[-1] for p in pairs])[0]

    def ship(self, number):
        """An invented name and an IMO of the series 29xxxxx, of which none has been issued; check digit right."""
        digits = f"29{2000 + number * 37:04d}"
        check = sum(int(d) * w for d, w in zip(digits, range(7, 1, -1))) % 10
        return f"{self.random.choice(words.SHIP_FIRST)} {self.random.choice(words.SHIP_SECOND)}", f"{digits}{check}"

    def company(self, country):
        """A company of the country; each country has a pool, so that customers come back."""
        pool = self.companies.setdefault(country, [])
        wanted = {"DE": 60, "NL": 40, "US": 40, "GB": 35, "CN": 35}.get(country, 14)
        if len(pool) < wanted:
            cities, prefix, patterns = words.COUNTRIES[country]
            city = self.random.choice(cities)
            pattern = self.random.choice(patterns)
            name = pattern.format(s=self.random.choice(words.SURNAMES), f=self.random.choice(words.FANCY), c=city,
                                  n=self.random.choice(words.NATIVE.get(country, [""])))
            phone = f"+{prefix} {self.random.randint(20, 89)} 0000 {self.random.randint(100, 999)}"
            pool.append((name, f"{self.random.randint(1, 240)} {self.random.choice(['Quay Street', 'Harbour Road', 'Industrial Zone', 'Station Street', 'Mill Lane'])}, {city}", phone))
            return pool[-1]
        return self.random.choice(pool)

    def country(self, code):
        """Now and then a user writes the country out."""
        return words.FULL_NAMES[code] if code in words.FULL_NAMES and self.random.random() < 0.06 else code

    def header(self, number, destination, kind):
        """Everything of a shipment but its lines."""
        dispatch = self.weighted([p for p in words.DISPATCH if p[0] != destination])
        shipper, consignee = self.company(dispatch), self.company(destination)
        day = date(2026, 1, 5) + timedelta(days=number * 208 // SHIPMENTS)
        phone = consignee[2]
        if self.random.random() < 0.03:
            phone = self.company(self.weighted(words.DISPATCH))[2]
        end_user = ("", "")
        if not self.one_in(3, "end user of " + kind):
            own = self.random.random() < 0.6
            end_user = (consignee[0] if own else self.company(destination)[0], destination)
        name = consignee[0]
        if self.one_in(10, "consignee of " + kind):
            name = self.random.choice(["To order", "TO THE ORDER OF SHIPPER"] + words.FORWARDERS)
        ship = self.random.choice(self.ships) if self.random.random() < 0.45 else ("", "")
        return {
            "shipment_id": f"TW26-{number:05d}", "ship_date": day.isoformat(),
            "dispatch_country": self.country(dispatch), "destination_country": self.country(destination),
            "via": self.random.choice(words.VIA[destination]) if destination in words.VIA and self.random.random() < 0.3 else "",
            "shipper_name": shipper[0], "shipper_country": dispatch, "consignee_name": name,
            "consignee_country": destination, "consignee_address": consignee[1],
            "consignee_phone": phone if self.random.random() < 0.8 else "",
            "notify_name": self.company(destination)[0] if self.random.random() < 0.3 else "",
            "notify_country": "", "end_user_name": end_user[0], "end_user_country": end_user[1],
            "forwarder_name": self.random.choice(words.FORWARDERS) if self.random.random() < 0.5 else "",
            "vessel_name": ship[0], "vessel_imo": ship[1],
            "currency": self.weighted(words.CURRENCIES),
            "order_ref": f"PO-{self.random.randint(100000, 999999)}",
            "branch": self.random.choice(["HAM", "RTM", "ANR", "VIE"]),
        }

    def lines(self, header, goods):
        rate = next((p[1] for p in words.CURRENCIES if p[0] == header["currency"]), 1.0)
        dispatch = header["shipper_country"] or "DE"
        rows = []
        for number, (hs, text, price, weight) in enumerate(goods, 1):
            row = dict(header, line_no=str(number), hs_code=hs, description=text)
            row["origin_country"] = dispatch if self.random.random() < 0.75 else self.random.choice(["CN", "DE", "US", "TW", "IT", "JP", "IN"])
            if isinstance(price, str) or isinstance(weight, str):
                row["value"], row["net_kg"] = price, weight
            else:
                kilograms = max(1, round(weight * self.random.uniform(0.3, 1.7)))
                row["net_kg"] = str(kilograms)
                row["value"] = f"{kilograms * price * rate * self.random.uniform(0.8, 1.25):.2f}"
            rows.append(row)
        return rows

    def how_many(self):
        return self.random.choices(range(1, 9), [46, 25, 12, 7, 4, 3, 2, 1])[0]

    def background(self, number, kind):
        """An unplanted shipment. kind: plain, chpl, chpl_r04, humanitarian."""
        if kind == "humanitarian":
            destination = "RU"
        elif kind == "chpl_r04":
            destination = self.random.choice(words.TRANSSHIPMENT)
        elif kind == "chpl":
            destination = self.weighted([p for p in words.DESTINATIONS if p[0] not in words.TRANSSHIPMENT])
        else:
            destination = self.weighted(words.DESTINATIONS)
        header = self.header(number, destination, kind)
        if kind == "humanitarian":
            return self.lines(header, self.random.choices(words.HUMANITARIAN, k=self.random.randint(1, 2)))
        goods = self.random.choices(words.GOODS, k=self.how_many())
        if kind.startswith("chpl"):
            goods[self.random.randrange(len(goods))] = self.random.choice(words.CHPL_GOODS)
        return self.lines(header, goods)

    def case(self, number, changes, destination):
        """A planted shipment: an ordinary one of harmless goods with the changes of the case."""
        destination = changes.get("destination_country", destination)
        header = self.header(number, destination if destination in words.COUNTRIES else "DE", "case")
        harmless = {"via": "", "notify_name": "", "destination_country": destination, "consignee_country": destination,
                    "vessel_name": "", "vessel_imo": ""}
        header.update(harmless)
        known = destination in words.COUNTRIES
        consignee = self.company(destination if known else "DE")
        header.update(consignee_name=consignee[0], consignee_address=consignee[1] if known else "",
                      consignee_phone=consignee[2] if known else "", currency="EUR")
        header.update(end_user_name=consignee[0], end_user_country=destination)
        dispatch = changes.get("dispatch_country")
        if dispatch in words.COUNTRIES:
            header.update(shipper_name=self.company(dispatch)[0], shipper_country=dispatch)
        goods = changes.get("lines", [words.HUMANITARIAN[1]] if destination in ("RU", "BY", "IR", "KP") else planted.PUMPS)
        changes = {k: v for k, v in changes.items() if k != "lines"}
        if "consignee_name" in changes and "end_user_name" not in changes:
            header["end_user_name"] = changes["consignee_name"]
        if changes.get("consignee_name") == "" and "end_user_name" not in changes:
            header["end_user_name"] = ""
        header.update(changes)
        return self.lines(header, goods)


def cases():
    """All planted cases in one shape: rules, at least, at most, listed party, why, changes, destination."""
    for case in planted.NAMES + planted.VESSELS + planted.GOODS + planted.UNREADABLE:
        yield (*case, "DE" if case[5].get("destination_country") is None else case[5]["destination_country"])
    for why, changes, destination in planted.NEAR_MISSES:
        yield ("", "no_finding", "no_finding", "", "near miss: " + why, changes, destination)


def to_csv(columns, rows, line_end="\n"):
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, lineterminator=line_end, extrasaction="raise")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def shipments(maker):
    """Out: rows of the shipment file, rows of planted.csv."""
    kinds = ["chpl_r04"] * 50 + ["chpl"] * 50 + ["humanitarian"] * 12
    todo = list(cases())
    kinds += ["case"] * len(todo)
    kinds += ["plain"] * (SHIPMENTS - len(kinds))
    maker.random.shuffle(kinds)
    rows, found = [], []
    for number, kind in enumerate(kinds, 1):
        if kind != "case":
            rows += maker.background(number, kind)
            continue
        rules, least, most, key, why, changes, destination = todo[len(found)]
        rows += maker.case(number, changes, destination)
        found.append({"shipment_id": f"TW26-{number:05d}", "rules": rules, "at_least": least, "at_most": most,
                      "entity_id": "sample-" + key if key else "", "why": why})
    # Some rows of a shipment stand apart from the others, as they do in files joined from several systems.
    for _ in range(60):
        here = maker.random.randrange(len(rows))
        rows.insert(min(len(rows) - 1, here + maker.random.randint(2, 40)), rows.pop(here))
    return rows, found


def provenance(found, found_beside):
    """data/PROVENANCE.md with the same cases as tables for readers, between their marks."""
    text = table_of_cases(found)
    start, end = "<!-- planted beside: written by tools/make_sample.py -->\n", "<!-- end of planted beside -->"
    before, rest = text.split(start)
    table = ["| shipment | combination | rules | planted |", "|---|---|---|---|"]
    table += [f"| {row['shipment_id']} | {row['combination']} | {row['rules']} | {row['why']} |" for row in found_beside]
    return before + start + "\n".join(table) + "\n" + end + rest.split(end)[1]


def table_of_cases(found):
    start, end = "<!-- planted: written by tools/make_sample.py -->\n", "<!-- end of planted -->"
    before, rest = (ROOT / "data" / "PROVENANCE.md").read_text(encoding="utf-8").split(start)
    after = rest.split(end)[1]
    table = ["| shipment | rules | decision | listed party | planted |", "|---|---|---|---|---|"]
    for row in found:
        least, most = row["at_least"], row["at_most"]
        decision = least if least == most else f"{least} to {most}"
        table.append(f"| {row['shipment_id']} | {row['rules'] or '-'} | {decision} | {row['entity_id'] or '-'} | {row['why']} |")
    return before + start + "\n".join(table) + "\n" + end + after


def customers(maker):
    """A customer file: one record a customer, no lines and no route."""
    rows = []
    for number in range(1, 121):
        country = maker.weighted(words.DESTINATIONS)
        name, address, phone = maker.company(country)
        rows.append({"customer_id": f"C{number:04d}", "name": name, "country": country, "address": address, "phone": phone})
    for number, (name, country) in ((17, ("TRANSMASHHOLDING AO", "RU")), (58, ("بانک ملي ايران", "IR")), (91, ("Bank Sepah", "IR")), (104, ("Integral Yoga Supplies Ltd", "GB"))):
        rows[number - 1].update(name=name, country=country, address="", phone="")
    return rows


def ships(parties):
    """A list of ships as a desk would keep it, with a title over it, in the manner of a German spreadsheet. Cases come from
    the listed vessels, by what happens to ships: they are renamed, and other ships bear their names."""
    listed = {row["key"]: row for row in parties if row["schema"] == "Vessel"}
    rows = []

    def add(name, imo, flag, former="", seen=""):
        rows.append([str(len(rows) + 1), name, imo, flag, former, seen])

    for imo in "9161003 9179842 9256066 9189146 9422445 9289491 9020534 9237539".split():  # as listed
        row = listed[f"vessel-{imo}"]
        add(row["name"].title(), imo, row["flag"].upper())
    for imo, name, flag in (("9187667", "Blue Meridian", "PA"), ("9357353", "Ocean Tulip", "CM"), ("9362061", "Sea Marigold", "GM"),
                            ("9283760", "Grace Harbour", "KM"), ("9422988", "Amber Strait", "PA"), ("9041057", "Northern Vale", "TZ")):
        add(name, imo, flag)  # listed by number, under a name that no list holds
    add("Victory Star", "9304655", "BB", "Toba / Kioni")  # a former name of the entry
    for imo, number in (("9258002", "2911007"), ("9102198", "2911019"), ("9283760", "2911021"), ("9577094", "2911033")):
        add(listed[f"vessel-{imo}"]["name"].title(), number, "LR")  # a listed name, another ship
    for imo in ("8820925", "8770261", "8132835"):
        add(listed[f"vessel-{imo}"]["name"].title(), "", "")  # a listed name, no number
    add("Yury Topchev", "9338231", "RU")  # a listed name, a number with a wrong check digit
    maker = Maker()
    for number in range(58, 98):
        name, imo = maker.ship(number)
        add(name, imo, maker.random.choice(["PA", "LR", "MH", "MT", "SG", "NO", "GR", "HK"]))
    title = ["Schiffsliste, Stand 24.08.2026", "", "Nr;Schiff;IMO;Flagge;Frühere Namen;Zuletzt gesehen"]
    maker.random.shuffle(rows)
    return "\r\n".join(title + [";".join([str(i), *row[1:]]) for i, row in enumerate(rows, 1)]) + "\r\n"


def json_shipment():
    """One shipment as an object with parties and lines; any role may occur any number of times."""
    shipment = {
        "shipment_id": "TW26-JSON-1", "date": "2026-06-15", "dispatch": "DE", "destination": "TR", "via": ["IT"],
        "parties": [
            {"role": "shipper", "name": "Velmora Technik GmbH & Co. KG", "country": "DE"},
            {"role": "consignee", "name": "Aksungur Makina Sanayi ve Ticaret Ltd. Şti.", "country": "TR", "phone": "+90 24 0000 512"},
            {"role": "end_user", "name": "Baikal Elektroniks AO", "country": "RU"},
            {"role": "notify", "name": "Yildozlu Dış Ticaret A.Ş.", "country": "TR"},
            {"role": "notify", "name": "Quayline Forwarding B.V.", "country": "NL"},
            {"role": "vessel", "name": "Amber Passage", "imo": "2920002"},
        ],
        "lines": [
            {"line_no": "1", "hs": "854231", "description": "Microcontrollers", "origin": "TW", "value": "48200.00", "currency": "EUR", "net_kg": "18"},
            {"line_no": "2", "hs": "853690", "description": "Connectors", "origin": "DE", "value": "6100.50", "currency": "EUR", "net_kg": "95"},
        ],
        "order_ref": "PO-556001",
    }
    return dump(shipment) + "\n"


def main():
    with open(FOLDER / "listed_parties.csv", newline="", encoding="utf-8") as stream:
        parties = list(csv.DictReader(stream))
    keys = {row["key"] for row in parties}
    for case in cases():
        if case[3] and case[3] not in keys:
            raise SystemExit(f"planted case names no listed party: {case[3]}")
    maker = Maker()
    rows, found = shipments(maker)
    other = Maker()
    other.random.seed(SEED_BESIDE)
    more, found_beside = beside.make(other)
    files = {
        "sample/listed.entities.ftm.json": listed_entities(parties),
        # As spreadsheets write it.
        "sample/shipments.csv": to_csv(COLUMNS, rows, "\r\n"),
        "sample/planted.csv": to_csv(["shipment_id", "rules", "at_least", "at_most", "entity_id", "why"], found),
        "sample/customers.csv": to_csv(["customer_id", "name", "country", "address", "phone"], customers(maker)),
        "sample/ships.csv": ships(parties),
        "sample/shipment.jsonl": json_shipment(),
        "PROVENANCE.md": provenance(found, found_beside),
    } | {"sample/beside/" + name: text for name, text in more.items()}
    if sys.argv[1:] == ["--check"]:
        other = [name for name, text in files.items() if not (ROOT / "data" / name).exists() or (ROOT / "data" / name).read_bytes() != text.encode("utf-8")]
        if other:
            raise SystemExit("not what tools/make_sample.py writes: " + ", ".join(other))
    else:
        for name, text in files.items():
            (ROOT / "data" / name).parent.mkdir(exist_ok=True)
            (ROOT / "data" / name).write_bytes(text.encode("utf-8"))
    print(f"{len(parties)} listed parties, {SHIPMENTS} shipments in {len(rows)} rows, {len(found)} planted cases; {beside.SHIPMENTS} more with files beside them, {len(found_beside)} planted")


if __name__ == "__main__":
    main()
