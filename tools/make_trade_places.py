#!/usr/bin/env python3
"""Writes the numbered partner codes of national customs into data/trade_places.csv, below the rows written by hand.

Usage: tools/make_trade_places.py ../shared/data/reference
Reads customs_partner_codes_by_agency.json (numbers and names) and baci_country_codes_v202301.csv (names to ISO codes). Only
numbers and ISO codes are written: bare facts. Names that neither table nor the list below resolves are printed and left out.
"""
import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

MARK = "# Written by tools/make_trade_places.py from here on.\n"
SYSTEMS = {"china_customs": "gacc", "india_trade": "india", "us_census_hs": "census"}
BY_HAND = dict(line.split("=") for line in """
democratic people s republic of korea=KP;hong kong china=HK;macao china=MO;taiwan china=TW;lao=LA;palestine=PS;republic of korea=KR;azerbai jan=AZ;
viet nam=VN;vietnam=VN;vietnam soc rep=VN;cape verde is=CV;cote d lvoire=CI;cote d ivoire=CI;swaziland=SZ;democratic republic of congo=CD;congo=CG;congo p rep=CG;congo d rep=CD;
democratic republic of the congo=CD;czechia czech republic=CZ;czech republic=CZ;holy see=VA;vatican city=VA;saint pierre and miquelon=PM;st pierre and miquelon=PM;
united states virgin islands=VI;virgin is us=VI;british virgin islands=VG;br virgn is=VG;the federated states of micronesia=FM;micronesia=FM;macedonia=MK;
egypt a rp=EG;dominic rep=DO;dominican republic=DO;antigua=AG;antigua barbuda=AG;equtl guinea=GQ;faroe is=FO;faroe islands=FO;fiji is=FJ;fr guiana=GF;french guiana=GF;fr polynesia=PF;antartica=AQ;
guinea bissau=GW;state of palest=PS;kiribati rep=KI;korea dp rp=KP;korea north=KP;korea south=KR;korea rp=KR;kyrghyzstan=KG;lao pd rp=LA;laos=LA;marshall island=MH;marshall islands=MH;
baharain is=BH;moldova=MD;bangladesh pr=BD;nauru rp=NR;netherland=NL;netherlandantil=AN;sint maarten dutch part=SX;sint maarten=SX;n mariana is=MP;northern mariana islands=MP;norfolk is=NF;norfolk island=NF;
pakistan ir=PK;panama republic=PA;papua n gna=PG;timor leste=TL;sao tome=ST;sao tome and principe=ST;saudi arab=SA;slovak rep=SK;solomon is=SB;solomon islands=SB;sri lanka dsr=LK;
st kitt n a=KN;st kitts and nevis=KN;st lucia=LC;st vincent=VC;st vincent and the grenadines=VC;tanzania rep=TZ;tanzania=TZ;bosnia hrzgovin=BA;bosnia and herzegovina=BA;trinidad=TT;turks c is=TC;turks and caicos islands=TC;
u arab emts=AE;u k=GB;u s a=US;united states=US;us minor outlying islands=UM;united states minor outlying islands=UM;vanuatu rep=VU;yemen republc=YE;cayman is=KY;cayman islands=KY;c afri rep=CF;central african republic=CF;
ameri samoa=AS;china p rp=CN;cook is=CK;cook islands=CK;falkland islands islas malvinas=FK;falkland islands malvinas=FK;svalbard jan mayen island=SJ;turkey=TR;gaza strip administered by israel=PS;west bank administered by israel=PS;
burma=MM;brunei=BN;macau=MO;cocos keeling islands=CC;christmas island=CX;heard and mcdonald islands=HM;pitcairn islands=PN;pitcairn=PN;reunion=RE;st helena=SH;saint helena=SH;
british indian ocean territories=IO;british indian ocean territory=IO;french southern and antarctic lands=TF;french southern territories=TF;eswatini=SZ;canary islands=ES;ceuta=ES;melilla=ES;
bonaire=BQ;saba=BQ;bonaire sint eustatius and saba=BQ;saint martin french part=MF;south georgia and the south sandwich islands=GS;gambier islands=PF;marquesas islands=PF;society islands=PF;tuamotu islands=PF;tubai islands=PF;
isle of man=IM;guernsey=GG;jersey=JE;kosovo=XK;tokelau=TK;western sahara=EH;mayotte=YT;monaco=MC;liechtenstein=LI;puerto rico=PR;martinique=MQ;guadeloupe=GP;saint barthelemy=BL;
aland islands=AX;bolivia=BO;venezuela=VE;iran=IR;syria=SY;russia=RU;serbia=RS;montenegro=ME;libya=LY;brunei darussalam=BN;lesotho=LS;botswana=BW;namibia=NA;luxembourg=LU;sudan=SD;south sudan=SS;romania=RO;
bouvet island=BV;lao people s democratic republic=LA;turkiye=TR;reunion=RE;north macedonia=MK;curacao=CW;wallis and futuna=WF;hong kong=HK;macao=MO;taiwan=TW
""".replace("\n", "").split(";") if line)
WORLD = {"total for all countries"}
GROUPS = {"opec", "european union", "pacific rim countries", "cafta dr", "usmca nafta", "twenty latin american republics", "oecd", "nato", "lafta",
          "euro area", "apec", "asean", "cacm", "north america", "central america", "south america", "europe", "asia", "australia and oceania", "africa"}
UNSPECIFIED = ("other ", "countries", "unspecified", "un and oth")


def fold(text: str) -> str:
    text = "".join(c if c.isascii() else " " for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower().replace("&", " ")).split())


def main() -> None:
    folder = Path(sys.argv[1])
    known = dict(BY_HAND)
    with open(folder / "baci_country_codes_v202301.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter=";"):
            for name in ("country_name_abbreviation", "country_name_full"):
                known.setdefault(fold(row[name]), row["iso_2digit_alpha"])
    partners = json.loads((folder / "customs_partner_codes_by_agency.json").read_text("utf-8"))["partners"]
    target = Path(__file__).resolve().parent.parent / "data" / "trade_places.csv"
    text = target.read_text("utf-8").split(MARK)[0] + MARK
    for agency, system in SYSTEMS.items():
        for number, name in sorted(partners[agency].items()):
            folded = fold(name)
            if folded in WORLD:
                text += f"{system},exact,{number},WORLD,world\n"
            elif folded in GROUPS:
                text += f"{system},exact,{number},_{system}_{number},group\n"
            elif folded.startswith(UNSPECIFIED):
                text += f"{system},exact,{number},_{system}_{number},unspecified\n"
            elif folded in known and re.fullmatch("[A-Z]{2}", known[folded]):
                text += f"{system},exact,{number},{known[folded]},country\n"
            else:
                print(f"left out: {system} {number} {name}", file=sys.stderr)
    target.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
