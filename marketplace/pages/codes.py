"""The vouchers of a cooperative or of the market: the list, a new one, ending one. Shared by two doors."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Count, DecimalField, Q, Sum, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView

from cooperatives.models import Cooperative
from marketplace.shop.voucher.choices import VoucherKind
from marketplace.shop.voucher.models import CODE_LENGTH, Voucher
from marketplace.shop.voucher.services import CodeTaken, code_read, voucher_create, voucher_end

from .numbers import NumberField, number_shown

PER_PAGE = 20
MOST_MONEY = Decimal(100_000)
DAY = forms.DateInput(attrs={"type": "date", "dir": "ltr"}, format="%Y-%m-%d")


class CodeForm(forms.ModelForm):
    """A new voucher. Days are Morocco's, the last one included."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What it takes off"), choices=VoucherKind.choices, widget=forms.RadioSelect,
        initial=VoucherKind.PERCENT,
    )  # fmt: skip
    value = NumberField(label=gettext_lazy("How much: dirhams, or per cent"), least=Decimal("0.01"), most=MOST_MONEY)
    least_goods = NumberField(
        label=gettext_lazy("From goods for how many dirhams?"), least=Decimal(0), most=MOST_MONEY, required=False
    )
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=DAY)
    ends_on = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)
    most_uses = forms.IntegerField(
        label=gettext_lazy("For how many orders in all?"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("Leave it empty for any number."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    once_per_customer = forms.BooleanField(label=gettext_lazy("Once per customer only"), required=False, initial=True)

    class Meta:
        model = Voucher
        fields = ("code", "kind", "value", "least_goods", "most_uses", "once_per_customer")
        labels = {"code": gettext_lazy("Code")}
        help_texts = {"code": gettext_lazy("4 to 20 letters A to Z, digits or hyphens: what shoppers will type.")}

    field_order = (
        "code", "kind", "value", "least_goods", "starts_on", "ends_on", "most_uses", "once_per_customer",
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # Read before it is judged, so that small letters and blanks are no mistake.
        self.fields["code"] = ReadCodeField(label=self.fields["code"].label, help_text=self.fields["code"].help_text)
        today = timezone.localdate()
        self.fields["starts_on"].initial, self.fields["ends_on"].initial = today, today + timedelta(days=30)
        self.order_fields(self.field_order)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("kind") == VoucherKind.PERCENT and (data.get("value") or 0) > 100:
            self.add_error("value", _("A percentage is at most 100."))
        first, last = data.get("starts_on"), data.get("ends_on")
        if last and last < timezone.localdate():
            self.add_error("ends_on", _("This day is over."))
        elif first and last and last < first:
            self.add_error("ends_on", _("The last day comes before the first."))
        data["least_goods"] = data.get("least_goods") or Decimal(0)
        return data

    def validate_unique(self) -> None:
        """The service knows, even when two are made at once."""

    def values(self) -> dict:
        """What voucher_create asks for."""
        data = dict(self.cleaned_data)
        data["starts_at"] = _midnight(data.pop("starts_on"))
        data["ends_at"] = _midnight(data.pop("ends_on") + timedelta(days=1))
        return data


class ReadCodeField(forms.CharField):
    """The code of a voucher as it will be stored."""

    default_error_messages = {"required": gettext_lazy("Think of a code, such as SOUK10.")}

    def __init__(self, **kwargs) -> None:
        attrs = {"dir": "ltr", "autocapitalize": "characters", "autocomplete": "off"}
        validators = Voucher._meta.get_field("code").validators
        super().__init__(max_length=CODE_LENGTH, validators=validators, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: object) -> str:
        return code_read(super().to_python(value) or "")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def codes_page(cooperative: Cooperative | None, number: str | None) -> Page:
    """Vouchers, newest first, with `uses_held`, `given` (MAD) and `is_over`. cooperative: None for the market's."""
    held = Q(uses__released_at=None)
    zero = Value(Decimal(0), output_field=DecimalField(max_digits=12, decimal_places=2))
    rows = (
        Voucher.objects.filter(cooperative=cooperative)
        .order_by("-created_at", "-pk")
        .annotate(uses_held=Count("uses", filter=held), given=Coalesce(Sum("uses__amount", filter=held), zero))
    )
    page, now = Paginator(rows, PER_PAGE).get_page(number), timezone.now()
    for voucher in page.object_list:
        voucher.is_over = voucher.ends_at <= now
        voucher.last_day = voucher.ends_at - timedelta(seconds=1)  # the day that was typed
        voucher.percent = number_shown(voucher.value, get_language() or "fr")
    return page


class Desk:
    """Whose codes a view is about. owner: the cooperative, None for the market; may_make: makes and ends them."""

    list_name = ""
    owner: Cooperative | None = None
    may_make = True

    def to_list(self) -> HttpResponse:
        return redirect(self.list_name, *([self.owner.slug] if self.owner else []))


class CodesMixin(Desk, FormView):
    """The list and, for who may, the form of a new one."""

    form_class = CodeForm

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.may_make else self.to_list()

    def form_valid(self, form: CodeForm) -> HttpResponse:
        try:
            voucher = voucher_create(by=self.request.user, cooperative=self.owner, **form.values())
        except CodeTaken:
            form.add_error("code", _("This code exists already: choose another."))
            return self.form_invalid(form)
        messages.success(self.request, _("The code %(code)s can be used.") % {"code": voucher.code})
        return self.to_list()

    def form_invalid(self, form: CodeForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs) -> dict:
        page = codes_page(self.owner, self.request.GET.get("page"))
        return super().get_context_data(codes=page, may_make=self.may_make, **kwargs)


class CodeEndMixin(Desk, TemplateView):
    """What ending means, and one button."""

    @cached_property
    def voucher(self) -> Voucher:
        found = Voucher.objects.filter(pk=self.kwargs["voucher"], cooperative=self.owner).first()
        if found is None:
            raise Http404
        return found

    def post(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        voucher = self.voucher
        if self.may_make:
            voucher_end(voucher_id=voucher.pk, by=request.user)
            messages.success(request, _("The code %(code)s has ended.") % {"code": voucher.code})
        return self.to_list()

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**{**kwargs, "voucher": self.voucher, "may_make": self.may_make})
