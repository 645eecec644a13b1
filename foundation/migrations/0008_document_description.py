"""What a document holds, in words that readers see and search."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0007_document_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='description',
            field=models.TextField(blank=True, help_text='What it holds, in a sentence or two, in the language of its title. Readers find it by it.', max_length=600, verbose_name='description'),
        ),
    ]
