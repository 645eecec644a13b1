"""Every document has a key that stays: its permalink, and its name in the search."""

import uuid

from django.db import migrations, models


def give_keys(apps, schema_editor):
    Document = apps.get_model("foundation", "Document")
    documents = list(Document.objects.filter(key=None).only("pk"))
    for document in documents:
        document.key = uuid.uuid4()
    Document.objects.bulk_update(documents, ["key"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_shortened")]

    operations = [
        migrations.AddField("document", "key", models.UUIDField(null=True, editable=False, verbose_name="key")),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "document",
            "key",
            models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name="key"),
        ),
    ]
