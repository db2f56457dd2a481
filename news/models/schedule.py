from django.db import models


class ScheduleProblem(models.Model):
    """Why a page that was due could not be published or taken down; it stays due."""

    page = models.OneToOneField(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="schedule_problem"
    )
    reason = models.TextField()
    since = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveIntegerField(default=1)
    next_try_at = models.DateTimeField()

    class Meta:
        ordering = ["since"]

    def __str__(self):
        return f"{self.page.title}: {self.reason}"
