"""The report as one HTML file that runs nothing and loads nothing."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template

from optout.report.report import Report
from optout.report.report_progress import STEPS
from optout.report.timeline import LEGEND, SIGNS
from optout.report.timeline_picture import BAR, LEFT, RIGHT, ROW, TOP, WIDTH, picture
from optout.report.words import day
from optout.report.words_of_proofs import proof_words


def report_page(report: Report) -> str:
    """The page: headline, the picture, the tables, and what it does not prove."""
    css = _text("report.css")
    return _template().render(
        report=report,
        picture=picture(report.accounts, report.prepared_at, report.several),
        css=css,
        css_hash=b64encode(sha256(css.encode()).digest()).decode(),
    )


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["day"] = day
    environment.filters["proof"] = proof_words
    environment.globals |= {
        "legend": LEGEND,
        "signs": SIGNS,
        "steps": STEPS,
        "width": WIDTH,
        "left": LEFT,
        "right": WIDTH - RIGHT,
        "row_height": ROW,
        "bar": BAR,
        "top": TOP,
    }
    return environment.from_string(_text("report.html"))


def _text(name: str) -> str:
    return (resources.files("optout.report") / "templates" / name).read_text(encoding="utf-8")
