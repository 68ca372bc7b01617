"""Django's cache on Redis with one client for each server.

Django's makes a client for every question, which takes longer than the question (170 callbacks are entered into a
dictionary); clients hold no state of a question and may be shared by threads.
"""

from __future__ import annotations

from django.core.cache.backends import redis


class KeptClients(redis.RedisCacheClient):
    """Takes connections from the same pools."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self._clients: dict[object, object] = {}

    def get_client(self, key=None, *, write=False):
        pool = self._get_connection_pool(write)
        if pool not in self._clients:
            self._clients[pool] = self._client(connection_pool=pool)
        return self._clients[pool]


class RedisCache(redis.RedisCache):
    def __init__(self, server, params) -> None:
        super().__init__(server, params)
        self._class = KeptClients
