"""Answers that headquarters chose for certain words, and the texts of files that readers may have."""

import django.db.models.deletion
import modelsearch.index
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0011_plan_without_figures'),
        ('publishing', '0003_asked_pictures'),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='PublishedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=200)),
                ('title', models.CharField(max_length=255)),
                ('text', models.TextField(blank=True)),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='publishing.portaldocument')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL)),
            ],
            options={
                'verbose_name': 'published document',
                'verbose_name_plural': 'published documents',
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='BestBet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='What people type, one phrase on each line, in Bangla, English or Bangla in Latin letters. Endings and spellings do not matter.', max_length=2000, verbose_name='words')),
                ('address', models.CharField(blank=True, help_text='Without the language, e.g. /shop/ or /complaints/.', max_length=200, verbose_name='or an address of this site')),
                ('title_bn', models.CharField(blank=True, help_text='Needed with an address.', max_length=150, verbose_name='title in Bangla')),
                ('title_en', models.CharField(blank=True, max_length=150, verbose_name='title in English')),
                ('note_bn', models.CharField(blank=True, max_length=240, verbose_name='one sentence in Bangla')),
                ('note_en', models.CharField(blank=True, max_length=240, verbose_name='one sentence in English')),
                ('is_offered', models.BooleanField(default=False, help_text='Its first phrase stands below the empty search, as one that many look for.', verbose_name='offer it before anything is typed')),
                ('page', models.ForeignKey(blank=True, help_text='The Bangla page; who reads English is shown the English one.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'chosen answer',
                'verbose_name_plural': 'chosen answers',
                'ordering': ['words', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('page__isnull', False), ('address', '')), models.Q(('page__isnull', True), models.Q(('address', ''), _negated=True), models.Q(('title_bn', ''), _negated=True)), _connector='OR'), name='a_chosen_answer_leads_to_a_page_or_an_address'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_chosen_answer_has_words')],
            },
        ),
    ]
