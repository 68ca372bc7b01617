"""Stopping messages: one click, without signing in (RFC 8058), and the way back on the same page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from marketplace.outbox.kinds import topics
from marketplace.outbox.wishes import BadToken, is_refused, token_read, topic_start, topic_stop
from marketplace.pages.private import PrivateMixin


# The reader's mail program sends the POST of RFC 8058 from nowhere: no cookie, no token of a form. What proves that it
# may is the signature in the address, which only the receiver of a message has; and all that it can do is to stop or
# take back messages to that one address. Hence the one exemption beside the payment's webhook.
@method_decorator(csrf_exempt, name="dispatch")
class StopView(PrivateMixin, TemplateView):
    """GET changes nothing; POST stops, or starts again; answered in place, as the RFC wants no redirect."""

    template_name = "storefront/stop.html"

    @cached_property
    def wish(self) -> dict[str, str]:
        try:
            address, topic = token_read(self.kwargs["token"])
        except BadToken as error:
            raise Http404 from error
        return {"address": address, "topic": topic}

    def get_context_data(self, **kwargs) -> dict:
        stopped = is_refused(**self.wish)
        return super().get_context_data(**self.wish, topic_name=topics()[self.wish["topic"]], stopped=stopped, **kwargs)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        change = topic_start if request.POST.get("start") else topic_stop
        change(**self.wish)
        return self.render_to_response(self.get_context_data())
