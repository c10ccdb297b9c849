"""Reviews the sample articles in a browser, as a person does: with the mouse, with the keys alone, without JavaScript.

Then looks at every page, of the sample and of articles full of script and markup: in light, dark and 400 pixels wide, with
axe-core, for anything that runs, is fetched or does not fit. `review.py PROGRAM [FOLDER]`; into FOLDER go pictures of all.
"""

import pathlib
import sys

from selenium.webdriver.common.keys import Keys

from page import Browser, Page, check, failures, hostile


def by_mouse(page, browser, how):
    """From the overview to a verdict and its undo."""
    browser.open(page.address)
    browser.click("#review")
    first = browser.place()
    check(f"{how}: the overview leads to a discrepancy", "/discrepancies/x" in first)
    check(f"{how}: both quotes are marked in their articles", len(browser.all(".excerpt .quoted.value")) == 2)
    browser.click("label.choice.confirmed")
    browser.fill("#reason", f"both say so ({how})")
    browser.fill("[name=by]", "Ada")
    browser.submit("#verdict button")
    check(f"{how}: the verdict is shown", browser.text("#now").startswith("confirmed by Ada"))
    check(f"{how}: the verdict is recorded", page.verdicts()[-1]["reason"] == f"both say so ({how})")
    browser.fill(".undo [name=by]", "Ada")
    browser.fill(".undo [name=reason]", "too early")
    browser.submit(".undo button")
    check(f"{how}: it is taken back", "taken back" in browser.text("#now"))
    check(f"{how}: and both stay in the history", len(browser.all("ol.history li")) >= 2)
    check(f"{how}: the undo is recorded", page.verdicts()[-1]["verdict"] == "undo")
    browser.open(page.address)
    browser.click("#review")
    check(f"{how}: and it waits again", browser.place().split("?")[0] == first.split("?")[0])


def by_keys(page, browser):
    """The same without touching the mouse."""
    browser.open(page.address)
    browser.keys("j", "j", "k")
    check("keys: j and k mark a line", len(browser.all("[data-row].here")) == 1)
    browser.leave(Keys.ENTER)
    first = browser.place()
    check("keys: Enter opens it", "/discrepancies/x" in first)
    browser.leave("j")
    second = browser.place()
    check("keys: j leads to the next", "/discrepancies/x" in second and second != first)
    browser.leave("k")
    check("keys: k leads back", browser.place().split("?")[0] == first.split("?")[0])
    browser.keys("e")
    check("keys: e chooses explained", browser.one("[value=explained]").is_selected())
    browser.keys("the ministry counts later", Keys.TAB, "Ada")
    check("keys: the reason is written where it belongs", browser.value("#reason") == "the ministry counts later")
    browser.leave(Keys.ENTER)
    check("keys: Enter records it", browser.text("#now").startswith("explained by Ada"))
    check("keys: the verdict is recorded", page.verdicts()[-1]["verdict"] == "explained")
    browser.leave("u")
    check("keys: u takes it back", "taken back" in browser.text("#now"))
    check("keys: the undo is recorded", page.verdicts()[-1]["verdict"] == "undo")
    for letter, verdict in [("c", "confirmed"), ("m", "misread"), ("d", "dismissed")]:
        browser.keys(letter)
        check(f"keys: {letter} chooses {verdict}", browser.one(f"[value={verdict}]").is_selected())
        browser.keys(Keys.ESCAPE)
    browser.leave("b")
    check("keys: b leads to the list", "/discrepancies?" in browser.place())
    browser.keys("/")
    check("keys: / goes to the search", browser.focused() == "find")
    browser.keys("death toll")
    browser.leave(Keys.ENTER)
    check("keys: and finds", len(browser.all(".hits li")) > 0)
    browser.keys("?")
    browser.until(lambda: browser.all("dialog[open] kbd"))
    check("keys: ? lists them", len(browser.all("dialog[open] kbd")) > 10)
    browser.keys(Keys.ESCAPE)
    check("keys: Escape closes the list", not browser.all("dialog[open]"))
    browser.keys("g")
    browser.leave("s")
    browser.fill("textarea[name=sql]", "SELECT count(*) AS n FROM verdicts")
    browser.gone(browser.run)
    check("keys: a question is asked and answered", browser.text("table.answer tbody td") == str(len(page.verdicts())))
    browser.open(page.address + "/help")
    browser.keys(Keys.TAB)
    check("keys: the first stop leads past the head", browser.driver.switch_to.active_element.text == "Skip to the content")


LOOKS = [("light", 1360), ("dark", 1360), ("narrow", 400)]


def at_every_page(page, browser, name, looks, pictures):
    """Every kind of page in some looks: axe finds nothing serious, nothing sticks out, nothing of the articles' runs."""
    for look, width in looks:
        browser.look(look, width)
        for kind, path in page.every_page():
            browser.open(page.address + path)
            what = f"{name}, {look}: {kind}"
            if pictures:
                browser.picture(pictures / f"{name}-{look}-{kind}.png", width)
            found = browser.axe()
            check(f"{what}: axe finds nothing serious {found or ''}".rstrip(), not found)
            across = browser.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
            check(f"{what}: nothing sticks out", across <= 0)
            check(f"{what}: nothing has run", not browser.has_alert() and "owned" not in browser.driver.title.split("·")[-1])
            alien = browser.script(
                "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin))"
            )
            check(f"{what}: nothing is fetched from elsewhere {alien or ''}".rstrip(), not alien)
            said = [one for one in browser.complaints() if kind != "missing" or "404" not in one]
            check(f"{what}: the browser has no complaint {said or ''}".rstrip(), not said)


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    pictures = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with Page(program, "data/sample") as page, Browser() as browser:
        by_mouse(page, browser, "mouse")
        by_keys(page, browser)
        at_every_page(page, browser, "sample", LOOKS, pictures)
    with Page(program, "data/sample") as page, Browser(script=False) as browser:
        by_mouse(page, browser, "no script")
    with hostile() as folder, Page(program, folder) as page, Browser() as browser:
        at_every_page(page, browser, "hostile", LOOKS[-1:], pictures)
        by_mouse(page, browser, "hostile")
    print(f"{check.passed} passed, {len(failures)} failed")
    for failure in failures:
        print(f"failed: {failure}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
