from typing import Any

from django.db import migrations

from shop.wages import founding


def lay(apps: Any, schema_editor: Any) -> None:
    """Lay the founding policy, so that there is no instant of the book without one."""
    founding.lay(apps.get_model("wages", "SharePolicy").objects.using(schema_editor.connection.alias))


class Migration(migrations.Migration):
    dependencies = [("wages", "0001_initial")]

    # It is never deleted, so going back leaves it to the table's end.
    operations = [migrations.RunPython(lay, migrations.RunPython.noop)]
