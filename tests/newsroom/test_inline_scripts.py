"""Which inline scripts of the admin get a nonce: seven shapes and nothing like them."""

import json
import re

import pytest
from django.http import JsonResponse
from wagtail.admin.widgets import (
    AdminDateInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTimeInput,
)
from wagtail.admin.widgets.workflows import AdminTaskChooser

from newsroom.inline_scripts import (
    PAGE_NONCE,
    choosers,
    is_known,
    stamped,
    with_nonces,
)

POLICY = "Content-Security-Policy"
NONCE = "n" * 22
OPTIONS = r"{\u0022formsetPrefix\u0022: \u0022id_bylines\u0022}"
WIDGETS = [
    AdminDateInput,
    AdminTimeInput,
    AdminDateTimeInput,
    AdminPageChooser,
    AdminTaskChooser,
]
A_PANEL = """
    (function() {
        var panel = new %s(JSON.parse("%s"));
    })();
"""
KNOWN = [
    'new PageChooser("id_page", {"modalUrl": "/admin/choose-page/", "canRoot": true});',
    'new Chooser("id_x", {"linkedFields": {"country": ["#id_country", 1, null]}});',
    'createTaskChooser("id_task");',
    r'initDateChooser("id_day\u002D1", {"dayOfWeekStart": 1, "format": "Y-m-d"});',
    'initTimeChooser("id_time", {});',
    'initDateTimeChooser("id_at", {"parentID": "body"});',
    A_PANEL % ("InlinePanel", OPTIONS),
    A_PANEL % ("MultipleChooserPanel", OPTIONS),
]
STRANGE = [
    "alert(1)",
    "",
    "new PageChooser(alert(1), {});",
    'new PageChooser("id", {"modalUrl": alert(1)});',
    'new PageChooser("id", {}, alert(1));',
    'new PageChooser("id", {}); alert(1);',
    'new PageChooser("id", {});alert("id", {});',
    "new PageChooser('id', {});",
    'new PageChooser("id", {modalUrl: 1});',
    'new PageChooser("id", {"a": `${alert(1)}`});',
    'new PageChooser("id");',
    'new PageChooser({}, "id");',
    'new Function("alert(1)", {});',
    'new Worker("/media/x.js", {});',
    'new Image("id", {});',
    'eval("alert(1)", {});',
    'eval("alert(1)");',
    'createTaskChooser("id", alert(1));',
    'createTaskChooser("id")(alert(1));',
    'window.initDateChooser("id", {});',
    'initDateChooser("id", {}) || alert(1);',
    'initDateChooser("id", {"a": 1}/*"*/);',
    '/* */ initDateChooser("id", {});alert(1)//',
    A_PANEL % ("InlinePanel", "alert"),
    A_PANEL % ("InlinePanel", OPTIONS) + "alert(1);",
    A_PANEL % ("InlinePanel", r"{}\u0022), alert(1), (\u0022"),
    A_PANEL % ("InlinePanel", '{}"), alert(1), ("'),
    A_PANEL % ("Worker", OPTIONS),
    '(function() { var panel = new InlinePanel(JSON.parse(alert("x"))); })();',
    '(function() { alert(1); var panel = new InlinePanel(JSON.parse("{}")); })();',
]


@pytest.mark.parametrize("script", KNOWN)
def test_a_script_of_a_known_shape_gets_the_nonce(script):
    assert stamped(f"<p><script>{script}</script>", NONCE) == (
        f'<p><script nonce="{NONCE}">{script}</script>'
    )


@pytest.mark.parametrize("script", STRANGE)
def test_a_script_of_any_other_shape_gets_none(script):
    html = f"<script>{script}</script>"
    assert stamped(html, NONCE) == html


@pytest.mark.parametrize(
    "html",
    [
        '<script nonce="x">createTaskChooser("id");</script>',
        '<script src=x>createTaskChooser("id");</script>',
        '<script>createTaskChooser("<b>");</script>',
        '<SCRIPT>createTaskChooser("id");</SCRIPT>',
        '&lt;script&gt;createTaskChooser("id");&lt;/script&gt;',
    ],
)
def test_a_tag_that_wagtail_does_not_write_gets_none(html):
    assert stamped(html, NONCE) == html


def test_a_known_script_beside_a_strange_one_is_the_only_one_that_runs():
    html = f"<script>alert(1)</script><script>{KNOWN[0]}</script>"
    assert stamped(html, NONCE).count("nonce") == 1


@pytest.mark.parametrize("widget", WIDGETS)
def test_what_wagtail_writes_today_is_known(db, widget):
    html = widget().render("at", None, attrs={"id": "id_at-1"})
    assert html.count("<script>") == 1
    assert "<script>" not in stamped(html, NONCE)


def test_choosers_are_those_that_are_installed():
    assert {"PageChooser", "ImageChooser", "DocumentChooser"} <= choosers()
    assert "Function" not in choosers()
    assert is_known('new PageChooser("x", {});')


def test_a_screen_and_its_policy_name_the_same_nonce(desk, home):
    first, second = (desk.get(f"/admin/pages/{home.pk}/edit/") for _ in range(2))
    nonces = [set(re.findall(r'nonce="([^"]*)"', a.text)) for a in (first, second)]
    assert [len(each) for each in nonces] == [1, 1]
    assert nonces[0] != nonces[1]
    for answer, (nonce,) in zip((first, second), nonces, strict=True):
        assert f"script-src 'self' 'nonce-{nonce}'" in answer[POLICY]
        assert "<script>" not in answer.text


def test_a_part_of_a_page_comes_with_the_nonce_of_that_page(rf):
    html = f"<script>{KNOWN[0]}</script><script>alert(1)</script>"
    part = {"step": "choose", "html": html, "more": [{"html": html}], "number": 1}
    request = rf.get("/admin/images/chooser/", headers={PAGE_NONCE: NONCE})
    answer = with_nonces(lambda request: JsonResponse(part))(request)
    stamped_html = stamped(html, NONCE)
    assert json.loads(answer.content) == part | {
        "html": stamped_html,
        "more": [{"html": stamped_html}],
    }
    assert stamped_html.count("nonce=") == 1


def test_what_is_no_part_of_the_admin_is_left_as_it_is(rf):
    part = {"html": f"<script>{KNOWN[0]}</script>"}
    request = rf.get("/api/v1/stories", headers={PAGE_NONCE: NONCE})
    answer = with_nonces(lambda request: JsonResponse(part))(request)
    assert json.loads(answer.content) == part


@pytest.mark.parametrize("forged", ["", "x", NONCE + '"', 'n" onload="x', NONCE * 2])
def test_a_nonce_that_is_none_is_not_written_anywhere(desk, home, forged):
    answer = desk.get(f"/admin/pages/{home.pk}/edit/", headers={PAGE_NONCE: forged})
    (nonce,) = set(re.findall(r'<script nonce="([^"]*)"', answer.text))
    assert nonce != forged
    assert f"'nonce-{nonce}'" in answer[POLICY]


def test_a_page_of_readers_has_no_nonce(client, desk, home):
    for answer in (client.get("/"), desk.get("/")):
        assert "nonce" not in answer[POLICY]
        assert "nonce" not in answer.text
