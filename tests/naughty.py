"""Texts that have upset a terminal, a page, a log, a spelling or a toolkit, here or elsewhere."""

from __future__ import annotations

NAUGHTY = (
    # Markup of the toolkit.
    *("[/]", "[@click=app.quit]x[/]", "[@click=quit]x", "[b]bold", "[/b]", "list[int]", "[[x]]"),
    *("[link=https://x.example]x[/link]", "\\[/]", "[", "]", "[red on", "$primary", "[$text]x[/]"),
    # What a terminal obeys.
    *(
        "\x1b[31mred",
        "\x1b]52;c;YQ==\x07",
        "\x1b]0;title\x07",
        "\x1b[2J\x1b[H",
        "\x9b31m",
        "\x9d0;x\x9c",
    ),
    *("\x07\x08\x7f", "a\rb", "\x1bP+q\x1b\\", "\x0e\x0f"),
    # What turns, hides or joins.
    *(
        "\u202efraud\u202c loss",
        "\u2066a\u2067b\u2069",
        "\u200b\u200e\u200f\ufeff",
        "a\u200db",
        "e\u0301" * 40,
        "\u00ad",
    ),
    *(
        "\ud800",
        "\udfff\ud800",
        "\U000e0041",
        "👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
        "数据漢字" * 10,
        "שלום مرحبا",
        "ﷺ",
        "\ufffe",
    ),
    # Blocks and pings of a page.
    *(
        "a\n# b\n---\nc",
        "```\ncode\n```",
        "| a | b |\n|---|---|",
        "<!-- x",
        "[x]: https://x.example",
    ),
    *("@team #12 !3 GH-4", "</script><script>alert(1)</script>", "![x](https://x.example/x.png)"),
    *("~~~", "> quote", "1. one", "<details open ontoggle=alert(1)>", "&lt;&#0;", "$$x$$"),
    # Commands of a log, formulas, templates.
    *(
        "::error::x",
        "a\n::set-output name=x::y",
        "##[error]x",
        "=1+1",
        "+1",
        "-1",
        "@SUM(1)",
        "\t=1",
    ),
    *("{{7*7}}", "{% include '/etc/passwd' %}", "${7*7}", "%s%n", "{0.__class__}", "`id`", "$(id)"),
    # Spellings.
    *(
        '"""',
        "'''",
        '""""',
        "\\",
        "\\n\\u0000",
        "\0",
        'a"\n[stack]\nkpi = "b',
        "\r\n\r\n",
        "\x85\u2028",
    ),
    "<<<<<<< mine\na\n=======\nb\n>>>>>>> theirs",
    *("TBD", " ", "none", "null", "-", "x" * 5_000, "word " * 400, "a\n" * 200),
)
