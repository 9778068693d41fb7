"""Two teams, four weeks: from the third on, north pleases more and answers sooner."""

import json

for day in range(28):
    for case in range(24):
        team = "north" if case % 2 else "south"
        after = day >= 14
        better = after and team == "north"
        minute = case * 30
        common = {"case": f"k{day}-{case}", "customer": f"c{(day * 7 + case) % 90}", "team": team,
                  "channel": "phone" if case % 3 else "email"}

        def event(kind, minutes, **more):
            at = minute + minutes
            when = f"2026-03-{2 + day:02d}T{8 + at // 60:02d}:{at % 60:02d}:00Z"
            print(json.dumps({"event": kind, "at": when, **common, **more}, separators=(",", ":")))

        event("contact", 0)
        event("reply", (3 if better else 9) + case % 7)
        event("handled", 20 + case % 5, work=240 + case * 11 % 90)
        event("resolution", 30 + case)
        event("survey", 61, asks="csat")
        if case % 4:
            event("rating", 62, asks="csat", score=5 - (day + case) % (2 if better else 4))
