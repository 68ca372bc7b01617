"""Sent mail, readable by everybody who opens the demonstration: addresses that no other installation has."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.generic import TemplateView, View

from marketplace.pages.private import PrivateMixin

from . import mail

# A letter may look as it was sent, and do nothing; its links open beside it.
LETTER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


class DemoMixin(PrivateMixin):
    """404 wherever the demonstration's doors are closed."""

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO_SIGN_INS:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def letter(self) -> mail.Letter:
        found = mail.letter(self.kwargs["key"])
        if found is None:
            raise Http404
        return found


class MailView(DemoMixin, TemplateView):
    """What was sent, newest first."""

    template_name = "demo/mail.html"

    def get_context_data(self, **kwargs) -> dict:
        page = Paginator(range(mail.letters_count()), mail.A_PAGE).get_page(self.request.GET.get("page"))
        first = max(page.start_index() - 1, 0)
        letters = mail.letters(first, first + mail.A_PAGE)
        return super().get_context_data(page=page, letters=letters, is_kept=mail.mail_is_kept(), **kwargs)


class LetterView(DemoMixin, TemplateView):
    """One letter: its headers, what it looks like, and its plain text."""

    template_name = "demo/letter.html"

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(letter=self.letter(), **kwargs)


@method_decorator(xframe_options_sameorigin, name="dispatch")
class LetterFrameView(DemoMixin, View):
    """The HTML of a letter, exactly as it was sent, under a policy of its own."""

    def get(self, request: HttpRequest, key: str) -> HttpResponse:
        response = HttpResponse(self.letter().html)
        response["Content-Security-Policy"] = LETTER_POLICY
        return response
