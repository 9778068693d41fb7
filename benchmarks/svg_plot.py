"""Two plain plots as SVG, with the standard library alone: lines over logarithmic axes, and bars.

Colours are set by style and follow the reader's light or dark page; they differ in lightness too, and every line has
its name at its end, so that no legend is needed.
"""

import math
from html import escape

COLOURS = ("#1668c1", "#b3541e", "#2b8a3e", "#9c36b5", "#a61e4d", "#5f6b7a", "#0b7285", "#856404")
DARK = ("#6db3ff", "#f0a36b", "#69db7c", "#da8ff0", "#ff8fab", "#b5bfca", "#66d9e8", "#e9c46a")

STYLE = """<style>
text { font: 13px system-ui, sans-serif; fill: #22272e; } .title { font-size: 15px; font-weight: 600; }
.grid { stroke: #d5d9de; } .line { fill: none; stroke-width: 2; } .page { fill: #ffffff; }
%s
@media (prefers-color-scheme: dark) {
text { fill: #dbe1e8; } .grid { stroke: #3a424c; } .page { fill: #14181d; }
%s
}
</style>"""


def _style():
    def rules(colours):
        return "\n".join(f".s{i} {{ stroke: {c}; }} .f{i} {{ fill: {c}; }}" for i, c in enumerate(colours))
    return STYLE % (rules(COLOURS), rules(DARK))


def _write(path, width, height, title, parts):
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
            f'aria-label="{escape(title)}">')
    page = f'<rect class="page" width="{width}" height="{height}" rx="6"/>'
    name = f'<text class="title" x="20" y="28">{escape(title)}</text>'
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join([head, _style(), page, name, *parts, "</svg>", ""]))


def _apart(places, least):
    """Moves places down so that neighbours are `least` apart; the order stays."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved, last = list(places), -math.inf
    for i in order:
        moved[i] = last = max(places[i], last + least)
    return moved


def write_lines(path, title, x_label, y_label, series, show):
    """series: [(name, [(x, y), ...])], all positive; show(y) writes a value."""
    width, height, left, right, top, bottom = 900, 460, 80, 370, 50, 50
    xs = sorted({x for _, points in series for x, _ in points})
    ys = [y for _, points in series for _, y in points]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))

    def px(x):
        span = math.log(xs[-1] / xs[0]) or 1
        return left + (width - left - right) * math.log(x / xs[0]) / span

    def py(y):
        return height - bottom - (height - top - bottom) * (math.log10(y) - low) / ((high - low) or 1)

    parts = []
    for power in range(low, high + 1):
        y = py(10 ** power)
        parts.append(f'<line class="grid" x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{escape(show(10 ** power))}</text>')
    for x in xs:
        parts.append(f'<text x="{px(x):.1f}" y="{height - bottom + 20}" text-anchor="middle">{x:,}</text>')
    parts.append(f'<text x="{(left + width - right) / 2}" y="{height - 10}" text-anchor="middle">{escape(x_label)}'
                 f'; {escape(y_label)}</text>')
    ends = _apart([py(points[-1][1]) for _, points in series], 17)
    for i, ((name, points), end) in enumerate(zip(series, ends)):
        path_of = " ".join(f"{px(x):.1f},{py(y):.1f}" for x, y in points)
        parts.append(f'<polyline class="line s{i}" points="{path_of}"/>')
        parts += [f'<circle class="f{i}" cx="{px(x):.1f}" cy="{py(y):.1f}" r="3"/>' for x, y in points]
        last = px(points[-1][0])
        parts.append(f'<line class="s{i}" x1="{last + 5:.1f}" y1="{py(points[-1][1]):.1f}" '
                     f'x2="{width - right + 18}" y2="{end:.1f}" stroke-width="0.7" stroke-dasharray="2 2"/>')
        parts.append(f'<text class="f{i}" x="{width - right + 22}" y="{end + 4:.1f}">{escape(name)}, '
                     f'{escape(show(points[-1][1]))}</text>')
    _write(path, width, height, title, parts)


def write_bars(path, title, bars, show):
    """bars: [(name, value)], positive; lengths are logarithmic."""
    width, left, right, step, top = 900, 190, 110, 34, 50
    low = math.floor(math.log10(min(value for _, value in bars)))
    high = math.log10(max(value for _, value in bars))
    height = top + step * len(bars) + 16
    parts = []
    for i, (name, value) in enumerate(bars):
        y = top + i * step
        length = max(2, (width - left - right) * (math.log10(value) - low) / ((high - low) or 1))
        parts.append(f'<text x="{left - 8}" y="{y + 17}" text-anchor="end">{escape(name)}</text>')
        parts.append(f'<rect class="f{i}" x="{left}" y="{y}" width="{length:.1f}" height="24" rx="2"/>')
        parts.append(f'<text x="{left + length + 8:.1f}" y="{y + 17}">{escape(show(value))}</text>')
    _write(path, width, height, title, parts)
