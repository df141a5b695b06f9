"""Reports and decisions as people read them: Markdown, HTML, Word, Excel."""
