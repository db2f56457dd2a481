"""How two versions of a story's hashtags are shown beside each other."""

from wagtail.admin.compare import M2MFieldComparison


class HashtagComparison(M2MFieldComparison):
    """By what they are called: one that somebody has just typed is no row yet."""

    def get_items(self):
        return [str(each) for each in self.val_a], [str(each) for each in self.val_b]
