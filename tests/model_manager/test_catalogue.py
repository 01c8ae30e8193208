"""The catalogue that ships says what the records say, and no more."""

import pytest

from model_manager.catalogue import Bilingual, Catalogue, CatalogueModel, read_catalogue
from tests.model_manager.pinned import PINNED
from tests.sources import ROOT

SHIPPED = ROOT / "resources" / "catalogue.toml"
LICENCES = {
    "MIT", "Apache-2.0", "llama3", "llama3.1", "llama3.2", "llama3.3", "gemma", "plamo-community", "lfm-1.0",
    "sarashina-nc", "cc-by-nc-4.0", "llama2", "nvidia-nemotron", "fugaku",
}  # fmt: skip
INSTEAD = "代わりに、このコンピューターで動く国産の汎用モデルを選べます。"
STATEMENTS = {
    "CC Gov-LLM": f"提供元: カスタマークラウド。重みも基盤モデルも公開されていません。{INSTEAD}",
    "cotomi v3": f"提供元: NEC。NECが公開している重みはありません。{INSTEAD}",
    "Llama-3.1-ELYZA-JP-70B": (
        "提供元: KDDI・ELYZA。ELYZAが公開しているLlama-3-ELYZA-JP-8Bを選べます(別のモデルです)。"
        "Built with Meta Llama 3"
    ),
    "PLaMo 2.0 Prime": (
        "提供元: Preferred Networks。公開されているのは翻訳用・ベースモデルで、"
        "利用条件(PLaMo Community License)により企業での利用が制限されることがあります。"
        "既定では表示しません。"
    ),
    "Sarashina2 mini": (
        "提供元: ソフトバンク・SB Intuitions。"
        "同じ開発元のSarashina2.2 3B Instruct(MIT)を選べます(別のモデルです)。"
    ),
    "Takane 32B": f"提供元: 富士通。企業で使える公開モデルは提供元にありません。{INSTEAD}",
    "tsuzumi 2": f"提供元: NTT・NTTデータ。公開された重みはありません。{INSTEAD}",
}
SHA = "d96f4d98eb528df26e8bc09ab81a1d165be4fce67616739e65980bed9038f0f2"

@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return read_catalogue(SHIPPED, LICENCES)


def found(catalogue: Catalogue, model_id: str) -> CatalogueModel:
    model = catalogue.find(model_id)
    assert model is not None
    return model


def test_there_are_enough_models_for_every_machine(shipped: Catalogue) -> None:
    assert len(shipped.models) >= 22
    recommended = {each for model in shipped.models for each in model.recommended_for}
    # "workstation" is missing on purpose: no file name of the models meant for it is on record.
    assert recommended == {"8GB", "16GB", "32GB", "64GB", "translation", "embedding"}
    assert {each.purpose for each in shipped.models} == {"chat", "translation", "embedding"}


@pytest.mark.parametrize(("repo", "revision", "files"), PINNED, ids=[each[0] for each in PINNED])
def test_pinned_files_are_as_on_record(
    shipped: Catalogue, repo: str, revision: str, files: tuple[tuple[str, int, str], ...]
) -> None:
    (model,) = shipped.by_repo(repo)
    assert model.revision == revision
    listed = {(each.name, each.size, each.sha256) for each in model.files}
    assert set(files) <= listed
    # What the record names besides has neither size nor digest.
    assert all(size == 0 and digest == "" for _, size, digest in listed - set(files))


def test_only_two_repositories_besides_have_a_size(shipped: Catalogue) -> None:
    others = [each for each in shipped.models if each.repo not in {repo for repo, _, _ in PINNED}]
    assert all(each.revision == "" for each in others)
    assert [each.id for each in others if any(file.size for file in each.files)] == ["ruri-v3-310m"]


def test_what_is_not_verified_is_not_claimed(shipped: Catalogue) -> None:
    for model_id in ("qwen3-swallow-8b-rl-v0.2", "llama-3-elyza-jp-8b", "tinyswallow-1.5b-instruct"):
        assert found(shipped, model_id).context_length == 0
    assert found(shipped, "llama-3.1-swallow-8b-instruct-v0.5").context_length == 0
    verified = [each.id for each in shipped.models if each.certainty == "verified"]
    assert verified == ["sarashina2.2-3b-instruct"]


@pytest.mark.parametrize(
    ("model_id", "bytes_per_token"),
    [
        ("sarashina2.2-3b-instruct", 163_840),
        ("llm-jp-3.1-1.8b-instruct4", 196_608),
        ("llama-3-elyza-jp-8b", 131_072),
        ("qwen3-swallow-8b-rl-v0.2", 147_456),
    ],
)
def test_shapes_give_the_memory_on_record(shipped: Catalogue, model_id: str, bytes_per_token: int) -> None:
    shape = found(shipped, model_id).shape
    assert shape is not None
    assert 2 * shape.layers * shape.kv_heads * shape.head_size * 2 == bytes_per_token


