#!/usr/bin/env python3
"""Every figure of `rapport metrics` on a simulated help desk, computed over again in SQL by SQLite, and the effects
that are planted in it found. Usage: help_desk_sqlite_test.py RAPPORT HELP_DESK

The SQL is the plain reading of docs/metrics.md over whole tables; nothing is streamed, bounded or merged.
Figures are compared to the last of their four decimals."""

import json
import math
import sqlite3
import subprocess
import sys
from datetime import datetime, timezone

RAPPORT, HELP_DESK = sys.argv[1:3]
FIRST_RESPONSE = {"phone": 20, "chat": 60, "sms": 900, "social": 3600, "email": 4 * 3600, "web_form": 4 * 3600,
                  "in_person": 300, None: 86400}
RESOLUTION = {"chat": 86400, "phone": 86400, None: 3 * 86400}
WINDOW = 7 * 86400  # of first-contact resolution and of reopening
WEEK = 7 * 86400
COLUMNS = ["event", "at", "case", "customer", "channel", "agent", "team", "persona", "campaign", "by", "talk", "hold",
           "work", "asks", "about", "score", "amount"]

passed = failed = 0


def check(what, condition):
    global passed, failed
    passed, failed = passed + bool(condition), failed + (not condition)
    if not condition:
        print(f"not so: {what}")


def run(*arguments, data=None):
    return subprocess.run(arguments, input=data, capture_output=True, check=True).stdout


def seconds(text):
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp())


def load(lines):
    db = sqlite3.connect(":memory:")
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    db.execute(f"CREATE TABLE events ({names})")
    rows = []
    for line in lines.splitlines():
        event = json.loads(line)
        event["at"] = seconds(event["at"])
        event["amount"] = round(event.get("amount", 0) * 10000)
        rows.append([event.get(name) for name in COLUMNS])
    db.executemany(f"INSERT INTO events VALUES ({', '.join('?' * len(COLUMNS))})", rows)
    db.execute("CREATE TABLE response_times (channel, within)")
    db.execute("CREATE TABLE resolution_times (channel, within)")
    db.executemany("INSERT INTO response_times VALUES (?, ?)", FIRST_RESPONSE.items())
    db.executemany("INSERT INTO resolution_times VALUES (?, ?)", RESOLUTION.items())
    db.executescript("""
        CREATE TABLE cases AS SELECT "case" AS id,
            max(channel) AS channel, max(team) AS team, max(persona) AS persona,
            min(CASE WHEN event = 'contact' THEN at END) AS contact,
            sum(event = 'contact') AS contacts,
            min(CASE WHEN event = 'answered' THEN at END) AS answered,
            min(CASE WHEN event = 'answered' OR event = 'reply' AND coalesce("by", 'agent') = 'agent' THEN at END)
                AS response,
            min(CASE WHEN event = 'resolution' THEN at END) AS resolved,
            max(CASE WHEN event = 'resolution' THEN at END) AS final,
            min(CASE WHEN event = 'reopen' THEN at END) AS reopened,
            max(CASE WHEN event = 'reopen' THEN at END) AS opened_again,
            sum(event = 'transfer') > 0 AS transferred, sum(event = 'escalation') > 0 AS escalated
            FROM events WHERE "case" IS NOT NULL GROUP BY "case";
        CREATE UNIQUE INDEX cases_id ON cases (id);
        CREATE TABLE again AS SELECT "case" AS id, at,
            row_number() OVER (PARTITION BY "case" ORDER BY at) AS number
            FROM events WHERE event = 'contact';
        CREATE INDEX again_id ON again (id);
        CREATE TABLE known AS SELECT c.*, CASE WHEN opened_again > final THEN NULL ELSE final END AS done, (SELECT min(a.at) FROM again a WHERE a.id = c.id AND a.number = 2) AS again,
            coalesce((SELECT within FROM response_times t WHERE t.channel = c.channel),
                     (SELECT within FROM response_times t WHERE t.channel IS NULL)) AS respond_within,
            coalesce((SELECT within FROM resolution_times t WHERE t.channel = c.channel),
                     (SELECT within FROM resolution_times t WHERE t.channel IS NULL)) AS resolve_within
            FROM cases c;
        CREATE TABLE named AS SELECT e.*, c.team AS of_team, c.channel AS of_channel, c.persona AS of_persona,
            c.contact AS of_contact FROM events e LEFT JOIN cases c ON c.id = e."case";
        CREATE TABLE customers AS SELECT customer AS id, max(persona) AS persona,
            sum(event = 'purchase') AS purchases, sum(CASE WHEN event = 'purchase' THEN amount END) AS amount,
            max(CASE WHEN event = 'cancellation' THEN at END) AS cancelled
            FROM events WHERE customer IS NOT NULL GROUP BY customer;
        CREATE TABLE active AS SELECT DISTINCT customer AS id, (at + 3 * 86400) / (7 * 86400) AS week FROM events
            WHERE event IN ('contact', 'purchase', 'use');
        CREATE UNIQUE INDEX active_id ON active (id, week);
    """)
    return db


