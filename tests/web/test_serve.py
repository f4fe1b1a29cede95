"""`serve` for whoever asks: who is let in, how many, and what is left when it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("looks for processes in /proc", allow_module_level=True)

import aiohttp

from framing_tui.storage.load import load
from framing_tui.web.server import MOST_SESSIONS

from .served import PATIENCE, Served, serving, until


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with serving("f.toml", cwd=tmp_path) as server:
        yield server


@asynccontextmanager
async def socket_of(
    served: Served, cookie: str, **headers: str
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    sent = {"Cookie": cookie, "Origin": served.origin, **headers}
    async with (
        aiohttp.ClientSession() as client,
        client.ws_connect(f"{served.origin}/ws?width=100&height=30", headers=sent) as socket,
    ):
        yield socket


async def refused(served: Served, cookie: str, **headers: str) -> int:
    with pytest.raises(aiohttp.WSServerHandshakeError) as error:
        async with socket_of(served, cookie, **headers):
            pass
    return error.value.status


async def shows(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Read on until some words have been drawn."""
    seen = b""
    async with asyncio.timeout(PATIENCE):
        while words.encode() not in seen:
            message = await socket.receive()
            assert message.type is aiohttp.WSMsgType.BINARY, (message, seen[-2000:])
            seen += message.data


# Who is let in.


async def test_the_token_works_once_and_leaves_a_cookie_that_no_script_sees(
    served: Served,
) -> None:
    answer = await served.get(served.url.removeprefix(served.origin))
    assert answer.status == 200
    (cookie,) = answer.headers.getall("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert served.url.partition("token=")[2] not in cookie
    again = await served.get(served.url.removeprefix(served.origin))
    assert again.status == 403
    assert "works once" in await again.text()
    page = await served.get("/", cookie=cookie.partition(";")[0])
    assert page.status == 200
    assert "f.toml" in await page.text()


PATHS = ("/", "/?token=", "/?token=x", "/?token=%ff", "/ws", "/static/js/textual.js", "/x")


@pytest.mark.parametrize("cookie", ["", "framing_tui_{port}=x"])
async def test_without_the_token_nothing_is_served(served: Served, cookie: str) -> None:
    given = cookie.format(port=served.host.rpartition(":")[2])
    for path in PATHS:
        answer = await served.get(path, cookie=given)
        assert answer.status == 403, path
        assert "Set-Cookie" not in answer.headers, path
    # Nor was it burnt by that.
    assert await served.enter()


async def test_the_token_is_not_for_another_path_or_method(served: Served) -> None:
    query = served.url.partition("?")[2]
    assert (await served.get(f"/ws?{query}")).status == 403
    async with aiohttp.ClientSession() as client:
        for ask in (client.head, client.post):
            async with ask(served.url) as answer:
                assert answer.status == 403
    assert await served.enter()


@pytest.mark.parametrize("host", ["evil.example", "localhost:{port}", "127.0.0.1", "127.0.0.1:1"])
async def test_another_host_is_refused(served: Served, host: str) -> None:
    given = host.format(port=served.host.rpartition(":")[2])
    assert (await served.get(served.url.removeprefix(served.origin), {"Host": given})).status == 421
    cookie = await served.enter()
    for path in ("/", "/static/js/textual.js"):
        assert (await served.get(path, {"Host": given}, cookie)).status == 421
    assert await refused(served, cookie, Host=given) == 421
    assert served.children == []


@pytest.mark.parametrize(
    "origin", ["null", "http://evil.example", "https://{host}", "http://{host}/"]
)
async def test_another_origin_is_refused(served: Served, origin: str) -> None:
    given = origin.format(host=served.host)
    cookie = await served.enter()
    assert (await served.get("/", {"Origin": given}, cookie)).status == 403
    assert await refused(served, cookie, Origin=given) == 403
    assert served.children == []


async def test_a_socket_names_its_origin_and_brings_the_cookie(served: Served) -> None:
    cookie = await served.enter()
    assert await refused(served, "") == 403
    upgrade = {
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Key": "MDEyMzQ1Njc4OUFCQ0RFRg==",
        "Sec-WebSocket-Version": "13",
    }
    assert (await served.get("/ws", upgrade, cookie)).status == 403
    assert served.children == []


async def test_pages_tell_nobody_and_load_nothing_from_elsewhere(served: Served) -> None:
    cookie = await served.enter()
    page = await served.get("/", cookie=cookie)
    text = await page.text()
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'none'; script-src 'self';" in policy
    assert f"connect-src ws://{served.host};" in policy
    assert "https:" not in text + policy
    assert text.count("http:") == 0
    for answer in (page, await served.get("/x", cookie=cookie), await served.get("/")):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    for path in ("/download/x", "/static/", "/static/../server.py", "/static/%2e%2e/server.py"):
        assert (await served.get(path, cookie=cookie)).status in (403, 404)


# Sessions.


async def test_what_is_typed_is_saved_and_a_closed_page_ends_its_process(
    served: Served, tmp_path: Path
) -> None:
    cookie = await served.enter()
    async with socket_of(served, cookie) as socket:
        await shows(socket, "Title")
        assert len(served.children) == 1
        await socket.send_json(["stdin", "Churn\r"])
        await until(
            lambda: (
                (tmp_path / "f.toml").exists()
                and load(tmp_path / "f.toml").framing.header.title == "Churn"
            ),
            "saved",
        )
    await until(lambda: not served.children, "the process has ended")


async def test_leaving_the_app_closes_its_page(served: Served) -> None:
    cookie = await served.enter()
    async with socket_of(served, cookie) as socket:
        await shows(socket, "Title")
        # F10, as a browser may keep Ctrl+Q.
        await socket.send_json(["stdin", "\x1b[21~"])
        async with asyncio.timeout(PATIENCE):
            async for _ in socket:
                pass
    await until(lambda: not served.children, "the process has ended")


async def test_f1_names_the_keys_of_a_browser(served: Served) -> None:
    cookie = await served.enter()
    async with socket_of(served, cookie) as socket:
        await shows(socket, "Title")
        # Esc, then 1.
        await socket.send_json(["stdin", "\x1b1"])
        await shows(socket, "belong to the browser")


async def test_the_ninth_session_gets_a_clear_page(served: Served) -> None:
    cookie = await served.enter()
    async with AsyncExitStack() as stack:
        for _ in range(MOST_SESSIONS):
            await stack.enter_async_context(socket_of(served, cookie))
        await until(lambda: len(served.children) == MOST_SESSIONS, "all are there")
        page = await served.get("/", cookie=cookie)
        assert page.status == 503
        assert "8 sessions are open" in await page.text()
        assert await refused(served, cookie) == 503
        assert len(served.children) == MOST_SESSIONS
    await until(lambda: not served.children, "all have ended")
    assert (await served.get("/", cookie=cookie)).status == 200


NO_MESSAGES = ("", "x", "[]", "{}", "1", '["stdin"]', '["resize", 1]', '["stdin", 1]')


async def test_what_is_no_message_ends_its_page_alone(served: Served) -> None:
    cookie = await served.enter()
    async with socket_of(served, cookie) as other:
        await shows(other, "Title")
        for number, message in enumerate(NO_MESSAGES):
            async with socket_of(served, cookie) as socket:
                await shows(socket, "help")
                await socket.send_str(message)
                async with asyncio.timeout(PATIENCE):
                    async for _ in socket:
                        pass
            await until(lambda: len(served.children) == 1, f"one is left behind {message!r}")
            await other.send_json(["stdin", chr(ord("q") + number)])
            await shows(other, chr(ord("q") + number))


# Its end.


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda n: n.name
)
async def test_no_process_outlives_the_server_and_all_is_saved(
    served: Served, tmp_path: Path, number: signal.Signals
) -> None:
    cookie = await served.enter()
    async with socket_of(served, cookie) as one, socket_of(served, cookie) as other:
        await shows(one, "Title")
        await shows(other, "Title")
        await one.send_json(["stdin", "Churn\r"])
        await shows(one, "Churn")
        code = await asyncio.to_thread(served.end, number)
    assert code == (-number if number is signal.SIGKILL else 128 + number)
    await until(lambda: not served.children, "all have ended")
    assert load(tmp_path / "f.toml").framing.header.title == "Churn"


