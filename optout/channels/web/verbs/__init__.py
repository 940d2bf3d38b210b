"""How each verb of a flow is done."""

from collections.abc import Mapping

from optout.channels.web.verbs.awaiting_mail import await_mail
from optout.channels.web.verbs.branching import branch
from optout.channels.web.verbs.choosing import choose
from optout.channels.web.verbs.expecting import expect
from optout.channels.web.verbs.filling import fill
from optout.channels.web.verbs.handing_over import hand_over
from optout.channels.web.verbs.opening import open_page
from optout.channels.web.verbs.pressing import click
from optout.channels.web.verbs.reading_rows import read_list
from optout.channels.web.verbs.scrolling import scroll
from optout.channels.web.verbs.seeing import see
from optout.channels.web.walk import Doing

DOING: Mapping[str, Doing] = {
    "open": open_page,
    "fill": fill,
    "choose": choose,
    "click": click,
    "expect": expect,
    "see": see,
    "extract": read_list,
    "branch": branch,
    "await_mail": await_mail,
    "hand_over": hand_over,
    "scroll": scroll,
}
