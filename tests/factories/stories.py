from itertools import count

from cooperatives.models import Cooperative
from marketplace.accounts.models import User
from marketplace.stories.models import Story
from marketplace.stories.services import story_draft, story_publish, story_submit

from .cooperatives import make_cooperative, make_user

_numbers = count(1)


def make_story_texts(title: str = "Le goût du pain") -> dict[str, dict[str, str]]:
    return {
        "title": {"fr": title, "ar": f"قصة {title}", "en": f"{title} (en)"},
        "standfirst": {"fr": "En deux mots.", "ar": "في كلمتين.", "en": "In two words."},
        "body": {
            "fr": "<p>Il était 1 fois.</p><p><strong>Après</strong></p><p>Encore.</p>",
            "ar": "<p>كان يا ما كان سنة 2008.</p><p><strong>بعد ذلك</strong></p><p>أيضا.</p>",
            "en": "<p>Once upon a time.</p><p><strong>Later</strong></p><p>More.</p>",
        },
    }


def make_story(
    cooperative: Cooperative | None = None,
    *,
    state: str = "published",
    by: User | None = None,
    texts: dict[str, dict[str, str]] | None = None,
    **more,
) -> Story:
    """A story brought to `state` (draft, submitted or published) through the real services."""
    by = by or make_user()
    story = story_draft(
        cooperative=cooperative or make_cooperative(),
        by=by,
        texts=texts or make_story_texts(f"Histoire {next(_numbers)}"),
        **more,
    )
    if state != "draft":
        story = story_submit(story_id=story.pk, by=by)
    if state == "published":
        story = story_publish(story_id=story.pk, by=by)
    return story