class Sql:
    """The figures of the rows that a condition chooses, of cases and of events."""

    def __init__(self, db, now, case="1", event="1", customer="1"):
        self.db, self.now, self.case, self.event, self.customer = db, now, case, event, customer
        self.figures = {}

    def one(self, query):
        return self.db.execute(query.format(case=self.case, event=self.event, customer=self.customer, now=self.now,
                                            window=WINDOW)).fetchone()

    def share(self, name, count_and_n):
        count, n = (value or 0 for value in self.one(count_and_n))
        self.figures[name] = (count / n if n else None, n)

    def mean(self, name, total_and_n, scale=1):
        total, n = (value or 0 for value in self.one(total_and_n))
        self.figures[name] = (total / n / scale if n else None, n)

    def percentiles(self, name, query):
        values = [row[0] for row in self.db.execute(query.format(case=self.case))]
        for suffix, permille in (("median", 500), ("p90", 900)):
            rank = -(-len(values) * permille // 1000)
            value = bucket(values[rank - 1]) if values else None  # values are in order
            self.figures[f"{name}_{suffix}"] = (value, len(values))

    def of_cases_and_ratings(self):
        for name, about in (("csat", "service"), ("csat_product", "product"), ("csat_firm", "firm")):
            self.share(name, f"""SELECT sum(score > 3), count(*) FROM named WHERE event = 'rating' AND asks = 'csat'
                AND coalesce(about, 'service') = '{about}' AND {{event}}""")
        self.share("response_rate", """SELECT sum(event = 'rating'), sum(event = 'survey') FROM named WHERE {event}""")
        self.mean("nps", """SELECT 100 * (sum(score >= 9) - sum(score <= 6)), count(*) FROM named
            WHERE event = 'rating' AND asks = 'nps' AND {event}""")
        self.mean("ces", """SELECT sum(score), count(*) FROM named WHERE event = 'rating' AND asks = 'ces'
            AND {event}""")
        self.share("fcr", """SELECT sum((again IS NULL OR again > resolved + {window})
            AND (reopened IS NULL OR reopened > resolved + {window})), count(*) FROM known
            WHERE contact IS NOT NULL AND resolved <= {now} - {window} AND {case}""")
        self.mean("handle_time", """SELECT sum(coalesce(talk, 0) + coalesce(hold, 0) + coalesce(work, 0)), count(*)
            FROM named WHERE event = 'handled' AND {event}""")
        self.percentiles("first_response", """SELECT response - contact AS t FROM known
            WHERE response >= contact AND {case} ORDER BY t""")
        self.percentiles("resolution_time", """SELECT done - contact AS t FROM known
            WHERE done >= contact AND {case} ORDER BY t""")
        self.percentiles("speed_of_answer", """SELECT answered - contact AS t FROM known
            WHERE answered >= contact AND {case} ORDER BY t""")
        for name, at, within in (("service_level", "response", "respond_within"),
                                 ("resolution_level", "done", "resolve_within")):
            self.share(name, f"""SELECT sum({at} IS NOT NULL AND {at} - contact <= {within}), count(*) FROM known
                WHERE {{now}} - contact > {within} AND ({at} IS NULL OR {at} >= contact) AND {{case}}""")
        self.share("abandonment", """SELECT sum(event = 'abandoned'), sum(event IN ('abandoned', 'answered'))
            FROM named WHERE {event}""")
        self.share("escalation_rate", "SELECT sum(escalated), count(*) FROM known WHERE contact IS NOT NULL AND {case}")
        self.share("transfer_rate", "SELECT sum(transferred), count(*) FROM known WHERE contact IS NOT NULL AND {case}")
        self.share("reopen_rate", """SELECT sum(reopened IS NOT NULL AND reopened <= resolved + {window}), count(*)
            FROM known WHERE contact IS NOT NULL AND resolved <= {now} - {window} AND {case}""")
        return self

    def of_customers(self):
        for suffix, about in (("", "service"), ("_product", "product"), ("_firm", "firm")):
            self.share(f"csat_customers{suffix}", f"""SELECT (SELECT sum(score > 3) FROM (SELECT score,
                    row_number() OVER (PARTITION BY e.customer ORDER BY at DESC, score DESC) AS number
                    FROM events e JOIN customers u ON u.id = e.customer
                    WHERE event = 'rating' AND asks = 'csat' AND coalesce(about, 'service') = '{about}'
                    AND {{customer}}) WHERE number = 1),
                (SELECT count(*) FROM customers u WHERE {{customer}})""")
            asked = self.one(f"""SELECT count(*) FROM events e JOIN customers u ON u.id = e.customer
                WHERE event = 'rating' AND asks = 'csat' AND coalesce(about, 'service') = '{about}' AND {{customer}}""")
            if asked[0] == 0:  # undefined
                self.figures[f"csat_customers{suffix}"] = (None, 0)
        # Weeks that are over, each with the one after it.
        this_week = f"({self.now} + 3 * 86400) / (7 * 86400)"
        week_of_leaving = "(u.cancelled + 3 * 86400) / (7 * 86400)"
        kept = "EXISTS (SELECT 1 FROM active b WHERE b.id = a.id AND b.week = a.week + 1)"
        left = f"coalesce({week_of_leaving} IN (a.week, a.week + 1), 0)"
        start = f"FROM active a JOIN customers u ON u.id = a.id WHERE a.week + 1 < {this_week} AND {{customer}}"
        self.share("retention", f"SELECT sum({kept}), count(*) {start}")
        self.share("churn", f"SELECT sum(NOT {kept}), count(*) {start}")
        self.share("defection", f"SELECT sum(NOT {kept} AND {left}), count(*) {start}")
        self.share("lapse", f"SELECT sum(NOT {kept} AND NOT {left}), count(*) {start}")
        self.share("repeat_purchase", """SELECT sum(purchases > 1), sum(purchases > 0) FROM customers u
            WHERE {customer}""")
        self.mean("customer_value", """SELECT sum(amount), sum(purchases > 0) FROM customers u WHERE {customer}""",
                  10000)
        return self


def bucket(value):
    """The lowest value of the histogram's bucket: exact below 2,048, then 1,024 to each doubling."""
    width = 1 << max(0, value.bit_length() - 11) if value >= 2048 else 1
    return value - value % width


def rounded(value):
    return None if value is None else math.floor(abs(value) * 1e4 + 0.5) * (1 if value >= 0 else -1)


def compare(where, row, sql):
    """Every figure that SQL computes; those of nothing may be missing in a row."""
    for name, (value, n) in sql.figures.items():
        found = row["metrics"].get(name, {"value": None, "n": 0})
        check(f"{where}: {name} is {value} of {n}, not {found['value']} of {found['n']}",
              n == found["n"] and rounded(value) == rounded(found["value"]))


def totals(report, db):
    for kind, count in db.execute("SELECT event, count(*) FROM events GROUP BY event"):
        check(f"{kind}: {count}", report["events"][kind] == count)
    check("all events", report["events"]["all"] == db.execute("SELECT count(*) FROM events").fetchone()[0])
    check("all customers", report["customers"]["known"] == db.execute("SELECT count(*) FROM customers").fetchone()[0])
    check("all cases", report["all"]["cases"] == db.execute(
        "SELECT count(*) FROM cases WHERE contact IS NOT NULL").fetchone()[0])
    check("customers by stage", sum(report["customers"][stage] for stage in (
        "first_contact", "new", "active", "at_risk", "lapsed", "won_back")) == db.execute(
        "SELECT count(DISTINCT id) FROM active").fetchone()[0])


def equal(column, value):
    return f"{column} IS NULL" if value == "" else f"{column} = '{value}'"


def figures(seed, events):
    lines = run(HELP_DESK, "--seed", str(seed), "--events", str(events))
    report = json.loads(run(RAPPORT, "metrics", "--json", "--by", "team", "--by", "channel,persona", "--by", "persona",
                            data=lines))
    db = load(lines)
    now = seconds(report["last"])
    totals(report, db)
    compare("all", report["all"], Sql(db, now).of_cases_and_ratings().of_customers())
    for row in report["trend"]:
        begin = seconds(row["period"] + "T00:00:00Z")
        between = f"BETWEEN {begin} AND {begin + WEEK - 1}"
        compare(row["period"], row, Sql(db, now, f"contact {between}", f"of_contact {between}").of_cases_and_ratings())
    for table in report["by"]:
        for row in table["rows"]:
            values = [(field, row[field]) for field in table["fields"]]
            if values == [("team", "")]:
                continue  # customers without any case
            sql = Sql(db, now, " AND ".join(equal(field, value) for field, value in values),
                      " AND ".join(equal("of_" + field, value) for field, value in values),
                      " AND ".join(equal("u." + field, value) for field, value in values))
            sql.of_cases_and_ratings()
            if table["fields"] == ["persona"]:  # which a customer has all the time
                sql.of_customers()
            compare(", ".join(value or "(none)" for _, value in values), row, sql)
    return lines


def planted():
    """What is planted is found, and named as an effect."""
    lines = run(HELP_DESK, "--seed", "5", "--events", "400000")
    metrics = json.loads(run(RAPPORT, "metrics", "--json", "--by", "team", data=lines))
    teams = {row["team"]: row["metrics"] for row in metrics["by"][0]["rows"] if row["team"]}
    slowest = max(teams, key=lambda team: teams[team]["first_response_median"]["value"])
    check("south is slowest", slowest == "south")
    check("and its service level surely below the others'", all(
        teams["south"]["service_level"]["interval"][1] < figures["service_level"]["interval"][0]
        for team, figures in teams.items() if team != "south"))

    def compared(*options):
        report = json.loads(run(RAPPORT, "compare", "--json", "--at", "2026-02-02", *options, data=lines))
        return {tuple(group["values"]) or ("rest" if group.get("rest") else ""): group["metrics"]
                for group in report["groups"]}

    groups = compared("--by", "team")
    everybody = groups[""]
    for name in ("nps", "csat_product", "csat_firm", "defection"):
        check(f"the price rise: {name} is worse", everybody[name]["verdict"] == "worse")
    for name in ("fcr", "handle_time", "csat"):
        check(f"the training: {name} of east is better", groups[("east",)][name]["verdict"] == "better")
        for team in ("north", "south", "west", "centre"):
            check(f"and not of {team}: {name}", groups[(team,)][name]["verdict"] == "no_evidence")
    east = compared("--where", "team=east")[("east",)]
    for name in ("fcr", "handle_time", "csat"):
        check(f"the training, beyond the others: {name}", east[name]["against_others"]["verdict"] == "better")
    check("the price rise is nothing of east's own", east["nps"]["against_others"]["verdict"] == "no_evidence")

    # In the customers' words: more speak of the price than before, and those score lower.
    feedback = json.loads(run(RAPPORT, "feedback", "--json", data=lines))
    changed = {item.get("theme"): item["difference"] for item in feedback["drift"] if item["changed"]}
    check("more comments speak of the price", changed.get("price", 0) > 0)
    check("and it hurts what the firm is rated by", any(
        driver["theme"] == "price" and driver["verdict"] == "hurts" for driver in feedback["drivers"]))


def main():
    figures(1, 40_000)
    figures(2, 3_000)
    planted()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
