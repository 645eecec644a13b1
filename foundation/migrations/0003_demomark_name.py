from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_media")]

    operations = [
        migrations.AddField(
            model_name="demomark",
            name="name",
            field=models.CharField(
                default="", help_text="How its loader knows it.", max_length=120, unique=True, verbose_name="name in the demo"
            ),
            preserve_default=False,
        ),
    ]
