"""Syndication's part of the admin: webhooks."""

from wagtail import hooks

from syndication.webhook_admin import WebhookViewSet


@hooks.register("register_admin_viewset")
def keep_webhooks():
    return WebhookViewSet()
