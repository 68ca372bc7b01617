"""What a button of a public page answers: a page for readers without script, JSON for the script."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def is_wanted(request: HttpRequest) -> bool:
    """Whether the button was pressed, or let go of."""
    return request.POST.get("wanted") != "0"


def done(request: HttpRequest, text: str, where: str, *, pressed: bool) -> HttpResponse:
    """It is so now."""
    if wants_json(request):
        return JsonResponse({"ok": True, "message": text, "pressed": pressed})
    messages.success(request, text)
    return redirect(where)


def refused(request: HttpRequest, text: str, where: str) -> HttpResponse:
    """It cannot be."""
    if wants_json(request):
        return JsonResponse({"ok": False, "message": text}, status=422)
    messages.error(request, text)
    return redirect(where)