# What is said.


def said(*arguments: str, cwd: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "framing_tui", "serve", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        env={**os.environ, **environment},
    )
    return done.returncode, done.stdout, done.stderr


def test_the_address_goes_to_stdout_and_the_way_from_elsewhere_to_stderr(tmp_path: Path) -> None:
    with serving("f.toml", cwd=tmp_path) as served:
        port = served.host.rpartition(":")[2]
        served.end(signal.SIGINT)
        assert served.process.stdout is not None
        assert served.process.stdout.read() == b""
        assert served.process.stderr is not None
        assert f"ssh -L {port}:127.0.0.1:{port} " in served.process.stderr.read().decode()


def test_a_port_that_is_taken_is_one_line(served: Served, tmp_path: Path) -> None:
    port = served.host.rpartition(":")[2]
    assert said("f.toml", "--port", port, cwd=tmp_path) == (
        2,
        "",
        f"framing-tui: port {port}: Address already in use\n",
    )


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("bad.toml", "x =\n", "bad.toml:1: is not TOML"),
        ("a/f.toml", None, "a: there is no such folder"),
        ("-", None, "the interview needs a file"),
        (".", None, "is a directory"),
    ],
)
def test_a_bad_file_is_refused_before_anything_is_served(
    tmp_path: Path, name: str, text: str | None, says: str
) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    code, out, err = said(name, cwd=tmp_path)
    assert (code, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("missing", ["textual_serve", "aiohttp"])
def test_without_the_extra_one_line_names_it(tmp_path: Path, missing: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(f"import sys\nsys.modules[{missing!r}] = None\n")
    path = os.pathsep.join([str(tmp_path), *sys.path])
    code, out, err = said("f.toml", cwd=tmp_path, PYTHONPATH=path)
    assert (code, out) == (2, "")
    assert "pip install 'framing-tui[web]'" in err
    assert err.count("\n") == 1
