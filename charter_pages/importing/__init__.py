"""From a charter as an office has it (a web page, a Word file, a workbook) to a draft of its page.

`reading_*` make one document of texts and grids of it; `recognising` finds the charter's tables by their headings,
`proposing` says what each row would be and what is doubtful; `drafting` writes the draft. What is placed nowhere is
shown: every word of the source stands in a field or in the remainder.
"""
