#!/usr/bin/env python3
"""Makes a year of the world's monthly trade by HS6, as large as the real one, to measure loading and asking.

Usage: tools/make_world_trade.py OUT.parquet|OUT.csv ... [--rows 250000000] [--columns 7|47] [--year 2023] [--reporters 200] [--memory 8GB]
Columns: period, reporter, partner, flow, hs6, value, kg; or the 47 of UN Comtrade.
How: 200 countries report, 240 places trade, whose sizes fall off like 1/rank. A good of HS 2022 goes from one to another with a chance that
grows with the root of both sizes and falls with the good's own rank, and what goes often goes in more months of the year. Amounts are
log-normal (median some thousand dollars, the largest billions) and weights follow at a price per kilogram that belongs to the good.
Each shipment is then told twice, as in life: by the exporter (FOB) and by the importer (CIF, 3 to 9 % more, give and take a tenth), and
one leg in fourteen is missing. Of exports one in a hundred goes to "areas, not elsewhere specified". Every reporter adds its total with
the World by good, flow and month, as UN Comtrade does: some 5 % more rows than --rows says. Rows stand by reporter, month, flow and good.
With --reporters N only the N largest report: the first rows of the same world (139 of 250 million with 54).
All of it is decided by hashes, so the same call gives the same rows; none of it is a real figure.
"""
import argparse
import csv
import ctypes
import ctypes.util
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORTERS, PLACES = 200, 240
LARGE = ("CN US DE JP NL FR IT KR IN GB MX HK CA BE AE SG TW VN RU ES CH PL TR AU TH MY BR SA ID CZ SE AT IE HU DK FI NO SK PT ZA RO").split()
OWN_NUMBERS = {"TW": 490, "FR": 251, "IN": 699, "NO": 579, "CH": 757, "US": 842}  # of UN Comtrade, where they are not those of ISO
AREAS = ("Areas, nes", "_X", "Areas, nes", 899)


class Result(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("a", "b", "c")] + [(name, ctypes.c_void_p) for name in ("d", "e", "f")]


class Database:
    """DuckDB through the library that tools/setup fetched; statements only."""

    def __init__(self, library: Path, path: str):
        self.library = ctypes.CDLL(str(library))
        self.library.duckdb_result_error.restype = ctypes.c_char_p
        database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        assert self.library.duckdb_open(path.encode(), ctypes.byref(database)) == 0
        assert self.library.duckdb_connect(database, ctypes.byref(self.connection)) == 0

    def run(self, sql: str) -> None:
        result = Result()
        if self.library.duckdb_query(self.connection, sql.encode(), ctypes.byref(result)):
            raise SystemExit(self.library.duckdb_result_error(ctypes.byref(result)).decode())
        self.library.duckdb_destroy_result(ctypes.byref(result))


class Icu:
    """Numbers and three letters of countries, from the library that Tidewaiter itself takes them from."""

    def __init__(self):
        name = ctypes.util.find_library("icui18n")
        version = re.search(r"\.(\d+)$", name or "")
        assert name and version, "ICU is not installed: run tools/setup"
        icu = ctypes.CDLL(name)
        self.region, self.number = icu[f"uregion_getRegionFromCode_{version[1]}"], icu[f"uregion_getNumericCode_{version[1]}"]
        self.region.restype, self.number.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
        self.letters = ctypes.CDLL(ctypes.util.find_library("icuuc"))[f"uloc_getISO3Country_{version[1]}"]
        self.letters.restype = ctypes.c_char_p

    def place(self, iso: str) -> tuple[str, str, str, int] | None:
        error = ctypes.c_int(0)
        region = self.region(iso.encode(), ctypes.byref(error))
        three = self.letters(f"und_{iso}".encode()).decode()
        if error.value > 0 or not region or not three:
            return None
        number = self.number(region)
        return (iso, three, iso, OWN_NUMBERS.get(iso, number)) if number > 0 else None


def table(name: str) -> list[list[str]]:
    with open(ROOT / "data" / name, encoding="utf-8") as file:
        return list(csv.reader(line for line in file if not line.startswith("#")))


