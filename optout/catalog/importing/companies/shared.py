"""Domains that many organisations share, so that they name none of them. Read 2026-11-21.

A short list in place of the Public Suffix List (9,000 lines that change weekly): what the four
lists need. A suffix that is missing here makes one provider of several organisations; it never
sends a letter to another domain than its list names.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COUNTRIES = _words(
    """
    ae ar at au bd bo br bw cn co cr cy ec eg fj gh gr gt hk hn hu id il in jo jp ke kr kw lb lk
    ma mm mt mx my mz na ng ni np nz om pa pe ph pk pl pt py qa ro rs ru sa sg sv th tr tw tz ua
    ug uk uy uz ve vn za zm zw
    """
)
_OF_MANY = _words(
    """
    ac asso co com edu ed gob gov gouv go gv mil ne net nom or org ltd plc me nhs police sch
    """
)
_OTHERS = _words(
    """
    gouv.fr asso.fr admin.ch gov.it edu.it gc.ca gov.ie gov.scot gov.wales gouv.qc.ca bayern.de
    berlin.de brandenburg.de bremen.de bund.de hamburg.de hessen.de niedersachsen.de nrw.de
    polizei.nrw rlp.de saarland.de sachsen.de thueringen.de ekd.de
    """
)
HOSTING = _words(
    """
    blogspot.com github.io gitlab.io herokuapp.com netlify.app pages.dev vercel.app web.app
    firebaseapp.com wordpress.com wixsite.com weebly.com squarespace.com webflow.io
    myshopify.com azurewebsites.net cloudfront.net appspot.com bubbleapps.io carrd.co
    jimdofree.com
    """
)
"""Where anybody may have a site below a name of their own."""

RENTED = _words(
    """
    google.com microsoft.com hubspot.com onetrust.com trustarc.com truyo.com securiti.ai
    transcend.io datagrail.io ketch.com osano.com termly.io wirewheel.io privacypillar.com
    bigidprivacy.cloud datasubject.com ethyca.com mineos.ai clym.io usercentrics.eu iubenda.com
    privacycompliance.biz simpleoptoutcompliance.com forms.gle goo.gl bit.ly tinyurl.com
    typeform.com jotform.com smartsheet.com airtable.com alchemer.com surveymonkey.com
    hsforms.com wufoo.com formstack.com zendesk.com freshdesk.com office.com linkedin.com
    facebook.com apps.apple.com notion.site archive.org
    """
)
"""Where one organisation's form stands beside another's: the host says nothing of whose it is."""

MAILBOXES = _words(
    """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com ymail.com
    aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.de gmx.net gmx.at
    gmx.ch web.de t-online.de freenet.de mail.ru yandex.ru yandex.com zoho.com mail.com
    fastmail.com tutanota.com tuta.io posteo.de mailbox.org orange.fr wanadoo.fr free.fr
    laposte.net libero.it qq.com 163.com comcast.net verizon.net att.net sbcglobal.net
    """
)
"""Where anybody may have a mailbox."""

_PUBLIC = frozenset(f"{word}.{country}" for word in _OF_MANY for country in _COUNTRIES)
SUFFIXES = _PUBLIC | _OTHERS | HOSTING
"""Below these, and not below their last part alone, a name is somebody's own."""
