"""Stories as Markdown (CommonMark, with tables as GitHub writes them)."""
