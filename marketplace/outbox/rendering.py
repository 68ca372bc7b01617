"""Turn a row into the words of its reader's language."""

from __future__ import annotations

import re
from email.mime.image import MIMEImage

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation

from .bands import Bands
from .kinds import template_of
from .models import Message
from .wishes import stop_url


def email(message: Message) -> EmailMultiAlternatives:
    """The letter: plain text, HTML, and the woven bands that the HTML shows, inside the letter itself."""
    template, bands = template_of(message.kind), Bands()
    with translation.override(message.language):
        context = _context(message, bands)
        subject = " ".join(render_to_string(f"{template}.subject.txt", context).split())
        text = render_to_string(f"{template}.txt", {**context, "subject": subject}).strip()
        text = re.sub(r"\n{3,}", "\n\n", text) + "\n"  # what is left out of a template leaves its empty lines
        html = render_to_string(f"{template}.html", {**context, "subject": subject})
    letter = EmailMultiAlternatives(subject, text, settings.DEFAULT_FROM_EMAIL, [message.address], headers={
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
        **_stop_headers(context["stop_url"]),
    })  # fmt: skip
    letter.attach_alternative(html, "text/html")
    letter.mixed_subtype = "related"  # the pictures belong to the HTML and are no attachments to open
    for picture in bands.pictures():
        letter.attach(_inline(*picture))
    return letter


def _stop_headers(url: str) -> dict[str, str]:
    """What lets the reader's mail program offer a button of its own (RFC 2369, RFC 8058)."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if url else {}


def sms_text(message: Message) -> str:
    """The text of an SMS, on one line a paragraph."""
    with translation.override(message.language):
        return render_to_string(f"{template_of(message.kind)}.sms.txt", _context(message, Bands())).strip()


def _context(message: Message, bands: Bands) -> dict:
    rtl = translation.get_language_bidi()
    return {
        **message.payload,
        "language": message.language,
        "direction": "rtl" if rtl else "ltr",
        # Mail readers know no logical properties.
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "site_url": settings.SITE_URL,
        "bands": bands,
        # Only in messages that the reader may stop.
        "stop_url": stop_url(message),
    }


def _inline(cid: str, png: bytes) -> MIMEImage:
    picture = MIMEImage(png, "png")
    picture.add_header("Content-ID", f"<{cid}>")
    picture.add_header("Content-Disposition", "inline", filename=f"{cid.partition('@')[0]}.png")
    return picture