PLUS = """'C' AS typeCode, 'M' AS freqCode, period * 100 + 1 AS refPeriodId, period // 100 AS refYear, period % 100 AS refMonth, period, r.number AS reporterCode,
 r.three AS reporterISO, r.name AS reporterDesc, flow AS flowCode, CASE flow WHEN 'M' THEN 'Import' ELSE 'Export' END AS flowDesc, p.number AS partnerCode,
 p.three AS partnerISO, p.name AS partnerDesc, 0 AS partner2Code, 'W00' AS partner2ISO, 'World' AS partner2Desc, 'H6' AS classificationCode, 'HS' AS classificationSearchCode,
 'true' AS isOriginalClassification, hs6 AS cmdCode, 'goods of ' || hs6 AS cmdDesc, 6 AS aggrLevel, 'true' AS isLeaf, 'C00' AS customsCode, 'TOTAL CPC' AS customsDesc,
 0 AS mosCode, 0 AS motCode, 'TOTAL MOT' AS motDesc, 8 AS qtyUnitCode, 'kg' AS qtyUnitAbbr, kg AS qty, 'false' AS isQtyEstimated, -1 AS altQtyUnitCode,
 'N/A' AS altQtyUnitAbbr, NULL AS altQty, 'false' AS isAltQtyEstimated, kg AS netWgt, 'false' AS isNetWgtEstimated, NULL AS grossWgt, 'false' AS isGrossWgtEstimated,
 CASE flow WHEN 'M' THEN value END AS cifvalue, CASE flow WHEN 'X' THEN value END AS fobvalue, value AS primaryValue, 0 AS legacyEstimationFlag, 'true' AS isReported,
 'false' AS isAggregate"""


def make_cells(database: Database, rows: int) -> None:
    """Places, goods, and the factor by which chances come out at the wanted number of rows."""
    icu = Icu()
    codes = [row[0].upper() for row in table("countries.csv")[1:]]
    places = [place for code in LARGE + [c for c in codes if len(c) == 2 and c not in LARGE] if (place := icu.place(code))][:PLACES] + [AREAS, ("World", "W00", "World", 0)]
    goods = sorted({row[0] for row in table("hs_codes.csv")[1:] if len(row[0]) == 6 and int(row[1]) & 4})
    rows_of = lambda items: ", ".join(str(item) for item in items)
    database.run("CREATE TABLE place AS SELECT * FROM (VALUES " + rows_of((i, *place) for i, place in enumerate(places, 1)) + ") AS t(rank, iso, three, name, number)")
    database.run("CREATE TABLE goods AS SELECT row_number() OVER (ORDER BY hash(hs6)) AS rank, hs6, exp((hash(hs6, 7) % 1000) / 160.0 - 1) AS price FROM (VALUES "
                 + rows_of(f"('{code}')" for code in goods) + ") AS t(hs6)")
    # One good in twenty, in steps of 5 % of their weight, tells how many rows a factor gives; of a thousand factors the nearest is taken.
    database.run(f"""CREATE TABLE step AS SELECT exp(round(20 * ln(1 / sqrt(e.rank * i.rank * g.rank))) / 20) AS weight,
        20 * count(*) * 0.93 * (CASE WHEN e.rank <= {REPORTERS} THEN 1 ELSE 0 END + CASE WHEN i.rank <= {REPORTERS} THEN 1 ELSE 0 END) AS legs
        FROM place e, place i, goods g WHERE e.rank <= {PLACES} AND i.rank <= {PLACES} AND e.rank <> i.rank AND g.rank % 20 = 0 GROUP BY 1, e.rank <= {REPORTERS}, i.rank <= {REPORTERS}""")
    database.run(f"""CREATE TABLE scale AS SELECT factor FROM (SELECT exp(f / 80.0) AS factor FROM range(-800, 800) AS t(f)) AS c, step
        GROUP BY factor ORDER BY abs(sum(legs * 12 * least(1, factor * weight) * (0.5 + 0.5 * least(1, factor * weight))) - {rows}) LIMIT 1""")


