"""The pages in a real browser, without JavaScript: a person's way through them."""

import shutil
import zipfile

import pytest

from pirules.data import ordinances_dir

pytestmark = pytest.mark.browser

_CHROMIUM = shutil.which("chromium")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PROBLEM = ordinances_dir() / "implementation_problem.txt"


@pytest.fixture(scope="module")
def chromium():
    """Start Debian's chromium; skip where it or its driver is missing."""
    if _CHROMIUM is None:
        pytest.skip("chromium is not installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="the extra `browser` is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(params=[1280, 380])
def page(chromium, server, request):
    """Return a page without JavaScript, wide or narrow, that tells what the browser complained about."""
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": request.param, "height": 900}, base_url=server.url
    )
    opened = context.new_page()
    outside, complaints = [], []
    opened.on(
        "request",
        lambda sent: None if sent.url.startswith((server.url, "data:")) else outside.append(sent.url),
    )
    opened.on("console", lambda message: complaints.append(message.text))
    yield opened
    context.close()
    assert outside == []
    assert complaints == []


def _fits(page):
    """Tell whether nothing of the page lies beyond the right edge (tables may scroll in their own box)."""
    body = page.locator("main").bounding_box()
    return body["x"] >= 0 and body["x"] + body["width"] <= page.viewport_size["width"] + 1


def test_a_question_is_asked_answered_and_asked_further(page):
    page.goto("/check")
    assert _fits(page)
    page.get_by_label("件名").fill("隣の市からの照会")
    page.get_by_label("提供元の機関").select_option(label="市区町村の機関（市長部局・教育委員会など）")
    page.get_by_label("扱い方").first.select_option("provision")
    page.get_by_label("提供先", exact=True).select_option("other_local_organ")
    page.get_by_label("情報の種類").select_option("personal_information")
    page.get_by_role("group", name="特定した利用目的の範囲内か").get_by_text("いいえ").click()
    page.get_by_role("button", name="判定する").click()
    assert "/decisions/" in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "隣の市からの照会"
    questions = page.locator("section.questions")
    before = questions.locator(".question").count()
    assert before
    assert _fits(page)
    first = questions.locator(".question").first
    if first.locator("fieldset.flag").count():
        first.get_by_text("はい", exact=True).click()
    else:
        first.locator("select").select_option(index=1)
    page.get_by_role("button", name="この答えで判定し直す").click()
    assert page.get_by_role("heading", level=1).inner_text() == "隣の市からの照会"
    assert page.locator(".question").count() != before or "結論" in page.content()


def test_the_keyboard_reaches_everything(page):
    page.goto("/check")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "本文へ移る"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "提供可否の判定"


def test_an_ordinance_is_uploaded_read_and_taken_along(page):
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(PROBLEM)
    page.get_by_role("button", name="調べる", exact=True).click()
    assert "/reports/" in page.url
    assert _fits(page)
    assert page.get_by_role("heading", name="要約").is_visible()
    page.locator("nav.places").get_by_text("逐条").click()
    assert page.url.endswith("-clauses")
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_a_measure_is_found_and_reviewed(page):
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(PROBLEM)
    page.get_by_role("button", name="調べる", exact=True).click()
    page.get_by_role("link", name="この条例の独自措置").click()
    page.get_by_label("届出").select_option("yes")
    page.get_by_role("button", name="絞り込む").click()
    assert _fits(page)
    page.locator("table.list td.place a").first.click()
    page.get_by_role("group", name="確認状態").get_by_text("届出要").click()
    page.get_by_label("コメント").fill("法規係で確認")
    page.get_by_label("日付").fill("令和8年11月21日")
    page.get_by_role("button", name="記録する").click()
    assert page.get_by_role("status").inner_text() == "記録しました。"
    assert "法規係で確認" in page.locator("table").last.inner_text()


def test_many_measures_are_chosen_and_reviewed_at_once(page):
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(PROBLEM)
    page.get_by_role("button", name="調べる", exact=True).click()
    page.get_by_role("link", name="この条例の独自措置").click()
    page.get_by_text("まとめて記録する").click()
    boxes = page.locator("table.list input[type=checkbox]")
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.locator("#b-state").select_option("届出不要")
    page.locator("#b-comment").fill("旧条例のため")
    page.get_by_role("button", name="確かめる画面へ").click()
    assert "まだ記録していません" in page.content()
    assert _fits(page)
    page.get_by_role("button", name="2 件に記録する").click()
    assert page.get_by_role("status").inner_text() == "2 件の確認状態を記録しました。"
    assert page.locator("table.list td strong", has_text="届出不要").count() == 2
    assert _fits(page)


def test_the_documentation_of_the_api_opens(chromium, server):
    context = chromium.new_context(base_url=server.url)
    page = context.new_page()
    outside, complaints = [], []
    page.on(
        "request",
        lambda sent: None if sent.url.startswith((server.url, "data:")) else outside.append(sent.url),
    )
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto("/docs")
    page.get_by_text("/v1/provision-checks").wait_for()
    context.close()
    assert (outside, complaints) == ([], [])


def test_the_result_is_seen_before_scrolling_and_one_class_can_be_shown_alone(page):
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(PROBLEM)
    page.get_by_role("button", name="調べる", exact=True).click()
    assert page.locator(".conclusions").bounding_box()["y"] < page.viewport_size["height"]
    clauses = page.locator("article.clause")
    everything = clauses.count()
    page.get_by_role("group", name="示す規定").get_by_label("確認を要する").check()
    shown = [clause for clause in clauses.all() if clause.is_visible()]
    assert 0 < len(shown) < everything
    assert all("has-uncertain" in clause.get_attribute("class") for clause in shown)
    assert page.get_by_text("一部の規定だけを示しています。").is_visible()
    # A link from the summary leads to its clause although the filter would hide it.
    hidden = page.locator("article.clause:not(.has-uncertain).has-not_permitted").first.get_attribute("id")
    page.locator(f'td.place a[href="#{hidden}"]').first.click()
    assert page.locator(f"#{hidden}").is_visible()


def test_a_hostile_title_is_shown_as_text(page):
    text = PROBLEM.read_text(encoding="utf-8").splitlines()
    text[0] = "<script>alert(1)</script>町個人情報の保護に関する法律施行条例"
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(
        {"name": "<b>x.txt", "mimeType": "text/plain", "buffer": "\n".join(text).encode()}
    )
    page.get_by_role("button", name="調べる", exact=True).click()
    assert page.locator("main script, main b").count() == 0


def test_a_report_becomes_a_draft_and_the_draft_a_table(page, tmp_path):
    page.goto("/gap")
    page.get_by_label("調べる条例").set_input_files(PROBLEM)
    page.get_by_role("button", name="調べる", exact=True).click()
    page.get_by_role("link", name="改正案を作る").click()
    assert _fits(page)
    with page.expect_download() as started:
        page.get_by_role("button", name="改正案を作る").click()
    assert started.value.suggested_filename.endswith("の改正案.zip")
    with zipfile.ZipFile(started.value.path()) as archive:
        revised = archive.extract("改正後.docx", tmp_path)
    page.goto("/diff")
    assert _fits(page)
    page.get_by_label("現行（改正前）の条例").set_input_files(PROBLEM)
    page.get_by_label("改正案（改正後）の条例").set_input_files(revised)
    page.get_by_role("button", name="新旧対照表を作る").click()
    assert page.get_by_role("heading", name="新旧対照表").is_visible()
    assert page.locator("td u").count()
