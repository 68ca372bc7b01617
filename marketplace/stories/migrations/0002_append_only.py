"""Versions of a story are only ever added: the database refuses to change or delete one."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION story_version_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'versions of a story are append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER story_version_append_only BEFORE UPDATE OR DELETE ON stories_storyversion
    FOR EACH ROW EXECUTE FUNCTION story_version_append_only();
"""
BACKWARD = """
DROP TRIGGER story_version_append_only ON stories_storyversion;
DROP FUNCTION story_version_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("stories", "0001_stories")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