def shipments(leg: str, reporter: int) -> str:
    """Rows of one reporter and flow. Everything but the last step is the same whichever side tells it."""
    exporter, importer = ("e.rank", "i.rank")
    mine, other = (exporter, importer) if leg == "X" else (importer, exporter)
    told = "1.03 + 0.06 * (hash(e, i) % 1000) / 1000" if leg == "M" else "1"
    blur = f"(0.9 + 0.2 * (hash('{leg}', e, i, hs6, m) % 1000) / 1000)" if leg == "M" else "1"
    partner = f"CASE WHEN hash('nes', e, i, hs6) % 100 = 0 THEN {PLACES + 1} ELSE other END" if leg == "X" else "other"
    return f"""SELECT m, '{leg}' AS flow, hs6, {partner} AS partner, value * ({told}) * {blur} AS value, value / price AS kg
        FROM (SELECT *, exp(8.5 + 2.1 * sqrt(-2 * ln((hash(e, i, hs6, m) % 999999 + 1) / 1000000.0)) * cos(6.283185307 * (hash(m, hs6, i, e) % 1000000) / 1000000.0)
                            + 2 * ln(1 + 300 * weight)) AS value
            FROM (SELECT {exporter} AS e, {importer} AS i, {other} AS other, hs6, price, 1 / sqrt(e.rank * i.rank * g.rank) AS weight, least(1, factor * weight) AS chance
                FROM place e, place i, goods g, scale
                WHERE {mine} = {reporter} AND e.rank <> i.rank AND {other} <= {PLACES} AND hash(e.rank, i.rank, g.hs6) % 1000000 < 1000000 * chance
                    AND hash('{leg}', e.rank, i.rank, g.hs6) % 100 < 93) AS cell, range(1, 13) AS months(m)
            WHERE hash(i, m, e, hs6) % 1000 < 500 + 500 * chance)"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", nargs="+")
    parser.add_argument("--rows", type=int, default=250_000_000)
    parser.add_argument("--columns", type=int, choices=(7, 47), default=7)
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--reporters", type=int, default=REPORTERS)
    parser.add_argument("--memory", default="8GB")
    parser.add_argument("--duckdb", default=str(ROOT / ".deps/duckdb/libduckdb.so"))
    options = parser.parse_args()
    work = Path(options.out[0] + ".part")
    work.unlink(missing_ok=True)
    try:
        database = Database(Path(options.duckdb), str(work))
        database.run(f"SET memory_limit = '{options.memory}'")
        make_cells(database, options.rows)
        database.run("CREATE TABLE trade (period INTEGER, reporter USMALLINT, partner USMALLINT, flow VARCHAR, hs6 VARCHAR, value DOUBLE, kg DOUBLE)")
        for reporter in range(1, options.reporters + 1):
            database.run(f"""INSERT INTO trade WITH told AS MATERIALIZED ({shipments('M', reporter)} UNION ALL {shipments('X', reporter)}),
                whole AS (SELECT m, flow, hs6, partner, round(sum(value), 2) AS value, round(sum(kg), 3) AS kg FROM told GROUP BY ALL)
                SELECT {options.year} * 100 + m, {reporter}, partner, flow, hs6, value, kg
                FROM (FROM whole UNION ALL SELECT m, flow, hs6, {PLACES + 2}, round(sum(value), 2), round(sum(kg), 3) FROM whole GROUP BY ALL) ORDER BY m, flow, hs6, partner""")
            if os.isatty(2) or reporter % 20 == 0:
                print(f"reporter {reporter} of {options.reporters}", file=sys.stderr, flush=True)
        chosen = "period, r.iso AS reporter, p.iso AS partner, flow, hs6, value, kg" if options.columns == 7 else PLUS
        for out in options.out:
            form = "FORMAT parquet" if out.endswith(".parquet") else "FORMAT csv, HEADER"
            database.run(f"COPY (SELECT {chosen} FROM trade JOIN place r ON r.rank = reporter JOIN place p ON p.rank = partner) TO '{out}' ({form})")
    finally:
        for file in (work, Path(str(work) + ".wal")):
            file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
