#!/usr/bin/env python3
"""Makes a year of the world's monthly trade by HS6, as large as the real one, to measure loading and asking.

Usage: tools/make_world_trade.py OUT.parquet|OUT.csv [--rows 250000000] [--columns 7|47] [--year 2023] [--duckdb FILE]
Columns: period, reporter, partner, flow, hs6, value, kg; or the 47 of UN Comtrade.
How: 200 reporters and 220 partners (ISO codes) whose sizes fall off like 1/rank; a pair trades a number of the HS 2022 codes that
grows with the root of both sizes; a code is traded the more often the higher its own rank; of twelve months each cell is there in
about 85 %. Values are log-normal (median some thousand dollars, the largest billions), weights follow at a price per kilogram that
belongs to the code. All of it is decided by hashes, so the same call gives the same rows; none of it is a real figure.
"""
import argparse
import csv
import ctypes
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Result(ctypes.Structure):
    _fields_ = [(name, ctypes.c_uint64) for name in ("a", "b", "c")] + [(name, ctypes.c_void_p) for name in ("d", "e", "f")]


class Database:
    """DuckDB through the library that tools/setup fetched; statements only."""

    def __init__(self, library: Path):
        self.library = ctypes.CDLL(str(library))
        self.library.duckdb_result_error.restype = ctypes.c_char_p
        database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        assert self.library.duckdb_open(None, ctypes.byref(database)) == 0
        assert self.library.duckdb_connect(database, ctypes.byref(self.connection)) == 0

    def run(self, sql: str) -> None:
        result = Result()
        if self.library.duckdb_query(self.connection, sql.encode(), ctypes.byref(result)):
            raise SystemExit(self.library.duckdb_result_error(ctypes.byref(result)).decode())


def table(name: str) -> list[list[str]]:
    with open(ROOT / "data" / name, encoding="utf-8") as file:
        return list(csv.reader(line for line in file if not line.startswith("#")))


def values(items: list[str]) -> str:
    return ", ".join(f"({i}, '{item}')" for i, item in enumerate(items, 1))


PLUS = """'C' AS typeCode, 'M' AS freqCode, period * 100 + 1 AS refPeriodId, period // 100 AS refYear, period % 100 AS refMonth, period, r.m49 AS reporterCode,
 r.iso AS reporterISO, r.iso AS reporterDesc, flow AS flowCode, CASE flow WHEN 'M' THEN 'Import' ELSE 'Export' END AS flowDesc, p.m49 AS partnerCode,
 p.iso AS partnerISO, p.iso AS partnerDesc, 0 AS partner2Code, 'W00' AS partner2ISO, 'World' AS partner2Desc, 'H6' AS classificationCode, 'HS' AS classificationSearchCode,
 'true' AS isOriginalClassification, hs6 AS cmdCode, 'goods of ' || hs6 AS cmdDesc, 6 AS aggrLevel, 'true' AS isLeaf, 'C00' AS customsCode, 'TOTAL CPC' AS customsDesc,
 0 AS mosCode, 0 AS motCode, 'TOTAL MOT' AS motDesc, 8 AS qtyUnitCode, 'kg' AS qtyUnitAbbr, kg AS qty, 'false' AS isQtyEstimated, -1 AS altQtyUnitCode,
 'N/A' AS altQtyUnitAbbr, NULL AS altQty, 'false' AS isAltQtyEstimated, kg AS netWgt, 'false' AS isNetWgtEstimated, NULL AS grossWgt, 'false' AS isGrossWgtEstimated,
 CASE flow WHEN 'M' THEN value END AS cifvalue, CASE flow WHEN 'X' THEN value END AS fobvalue, value AS primaryValue, 0 AS legacyEstimationFlag, 'true' AS isReported,
 'false' AS isAggregate"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=250_000_000)
    parser.add_argument("--columns", type=int, choices=(7, 47), default=7)
    parser.add_argument("--year", type=int, default=2023)
    parser.add_argument("--duckdb", default=str(ROOT / ".deps/duckdb/libduckdb.so"))
    options = parser.parse_args()
    database = Database(Path(options.duckdb))
    large = "CN US DE JP NL FR IT KR IN GB MX HK CA BE AE SG TW VN RU ES CH PL TR AU TH MY BR SA ID CZ SE AT IE HU DK FI NO SK PT ZA RO".split()
    codes = [row[0].upper() for row in table("countries.csv")[1:] if len(row[0]) == 2 and row[0] not in ("an", "cs", "dd", "eu", "su", "yu", "xk", "zz", "ea", "ic", "ac", "ta", "cp", "dg")]
    places = (large + [code for code in codes if code not in large])[:220]
    rows = table("hs_codes.csv")
    place = rows[0].index("hs2022") if "hs2022" in rows[0] else None
    goods = sorted({row[0] for row in rows[1:] if len(row[0]) == 6 and (place is None or row[place] not in ("", "no"))})
    database.run(f"CREATE TABLE place AS SELECT rank, iso, rank * 4 AS m49 FROM (VALUES {values(places)}) AS t(rank, iso)")
    database.run(f"CREATE TABLE goods AS SELECT row_number() OVER (ORDER BY hash(hs6)) AS rank, hs6, exp((hash(hs6, 7) % 1000) / 160.0 - 1) AS price FROM (VALUES {values(goods)}) AS t(n, hs6)")
    # A cell is there when its hash lies below its pair's and code's weight; the factor is found by counting one code in twenty.
    weight = "1.0 / sqrt(r.rank * p.rank) / sqrt(g.rank)"
    database.run(f"""CREATE TABLE scale AS SELECT {options.rows} / 12 / 0.85 / (2 * sum(least(1, 60 * {weight}))) * 60 AS factor
        FROM place r, place p, goods g WHERE r.rank <= 200 AND r.rank <> p.rank AND g.rank % 20 = 0 HAVING true""")
    database.run("UPDATE scale SET factor = factor / 20")
    database.run(f"""CREATE TABLE cell AS SELECT r.rank AS reporter, p.rank AS partner, f.flow, g.hs6, g.price, {weight} AS weight
        FROM place r, place p, goods g, (VALUES ('M'), ('X')) AS f(flow), scale
        WHERE r.rank <= 200 AND r.rank <> p.rank AND hash(r.iso, p.iso, f.flow, g.hs6) % 1000000 < 1000000 * least(1, factor * {weight})""")
    # Two hashes make a normal deviate (Box and Muller).
    amount = "exp(8.5 + 2.1 * sqrt(-2 * ln((hash(reporter, partner, flow, hs6, m) % 999999 + 1) / 1000000.0)) * cos(6.283185307 * (hash(m, hs6, partner, reporter) % 1000000) / 1000000.0) + 2 * ln(1 + 300 * weight))"
    rows_sql = f"""SELECT {options.year} * 100 + m AS period, reporter, partner, flow, hs6, round({amount}, 2) AS value, price
        FROM range(1, 13) AS months(m), cell WHERE hash(hs6, m, reporter, flow, partner) % 100 < 85"""
    chosen = "period, r.iso AS reporter, p.iso AS partner, flow, hs6, value, kg" if options.columns == 7 else PLUS
    form = "FORMAT parquet" if options.out.endswith(".parquet") else "FORMAT csv, HEADER"
    database.run("SET preserve_insertion_order = false")
    database.run(f"""COPY (SELECT {chosen} FROM (SELECT *, round(value / price, 3) AS kg FROM ({rows_sql})) AS c
        JOIN place r ON r.rank = c.reporter JOIN place p ON p.rank = c.partner) TO '{options.out}' ({form})""")


if __name__ == "__main__":
    main()
