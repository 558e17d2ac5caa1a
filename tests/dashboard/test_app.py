"""Speak HTTP to the pages: headers on every answer, callbacks, tables, nonsense."""

import json

import pytest

from dashboard.pages import what_happened
from dashboard.pages.pictures import wish
from dashboard.server import application, serve
from simulator.errors import ScenarioError

RUN = "a" * 26
CONTEXT = {"lang": "en", "run": RUN, "title": "x", "setups": [RUN]}


def ask(client, outputs, inputs, states=(), *, changed=()):
    many = len(outputs) > 1
    names = [f"{i}.{p}" for i, p in outputs]
    told = [{"id": i, "property": p} for i, p in outputs]
    body = {
        "output": f"..{'...'.join(names)}.." if many else names[0],
        "outputs": told if many else told[0],
        "inputs": [{"id": i, "property": p, "value": v} for i, p, v in inputs],
        "state": [{"id": i, "property": p, "value": v} for i, p, v in states],
        "changedPropIds": list(changed),
    }
    return client.post("/_dash-update-component", json=body)


def page(client, path="/", search=""):
    inputs = [("shell-url", "pathname", path), ("shell-url", "search", search)]
    answer = ask(client, [("shell-root", "children")], inputs)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/", "/compare", "/health", "/csv/none/none.csv", "/missing",
                                  "/_dash-layout", "/assets/style.css"])  # fmt: skip
def test_every_answer_has_the_headers(client, path):
    with client.get(path) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert "script-src 'self' 'sha256-" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_health_is_answered(client):
    assert client.get("/health").get_data(as_text=True) == "OK"


def test_a_page_shows_the_question_and_the_peak(client, loaded):
    said = page(client)
    assert loaded.scenario.question in said
    assert "People affected at the peak" in said


def test_the_language_of_the_address_is_that_of_the_page(client, loaded):
    said = page(client, search="?lang=ko")
    assert loaded.scenario.question_ko in str(json.loads(said))
    assert "What became of people" not in said


def strings(part):
    """Walk the texts that a reader sees in a layout."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, (list, tuple)):
        for piece in part:
            yield from strings(piece)
    elif hasattr(part, "children") or hasattr(part, "label"):
        for name in ("children", "label", "title"):
            yield from strings(getattr(part, name, None))
        data = getattr(part, "data", None)
        if isinstance(data, dict):
            yield from strings([data.get("head", []), data.get("body", [])])
        if isinstance(data, list):
            yield from (str(choice["label"]) for choice in data if "label" in choice)


def test_no_id_is_shown_to_a_reader(loaded):
    shown = list(strings(what_happened.layout(wish(loaded, {}, "ko"), [])))
    scenario = loaded.scenario
    parts = (scenario.sites, scenario.components, scenario.services, scenario.owners)
    ids = {thing.id for part in (*parts, scenario.people.categories) for thing in part}
    assert len(shown) > 80
    assert ids & set(shown) == set()
    assert [text for text in shown if "column." in text or "_h" in text] == []


def test_moving_in_time_moves_the_graph(client):
    def states(hour):
        outputs = [("what-graph", "elements"), ("what-graph", "stylesheet"),
                   ("what-graph-table", "children")]  # fmt: skip
        inputs = [("what-hour", "value", hour), ("what-owner", "value", "post"),
                  ("shell-scheme", "data", "light")]  # fmt: skip
        answer = ask(client, outputs, inputs, [("shell-context", "data", CONTEXT)])
        nodes = answer.get_json()["response"]["what-graph"]["elements"]
        return {n["data"]["id"]: n["data"].get("state") for n in nodes}

    assert states(-2)["zone:north-a"] == "works"
    assert states(4)["zone:north-a"] == "down"


def test_only_what_changed_is_sent_when_time_moves(client):
    outputs = [("what-map", "figure"), ("what-map-table", "children")]
    inputs = [("what-hour", "value", 4), ("what-map-need", "value", "any"),
              ("shell-scheme", "data", "light")]  # fmt: skip
    states = [("shell-context", "data", CONTEXT)]
    whole = ask(client, outputs, inputs, states)
    part = ask(client, outputs, inputs, states, changed=["what-hour.value"])
    assert "geojson" in whole.get_data(as_text=True)
    assert "geojson" not in part.get_data(as_text=True)
    assert "x" in str(part.get_json()["response"]["what-map"]["figure"])


def test_a_strike_is_asked_for_and_then_shown(app, client, desk):
    button = [("strike-run", "n_clicks", 1)]
    chosen = {"kind": "fire", "site": "south", "owner": "post", "backups": "clean", "day": "1",
              "hour": "9", "lasts": "usual", "people": "20000"}  # fmt: skip
    states = [(f"strike-{name}", "value", value) for name, value in chosen.items()]
    states.append(("shell-context", "data", CONTEXT))
    output = next(k for k in app.callback_map if "asking-jobs.data" in k and "compare" not in str(
        app.callback_map[k]["inputs"]))  # fmt: skip
    names = [tuple(n.rsplit(".", 1)) for n in output.strip(".").split("...")]
    asked = ask(client, names, button, states).get_json()["response"]
    assert desk.asked[0][0].hazards[0].site == "south"
    assert desk.asked[0][1:] == (1, 20000)
    jobs = next(v["data"] for v in asked.values() if "data" in v)
    output = next(k for k in app.callback_map if "asking-bar.value" in k)
    names = [tuple(n.rsplit(".", 1)) for n in output.strip(".").split("...")]
    inputs = [("asking-poll", "n_intervals", 1), ("asking-jobs", "data", jobs)]
    polled = ask(client, names, inputs, [("shell-context", "data", CONTEXT)]).get_json()
    assert f"run={RUN}" in str(polled["response"])


def test_a_table_is_had_as_a_file(client, loaded):
    answer = client.get(f"/csv/{RUN}/demand.csv?lang=ko&need=messaging")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.data.decode("utf-8-sig")
    assert text.splitlines()[0].startswith("사고 뒤 시간,평소처럼 해결")
    assert len(text.splitlines()) == loaded.scenario.clock.horizon_h + 1


@pytest.mark.parametrize("path", [f"/csv/{RUN}/secrets.csv",
                                  "/csv/unknown/demand.csv"])  # fmt: skip
def test_what_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("body", ["[]", "null", "{}", '{"output": "x.y"}', "NaN", "[" * 500])
def test_nonsense_is_refused_without_a_traceback(client, body):
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)


def test_too_much_is_refused(client):
    body = "x" * (2 * 1024 * 1024 + 1)
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert answer.status_code == 413


def test_a_stranger_s_host_is_refused(tmp_path):
    client = application(tmp_path).test_client()
    assert client.get("/health", headers={"Host": "evil.example"}).status_code == 400
    assert client.get("/health", headers={"Host": "127.0.0.1:8050"}).status_code == 200


def test_an_address_for_everyone_must_be_wanted(tmp_path):
    with pytest.raises(ScenarioError, match="no log-in"):
        serve("0.0.0.0", 8050, folder=tmp_path)  # noqa: S104 - what is refused


def test_a_path_out_of_the_tables_leads_to_the_page_alone(client):
    answer = client.get("/csv/..%2f..%2fetc/demand.csv")
    assert answer.mimetype == "text/html"
    assert "_dash-config" in answer.get_data(as_text=True)
