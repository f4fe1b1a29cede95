"""Reading a page back: ours with somebody's edits, the chapter's form, or another's document.

Why a room of its own: whoever writes a page needs none of it, and the parser of Markdown is
imported when a page is read and not before.
"""
