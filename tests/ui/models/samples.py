"""The page of the models in the states that a person meets, over the real catalogue."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.fetching.protocol import DownloadShown, HitShown, ModelShown, Shown
from desktop.paths import Paths, resources
from desktop.settings import Settings
from desktop.ui.error_text import reported_error_text
from desktop.ui.models.browsing import Browsing
from desktop.ui.models.cards import Card
from desktop.ui.models.connection_pane import LedgerLine
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.snapshot import Snapshot, judge_hit, read_snapshot
from desktop.words import Language, translator
from model_manager.edition import Edition
from model_manager.library import ModelFolder, Record
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.machine import Machine
from model_manager.policy import ModelPolicy, PolicyFile
from model_manager.speed import PROCESSOR, Expected
from model_manager.stated_usage import keep_usage
from tests.model_manager.shelves import THEN, digest, some
from tests.policies import policy_at

TITLES = ["全固体電池の明細書案", "バインダー層の実施例", "特許請求の範囲の検討", "拒絶理由への応答"]
REPO = "mmnga-o/llm-jp-4-8b-instruct-gguf"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
MACHINE = Machine(16 << 30, 12 << 30)          # a usual notebook
COMPANY = Usage(UserKind.COMPANY, Revenue.ABOVE_1_BILLION_YEN)
HITS = tuple(
    HitShown(f"someone/model-{number}-gguf", 9000 - number, gated, licence, "llama", 0, size, "2026-10-01")
    for number, (gated, licence, size) in enumerate(
        [("", "apache-2.0", 5_000_000_000), ("manual", "other", 0), ("", "", 41_000_000_000)]
    )
)
LISTING = Shown(
    7, HITS[0].repo_id, COMMIT, "", "apache-2.0", "llama", 8192,
    (
        ModelShown("model-Q4_K_M.gguf", "model", "Q4_K_M", 4_900_000_000, 1, True),
        ModelShown("model-F16-00001-of-00002.gguf", "model", "F16", 16_000_000_000, 2, True),
        ModelShown("model-Q2_K.gguf", "model", "Q2_K", 3_000_000_000, 1, False),
    ),
)  # fmt: skip
DOWNLOADS = (
    DownloadShown(1, "llm-jp-4-8b-instruct Q4_K_M", REPO, "running", 1_200_000_000, 4_920_000_000,
                  11_400_000.0, 326, "", {}, ""),
    DownloadShown(2, "Sarashina2.2-3B-instruct Q4_K_M", REPO, "paused", 400_000_000, 2_100_000_000,
                  0.0, -1, "", {}, ""),
    DownloadShown(3, "ELYZA-Shortcut-1.0-Qwen-32B Q4_K_M（長い名前のモデル）", REPO, "failed", 12_000_000,
                  19_000_000_000, 0.0, -1, "HubUnreachableError",
                  {"place": "mirror.example", "reason": "timed out"}, ""),
    DownloadShown(4, "Swallow-8B Q8_0", REPO, "queued", 0, 8_500_000_000, 0.0, -1, "", {}, ""),
    DownloadShown(5, "TinySwallow-1.5B Q5_K_M", REPO, "done", 1_100_000_000, 1_100_000_000, 0.0, 0, "", {},
                  "a" * 64),
)  # fmt: skip
LEDGER = tuple(
    LedgerLine(f"2026-11-24 0{number}:12", "mirror.example", f"{number}.2 GB", f"fetch {REPO}")
    for number in range(1, 5)
)


def places(home: Path) -> Paths:
    return Paths(home / "data", home / "config", home / "cache", home / "run")


def keep_models(home: Path, usage: Usage | None = COMPANY) -> ModelFolder:
    """A folder with two models, one of them changed since; and who uses them."""
    folder = ModelFolder(places(home).models)
    folder.own.mkdir(parents=True)
    if usage is not None:
        keep_usage(places(home).inventory.parent, usage)
    made = []
    for number, (name, repo_id) in enumerate([("llm-jp-4-8b-instruct", REPO), ("tsuzumi 2（社内検証）", "")]):
        data = some(number)
        path = folder.place_for(repo_id or "imported/vendor", COMMIT, f"{number}.gguf")
        path.parent.mkdir(parents=True)
        path.write_bytes(data)
        kept = folder.record_of([path], [digest(data)])
        folder.add(Record(name, "llama", repo_id, COMMIT if repo_id else "", "community", "apache-2.0",
                          "mirror.example" if repo_id else "file", THEN, THEN, kept))  # fmt: skip
        made.append(path)
    made[-1].write_bytes(some(9, 6000))
    return folder


def snapshot(home: Path, usage: Usage | None = COMPANY, policy: PolicyFile | None = None) -> Snapshot:
    keep_models(home, usage)
    return read_snapshot(Settings(), places(home), policy or policy_at(home / "no-policy.toml"), MACHINE)


class Stage:
    """A page with its browsing, shown a snapshot."""

    def __init__(
        self, home: Path, language: Language, usage: Usage | None = COMPANY, edition: Edition = Edition.FULL
    ) -> None:
        translate = translator(language, resources() / "i18n")
        self.page = ModelsPage(lambda name, facts: reported_error_text(name, facts, translate), edition)
        self.browsing = Browsing(self.page, edition)
        self.browsing.words.language = language
        self.home = home
        self.snapshot = snapshot(home, usage)
        self.browsing.take(self.snapshot, {digest(some(0)): TITLES})
        self.page.browser.list.card_chosen.connect(self._on_chosen)

    def _on_chosen(self, card: Card | None) -> None:
        if card is not None:
            self.browsing.show_detail(card)

    def go(self, tab: Tab, row: int | None = None) -> None:
        """Show a tab, and choose a row."""
        self.page.show_tab(tab)
        self.browsing.list_cards()
        if row is not None:
            self.page.browser.list.setCurrentIndex(self.page.browser.list.cards.index(row))
            self.open()

    def open(self) -> None:
        """As after a click on the card."""
        current = self.page.browser.list.current()
        if current is not None:
            self.page.browser.list.card_opened.emit(current, False)

    def find(self) -> None:
        """As after a search of the hub, with the first repository looked into."""
        self.go(Tab.ALL)
        self.page.browser.finder.search.setText("someone")
        self.browsing.show_searching("someone")
        self.browsing.show_hits(HITS)
        none = policy_at(self.home / "no-policy.toml")
        self.browsing.show_listing(LISTING, judge_hit(Settings(), places(self.home), none, MACHINE, LISTING))
        self.page.browser.list.choose(HITS[0].repo_id)
        self.open()


def _recommended(stage: Stage) -> None:
    stage.go(Tab.RECOMMENDED, 0)


def _terms(stage: Stage) -> None:
    stage.go(Tab.ALL)
    waiting = [key for key, each in stage.snapshot.verdicts.items() if each.standing.value == "acceptance"]
    stage.page.browser.list.choose(waiting[0])
    stage.open()


def _government(stage: Stage) -> None:
    stage.go(Tab.GOVERNMENT, 3)


def _list_only(stage: Stage) -> None:
    stage.go(Tab.ALL)


def _here(stage: Stage) -> None:
    stage.go(Tab.HERE, 0)
    stage.page.show_orphans("1.2 GB")
    stage.page.show_work({"ja": "検証中 43 %", "en": "Verifying 43 %"}[stage.browsing.words.language], 0.43)
    stage.page.import_bar.offer("/media/stick/tsuzumi-2-30b-q4_k_m.gguf")


def _speeds(stage: Stage) -> None:
    speeds = (
        Expected(PROCESSOR, 12.3, 96.0, is_measured=True),
        Expected("Vulkan0", 61.7, 880.0, is_measured=False),
    )
    told = replace(stage.snapshot, speeds=dict.fromkeys(stage.snapshot.speeds, speeds))
    stage.browsing.take(told, {digest(some(0)): TITLES})
    stage.go(Tab.HERE, 0)


def _downloads(stage: Stage) -> None:
    stage.go(Tab.DOWNLOADS)
    stage.page.downloads.show_downloads(DOWNLOADS)
    stage.page.downloads.rows[2].cancel.click()
    stage.page.show_count(4)


def _connection(stage: Stage) -> None:
    stage.go(Tab.CONNECTION)
    pane = stage.page.connection
    mirror = Settings(hub_endpoint="https://mirror.example/artifactory/api/huggingfaceml/hf")
    pane.show_settings(mirror, "/home/hanako")
    pane.usage.show_usage(COMPANY)
    pane.show_offer("http://proxy.example:8080")
    pane.show_ledger(LEDGER)
    pane.proxy.setText("nonsense")
    pane.save_button.click()


def _empty(stage: Stage) -> None:
    stage.go(Tab.ALL)
    stage.page.browser.finder.search.setText("そのようなモデルはありません")


def _offline(stage: Stage) -> None:
    stage.browsing.take(replace(stage.snapshot, policy=ModelPolicy(network=False)), {})
    stage.page.show_notice("このコンピューターではネットワークが使えない設定です。モデルはファイルから取り込んでください。")
    stage.go(Tab.ALL, 0)


def _question(stage: Stage) -> None:
    stage.go(Tab.HERE, 0)
    lines = ["「llm-jp-4-8b-instruct」を削除しますか。", *(f"「{each}」" for each in TITLES)]
    stage.page.browser.detail.foot.ask("\n".join(lines), "削除する", "remove_now")


def _long(stage: Stage) -> None:
    name = "an_unusually_long_name_without_a_single_space_that_somebody_chose_for_a_model_of_70B_parameters"
    hit = replace(HITS[0], repo_id=f"somebody-with-a-long-name/{name}", gated="manual")
    stage.go(Tab.ALL)
    stage.page.browser.finder.search.setText("long")
    stage.browsing.show_searching("long")
    stage.browsing.show_hits((hit,))
    listing = replace(LISTING, repo_id=hit.repo_id, gated="manual", models=(
        ModelShown(f"{name}-Q4_K_M.gguf", name, "Q4_K_M", 41_000_000_000, 1, True),
    ))  # fmt: skip
    none = policy_at(stage.home / "no-policy.toml")
    stage.browsing.show_listing(listing, judge_hit(Settings(), places(stage.home), none, MACHINE, listing))
    stage.page.browser.list.choose(hit.repo_id)
    stage.open()
    stage.page.show_error("サーバー mirror.example に接続できません。")


def _import(stage: Stage) -> None:
    stage.go(Tab.IMPORT)
    stage.page.take_focus()


def _import_a_card(stage: Stage) -> None:
    stage.go(Tab.RECOMMENDED, 0)


def _no_server(stage: Stage) -> None:
    stage.go(Tab.CONNECTION)
    pane = stage.page.connection
    pane.show_settings(Settings(), "/home/hanako/.local/share/hisho/models")
    pane.usage.show_usage(COMPANY)
    pane.show_ledger(())


AIRGAP_SAMPLES: dict[str, Callable[[Stage], None]] = {
    "airgap_import": _import,
    "airgap_card": _import_a_card,
    "airgap_settings": _no_server,
}
SAMPLES: dict[str, Callable[[Stage], None]] = {
    "recommended": _recommended,
    "terms": _terms,
    "government": _government,
    "all": _list_only,
    "found": Stage.find,
    "here": _here,
    "speeds": _speeds,
    "downloads": _downloads,
    "connection": _connection,
    "empty": _empty,
    "offline": _offline,
    "question": _question,
    "long": _long,
}
