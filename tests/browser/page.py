"""The page in a process of its own, the browser that looks at it, and articles that would harm it."""

import base64
import json
import pathlib
import subprocess
import tempfile
from importlib.resources import files

from selenium import webdriver
from selenium.common.exceptions import NoAlertPresentException, StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

failures = []


def check(what, holds):
    """Says what holds, and keeps what does not."""
    print(("ok: " if holds else "FAILED: ") + what, flush=True)
    check.passed += bool(holds)
    if not holds:
        failures.append(what)


check.passed = 0


class Page:
    """A ledger of the articles in a folder, served for as long as the block lasts."""

    def __init__(self, program, articles):
        self.program, self.articles = program, articles

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.db = pathlib.Path(self.folder.name) / "ledger.db"
        subprocess.run([self.program, "--db", self.db, "--quiet", "add", self.articles], check=True)
        self.process = subprocess.Popen(
            [self.program, "--db", self.db, "--quiet", "serve", "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        self.address = self.process.stdout.readline().strip().rstrip("/")
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()

    def query(self, sql):
        asked = [self.program, "--db", self.db, "query", sql, "--format", "json"]
        return json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout)

    def verdicts(self):
        return self.query("SELECT verdict, reason, checked_by FROM verdicts ORDER BY verdict_id")

    def every_page(self):
        """One address of each kind of page."""
        one = lambda sql: next(iter(self.query(sql)[0].values()))
        claim = self.query("SELECT claim_id, document_id FROM claims ORDER BY claim_id LIMIT 1")[0]
        yield "overview", "/"
        yield "discrepancies", "/discrepancies?status=open&sort=apart"
        yield "inside", "/discrepancies?kind=inside"
        yield "discrepancy", "/discrepancies/" + one("SELECT discrepancy_id FROM review_queue LIMIT 1") + "?status=open&at=0"
        yield "fact", "/facts/" + one("SELECT fact_id FROM facts ORDER BY n_values DESC, n_claims DESC, fact_id LIMIT 1")
        yield "document", "/documents/{document_id}?claim={claim_id}#{claim_id}".format(**claim)
        yield "claims", "/claims"
        yield "facts", "/facts"
        yield "documents", "/documents"
        yield "sources", "/sources"
        yield "runs", "/runs"
        yield "verdicts", "/verdicts"
        yield "audit", "/audit"
        yield "sql", "/sql?sql=SELECT%20*%20FROM%20claims%20LIMIT%205"
        yield "sql-fault", "/sql?sql=SELECT%20sauce%20FROM%20claims"
        yield "search", "/search?q=people"
        yield "help", "/help"
        yield "missing", "/discrepancies/x7"


class Browser:
    """Headless Chromium with a fresh profile."""

    def __init__(self, script=True):
        self.with_script = script

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        options = webdriver.ChromeOptions()
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            f"--user-data-dir={self.profile.name}",
            "--window-size=1360,1000",
        ]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not self.with_script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        service = webdriver.ChromeService("/usr/bin/chromedriver") if pathlib.Path("/usr/bin/chromedriver").exists() else None
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(60)
        self.axe_source = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
        return self

    def __exit__(self, *_):
        self.driver.quit()
        self.profile.cleanup()

    def open(self, address):
        self.driver.get(address)

    def place(self):
        return self.driver.current_url

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        found = self.all(selector)
        return found[0].text if found else ""

    def value(self, selector):
        return self.one(selector).get_property("value")

    def focused(self):
        return self.driver.switch_to.active_element.get_attribute("id")

    def script(self, source, *arguments):
        return self.driver.execute_script(source, *arguments)

    def until(self, holds):
        WebDriverWait(self.driver, 20).until(lambda _: holds())

    def gone(self, act):
        """Acts, and waits for the page that comes of it."""
        before = self.one("html")

        def is_gone():
            try:
                return before.tag_name is None
            except StaleElementReferenceException:
                return True
            except Exception as error:  # noqa: BLE001: between two pages the driver knows no document at all
                return "node" in str(error).lower()

        act()
        self.until(is_gone)
        self.until(lambda: self.all("main"))

    def click(self, selector):
        element = self.one(selector)
        is_link = element.tag_name == "a"
        (lambda act: self.gone(act) if is_link else act())(element.click)

    def submit(self, selector):
        self.gone(self.one(selector).click)

    def fill(self, selector, text):
        element = self.one(selector)
        element.clear()
        element.send_keys(text)

    def keys(self, *keys):
        """Presses keys, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def leave(self, *keys):
        """Presses keys that lead to another page."""
        self.gone(lambda: self.keys(*keys))

    def run(self):
        """Control and Enter together."""
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()

    def look(self, look, width):
        scheme = "dark" if look == "dark" else "light"
        media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
        metrics = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def picture(self, path, width):
        height = min(self.script("return document.documentElement.scrollHeight"), 2200)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(taken["data"]))

    def complaints(self):
        """What the browser wrote to its console since it was asked last."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def has_alert(self):
        try:
            self.driver.switch_to.alert.dismiss()
            return True
        except NoAlertPresentException:
            return False

    def axe(self):
        """What axe-core finds of serious or critical impact: rule and first place."""
        self.script(self.axe_source)
        found = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1]; axe.run(document, {resultTypes: ['violations']}).then(done)"
        )
        grave = [one for one in found["violations"] if one["impact"] in ("serious", "critical")]
        return [f"{one['id']} at {one['nodes'][0]['target']}" for one in grave]


MARKUP = (
    "</td></a></article><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    "<svg onload=alert(1)><iframe src=javascript:alert(1)></iframe><style>*{display:none}</style>\"'><base href=//evil.example>"
)
TURNING = "\u202e0002 dna\u202c\u2066\u0007\u001b[31m \u05e9\u05dc\u05d5\u05dd 12 \u0645\u0631\u062d\u0628\u0627"


def hostile():
    """A folder with articles full of script, markup and characters that turn the direction of writing."""
    folder = tempfile.TemporaryDirectory()

    def article(name, source, figure, date):
        return {
            "id": name,
            "url": "javascript:alert(document.domain)//" + name,
            "source": f"{source} <b onclick=alert(1)>&\" {TURNING}",
            "author": MARKUP,
            "title": f"Flood in Ostmark: {figure} people are homeless {MARKUP} {TURNING}",
            "published": date,
            "text": f"The flood in Ostmark left {figure} people homeless, minister <script>alert(1)</script> Bo Vik said on Friday. "
            f"{MARKUP} {TURNING}\n\nThe flood in Ostmark destroyed 120 houses {TURNING}, the ministry said. "
            + "It is a word without end: " + "x" * 900 + ".\n",
        }

    articles = [
        article("one", "The Post", "4,200", "2024-05-10"),
        article("two", "The Courier", "4,700", "2024-05-10"),
        article("three", "The Wire", "nearly 5,000", "2024-05-11"),
    ]
    path = pathlib.Path(folder.name) / "hostile.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return folder
