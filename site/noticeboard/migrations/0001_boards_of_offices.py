import clock
import django.db.models.deletion
import modelcluster.fields
import noticeboard.firms
import publishing.pages
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0002_free_days'),
        ('publishing', '0002_withdrawals'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='DocumentIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Index of documents',
                'verbose_name_plural': 'Indexes of documents',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='DocumentPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('subject', models.CharField(choices=[('law', 'Laws and rules'), ('order', 'Orders and circulars'), ('form', 'Forms'), ('report', 'Reports and statistics'), ('budget', 'Budget and procurement plans'), ('training', 'Training and manuals'), ('other', 'Other documents')], default='other', max_length=12, verbose_name='subject')),
                ('dated_on', models.DateField(blank=True, help_text='The day it was issued.', null=True, verbose_name='date of the document')),
                ('lead', models.TextField(blank=True, max_length=400, verbose_name='summary')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Document',
                'verbose_name_plural': 'Documents',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('shown_from', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('shown_until', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('starts_at', models.DateTimeField(null=True, verbose_name='begins')),
                ('ends_at', models.DateTimeField(blank=True, help_text='Left empty, it ends with the day.', null=True, verbose_name='ends')),
                ('venue', models.CharField(blank=True, max_length=250, verbose_name='venue')),
                ('is_online', models.BooleanField(default=False, verbose_name='can be followed online')),
                ('online_url', models.URLField(blank=True, verbose_name='address online')),
                ('for_whom', models.CharField(blank=True, max_length=250, verbose_name='for whom')),
                ('not_held_reason', models.CharField(blank=True, help_text='Filled in where the event is called off; it stays in the list, marked so.', max_length=300, verbose_name='not held, because')),
                ('lead', models.TextField(max_length=400, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('picture', 5), ('notice', 8), ('quotation', 9), ('table', 10), ('document', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 200, 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text', 'template': 'portal/blocks/paragraph.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Description for those who cannot see it', 'max_length': 250}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt_text', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 8: ('wagtail.blocks.StructBlock', [[('title', 6), ('text', 7)]], {}), 9: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 10: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 7)]], {'icon': 'table', 'label': 'Table', 'template': 'portal/blocks/table.html'}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'template': 'portal/blocks/document.html'})}, verbose_name='text')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Event',
                'verbose_name_plural': 'Events',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('time_text', models.CharField(blank=True, max_length=60, verbose_name='time, as printed')),
                ('text', models.CharField(max_length=300, verbose_name='what happens')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='noticeboard.eventpage')),
            ],
            options={
                'verbose_name': 'item of the programme',
                'verbose_name_plural': 'items of the programme',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GalleryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('taken_on', models.DateField(blank=True, null=True, verbose_name='taken on')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='place')),
                ('lead', models.TextField(blank=True, max_length=400, verbose_name='summary')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Gallery',
                'verbose_name_plural': 'Galleries',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='GalleryPicture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('caption', models.CharField(max_length=250, verbose_name='caption')),
                ('alt_text', models.CharField(help_text='What the picture shows. No names, no numbers of prisoners.', max_length=250, verbose_name='description for those who cannot see it')),
                ('image', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.portalimage', verbose_name='picture')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='noticeboard.gallerypage')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoticeboardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('intro', models.TextField(blank=True, verbose_name='introduction')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Notice board',
                'verbose_name_plural': 'Notice boards',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NoticePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('shown_from', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('shown_until', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('memo_number', models.CharField(blank=True, help_text='18 or 22 digits and a serial.', max_length=60, verbose_name='memo number, as printed')),
                ('memo_key', models.CharField(blank=True, editable=False, max_length=60, verbose_name='memo number, in one form')),
                ('valid_from', models.DateField(default=clock.today, verbose_name='valid from')),
                ('valid_until', models.DateField(blank=True, help_text='The last day on which it counts. After it the notice goes to the archive by itself.', null=True, verbose_name='valid until')),
                ('for_below', models.BooleanField(default=False, help_text='While it is valid it stands on the page of every office below, too, marked as yours.', verbose_name='also for the offices below')),
                ('is_urgent', models.BooleanField(default=False, help_text="Stands on top of the office's page; headquarters' also on top of the home page.", verbose_name='urgent')),
                ('lead', models.TextField(max_length=400, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('picture', 5), ('notice', 8), ('quotation', 9), ('table', 10), ('document', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 200, 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text', 'template': 'portal/blocks/paragraph.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Description for those who cannot see it', 'max_length': 250}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt_text', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 8: ('wagtail.blocks.StructBlock', [[('title', 6), ('text', 7)]], {}), 9: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 10: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 7)]], {'icon': 'table', 'label': 'Table', 'template': 'portal/blocks/table.html'}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'template': 'portal/blocks/document.html'})}, verbose_name='text')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Notice',
                'verbose_name_plural': 'Notices',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NoticeAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, help_text="Left empty, the document's own.", max_length=250, verbose_name='title')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.portaldocument', verbose_name='document')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='noticeboard.noticepage')),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TenderPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('language', models.CharField(default='bn', editable=False, max_length=10, verbose_name='language')),
                ('fiscal_year', models.PositiveSmallIntegerField(blank=True, choices=publishing.pages.fiscal_years, null=True, verbose_name='fiscal year')),
                ('published_on', models.DateField(default=clock.today, verbose_name='date shown')),
                ('change_note', models.CharField(blank=True, help_text='A sentence for readers and colleagues. Needed where a published page is changed.', max_length=300, verbose_name='what changed')),
                ('review_on', models.DateField(blank=True, help_text='Until then the page counts as true. Left empty, the date follows from the kind of page.', null=True, verbose_name='review by')),
                ('shown_from', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('shown_until', models.DateTimeField(db_index=True, editable=False, null=True)),
                ('tender_number', models.CharField(help_text='As printed: a memo number or the number of e-GP.', max_length=80, verbose_name='tender number')),
                ('method', models.CharField(choices=[('open', 'Open tendering'), ('limited', 'Limited tendering'), ('two_stage', 'Two-stage tendering'), ('two_envelopes', 'One stage, two envelopes'), ('quotation', 'Request for quotations'), ('direct', 'Direct procurement')], default='open', max_length=20, verbose_name='method')),
                ('nature', models.CharField(choices=[('goods', 'Goods'), ('works', 'Works'), ('services', 'Services')], default='goods', max_length=12, verbose_name='what is bought')),
                ('sale_until', models.DateField(blank=True, null=True, verbose_name='documents are sold until')),
                ('submission_by', models.DateTimeField(null=True, verbose_name='submission until')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opening of the offers')),
                ('submission_place', models.CharField(blank=True, max_length=250, verbose_name='where to submit')),
                ('sale_place', models.CharField(blank=True, max_length=250, verbose_name='where documents are sold')),
                ('e_procurement_url', models.URLField(blank=True, verbose_name='address in e-GP')),
                ('document_price_poisha', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price of the documents')),
                ('security_poisha', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='tender security')),
                ('security_note', models.CharField(blank=True, help_text='E.g. pay order or bank guarantee.', max_length=200, verbose_name='words on the security')),
                ('lead', models.TextField(blank=True, max_length=400, verbose_name='summary')),
                ('body', wagtail.fields.StreamField([('heading', 0), ('paragraph', 1), ('picture', 5), ('notice', 8), ('quotation', 9), ('table', 10), ('document', 11)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'title', 'label': 'Heading', 'max_length': 200, 'template': 'portal/blocks/heading.html'}), 1: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text', 'template': 'portal/blocks/paragraph.html'}), 2: ('wagtail.images.blocks.ImageChooserBlock', (), {'label': 'Picture'}), 3: ('wagtail.blocks.CharBlock', (), {'label': 'Description for those who cannot see it', 'max_length': 250}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Caption', 'max_length': 250, 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('image', 2), ('alt_text', 3), ('caption', 4)]], {}), 6: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 150}), 7: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'ol', 'ul', 'link', 'document-link'], 'label': 'Text'}), 8: ('wagtail.blocks.StructBlock', [[('title', 6), ('text', 7)]], {}), 9: ('wagtail.blocks.BlockQuoteBlock', (), {'label': 'Quotation'}), 10: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 7)]], {'icon': 'table', 'label': 'Table', 'template': 'portal/blocks/table.html'}), 11: ('wagtail.documents.blocks.DocumentChooserBlock', (), {'label': 'Document', 'template': 'portal/blocks/document.html'})}, verbose_name='text')),
                ('cancelled_on', models.DateField(blank=True, null=True, verbose_name='cancelled on')),
                ('cancel_reason', models.TextField(blank=True, max_length=400, verbose_name='reason of the cancellation')),
                ('awarded_on', models.DateField(blank=True, null=True, verbose_name='awarded on')),
                ('award_poisha', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='price of the contract')),
                ('awarded_to', models.CharField(blank=True, help_text='The name of the firm alone: no person, address, telephone or number of identity.', max_length=200, validators=[noticeboard.firms.refuse_what_is_personal], verbose_name='firm')),
                ('award_note', models.CharField(blank=True, max_length=300, verbose_name='words on the award')),
                ('office', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.office', verbose_name='office')),
            ],
            options={
                'verbose_name': 'Tender',
                'verbose_name_plural': 'Tenders',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='TenderNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('sort', models.CharField(choices=[('corrigendum', 'Corrigendum'), ('extension', 'Extension of time'), ('clarification', 'Clarification')], default='corrigendum', max_length=15, verbose_name='kind')),
                ('dated_on', models.DateField(default=clock.today, verbose_name='date')),
                ('memo_number', models.CharField(blank=True, max_length=60, verbose_name='memo number, as printed')),
                ('text', models.TextField(max_length=600, verbose_name='text')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.portaldocument', verbose_name='document')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='noticeboard.tenderpage')),
            ],
            options={
                'verbose_name': 'corrigendum',
                'verbose_name_plural': 'corrigenda',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TenderDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, help_text="Left empty, the document's own.", max_length=250, verbose_name='title')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.portaldocument', verbose_name='document')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='noticeboard.tenderpage')),
            ],
            options={
                'verbose_name': 'document',
                'verbose_name_plural': 'documents',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TenderTerms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(db_index=True, verbose_name='tender')),
                ('number', models.PositiveIntegerField(verbose_name='number')),
                ('terms', models.JSONField(verbose_name='terms')),
                ('since', models.DateTimeField(verbose_name='since')),
            ],
            options={
                'verbose_name': 'terms of a tender',
                'verbose_name_plural': 'terms of tenders',
                'ordering': ['translation_key', 'number'],
                'constraints': [models.UniqueConstraint(fields=('translation_key', 'number'), name='terms_of_a_tender_are_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='DocumentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, help_text="Left empty, the document's own.", max_length=250, verbose_name='title')),
                ('language', models.CharField(choices=[('bn', 'Bangla'), ('en', 'English')], default='bn', max_length=2, verbose_name='language of the file')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publishing.portaldocument', verbose_name='file')),
                ('locale', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='wagtailcore.locale', verbose_name='locale')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='noticeboard.documentpage')),
            ],
            options={
                'verbose_name': 'file',
                'verbose_name_plural': 'files',
                'ordering': ['sort_order'],
                'abstract': False,
                'unique_together': {('translation_key', 'locale')},
            },
        ),
        migrations.AddConstraint(
            model_name='eventpage',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='an_event_ends_after_it_begins', violation_error_message='It ends before it starts.'),
        ),
        migrations.AlterUniqueTogether(
            name='eventitem',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='gallerypicture',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddConstraint(
            model_name='noticepage',
            constraint=models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='a_notice_ends_after_it_starts', violation_error_message='It ends before it starts.'),
        ),
        migrations.AddConstraint(
            model_name='noticepage',
            constraint=models.CheckConstraint(condition=models.Q(('is_urgent', False), ('valid_until__isnull', False), _connector='OR'), name='an_urgent_notice_says_until_when', violation_error_message='An urgent notice says until when it is valid.'),
        ),
        migrations.AlterUniqueTogether(
            name='noticeattachment',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AddConstraint(
            model_name='tenderpage',
            constraint=models.CheckConstraint(condition=models.Q(('opens_at__isnull', True), ('opens_at__gte', models.F('submission_by')), _connector='OR'), name='offers_are_opened_after_they_were_submitted', violation_error_message='Offers are opened after the last of them came in.'),
        ),
        migrations.AddConstraint(
            model_name='tenderpage',
            constraint=models.CheckConstraint(condition=models.Q(('cancelled_on__isnull', True), ('awarded_on__isnull', True), _connector='OR'), name='a_tender_is_awarded_or_cancelled', violation_error_message='A tender is awarded or cancelled, not both.'),
        ),
        migrations.AlterUniqueTogether(
            name='tendernote',
            unique_together={('translation_key', 'locale')},
        ),
        migrations.AlterUniqueTogether(
            name='tenderdocument',
            unique_together={('translation_key', 'locale')},
        ),
    ]
