"""The disk: what is read of an archive's folder, and what publishing may touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.disk import (
    LARGEST,
    MANIFEST,
    Publication,
    Published,
    read_archive_files,
    read_messages,
    read_theme,
    replace_text,
)
from briefgen.writing.page import Output


def files(folder: Path) -> dict[str, bytes]:
    """All files and links below a folder, but for the manifest."""
    return {
        path.relative_to(folder).as_posix(): (
            b"-> " + str(path.readlink()).encode() if path.is_symlink() else path.read_bytes()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
        if path.name != MANIFEST
    }


def begin(public: Path, outputs: dict[str, bytes]) -> Publication:
    publication = Publication(public)
    for path, data in outputs.items():
        publication.put(Output(path, data))
    return publication


def publish(public: Path, outputs: dict[str, bytes]) -> Published:
    publication = begin(public, outputs)
    assert not publication.problems
    return publication.commit()


def manifest(public: Path) -> set[str]:
    return set((public / MANIFEST).read_text("utf-8").splitlines())


def put(folder: Path, written: dict[str, bytes]) -> None:
    for path, data in written.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


# --- publishing -------------------------------------------------------------------------------


def test_a_publication_writes_keeps_and_prunes(tmp_path: Path) -> None:
    """What is new is written, what is the same is left alone, what is gone is removed."""
    public = tmp_path / "public"
    assert publish(
        public, {"index.html": b"1", "en/a.html": b"2", "en/x/b.html": b"3"}
    ) == Published(3, 0, 0)
    before = (public / "index.html").stat().st_mtime_ns, (public / "index.html").stat().st_ino
    assert publish(public, {"index.html": b"1", "en/a.html": b"4"}) == Published(1, 1, 1)
    assert files(public) == {"index.html": b"1", "en/a.html": b"4"}
    assert not (public / "en/x").exists(), "no empty folder is left"
    assert (
        (public / "index.html").stat().st_mtime_ns,
        (public / "index.html").stat().st_ino,
    ) == before
    assert manifest(public) == {"index.html", "en/a.html"}


def test_a_discarded_publication_leaves_everything_as_it_was(tmp_path: Path) -> None:
    """The last good pages stay up, and nothing lies about beside them."""
    public = tmp_path / "public"
    publish(public, {"index.html": b"1"})
    before = files(tmp_path)
    begin(public, {"index.html": b"2", "en/new.html": b"3"}).discard()
    assert files(tmp_path) == before
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
    begin(tmp_path / "other", {"index.html": b"1"}).discard()
    assert not (tmp_path / "other").exists()


def test_nothing_is_touched_before_the_commit(tmp_path: Path) -> None:
    """A build that dies half way has changed nothing, and the next one starts afresh."""
    public = tmp_path / "public"
    publish(public, {"index.html": b"1"})
    begin(public, {"index.html": b"2", "left.html": b"3"})
    assert files(public) == {"index.html": b"1"}
    publish(public, {"index.html": b"4"})
    assert files(public) == {"index.html": b"4"}
    assert manifest(public) == {"index.html"}
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_a_file_of_another_is_neither_replaced_nor_removed(tmp_path: Path) -> None:
    """It is told, and the build does not take its place."""
    public = tmp_path / "public"
    put(public, {"CNAME": b"example.org", "en/index.html": b"mine"})
    publication = begin(public, {"en/index.html": b"ours"})
    (found,) = publication.problems
    assert (found.code, str(found.location)) == ("output/not-ours", "public/en/index.html")
    publication.discard()
    publish(public, {"index.html": b"1", "en/a.html": b"2"})
    publish(public, {})
    assert files(public) == {"CNAME": b"example.org", "en/index.html": b"mine"}


@pytest.mark.parametrize("path", ["../out.html", "/tmp/out.html", "a/../../out.html"])
def test_no_output_leaves_the_folder(tmp_path: Path, path: str) -> None:
    """An address that climbs is refused, whatever made it."""
    public = tmp_path / "a" / "public"
    publication = begin(public, {path: b"x"})
    assert [found.code for found in publication.problems] == ["output/not-ours"]
    publication.commit()
    assert files(tmp_path) == {}


def test_a_manifest_that_climbs_removes_nothing(tmp_path: Path) -> None:
    """The list of our files is a file that anybody may have written."""
    public = tmp_path / "public"
    put(tmp_path, {"precious.txt": b"1", "elsewhere/x.html": b"2", "public/keep": b"3"})
    (public / "link").symlink_to(tmp_path / "elsewhere")
    outside = tmp_path / "precious.txt"
    lines = [
        "../precious.txt",
        str(outside),
        "link/x.html",
        "",
        ".",
        "..",
        "no/such",
        "a\0b",
        "keep/x",
    ]
    (public / MANIFEST).write_text("\n".join(lines), "utf-8")
    assert publish(public, {"index.html": b"4"}).pruned == 0
    left = files(tmp_path)
    assert {left[path] for path in ("precious.txt", "elsewhere/x.html", "public/keep")} == {
        b"1",
        b"2",
        b"3",
    }


def test_links_in_the_output_folder_are_not_followed(tmp_path: Path) -> None:
    """Neither a link in a page's place nor one in its folder's leads a page elsewhere."""
    public = tmp_path / "public"
    put(tmp_path, {"target.html": b"theirs", "folder/a.html": b"theirs"})
    public.mkdir()
    (public / "page.html").symlink_to(tmp_path / "target.html")
    (public / "en").symlink_to(tmp_path / "folder")
    publication = begin(public, {"page.html": b"x", "en/a.html": b"y", "en/new.html": b"z"})
    assert [found.code for found in publication.problems] == ["output/not-ours"] * 3
    publication.commit()
    assert files(tmp_path / "folder") == {"a.html": b"theirs"}
    assert (tmp_path / "target.html").read_bytes() == b"theirs"


def test_a_link_put_in_the_place_of_our_page_is_not_written_through(tmp_path: Path) -> None:
    """Even where the manifest says that the page was ours."""
    public = tmp_path / "public"
    publish(public, {"a.html": b"1", "b.html": b"1"})
    put(tmp_path, {"target": b"theirs"})
    for name in ("a.html", "b.html"):
        (public / name).unlink()
        (public / name).symlink_to(tmp_path / "target")
    publication = begin(public, {"a.html": b"theirs"})
    assert [found.code for found in publication.problems] == ["output/not-ours"]
    publication.commit()
    assert (tmp_path / "target").read_bytes() == b"theirs"


def test_an_interrupted_commit_orphans_nothing(tmp_path: Path) -> None:
    """While files move, the manifest lists old and new; the next build puts all in order."""
    public = tmp_path / "public"
    publish(public, {"a.html": b"1", "old.html": b"1", "z.html": b"1"})
    publication = begin(public, {"a.html": b"2", "m.html": b"2", "z.html": b"2"})
    (public / "m.html/in-the-way").mkdir(parents=True)  # a folder that no file can replace
    with pytest.raises(OSError):
        publication.commit()
    assert manifest(public) >= set(files(public)), "every file that is there is known to be ours"
    assert manifest(public) >= {"a.html", "old.html", "m.html", "z.html"}
    (public / "m.html/in-the-way").rmdir()
    (public / "m.html").rmdir()
    publish(public, {"a.html": b"2", "z.html": b"2"})
    assert files(public) == {"a.html": b"2", "z.html": b"2"}


NAMES = st.sampled_from(
    ["index.html", "a.html", "en/index.html", "en/a.html", "it/x/a.html", "b.txt"]
)
SITES = st.lists(st.dictionaries(NAMES, st.binary(max_size=2), max_size=5), max_size=4)


@given(foreign=st.dictionaries(NAMES, st.just(b"theirs")), sites=SITES)
def test_whatever_is_built_foreign_files_stay(
    foreign: dict[str, bytes],
    sites: list[dict[str, bytes]],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """After any builds the folder holds the last site that could be published, and theirs."""
    public = tmp_path_factory.mktemp("site") / "public"
    put(public, foreign)
    published: dict[str, bytes] = {}
    for site in sites:
        publication = begin(public, site)
        blocked = {found.location.path.removeprefix("public/") for found in publication.problems}
        assert blocked == set(site) & set(foreign)
        if blocked:
            publication.discard()
        else:
            done = publication.commit()
            assert done.written + done.unchanged == len(site)
            assert done.pruned == len(set(published) - set(site))
            published = site
        assert files(public) == {**foreign, **published}
        assert not published or manifest(public) == set(published)


# --- reading ----------------------------------------------------------------------------------


def test_an_archive_is_its_site_and_its_content(tmp_path: Path) -> None:
    """Hidden files, backups and what lies beside them is not read; the order is by name."""
    put(
        tmp_path,
        {
            "site.toml": b"1",
            "content/b/x.txt": b"2",
            "content/a.yaml": b"3",
            "content/.git/x": b"",
            "content/.#a.yaml": b"",
            "content/a.yaml~": b"",
            "public/index.html": b"",
            "notes.txt": b"",
        },
    )
    tree = read_archive_files(tmp_path)
    assert tree.problems == ()
    assert list(tree.files) == ["content/a.yaml", "content/b/x.txt", "site.toml"]


def test_a_folder_without_anything_is_an_empty_archive(tmp_path: Path) -> None:
    """That there is no site.toml is for its reader to say."""
    assert read_archive_files(tmp_path).files == {}


def test_links_that_lead_out_or_nowhere_are_told(tmp_path: Path) -> None:
    """A link within the archive is read; any other is a problem and never an exception."""
    put(tmp_path, {"secret": b"s", "a/content/x.txt": b"x", "a/content/folder/y.txt": b"y"})
    content = tmp_path / "a/content"
    (content / "inside.txt").symlink_to("x.txt")
    (content / "outside.txt").symlink_to(tmp_path / "secret")
    (content / "nowhere.txt").symlink_to("missing")
    (content / "circle").symlink_to("circle")
    (content / "entered").symlink_to("folder")
    (content / "up").symlink_to(tmp_path)
    tree = read_archive_files(tmp_path / "a")
    assert sorted(tree.files) == ["content/folder/y.txt", "content/inside.txt", "content/x.txt"]
    told = {found.location.path.removeprefix("content/"): found.message for found in tree.problems}
    assert {found.code for found in tree.problems} == {"file/outside"}
    assert sorted(told) == ["circle", "entered", "nowhere.txt", "outside.txt", "up"]
    assert "leads nowhere" in told["circle"]
    assert "to a folder" in told["entered"]


def test_a_content_folder_that_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    """Nor a site.toml that is one."""
    put(tmp_path, {"elsewhere/x.txt": b"x", "toml": b"y"})
    (tmp_path / "a").mkdir()
    (tmp_path / "a/content").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "a/site.toml").symlink_to(tmp_path / "toml")
    tree = read_archive_files(tmp_path / "a")
    assert tree.files == {}
    assert [found.code for found in tree.problems] == ["file/outside"] * 2


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """It is told by its size, without being opened."""
    put(tmp_path, {"content/big.txt": b""})
    with (tmp_path / "content/big.txt").open("wb") as file:
        file.truncate(LARGEST + 1)
    tree = read_archive_files(tmp_path)
    assert (tree.files, [found.code for found in tree.problems]) == ({}, ["file/too-large"])


def test_an_archive_s_own_templates_replace_the_theme_s(tmp_path: Path) -> None:
    """File by file; the rest of the theme stays."""
    shipped = read_theme(tmp_path).files
    assert "base.html" in shipped
    put(tmp_path, {"templates/base.html": b"own", "templates/more.html": b"more"})
    own = read_theme(tmp_path).files
    assert own == {**shipped, "base.html": b"own", "more.html": b"more"}
    assert list(own) == sorted(own)


def test_the_interface_s_catalogs_are_there() -> None:
    """One for each language that the program has words for but English."""
    assert {"el", "it", "ro"} <= set(read_messages())


def test_a_text_is_replaced_in_one_step(tmp_path: Path) -> None:
    """A file written anew is another file, so that a reader of the old one has it whole."""
    path = tmp_path / "new/record.yaml"
    replace_text(path, "one\n")
    with path.open() as reader:
        replace_text(path, "two\r\n")
        assert reader.read() == "one\n"
    assert path.read_bytes() == b"two\r\n"
    assert [one.name for one in path.parent.iterdir()] == ["record.yaml"]
    assert path.stat().st_mode & 0o777 == 0o644


def test_files_are_read_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Folder by folder: `a` and all in it come before `a-b`, as ids are ordered."""
    put(tmp_path / "content", {"a/x": b"", "a-b/x": b"", "a/b/x": b"", "b": b""})
    read = list(read_archive_files(tmp_path).files)
    assert read == ["content/a/b/x", "content/a/x", "content/a-b/x", "content/b"]


def test_a_link_to_a_hidden_file_is_not_followed(tmp_path: Path) -> None:
    """What is hidden beside the archive, as a repository's own configuration, is not published."""
    put(tmp_path, {".git/config": b"token", "content/b": b"b"})
    for name, target in (("a", "../.git/config"), ("c", "b")):
        (tmp_path / "content" / name).symlink_to(target)
    tree = read_archive_files(tmp_path)
    assert list(tree.files) == ["content/b", "content/c"]
    (found,) = tree.problems
    assert (found.code, found.location.path) == ("file/outside", "content/a")


@pytest.mark.parametrize("is_link", [False, True])
def test_what_stands_in_the_place_of_the_output_folder_stays(
    tmp_path: Path, *, is_link: bool
) -> None:
    """One problem, however many pages there are."""
    public = tmp_path / "public"
    if is_link:
        public.symlink_to(tmp_path / "nowhere")
    else:
        public.write_bytes(b"mine")
    publication = begin(public, {"a.html": b"a", "b.html": b"b"})
    publication.discard()
    (found,) = publication.problems
    assert found.code == "output/not-ours"
    assert public.is_symlink() == is_link
    assert is_link or public.read_bytes() == b"mine"
