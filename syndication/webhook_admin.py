"""The list and the pages of webhooks, under Settings: how each went, its secret."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from delivery import outbox
from news.moments import shown
from syndication.models import Webhook

TESTED = "A test is on its way. What it was answered stands below, in a few seconds."
may_change = permission_required("syndication.change_webhook")


class HowItGoes(Panel):
    """The secret, what was answered last, and buttons; of a webhook that there is."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "syndication/how_it_goes.html"

        def is_shown(self) -> bool:
            return self.instance.pk is not None

        def get_context_data(self, parent_context=None):
            """Adds ``both_until``: until when the former secret signs, too."""
            context = super().get_context_data(parent_context)
            until = self.instance.former_until
            pending = until and until > timezone.now()
            return context | {"both_until": shown(until) if pending else ""}


def last_failure(webhook: Webhook) -> str:
    """'It answered 500. (…)' while that is newer than any success; else ''."""
    if not webhook.active:
        return webhook.switched_off
    at, answered = webhook.failed_at, webhook.answered_at
    if at is None or (answered and answered > at):
        return ""
    return f"{webhook.failure} ({shown(at)})"


class WebhookViewSet(ModelViewSet):
    model = Webhook
    name = "webhooks"
    icon = "link-external"
    add_to_settings_menu = True
    menu_label = "Webhooks"
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "name",
        Column(
            "host", label="Site", accessor=lambda hook: urlsplit(hook.address).netloc
        ),
        BooleanColumn("active"),
        DateColumn("answered_at", label="Last answer"),
        Column("failure", label="What is wrong", accessor=last_failure),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("address"),
            FieldPanel("active"),
            MultiFieldPanel(
                [
                    FieldPanel(f"on_{event}")
                    for event in ("publish", "update", "deletion")
                ],
                heading="It hears",
            ),
            HowItGoes(heading="How it goes"),
        ]
    )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("test/<int:pk>/", send_a_test, name="test"),
            path("secret/<int:pk>/", renew_the_secret, name="secret"),
        ]


@require_POST
@may_change
def send_a_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the webhook a message about nothing, after the commit."""
    webhook = get_object_or_404(Webhook, pk=pk)
    event = outbox.new_event("webhook-test")
    at = timezone.now().isoformat(timespec="milliseconds")
    told = {"webhook": webhook.pk, "id": event.replace(":", "_"), "at": at}
    outbox.enqueue(event, "webhook test", told)
    messages.success(request, TESTED)
    return redirect("webhooks:edit", webhook.pk)


@require_POST
@may_change
def renew_the_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the webhook a new secret; for a day the former one signs, too."""
    webhook = get_object_or_404(Webhook, pk=pk)
    webhook.renew_secret()
    messages.success(
        request,
        f"'{webhook}' has a new secret. Until {shown(webhook.former_until)} messages "
        "are signed with both: give it to the receiver by then.",
    )
    return redirect("webhooks:edit", webhook.pk)
