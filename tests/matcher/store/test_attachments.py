"""Attachments in the store: kept, listed, fetched, removed and purged, on both databases."""

from hashlib import sha256

import pytest

from matcher.errors import NotFoundError
from matcher.store import Edit, edit
from matcher.store.attachments import attach, attachment, attachments, purge, remove

PNG = b"\x89PNG\r\n\x1a\n\x00%s"


@pytest.fixture
def photo(store, ani):
    """A photo of a firm, put there by Ani."""
    edit(store, ani, [Edit("firm", {"firm_id": "S-1", "name": "CV Satu", "kind": "ikm"})])
    return attach(store, ani, "firm", "S-1", "photo", "bengkel.png", "image/png", PNG)


def test_file_comes_back_as_it_was(store, photo):
    found, content = attachment(store, photo.attachment_id)

    assert content == PNG
    assert (found, found.n_bytes, found.who) == (photo, len(PNG), "Ani")
    assert found.sha256 == sha256(PNG).hexdigest()


def test_files_of_a_record_are_listed_in_the_order_they_came(store, photo, budi):
    second = attach(store, budi, "firm", "S-1", "profile", "p.pdf", "application/pdf", b"%PDF-1.7")

    assert attachments(store, "firm", "S-1") == [photo, second]
    assert attachments(store, "firm", "S-2") == []


def test_same_file_twice_is_kept_once(store, photo, budi):
    again = attach(store, budi, "firm", "S-1", "photo", "salinan.png", "image/png", PNG)

    assert again == photo
    assert len(attachments(store, "firm", "S-1")) == 1


def test_removed_file_is_kept_with_who_removed_it_until_it_is_purged(store, photo, budi):
    remove(store, budi, photo.attachment_id)

    assert attachments(store, "firm", "S-1") == []
    assert [one.removed_by for one in attachments(store, "firm", "S-1", removed=True)] == ["Budi"]
    assert purge(store) == 1
    assert attachments(store, "firm", "S-1", removed=True) == []


def test_removed_file_is_not_given_out_nor_removed_again(store, photo, budi):
    remove(store, budi, photo.attachment_id)

    with pytest.raises(NotFoundError, match=f"there is no attachment {photo.attachment_id}"):
        attachment(store, photo.attachment_id)
    with pytest.raises(NotFoundError):
        remove(store, budi, photo.attachment_id)


def test_purge_leaves_what_is_shown(store, photo):
    assert purge(store) == 0
    assert attachments(store, "firm", "S-1") == [photo]


def test_file_of_a_record_that_is_not_there_is_refused(store, ani):
    with pytest.raises(NotFoundError, match="there is no firm 'S-9' in the store"):
        attach(store, ani, "firm", "S-9", "photo", "a.png", "image/png", PNG)
