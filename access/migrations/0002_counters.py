"""The table behind the cache of counters: Django makes it by a command, and set-up knows only migrations."""

from django.core.management import call_command
from django.db import migrations

TABLE = "access_counter"


def make(apps, schema_editor):
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
