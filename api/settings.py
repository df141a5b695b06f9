"""What a server is told when it starts."""

from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server.

    Attributes:
        db: the store's file.
        hosts: host names under which it answers; empty for any.  Answering only to its own names keeps a foreign
            page from reaching a server on the loopback address through a name of its own (DNS rebinding).
        request_limit: largest body of a JSON request or a form, in bytes.
        upload_limit: largest body of an upload, in bytes.
        report_workers: how many gap reports are made at the same time.
        deciders: how many processes decide provision checks; 0 decides in the server itself.
    """

    db: Path
    hosts: frozenset[str] = field(default_factory=frozenset)
    request_limit: int = 2 * MEGABYTE
    upload_limit: int = 41 * MEGABYTE
    report_workers: int = 2
    deciders: int = 0
