"""The Reading API at ``/api/v1/``: public stories, and what they are filed by."""