@pytest.mark.parametrize(
    ("model_id", "score"),
    [
        ("sarashina2.2-3b-instruct", 0.562), ("llm-jp-3.1-1.8b-instruct4", 0.475),
        ("llama-3.1-swallow-8b-instruct-v0.5", 0.565), ("llm-jp-4-8b-thinking", 0.706),
        ("qwen3-swallow-8b-rl-v0.2", 0.710), ("gpt-oss-swallow-20b-rl-v0.1", 0.726),
    ],
)  # fmt: skip
def test_scores_are_those_of_the_board_with_its_attribution(
    shipped: Catalogue, model_id: str, score: float
) -> None:
    quality = found(shipped, model_id).quality
    assert quality is not None
    assert quality.score == score
    assert "CC BY 4.0" in quality.source


def test_official_and_community_are_told_apart(shipped: Catalogue) -> None:
    official = {each.publisher_name for each in shipped.models if each.publisher == "official"}
    community = {each.publisher_name for each in shipped.models if each.publisher == "community"}
    assert official == {"elyza", "llm-jp", "SakanaAI", "LiquidAI"}
    assert not official & community


def test_licences_of_entries(shipped: Catalogue) -> None:
    assert found(shipped, "sarashina2.2-3b-instruct").licences == ("MIT",)
    assert found(shipped, "tinyswallow-1.5b-instruct").licences == ("Apache-2.0", "gemma")
    assert found(shipped, "llama-3.1-swallow-8b-instruct-v0.5").licences == ("llama3.1", "gemma")
    assert found(shipped, "llama-3-elyza-jp-8b-official").licences == ("llama3",)
    assert found(shipped, "shisa-v2.1-llama3.2-3b").licences == ("llama3.2",)
    assert found(shipped, "lfm2.5-1.2b-jp-202606").licences == ("lfm-1.0",)


def test_no_plamo_is_offered(shipped: Catalogue) -> None:
    assert [each.id for each in shipped.models if "plamo" in f"{each.id}{each.repo}{each.architecture}"] == []


def test_the_seven_cards_say_the_agreed_words(shipped: Catalogue) -> None:
    assert {each.name: each.statement.ja for each in shipped.government} == STATEMENTS
    assert len(shipped.government) == 7
    assert {each.label for each in shipped.government} == {
        Bilingual("選定モデル(重み非公開)", "Selected model (weights not public)")
    }


def test_every_card_names_the_nearest_model_that_can_be_fetched(shipped: Catalogue) -> None:
    """Of its maker where there is one; otherwise a general one, made in Japan from scratch, for everybody."""
    of_their_makers = {
        "Llama-3.1-ELYZA-JP-70B": "llama-3-elyza-jp-8b-official",
        "Sarashina2 mini": "sarashina2.2-3b-instruct",
    }
    for card in shipped.government:
        assert card.sibling == of_their_makers.get(card.name, "llm-jp-4-8b-instruct")
        sibling = found(shipped, card.sibling)
        assert sibling.repo
        assert not sibling.refused
        assert card.name in of_their_makers or sibling.name in card.difference.ja
    general = found(shipped, "llm-jp-4-8b-instruct")
    assert (general.origin, general.licences) == ("scratch", ("Apache-2.0",))


def test_no_origin_is_claimed_that_is_not_on_record(shipped: Catalogue) -> None:
    neither = {each.id: each.origin for each in shipped.models if each.origin in ("domestic", "foreign")}
    assert neither == {
        "cat-translate-0.8b": "domestic",           # of the shape of Sarashina2.2
        "cat-translate-1.4b": "domestic",
        "ruri-v3-310m": "domestic",
        "rakutenai-2.0-mini-instruct": "domestic",  # how it was trained is on no record of ours
        "calm3-22b-chat": "domestic",
        "lfm2.5-1.2b-jp-202606": "foreign",
    }
    foreign_bases = ("llama 3", "qwen", "gpt-oss", "swallow", "shisa", "cat thinking", "rakutenai 7b")
    for each in shipped.models:
        is_on_one = any(base in each.name.lower() for base in foreign_bases)
        assert (each.origin == "derived") == is_on_one, each.id
        assert ("USA" in each.vendor.en) == (each.origin == "foreign"), each.id


def test_a_card_is_never_a_model(shipped: Catalogue) -> None:
    names = {each.name.lower() for each in shipped.government}
    assert not names & {each.name.lower() for each in shipped.models}


def test_refusals_by_architecture_and_by_repository(shipped: Catalogue) -> None:
    assert shipped.refusal("plamo2", "anybody/anything") == "rope_off"
    assert shipped.refusal("dream", "anybody/anything") == "diffusion"
    assert shipped.refusal("", "BARTOWSKI/c4ai-command-r-08-2024-gguf") == "noncommercial_vendor"
    assert shipped.refusal("llama", "anybody/anything") == ""
    assert shipped.refusal("", "") == ""


def test_no_offered_model_is_refused_besides(shipped: Catalogue) -> None:
    assert [each.id for each in shipped.models if shipped.refusal(each.architecture, each.repo)] == []


def test_looking_up(shipped: Catalogue) -> None:
    hit = shipped.by_file(SHA)
    assert hit is not None
    assert (hit[0].id, hit[1].size) == ("sarashina2.2-3b-instruct", 2_066_390_112)
    assert shipped.by_file("0" * 64) is None
    assert shipped.by_file("") is None
    assert shipped.find("nobody") is None
    assert shipped.by_repo("nobody/nothing") == ()
    assert [each.id for each in shipped.by_repo("ELYZA/llama-3-elyza-jp-8b-gguf")] == [
        "llama-3-elyza-jp-8b-official"
    ]
