"""What can be read of a damaged database becomes a new one; the damaged one is kept aside as it is.

No more is lost than the pages that are bad: rows are read from the leaves of the tables themselves, also
where the way to them is lost (an inner page, the schema, the file's header). A leaf that nothing leads to any
more is given to the table whose rows look like its own; the index is built anew from the texts.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop.chat.folding import folded_or_none
from desktop.vault import database as databases
from desktop.vault import header as headers
from desktop.vault import keys, marks, records
from desktop.vault.anchors import excuse
from desktop.vault.attempts import Attempts
from desktop.vault.backup import backups
from desktop.vault.claim import claim
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError, VaultFolderForeignError, VaultMissingError
from desktop.vault.events import EventKind, Events
from desktop.vault.exchange import preparing, take_place
from desktop.vault.facts import Facts
from desktop.vault.mending import Mended, mend
from desktop.vault.migrations import MIGRATIONS, bring_to, migrate
from desktop.vault.openers import Opener
from desktop.vault.pages import Pages
from desktop.vault.place import VaultPlace
from desktop.vault.records import SavedRow, Value
from desktop.vault.restore import check_free, require_room
from desktop.vault.unlocking import Fit, tried
from desktop.vault.upkeep import backup_folders

Progress = Callable[[int, int], None]
_ROOT, _VERSION_AT = 1, 60          # of the schema's table; where the file's header has the schema's number
_MADE_BY_INDEX = "words"            # the index and its own tables: built anew
_SCHEMA = "sqlite_master"
_ROOM = 2                           # the new database, and its log while it is filled
_SMALL_IDS = 1 << 31
_TOKEN_BYTES = 4
_TYPES: dict[str, type | tuple[type, ...]] = {
    "TEXT": str, "INTEGER": int, "BLOB": bytes, "REAL": (int, float),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came of it. `rows` are those that were saved, by table; `cut` counts those of which an end is
    lost. `kept` is where the damaged vault lies.
    """

    kept: Path | None
    pages: int
    bad_pages: int
    rows: dict[str, int]
    cut: int
    mended: Mended


@dataclass(frozen=True, slots=True)
class Shape:
    """What the rows of a table look like. `rowid` is the column that is the row's number, -1 without one."""

    table: str
    columns: tuple[tuple[str, str, bool, bool], ...]        # name, type, may be NULL, has a default
    rowid: int

    def fits(self, row: SavedRow) -> bool:
        """Whether the row may be this table's: an older schema's has fewer columns."""
        if len(row.values) > len(self.columns) or not row.values:
            return False
        rest = self.columns[len(row.values) :]
        if not row.cut and not all(nullable or has_default for _, _, nullable, has_default in rest):
            return False
        return all(map(self._fits, range(len(row.values)), row.values)) and self._is_likely(row)

    def _fits(self, index: int, value: Value) -> bool:
        _, kind, nullable, _ = self.columns[index]
        if value is None:
            return nullable or index == self.rowid
        return index != self.rowid and isinstance(value, _TYPES[kind])

    def _is_likely(self, row: SavedRow) -> bool:
        """The index's own tables have numbers with bytes as well, but greater ones, or other lengths."""
        if self.table != "tokens":
            return True
        packed = row.values[-1]
        whole = isinstance(packed, bytes) and (row.cut or len(packed) % _TOKEN_BYTES == 0)
        return whole and 0 < row.rowid < _SMALL_IDS


def salvage(place: VaultPlace, way: Opener, tell: Progress = lambda _done, _of: None) -> Salvaged:
    """Save what can be read into a new database, which takes the damaged one's place. Raises
    WrongSecretError, BackupRoomError, VaultInUseError, VaultDamagedError if nothing can be read, VaultError;
    then everything is as before.
    """
    check_free(place)
    fitting = _fitting(place, way)
    database_file, log = (place.folder / name for name in databases.FILE_NAMES[:2])
    with ExitStack() as stack:
        stack.enter_context(claim(place.folder))
        sizes = [each.stat().st_size for each in (database_file, log) if each.exists()]
        require_room(place.folder.parent, _ROOM * sum(sizes))
        prepared = stack.enter_context(preparing(place.folder))
        fit, pages = _readable(stack, (database_file, log), fitting)
        headers.write(prepared, fit.header, fit.data_key)
        database = Database.create(prepared, keys.raw_database_key(fit.data_key, fit.header.salt))
        try:
            saved = _Saving(pages, database, tell).save(place)
            excuse(Facts(database), fit.header.head, place.safe, fit.header.anchored_as)
        finally:
            database.close()
        if marks.is_set(place.folder, marks.CONFIRMED):
            marks.put(prepared, marks.CONFIRMED)
        return replace(saved, kept=take_place(place.folder))


def _fitting(place: VaultPlace, way: Opener) -> list[Fit]:
    """The headers that this opens; where the vault's own is damaged, a backup's."""
    attempts = Attempts(place.folder, place.now)
    try:
        return tried(place, way, attempts)
    except (VaultDamagedError, VaultMissingError, VaultFolderForeignError) as error:
        for folder in backup_folders(place):
            for each in backups(folder):
                with suppress(VaultDamagedError, VaultMissingError, VaultFolderForeignError):
                    return tried(replace(place, folder=each.folder), way, attempts)
        raise VaultDamagedError("header") from error


def _readable(stack: ExitStack, files: tuple[Path, Path], fitting: Sequence[Fit]) -> tuple[Fit, Pages]:
    """The header whose key the database has; there are two only where a rekey was cut short."""
    for fit in fitting:
        raw_key = keys.raw_database_key(fit.data_key, fit.header.salt)
        pages = stack.enter_context(Pages(*files, raw_key))
        if next(pages.all(), None) is not None:
            return fit, pages
    raise VaultDamagedError("database")


