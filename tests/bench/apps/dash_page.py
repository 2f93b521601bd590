"""The same job in Dash: a year slider, marks, a sentence, cards with excerpts and a chart.

Reads the tables of CROSSINGS_DATA by itself and imports nothing of ours, so that it is what a reader
of Dash's own documentation would build. BENCH_PORT names its port.
"""

import os
from pathlib import Path
from typing import Any

import dash_leaflet as dl
import pandas as pd
from dash import Dash, Input, Output, Patch, dcc, html
from flask import Response
from flask_compress import Compress

FOLDER = Path(os.environ["CROSSINGS_DATA"])
FIRST, LAST = 2003, 2025
CARDS = 4

tables = {
    name: pd.read_csv(FOLDER / f"{name}.csv", keep_default_na=False)
    for name in ("crossings", "articles", "excerpts", "places")
}
crossings, places = tables["crossings"], tables["places"].set_index("place_id")
years = {part: crossings[part].str[:4].astype(int) for part in ("start", "end")}
told = tables["excerpts"].merge(tables["articles"], on="article_id")
per_year = [((years["start"] <= y) & (years["end"] >= y)).sum() for y in range(FIRST, LAST + 1)]
bounds = [[places["latitude"].min(), places["longitude"].min()],
          [places["latitude"].max(), places["longitude"].max()]]  # fmt: skip


def chosen(year: int) -> pd.DataFrame:
    """The crossings that touch a year, newest first."""
    touching = (years["start"] <= year) & (years["end"] >= year)
    return crossings[touching].sort_values("start", ascending=False)


def marks(rows: pd.DataFrame) -> list[Any]:
    """A number for each location, and a ring for each spot."""
    spots = rows[rows["latitude"] != ""]
    rings = [
        dl.Circle(center=[row.latitude, row.longitude], radius=1000 * float(row.radius_km or 1))
        for row in spots.astype({"latitude": float, "longitude": float}).itertuples()
    ]
    numbers = [
        dl.DivMarker(
            position=[places.loc[place, "latitude"], places.loc[place, "longitude"]],
            iconOptions={"html": f"{count} reports", "className": "mark"},
            title=f"{count} reports at {places.loc[place, 'name']}",
        )
        for place, count in rows["place_id"].value_counts().items()
        if place in places.index
    ]
    return [*rings, *numbers]


def sentence(year: int, rows: pd.DataFrame) -> str:
    """The counts of a year."""
    people = pd.to_numeric(rows["people_best"]).sum()
    articles = told[told["crossing_id"].isin(rows["crossing_id"])]["article_id"].nunique()
    return f"{year}: {len(rows)} reports, {people:.0f} people, {articles} articles."


def card(row: Any) -> html.Article:
    """One crossing with the words of its first source."""
    own = told[told["crossing_id"] == row.crossing_id]
    lead = own.iloc[0] if len(own) else None
    return html.Article(
        [html.P(f"{row.start} – {row.end}"), html.H3(row.headline), html.P(row.summary),
         *([html.Blockquote(lead["text"]), html.A(lead["outlet"], href=lead["url"])] if lead is not None else [])],
        className="card",
    )  # fmt: skip


def page() -> html.Main:
    """The whole page, as it is before its first callback."""
    chart = {"data": [{"type": "bar", "x": list(range(FIRST, LAST + 1)), "y": per_year}]}
    slider = dcc.Slider(FIRST, LAST, 1, value=LAST, id="year", updatemode="drag", marks=None)
    map_of_year = dl.Map(
        [dl.LayerGroup(id="marks")], bounds=bounds, id="map", style={"height": "560px"}
    )
    words = html.Div(
        [html.P(id="sentence"), html.Div(id="cards", style={"minHeight": "620px"})], style={"width": "40%"}
    )  # fmt: skip
    columns = html.Div(
        [html.Div(map_of_year, style={"width": "60%"}), words],
        style={"display": "flex", "gap": "1rem"},
    )
    graph = dcc.Graph(id="chart", figure=chart, style={"height": "220px"})
    return html.Main([html.H1("Reported border crossings"), slider, columns, graph])


app = Dash(__name__)
app.layout = page()
Compress(app.server)


@app.server.get("/_stcore/health")
def healthy() -> Response:
    """What the benchmark asks of every server."""
    return Response("ok")


@app.callback(
    Output("marks", "children"),
    Output("sentence", "children"),
    Output("cards", "children"),
    Output("chart", "figure"),
    Input("year", "value"),
)
def follow(year: int) -> tuple[Any, ...]:
    """Everything that a step of the slider changes."""
    rows = chosen(year)
    highlighted = Patch()
    highlighted["data"][0]["marker"] = {
        "color": ["#1f6fa8" if y == year else "#c0c8d0" for y in range(FIRST, LAST + 1)]
    }
    cards = [card(row) for row in rows.head(CARDS).itertuples()]
    return marks(rows), sentence(year, rows), cards, highlighted


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ["BENCH_PORT"]))
