"""The page Peta, through Streamlit's AppTest: every choice changes the picture or the list."""

import json


def spec(at):
    (chart,) = at.get("vega_lite_chart")
    return json.loads(chart.proto.spec)


def rows(at):
    return at.dataframe[0].value.values.tolist()


def choose(at, key, value):
    at.segmented_control(key=key).set_value(value).run()
    assert not at.exception


def test_best_candidates_are_lines_between_their_places(open_page):
    at = open_page("map")

    assert rows(at) == [
        ["Kabupaten Klaten", "Kota Madiun", 1],
        ["Kabupaten Tegal", "Kabupaten Bekasi", 1],
    ]
    assert [one.label for one in at.expander] == [
        "1 firms are not on the map: their place is not known"
    ]


def test_region_changes_the_part_that_is_drawn(open_page):
    at = open_page("map")
    java = spec(at)["projection"]["fit"]

    choose(at, "map_region_en", "all")

    assert spec(at)["projection"]["fit"] != java


def test_width_by_pieces_tells_the_volume(open_page):
    at = open_page("map")

    choose(at, "map_width_candidates_en", "pieces")

    assert rows(at)[0] == ["Kabupaten Klaten", "Kota Madiun", 1, "3,000"]


def test_what_followed_is_narrowed_by_stage_value_and_event(open_page):
    at = open_page("map")
    choose(at, "map_lines_en", "followed")
    assert rows(at) == [["Kabupaten Klaten", "Kota Madiun", 1]]

    at.select_slider(key="map_stage").set_value("planned").run()
    assert len(rows(at)) == 2
    choose(at, "map_width_followed_en", "value")
    assert rows(at)[0] == ["Kabupaten Klaten", "Kota Madiun", 1, "Rp 10 million"]
    at.selectbox(key="event_chosen").select("E-1").run()
    assert len(rows(at)) == 1


def test_islands_come_from_the_file_that_ships_along(open_page):
    land = spec(open_page("map"))["layer"][0]["data"]["values"]

    assert [one["properties"]["name"] for one in land][:2] == ["Indonesia", "Malaysia"]
