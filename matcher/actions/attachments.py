"""What a person does with files of a firm or a need: add, list, open and remove them."""

from features.language import mark
from matcher.access import Person, allowed, of_attachment, of_record
from matcher.intake.attachments import check
from matcher.store import Store
from matcher.store import attachments as kept
from matcher.store.attachments import Attachment

_FILES = mark(
    "files of a firm or a need are for planners and the regional office of the firm; ask a planner"
)


@allowed(_FILES, whose=of_record, planner="all", coach="own")
def attach_file(
    who: Person,
    store: Store,
    kind: str,
    record_id: str,
    what: str,
    name: str,
    content: bytes,
) -> Attachment:
    """Keep a photo, certificate, profile or drawing; a photo loses where it was taken."""
    checked = check(what, name, content)
    return kept.attach(
        store, who, kind, record_id, what, checked.name, checked.type, checked.content
    )


@allowed(_FILES, whose=of_record, planner="all", coach="own")
def list_files(who: Person, store: Store, kind: str, record_id: str) -> list[Attachment]:
    """List the files of a firm or a need, the first kept first."""
    return kept.attachments(store, kind, record_id)


@allowed(_FILES, whose=of_attachment, planner="all", coach="own")
def open_file(who: Person, store: Store, attachment_id: int) -> tuple[Attachment, bytes]:
    """Give one file and its contents."""
    return kept.attachment(store, attachment_id)


@allowed(_FILES, whose=of_attachment, planner="all", coach="own")
def remove_file(who: Person, store: Store, attachment_id: int) -> None:
    """Show a file no longer."""
    kept.remove(store, who, attachment_id)
