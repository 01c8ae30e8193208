"""Names from outside are taken or refused, and the parts of a model are found together."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_manager.errors import UnsafeNameError
from model_manager.names import (
    accept_file_name,
    accept_repo_id,
    accept_revision,
    accept_sha256,
    display_name,
    group_models,
    is_commit,
    is_device,
    is_model_file,
    part_of,
    quantisation,
)


@pytest.mark.parametrize("name", ["m.gguf", "MXFP4_MOE/m-00001-of-00006.gguf", "日本語.gguf", "a b.gguf"])
def test_names_of_files_that_are_taken(name: str) -> None:
    assert accept_file_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "", "/etc/passwd", "../m.gguf", "a/../../m.gguf", "a//m.gguf", "a/", ".hidden.gguf", "a/.part",
        "C:\\m.gguf", "C:m.gguf", "\\\\server\\share\\m.gguf", "m.gguf:stream", "nul", "NUL.gguf",
        "com1.gguf", "CONIN$", "a/conout$.gguf", "com¹", "LPT³.gguf", "clock$", "con .gguf",
        "m\0.gguf", "m\n.gguf", "m.gguf.", "m.gguf ", "x" * 300, "a/" * 9 + "m.gguf", "m\u202efugg.gguf",
    ],
)  # fmt: skip
def test_names_of_files_that_are_refused(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        accept_file_name(name)


@pytest.mark.parametrize(
    "name",
    [
        "", "a", "a/b/c", "../b", "a/..", "-a/b", "a/b c", "a/b\0", "a" * 97 + "/b", "あ/い",
        "con/b", "a/NUL.x", "a./b", "a/b.",
    ],
)  # fmt: skip
def test_repositories_that_are_refused(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        accept_repo_id(name)


@pytest.mark.parametrize("name", ["", "..", "a..b", "a b", "-x", "/a", "a\n"])
def test_revisions_that_are_refused(name: str) -> None:
    with pytest.raises(UnsafeNameError):
        accept_revision(name)


def test_only_a_whole_commit_is_one() -> None:
    assert is_commit("a" * 40)
    assert not is_commit("a" * 39)
    assert not is_commit("main")
    assert accept_revision("refs/pr/1") == "refs/pr/1"


def test_a_digest_is_lower_case() -> None:
    assert accept_sha256("ab" * 32)
    with pytest.raises(UnsafeNameError):
        accept_sha256("AB" * 32)


def test_models_of_a_repository() -> None:
    parts = [f"Q4/m-0000{number}-of-00003.gguf" for number in (3, 1, 2)]
    others = ["README.md", "mmproj-a.gguf", "imatrix.gguf", "layers/layer-0.gguf", "lack-00001-of-00002.gguf"]
    found = group_models(["a.gguf", *others, *parts])
    assert found == {"a.gguf": ("a.gguf",), "Q4/m-00001-of-00003.gguf": tuple(sorted(parts))}
    assert display_name(found["Q4/m-00001-of-00003.gguf"]) == "m"


def test_a_number_that_cannot_be_makes_no_part() -> None:
    assert part_of("m-00004-of-00003.gguf") is None
    assert part_of("m-00000-of-00003.gguf") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("sarashina2.2-3b-instruct-v0.1-Q4_K_M.gguf", "Q4_K_M"),
        ("Llama-3-ELYZA-JP-8B-q4_k_m.gguf", "Q4_K_M"),
        ("RakutenAI-7B-chat.Q8_0.gguf", "Q8_0"),
        ("MXFP4_MOE/GPT-OSS-Swallow-120B-MXFP4_MOE-00001-of-00006.gguf", "MXFP4_MOE"),
        ("x-UD-Q2_K_XL.gguf", "UD-Q2_K_XL"),
        ("x-BF16.gguf", "BF16"),
        ("model.gguf", ""),
    ],
)
def test_quantisations(name: str, expected: str) -> None:
    assert quantisation(name) == expected


NAMES = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from("./\\:a~ \0\n"), max_size=20),
    st.lists(st.sampled_from(["..", ".", "a", "con", "C:", "x.gguf", ""]), max_size=10).map("/".join),
)


@given(name=NAMES)
def test_a_name_that_is_taken_stays_below_on_every_system(name: str) -> None:
    try:
        taken = accept_file_name(name)
    except UnsafeNameError:
        return
    assert taken == name
    for path in (PurePosixPath(name), PureWindowsPath(name)):
        assert not path.is_absolute()
        assert not path.drive
        assert ".." not in path.parts
        assert len(path.parts) == len(name.split("/"))
    assert not any(is_device(each) for each in name.split("/"))


@given(name=NAMES)
def test_a_repository_that_is_taken_is_two_segments(name: str) -> None:
    try:
        owner, _, rest = accept_repo_id(name).partition("/")
    except UnsafeNameError:
        return
    for each in (owner, rest):
        assert each
        assert accept_file_name(each) == each
        assert accept_file_name(f"{each}/x") == f"{each}/x"


PARTS = st.builds(
    lambda stem, number, count: f"{stem}-{number:05}-of-{count:05}.gguf",
    st.sampled_from(["m", "q/m", "M"]), st.integers(0, 5), st.integers(0, 4),
)  # fmt: skip


@given(found=st.lists(st.one_of(PARTS, st.sampled_from(["a.gguf", "b.GGUF", "mmproj.gguf", "x.txt"]))))
def test_every_model_of_a_repository_is_whole(found: list[str]) -> None:
    models = group_models(found)
    for first, files in models.items():
        assert files[0] == first
        assert set(files) <= set(found)
        parts = [part_of(each) for each in files]
        if parts[0] is None:
            assert files == (first,)
            assert is_model_file(first)
            continue
        numbers = [(each.stem, each.number, each.count) for each in parts if each is not None]
        assert numbers == [(parts[0].stem, at, len(files)) for at in range(1, len(files) + 1)]
    used = [each for files in models.values() for each in files]
    assert len(used) == len(set(used))
