"""WSGI entry point of the shop that is measured beside ours."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