@dataclass(slots=True)
class _Saving:
    """One salvage on its way."""

    pages: Pages
    database: Database
    tell: Progress
    rows: dict[str, int] = field(default_factory=dict)
    cut: dict[str, list[int]] = field(default_factory=dict)

    def save(self, place: VaultPlace) -> Salvaged:
        """Fill the new database and bring it to today's schema."""
        owners = _owners(self.pages)
        bring_to(self.database, _schema_number(self.pages))
        shapes = shapes_of(self.database)
        self.database.execute("PRAGMA foreign_keys = OFF")
        mended = self.database.in_transaction(lambda: self._fill(shapes, owners, place))
        self.database.execute("PRAGMA foreign_keys = ON")
        migrate(self.database)
        facts: dict[str, str | int] = {
            "pages": self.pages.count, "bad": len(self.pages.bad), "messages": self.rows.get("messages", 0),
            "cut": sum(map(len, self.cut.values())),
        }  # fmt: skip
        Events(self.database, place.now).note(EventKind.SALVAGED, **facts)
        return Salvaged(
            None, self.pages.count, len(self.pages.bad), self.rows, sum(map(len, self.cut.values())), mended
        )

    def _fill(self, shapes: Sequence[Shape], owners: dict[int, str], place: VaultPlace) -> Mended:
        by_name = {each.table: each for each in shapes}
        for number, page, is_newest in self._leaves():
            found = list(records.rows(page, number, self.pages.get))
            owner = owners.get(number) if is_newest else None
            shape = by_name.get(owner) if owner else shape_of(found, shapes)
            if shape is not None:
                for row in found:
                    self._add(shape, row)
        for rowid in self.cut.get("texts", ()):
            ((body,),) = self.database.rows("SELECT body FROM texts WHERE id = ?", (rowid,))
            self.database.execute("UPDATE texts SET folded = ? WHERE id = ?", (folded_or_none(body), rowid))
        return mend(self.database, place.now)

    def _leaves(self) -> Iterator[tuple[int, bytes, bool]]:
        """Every leaf; last, of pages whose newest version is bad, an older one that may have some rows."""
        for number, page in self.pages.all():
            self.tell(number, self.pages.count)
            if records.kind(page, number) == records.LEAF:
                yield number, page, True
        for number in sorted(self.pages.bad):
            older = self.pages.older(number)
            if older is not None and records.kind(older, number) == records.LEAF:
                yield number, older, False

    def _add(self, shape: Shape, row: SavedRow) -> None:
        if not shape.fits(row):
            return
        values = list(row.values)
        if shape.rowid >= 0:
            values[shape.rowid] = row.rowid
        names = ", ".join(name for name, *_ in shape.columns[: len(values)])
        places = ", ".join("?" * len(values))
        added = self.database.changed(
            f"INSERT OR IGNORE INTO {shape.table}({names}) VALUES({places})", values
        )
        self.rows[shape.table] = self.rows.get(shape.table, 0) + added
        if added and row.cut:
            self.cut.setdefault(shape.table, []).append(row.rowid)


def shapes_of(database: Database) -> Sequence[Shape]:
    """The tables of a whole database that hold what was said and done, without the index's own."""
    names = database.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    return [_shape(database, name) for (name,) in names if not name.startswith(_MADE_BY_INDEX)]


def _shape(database: Database, table: str) -> Shape:
    columns = database.rows(f"PRAGMA table_info({table})")
    rowid = next((row[0] for row in columns if row[5] and row[2] == "INTEGER"), -1)
    return Shape(
        table,
        tuple((row[1], row[2], not row[3] and not row[5], row[4] is not None) for row in columns),
        rowid,
    )


def shape_of(rows: Sequence[SavedRow], shapes: Sequence[Shape]) -> Shape | None:
    """The table that a leaf belongs to which nothing leads to: all its rows are the same table's."""
    fitting = (each for each in shapes if all(map(each.fits, rows)))
    return next(fitting, None) if rows else None


def _schema_number(pages: Pages) -> int:
    """Today's, where the file's header is lost: rows of an older one have fewer columns, and fit."""
    first = pages.get(_ROOT)
    number = int.from_bytes(first[_VERSION_AT : _VERSION_AT + 4], "big") if first else 0
    return number if 0 < number <= len(MIGRATIONS) else len(MIGRATIONS)


def _owners(pages: Pages) -> dict[int, str]:
    """Which table each leaf belongs to, as far as the way to it is there. The index's own tables are among
    them, so that their leaves are not taken for others'.
    """
    owners: dict[int, str] = {}
    roots = [(_ROOT, _SCHEMA)] + [
        (row.values[3], row.values[1])
        for number, page in pages.all()
        if records.kind(page, number) == records.LEAF
        for row in records.rows(page, number, pages.get)
        if _is_of_schema(row)
    ]
    for root, name in roots:
        if isinstance(root, int) and isinstance(name, str):
            _claim_leaves(pages, root, name, owners)
    return owners


def _is_of_schema(row: SavedRow) -> bool:
    kind = row.values[0] if len(row.values) == 5 else None      # noqa: PLR2004  # columns of sqlite_master
    return kind == "table" and isinstance(row.values[3], int) and row.values[3] > 0


def _claim_leaves(pages: Pages, root: int, name: str, owners: dict[int, str]) -> None:
    waiting, seen = [root], set[int]()
    while waiting:
        number = waiting.pop()
        page = pages.get(number) if number not in seen else None
        seen.add(number)
        if page is None:
            continue
        kind = records.kind(page, number)
        if kind == records.LEAF:
            owners.setdefault(number, name)
        elif kind == records.INTERIOR:
            waiting += records.children(page, number)
