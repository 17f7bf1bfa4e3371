"""Keep every address that a product has or had: those of today are the first."""

import django.db.models.deletion
from django.db import migrations, models


def keep_todays(apps, schema_editor):
    address = apps.get_model("storefront", "ListingAddress")
    standing = apps.get_model("storefront", "Listing").objects.values_list("pk", "slug")
    address.objects.bulk_create(address(listing_id=pk, slug=slug) for pk, slug in standing)


class Migration(migrations.Migration):
    dependencies = [("storefront", "0004_papers_of_sale")]

    operations = [
        migrations.CreateModel(
            name="ListingAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="addresses",
                        to="storefront.listing",
                        verbose_name="product",
                    ),
                ),
            ],
            options={
                "verbose_name": "address of a product",
                "verbose_name_plural": "addresses of products",
            },
        ),
        migrations.RunPython(keep_todays, migrations.RunPython.noop),
    ]
