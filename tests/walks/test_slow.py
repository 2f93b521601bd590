"""The slow connection: whole and late, each way."""

import socket
import threading
import time

from tests.walks.slow import SlowWay


def _echo(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection:
        while got := connection.recv(100_000):
            connection.sendall(got)


def test_every_byte_comes_back_in_order_after_both_delays():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        answering = threading.Thread(target=_echo, args=(listening,))
        answering.start()
        way = SlowWay(listening.getsockname()[1], 0.1)
        sent = bytes(range(256)) * 1000
        with socket.create_connection(("127.0.0.1", way.port)) as reader:
            began, got = time.monotonic(), b""
            reader.sendall(sent)
            while len(got) < len(sent):
                got += reader.recv(100_000)
            assert got == sent
            assert time.monotonic() - began >= 0.2
        answering.join(5)
        way.close()
        assert not answering.is_alive()


def test_a_server_that_is_gone_ends_the_connection():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    way = SlowWay(port, 0)
    with socket.create_connection(("127.0.0.1", way.port)) as reader:
        assert reader.recv(1) == b""
    way.close()
