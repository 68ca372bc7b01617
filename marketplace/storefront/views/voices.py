"""What shoppers say: a review of what arrived, a question about a listing, words with a cooperative about an order."""

from __future__ import annotations

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView

from catalogue.models import Product
from catalogue.services.errors import WrongState
from marketplace.pages.private import PrivateMixin
from marketplace.pages.words import WordsForm
from marketplace.shop.order.models import Order
from marketplace.shop.order.tracking import order_by_link
from marketplace.shop.voices.rights import MayNotReview
from marketplace.shop.voices.services.conversation import part_message_send, part_messages_read
from marketplace.shop.voices.services.question import question_ask
from marketplace.shop.voices.services.review import review_write
from marketplace.shop.voices.words import short_name
from marketplace.storefront import reviews, said, shown
from marketplace.storefront.forms.voices import AskForm, ReviewForm

from .browse import PageView


class SaidView(PageView):
    """Every review and every answer of a listing: the same for everybody."""

    template_name = "storefront/said.html"
    parameters = frozenset({"page"})

    def hangs_on(self) -> tuple[str, ...]:
        return shown.on_product_page(self.kwargs["pk"])

    def read(self) -> reviews.SaidPage:
        return reviews.said_page(self.kwargs["pk"], self.number)


class SayView(PrivateMixin, FormView):
    """A form whose words go to other people: so many in a while, and nothing typed is lost."""

    limit = "voices"

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        form = self.get_form()
        if form.is_valid() and not ratelimit.consume(request, action=self.limit):
            form.add_error(None, _("You have written a lot in a short time. Wait a few minutes, then send it again."))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def form_invalid(self, form) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @property
    def writer(self):
        return self.request.user if self.request.user.is_authenticated else None


class AskView(SayView):
    """A question to the cooperative, on a page of its own: the product page is the same for everybody."""

    template_name = "storefront/ask.html"
    form_class = AskForm
    limit = "ask"

    @cached_property
    def listing(self) -> Product:
        return reviews.listing_shown(self.kwargs["pk"])

    def get_form_kwargs(self) -> dict:
        return {**super().get_form_kwargs(), "user": self.writer}

    def get_initial(self) -> dict:
        return {"name": short_name(self.writer.name)} if self.writer else {}

    def get(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.listing  # noqa: B018 - 404 before a form is looked at
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        self.listing  # noqa: B018 - 404 before a form is looked at
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AskForm) -> HttpResponse:
        data = form.cleaned_data
        if not form.is_trapped:
            question_ask(
                listing=self.listing, by=self.writer, name=data["name"], email=data.get("email", ""),
                words=data["words"], language=get_language(),
            )  # fmt: skip
        name = {"name": self.listing.cooperative.name}
        messages.success(self.request, _("Your question is with %(name)s. You are told of the answer.") % name)
        return redirect("storefront:ask", self.listing.pk)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(listing=self.listing, cooperative=self.listing.cooperative, **kwargs)


def to_order(order: Order, secret: str, anchor: str = "") -> HttpResponse:
    """The order's page."""
    return redirect(reverse("storefront:track", args=[order.number, secret]) + anchor)


class OrderLinkView(SayView):
    """Below an order's page, for who bought it or holds the link."""

    @cached_property
    def order(self) -> Order:
        return order_by_link(self.kwargs["number"], self.kwargs["secret"], self.request.user)

    def to_order(self, anchor: str = "") -> HttpResponse:
        return to_order(self.order, self.kwargs["secret"], anchor)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(order=self.order, secret=self.kwargs["secret"], **kwargs)


REFUSED = {
    "not_delivered": gettext_lazy("You can say how it is once it has arrived."),
    "gone": gettext_lazy("This product is no longer on the market."),
    "member": gettext_lazy("Members of a cooperative do not review its products."),
    "published": gettext_lazy("Your review is on the market already."),
}


class ReviewWriteView(OrderLinkView):
    """One review of what a line brought; it can be written again while it waits, and after a refusal."""

    template_name = "storefront/review_write.html"
    form_class = ReviewForm

    @cached_property
    def said(self) -> said.LineSaid:
        return said.line_of(self.order, self.kwargs["line"])

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            self.said.check(by=self.writer)
        except MayNotReview as error:
            return self.refused(error)
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict:
        if not self.said.review:
            return {"name": short_name(self.order.customer_name)}
        review = self.said.review.review
        return {"score": review.score, "title": review.title, "body": review.body, "name": review.name}

    def form_valid(self, form: ReviewForm) -> HttpResponse:
        try:
            review_write(line_id=self.said.line.pk, by=self.writer, language=get_language(), **form.cleaned_data)
        except MayNotReview as error:
            return self.refused(error)
        messages.success(self.request, _("Thank you. The delegation reads your review, then everybody can."))
        return self.to_order()

    def refused(self, error: MayNotReview) -> HttpResponse:
        messages.info(self.request, REFUSED[error.why])
        return self.to_order()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(said=self.said, **kwargs)


class PartMessagesView(OrderLinkView):
    """The conversation with one cooperative about its part of the order."""

    template_name = "storefront/part_messages.html"
    form_class = WordsForm

    @cached_property
    def talk(self) -> said.Conversation:
        return said.conversation_of(self.order, self.kwargs["position"])

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if "read" not in request.POST:
            return super().post(request, *args, **kwargs)
        part_messages_read(part_id=self.talk.part.pk, by_shopper=True)
        return redirect(request.path)

    def form_valid(self, form: WordsForm) -> HttpResponse:
        try:
            part_message_send(part_id=self.talk.part.pk, from_shopper=True, by=self.writer, **form.cleaned_data)
        except WrongState:
            form.add_error(None, _("This conversation is over: the order is long past."))
            return self.form_invalid(form)
        messages.success(self.request, _("Sent. You are told by e-mail when there is an answer."))
        return redirect(self.request.path + "#last")

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(talk=self.talk, cooperative=self.talk.part.cooperative, **kwargs)
