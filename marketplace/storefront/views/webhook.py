"""Where the gateway reports what happened. Its signature is its proof, instead of the token of forms."""

from __future__ import annotations

import json

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from marketplace.money.gateways.stripe_gateway import signature_is_good
from marketplace.money.services.inbox import event_store


@method_decorator(csrf_exempt, name="dispatch")
class StripeWebhookView(View):
    """Stored, then answered; a worker looks at it afterwards. What nobody signed leaves no trace."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        if not signature_is_good(body=request.body, header=request.headers.get("Stripe-Signature", "")):
            return HttpResponse(status=400)
        try:
            event_store(event=json.loads(request.body))
        except ValueError:
            return HttpResponse(status=400)
        return HttpResponse(status=200)
