"""A kind of message that exists in these tests only; a worker learns it by `celery worker --include`."""

from marketplace.outbox.kinds import register

NOTE = "note"
register(NOTE, template="emails/parcel_delivered")
