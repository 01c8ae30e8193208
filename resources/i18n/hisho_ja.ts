<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja">
<context>
    <name>BackupFolder</name>
    <message>
        <source>From the next start on backups are kept in {folder}; where it is not there, beside the vault.</source>
        <translation>次回の起動から {folder} にバックアップを置きます。そのフォルダーがないときは金庫の隣に置きます。</translation>
    </message>
</context>
<context>
    <name>BrowserPane</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
</context>
<context>
    <name>Browsing</name>
    <message>
        <source>Fetch this model</source>
        <translation>このモデルを取得</translation>
    </message>
    <message>
        <source>Say who uses the models…</source>
        <translation>利用者の区分を設定…</translation>
    </message>
    <message>
        <source>Show its files</source>
        <translation>ファイルを表示</translation>
    </message>
    <message>
        <source>Import a GGUF from the maker…</source>
        <translation>提供元から入手した GGUF を取り込む…</translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation>GGUF ファイルを取り込む…</translation>
    </message>
    <message>
        <source>Import an exported folder…</source>
        <translation>書き出したフォルダーを取り込む…</translation>
    </message>
    <message>
        <source>Show the nearest model</source>
        <translation>最も近いモデルを表示</translation>
    </message>
    <message>
        <source>Use for answering</source>
        <translation>このモデルで回答する</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>再検証</translation>
    </message>
    <message>
        <source>Export to a folder…</source>
        <translation>フォルダーへ書き出す…</translation>
    </message>
    <message>
        <source>Export in parts for a FAT32 stick…</source>
        <translation>FAT32のUSBメモリー用に分割して書き出す…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>一覧から外す</translation>
    </message>
    <message>
        <source>Nothing recommended passes these filters.</source>
        <translation>この絞り込みに合うおすすめはありません。</translation>
    </message>
    <message>
        <source>Nothing is called so in the catalogue; the hub may have it.</source>
        <translation>カタログには該当がありません。Hub にはあるかもしれません。</translation>
    </message>
    <message>
        <source>No model is on this computer yet but the guide, which ships with Hisho.</source>
        <translation>このコンピューターには、同梱の案内モデルのほかにまだモデルがありません。</translation>
    </message>
    <message>
        <source>Nothing is called so in the catalogue.</source>
        <translation>その名前のモデルはカタログにありません。</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Hub に問い合わせています…</translation>
    </message>
    <message numerus="yes">
        <source>The hub found %n result(s), reviewed by nobody here.</source>
        <translation>
            <numerusform>Hub で %n 件のリポジトリが見つかりました（いずれも未審査です）。</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub found nothing with a GGUF file.</source>
        <translation>Hub には GGUF ファイルのある該当がありませんでした。</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>From your organisation</source>
        <translation>組織のタスク</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>自分用</translation>
    </message>
    <message>
        <source>What to do with “{task}”</source>
        <translation>「{task}」の操作</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>made in Japan from scratch</source>
        <translation>国産フルスクラッチ</translation>
    </message>
    <message>
        <source>tuned in Japan on a foreign base</source>
        <translation>海外ベース派生</translation>
    </message>
    <message>
        <source>official file</source>
        <translation>公式 GGUF</translation>
    </message>
    <message>
        <source>converted by the community</source>
        <translation>コミュニティ変換</translation>
    </message>
    <message>
        <source>may be used</source>
        <translation>利用可</translation>
    </message>
    <message>
        <source>after accepting terms</source>
        <translation>条件に同意すれば利用可</translation>
    </message>
    <message>
        <source>may not be used</source>
        <translation>利用不可</translation>
    </message>
    <message>
        <source>licence: say who uses it</source>
        <translation>ライセンス：利用者の区分が未設定</translation>
    </message>
    <message>
        <source>fits on the GPU</source>
        <translation>GPU に収まる</translation>
    </message>
    <message>
        <source>fits partly: {on_gpu} of {layers} layers on the GPU</source>
        <translation>一部が GPU に収まる（{layers} 層中 {on_gpu} 層）</translation>
    </message>
    <message>
        <source>runs on the processor</source>
        <translation>CPU で動く</translation>
    </message>
    <message>
        <source>too large for this computer</source>
        <translation>このコンピューターには大きすぎる</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>取得済み</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>提供元</translation>
    </message>
    <message>
        <source>File by</source>
        <translation>GGUF の公開元</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>taken at the first fetch and pinned then</source>
        <translation>初回の取得時に Hub から取り、以後固定</translation>
    </message>
    <message>
        <source>made in Japan</source>
        <translation>国産</translation>
    </message>
    <message>
        <source>made abroad</source>
        <translation>海外モデル</translation>
    </message>
    <message>
        <source>fits on the GPU, but for experts</source>
        <translation>エキスパートの一部を除いて GPU に収まる</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>アーキテクチャ</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} トークン</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>文脈長</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>評価</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>必要メモリー</translation>
    </message>
    <message>
        <source>The digest is not known yet: it is taken from the hub at the first fetch.</source>
        <translation>ハッシュ値はまだ分かりません。初回の取得時に Hub から取り、以後固定します。</translation>
    </message>
    <message>
        <source>not on record</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>The digest is not on record: compare it with the one that its maker tells.</source>
        <translation>ダイジェストの記録がありません。提供元が示す値と照合してください。</translation>
    </message>
    <message>
        <source>{total} (weights {weights}, context {kv}, computing {compute})</source>
        <translation>{total}（重み {weights}、文脈 {kv}、計算 {compute}）</translation>
    </message>
    <message>
        <source>How to get it</source>
        <translation>入手方法</translation>
    </message>
    <message>
        <source>Nearest model</source>
        <translation>最も近いモデル</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>違い</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>未審査</translation>
    </message>
    <message>
        <source>terms to accept at the hub</source>
        <translation>Hub で条件への同意が必要</translation>
    </message>
    <message>
        <source>licence unknown</source>
        <translation>ライセンス不明</translation>
    </message>
    <message>
        <source>Asking the hub for its files…</source>
        <translation>Hub にファイルの一覧を問い合わせています…</translation>
    </message>
    <message>
        <source>Nobody here has reviewed this repository. Its files can be looked at before any is fetched.</source>
        <translation>このリポジトリは審査されていません。取得する前にファイルの一覧を確認できます。</translation>
    </message>
    <message>
        <source>Nobody here has reviewed this repository.</source>
        <translation>このリポジトリは審査されていません。</translation>
    </message>
    <message numerus="yes">
        <source>Left out for want of a digest: %n file(s).</source>
        <translation>
            <numerusform>ハッシュ値のない %n 個のファイルは除いています。</numerusform>
        </translation>
    </message>
    <message>
        <source>Its maker wants terms accepted at {page}, and an access token under “Settings”.</source>
        <translation>提供元が利用条件への同意を求めています。{page} で同意し、「設定」でアクセストークンを入力してください。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>約 {size}</translation>
    </message>
    <message>
        <source>{files} files</source>
        <translation>{files} ファイル</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>ファイルが見つからない</translation>
    </message>
    <message>
        <source>changed since it was verified</source>
        <translation>検証後に変更あり</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>shared folder</source>
        <translation>共有フォルダー</translation>
    </message>
    <message>
        <source>used where it lies</source>
        <translation>元の場所で使用</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>検証日時</translation>
    </message>
    <message>
        <source>From</source>
        <translation>入手元</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>利用状況</translation>
    </message>
    <message>
        <source>by no conversation</source>
        <translation>どの会話でも使っていません</translation>
    </message>
    <message numerus="yes">
        <source>by %n conversation(s)</source>
        <translation>
            <numerusform>%n 件の会話で使用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceForm</name>
    <message>
        <source>Automatic (recommended)</source>
        <translation>自動（おすすめ）</translation>
    </message>
    <message>
        <source>Several GPUs</source>
        <translation>複数の GPU に分ける</translation>
    </message>
    <message>
        <source>CPU only</source>
        <translation>CPU のみ</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>文脈の長さ</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Reopen with these settings</source>
        <translation>この設定で開き直す</translation>
    </message>
    <message>
        <source>Only {device}</source>
        <translation>{device} のみ</translation>
    </message>
    <message>
        <source>{name} ({size})</source>
        <translation>{name}（{size}）</translation>
    </message>
    <message>
        <source>{name} · {kind}</source>
        <translation>{name} · {kind}</translation>
    </message>
    <message>
        <source>Was chosen, but is not there now: {devices}</source>
        <translation>選んだ装置が今は見つかりません：{devices}</translation>
    </message>
    <message>
        <source>{tokens} (the most)</source>
        <translation>{tokens}（最大）</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>(estimated)</source>
        <translation>（推定）</translation>
    </message>
    <message>
        <source>0: always the likeliest token</source>
        <translation>0: いつも最も確からしいトークン</translation>
    </message>
    <message>
        <source>1: none</source>
        <translation>1: なし</translation>
    </message>
    <message>
        <source>A proxy was found ({proxy}); --proxy environment uses it.</source>
        <translation>プロキシが見つかりました（{proxy}）。--proxy environment で使えます。</translation>
    </message>
    <message>
        <source>An encrypted vault was made for your conversations.</source>
        <translation>会話を保存する暗号化された金庫を作成しました。</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Chat with a language model on this computer. Without a command: the window.</source>
        <translation>このコンピューター上の言語モデルとチャットします。コマンドなしではウィンドウを開きます。</translation>
    </message>
    <message>
        <source>Checking the model&apos;s file … {percent} %</source>
        <translation>モデルファイルを確認しています… {percent} %</translation>
    </message>
    <message>
        <source>Delete these files? yes/no: </source>
        <translation>これらのファイルを削除しますか？ yes/no：</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Earlier messages no longer fit and were not given to the model.</source>
        <translation>古いメッセージは入りきらないため、モデルに渡していません。</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Find, fetch, verify and remove language models.</source>
        <translation>言語モデルの検索・取得・検証・削除を行います。</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>I have read the licence and accept it</source>
        <translation>ライセンスを読み、同意します</translation>
    </message>
    <message>
        <source>It can be fetched again from {place} while it is there.</source>
        <translation>{place} にある間は、もう一度取得できます。</translation>
    </message>
    <message>
        <source>It was imported: without the file it came from it is lost.</source>
        <translation>取り込んだモデルです。元のファイルがなければ失われます。</translation>
    </message>
    <message>
        <source>Its maker wants the terms accepted at {page} and an access token.</source>
        <translation>提供元は、{page} で利用条件に同意することと、アクセストークンを求めています。</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>キーリング</translation>
    </message>
    <message>
        <source>Loading the model … {percent} %</source>
        <translation>モデルを読み込んでいます… {percent} %</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Model: {name}. /quit ends the talk.</source>
        <translation>モデル: {name}。/quit で終わります。</translation>
    </message>
    <message>
        <source>Nobody here has reviewed these repositories.</source>
        <translation>これらのリポジトリは審査されていません。</translation>
    </message>
    <message>
        <source>Nobody knows the size of {name} before it is fetched.</source>
        <translation>{name}の大きさは、取得するまで分かりません。</translation>
    </message>
    <message>
        <source>Passphrase of the vault: </source>
        <translation>金庫のパスフレーズ: </translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Protection: {level}</source>
        <translation>保護状態: {level}</translation>
    </message>
    <message>
        <source>Reading the question … {percent} %</source>
        <translation>質問を読んでいます… {percent} %</translation>
    </message>
    <message>
        <source>Recovery key (shown once, write it down): {key}</source>
        <translation>復旧キー（今だけ表示します。書き留めてください）: {key}</translation>
    </message>
    <message>
        <source>Remove “{name}” ({size}) from this computer? yes/no: </source>
        <translation>「{name}」（{size}）をこのコンピューターから削除しますか？ yes/no：</translation>
    </message>
    <message>
        <source>Standard input is no terminal: lines are answered and nothing is kept.</source>
        <translation>標準入力が端末ではないため、各行に回答し、何も保存しません。</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>ここで停止しました。</translation>
    </message>
    <message>
        <source>Stopped here; what was answered so far is kept.</source>
        <translation>ここで停止しました（ここまでの回答は保存されています）。</translation>
    </message>
    <message>
        <source>The answer ends here because the limit of tokens was reached.</source>
        <translation>トークン数の上限に達したため、回答はここで終わります。</translation>
    </message>
    <message>
        <source>The file stays where it is; Hisho only forgets it.</source>
        <translation>ファイルは元の場所に残り、Hisho の一覧から外れるだけです。</translation>
    </message>
    <message>
        <source>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</source>
        <translation>このファイルのチャットテンプレートは「{own}」ですが、カタログでは「{expected}」です。</translation>
    </message>
    <message>
        <source>The nearest model that can be fetched: {entry}</source>
        <translation>取得できるモデルのうち、いちばん近いもの：{entry}</translation>
    </message>
    <message>
        <source>The same passphrase again: </source>
        <translation>同じパスフレーズをもう一度: </translation>
    </message>
    <message>
        <source>There is no display here, so this is the chat in the terminal.</source>
        <translation>ディスプレイがないため、端末でチャットします。</translation>
    </message>
    <message>
        <source>Thinking … ({count} characters)</source>
        <translation>考えています…（{count} 文字）</translation>
    </message>
    <message>
        <source>This is the air-gap edition: the part that speaks to a network is not installed, so nothing is added here.</source>
        <translation>エアギャップ版です。ネットワークと通信する部分がインストールされていないため、ここに記録が増えることはありません。</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Load time</source>
        <translation>読み込み時間</translation>
    </message>
    <message>
        <source>A Hisho has it open.</source>
        <translation>Hishoが開いています。</translation>
    </message>
    <message>
        <source>A Hisho has it open; lock it there. From its next start on it is locked.</source>
        <translation>Hishoが開いています。そのウィンドウでロックしてください。次回の起動からはロックされています。</translation>
    </message>
    <message>
        <source>All {layers} layers go to the GPU.</source>
        <translation>{layers} 層すべてを GPU に置きます。</translation>
    </message>
    <message>
        <source>Backup {number}: {folder} ({size})</source>
        <translation>バックアップ {number}：{folder}（{size}）</translation>
    </message>
    <message>
        <source>Backups made before still open with the old secrets.</source>
        <translation>これより前のバックアップは、以前のパスフレーズや復旧キーで開けます。</translation>
    </message>
    <message>
        <source>Bad pages: {bad} of {pages}; other faults: {faults}</source>
        <translation>壊れたページ：{pages} ページ中 {bad} ページ、そのほかの異常：{faults}</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that the app shows for this vault.</source>
        <translation>フィンガープリントを、アプリに表示されるこの金庫のものと照合してください。</translation>
    </message>
    <message>
        <source>Conversations without their dates: {count}</source>
        <translation>日付が失われた会話：{count}</translation>
    </message>
    <message>
        <source>Damaged pages: {count}</source>
        <translation>壊れていたページ：{count}</translation>
    </message>
    <message>
        <source>Encrypting anew … {percent} %</source>
        <translation>暗号化し直しています… {percent} %</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 failed, 2 wrong command line or not in this edition, 3 not permitted (policy, licence), 4 server or network, 5 not what it should be (digest, signature), 6 disk or folder, 130 interrupted.</source>
        <translation>終了コード：0 完了、1 失敗、2 コマンドの誤りまたはこの版にない機能、3 許可されていない（ポリシー・ライセンス）、4 サーバーまたはネットワーク、5 内容が正しくない（ハッシュ値・署名）、6 ディスクまたはフォルダー、130 中断。</translation>
    </message>
    <message>
        <source>Fetch it on a computer with a network, export it there, and import the folder here.</source>
        <translation>ネットワークのあるコンピューターで取得して書き出し、そのフォルダーをここで取り込んでください。</translation>
    </message>
    <message>
        <source>Fingerprint of the key: {fingerprint}</source>
        <translation>鍵のフィンガープリント：{fingerprint}</translation>
    </message>
    <message>
        <source>It demands nothing.</source>
        <translation>指定されている項目はありません。</translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation>閉じています。</translation>
    </message>
    <message>
        <source>It is locked: a passphrase or the recovery key is needed.</source>
        <translation>ロックされています。パスフレーズか復旧キーが必要です。</translation>
    </message>
    <message>
        <source>It is shown this once and kept nowhere.</source>
        <translation>表示は今回だけで、どこにも保存しません。</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>ライセンス：{licence}</translation>
    </message>
    <message>
        <source>Messages saved: {count}</source>
        <translation>救ったメッセージ：{count}</translation>
    </message>
    <message>
        <source>Messages with their text alone: {count}</source>
        <translation>本文だけが残ったメッセージ：{count}</translation>
    </message>
    <message>
        <source>Messages without their text: {count}</source>
        <translation>本文が失われたメッセージ：{count}</translation>
    </message>
    <message>
        <source>New passphrase of the vault: </source>
        <translation>金庫の新しいパスフレーズ: </translation>
    </message>
    <message>
        <source>No entry is about this text or file.</source>
        <translation>この文章やファイルに関する項目はありません。</translation>
    </message>
    <message>
        <source>No part of Hisho is called “{name}”; “hisho licences” lists them all.</source>
        <translation>「{name}」というHishoの部品はありません。「hisho licences」で一覧を表示できます。</translation>
    </message>
    <message>
        <source>Number of its key: {number}</source>
        <translation>鍵の番号: {number}</translation>
    </message>
    <message>
        <source>Reading page {done} of {count} …</source>
        <translation>{count} ページのうち {done} ページ目を読んでいます…</translation>
    </message>
    <message>
        <source>Reading speed</source>
        <translation>読む速さ</translation>
    </message>
    <message>
        <source>Recovery key of Hisho</source>
        <translation>Hishoの復旧キー</translation>
    </message>
    <message>
        <source>Recovery key: </source>
        <translation>復旧キー: </translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring opens this vault no more.</source>
        <translation>管理者の設定により、キーリングではこの金庫を開けなくなりました。</translation>
    </message>
    <message>
        <source>Set by the administrator: this vault has to have a passphrase.</source>
        <translation>管理者の設定により、この金庫にはパスフレーズが必要です。</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>ソースコード：{address}</translation>
    </message>
    <message>
        <source>Texts without their end: {count}</source>
        <translation>末尾が失われた文章：{count}</translation>
    </message>
    <message>
        <source>The administrator demands the protection level {wanted}; here it is {level}.</source>
        <translation>管理者は保護状態「{wanted}」を求めていますが、ここでは「{level}」です。</translation>
    </message>
    <message>
        <source>The administrator&apos;s policy is not accepted: {why}</source>
        <translation>管理者のポリシーは採用されていません: {why}</translation>
    </message>
    <message>
        <source>The backup was restored.</source>
        <translation>バックアップを復元しました。</translation>
    </message>
    <message>
        <source>The chain holds: {count} entries, digest of the last {digest}</source>
        <translation>連鎖は正しくつながっています：{count} 件、最後のダイジェスト {digest}</translation>
    </message>
    <message>
        <source>The chain is broken at entry {number}; it holds up to the digest {digest}</source>
        <translation>{number} 番目の項目で連鎖が切れています。正しいのはダイジェスト {digest} までです</translation>
    </message>
    <message>
        <source>The context would be shortened to {tokens} tokens.</source>
        <translation>文脈は {tokens} トークンに縮めることになります。</translation>
    </message>
    <message>
        <source>The experts of {kept} layers stay in the computer&apos;s memory.</source>
        <translation>うち {kept} 層のエキスパートは本体のメモリーに残します。</translation>
    </message>
    <message>
        <source>The keyring opens it without a question.</source>
        <translation>キーリングで自動的に開きます。</translation>
    </message>
    <message>
        <source>The recovery key is shown on a terminal only; the window will show another one.</source>
        <translation>復旧キーは端末の画面にだけ表示します。次にウィンドウを開くと、新しい復旧キーを表示します。</translation>
    </message>
    <message>
        <source>The report is made without the vault: unsigned, without ledger and record of events.</source>
        <translation>金庫を開かずに報告書を作ります。署名、通信の記録、操作の記録は入りません。</translation>
    </message>
    <message>
        <source>The vault has a new key; every old way in is void.</source>
        <translation>金庫の鍵を取り替えました。以前の開け方はすべて無効です。</translation>
    </message>
    <message>
        <source>The vault has a new passphrase.</source>
        <translation>金庫に新しいパスフレーズを設定しました。</translation>
    </message>
    <message>
        <source>The vault is damaged. “hisho vault restore” brings back a backup, and “hisho vault check --repair” saves what can be read.</source>
        <translation>金庫が壊れています。hisho vault restore でバックアップを戻すか、hisho vault check --repair で読めるものを救えます。</translation>
    </message>
    <message>
        <source>The vault is whole: {pages} pages.</source>
        <translation>金庫に異常はありません（{pages} ページ）。</translation>
    </message>
    <message>
        <source>The vault of before is kept in {folder}.</source>
        <translation>以前の金庫は {folder} に残してあります。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>バックアップはまだありません。</translation>
    </message>
    <message>
        <source>There is no policy here: {file}</source>
        <translation>ポリシーはありません（{file}）</translation>
    </message>
    <message>
        <source>There is no profile but the first.</source>
        <translation>最初のプロファイルだけです。</translation>
    </message>
    <message>
        <source>There is no vault here yet.</source>
        <translation>ここにはまだ金庫がありません。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring had no key for the vault; it has one now.</source>
        <translation>このコンピューターのキーリングには金庫の鍵がなかったため、新しく登録しました。</translation>
    </message>
    <message>
        <source>This report is as it was signed. Made: {when}</source>
        <translation>この報告書は署名時のままです。作成日時：{when}</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド数</translation>
    </message>
    <message>
        <source>Vault: {folder}</source>
        <translation>金庫: {folder}</translation>
    </message>
    <message>
        <source>Whoever has this key can open the vault. Keep the paper apart from the computer.</source>
        <translation>この鍵があれば誰でも金庫を開けられます。紙はコンピューターと別の場所に保管してください。</translation>
    </message>
    <message>
        <source>Writing speed</source>
        <translation>書く速さ</translation>
    </message>
    <message>
        <source>Writing speed of the models here:</source>
        <translation>このコンピューターでのモデルの書く速さ：</translation>
    </message>
    <message>
        <source>Written, not encrypted: {file}</source>
        <translation>書き出しました（暗号化されていません）：{file}</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>書き出しました：{file}</translation>
    </message>
    <message>
        <source>Wrong attempts since it was opened last: {count}</source>
        <translation>前回開けてからの間違い: {count} 回</translation>
    </message>
    <message>
        <source>a GGUF file or a registered model</source>
        <translation>GGUFファイル、または登録済みのモデル</translation>
    </message>
    <message>
        <source>a backup, or a folder of backups</source>
        <translation>バックアップ、またはバックアップの入ったフォルダー</translation>
    </message>
    <message>
        <source>a company&apos;s certificates</source>
        <translation>会社の証明書のファイル</translation>
    </message>
    <message>
        <source>a host that the server may send one to</source>
        <translation>サーバーからの転送を許すホスト</translation>
    </message>
    <message>
        <source>a mirror (also: HF_ENDPOINT)</source>
        <translation>ミラー（HF_ENDPOINT でも指定可）</translation>
    </message>
    <message>
        <source>a proxy; without a word none is used</source>
        <translation>プロキシ（指定がなければ使いません）</translation>
    </message>
    <message>
        <source>about {speed} tokens/s, estimated from a measurement</source>
        <translation>約 {speed} トークン/秒（測定値からの推定）</translation>
    </message>
    <message>
        <source>add a way in</source>
        <translation>開け方を追加する</translation>
    </message>
    <message>
        <source>against repeating whole passages (DRY); 0: off, 0.8 is usual</source>
        <translation>同じ文の繰り返しを避ける強さ（DRY）。0: なし、通常は 0.8</translation>
    </message>
    <message>
        <source>against what was there; 0: none</source>
        <translation>すでに出たトークンを避ける強さ。0: なし</translation>
    </message>
    <message>
        <source>answer by this grammar (GBNF)</source>
        <translation>この文法（GBNF）で答える</translation>
    </message>
    <message>
        <source>answer in JSON of this schema</source>
        <translation>このスキーマの JSON で答える</translation>
    </message>
    <message>
        <source>ask for the recovery key instead</source>
        <translation>代わりに復旧キーを尋ねる</translation>
    </message>
    <message>
        <source>ask one question and print the answer</source>
        <translation>1つ質問して、回答を表示する</translation>
    </message>
    <message>
        <source>chat in this terminal, kept in the vault</source>
        <translation>この端末でチャットし、金庫に残す</translation>
    </message>
    <message>
        <source>check this installation and its protection</source>
        <translation>インストールと保護状態を点検する</translation>
    </message>
    <message>
        <source>check whether a report is as it was signed</source>
        <translation>報告書が署名時のままかどうかを確かめる</translation>
    </message>
    <message>
        <source>compare indices and tables as well</source>
        <translation>索引と表の整合まで調べる</translation>
    </message>
    <message>
        <source>computer</source>
        <translation>コンピューター</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>破損</translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>確認しない</translation>
    </message>
    <message>
        <source>does not fit in this computer&apos;s memory</source>
        <translation>このコンピューターのメモリーに収まりません</translation>
    </message>
    <message>
        <source>draw from the N likeliest tokens</source>
        <translation>確率の高い N 個のトークンから選ぶ</translation>
    </message>
    <message>
        <source>draw from the likeliest share of tokens</source>
        <translation>確率の合計がこの割合になるまでのトークンから選ぶ</translation>
    </message>
    <message>
        <source>draw the same answer again</source>
        <translation>同じ回答をもう一度引くための数</translation>
    </message>
    <message>
        <source>end the answer before this text</source>
        <translation>この文字列の前で回答を終える</translation>
    </message>
    <message>
        <source>end the answer there</source>
        <translation>回答をここで終える</translation>
    </message>
    <message>
        <source>escrow key</source>
        <translation>エスクロー鍵</translation>
    </message>
    <message>
        <source>fetch, verify and keep a model</source>
        <translation>モデルを取得・検証して保存します</translation>
    </message>
    <message>
        <source>fits on the GPU</source>
        <translation>GPU に収まります</translation>
    </message>
    <message>
        <source>fits on the GPU, but for experts</source>
        <translation>エキスパートの一部を除いて GPU に収まります</translation>
    </message>
    <message>
        <source>fits partly: {on_gpu} of {layers} layers on the GPU</source>
        <translation>一部が GPU に収まります（{layers} 層中 {on_gpu} 層）</translation>
    </message>
    <message>
        <source>for every machine (full)</source>
        <translation>どのコンピューターにも対応（full）</translation>
    </message>
    <message>
        <source>for this processor (plain)</source>
        <translation>この CPU 専用（plain）</translation>
    </message>
    <message>
        <source>form of the file</source>
        <translation>ファイルの形式</translation>
    </message>
    <message>
        <source>from the list</source>
        <translation>一覧の番号</translation>
    </message>
    <message>
        <source>give the vault another key, after somebody may have it</source>
        <translation>鍵が漏れたおそれがあるとき、金庫の鍵を取り替える</translation>
    </message>
    <message>
        <source>how fast DRY grows</source>
        <translation>DRY が強まる速さ</translation>
    </message>
    <message>
        <source>how long the model thinks first</source>
        <translation>先に考える時間</translation>
    </message>
    <message>
        <source>how many tokens these penalties look back; -1: all</source>
        <translation>これらのペナルティがさかのぼるトークン数。-1: すべて</translation>
    </message>
    <message>
        <source>how the answer is made</source>
        <translation>回答の作り方</translation>
    </message>
    <message>
        <source>in parts of this size</source>
        <translation>この大きさに分割</translation>
    </message>
    <message>
        <source>in parts that fit on a stick with FAT32</source>
        <translation>FAT32 の USB メモリーに入る大きさに分割</translation>
    </message>
    <message>
        <source>instruction for the model</source>
        <translation>モデルへの指示</translation>
    </message>
    <message>
        <source>keep the talk in the vault</source>
        <translation>会話を金庫に残す</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>キーリング</translation>
    </message>
    <message>
        <source>keyring and passphrase together</source>
        <translation>キーリングとパスフレーズの両方</translation>
    </message>
    <message>
        <source>language of the report</source>
        <translation>報告書の言語</translation>
    </message>
    <message>
        <source>leave out what is less likely by this</source>
        <translation>最も確率の高いものに比べてこの割合より低いものを除く</translation>
    </message>
    <message>
        <source>leave the file where it lies</source>
        <translation>ファイルを元の場所のまま使う</translation>
    </message>
    <message>
        <source>length of the context in tokens</source>
        <translation>文脈の長さ（トークン数）</translation>
    </message>
    <message>
        <source>let one go</source>
        <translation>開け方を削除する</translation>
    </message>
    <message>
        <source>let the keyring open it no more until the passphrase was typed</source>
        <translation>パスフレーズを入力するまで、キーリングで開けないようにする</translation>
    </message>
    <message>
        <source>list the profiles; hisho --profile NAME opens one</source>
        <translation>プロファイルを一覧表示する（hisho --profile 名前 で開く）</translation>
    </message>
    <message>
        <source>list the ways in, or add, replace or drop one</source>
        <translation>開け方を一覧表示する。追加・取り替え・削除もできる</translation>
    </message>
    <message>
        <source>list them with number, label and title</source>
        <translation>番号・区分・題名の一覧</translation>
    </message>
    <message>
        <source>list, export and import conversations</source>
        <translation>会話の一覧・書き出し・取り込み</translation>
    </message>
    <message>
        <source>look for mistakes in a policy before it is put in place</source>
        <translation>配置前のポリシーファイルの誤りを調べる</translation>
    </message>
    <message>
        <source>look whether the vault is whole</source>
        <translation>金庫が壊れていないか調べる</translation>
    </message>
    <message>
        <source>make a vault</source>
        <translation>金庫を作成する</translation>
    </message>
    <message>
        <source>make an encrypted backup now</source>
        <translation>暗号化したバックアップを今すぐ作る</translation>
    </message>
    <message>
        <source>make the token likelier, or less likely; -inf forbids it; may be repeated</source>
        <translation>トークンを出やすく、または出にくくする。-inf は禁止。複数回指定できます</translation>
    </message>
    <message>
        <source>measure how fast this computer is with a model</source>
        <translation>このコンピューターでのモデルの速さを測る</translation>
    </message>
    <message>
        <source>models that are only read</source>
        <translation>読むだけの共有フォルダー</translation>
    </message>
    <message>
        <source>no GPU that this engine can use (a note, no problem)</source>
        <translation>このエンジンが使える GPU はありません（参考情報で、問題ではありません）</translation>
    </message>
    <message>
        <source>no proxy is named in the environment</source>
        <translation>環境変数にプロキシの指定がありません</translation>
    </message>
    <message>
        <source>no report: the program died</source>
        <translation>報告なし（プログラムが異常終了しました）</translation>
    </message>
    <message>
        <source>nobody has said yet</source>
        <translation>まだ設定されていません</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>not an address:</source>
        <translation>アドレスではありません：</translation>
    </message>
    <message>
        <source>only list those that there are</source>
        <translation>今あるものの一覧を出すだけ</translation>
    </message>
    <message>
        <source>only say whether the chain holds</source>
        <translation>連鎖が正しくつながっているかだけを示す</translation>
    </message>
    <message>
        <source>only what is on this computer</source>
        <translation>このコンピューターにあるものだけ</translation>
    </message>
    <message>
        <source>open it by an emergency key and set a new passphrase</source>
        <translation>非常用の鍵で開け、新しいパスフレーズを設定する</translation>
    </message>
    <message>
        <source>opens with the old passphrase or recovery key</source>
        <translation>古いパスフレーズか復旧キーで開きます</translation>
    </message>
    <message>
        <source>or its quantisation</source>
        <translation>または量子化の種類</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>print JSON, one object per line</source>
        <translation>JSON を 1 行に 1 件ずつ出力</translation>
    </message>
    <message>
        <source>print its licence</source>
        <translation>そのライセンスを表示する</translation>
    </message>
    <message>
        <source>print one JSON object</source>
        <translation>JSONオブジェクトを1つ出力する</translation>
    </message>
    <message>
        <source>put a backup in the vault&apos;s place, which is kept aside</source>
        <translation>バックアップを金庫に戻す（今の金庫は別に残す）</translation>
    </message>
    <message>
        <source>read models again and compare their digests</source>
        <translation>モデルを読み直し、ハッシュ値を照合します</translation>
    </message>
    <message>
        <source>read the access token from this descriptor</source>
        <translation>アクセストークンをこの記述子から読む</translation>
    </message>
    <message>
        <source>read the new passphrase from this descriptor</source>
        <translation>新しいパスフレーズをこの記述子から読む</translation>
    </message>
    <message>
        <source>read the proxy&apos;s password from there</source>
        <translation>プロキシのパスワードをこの記述子から読む</translation>
    </message>
    <message>
        <source>read the recovery key from this descriptor</source>
        <translation>復旧キーをこの記述子から読む</translation>
    </message>
    <message>
        <source>read the vault&apos;s passphrase from this descriptor</source>
        <translation>金庫のパスフレーズをこの記述子から読む</translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>復旧キー</translation>
    </message>
    <message>
        <source>replace one by another of its kind</source>
        <translation>開け方を同じ種類の新しいものに取り替える</translation>
    </message>
    <message>
        <source>repositories of the hub by name; nobody here has reviewed them</source>
        <translation>Hub のリポジトリを名前で検索します（未審査）</translation>
    </message>
    <message>
        <source>runs on the processor</source>
        <translation>CPU で動きます</translation>
    </message>
    <message>
        <source>save what can be read into a new vault; the damaged one is kept aside</source>
        <translation>読めるものを新しい金庫に救う（壊れた金庫は別に残す）</translation>
    </message>
    <message>
        <source>say how the vault stands, without opening it</source>
        <translation>金庫を開けずに状態を表示する</translation>
    </message>
    <message>
        <source>say who uses the models; the licences are judged by it</source>
        <translation>利用者の区分を設定します（ライセンスの判定に使います）</translation>
    </message>
    <message>
        <source>show the entries in which this text or file has a part: an answer, an export, a report</source>
        <translation>この文章やファイルが関わる項目を示す：回答、書き出し、報告書</translation>
    </message>
    <message>
        <source>show the policy of this computer</source>
        <translation>この PC のポリシーを表示</translation>
    </message>
    <message>
        <source>show the recovery key as a page; on a terminal only, and nowhere kept</source>
        <translation>復旧キーを1ページで表示する（端末の画面だけで、どこにも保存しない）</translation>
    </message>
    <message>
        <source>show what happened to the vault, and check that record</source>
        <translation>金庫に起きたことを表示し、その記録を検証する</translation>
    </message>
    <message>
        <source>sign with this secret key</source>
        <translation>この秘密鍵で署名</translation>
    </message>
    <message>
        <source>take a model off this computer</source>
        <translation>モデルをこのコンピューターから削除します</translation>
    </message>
    <message>
        <source>take in a GGUF file or an exported folder</source>
        <translation>GGUF ファイルまたは書き出したフォルダーを取り込みます</translation>
    </message>
    <message>
        <source>take in what was exported as JSON</source>
        <translation>JSONで書き出したものを取り込む</translation>
    </message>
    <message>
        <source>the catalogue, and what is on this computer</source>
        <translation>カタログと、このコンピューターにあるモデルの一覧</translation>
    </message>
    <message>
        <source>the encrypted vault and its keys</source>
        <translation>暗号化された金庫とその鍵</translation>
    </message>
    <message>
        <source>the models in a repository, or of a catalogue&apos;s entry</source>
        <translation>リポジトリまたはカタログの項目にあるモデル</translation>
    </message>
    <message>
        <source>the name for the proxy</source>
        <translation>プロキシの利用者名</translation>
    </message>
    <message>
        <source>the private key of the escrow, as PEM</source>
        <translation>エスクローの秘密鍵（PEM形式）</translation>
    </message>
    <message>
        <source>the question; - reads it</source>
        <translation>質問（- なら標準入力から読む）</translation>
    </message>
    <message>
        <source>the same, for each time; 0: none</source>
        <translation>同じく、出た回数に応じて。0: なし</translation>
    </message>
    <message>
        <source>this one of them; else the newest</source>
        <translation>この番号のもの（省略時は最新）</translation>
    </message>
    <message>
        <source>tokens that may be repeated before DRY sets in</source>
        <translation>DRY が働くまでに繰り返してよいトークン数</translation>
    </message>
    <message>
        <source>use this profile; it comes first, and once</source>
        <translation>このプロファイルを使う（最初に一度だけ指定する）</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>検証済み</translation>
    </message>
    <message>
        <source>weights not public</source>
        <translation>重みは非公開</translation>
    </message>
    <message>
        <source>weights {weights} + context {kv} + computing {compute} = {total} GiB</source>
        <translation>重み {weights} + 文脈 {kv} + 計算 {compute} = {total} GiB</translation>
    </message>
    <message>
        <source>what Hisho is made of, and under which licences</source>
        <translation>Hishoの部品とライセンス</translation>
    </message>
    <message>
        <source>what a model needs, and whether it fits</source>
        <translation>必要メモリーと、このコンピューターに収まるか</translation>
    </message>
    <message>
        <source>what is left of broken downloads</source>
        <translation>途中で終わった取得の残り</translation>
    </message>
    <message>
        <source>what the administrator demands</source>
        <translation>管理者による設定</translation>
    </message>
    <message>
        <source>what went over the network</source>
        <translation>ネットワーク通信の記録</translation>
    </message>
    <message>
        <source>where models are kept</source>
        <translation>モデルの保存先</translation>
    </message>
    <message>
        <source>where the model runs, this once; several times for several GPUs</source>
        <translation>今回だけモデルを動かす装置（複数の GPU には繰り返して指定）</translation>
    </message>
    <message>
        <source>where to; - is standard output</source>
        <translation>書き出し先（- は標準出力）</translation>
    </message>
    <message>
        <source>who must have signed it</source>
        <translation>署名者の公開鍵</translation>
    </message>
    <message>
        <source>wholly on {device}</source>
        <translation>すべて {device} で</translation>
    </message>
    <message>
        <source>why; secret conversations leave with a reason only</source>
        <translation>理由（秘密の会話の書き出しには必須）</translation>
    </message>
    <message>
        <source>with a passphrase alone</source>
        <translation>パスフレーズだけで開けるようにする</translation>
    </message>
    <message>
        <source>with what the model thought</source>
        <translation>回答の前の思考も含める</translation>
    </message>
    <message>
        <source>write a model into a folder, for a computer without a network</source>
        <translation>ネットワークのないコンピューターのためにモデルをフォルダーへ書き出します</translation>
    </message>
    <message>
        <source>write a report for the IT department: .html with .json beside it, .json alone, or -</source>
        <translation>情報システム部門向けの報告書を書き出す：.html（隣に .json も）、.json のみ、または -</translation>
    </message>
    <message>
        <source>write some of them into a file</source>
        <translation>会話をファイルに書き出す</translation>
    </message>
    <message>
        <source>write the chain as JSON Lines (.jsonl)</source>
        <translation>記録を JSON Lines（.jsonl）で書き出す</translation>
    </message>
    <message>
        <source>{cores} cores, {fast} of them fast</source>
        <translation>{cores} コア（うち高速コア {fast}）</translation>
    </message>
    <message>
        <source>{count} of {layers} layers on the GPU</source>
        <translation>{layers} 層中 {count} 層を GPU に</translation>
    </message>
    <message>
        <source>{file} has no mistake.</source>
        <translation>{file} に誤りはありません。</translation>
    </message>
    <message>
        <source>{free} of {total} GiB free</source>
        <translation>{total} GiB 中 {free} GiB 空き</translation>
    </message>
    <message>
        <source>{layers}; {right} of {all} probes as intended</source>
        <translation>{layers}、検査 {all} 件中 {right} 件が想定どおり</translation>
    </message>
    <message>
        <source>{name} is here and verified ({identity}).</source>
        <translation>{name} を検証し、保存しました（{identity}）。</translation>
    </message>
    <message>
        <source>{number} · {made} · {size} · schema {schema} · {folder}</source>
        <translation>{number}・{made}・{size}・スキーマ {schema}・{folder}</translation>
    </message>
    <message>
        <source>{on_gpu} of {layers} layers go to the GPU, the rest to the processor.</source>
        <translation>{layers} 層中 {on_gpu} 層を GPU に、残りを CPU に置きます。</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} トークン/秒</translation>
    </message>
    <message>
        <source>{speed} tokens/s at {tokens} tokens</source>
        <translation>{speed} トークン/秒（{tokens} トークンの文）</translation>
    </message>
    <message>
        <source>{speed} tokens/s, measured</source>
        <translation>{speed} トークン/秒（実測）</translation>
    </message>
    <message>
        <source>{text} (not in the air-gap edition)</source>
        <translation>{text}（エアギャップ版では使えません）</translation>
    </message>
    <message>
        <source>{threads} are fastest ({speed} tokens/s); llama.cpp&apos;s default, {default}: {usual} tokens/s</source>
        <translation>{threads} が最速（{speed} トークン/秒）、llama.cpp の既定値 {default} では {usual} トークン/秒</translation>
    </message>
    <message>
        <source>{threads} threads</source>
        <translation>{threads} スレッド</translation>
    </message>
    <message>
        <source>{threads}, llama.cpp&apos;s default, are fastest ({speed} tokens/s)</source>
        <translation>llama.cpp の既定値 {threads} が最速（{speed} トークン/秒）</translation>
    </message>
    <message>
        <source>{tokens} tokens of context</source>
        <translation>文脈 {tokens} トークン</translation>
    </message>
    <message>
        <source>“hisho licences NAME” prints the licence of one of them.</source>
        <translation>「hisho licences 名前」でライセンスの条文を表示できます。</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}（{line} 行目）</translation>
    </message>
    <message>
        <source>Tasks that cannot be used were left out: {place}: {reason}</source>
        <translation>使えないタスクを除きました：{place}：{reason}</translation>
    </message>
    <message>
        <source>not one of {allowed}</source>
        <translation>次のどれでもありません：{allowed}</translation>
    </message>
    <message>
        <source>not valid TOML</source>
        <translation>TOML の書き方が正しくありません</translation>
    </message>
    <message>
        <source>cannot be {value}</source>
        <translation>{value} は使えません</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空です</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>未知のキーです</translation>
    </message>
    <message>
        <source>not a text</source>
        <translation>文字列ではありません</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>数ではありません</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>true でも false でもありません</translation>
    </message>
    <message>
        <source>not a table</source>
        <translation>テーブルではありません</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>配列ではありません</translation>
    </message>
    <message>
        <source>not a list of texts</source>
        <translation>文字列の配列ではありません</translation>
    </message>
    <message>
        <source>not an array of tables</source>
        <translation>テーブルの配列ではありません</translation>
    </message>
    <message>
        <source>names something twice</source>
        <translation>同じものが 2 回あります</translation>
    </message>
    <message>
        <source>may consist of lower-case letters, digits and _</source>
        <translation>使えるのは英小文字・数字・_ だけです</translation>
    </message>
    <message>
        <source>not as many in one language as in the other</source>
        <translation>日本語と英語で数が違います</translation>
    </message>
    <message>
        <source>one to three, each with a name of its own</source>
        <translation>1～3 個で、名前は別々にしてください</translation>
    </message>
    <message>
        <source>two to eight different ones, for a choice alone</source>
        <translation>choice にだけ、異なるものを 2～8 個書けます</translation>
    </message>
    <message>
        <source>names a field that there is not</source>
        <translation>存在しない欄を指しています</translation>
    </message>
    <message>
        <source>does not name every field</source>
        <translation>使われていない欄があります</translation>
    </message>
    <message>
        <source>a text is too long</source>
        <translation>長すぎる文字列があります</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>UTF-8 ではありません</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>ファイルではありません</translation>
    </message>
    <message>
        <source>a link that leads to nothing here</source>
        <translation>リンク先がここにはありません</translation>
    </message>
    <message>
        <source>was there when this program was started, and is not to be seen any more</source>
        <translation>このプログラムの起動時にはありましたが、今は見えません</translation>
    </message>
    <message>
        <source>not a folder</source>
        <translation>フォルダーではありません</translation>
    </message>
    <message>
        <source>belongs to somebody who is not the administrator</source>
        <translation>管理者以外が所有しています</translation>
    </message>
    <message>
        <source>others than the administrator may write it</source>
        <translation>管理者以外が書き込めます</translation>
    </message>
    <message>
        <source>not a whole number from {0}</source>
        <translation>{0} 以上の整数ではありません</translation>
    </message>
    <message>
        <source>longer than {0} characters</source>
        <translation>{0} 文字を超えています</translation>
    </message>
    <message>
        <source>not from {0} to {1}</source>
        <translation>{0} から {1} までではありません</translation>
    </message>
    <message>
        <source>larger than {0} bytes</source>
        <translation>{0} バイトを超えています</translation>
    </message>
    <message>
        <source>more than {0} tasks</source>
        <translation>タスクが {0} 個を超えています</translation>
    </message>
    <message>
        <source>cannot be read (error {0})</source>
        <translation>読めません（エラー {0}）</translation>
    </message>
    <message>
        <source>{place}: {reason}</source>
        <translation>{place}: {reason}</translation>
    </message>
</context>
<context>
    <name>ComposerFoot</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>回答を停止</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>送信 (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>送信 (Enter)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>This message has {tokens} tokens; the limit is {limit}</source>
        <translation>このメッセージは {tokens} トークンで、上限 {limit} を超えています</translation>
    </message>
    <message>
        <source>An answer is still being written; Esc stops it</source>
        <translation>まだ回答を書いています（Esc で停止）</translation>
    </message>
    <message numerus="yes">
        <source>%n older message(s) will not be given to the model</source>
        <translation>
            <numerusform>古いメッセージ %n 件はモデルに渡しません</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionPane</name>
    <message>
        <source>Who uses the models</source>
        <translation>モデルの利用者</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>アクセストークン</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>What went over the network</source>
        <translation>ネットワーク通信の記録</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>ミラー</translation>
    </message>
    <message>
        <source>Further hosts</source>
        <translation>追加で許すホスト</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>プロキシ</translation>
    </message>
    <message>
        <source>Name for the proxy</source>
        <translation>プロキシの利用者名</translation>
    </message>
    <message>
        <source>Password for the proxy</source>
        <translation>プロキシのパスワード</translation>
    </message>
    <message>
        <source>Read token</source>
        <translation>読み取りトークン</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデルの保存先</translation>
    </message>
    <message>
        <source>Shared models</source>
        <translation>共有フォルダー</translation>
    </message>
    <message>
        <source>empty: the public hub</source>
        <translation>空欄：公開の Hub</translation>
    </message>
    <message>
        <source>empty: none</source>
        <translation>空欄：なし</translation>
    </message>
    <message>
        <source>The air-gap edition has no part that speaks to a network, so there is none to set up.</source>
        <translation>エアギャップ版にはネットワークと通信する部分がないため、設定するサーバーはありません。</translation>
    </message>
    <message>
        <source>Nothing, and nothing can: the part that speaks to a network is not installed.</source>
        <translation>記録はなく、増えることもありません。ネットワークと通信する部分はインストールされていません。</translation>
    </message>
    <message>
        <source>CA certificates</source>
        <translation>CA 証明書</translation>
    </message>
    <message>
        <source>to which the server may send one on for files</source>
        <translation>ファイルの転送先として許すホスト名</translation>
    </message>
    <message>
        <source>empty: those of the system; else a PEM file</source>
        <translation>空欄：システムの証明書（または PEM ファイル）</translation>
    </message>
    <message>
        <source>Use this proxy</source>
        <translation>このプロキシを使う</translation>
    </message>
    <message>
        <source>For models whose makers want their terms accepted. It stays in the fetcher&apos;s memory, unless you have it kept.</source>
        <translation>提供元が利用条件への同意を求めるモデルに使います。保存を選ばないかぎり、取得プログラムのメモリーだけに置かれます。</translation>
    </message>
    <message>
        <source>Keep the token in this computer&apos;s keyring</source>
        <translation>トークンをこのコンピューターのキーリングに保存する</translation>
    </message>
    <message>
        <source>The shared folder is only read; several users can have the same.</source>
        <translation>共有フォルダーは読むだけです。複数の利用者で同じものを使えます。</translation>
    </message>
    <message>
        <source>Set by the administrator</source>
        <translation>管理者による設定</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>この設定を使う</translation>
    </message>
    <message>
        <source>Move the models there…</source>
        <translation>モデルをそこへ移す…</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation>キーリングに保存済み</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>まだありません。</translation>
    </message>
    <message>
        <source>This computer names a proxy: {proxy}</source>
        <translation>このコンピューターに設定されているプロキシ：{proxy}</translation>
    </message>
    <message>
        <source>“{place}” is not an address or folder.</source>
        <translation>「{place}」はアドレスまたはフォルダーではありません。</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>New title</source>
        <translation>新しい題名</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>{title}, label: {label}</source>
        <translation>{title}、区分：{label}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨日</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>過去7日間</translation>
    </message>
    <message>
        <source>Previous 30 days</source>
        <translation>過去30日間</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
</context>
<context>
    <name>CopiesSection</name>
    <message>
        <source>Backups</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>フォルダーを選ぶ…</translation>
    </message>
    <message>
        <source>The backup was made and checked.</source>
        <translation>バックアップを作成し、内容を確かめました。</translation>
    </message>
    <message>
        <source>Made once a day and before every change of the format, encrypted as the vault is.</source>
        <translation>1日に1回と形式の変更前に、金庫と同じ暗号化で自動的に作られます。</translation>
    </message>
    <message>
        <source>They open with the passphrase or the recovery key, on another computer as well.</source>
        <translation>パスフレーズか復旧キーで、別のコンピューターでも開きます。</translation>
    </message>
    <message>
        <source>On another computer they open with the recovery key alone: the passphrase needs the keyring of this one.</source>
        <translation>パスフレーズにはこのコンピューターのキーリングも必要なため、別のコンピューターでは復旧キーだけで開きます。</translation>
    </message>
    <message>
        <source>Keep some on another disk.</source>
        <translation>別のディスクにも保管してください。</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>バックアップはまだありません。</translation>
    </message>
    <message>
        <source>In {folder}</source>
        <translation>保存先: {folder}</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>作成しています…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>今すぐバックアップ</translation>
    </message>
    <message>
        <source>{date} {time} · {size}</source>
        <translation>{date} {time} · {size}</translation>
    </message>
    <message>
        <source>{date} {time} · {size} · opens with the old passphrase or recovery key</source>
        <translation>{date} {time} · {size} · 古いパスフレーズか復旧キーで開きます</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Reading the question … {done} / {total} tokens</source>
        <translation>質問を読んでいます… {done} / {total} トークン</translation>
    </message>
    <message>
        <source>Thinking …</source>
        <translation>考えています…</translation>
    </message>
    <message>
        <source>Loading the model … {percent} %</source>
        <translation>モデルを読み込んでいます… {percent} %</translation>
    </message>
    <message>
        <source>Choose a model first, at the bottom left.</source>
        <translation>先に左下でモデルを選んでください。</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>モデルを読み込んでいます。</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Close the details</source>
        <translation>詳細を閉じる</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>詳細を閉じる（Esc）</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>利用条件</translation>
    </message>
    <message>
        <source>Which file</source>
        <translation>取得するファイル</translation>
    </message>
</context>
<context>
    <name>DetailFoot</name>
    <message>
        <source>I have read and accept the terms</source>
        <translation>利用条件を読み、同意します</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>DetailViews</name>
    <message>
        <source>On a computer with the full edition: hisho models fetch {entry}, then hisho models export. The folder is imported here.</source>
        <translation>通常版のあるコンピューターで「hisho models fetch {entry}」、続けて「hisho models export」を実行し、できたフォルダーをここで取り込みます。</translation>
    </message>
    <message>
        <source>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</source>
        <translation>ファイルのチャットテンプレートは「{own}」ですが、カタログでは「{expected}」です。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>このコンピューターでの速さ</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Pause {name}</source>
        <translation>{name} を一時停止</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>{name} を再開</translation>
    </message>
    <message>
        <source>Take {name} off this list</source>
        <translation>{name} を一覧から外す</translation>
    </message>
    <message>
        <source>Cancel {name}</source>
        <translation>{name} を取り消す</translation>
    </message>
    <message>
        <source>Throw away the {have} that were fetched?</source>
        <translation>取得済みの {have} を破棄しますか。</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>破棄する</translation>
    </message>
    <message>
        <source>Throw away {name}</source>
        <translation>{name}を破棄する</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>残す</translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation>{name}を残す</translation>
    </message>
    <message>
        <source>Use for answering</source>
        <translation>回答に使う</translation>
    </message>
    <message>
        <source>Use {name} for answering</source>
        <translation>{name}を回答に使う</translation>
    </message>
    <message>
        <source>Cancel {name}; what was fetched of it is thrown away</source>
        <translation>{name}を中止（取得した分は削除されます）</translation>
    </message>
    <message>
        <source>{have} of {size}</source>
        <translation>{have} / {size}</translation>
    </message>
    <message>
        <source>{amount} · {speed}/s · {time} left</source>
        <translation>{amount}・{speed}/秒・残り {time}</translation>
    </message>
    <message>
        <source>{amount} · next try within {time}</source>
        <translation>{amount}・待機中（{time}以内に再試行）</translation>
    </message>
    <message>
        <source>{amount} · connecting</source>
        <translation>{amount}・接続中</translation>
    </message>
    <message>
        <source>{amount} · paused</source>
        <translation>{amount}・一時停止中</translation>
    </message>
    <message>
        <source>{amount} · waiting for its turn</source>
        <translation>{amount}・順番待ち</translation>
    </message>
    <message>
        <source>{size} · verified and ready</source>
        <translation>{size}・検証済み、使えます</translation>
    </message>
    <message>
        <source>unknown time</source>
        <translation>不明</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n 時間</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DownloadsPane</name>
    <message>
        <source>Nothing is being fetched. Downloads go on while Hisho is locked.</source>
        <translation>取得中のモデルはありません。ロック中も取得は続きます。</translation>
    </message>
</context>
<context>
    <name>DrawingForm</name>
    <message>
        <source>All as the model has it</source>
        <translation>すべてモデルの標準に戻す</translation>
    </message>
    <message>
        <source>The answer ends before any of them. One a line; {mark} stands for a line break.</source>
        <translation>いずれかの文字列の直前で回答を終えます。1 行に 1 つ書きます。{mark} は改行を表します。</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Low: safe and much the same. High: varied.</source>
        <translation>低いほど手堅く、高いほど多彩になります。</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p（上位の割合）</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that make up this share.</source>
        <translation>確率の高い順に、合計がこの割合になるまでのトークンから選びます。</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k（上位の数）</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest tokens; 0: no limit.</source>
        <translation>確率の高い順に、この数のトークンから選びます。0: 制限なし。</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p（下限の割合）</translation>
    </message>
    <message>
        <source>Leaves out what has less than this share of the likeliest.</source>
        <translation>最も確率の高いトークンに対して、この割合に満たないものを除きます。</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>繰り返しペナルティ</translation>
    </message>
    <message>
        <source>Above 1: what was just said comes less often.</source>
        <translation>1 より大きいと、直前に出た語が出にくくなります。</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>存在ペナルティ</translation>
    </message>
    <message>
        <source>Above 0: turns to new words; below 0: stays with those that were said.</source>
        <translation>0 より大きいと新しい語へ移り、小さいと同じ語にとどまります。</translation>
    </message>
    <message>
        <source>DRY</source>
        <translation>DRY（反復の抑制）</translation>
    </message>
    <message>
        <source>Keeps whole passages from being repeated.</source>
        <translation>長い語句をそのまま繰り返すのを抑えます。</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>シード</translation>
    </message>
    <message>
        <source>The same number draws alike where all else is the same.</source>
        <translation>ほかの条件が同じなら、同じ番号で同じように選びます。</translation>
    </message>
    <message>
        <source>Texts that end the answer</source>
        <translation>回答を終える文字列</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON スキーマ</translation>
    </message>
    <message>
        <source>The answer becomes JSON that fits this schema.</source>
        <translation>回答がこのスキーマに合う JSON になります。</translation>
    </message>
    <message>
        <source>How answers are drawn ({count} set)</source>
        <translation>回答の引き方（{count} 件を設定）</translation>
    </message>
    <message>
        <source>How answers are drawn</source>
        <translation>回答の引き方</translation>
    </message>
    <message>
        <source>Open; press to fold it</source>
        <translation>開いています。押すと畳みます</translation>
    </message>
    <message>
        <source>Folded; press to open it</source>
        <translation>畳まれています。押すと開きます</translation>
    </message>
</context>
<context>
    <name>DryRow</name>
    <message>
        <source>By the model</source>
        <translation>モデルの標準</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message>
        <source>On</source>
        <translation>オン</translation>
    </message>
</context>
<context>
    <name>EditBanner</name>
    <message>
        <source>Edit and send again</source>
        <translation>編集して再送信</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>編集をやめる</translation>
    </message>
</context>
<context>
    <name>Edition</name>
    <message>
        <source>Full edition: models can be fetched over the network.</source>
        <translation>通常版：ネットワークからモデルを取得できます。</translation>
    </message>
    <message>
        <source>Air-gap edition: the part that speaks to a network is not installed.</source>
        <translation>エアギャップ版：ネットワークと通信する部分はインストールされていません。</translation>
    </message>
</context>
<context>
    <name>EngineFacts</name>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} トークン</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>文脈の長さ</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド数</translation>
    </message>
    <message>
        <source>Loaded in</source>
        <translation>読み込み時間</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Read at once</source>
        <translation>一度に読む量</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>文脈の記憶形式</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>フラッシュアテンション</translation>
    </message>
    <message>
        <source>File used where it lies</source>
        <translation>ファイルをそのまま使用</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} トークン/秒</translation>
    </message>
    <message>
        <source>{tokens} tokens, {reused} of them still warm</source>
        <translation>{tokens} トークン（うち {reused} は再利用）</translation>
    </message>
    <message>
        <source>{speed} tokens/s ({tokens} tokens)</source>
        <translation>{speed} トークン/秒（{tokens} トークン）</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>書く速さ</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読む速さ</translation>
    </message>
    <message>
        <source>First word after</source>
        <translation>最初の文字まで</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>質問とそれまでの会話</translation>
    </message>
    <message>
        <source>{cores}, {fast} of them fast</source>
        <translation>{cores}（うち高性能 {fast}）</translation>
    </message>
    <message>
        <source>{total}, {free} of it free before loading</source>
        <translation>{total}（読み込み前の空き {free}）</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>CPU（プロセッサー）</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>コア数</translation>
    </message>
    <message>
        <source>NUMA nodes</source>
        <translation>NUMA ノード数</translation>
    </message>
    <message>
        <source>not looked for: only the CPU was chosen</source>
        <translation>探していません（CPU のみを選択中）</translation>
    </message>
    <message>
        <source>Usable GPUs</source>
        <translation>使える GPU</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>メモリー</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>Processor&apos;s library</source>
        <translation>CPU 用ライブラリー</translation>
    </message>
    <message>
        <source>{name} · {kind} · {backend} · {size}</source>
        <translation>{name} · {kind} · {backend} · {size}</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Details of the engine</source>
        <translation>エンジンの詳細</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>詳細を閉じる</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>詳細を閉じる（Esc）</translation>
    </message>
    <message>
        <source>Where the model lies</source>
        <translation>モデルの置き場所</translation>
    </message>
    <message>
        <source>The last answers</source>
        <translation>最近の回答</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>メモリーの使われ方</translation>
    </message>
    <message>
        <source>Where it shall run</source>
        <translation>動かす場所</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>案内モデル</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>モデルを読み込んでいます。</translation>
    </message>
    <message>
        <source>No model is loaded now.</source>
        <translation>今はモデルを読み込んでいません。</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Hisho made a mistake that nobody foresaw; the log file hisho.log in the folder of the data says where.</source>
        <translation>予期しない不具合が起きました（場所はデータフォルダーのログファイル hisho.log にあります）。</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>強</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱</translation>
    </message>
    <message>
        <source>The administrator demands the protection level “{wanted}”; here it is “{found}”, so the vault stays closed; “hisho doctor” says why.</source>
        <translation>管理者が保護レベル「{wanted}」を要求していますが、このコンピューターでは「{found}」のため、金庫を開けません（理由は「hisho doctor」で確認できます）。</translation>
    </message>
    <message>
        <source>A part of Hisho could not be shut in, so it was not started.</source>
        <translation>Hishoの一部を隔離できなかったため、起動しませんでした。</translation>
    </message>
    <message>
        <source>The supervisor of Hisho ended while a part of it was starting; start Hisho again.</source>
        <translation>Hishoの一部の起動中に監督プロセスが終了したので、Hishoをもう一度起動してください。</translation>
    </message>
    <message>
        <source>The system refused the protection “{layer}” (system error {error_number}), so this part of Hisho was not started.</source>
        <translation>システムが保護「{layer}」を拒否したため（システムエラー {error_number}）、この部分は起動しませんでした。</translation>
    </message>
    <message>
        <source>The engine ended while it was loading the model; the file may be damaged or too large for this computer.</source>
        <translation>モデルの読み込み中にエンジンが終了しました（ファイルが壊れているか、このコンピューターには大きすぎるおそれがあります）。</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out; what was answered so far is kept, and you can ask again.</source>
        <translation>エンジンが強制終了されましたが（多くはメモリー不足です）、ここまでの回答は残っていて、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out, before it answered; you can ask again.</source>
        <translation>メモリーが足りなくなり、回答が始まる前にエンジンが終了しましたが、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The graphics processor failed before there was an answer; you can ask again.</source>
        <translation>回答が始まる前に GPU で障害が起きましたが、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; nothing had been answered yet.</source>
        <translation>モデルのファイルが変更されたか、読み取れなくなりました（回答はまだ始まっていませんでした）。</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out, before it answered; you can ask again.</source>
        <translation>回答が始まる前にエンジンが強制終了されましたが（多くはメモリー不足です）、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error before it answered; you can ask again.</source>
        <translation>回答が始まる前にエンジンが異常を見つけて停止しましたが、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly before it answered; you can ask again.</source>
        <translation>回答が始まる前にエンジンが予期せず終了しましたが、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; what was answered so far is kept.</source>
        <translation>モデルのファイルが変更されたか、読み取れなくなりましたが、ここまでの回答は残っています。</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error; what was answered so far is kept, and you can ask again.</source>
        <translation>エンジンが異常を見つけて停止しましたが、ここまでの回答は残っていて、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly; what was answered so far is kept, and you can ask again.</source>
        <translation>エンジンが予期せず終了しましたが、ここまでの回答は残っていて、もう一度質問できます。</translation>
    </message>
    <message>
        <source>There was not enough memory to load the model; close other programs or choose a smaller model.</source>
        <translation>モデルを読み込むためのメモリーが足りないので、ほかのプログラムを終了するか、より小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>The graphics processor failed while the model was being loaded; let the processor compute this model.</source>
        <translation>モデルの読み込み中に GPU で障害が起きたので、このモデルは CPU で動かしてください。</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out; what was answered so far is kept, and you can ask again.</source>
        <translation>メモリーが足りなくなったためエンジンが終了しましたが、そこまでの回答は保存されており、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The graphics processor failed; what was answered so far is kept, and you can ask again.</source>
        <translation>GPU で障害が起きましたが、そこまでの回答は保存されており、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out; nothing is kept of this answer.</source>
        <translation>メモリーが足りなくなったためエンジンが終了し、この回答は残っていません。</translation>
    </message>
    <message>
        <source>The graphics processor failed; nothing is kept of this answer.</source>
        <translation>GPU で障害が起き、この回答は残っていません。</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; nothing is kept of this answer.</source>
        <translation>モデルのファイルが変更されたか、読み取れなくなり、この回答は残っていません。</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out; nothing is kept of this answer.</source>
        <translation>メモリー不足などでエンジンが強制終了されました（この回答は保存されていません）。</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error; nothing is kept of this answer.</source>
        <translation>エンジンがエラーのため自ら停止しました（この回答は保存されていません）。</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly; nothing is kept of this answer.</source>
        <translation>エンジンが予期せず終了しました（この回答は保存されていません）。</translation>
    </message>
    <message>
        <source>The engine made no progress in loading the model for {seconds} seconds and was ended.</source>
        <translation>モデルの読み込みが{seconds}秒間進まなかったため、エンジンを終了しました。</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended before it answered; you can ask again.</source>
        <translation>エンジンが{seconds}秒間進まず、回答が始まる前に終了させましたが、もう一度質問できます。</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended; nothing is kept of this answer.</source>
        <translation>エンジンが {seconds} 秒間まったく進まなかったため終了させました（この回答は保存されていません）。</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended; what was answered so far is kept, and you can ask again.</source>
        <translation>エンジンが{seconds}秒間進まなかったため終了しましたが、ここまでの回答は残っていて、もう一度質問できます。</translation>
    </message>
    <message>
        <source>An answer can follow a grammar or a JSON schema, not both at once.</source>
        <translation>回答の形式には、文法か JSON スキーマのどちらか一方だけを指定できます。</translation>
    </message>
    <message>
        <source>The grammar for the answer is too large.</source>
        <translation>回答の形式を決める文法が大きすぎます。</translation>
    </message>
    <message>
        <source>The JSON schema for the answer uses “{keyword}” in a way that Hisho does not know.</source>
        <translation>回答の形式を決める JSON スキーマにある「{keyword}」の使い方に、Hisho は対応していません。</translation>
    </message>
    <message>
        <source>What was to be the JSON schema for the answer is none.</source>
        <translation>回答の形式として指定されたものは、JSON スキーマではありません。</translation>
    </message>
    <message>
        <source>The grammar for the answer is not written correctly.</source>
        <translation>回答の形式を決める文法の書き方が正しくありません。</translation>
    </message>
    <message>
        <source>The model could not be asked.</source>
        <translation>モデルに質問できませんでした。</translation>
    </message>
    <message>
        <source>The engine said something that Hisho does not understand ({reason}), so it is not trusted any further.</source>
        <translation>エンジンから理解できない応答（{reason}）があったため、このエンジンはもう使いません。</translation>
    </message>
    <message>
        <source>The model “{name}” cannot be loaded.</source>
        <translation>モデル「{name}」を読み込めません。</translation>
    </message>
    <message>
        <source>“{name}” is not a model file in GGUF format.</source>
        <translation>「{name}」はGGUF形式のモデルファイルではありません。</translation>
    </message>
    <message>
        <source>The model file “{name}” is cut off: it has {size} of at least {expected_size}.</source>
        <translation>モデルファイル「{name}」は途中で切れています（{expected_size}以上のはずが{size}しかありません）。</translation>
    </message>
    <message>
        <source>The model “{name}” has the architecture “{architecture}”, which this version of the engine does not know.</source>
        <translation>モデル「{name}」のアーキテクチャ「{architecture}」は、このバージョンのエンジンでは使えません。</translation>
    </message>
    <message>
        <source>Models of the architecture “{architecture}” such as “{name}” are not loaded: this version of the engine loses the order of the words in them, and answers would be fluent and wrong.</source>
        <translation>「{name}」のような「{architecture}」のモデルは、このバージョンのエンジンでは語の順序が失われ、流暢でも誤った答えになるため、読み込みません。</translation>
    </message>
    <message>
        <source>The model file “{name}” is damaged or contradicts itself ({reason}).</source>
        <translation>モデルファイル「{name}」は壊れているか、内容に矛盾があります（{reason}）。</translation>
    </message>
    <message>
        <source>There is not enough memory to load “{name}” with a context of {context_length} tokens.</source>
        <translation>「{name}」を{context_length}トークンの文脈で読み込むには、メモリーが足りません。</translation>
    </message>
    <message>
        <source>The model “{name}” has no chat template, so Hisho cannot talk with it; choose a model made for chat.</source>
        <translation>モデル「{name}」にはチャットテンプレートがなく会話できないので、チャット用のモデルを選んでください。</translation>
    </message>
    <message>
        <source>The chat template of the model “{name}” does not work, so it cannot be used for a chat.</source>
        <translation>モデル「{name}」のチャットテンプレートが正しく動かないため、会話に使えません。</translation>
    </message>
    <message>
        <source>This message is too long: it has {tokens} tokens, and the model takes {limit}.</source>
        <translation>このメッセージは長すぎます（{tokens}トークン、モデルの上限は{limit}トークン）。</translation>
    </message>
    <message>
        <source>The model “{name}” is made for searching and cannot answer; choose a model made for chat.</source>
        <translation>モデル「{name}」は検索用で回答はできないので、チャット用のモデルを選んでください。</translation>
    </message>
    <message>
        <source>The model “{name}” is made for answering and cannot be used for searching.</source>
        <translation>モデル「{name}」は回答用のため、検索には使えません。</translation>
    </message>
    <message>
        <source>The work was stopped before it was done.</source>
        <translation>処理は完了する前に中止されました。</translation>
    </message>
    <message>
        <source>The engine could not go on with the answer (code {result}).</source>
        <translation>エンジンが回答を続けられませんでした（コード {result}）。</translation>
    </message>
    <message>
        <source>There is not enough memory for the model; close other programs or choose a smaller model.</source>
        <translation>モデルに使うメモリーが足りないので、ほかのプログラムを閉じるか、小さいモデルを選んでください。</translation>
    </message>
    <message>
        <source>A graphics processor failed while it worked on the model “{name}”.</source>
        <translation>モデル「{name}」の処理中に GPU で障害が起きました。</translation>
    </message>
    <message>
        <source>The file “{name}” changed while it was read; wait until it is complete and open it again.</source>
        <translation>ファイル「{name}」が読み込み中に変わったので、完成してからもう一度開いてください。</translation>
    </message>
    <message>
        <source>The file “{name}” cannot be read (system error {error_number}).</source>
        <translation>ファイル「{name}」を読み込めません（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>Something went wrong with the models on this computer.</source>
        <translation>このコンピューターのモデルについて問題が起きました。</translation>
    </message>
    <message>
        <source>“{name}” is no model file that can be used.</source>
        <translation>「{name}」は使えるモデルファイルではありません。</translation>
    </message>
    <message>
        <source>No model on this computer is called “{wanted}”, or more than one is.</source>
        <translation>このコンピューターに「{wanted}」というモデルはないか、複数あります。</translation>
    </message>
    <message>
        <source>Something is wrong with the list of models.</source>
        <translation>モデルの一覧に問題があります。</translation>
    </message>
    <message>
        <source>The list of models {path} is damaged or of a newer version of Hisho; it was left as it is.</source>
        <translation>モデルの一覧 {path} は壊れているか、新しいバージョンのHishoのものなので、そのまま残しました。</translation>
    </message>
    <message>
        <source>The list of models cannot be saved: the disk is full ({path}).</source>
        <translation>ディスクの空きがないため、モデルの一覧を保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The list of models cannot be saved: the disk is read-only ({path}).</source>
        <translation>ディスクが読み取り専用のため、モデルの一覧を保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The list of models cannot be saved in {path} (system error {error_number}).</source>
        <translation>モデルの一覧を {path} に保存できません（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>This model is not registered any more; open its file again.</source>
        <translation>このモデルは登録されていないので、ファイルをもう一度開いてください。</translation>
    </message>
    <message>
        <source>The model&apos;s file is not where it was; put it back or open it again.</source>
        <translation>モデルのファイルが元の場所にないので、戻すか、もう一度開いてください。</translation>
    </message>
    <message>
        <source>The model&apos;s file has changed since it was registered; open it again to have it checked.</source>
        <translation>モデルのファイルが登録後に変わったので、もう一度開いて確認してください。</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow this model.</source>
        <translation>このコンピューターの管理者が、このモデルの利用を許可していません。</translation>
    </message>
    <message>
        <source>The system could not start the engine; restart the computer if this happens again.</source>
        <translation>システムがエンジンを起動できませんでした（続くようなら、コンピューターを再起動してください）。</translation>
    </message>
    <message>
        <source>No file can have this name: {path}.</source>
        <translation>この名前のファイルは作れません：{path}。</translation>
    </message>
    <message>
        <source>Hisho writes only files whose names end in .md, .txt, .json, .jsonl or .html.</source>
        <translation>Hishoが書き出せるのは、名前が .md、.txt、.json、.jsonl、.html で終わるファイルだけです。</translation>
    </message>
    <message>
        <source>Hisho writes nothing into hidden folders or files, whose names begin with a dot.</source>
        <translation>Hishoは、名前がドットで始まる隠しフォルダーや隠しファイルには書き出しません。</translation>
    </message>
    <message>
        <source>Hisho writes through no link; choose the folder or file itself ({path}).</source>
        <translation>Hishoはリンクを通して書き出さないため、リンク先のフォルダーまたはファイルを直接選んでください（{path}）。</translation>
    </message>
    <message>
        <source>Hisho writes nothing for you into its own folders; choose another one.</source>
        <translation>Hisho自身のフォルダーには書き出せないため、別のフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>The folder of {path} is not there any more.</source>
        <translation>{path} のフォルダーが見つかりません。</translation>
    </message>
    <message>
        <source>Something that is no file has the name {path}.</source>
        <translation>{path} という名前の、ファイルではないものがあります。</translation>
    </message>
    <message>
        <source>Meanwhile there is a file {path}; it was left as it is.</source>
        <translation>すでにファイル {path} があるため、そのまま残しました。</translation>
    </message>
    <message>
        <source>The folder of {path} carries on what is put there; nothing was written.</source>
        <translation>{path} のフォルダーは中身を外部へ送るため、何も書き込みませんでした。</translation>
    </message>
    <message>
        <source>Other files are still being written; try again when they are done.</source>
        <translation>ほかのファイルを書き出しているので、終わってからもう一度お試しください。</translation>
    </message>
    <message>
        <source>The file {path} could not be finished; nothing of it was kept.</source>
        <translation>ファイル {path} を書き終えられず、途中のものは残していません。</translation>
    </message>
    <message>
        <source>The disk is full; nothing of {path} was kept.</source>
        <translation>ディスクがいっぱいで書き出せず、{path} は途中のものも残していません。</translation>
    </message>
    <message>
        <source>The disk is read-only, so {path} could not be written.</source>
        <translation>ディスクが読み取り専用のため、{path} を書き出せませんでした。</translation>
    </message>
    <message>
        <source>The system did not let {path} be written (system error {error_number}); nothing was kept.</source>
        <translation>システムが {path} への書き出しを許さなかったため（システムエラー {error_number}）、途中のものも残していません。</translation>
    </message>
    <message>
        <source>The licence “{licence}” ({page}) has to be accepted first, with hisho models import --reference --accept-licence {path}.</source>
        <translation>ライセンス「{licence}」（{page}）に同意するには、hisho models import --reference --accept-licence {path} を実行してください。</translation>
    </message>
    <message>
        <source>The licence “{licence}” has to be accepted first, with hisho models import --reference --accept-licence {path}.</source>
        <translation>ライセンス「{licence}」に同意するには、hisho models import --reference --accept-licence {path} を実行してください。</translation>
    </message>
    <message>
        <source>The disk is full, so nothing could be saved.</source>
        <translation>ディスクの空きがないため、保存できませんでした。</translation>
    </message>
    <message>
        <source>The disk is read-only, so nothing could be saved.</source>
        <translation>ディスクが読み取り専用のため、保存できませんでした。</translation>
    </message>
    <message>
        <source>The system does not allow Hisho to use this file or folder.</source>
        <translation>システムが、このファイルやフォルダーの使用を許可していません。</translation>
    </message>
    <message>
        <source>A file or folder that is needed is not there.</source>
        <translation>必要なファイルまたはフォルダーがありません。</translation>
    </message>
    <message>
        <source>The stream that Hisho should read or write is closed.</source>
        <translation>Hisho が読み書きするはずのストリームが閉じられています。</translation>
    </message>
    <message>
        <source>This computer has no memory left.</source>
        <translation>このコンピューターのメモリーに空きがありません。</translation>
    </message>
    <message>
        <source>The system refused something that Hisho needs (system error {error_number}).</source>
        <translation>Hishoに必要な操作をシステムが拒否しました（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>Something went wrong that Hisho knows of but has no words for.</source>
        <translation>Hishoが把握している問題が起きましたが、説明がありません。</translation>
    </message>
    <message>
        <source>The settings cannot be saved: the disk is full ({path}).</source>
        <translation>ディスクの空きがないため、設定を保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The settings cannot be saved: the disk is read-only ({path}).</source>
        <translation>ディスクが読み取り専用のため、設定を保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {path} (system error {error_number}).</source>
        <translation>設定を {path} に保存できません（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept: the disk is full ({path}).</source>
        <translation>このモデルについての選択は今は有効ですが、ディスクの空きがないため保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept: the disk is read-only ({path}).</source>
        <translation>このモデルについての選択は今は有効ですが、ディスクが読み取り専用のため保存できません（{path}）。</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept in {path} (system error {error_number}).</source>
        <translation>このモデルについての選択は今は有効ですが、{path}に保存できません（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>Two parts of Hisho could not talk with each other.</source>
        <translation>Hishoの内部の通信に失敗しました。</translation>
    </message>
    <message>
        <source>Another part of Hisho has ended.</source>
        <translation>Hishoのほかの部分が終了しました。</translation>
    </message>
    <message>
        <source>A part of Hisho sent something that is no message of ours ({reason}).</source>
        <translation>Hishoの一部から、正しくない形式の通信が届きました（{reason}）。</translation>
    </message>
    <message>
        <source>This is too much at once: it takes {size}, and at most {limit_bytes} can be handed over.</source>
        <translation>一度に渡すには大きすぎます（{size}、上限は {limit_bytes}）。</translation>
    </message>
    <message>
        <source>A part of Hisho said something that the other does not understand ({reason}).</source>
        <translation>Hisho の部品が、ほかの部品に分からないことを伝えました（{reason}）。</translation>
    </message>
    <message>
        <source>Hisho could not reach its own supervisor.</source>
        <translation>Hishoの監督プロセスと通信できません。</translation>
    </message>
    <message>
        <source>The supervisor of Hisho has ended; start Hisho again.</source>
        <translation>Hishoの監督プロセスが終了したので、Hishoをもう一度起動してください。</translation>
    </message>
    <message>
        <source>A part of Hisho asked its supervisor for something that does not exist.</source>
        <translation>Hishoの一部が、監督プロセスにない操作を求めました。</translation>
    </message>
    <message>
        <source>This task is not there any more.</source>
        <translation>このタスクはもうありません。</translation>
    </message>
    <message>
        <source>Something is wrong with this conversation.</source>
        <translation>この会話に問題があります。</translation>
    </message>
    <message>
        <source>This conversation or message does not exist any more.</source>
        <translation>この会話またはメッセージは、もうありません。</translation>
    </message>
    <message>
        <source>This command cannot be carried out.</source>
        <translation>このコマンドは実行できません。</translation>
    </message>
    <message>
        <source>There is no question: give a text, or - to read it.</source>
        <translation>質問がないので、文を書くか、- で標準入力から渡してください。</translation>
    </message>
    <message>
        <source>The question is too long: it has {size}, and at most {limit_bytes} are read.</source>
        <translation>質問が長すぎます（{size}、読み取れるのは {limit_bytes} まで）。</translation>
    </message>
    <message>
        <source>Standard output is closed, so there is nowhere to write an answer.</source>
        <translation>標準出力が閉じられているため、回答を書き出す先がありません。</translation>
    </message>
    <message>
        <source>Whether {path} may be used under its licence “{licence}” depends on who uses it; say so first: hisho models usage company|research|personal.</source>
        <translation>{path}をライセンス「{licence}」のもとで使えるかどうかは利用者の種類によるため、先に hisho models usage company|research|personal で指定してください。</translation>
    </message>
    <message>
        <source>“{wanted}” is neither a file nor exactly one of the registered models.</source>
        <translation>「{wanted}」というファイルはなく、登録済みのモデルの中から1つに決めることもできません。</translation>
    </message>
    <message>
        <source>The engine knows no device “{wanted}” here; hisho doctor lists those that there are.</source>
        <translation>装置「{wanted}」はこのコンピューターで使えないので、使える装置を hisho doctor で確かめてください。</translation>
    </message>
    <message>
        <source>“{path}” cannot be read as a JSON schema or a grammar.</source>
        <translation>「{path}」を JSON スキーマまたは文法として読み取れません。</translation>
    </message>
    <message>
        <source>The vault needs its passphrase: run this in a terminal, or hand it over with --passphrase-fd.</source>
        <translation>金庫のパスフレーズが必要なので、端末で実行するか、--passphrase-fd で渡してください。</translation>
    </message>
    <message>
        <source>Your administrator demands a passphrase of at least {least} characters.</source>
        <translation>管理者の設定により、パスフレーズは {least} 文字以上にしてください。</translation>
    </message>
    <message>
        <source>The recovery key is shown on a terminal only, so that no file keeps it.</source>
        <translation>復旧キーはファイルに残らないよう、端末の画面にだけ表示します。</translation>
    </message>
    <message>
        <source>No line of text in UTF-8 could be read from the descriptor {descriptor}.</source>
        <translation>ディスクリプター {descriptor} から、UTF-8の文字列を読み取れませんでした。</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>2つのパスフレーズが一致しません。</translation>
    </message>
    <message>
        <source>The vault&apos;s file vault.json is damaged; restore a backup or repair the vault, nothing was changed.</source>
        <translation>金庫のファイル vault.json が壊れているため、バックアップを復元するか、金庫を修復してください（何も変えていません）。</translation>
    </message>
    <message>
        <source>The vault&apos;s database is damaged; restore a backup, or repair the vault to save what can be read; nothing was changed.</source>
        <translation>金庫のデータベースが壊れているため、バックアップを復元するか、金庫を修復して読めるものを救ってください（何も変えていません）。</translation>
    </message>
    <message>
        <source>{path} is a file where Hisho would have a folder of its own, so it was left alone.</source>
        <translation>{path} は、Hisho が自分のフォルダーを置く場所にあるファイルなので、手を触れませんでした。</translation>
    </message>
    <message>
        <source>The system does not allow Hisho to read {path}, so it cannot tell whether there is a vault; nothing was changed.</source>
        <translation>システムが {path} の読み取りを許可しないため、金庫があるかどうか分かりません（何も変更していません）。</translation>
    </message>
    <message>
        <source>{path} cannot be read (system error {error_number}); nothing of the vault was changed.</source>
        <translation>{path} を読み取れませんでした（システムエラー {error_number}）が、金庫には手を触れていません。</translation>
    </message>
    <message>
        <source>Group {group} of the recovery key is mistyped.</source>
        <translation>復旧キーの{group}番目のグループに打ち間違いがあります。</translation>
    </message>
    <message>
        <source>This recovery key does not open the vault.</source>
        <translation>この復旧キーでは金庫を開けません。</translation>
    </message>
    <message>
        <source>This vault has no passphrase, so it cannot be locked; set one in the settings.</source>
        <translation>この金庫にはパスフレーズがなくロックできないので、設定でパスフレーズを決めてください。</translation>
    </message>
    <message>
        <source>This vault was not made to be opened by this computer&apos;s keyring.</source>
        <translation>この金庫は、このコンピューターのキーリングで開くようにはなっていません。</translation>
    </message>
    <message>
        <source>This vault cannot be opened in this way.</source>
        <translation>この金庫は、この方法では開けません。</translation>
    </message>
    <message>
        <source>The keyring of this computer is of a kind that Hisho does not trust with a key.</source>
        <translation>このコンピューターのキーリングは、鍵を預けてよい種類のものではありません。</translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer.</source>
        <translation>このコンピューターのキーリングが応答しません。</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key as it was given.</source>
        <translation>このコンピューターのキーリングに、鍵が正しく保存されませんでした。</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used.</source>
        <translation>このコンピューターには使えるキーリングがありません。</translation>
    </message>
    <message>
        <source>The vault could not be written (system error {error_number}); what was saved before is kept.</source>
        <translation>金庫に書き込めませんでしたが（システムエラー {error_number}）、それまでの内容は残っています。</translation>
    </message>
    <message>
        <source>The vault could not be written; what was saved before is kept.</source>
        <translation>金庫に書き込めませんでしたが、それまでの内容は残っています。</translation>
    </message>
    <message>
        <source>Something is wrong with the vault.</source>
        <translation>金庫に問題があります。</translation>
    </message>
    <message>
        <source>There is no vault here yet.</source>
        <translation>ここにはまだ金庫がありません。</translation>
    </message>
    <message>
        <source>The folder {folder} holds something that is not Hisho&apos;s, so nothing in it was touched.</source>
        <translation>フォルダー {folder} にはHisho以外のものがあるため、何も変更していません。</translation>
    </message>
    <message>
        <source>This vault was written by a newer version of Hisho (format {found}, this one knows up to {known}); update Hisho to open it.</source>
        <translation>この金庫は新しいバージョンのHishoで作られているので（形式 {found}、このバージョンは {known} まで）、Hishoを更新してください。</translation>
    </message>
    <message>
        <source>Another Hisho has the vault open; close it or use that one.</source>
        <translation>別のHishoがこの金庫を開いているので、それを閉じるか、そちらを使ってください。</translation>
    </message>
    <message>
        <source>The vault cannot be written because the disk is read-only.</source>
        <translation>ディスクが読み取り専用のため、金庫に書き込めません。</translation>
    </message>
    <message>
        <source>The disk is full; what was saved before is kept, free some space and try again.</source>
        <translation>ディスクの空きがありませんが、それまでの内容は残っているので、空きを作ってもう一度お試しください。</translation>
    </message>
    <message>
        <source>There is not enough memory to check the passphrase: {needed_bytes} are needed; close other programs and try again.</source>
        <translation>パスフレーズの照合に必要なメモリー（{needed_bytes}）が足りないので、ほかのプログラムを終了してから、もう一度試してください。</translation>
    </message>
    <message>
        <source>This does not open the vault.</source>
        <translation>これでは金庫を開けません。</translation>
    </message>
    <message>
        <source>This is not the passphrase of the vault.</source>
        <translation>金庫のパスフレーズが違います。</translation>
    </message>
    <message>
        <source>This is not the escrow key that the vault was sealed to.</source>
        <translation>この金庫を封じたエスクロー鍵ではありません。</translation>
    </message>
    <message>
        <source>That was wrong several times; wait {seconds} s before the next attempt.</source>
        <translation>続けて間違えたため、次に試せるまで {seconds} 秒お待ちください。</translation>
    </message>
    <message>
        <source>This is no escrow key: an X25519 key is needed, as a PEM file without a password.</source>
        <translation>これはエスクロー鍵ではないため、パスワードのないPEM形式のX25519鍵を指定してください。</translation>
    </message>
    <message>
        <source>This way in has to stay; add another one first, or ask your administrator.</source>
        <translation>この開け方は残す必要があるため、先に別の開け方を追加するか、管理者にご相談ください。</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow this way in.</source>
        <translation>このコンピューターの管理者が、この開け方を許可していません。</translation>
    </message>
    <message>
        <source>Something is wrong with this computer&apos;s keyring.</source>
        <translation>このコンピューターのキーリングに問題があります。</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked; unlock it, or use the recovery key, or the passphrase where that opens the vault alone.</source>
        <translation>このコンピューターのキーリングがロックされているため、解除するか、復旧キー（またはそれだけで金庫を開けるパスフレーズ）を使ってください。</translation>
    </message>
    <message>
        <source>The keyring of this computer has lost the key of this vault; use the recovery key, or the passphrase where that opens the vault alone.</source>
        <translation>このコンピューターのキーリングからこの金庫の鍵が失われているため、復旧キー（またはそれだけで金庫を開けるパスフレーズ）を使ってください。</translation>
    </message>
    <message>
        <source>The vault is locked; enter the passphrase or the recovery key.</source>
        <translation>金庫はロックされているため、パスフレーズか復旧キーを入力してください。</translation>
    </message>
    <message>
        <source>The catalogue “{name}” is malformed in line {line} ({reason}); install Hisho again.</source>
        <translation>カタログ「{name}」の{line}行目に誤りがあるので（{reason}）、Hishoをインストールし直してください。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here.</source>
        <translation>モデル「{model}」はここでは使えません。</translation>
    </message>
    <message>
        <source>Whether the model “{model}” may be used under its licence “{licence}” depends on who uses it: say so first under “Models”, “Settings”.</source>
        <translation>モデル「{model}」をライセンス「{licence}」のもとで使えるかどうかは利用者の種類によるため、先に「モデル」の「設定」で選んでください。</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow the model “{model}” to be used.</source>
        <translation>このコンピューターの管理者が許可していないため、モデル「{model}」は使えません。</translation>
    </message>
    <message>
        <source>The model “{model}” is not used: this version of the engine loses the order of the words in models of its kind, and answers would be fluent and wrong.</source>
        <translation>このバージョンのエンジンでは、この種類のモデルは語の順序が失われ、流暢でも誤った答えになるため、モデル「{model}」は使いません。</translation>
    </message>
    <message>
        <source>The model “{model}” is not used: models of its kind write by diffusion, another method, which the engine does not know.</source>
        <translation>この種類のモデルは拡散型という、エンジンの知らない別の方式で文を作るため、モデル「{model}」は使いません。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: commercial use of it is not allowed.</source>
        <translation>商用利用が認められていないため、モデル「{model}」はここでは使えません。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here without its maker&apos;s permission: its licence “{licence}” has a limit on yearly revenue.</source>
        <translation>ライセンス「{licence}」に年間売上高の上限があるため、モデル「{model}」は提供元の許諾なしにここでは使えません。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here as it is: its maker asks to be contacted before commercial use.</source>
        <translation>提供元が商用利用の前に連絡するよう求めているため、モデル「{model}」はここではそのまま使えません。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: nobody at Hisho has read its licence.</source>
        <translation>利用条件をHishoでは確認していないため、モデル「{model}」はここでは使えません。</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: there is a known reason against it.</source>
        <translation>使えない理由が知られているため、モデル「{model}」はここでは使えません。</translation>
    </message>
    <message>
        <source>The server {place} wants no further request before {again_at}.</source>
        <translation>サーバー{place}が、{again_at}まで次の要求を控えるよう求めています。</translation>
    </message>
    <message>
        <source>The server {place} has had too many requests; try again later.</source>
        <translation>サーバー{place}への要求が多すぎるため、しばらくしてから試してください。</translation>
    </message>
    <message>
        <source>The licence “{licence}” of the model “{model}” has to be accepted first.</source>
        <translation>モデル「{model}」を使うには、先にライセンス「{licence}」に同意してください。</translation>
    </message>
    <message>
        <source>Something went wrong with the server of models ({place}).</source>
        <translation>モデルのサーバー（{place}）で問題が起きました。</translation>
    </message>
    <message>
        <source>The network is switched off for Hisho on this computer, so nothing was fetched from {place}.</source>
        <translation>このコンピューターではHishoのネットワーク利用が止められているため、{place}からは何も取得しませんでした。</translation>
    </message>
    <message>
        <source>This is the air-gap edition, without the part that speaks to a network, so “hisho models {command}” is not in it; models are imported from files.</source>
        <translation>これはネットワークと通信する部分のないエアギャップ版のため「hisho models {command}」は使えません（モデルはファイルから取り込みます）。</translation>
    </message>
    <message>
        <source>The administrator allows models of the catalogue alone, so {place} was not asked for anything.</source>
        <translation>管理者がカタログのモデルだけを許可しているため、{place} には問い合わせませんでした。</translation>
    </message>
    <message>
        <source>The server {place} cannot be reached or broke off ({reason}); what was fetched so far is kept.</source>
        <translation>サーバー{place}に接続できないか、途中で切れました（{reason}、取得済みの部分は残っています）。</translation>
    </message>
    <message>
        <source>Nobody whom this computer trusts vouches for {place}; a company&apos;s own certificate can be named in the settings.</source>
        <translation>{place}の証明書をこのコンピューターは信頼していません（会社独自の証明書は設定で指定できます）。</translation>
    </message>
    <message>
        <source>The proxy {place} did not let Hisho through (status {status}); check its address, name and password.</source>
        <translation>プロキシ{place}を通れないので（状態{status}）、アドレスとユーザー名、パスワードを確認してください。</translation>
    </message>
    <message>
        <source>The server sent Hisho on to {place}, which is not on the list of permitted servers, so the connection was refused.</source>
        <translation>許可されていない接続先{place}への転送だったため、接続しませんでした。</translation>
    </message>
    <message>
        <source>There is no repository “{place}”, or it does not show itself without an access token.</source>
        <translation>リポジトリ「{place}」は存在しないか、アクセストークンなしでは見えません。</translation>
    </message>
    <message>
        <source>The maker of “{place}” wants its terms accepted at {page} and an access token.</source>
        <translation>「{place}」を使うには、{page}で条件に同意し、アクセストークンを入力してください。</translation>
    </message>
    <message>
        <source>The server {place} does not take the access token.</source>
        <translation>サーバー{place}がアクセストークンを受け付けませんでした。</translation>
    </message>
    <message>
        <source>The repository “{place}” does not have this version any more.</source>
        <translation>リポジトリ「{place}」にこの版はありません。</translation>
    </message>
    <message>
        <source>The file “{file_name}” is not in the repository “{place}”.</source>
        <translation>ファイル「{file_name}」はリポジトリ「{place}」にありません。</translation>
    </message>
    <message>
        <source>The server {place} gave an answer that no server of models gives ({reason}).</source>
        <translation>サーバー{place}の応答は、モデルのサーバーのものではありません（{reason}）。</translation>
    </message>
    <message>
        <source>The name “{place}” cannot be used for a repository, a file or an address.</source>
        <translation>「{place}」は、リポジトリやファイル、アドレスの名前として使えません。</translation>
    </message>
    <message>
        <source>The file “{name}” could not be fetched.</source>
        <translation>ファイル「{name}」を取得できませんでした。</translation>
    </message>
    <message>
        <source>The file “{name}” has another size than declared ({size} instead of {expected_size}), so it was not taken.</source>
        <translation>ファイル「{name}」の大きさが公表値と違うため（{expected_size}のはずが{size}）、取り込みませんでした。</translation>
    </message>
    <message>
        <source>The file “{name}” is not the one that was declared (its SHA-256 differs), so it was thrown away.</source>
        <translation>ファイル「{name}」のSHA-256が公表値と一致しないため、破棄しました。</translation>
    </message>
    <message>
        <source>The server now declares another file “{name}” than the catalogue knows, so it was not fetched.</source>
        <translation>サーバーのファイル「{name}」がカタログの登録内容と変わっているため、取得しませんでした。</translation>
    </message>
    <message>
        <source>There is not enough room for “{name}”: {needed_bytes} more are needed and {free_bytes} are free; what was fetched so far is kept.</source>
        <translation>「{name}」の空き容量が足りません（あと{needed_bytes}必要、空きは{free_bytes}、取得済みの部分は残っています）。</translation>
    </message>
    <message>
        <source>The folder of models cannot be written, so “{name}” was not saved (system error {error_number}).</source>
        <translation>モデルのフォルダーに書き込めないため、「{name}」を保存できませんでした（システムエラー{error_number}）。</translation>
    </message>
    <message>
        <source>“{name}” is being fetched already by another window or command.</source>
        <translation>「{name}」は別のウィンドウまたはコマンドが取得中です。</translation>
    </message>
    <message>
        <source>“{name}” is still being fetched into this folder; finish or cancel the downloads first.</source>
        <translation>このフォルダーへ「{name}」を取得中のため、先に取得を終えるか取り消してください。</translation>
    </message>
    <message>
        <source>Fetching “{name}” was stopped; what was fetched so far is kept.</source>
        <translation>「{name}」の取得を中断しましたが、取得済みの部分は残っています。</translation>
    </message>
    <message>
        <source>The bundle “{name}” cannot be used.</source>
        <translation>バンドル「{name}」は使えません。</translation>
    </message>
    <message>
        <source>The list of contents of the bundle “{name}” is missing or cannot be used ({reason}).</source>
        <translation>バンドル「{name}」の目録がないか、使えません（{reason}）。</translation>
    </message>
    <message>
        <source>The part “{name}” of the bundle is missing or damaged ({reason}); copy it again.</source>
        <translation>バンドルの部分「{name}」がないか、壊れているので（{reason}）、もう一度コピーしてください。</translation>
    </message>
    <message>
        <source>The signature of the bundle “{name}” is missing or not by the expected key ({reason}).</source>
        <translation>バンドル「{name}」の署名がないか、期待した鍵のものではありません（{reason}）。</translation>
    </message>
    <message>
        <source>Something is wrong with a backup in {folder}.</source>
        <translation>{folder} にあるバックアップに問題があります。</translation>
    </message>
    <message>
        <source>There is no backup of Hisho in {folder}.</source>
        <translation>{folder} に Hisho のバックアップはありません。</translation>
    </message>
    <message>
        <source>The backup in {folder} is damaged, so it was not used; the others are kept.</source>
        <translation>{folder} のバックアップは壊れているため、使いませんでした（ほかのバックアップはそのままです）。</translation>
    </message>
    <message>
        <source>There is not enough room for a backup in {folder}: it needs {needed_bytes}, and {free_bytes} are free; earlier backups are kept.</source>
        <translation>{folder} にバックアップを置く空きが足りません（必要な容量は {needed_bytes}、空きは {free_bytes}、以前のバックアップはそのままです）。</translation>
    </message>
    <message>
        <source>This was ended before its time; nothing was changed.</source>
        <translation>途中で終えたため、何も変えていません。</translation>
    </message>
    <message>
        <source>This is no file of conversations that Hisho has written.</source>
        <translation>これはHishoが書き出した会話のファイルではありません。</translation>
    </message>
    <message>
        <source>The file is damaged or no JSON; nothing was taken in (at {place}).</source>
        <translation>ファイルが壊れているかJSONではないため、何も取り込みませんでした（{place}）。</translation>
    </message>
    <message>
        <source>The file lacks a part or has one that does not belong; nothing was taken in ({place}).</source>
        <translation>ファイルに足りない項目か余分な項目があるため、何も取り込みませんでした（{place}）。</translation>
    </message>
    <message>
        <source>The file has too many entries; nothing was taken in ({place}).</source>
        <translation>ファイルの件数が多すぎるため、何も取り込みませんでした（{place}）。</translation>
    </message>
    <message>
        <source>A text of the file is too long; nothing was taken in ({place}).</source>
        <translation>ファイルに長すぎる文章があるため、何も取り込みませんでした（{place}）。</translation>
    </message>
    <message>
        <source>The file has a value that cannot be; nothing was taken in ({place}).</source>
        <translation>ファイルにありえない値があるため、何も取り込みませんでした（{place}）。</translation>
    </message>
    <message>
        <source>Conversations could not be given out or taken in.</source>
        <translation>会話の書き出しまたは取り込みができませんでした。</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow exports.</source>
        <translation>このコンピューターの管理者の設定により書き出せません。</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow exports into such a folder ({folder}).</source>
        <translation>このコンピューターの管理者の設定により、このフォルダーには書き出せません（{folder}）。</translation>
    </message>
    <message>
        <source>What is labelled “{label}” leaves with a reason only: give --reason.</source>
        <translation>区分が「{label}」のものを書き出すには理由が必要なため、--reason を指定してください。</translation>
    </message>
    <message>
        <source>The file {path} cannot be read (system error {error_number}).</source>
        <translation>ファイル {path} を読めません（システムエラー {error_number}）。</translation>
    </message>
    <message>
        <source>A file of conversations may have at most {limit_bytes}; choose fewer of them.</source>
        <translation>会話のファイルは {limit_bytes} までのため、会話を減らしてください。</translation>
    </message>
    <message>
        <source>A newer Hisho wrote this file (format {found}; this version knows {known}), so update Hisho first.</source>
        <translation>このファイルは新しいHishoが書き出したものなので（形式 {found}、この版が読めるのは {known} まで）、Hishoを更新してください。</translation>
    </message>
    <message>
        <source>Something is wrong with this report.</source>
        <translation>この報告書に問題があります。</translation>
    </message>
    <message>
        <source>This file is no protection report of Hisho, or it was cut off.</source>
        <translation>このファイルは Hisho の保護レポートではないか、途中で切れています。</translation>
    </message>
    <message>
        <source>This report carries no signature: nobody vouches for what it says.</source>
        <translation>この報告書には署名がないため、内容を保証する者はいません。</translation>
    </message>
    <message>
        <source>This report was changed after it was signed; do not rely on it.</source>
        <translation>この報告書は署名の後に変更されているため、信頼しないでください。</translation>
    </message>
    <message>
        <source>Something is wrong with the list of licences.</source>
        <translation>ライセンスの一覧に問題があります。</translation>
    </message>
    <message>
        <source>{path}, which ships with Hisho, is missing or damaged: licences can be shown once Hisho is installed anew.</source>
        <translation>Hishoに付属する{path}がないか壊れているため、Hishoをインストールし直すまでライセンスを表示できません。</translation>
    </message>
</context>
<context>
    <name>EventModel</name>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Vault made</source>
        <translation>金庫を作成</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Failed to unlock</source>
        <translation>ロック解除に失敗</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Way in set</source>
        <translation>開く方法を設定</translation>
    </message>
    <message>
        <source>Way in taken away</source>
        <translation>開く方法を削除</translation>
    </message>
    <message>
        <source>Encrypted anew with another key</source>
        <translation>新しい鍵で暗号化し直し</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>バックアップ</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>バックアップから復元</translation>
    </message>
    <message>
        <source>Saved from damage</source>
        <translation>破損から救出</translation>
    </message>
    <message>
        <source>An old copy was put back</source>
        <translation>古い複製への差し替えを検知</translation>
    </message>
    <message>
        <source>Conversation begun</source>
        <translation>会話を開始</translation>
    </message>
    <message>
        <source>Label changed</source>
        <translation>秘密区分を変更</translation>
    </message>
    <message>
        <source>Conversation moved to the trash</source>
        <translation>会話をごみ箱へ移動</translation>
    </message>
    <message>
        <source>Conversation taken out of the trash</source>
        <translation>会話をごみ箱から戻す</translation>
    </message>
    <message>
        <source>Conversation deleted for good</source>
        <translation>会話を完全に削除</translation>
    </message>
    <message>
        <source>Answer generated</source>
        <translation>回答を生成</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>Model registered</source>
        <translation>モデルを登録</translation>
    </message>
    <message>
        <source>Model removed</source>
        <translation>モデルを削除</translation>
    </message>
    <message>
        <source>Policy of the administrator changed</source>
        <translation>管理者による設定が変更</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>保護状態</translation>
    </message>
    <message>
        <source>Record exported</source>
        <translation>記録を書き出し</translation>
    </message>
    <message>
        <source>Protection report made</source>
        <translation>保護レポートを作成</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>conversation no.</source>
        <translation>会話番号</translation>
    </message>
    <message>
        <source>message</source>
        <translation>発言</translation>
    </message>
    <message>
        <source>model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>終わり方</translation>
    </message>
    <message>
        <source>protection</source>
        <translation>保護状態</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>パラメーター</translation>
    </message>
    <message>
        <source>digest of the recipe</source>
        <translation>生成条件のダイジェスト</translation>
    </message>
    <message>
        <source>digest of the prompt</source>
        <translation>プロンプトのダイジェスト</translation>
    </message>
    <message>
        <source>digest of the answer</source>
        <translation>回答のダイジェスト</translation>
    </message>
    <message>
        <source>digest</source>
        <translation>ダイジェスト</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the policy</source>
        <translation>設定の SHA-256</translation>
    </message>
    <message>
        <source>label</source>
        <translation>秘密区分</translation>
    </message>
    <message>
        <source>before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>after</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>way</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>ways</source>
        <translation>方法</translation>
    </message>
    <message>
        <source>times</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>what is old</source>
        <translation>古いもの</translation>
    </message>
    <message>
        <source>remembered events</source>
        <translation>記憶していた件数</translation>
    </message>
    <message>
        <source>events found</source>
        <translation>見つかった件数</translation>
    </message>
    <message>
        <source>level</source>
        <translation>段階</translation>
    </message>
    <message>
        <source>reasons</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>cause</source>
        <translation>きっかけ</translation>
    </message>
    <message>
        <source>number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>バイト数</translation>
    </message>
    <message>
        <source>count</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>source</source>
        <translation>入手元</translation>
    </message>
    <message>
        <source>repository</source>
        <translation>リポジトリ</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>made</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>ページ数</translation>
    </message>
    <message>
        <source>damaged pages</source>
        <translation>破損したページ</translation>
    </message>
    <message>
        <source>messages kept</source>
        <translation>救出した発言</translation>
    </message>
    <message>
        <source>texts that were cut</source>
        <translation>途切れた文章</translation>
    </message>
    <message>
        <source>by the administrator</source>
        <translation>管理者による</translation>
    </message>
    <message>
        <source>number of the key</source>
        <translation>鍵の番号</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>キーリング</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>復旧キー</translation>
    </message>
    <message>
        <source>keyring and passphrase together</source>
        <translation>キーリングとパスフレーズの併用</translation>
    </message>
    <message>
        <source>escrow key</source>
        <translation>エスクロー鍵</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>強</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱</translation>
    </message>
    <message>
        <source>top secret</source>
        <translation>極秘</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>秘</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>社外秘</translation>
    </message>
    <message>
        <source>general</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>limit of tokens</source>
        <translation>トークン数の上限</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>中断</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>データベース</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>ヘッダー</translation>
    </message>
    <message>
        <source>both</source>
        <translation>両方</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>更新の前</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>手動</translation>
    </message>
    <message>
        <source>for the client</source>
        <translation>依頼人へ</translation>
    </message>
    <message>
        <source>for filing</source>
        <translation>提出のため</translation>
    </message>
    <message>
        <source>for review</source>
        <translation>社内確認のため</translation>
    </message>
    <message>
        <source>for one&apos;s records</source>
        <translation>控えのため</translation>
    </message>
    <message>
        <source>to another computer</source>
        <translation>別のコンピューターへ</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>そのほか</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>標準出力</translation>
    </message>
    <message>
        <source>synchronised</source>
        <translation>同期フォルダー</translation>
    </message>
    <message>
        <source>on the network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>removable drive</source>
        <translation>持ち運べるドライブ</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>プレーンテキスト</translation>
    </message>
    <message>
        <source>The vault&apos;s file vault.json is older than the vault: an old copy was put in its place. A passphrase that was replaced may open it again. If you did not do this, set a new one.</source>
        <translation>金庫のファイル vault.json が金庫より古く、古い複製に差し替えられています。取り替え前のパスフレーズで開くおそれがあります。心当たりがなければ、新しいパスフレーズを設定してください。</translation>
    </message>
    <message>
        <source>The vault&apos;s database is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</source>
        <translation>金庫のデータベースが前回のロック時より古く、古い複製に差し替えられています。その後の内容は失われています。心当たりがなければ、管理者に連絡してください。</translation>
    </message>
    <message>
        <source>The vault is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</source>
        <translation>金庫が前回のロック時より古く、古い複製に差し替えられています。その後の内容は失われています。心当たりがなければ、管理者に連絡してください。</translation>
    </message>
</context>
<context>
    <name>EvidenceSection</name>
    <message>
        <source>Evidence</source>
        <translation>証跡</translation>
    </message>
    <message>
        <source>The audit log says what happened to the vault; the protection report says, for your IT-security department, what holds on this computer and how to check it.</source>
        <translation>監査ログは金庫に何が起きたかを、保護状態報告書はこのコンピューターでの保護の状態とその確かめ方を、情報システム部門向けに示します。</translation>
    </message>
    <message>
        <source>Audit log…</source>
        <translation>監査ログ…</translation>
    </message>
    <message>
        <source>Protection report…</source>
        <translation>保護状態報告書…</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Question</source>
        <translation>質問</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>version {number} of {count}</source>
        <translation>{count}件中{number}件目の版</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>途中まで</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Thought before the answer</source>
        <translation>回答の前の思考</translation>
    </message>
    <message>
        <source>Label: {label}</source>
        <translation>ラベル：{label}</translation>
    </message>
    <message>
        <source>Exported: {moment}</source>
        <translation>書き出し：{moment}</translation>
    </message>
    <message>
        <source>Program: {program}</source>
        <translation>プログラム：{program}</translation>
    </message>
    <message>
        <source>Model: {name}, sha256 {digest}</source>
        <translation>モデル：{name}、sha256 {digest}</translation>
    </message>
    <message>
        <source>{count} conversations</source>
        <translation>会話{count}件</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>書き出し</translation>
    </message>
    <message>
        <source>With what the model thought before its answers</source>
        <translation>回答の前の思考も含める</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>この会話</translation>
    </message>
    <message>
        <source>Some messages of this conversation</source>
        <translation>この会話の一部のメッセージ</translation>
    </message>
    <message>
        <source>Several conversations</source>
        <translation>複数の会話</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown形式</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>テキスト形式</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON形式</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>理由を選ぶ</translation>
    </message>
    <message>
        <source>For the client or applicant</source>
        <translation>依頼人・出願人へ渡すため</translation>
    </message>
    <message>
        <source>For filing with a patent office</source>
        <translation>特許庁への提出のため</translation>
    </message>
    <message>
        <source>For review inside the company</source>
        <translation>社内での確認のため</translation>
    </message>
    <message>
        <source>For my own records</source>
        <translation>自分の控えのため</translation>
    </message>
    <message>
        <source>To move to another computer</source>
        <translation>別のコンピューターへ移すため</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>そのほかの理由</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>As</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Choose where to save it…</source>
        <translation>保存先を選ぶ…</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>回答：{text}</translation>
    </message>
    <message>
        <source>Question: {text}</source>
        <translation>質問：{text}</translation>
    </message>
    <message>
        <source>{title}  [{label}]</source>
        <translation>{title}&#x3000;［{label}］</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>The branch that is shown, with its formatting marks.</source>
        <translation>表示中の流れを、書式の記号ごと書き出します。</translation>
    </message>
    <message>
        <source>The branch that is shown, as it was written.</source>
        <translation>表示中の流れを、書かれたままの文字で書き出します。</translation>
    </message>
    <message>
        <source>Everything, all branches included; Hisho can take it in again.</source>
        <translation>すべての枝を含めて書き出します。Hishoに取り込み直せます。</translation>
    </message>
    <message>
        <source>Label: {label}. It is stamped into the file and its name.</source>
        <translation>区分：{label}。ファイルの中と名前に表示されます。</translation>
    </message>
</context>
<context>
    <name>FetchingDesk</name>
    <message>
        <source>The fetcher ended unexpectedly; what was fetched so far is kept.</source>
        <translation>取得プロセスが予期せず終了しました。取得済みの分は残っています。</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>{label} (required)</source>
        <translation>{label}（必須）</translation>
    </message>
    <message>
        <source>Fill this in first.</source>
        <translation>先にここを入力してください。</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>One line</source>
        <translation>1行</translation>
    </message>
    <message>
        <source>Several lines</source>
        <translation>複数行</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Label of the field</source>
        <translation>欄の名前</translation>
    </message>
    <message>
        <source>Example shown in the empty field</source>
        <translation>空欄に表示する例</translation>
    </message>
    <message>
        <source>Choices, separated by commas</source>
        <translation>選択肢（読点で区切る）</translation>
    </message>
    <message>
        <source>Kind of field</source>
        <translation>欄の種類</translation>
    </message>
    <message>
        <source>Remove the field {name}</source>
        <translation>欄 {name} を削除</translation>
    </message>
</context>
<context>
    <name>FigureLine</name>
    <message>
        <source>Details of the engine</source>
        <translation>エンジンの詳細</translation>
    </message>
    <message>
        <source>{details}: {figures}</source>
        <translation>{details}：{figures}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} トークン/秒</translation>
    </message>
    <message>
        <source>first word after {seconds} s</source>
        <translation>最初の文字まで {seconds} 秒</translation>
    </message>
    <message>
        <source>context {used} / {total}</source>
        <translation>文脈 {used} / {total}</translation>
    </message>
    <message>
        <source>loaded in {seconds} s</source>
        <translation>読み込み {seconds} 秒</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU メモリー</translation>
    </message>
    <message>
        <source>memory {used}</source>
        <translation>メモリー {used}</translation>
    </message>
    <message>
        <source>{device} {used} / {total}</source>
        <translation>{device} {used} / {total}</translation>
    </message>
</context>
<context>
    <name>FileDesk</name>
    <message>
        <source>Export to a folder, for a computer without a network</source>
        <translation>ネットワークのないコンピューターのためにフォルダーへ書き出す</translation>
    </message>
    <message>
        <source>Name another folder under “Models” first.</source>
        <translation>先に「モデルの保存先」へ別のフォルダーを入力してください。</translation>
    </message>
    <message>
        <source>Remove “{name}”? Its files ({size}) are deleted from this computer.</source>
        <translation>「{name}」を削除しますか。ファイル（{size}）がこのコンピューターから消えます。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were led with it; they stay readable, and another model goes on with them:</source>
        <translation>
            <numerusform>このモデルを使った会話が %n 件あります。会話は引き続き読め、続きは別のモデルが答えます。</numerusform>
        </translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>「{title}」</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Something else is being done with the files; wait or stop it.</source>
        <translation>ほかのファイル処理の途中です。終わるまで待つか、中止してください。</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>検証中</translation>
    </message>
    <message>
        <source>Import a folder written by “Export”</source>
        <translation>「書き出し」で作ったフォルダーを取り込む</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>書き出し中</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>取り込み中</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>移動中</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>削除中</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>整理中</translation>
    </message>
    <message>
        <source>{doing} {percent} %</source>
        <translation>{doing} {percent} %</translation>
    </message>
    <message>
        <source>Written to {folder}.</source>
        <translation>{folder} に書き出しました。</translation>
    </message>
    <message>
        <source>Verified: every byte is as it was.</source>
        <translation>検証しました。すべてのバイトが元のままです。</translation>
    </message>
    <message>
        <source>The model is here and verified.</source>
        <translation>モデルを検証し、取り込みました。</translation>
    </message>
    <message>
        <source>The model was removed.</source>
        <translation>モデルを削除しました。</translation>
    </message>
    <message>
        <source>The models are now in {folder}.</source>
        <translation>モデルを {folder} へ移しました。</translation>
    </message>
    <message>
        <source>The leftovers are gone.</source>
        <translation>残りのファイルを削除しました。</translation>
    </message>
    <message>
        <source>Damaged: {files}. Remove the model and fetch it again.</source>
        <translation>破損しています：{files}。モデルを削除して、もう一度取得してください。</translation>
    </message>
    <message>
        <source>Damaged: {files}. Remove the model and import it again.</source>
        <translation>破損しています：{files}。モデルを削除して、もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>The work on the files ended unexpectedly; nothing is lost.</source>
        <translation>ファイル処理が予期せず終了しました。失われたものはありません。</translation>
    </message>
    <message>
        <source>Stopped. What was there before is still there.</source>
        <translation>停止しました。もとからあったものは残っています。</translation>
    </message>
    <message>
        <source>To accept it, read it and import the model once more.</source>
        <translation>同意するには、内容を読んでから、もう一度取り込んでください。</translation>
    </message>
    <message>
        <source>To accept it, read it at {address} and import the model once more.</source>
        <translation>同意するには、{address} で内容を読んでから、もう一度取り込んでください。</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>ファイル名</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>ファイルの種類</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>この会話の中を検索</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>次へ</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>前へ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>{current} / {count}</source>
        <translation>{current} / {count}</translation>
    </message>
    <message>
        <source>{current} / {count} …</source>
        <translation>{current} / {count} …</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Name, maker or repository</source>
        <translation>名前・提供元・リポジトリ</translation>
    </message>
    <message>
        <source>Search for models</source>
        <translation>モデルを検索</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>Hub を検索</translation>
    </message>
    <message>
        <source>Order of what the hub finds</source>
        <translation>検索結果の並び順</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>このコンピューターで動く</translation>
    </message>
    <message>
        <source>May be used here</source>
        <translation>ここで利用できる</translation>
    </message>
    <message>
        <source>Made in Japan from scratch</source>
        <translation>国産フルスクラッチ</translation>
    </message>
    <message>
        <source>most fetched</source>
        <translation>取得の多い順</translation>
    </message>
    <message>
        <source>most liked</source>
        <translation>評価の高い順</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>更新の新しい順</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Create your vault</source>
        <translation>金庫を作成</translation>
    </message>
    <message>
        <source>Hisho keeps your conversations in an encrypted vault on this computer. Only you can open it, and nothing in it is sent anywhere.</source>
        <translation>Hishoは会話を、このコンピューター上の暗号化された金庫に保存します。開けられるのはあなただけで、中身がどこかへ送られることはありません。</translation>
    </message>
    <message>
        <source>With a passphrase (recommended)</source>
        <translation>パスフレーズを使う（推奨）</translation>
    </message>
    <message>
        <source>Without one Hisho cannot be locked: whoever uses your account could read everything.</source>
        <translation>パスフレーズがないとロックできません。あなたのアカウントを使う人は、だれでもすべて読めてしまいます。</translation>
    </message>
    <message>
        <source>Do not ask for it on this computer (keyring)</source>
        <translation>このコンピューターでは入力を省く（キーリング）</translation>
    </message>
    <message>
        <source>With this computer’s keyring only</source>
        <translation>このコンピューターのキーリングだけを使う</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>バックアップから復元…</translation>
    </message>
    <message>
        <source>Set by the administrator: a passphrase is needed.</source>
        <translation>管理者による設定：パスフレーズが必要です。</translation>
    </message>
    <message>
        <source>Set by the administrator: keyring and passphrase are needed together.</source>
        <translation>管理者による設定：キーリングとパスフレーズの両方が必要です。</translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring is not used.</source>
        <translation>管理者による設定：キーリングは使いません。</translation>
    </message>
    <message>
        <source>Opens by itself while you are logged in to this computer.</source>
        <translation>このコンピューターにログインしている間は、自動で開きます。</translation>
    </message>
    <message>
        <source>This computer’s keyring cannot be used.</source>
        <translation>このコンピューターのキーリングは使えません。</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>作成しています…</translation>
    </message>
    <message>
        <source>Create the vault</source>
        <translation>金庫を作成</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Places found</source>
        <translation>見つかった箇所</translation>
    </message>
    <message>
        <source>Search without limits</source>
        <translation>条件を外して検索</translation>
    </message>
    <message numerus="yes">
        <source>The first %n place(s); scroll for more</source>
        <translation>
            <numerusform>最初の %n 件（下に続きます）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) found</source>
        <translation>
            <numerusform>%n 件見つかりました</numerusform>
        </translation>
    </message>
    <message>
        <source>“{query}” is not found within these limits, but it is without them.</source>
        <translation>「{query}」は、この条件では見つかりません。条件を外すと見つかります。</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>「{query}」は見つかりませんでした</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>この会話の中を検索</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>サイドバーの表示を切り替える</translation>
    </message>
    <message>
        <source>What to do with this conversation</source>
        <translation>この会話の操作</translation>
    </message>
    <message>
        <source>Settings of this conversation</source>
        <translation>会話の設定</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>新しい題名</translation>
    </message>
    <message>
        <source>Instructions: {text}</source>
        <translation>指示: {text}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Markdownとしてコピー</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>会話を取り込む…</translation>
    </message>
</context>
<context>
    <name>ImportBar</name>
    <message>
        <source>Copy into the folder of models</source>
        <translation>モデルのフォルダーへコピー</translation>
    </message>
    <message>
        <source>Use it where it lies</source>
        <translation>元の場所のまま使う</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>“{name}”: a copy stays when the stick is gone; used where it lies, it takes no more room.</source>
        <translation>「{name}」：コピーすれば USB メモリーを抜いても使えます。元の場所のまま使えば、余分な容量は要りません。</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import conversations</source>
        <translation>会話の取り込み</translation>
    </message>
    <message>
        <source>Conversations of Hisho (*.json)</source>
        <translation>Hishoの会話 (*.json)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
</context>
<context>
    <name>ImportPane</name>
    <message>
        <source>Models come from files</source>
        <translation>モデルはファイルから取り込みます</translation>
    </message>
    <message>
        <source>This is the air-gap edition: the part that speaks to a network is not installed, so models are carried here on a USB stick, a disc or in a shared folder.</source>
        <translation>エアギャップ版です。ネットワークと通信する部分はインストールされていないため、モデルはUSBメモリー、ディスク、共有フォルダーなどで運びます。</translation>
    </message>
    <message>
        <source>1. On a computer with the full edition, fetch the model and export it to a folder.</source>
        <translation>1. 通常版のあるコンピューターでモデルを取得し、フォルダーに書き出します。</translation>
    </message>
    <message>
        <source>2. Import the folder here, or a GGUF file as its maker hands it out.</source>
        <translation>2. そのフォルダー、または提供元から受け取った GGUF ファイルを、ここで取り込みます。</translation>
    </message>
    <message>
        <source>3. Hisho compares every byte with the digests in the folder, or recognises the file by its own, and judges the licence.</source>
        <translation>3. フォルダーの場合はすべてのバイトをダイジェストと照合し、ファイルの場合はそのダイジェストで識別して、ライセンスを確認します。</translation>
    </message>
    <message>
        <source>Import an exported folder…</source>
        <translation>書き出したフォルダーを取り込む…</translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation>GGUF ファイルを取り込む…</translation>
    </message>
    <message>
        <source>Either can also be dropped onto this page.</source>
        <translation>どちらも、このページにドロップして取り込めます。</translation>
    </message>
</context>
<context>
    <name>KeyGroups</name>
    <message>
        <source>Group {number}</source>
        <translation>{number}番目のグループ</translation>
    </message>
    <message>
        <source>Mistyped</source>
        <translation>打ち間違い</translation>
    </message>
    <message>
        <source>Mistyped: group {numbers}</source>
        <translation>打ち間違いがあります: {numbers}番目のグループ</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>メッセージをMarkdownでコピー</translation>
    </message>
    <message>
        <source>What made this answer…</source>
        <translation>この回答の作られ方…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>すべて選択</translation>
    </message>
    <message>
        <source>Hide how it was thought</source>
        <translation>考えの経過を隠す</translation>
    </message>
    <message>
        <source>Show how it was thought</source>
        <translation>考えの経過を表示</translation>
    </message>
    <message>
        <source>Copy how it was thought</source>
        <translation>考えの経過をコピー</translation>
    </message>
    <message>
        <source>Copy code: {beginning}</source>
        <translation>コードをコピー: {beginning}</translation>
    </message>
</context>
<context>
    <name>LabelButton</name>
    <message>
        <source>Label of this conversation: {label}</source>
        <translation>この会話の区分：{label}</translation>
    </message>
</context>
<context>
    <name>LabelMenu</name>
    <message>
        <source>With “{label}”:</source>
        <translation>「{label}」の場合：</translation>
    </message>
</context>
<context>
    <name>LabelWords</name>
    <message>
        <source>Top secret</source>
        <translation>極秘</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>秘</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>社外秘</translation>
    </message>
    <message>
        <source>General</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>Window title: names the conversation</source>
        <translation>ウィンドウの題名：会話の名前を表示</translation>
    </message>
    <message>
        <source>Window title: does not name the conversation</source>
        <translation>ウィンドウの題名：会話の名前を表示しない</translation>
    </message>
    <message>
        <source>Lock: as in the settings</source>
        <translation>ロック：設定のとおり</translation>
    </message>
    <message numerus="yes">
        <source>Lock: after %n idle minute(s) at the latest</source>
        <translation>
            <numerusform>ロック：操作がなければ遅くとも%n分後</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying: not allowed by the administrator</source>
        <translation>コピー：管理者の設定により不可</translation>
    </message>
    <message>
        <source>Clipboard: cleared when Hisho is locked or ends</source>
        <translation>クリップボード：ロックまたは終了のときに消去</translation>
    </message>
    <message numerus="yes">
        <source>Clipboard: cleared after %n second(s)</source>
        <translation>
            <numerusform>クリップボード：%n秒後に消去</numerusform>
        </translation>
    </message>
    <message>
        <source>Export: allowed, with the label stamped on it</source>
        <translation>書き出し：可（区分の表示つき）</translation>
    </message>
    <message>
        <source>Export: asks for a reason, which is logged</source>
        <translation>書き出し：理由を尋ねて記録</translation>
    </message>
    <message>
        <source>Export: not allowed</source>
        <translation>書き出し：不可</translation>
    </message>
    <message>
        <source>Screenshots: allowed</source>
        <translation>画面の撮影：可</translation>
    </message>
    <message>
        <source>Screenshots: the window is left out</source>
        <translation>画面の撮影：このウィンドウは写らない</translation>
    </message>
    <message>
        <source>Screenshots: this system cannot prevent them</source>
        <translation>画面の撮影：このシステムでは防げない</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>Jump to the latest</source>
        <translation>最新へ移動</translation>
    </message>
</context>
<context>
    <name>LeadDialog</name>
    <message>
        <source>Settings of this conversation</source>
        <translation>会話の設定</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>モデルへの指示</translation>
    </message>
    <message>
        <source>For example: answer briefly, in formal Japanese.</source>
        <translation>例: です・ます調で、簡潔に答えてください。</translation>
    </message>
    <message>
        <source>They stand before everything else that the model is given, and hold for the answers to come. Answers that are there stay as they are.</source>
        <translation>モデルに渡す内容の先頭に毎回入ります。変更はこれからの回答に使われ、すでにある回答は変わりません。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>This is too long: {count} characters, and at most {most} are possible.</source>
        <translation>長すぎます。{count}文字あり、上限は{most}文字です。</translation>
    </message>
</context>
<context>
    <name>LevelSection</name>
    <message>
        <source>How the programs are shut in</source>
        <translation>プログラムの隔離</translation>
    </message>
    <message>
        <source>Each program and its layers…</source>
        <translation>プログラムごとの詳細…</translation>
    </message>
    <message>
        <source>• {reason}</source>
        <translation>• {reason}</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>“{title}” was moved to the trash.</source>
        <translation>「{title}」をゴミ箱に移しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>LicenceQuestion</name>
    <message>
        <source>Read it at {address}.</source>
        <translation>{address} で読めます。</translation>
    </message>
    <message>
        <source>I have read it and accept it</source>
        <translation>読んだうえで同意する</translation>
    </message>
</context>
<context>
    <name>Licences</name>
    <message>
        <source>This part is under the GNU Lesser General Public License 3: you may change it and use what you changed with Hisho. It lies as shared libraries in {folder}. Build version {version} from the source that is named above, close Hisho, and put your libraries in the place of those of the same names. Hisho does not check them, and you may take it apart as far as finding a mistake needs it.</source>
        <translation>この部品はGNU Lesser General Public License 3に従います。変更して、変更したものをHishoで使えます。共有ライブラリとして{folder}にあります。上記のソースコードからバージョン{version}をビルドし、Hishoを終了してから、同じ名前のライブラリと置き換えてください。Hishoはライブラリを検査しません。また、その変更の不具合を調べるために必要なリバースエンジニアリングも認められています。</translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Licences</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Close the licences</source>
        <translation>ライセンスを閉じる</translation>
    </message>
    <message>
        <source>Close the licences (Esc)</source>
        <translation>ライセンスを閉じる（Esc）</translation>
    </message>
    <message>
        <source>Hisho is free software under the Apache License 2.0 and is made of these parts. The texts lie on this computer; addresses are no links, because this window has no network.</source>
        <translation>HishoはApache License 2.0の自由なソフトウェアで、次の部品からできています。条文はこのコンピューターにあります。この画面は通信できないため、アドレスはリンクになっていません。</translation>
    </message>
    <message>
        <source>Search names, licences and texts</source>
        <translation>名前、ライセンス、条文から検索</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>部品</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Parts of Hisho</source>
        <translation>Hishoの部品</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>ライセンスの条文</translation>
    </message>
    <message>
        <source>These words stand in no licence and no name.</source>
        <translation>この語を含む部品やライセンスはありません。</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>ライセンス：{licence}</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>ソースコード：{address}</translation>
    </message>
</context>
<context>
    <name>LimitsBar</name>
    <message>
        <source>Any time</source>
        <translation>すべての期間</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>日付を指定…</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>すべてのモデル</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>すべての区分</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>場所</translation>
    </message>
    <message>
        <source>Drafts, instructions, forms and tasks</source>
        <translation>下書き・指示・書きかけのフォーム・自分のタスク</translation>
    </message>
    <message>
        <source>Drafts etc.</source>
        <translation>下書きなど</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>区分</translation>
    </message>
    <message>
        <source>Remove limits</source>
        <translation>条件を解除</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>終了日</translation>
    </message>
    <message>
        <source>to</source>
        <translation>から</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去7日</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去30日</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>過去1年</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>日付指定</translation>
    </message>
    <message>
        <source>My messages</source>
        <translation>自分の発言</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>題名</translation>
    </message>
</context>
<context>
    <name>LockControls</name>
    <message>
        <source>Also when the computer goes to sleep</source>
        <translation>コンピューターがスリープするときもロックする</translation>
    </message>
    <message>
        <source>Also when the screen locks or the user changes</source>
        <translation>画面のロックやユーザーの切り替えのときもロックする</translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s)</source>
        <translation>
            <numerusform>%n分後</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Set by the administrator: what is laxer cannot be chosen.</source>
        <translation>管理者による設定：これより緩い設定は選べません。</translation>
    </message>
    <message>
        <source>This computer does not tell programs of sleep or of its lock screen.</source>
        <translation>このコンピューターは、スリープや画面のロックをプログラムに知らせません。</translation>
    </message>
    <message>
        <source>Hisho can be locked when the vault has a passphrase.</source>
        <translation>金庫にパスフレーズがあると、ロックできるようになります。</translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message>
        <source>What locks the vault</source>
        <translation>金庫をロックするもの</translation>
    </message>
    <message>
        <source>Change in the settings…</source>
        <translation>設定で変更…</translation>
    </message>
    <message>
        <source>Nothing: without a passphrase Hisho cannot be locked.</source>
        <translation>ありません。パスフレーズがないとロックできません。</translation>
    </message>
    <message>
        <source>• the button and Ctrl+L</source>
        <translation>• ロックボタンと Ctrl+L</translation>
    </message>
    <message numerus="yes">
        <source>• %n minute(s) without a touch, for the label of what is open</source>
        <translation>
            <numerusform>• %n分間の無操作（開いている会話の秘密区分による）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>• %n minute(s) without a touch</source>
        <translation>
            <numerusform>• %n分間の無操作</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer does not tell programs of sleep or of its lock screen.</source>
        <translation>このコンピューターは、スリープや画面のロックをプログラムに知らせません。</translation>
    </message>
    <message>
        <source>• the computer goes to sleep</source>
        <translation>• コンピューターのスリープ</translation>
    </message>
    <message>
        <source>• the screen is locked or another user comes in front of it</source>
        <translation>• 画面のロック、または利用者の切り替え</translation>
    </message>
</context>
<context>
    <name>LoweringDialog</name>
    <message>
        <source>Lower the label?</source>
        <translation>区分を下げますか</translation>
    </message>
    <message>
        <source>From “{before}” to “{after}”?</source>
        <translation>「{before}」から「{after}」に下げますか？</translation>
    </message>
    <message>
        <source>The conversation will be guarded less. The change is noted in the audit log.</source>
        <translation>会話の守りが弱くなります。変更は監査ログに記録されます。</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>このままにする</translation>
    </message>
    <message>
        <source>Lower the label</source>
        <translation>区分を下げる</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hisho</source>
        <translation>秘書</translation>
    </message>
    <message>
        <source>{title} – Hisho</source>
        <translation>{title} – 秘書</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Actions of the message</source>
        <translation>メッセージの操作</translation>
    </message>
    <message>
        <source>Show or hide how it was thought</source>
        <translation>考えの経過を表示または隠す</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>メッセージをMarkdownでコピー</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>もう一度回答</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>編集して再送信</translation>
    </message>
    <message>
        <source>What made this answer</source>
        <translation>この回答の作られ方</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>前の版</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>次の版</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Write a message (Ctrl+Enter sends, Enter starts a new line)</source>
        <translation>メッセージを入力（Ctrl+Enterで送信、Enterで改行）</translation>
    </message>
    <message>
        <source>Write a message (Ctrl+Enter sends)</source>
        <translation>メッセージを入力（Ctrl+Enterで送信）</translation>
    </message>
    <message>
        <source>Write a message (Enter sends, Shift+Enter starts a new line)</source>
        <translation>メッセージを入力（Enterで送信、Shift+Enterで改行）</translation>
    </message>
    <message>
        <source>Write a message (Enter sends)</source>
        <translation>メッセージを入力（Enterで送信）</translation>
    </message>
</context>
<context>
    <name>ModelCorner</name>
    <message>
        <source>{size} · {folder}</source>
        <translation>{size} · {folder}</translation>
    </message>
    <message>
        <source>shows the way around</source>
        <translation>使い方を案内します</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>開き直しています</translation>
    </message>
    <message>
        <source>{tokens} tokens of context</source>
        <translation>文脈 {tokens} トークン</translation>
    </message>
    <message>
        <source>{place} · {context}</source>
        <translation>{place} · {context}</translation>
    </message>
</context>
<context>
    <name>ModelDesk</name>
    <message>
        <source>Set by the administrator: the network is switched off on this computer; models come from files.</source>
        <translation>管理者による設定：このコンピューターではネットワークが止められています。モデルはファイルから取り込めます。</translation>
    </message>
    <message>
        <source>The administrator allows models of the catalogue alone.</source>
        <translation>管理者の設定により、カタログのモデルだけを取得できます。</translation>
    </message>
    <message>
        <source>Say under “Settings” who uses the models: then Hisho knows which you may use.</source>
        <translation>「設定」で利用者の区分を選んでください。利用できるモデルが分かります。</translation>
    </message>
    <message>
        <source>The settings are in use.</source>
        <translation>設定を反映しました。</translation>
    </message>
    <message>
        <source>The settings are in use. Models that lie in {folder} stay there.</source>
        <translation>設定を適用しました。{folder} にあるモデルは、そのまま残ります。</translation>
    </message>
</context>
<context>
    <name>ModelSpeed</name>
    <message>
        <source>not known yet: a longer answer measures it, and so does “hisho bench”</source>
        <translation>未測定（長めの回答を1回得るか、hisho bench を実行すると測定されます）</translation>
    </message>
    <message>
        <source>{decode} tokens/s {place} (measured)</source>
        <translation>{place} {decode} トークン/秒（実測）</translation>
    </message>
    <message>
        <source>about {decode} tokens/s {place}, reading about {prefill} (from what another model showed here)</source>
        <translation>{place}約 {decode} トークン/秒、読む速さは約 {prefill}（別のモデルの測定値からの推定）</translation>
    </message>
    <message>
        <source>about {decode} tokens/s {place} (from what another model showed here)</source>
        <translation>{place}約 {decode} トークン/秒（別のモデルの測定値からの推定）</translation>
    </message>
    <message>
        <source>on the CPU</source>
        <translation>CPU で</translation>
    </message>
    <message>
        <source>if wholly on the GPU ({name})</source>
        <translation>GPU（{name}）に全部載れば</translation>
    </message>
    <message>
        <source>wholly on the GPU ({name})</source>
        <translation>GPU（{name}）だけで</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>Close the models</source>
        <translation>モデルを閉じる</translation>
    </message>
    <message>
        <source>Close the models (Esc)</source>
        <translation>モデルを閉じる（Esc）</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込み</translation>
    </message>
    <message>
        <source>A GGUF file…</source>
        <translation>GGUF ファイル…</translation>
    </message>
    <message>
        <source>A folder written by “Export”…</source>
        <translation>「書き出す」で作られたフォルダー…</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>おすすめ</translation>
    </message>
    <message>
        <source>Government AI: 7 models</source>
        <translation>政府AI 7モデル</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>このコンピューター</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>ダウンロード</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>Groups of models</source>
        <translation>モデルの分類</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進み具合</translation>
    </message>
    <message>
        <source>Downloads ({count})</source>
        <translation>ダウンロード（{count}）</translation>
    </message>
    <message>
        <source>Unfinished downloads that nobody goes on with take {size}.</source>
        <translation>再開されないダウンロードの残りが {size} あります。</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>New passphrase</source>
        <translation>新しいパスフレーズ</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>パスフレーズをもう一度</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>2つのパスフレーズが一致しません。</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s) are needed (set by the administrator).</source>
        <translation>
            <numerusform>%n文字以上にしてください（管理者による設定）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Longer is safer: take a few words that do not belong together.</source>
        <translation>長いほど安全です。関係のない言葉をいくつか並べてください。</translation>
    </message>
    <message>
        <source>Easy to guess: at least 8 characters are better.</source>
        <translation>推測されやすい長さです。8文字以上をお勧めします。</translation>
    </message>
    <message>
        <source>Fair: every further character helps.</source>
        <translation>まずまずです。1文字増やすごとに強くなります。</translation>
    </message>
    <message>
        <source>Good, if it is not a saying or a name.</source>
        <translation>十分です（ことわざや名前でなければ）。</translation>
    </message>
    <message>
        <source>Strong, if it is not a saying or a name.</source>
        <translation>強力です（ことわざや名前でなければ）。</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close the notice</source>
        <translation>お知らせを閉じる</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>By the model</source>
        <translation>モデルの標準</translation>
    </message>
    <message>
        <source>A whole number from {least} to {most}.</source>
        <translation>{least} から {most} までの整数を入力してください。</translation>
    </message>
    <message>
        <source>A number from {least} to {most}.</source>
        <translation>{least} から {most} までの数を入力してください。</translation>
    </message>
</context>
<context>
    <name>OpenBackupDialog</name>
    <message>
        <source>Folder with backups</source>
        <translation>バックアップのあるフォルダー</translation>
    </message>
    <message>
        <source>Folder name</source>
        <translation>フォルダー名</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選ぶ</translation>
    </message>
</context>
<context>
    <name>OpenModelDialog</name>
    <message>
        <source>Open GGUF</source>
        <translation>GGUFを開く</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUFモデル (*.gguf)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>ファイル名</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>ファイルの種類</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>OwnTasks</name>
    <message>
        <source>Copy and edit</source>
        <translation>コピーして編集</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>編集</translation>
    </message>
    <message>
        <source>Move forward</source>
        <translation>前へ移動</translation>
    </message>
    <message>
        <source>Move back</source>
        <translation>後ろへ移動</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（コピー）</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>本文</translation>
    </message>
    <message>
        <source>The task “{title}” was deleted.</source>
        <translation>タスク「{title}」を削除しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
</context>
<context>
    <name>PassphraseDemandPage</name>
    <message>
        <source>Set a new passphrase now</source>
        <translation>新しいパスフレーズの設定</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>パスフレーズの設定</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>キーリングとパスフレーズの両方</translation>
    </message>
    <message>
        <source>The recovery key has opened the vault. Choose a new passphrase: from then on it opens the vault, and the forgotten one does not. The recovery key stays as it is.</source>
        <translation>復旧キーで金庫を開きました。新しいパスフレーズを決めてください。以後は新しいパスフレーズで開き、忘れたものでは開けません。復旧キーはそのまま使えます。</translation>
    </message>
    <message>
        <source>The administrator demands a passphrase for the vault on this computer. Your conversations are all there.</source>
        <translation>管理者による設定：このコンピューターでは、金庫にパスフレーズが必要です。会話はすべて残っています。</translation>
    </message>
    <message>
        <source>The administrator demands that the keyring of this computer and a passphrase open the vault together. From now on neither opens it alone.</source>
        <translation>管理者による設定：このコンピューターのキーリングとパスフレーズの両方で金庫を開きます。以後は一方だけでは開けません。</translation>
    </message>
    <message>
        <source>Passphrase in use</source>
        <translation>現在のパスフレーズ</translation>
    </message>
    <message>
        <source>Later: ask for the recovery key again at the next start</source>
        <translation>後で設定する（次回も復旧キーで開く）</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Setting…</source>
        <translation>設定しています…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>次へ</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>パスフレーズを隠す</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>パスフレーズを表示</translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Passphrase in use</source>
        <translation>現在のパスフレーズ</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Save it there?</source>
        <translation>そこに保存しますか</translation>
    </message>
    <message>
        <source>This may leave the computer</source>
        <translation>このコンピューターの外に出るおそれがあります</translation>
    </message>
    <message>
        <source>What you save is not encrypted. Its label is: {label}.</source>
        <translation>保存するファイルは暗号化されません。区分は「{label}」です。</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>別のフォルダーを選ぶ</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>それでも保存する</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>CPU: {count} layers</source>
        <translation>CPU：{count} 層</translation>
    </message>
    <message>
        <source>{device}: {count} layers</source>
        <translation>{device}：{count} 層</translation>
    </message>
    <message>
        <source>This model: {size}</source>
        <translation>このモデル：{size}</translation>
    </message>
    <message>
        <source>Others: {size}</source>
        <translation>ほか：{size}</translation>
    </message>
    <message>
        <source>Free: {size}</source>
        <translation>空き：{size}</translation>
    </message>
    <message>
        <source>{place} · {size}</source>
        <translation>{place} · {size}</translation>
    </message>
    <message>
        <source>Context: {tokens} tokens.</source>
        <translation>文脈は {tokens} トークンです。</translation>
    </message>
    <message>
        <source>({shares})</source>
        <translation>（{shares}）</translation>
    </message>
    <message>
        <source>The experts of {count} layers stay in the computer&apos;s memory.</source>
        <translation>うち {count} 層のエキスパートは本体のメモリーに残します。</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first}{second}</translation>
    </message>
    <message>
        <source>All {layers} layers are computed by the CPU.</source>
        <translation>全 {layers} 層を CPU で計算しています。</translation>
    </message>
    <message>
        <source>All {layers} layers are on the GPU.</source>
        <translation>全 {layers} 層を GPU に置いています。</translation>
    </message>
    <message>
        <source>{count} of {layers} layers are on the GPU, the rest on the CPU.</source>
        <translation>{layers} 層中 {count} 層を GPU に、残りを CPU に置いています。</translation>
    </message>
    <message>
        <source>All {layers} layers will be computed by the CPU.</source>
        <translation>全 {layers} 層を CPU で計算します。</translation>
    </message>
    <message>
        <source>All {layers} layers will be put on the GPU.</source>
        <translation>全 {layers} 層を GPU に置きます。</translation>
    </message>
    <message>
        <source>{count} of {layers} layers will be put on the GPU, the rest on the CPU.</source>
        <translation>{layers} 層中 {count} 層を GPU に、残りを CPU に置きます。</translation>
    </message>
    <message>
        <source>Runs on the CPU</source>
        <translation>CPU で動作</translation>
    </message>
    <message>
        <source>Runs on the GPU</source>
        <translation>GPU で動作</translation>
    </message>
    <message>
        <source>{count}/{layers} layers on the GPU</source>
        <translation>{layers} 層中 {count} 層が GPU</translation>
    </message>
    <message>
        <source>GPU with memory of its own</source>
        <translation>専用メモリーの GPU</translation>
    </message>
    <message>
        <source>GPU that shares the computer&apos;s memory</source>
        <translation>本体のメモリーを共有する GPU</translation>
    </message>
    <message>
        <source>accelerator</source>
        <translation>アクセラレーター</translation>
    </message>
    <message>
        <source>Computer&apos;s memory</source>
        <translation>本体のメモリー</translation>
    </message>
    <message>
        <source>for every machine (full)</source>
        <translation>どの機種にも対応（完全版）</translation>
    </message>
    <message>
        <source>for this processor (plain)</source>
        <translation>この CPU 用（簡易版）</translation>
    </message>
    <message>
        <source>{version} · {kind}</source>
        <translation>{version} · {kind}</translation>
    </message>
    <message>
        <source>Too little memory: {size} are missing. It may be opened more lightly, or not at all.</source>
        <translation>メモリーが {size} 足りません。もっと軽い設定で開くか、開けないことがあります。</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>The folder belongs to {name}, which copies what is in it to a server.</source>
        <translation>このフォルダーの中身は {name} によってサーバーに複製されます。</translation>
    </message>
    <message>
        <source>The folder lies on another computer ({name}).</source>
        <translation>このフォルダーは別のコンピューターにあります（{name}）。</translation>
    </message>
    <message>
        <source>The folder lies on a drive that can be carried away ({name}).</source>
        <translation>このフォルダーは持ち運べるドライブにあります（{name}）。</translation>
    </message>
    <message>
        <source>It could not be found out what kind of folder this is.</source>
        <translation>どのようなフォルダーか確かめられませんでした。</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>The administrator’s policy has a mistake, so the strictest rules hold until it is mended: no network, no models but the guide, no export. Your conversations are there and can be read. {fault}</source>
        <translation>管理者のポリシーに誤りがあるため、直されるまで最も厳しい設定で動作します（ネットワーク、案内モデル以外のモデル、書き出しは使えません）。会話は残っており、読むことができます。{fault}</translation>
    </message>
    <message>
        <source>What it says of servers and the network does not matter without either.</source>
        <translation>サーバーとネットワークについての定めは、どちらも使わないこの版には関係しません。</translation>
    </message>
    <message>
        <source>Models may be searched for and fetched.</source>
        <translation>モデルを検索して取得できます。</translation>
    </message>
    <message>
        <source>Only models of the catalogue may be fetched.</source>
        <translation>カタログのモデルだけを取得できます。</translation>
    </message>
    <message>
        <source>There is no network connection at all.</source>
        <translation>ネットワークには一切接続しません。</translation>
    </message>
    <message>
        <source>Models come from {server} alone.</source>
        <translation>モデルの取得元は {server} だけです。</translation>
    </message>
    <message>
        <source>The hosts that a server may redirect to are fixed.</source>
        <translation>取得元から転送してよいホストが決められています。</translation>
    </message>
    <message>
        <source>Every request passes {proxy}.</source>
        <translation>接続はすべて {proxy} を通ります。</translation>
    </message>
    <message>
        <source>Only listed models may be used.</source>
        <translation>許可されたモデルだけを使えます。</translation>
    </message>
    <message>
        <source>Some models may not be used.</source>
        <translation>使用を禁止されたモデルがあります。</translation>
    </message>
    <message>
        <source>Tasks are added from a folder of the administrator&apos;s.</source>
        <translation>管理者のフォルダーからタスクが追加されます。</translation>
    </message>
    <message>
        <source>The vault must have a passphrase.</source>
        <translation>金庫にはパスフレーズが必要です。</translation>
    </message>
    <message>
        <source>A new passphrase has at least {count} characters.</source>
        <translation>新しいパスフレーズは {count} 文字以上にします。</translation>
    </message>
    <message>
        <source>The keyring may open the vault.</source>
        <translation>キーリングで金庫を開くことができます。</translation>
    </message>
    <message>
        <source>Keyring and passphrase open the vault together.</source>
        <translation>金庫を開くには、キーリングとパスフレーズの両方が必要です。</translation>
    </message>
    <message>
        <source>The keyring is not used.</source>
        <translation>キーリングは使いません。</translation>
    </message>
    <message>
        <source>The vault keeps no recovery key.</source>
        <translation>復旧キーは作りません。</translation>
    </message>
    <message>
        <source>Your organisation can open the vault with its key.</source>
        <translation>組織の鍵で金庫を開くことができます。</translation>
    </message>
    <message>
        <source>Conversations are erased {days} days after their last use.</source>
        <translation>会話は、最後に使ってから {days} 日で消去されます。</translation>
    </message>
    <message>
        <source>The vault is locked after {minutes} idle minutes at the latest.</source>
        <translation>操作がないと、遅くとも {minutes} 分で金庫をロックします。</translation>
    </message>
    <message>
        <source>It is locked when the computer sleeps.</source>
        <translation>コンピューターがスリープするときにロックします。</translation>
    </message>
    <message>
        <source>It is locked with the screen.</source>
        <translation>画面のロックと同時にロックします。</translation>
    </message>
    <message>
        <source>The vault opens at the protection level {level} or higher.</source>
        <translation>金庫は、保護状態が「{level}」以上のときだけ開きます。</translation>
    </message>
    <message>
        <source>The window is left out of screenshots.</source>
        <translation>画面の取り込みにウィンドウは写りません。</translation>
    </message>
    <message>
        <source>Exports are allowed.</source>
        <translation>書き出しができます。</translation>
    </message>
    <message>
        <source>Every export is asked about and noted.</source>
        <translation>書き出しのたびに確認し、記録します。</translation>
    </message>
    <message>
        <source>There are no exports.</source>
        <translation>書き出しはできません。</translation>
    </message>
    <message>
        <source>No export goes into a folder that carries it to another computer.</source>
        <translation>ほかのコンピューターへ運ばれるフォルダーには書き出しません。</translation>
    </message>
    <message>
        <source>Copying is allowed.</source>
        <translation>コピーができます。</translation>
    </message>
    <message>
        <source>The clipboard is cleared after copying.</source>
        <translation>コピーした内容は、しばらくするとクリップボードから消えます。</translation>
    </message>
    <message>
        <source>There is no copying.</source>
        <translation>コピーはできません。</translation>
    </message>
    <message>
        <source>What is copied is cleared after {seconds} seconds.</source>
        <translation>コピーした内容は {seconds} 秒後に消えます。</translation>
    </message>
    <message>
        <source>The label of a new conversation is fixed.</source>
        <translation>新しい会話の秘密区分が決められています。</translation>
    </message>
</context>
<context>
    <name>PolicySection</name>
    <message>
        <source>Set by the administrator</source>
        <translation>管理者による設定</translation>
    </message>
    <message>
        <source>• {demand}</source>
        <translation>• {demand}</translation>
    </message>
</context>
<context>
    <name>Protection</name>
    <message>
        <source>Protection: strong</source>
        <translation>保護 強</translation>
    </message>
    <message>
        <source>Protection: medium</source>
        <translation>保護 中</translation>
    </message>
    <message>
        <source>Protection: weak</source>
        <translation>保護 弱</translation>
    </message>
    <message>
        <source>The system refuses network access and starting programs to everything here that sees your texts, also by way of other programs.</source>
        <translation>文章を扱うすべてのプログラムについて、ネットワークへの接続とプログラムの起動をOSが拒否します。ほかのプログラムを介した経路もふさがれています。</translation>
    </message>
    <message>
        <source>The system refuses network access and starting programs to everything here that sees your texts. Other programs of this computer could still be asked to do it.</source>
        <translation>文章を扱うすべてのプログラムについて、ネットワークへの接続とプログラムの起動をOSが拒否します。ただし、このコンピューターのほかのプログラムに依頼する経路は残っています。</translation>
    </message>
    <message>
        <source>Not every layer of protection works on this computer. Hisho itself sends nothing, but the system would not stop a fault in it.</source>
        <translation>このコンピューターでは一部の保護層が働いていません。秘書自体は何も送信しませんが、不具合があった場合にOSが止めることはできません。</translation>
    </message>
</context>
<context>
    <name>ProtectionCorner</name>
    <message>
        <source>Window</source>
        <translation>ウィンドウ</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>No network, no other programs (seccomp)</source>
        <translation>ネットワークとほかのプログラムを禁止（seccomp）</translation>
    </message>
    <message>
        <source>Own files only (Landlock)</source>
        <translation>自分のファイルだけに制限（Landlock）</translation>
    </message>
    <message>
        <source>Shut off from other services (bubblewrap)</source>
        <translation>ほかのサービスから隔離（bubblewrap）</translation>
    </message>
    <message>
        <source>Without bubblewrap this stays possible by way of others: {what}</source>
        <translation>bubblewrap がないため、ほかのプログラムを介して次のことができます：{what}</translation>
    </message>
    <message>
        <source>A probe found something allowed that should be refused: {name}</source>
        <translation>拒否されるはずの操作が許可されていました: {name}</translation>
    </message>
</context>
<context>
    <name>ProtectionDialog</name>
    <message>
        <source>Protection</source>
        <translation>保護状態</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Why it is not higher</source>
        <translation>これより上の段階にならない理由</translation>
    </message>
    <message>
        <source>• {reason}</source>
        <translation>・{reason}</translation>
    </message>
    <message>
        <source>What holds for each program</source>
        <translation>プログラムごとの状態</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>{layer}: on</source>
        <translation>{layer}：有効</translation>
    </message>
    <message>
        <source>{layer}: off ({reason})</source>
        <translation>{layer}：無効（{reason}）</translation>
    </message>
    <message>
        <source>{layer}: off</source>
        <translation>{layer}：無効</translation>
    </message>
</context>
<context>
    <name>ProtectionPage</name>
    <message>
        <source>Vault and protection</source>
        <translation>金庫と保護</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>このページを閉じる</translation>
    </message>
    <message>
        <source>Close this page (Esc)</source>
        <translation>このページを閉じる (Esc)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>プロファイル</translation>
    </message>
    <message>
        <source>This is the profile “{profile}”.</source>
        <translation>プロファイル「{profile}」を使っています。</translation>
    </message>
    <message>
        <source>This is the first profile; “hisho --profile NAME” opens another one with its own vault.</source>
        <translation>最初のプロファイルです。別の金庫を使うには「hisho --profile 名前」で起動します。</translation>
    </message>
    <message>
        <source>Vault {vault} in {folder}</source>
        <translation>金庫 {vault}（{folder}）</translation>
    </message>
</context>
<context>
    <name>QCoreApplication.self</name>
    <message>
        <source>{layer}: {reason}</source>
        <translation>{layer}: {reason}</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>Passphrase in use</source>
        <translation>現在のパスフレーズ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Guide model</source>
        <translation>案内モデル</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>モデル</translation>
    </message>
    <message>
        <source>{count} tokens were still warm</source>
        <translation>{count} トークンは前の計算を再利用</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>エンジン</translation>
    </message>
    <message>
        <source>CPU library</source>
        <translation>CPU 用ライブラリー</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>置き場所</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>スレッド数</translation>
    </message>
    <message>
        <source>Read in pieces of</source>
        <translation>読んだ区切り</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>はじまり</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>考える時間</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>乱数の種</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>選び方</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>保護状態</translation>
    </message>
    <message>
        <source>off</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>short</source>
        <translation>短く</translation>
    </message>
    <message>
        <source>long</source>
        <translation>長く</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>強</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>弱</translation>
    </message>
    <message>
        <source>always the likeliest token</source>
        <translation>常に最も確率の高いトークン</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>モデルへの指示</translation>
    </message>
</context>
<context>
    <name>RecipeCorner</name>
    <message>
        <source>Another model is loaded. To make it again, choose {name} first.</source>
        <translation>別のモデルを読み込んでいます。作り直すには、先に {name} を選んでください。</translation>
    </message>
    <message>
        <source>To make it again, the model has to be loaded first.</source>
        <translation>作り直すには、先にモデルの読み込みが必要です。</translation>
    </message>
    <message>
        <source>Another answer is being written.</source>
        <translation>ほかの回答を書いているところです。</translation>
    </message>
</context>
<context>
    <name>RecipeDialog</name>
    <message>
        <source>What made this answer</source>
        <translation>この回答の作られ方</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Make it again under the same conditions</source>
        <translation>同じ条件で作り直す</translation>
    </message>
    <message>
        <source>Nothing was kept of what made this answer.</source>
        <translation>この回答の作られ方は保存されていません。</translation>
    </message>
    <message>
        <source>The engine or its settings are not the same as then: single words of the new answer may differ.</source>
        <translation>エンジンやその設定が当時と異なるため、言葉づかいが一部変わることがあります。</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. This answer had a beginning that was still warm, so single words of the new one may differ.</source>
        <translation>すべてを最初から読み直します。元の回答は前の計算を再利用していたため、言葉づかいが一部変わることがあります。</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. An earlier version kept less of what made this answer, so the new one may differ.</source>
        <translation>すべてを最初から読み直します。以前のバージョンは回答の作成条件を一部しか記録していなかったため、新しい回答は元と異なることがあります。</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. Another program was busy while this answer was made, so single words of the new one may differ.</source>
        <translation>すべてを最初から読み直します。元の回答を作っている間にほかのプログラムが動いていたため、言葉づかいが一部変わることがあります。</translation>
    </message>
    <message>
        <source>Everything will be read from scratch: the new answer will be the same.</source>
        <translation>すべてを最初から読み直し、同じ回答を作ります。</translation>
    </message>
</context>
<context>
    <name>RecordCorner</name>
    <message>
        <source>Export the audit log</source>
        <translation>監査ログの書き出し</translation>
    </message>
    <message>
        <source>Hisho audit log {date}</source>
        <translation>Hisho 監査ログ {date}</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines 形式</translation>
    </message>
    <message>
        <source>The audit log was written to {path}.</source>
        <translation>監査ログを {path} に書き出しました。</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Audit log</source>
        <translation>監査ログ</translation>
    </message>
    <message>
        <source>Close the audit log</source>
        <translation>監査ログを閉じる</translation>
    </message>
    <message>
        <source>Close the audit log (Esc)</source>
        <translation>監査ログを閉じる（Esc）</translation>
    </message>
    <message>
        <source>What happened to the vault and in it, each entry bound to all before it. Digests stand for texts: no word of a conversation is in it. It stays in the vault until you export it.</source>
        <translation>金庫に起きたこと、金庫の中で起きたことの記録です。各項目は、それより前のすべての項目と連鎖で結ばれています。文章はダイジェストで表し、会話の言葉は一つも含みません。書き出すまで金庫の外には出ません。</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>今すぐ検証</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>書き出す…</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>There are no such entries.</source>
        <translation>該当する記録はありません</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>過去 7 日</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>過去 30 日</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>過去 365 日</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>The chain holds from the first entry to the last ({count}).</source>
        <translation>最初から最後まで、連鎖は正しくつながっています（{count} 件）。</translation>
    </message>
    <message>
        <source>The chain is broken at entry {number}: an entry was changed, taken out or put in there. What comes after it is not vouched for.</source>
        <translation>{number} 番目の項目で連鎖が切れています。そこで項目が変更、削除または挿入されました。それ以降は保証できません。</translation>
    </message>
    <message>
        <source>Digest of the last entry that holds: {digest}</source>
        <translation>正しくつながる最後の項目のダイジェスト：{digest}</translation>
    </message>
    <message>
        <source>Fingerprint of the key that signs protection reports: {fingerprint}</source>
        <translation>保護レポートに署名する鍵のフィンガープリント：{fingerprint}</translation>
    </message>
    <message>
        <source>Entry {number} · {when} · {what}</source>
        <translation>{number} 番 · {when} · {what}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
    <message>
        <source>Digest of the entry: {digest}</source>
        <translation>項目のダイジェスト：{digest}</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyPage</name>
    <message>
        <source>Your recovery key</source>
        <translation>復旧キー</translation>
    </message>
    <message>
        <source>Write it down on paper, and keep it away from this computer.</source>
        <translation>紙に書き留めて、このコンピューターとは別の場所に保管してください。</translation>
    </message>
    <message>
        <source>It cannot be printed from here: the print system would keep a readable copy of it.</source>
        <translation>ここからは印刷できません。印刷システムに、読める形の写しが残るためです。</translation>
    </message>
    <message>
        <source>The key that was shown before was not confirmed. This one takes its place.</source>
        <translation>前に表示した復旧キーは確認されていません。代わりに、このキーをお使いください。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Show the key again</source>
        <translation>キーをもう一度見る</translation>
    </message>
    <message>
        <source>Group {number}: {group}</source>
        <translation>{number}番目のグループ: {group}</translation>
    </message>
    <message>
        <source>The administrator does not allow copying.</source>
        <translation>管理者の設定によりコピーできません。</translation>
    </message>
    <message>
        <source>Copied for {seconds} seconds. Every program can read the clipboard: save it within that time.</source>
        <translation>{seconds}秒間だけコピーしました。クリップボードはどのプログラムからも読めます。その間に保存してください。</translation>
    </message>
    <message>
        <source>Type groups {first} and {second} from what you have written down.</source>
        <translation>書き留めたキーの{first}番目と{second}番目のグループを入力してください。</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>確認</translation>
    </message>
    <message>
        <source>It opens the vault when the passphrase or the keyring is lost. It is shown only now, and without it nobody can help you.</source>
        <translation>パスフレーズやキーリングを失ったときに金庫を開けるキーです。表示されるのは今だけで、失うと誰にも助けられません。</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>書き留めました</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>How to verify this report</source>
        <translation>この報告書の検証方法</translation>
    </message>
    <message>
        <source>It is not signed, so there is nothing to verify. Unlock the vault and make another.</source>
        <translation>署名がないため、検証するものがありません。金庫を開いて作り直してください。</translation>
    </message>
    <message>
        <source>With Hisho: hisho doctor --verify-report FILE. Without it, openssl and this key as key.pem; the last line of the file is the signature over all lines before it.</source>
        <translation>Hisho での検証：hisho doctor --verify-report ファイル名。Hisho を使わない場合は、下の鍵を key.pem として保存し、openssl で検証します。ファイルの最終行が、それより前の全行に対する署名です。</translation>
    </message>
    <message>
        <source>The signature shows that the report came from the vault with this key and was not changed since. It does not show whose vault that is: compare the fingerprint with the one that the app shows, once and in person.</source>
        <translation>署名が示すのは、この鍵を持つ金庫から作られ、その後変更されていないことです。誰の金庫かは示しません。フィンガープリントをアプリに表示されるものと、最初に一度、対面で照合してください。</translation>
    </message>
    <message>
        <source>For the JSON form:</source>
        <translation>JSON 形式の場合：</translation>
    </message>
    <message>
        <source>The report is made by the program that it is about. Whoever controls this computer, as its administrator or by malware of the same user, can make it say anything; the hashes, compared with those of a release, and the tests, run elsewhere, are what cannot be talked round.</source>
        <translation>この報告書は、対象であるプログラム自身が作ります。このコンピューターを支配する者（管理者や、同じ利用者権限のマルウェア）は、何でも書かせることができます。ごまかせないのは、リリースのものと突き合わせたハッシュ値と、別の環境で実行したテストです。</translation>
    </message>
    <message>
        <source>What is on the screen, in memory while the vault is open, in swap, or in an export, is not protected by any of this.</source>
        <translation>画面に表示中の内容、金庫を開いている間のメモリー、スワップ、書き出したファイルは、これらの仕組みでは保護されません。</translation>
    </message>
    <message>
        <source>Times are those of this computer&apos;s clock, which can be set.</source>
        <translation>時刻はこのコンピューターの時計によるもので、変更できます。</translation>
    </message>
    <message>
        <source>What this does not show</source>
        <translation>この報告書が示さないこと</translation>
    </message>
    <message>
        <source>Hisho: report on its protection</source>
        <translation>Hisho 保護レポート</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>コマンドライン</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>推論エンジン</translation>
    </message>
    <message>
        <source>Document reader</source>
        <translation>文書の読み取り</translation>
    </message>
    <message>
        <source>Fetcher</source>
        <translation>通信担当</translation>
    </message>
    <message>
        <source>Work on model files</source>
        <translation>モデルファイルの処理</translation>
    </message>
    <message>
        <source>Kernel filter (seccomp)</source>
        <translation>システムコールの制限（seccomp）</translation>
    </message>
    <message>
        <source>Files and ports (Landlock)</source>
        <translation>ファイルとポートの制限（Landlock）</translation>
    </message>
    <message>
        <source>Own network and services (bubblewrap)</source>
        <translation>ネットワークとサービスの隔離（bubblewrap）</translation>
    </message>
    <message>
        <source>Connect by TCP</source>
        <translation>TCP で接続する</translation>
    </message>
    <message>
        <source>Connect by TCP, past Python</source>
        <translation>TCP で接続する（Python を介さず）</translation>
    </message>
    <message>
        <source>Send by UDP</source>
        <translation>UDP で送信する</translation>
    </message>
    <message>
        <source>Make a socket in a new thread</source>
        <translation>新しいスレッドでソケットを作る</translation>
    </message>
    <message>
        <source>Make an IPv4 socket</source>
        <translation>IPv4 ソケットを作る</translation>
    </message>
    <message>
        <source>Make an IPv6 socket</source>
        <translation>IPv6 ソケットを作る</translation>
    </message>
    <message>
        <source>Make a netlink socket</source>
        <translation>netlink ソケットを作る</translation>
    </message>
    <message>
        <source>Make a socket to the host of a virtual machine</source>
        <translation>仮想マシンのホストへのソケットを作る</translation>
    </message>
    <message>
        <source>Make a raw socket</source>
        <translation>raw ソケットを作る</translation>
    </message>
    <message>
        <source>Make a socket of this computer (for the screen and the keyring)</source>
        <translation>コンピューター内のソケットを作る（画面とキーリング用）</translation>
    </message>
    <message>
        <source>Reach an abstract socket of this computer</source>
        <translation>コンピューター内の抽象ソケットに接続する</translation>
    </message>
    <message>
        <source>Wait for others to connect</source>
        <translation>外からの接続を待ち受ける</translation>
    </message>
    <message>
        <source>Make a pair of connected ends (wanted)</source>
        <translation>つながった一対の端点を作る（意図した許可）</translation>
    </message>
    <message>
        <source>Use io_uring, past the filter</source>
        <translation>io_uring でフィルターを迂回する</translation>
    </message>
    <message>
        <source>Reach the session bus</source>
        <translation>セッションバスに接続する</translation>
    </message>
    <message>
        <source>Ask the session bus to start a program</source>
        <translation>セッションバスにプログラムを起動させる</translation>
    </message>
    <message>
        <source>See a service on the system bus</source>
        <translation>システムバス上のサービスを見る</translation>
    </message>
    <message>
        <source>Reach a socket behind which programs are started</source>
        <translation>プログラムを起動できるソケットに接続する</translation>
    </message>
    <message>
        <source>Start a program</source>
        <translation>プログラムを起動する</translation>
    </message>
    <message>
        <source>Start a shell</source>
        <translation>シェルを起動する</translation>
    </message>
    <message>
        <source>Make a process (fork)</source>
        <translation>プロセスを作る（fork）</translation>
    </message>
    <message>
        <source>Make a process (by its number)</source>
        <translation>プロセスを作る（システムコール番号で）</translation>
    </message>
    <message>
        <source>Turn into another program</source>
        <translation>別のプログラムに変わる</translation>
    </message>
    <message>
        <source>Run a program from memory</source>
        <translation>メモリー上のプログラムを実行する</translation>
    </message>
    <message>
        <source>Make memory executable (wanted)</source>
        <translation>メモリーを実行可能にする（意図した許可）</translation>
    </message>
    <message>
        <source>Read /etc/passwd</source>
        <translation>/etc/passwd を読む</translation>
    </message>
    <message>
        <source>Read the home folder</source>
        <translation>ホームフォルダーを読む</translation>
    </message>
    <message>
        <source>Read the vault&apos;s folder</source>
        <translation>金庫のフォルダーを読む</translation>
    </message>
    <message>
        <source>Write to a model</source>
        <translation>モデルに書き込む</translation>
    </message>
    <message>
        <source>Shorten a model</source>
        <translation>モデルを切り詰める</translation>
    </message>
    <message>
        <source>Rename a model</source>
        <translation>モデルの名前を変える</translation>
    </message>
    <message>
        <source>Write outside its own folders</source>
        <translation>自分のフォルダーの外に書き込む</translation>
    </message>
    <message>
        <source>Read the memory of another process</source>
        <translation>他のプロセスのメモリーを読む</translation>
    </message>
    <message>
        <source>Write to the memory of another process</source>
        <translation>他のプロセスのメモリーに書き込む</translation>
    </message>
    <message>
        <source>Read the environment of another process</source>
        <translation>他のプロセスの環境変数を読む</translation>
    </message>
    <message>
        <source>Take over another process</source>
        <translation>他のプロセスを乗っ取る（ptrace）</translation>
    </message>
    <message>
        <source>Copy the memory of another process</source>
        <translation>他のプロセスのメモリーを複写する</translation>
    </message>
    <message>
        <source>Send a signal to another process</source>
        <translation>他のプロセスにシグナルを送る</translation>
    </message>
    <message>
        <source>Take an open file from another process</source>
        <translation>他のプロセスの開いたファイルを奪う</translation>
    </message>
    <message>
        <source>Make a namespace</source>
        <translation>名前空間を作る</translation>
    </message>
    <message>
        <source>Make a user namespace</source>
        <translation>ユーザー名前空間を作る</translation>
    </message>
    <message>
        <source>Mount a file system</source>
        <translation>ファイルシステムをマウントする</translation>
    </message>
    <message>
        <source>Use the kernel&apos;s keyring</source>
        <translation>カーネルのキーリングを使う</translation>
    </message>
    <message>
        <source>Load a program into the kernel (BPF)</source>
        <translation>カーネルにプログラムを読み込ませる（BPF）</translation>
    </message>
    <message>
        <source>Watch the processor (perf)</source>
        <translation>プロセッサーを監視する（perf）</translation>
    </message>
    <message>
        <source>{program}: a probe came out otherwise than intended: {probe}</source>
        <translation>{program}：検査が意図と違う結果になりました：{probe}</translation>
    </message>
    <message>
        <source>{program}: can still have others act for it: {probe}</source>
        <translation>{program}：ほかのプログラムを介して次のことができます：{probe}</translation>
    </message>
    <message>
        <source>{program}: {layer} is not in force ({reason})</source>
        <translation>{program}：{layer}が有効ではありません（{reason}）</translation>
    </message>
    <message>
        <source>the kernel does not offer it</source>
        <translation>カーネルにこの機能がありません</translation>
    </message>
    <message>
        <source>not for this processor</source>
        <translation>このプロセッサーでは使えません</translation>
    </message>
    <message>
        <source>the kernel refused it</source>
        <translation>カーネルに拒否されました</translation>
    </message>
    <message>
        <source>the program was started without it</source>
        <translation>この保護なしで起動されました</translation>
    </message>
    <message>
        <source>it should be there, and the program does not find it</source>
        <translation>有効なはずですが、プログラムからは確認できません</translation>
    </message>
    <message>
        <source>bubblewrap is not installed</source>
        <translation>bubblewrap がインストールされていません</translation>
    </message>
    <message>
        <source>this system does not let bubblewrap work</source>
        <translation>このシステムでは bubblewrap が動作できません</translation>
    </message>
    <message>
        <source>AppArmor does not let bubblewrap work; Hisho&apos;s package for Ubuntu has the rule for it</source>
        <translation>AppArmor が bubblewrap の動作を許可していません。Ubuntu 用の Hisho パッケージに必要な規則が含まれています</translation>
    </message>
    <message>
        <source>this system&apos;s settings forbid user namespaces</source>
        <translation>このシステムの設定でユーザー名前空間が禁止されています</translation>
    </message>
    <message>
        <source>xdg-dbus-proxy is not installed</source>
        <translation>xdg-dbus-proxy がインストールされていません</translation>
    </message>
    <message>
        <source>xdg-dbus-proxy did not start</source>
        <translation>xdg-dbus-proxy を起動できませんでした</translation>
    </message>
    <message>
        <source>the screen is reached over a network</source>
        <translation>画面がネットワーク経由で表示されています</translation>
    </message>
    <message>
        <source>Windows has no such layer</source>
        <translation>Windows にはこの層がありません</translation>
    </message>
    <message>
        <source>no report</source>
        <translation>報告なし</translation>
    </message>
    <message>
        <source>Made {when} on this computer by Hisho {version}.</source>
        <translation>{when} に、このコンピューターの Hisho {version} が作成。</translation>
    </message>
    <message>
        <source>Signed by the vault&apos;s key. Its fingerprint:</source>
        <translation>金庫の鍵で署名されています。鍵のフィンガープリント：</translation>
    </message>
    <message>
        <source>Not signed, without the network&apos;s ledger and without the record of events: it was made without the vault being open, and nobody vouches for it.</source>
        <translation>署名、通信の記録、操作の記録はありません。金庫を開かずに作られたもので、内容を保証する者はいません。</translation>
    </message>
    <message>
        <source>All three layers are in force in every program, and every probe came out as intended. What sees texts can neither reach a network nor start programs, nor have others do it.</source>
        <translation>すべてのプログラムで三つの層が有効で、すべての検査が意図どおりでした。文章を扱うプログラムは、ネットワークへの接続もプログラムの起動もできず、他のプログラムにさせることもできません。</translation>
    </message>
    <message>
        <source>Our own two layers are in force in every program, and every probe came out as intended. Other programs of this computer could still be asked to do what ours may not.</source>
        <translation>すべてのプログラムで Hisho 自身の二つの層が有効で、すべての検査が意図どおりでした。ただし、このコンピューターの他のプログラムに、Hisho には許されないことを頼む余地が残っています。</translation>
    </message>
    <message>
        <source>Something that is promised does not hold here; the reasons follow.</source>
        <translation>約束の一部が、ここでは成り立っていません。理由は次のとおりです。</translation>
    </message>
    <message>
        <source>Why it is not higher:</source>
        <translation>これより高くない理由：</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>保護状態</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>プログラム</translation>
    </message>
    <message>
        <source>Layers of each program</source>
        <translation>各プログラムの保護層</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>not in force ({reason})</source>
        <translation>有効でない（{reason}）</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>試したこと</translation>
    </message>
    <message>
        <source>Each program tries each of these on itself. “Refused” and “allowed” are what happened; where that is not what is intended, the cell says so. What there was nothing to try on proves nothing. The name in small type and the program&apos;s name stand in the name of the test.</source>
        <translation>各プログラムが、これらを自分自身で実際に試します。「拒否」「許可」は実際の結果で、意図と違う場合はその欄に示します。「試す対象なし」は何も証明しません。小さな文字の名前とプログラム名が、テストの名前に入っています。</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>検査</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>許可</translation>
    </message>
    <message>
        <source>nothing to try it on</source>
        <translation>試す対象なし</translation>
    </message>
    <message>
        <source>{outcome}: not intended</source>
        <translation>{outcome}：意図と違う</translation>
    </message>
    <message>
        <source>{refused} of {all} attempts refused</source>
        <translation>{all} 件中 {refused} 件を拒否</translation>
    </message>
    <message>
        <source>as intended</source>
        <translation>意図どおり</translation>
    </message>
    <message>
        <source>not as intended</source>
        <translation>意図と違う</translation>
    </message>
    <message>
        <source>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. The fetcher, which is allowed a network, shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</source>
        <translation>{when} に、各プログラムの新しいプロセスが、このコンピューター自身の discard ポート（9）への接続と、ネットワークにつながるものの取得を試みました。これが示すのは、その時点に、このコンピューターで、カーネルが拒否したことです。ネットワークを許された通信担当では同種の試みが成功し、検査が機能していることを示します。過去に何も外へ出なかったことまでは示しません。それについては、専用のネットワーク内でプログラム全体の全パケットを監視する「パケットゼロ」テストがあります。</translation>
    </message>
    <message>
        <source>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. No program of this edition is allowed a network, so none of them shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</source>
        <translation>{when} に、各プログラムの新しいプロセスが、このコンピューター自身の discard ポート（9）への接続と、ネットワークにつながるものの取得を試みました。これが示すのは、その時点に、このコンピューターで、カーネルが拒否したことです。この版にはネットワークを許されたプログラムがないため、同種の試みが成功しうることを示すものはありません。過去に何も外へ出なかったことまでは示しません。それについては、専用のネットワーク内でプログラム全体の全パケットを監視する「パケットゼロ」テストがあります。</translation>
    </message>
    <message>
        <source>Tried now</source>
        <translation>今回の試行</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Self-test: nothing leaves</source>
        <translation>自己検査：外に出ないこと</translation>
    </message>
    <message>
        <source>What went over the network</source>
        <translation>ネットワークを通ったもの</translation>
    </message>
    <message>
        <source>Only the fetcher has a network, and it notes every exchange before it begins: the host, the bytes received, and what the user had clicked. Copied into the vault at every unlock.</source>
        <translation>ネットワークを使えるのは通信担当だけで、すべての通信を始まる前に記録します：接続先、受信バイト数、利用者の操作。記録は金庫を開くたびに金庫へ写されます。</translation>
    </message>
    <message>
        <source>The part that speaks to a network is not installed, and no program is allowed a network, so nothing is added here. What stands here was noted by the full edition, when that was installed.</source>
        <translation>ネットワークと通信する部分はインストールされておらず、ネットワークを許されたプログラムもないため、ここに記録が増えることはありません。記録がある場合は、通常版がインストールされていたときのものです。</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>受信バイト数</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>Nothing: no exchange was ever noted.</source>
        <translation>なし：通信の記録は一件もありません。</translation>
    </message>
    <message>
        <source>The newest lines; the JSON form has all of them:</source>
        <translation>最新の記録（全件は JSON 形式にあります）：</translation>
    </message>
    <message>
        <source>Clicked</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keyring of this computer</source>
        <translation>このコンピューターのキーリング</translation>
    </message>
    <message>
        <source>Passphrase (Argon2id)</source>
        <translation>パスフレーズ（Argon2id）</translation>
    </message>
    <message>
        <source>Recovery key (160 bits, on paper)</source>
        <translation>復旧キー（160 ビット、紙に控えたもの）</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>キーリングとパスフレーズの併用</translation>
    </message>
    <message>
        <source>Escrow key of the administrator</source>
        <translation>管理者のエスクロー鍵</translation>
    </message>
    <message>
        <source>The vault (SQLCipher, AES-256) opens in these ways and no others. Kinds only: no key stands here.</source>
        <translation>金庫（SQLCipher、AES-256）を開く方法は次のものだけです。種類のみで、鍵は記載しません。</translation>
    </message>
    <message>
        <source>There is no vault yet.</source>
        <translation>金庫はまだありません。</translation>
    </message>
    <message>
        <source>Ways into the vault</source>
        <translation>金庫を開く方法</translation>
    </message>
    <message>
        <source>Record of events</source>
        <translation>監査ログ（操作の記録）</translation>
    </message>
    <message>
        <source>The chain holds from the first event to the last.</source>
        <translation>最初から最後まで、連鎖は正しくつながっています。</translation>
    </message>
    <message>
        <source>The chain is broken at event {number}.</source>
        <translation>{number} 番目の記録で連鎖が切れています。</translation>
    </message>
    <message>
        <source>Checked now</source>
        <translation>今回の検証</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Digest of the last</source>
        <translation>最後の記録のダイジェスト</translation>
    </message>
    <message>
        <source>Old copies put back</source>
        <translation>古い複製への差し替えを検知した回数</translation>
    </message>
    <message>
        <source>Policy of the administrator</source>
        <translation>管理者による設定</translation>
    </message>
    <message>
        <source>There is none on this computer: the user decides.</source>
        <translation>このコンピューターにはありません。利用者が決めます。</translation>
    </message>
    <message>
        <source>The policy is not accepted ({fault}), so everything that it could close is closed.</source>
        <translation>設定が受け入れられないため（{fault}）、閉じられるものはすべて閉じています。</translation>
    </message>
    <message>
        <source>SHA-256 of the file:</source>
        <translation>ファイルの SHA-256：</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>バイト数</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>スキーマ</translation>
    </message>
    <message>
        <source>There is no backup of this vault in its usual place.</source>
        <translation>既定の場所にこの金庫のバックアップはありません。</translation>
    </message>
    <message>
        <source>Backups (encrypted)</source>
        <translation>バックアップ（暗号化済み）</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>読めません</translation>
    </message>
    <message>
        <source>{count} files of Hisho itself: one SHA-256 over the lines of sha256sum in the order of their paths (the JSON form has each).</source>
        <translation>Hisho 自身のファイル {count} 個：sha256sum の出力行をパス順に並べたものの SHA-256（個別の値は JSON 形式にあります）。</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>What runs here</source>
        <translation>動いているもの</translation>
    </message>
    <message>
        <source>Not told: it lies in the vault, which was not open.</source>
        <translation>記載できません。開かれていない金庫の中にあります。</translation>
    </message>
    <message>
        <source>Tests:</source>
        <translation>テスト：</translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message>
        <source>Save the protection report</source>
        <translation>保護レポートの保存</translation>
    </message>
    <message>
        <source>Hisho protection report {date}</source>
        <translation>Hisho 保護レポート {date}</translation>
    </message>
    <message>
        <source>Page to read and print</source>
        <translation>読む・印刷するページ</translation>
    </message>
    <message>
        <source>For programs</source>
        <translation>プログラム用</translation>
    </message>
    <message>
        <source>The protection report is being made…</source>
        <translation>保護レポートを作成しています…</translation>
    </message>
    <message>
        <source>The protection report was written to {path}.</source>
        <translation>保護レポートを {path} に書き出しました。</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Bring back a vault</source>
        <translation>金庫を取り戻す</translation>
    </message>
    <message>
        <source>Passphrase of that time or of today</source>
        <translation>パスフレーズ（当時のもの、または現在のもの）</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>ほかのフォルダーを見る…</translation>
    </message>
    <message>
        <source>There is no backup here. Choose the folder of one, for example on a USB stick.</source>
        <translation>ここにはバックアップがありません。USBメモリーなど、バックアップのあるフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>For a damaged vault: what can be read is saved, and what is lost is counted.</source>
        <translation>金庫が壊れているときに使います。読めるものをすべて救い、失われたものを数えて知らせます。</translation>
    </message>
    <message>
        <source>Repair the vault that is here</source>
        <translation>この金庫を修復する</translation>
    </message>
    <message>
        <source>Backup of {when} · {size}</source>
        <translation>{when} のバックアップ・{size}</translation>
    </message>
    <message>
        <source>Backup of {when}, before an update · {size}</source>
        <translation>{when} のバックアップ（更新前）・{size}</translation>
    </message>
    <message>
        <source>{backup} · opens with the old passphrase or recovery key</source>
        <translation>{backup} · 古いパスフレーズか復旧キーで開きます</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>パスフレーズを使う</translation>
    </message>
    <message>
        <source>Use the recovery key</source>
        <translation>復旧キーを使う</translation>
    </message>
    <message>
        <source>The vault that is here is kept beside it; nothing is written over. What was written after a backup is not in that.</source>
        <translation>今の金庫は隣に残り、上書きされません。バックアップより後に書いた内容は、そのバックアップに含まれません。</translation>
    </message>
    <message>
        <source>A backup opens with the recovery key of its vault, or with its passphrase where that needs no keyring.</source>
        <translation>バックアップは、その金庫の復旧キーで開きます。キーリングを必要としない金庫なら、パスフレーズでも開きます。</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>金庫を開く</translation>
    </message>
    <message>
        <source>Reading page {done} of {count}…</source>
        <translation>{count} ページのうち {done} ページ目を読んでいます…</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>取り戻しています…</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修復する</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>復元する</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>The backup was restored.</source>
        <translation>バックアップを復元しました。</translation>
    </message>
    <message>
        <source>The vault of before is kept in {folder}.</source>
        <translation>以前の金庫は {folder} に残してあります。</translation>
    </message>
    <message>
        <source>Damaged pages: {bad} of {pages}.</source>
        <translation>壊れていたページ：{pages} ページ中 {bad} ページ。</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) without their text.</source>
        <translation>
            <numerusform>%n 件のメッセージは本文が失われました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) without their end.</source>
        <translation>
            <numerusform>%n 件の文章は末尾が失われました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) with their text alone.</source>
        <translation>
            <numerusform>%n 件のメッセージは本文だけが残りました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) without their dates, labelled most secret now.</source>
        <translation>
            <numerusform>%n 件の会話は日付が失われたため、最も厳しい区分にしました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) saved.</source>
        <translation>
            <numerusform>メッセージ %n 件を救いました。</numerusform>
        </translation>
    </message>
    <message>
        <source>No text was lost.</source>
        <translation>失われた文章はありません。</translation>
    </message>
</context>
<context>
    <name>RetentionCorner</name>
    <message numerus="yes">
        <source>%n conversation(s) came back from the trash: by the clock they are not too old.</source>
        <translation>
            <numerusform>%n 件の会話をゴミ箱から戻しました。現在の日付では保存期間内です。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were deleted for good, as your administrator demands.</source>
        <translation>
            <numerusform>管理者の設定により、%n 件の会話を完全に削除しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) are older than your administrator allows and went to the trash.</source>
        <translation>
            <numerusform>管理者が定めた保存期間を過ぎた会話 %n 件をゴミ箱に移しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They will be deleted for good after %n more day(s) of use.</source>
        <translation>
            <numerusform>秘書をあと %n 日使うと、完全に削除されます。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The answer is saved now.</source>
        <translation>回答を保存しました。</translation>
    </message>
    <message>
        <source>What shall we work on?</source>
        <translation>何から始めましょうか？</translation>
    </message>
    <message>
        <source>Everything stays on this computer, encrypted. Ask below.</source>
        <translation>内容はすべて暗号化され、このコンピューターの外に出ません。下の欄に質問してください。</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the export</source>
        <translation>書き出しの保存</translation>
    </message>
    <message>
        <source>Exports (*{suffix})</source>
        <translation>書き出しファイル (*{suffix})</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SaveEvidenceDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SearchHitModel</name>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>タスク</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>無題</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>You</source>
        <translation>自分</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>下書き</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>指示</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>フォーム</translation>
    </message>
    <message>
        <source>Own task</source>
        <translation>自分のタスク</translation>
    </message>
    <message>
        <source>{title}: {excerpt}</source>
        <translation>{title}：{excerpt}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>設定を閉じる</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>設定を閉じる (Esc)</translation>
    </message>
    <message>
        <source>Display and typing</source>
        <translation>表示と入力</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>About Hisho</source>
        <translation>Hishoについて</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>文字の大きさ</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>送信キー</translation>
    </message>
    <message>
        <source>Lock automatically</source>
        <translation>自動ロック</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>エディション</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>案内モデル</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>データの場所</translation>
    </message>
    <message>
        <source>Vault, passphrase and protection…</source>
        <translation>金庫・パスフレーズ・保護…</translation>
    </message>
    <message>
        <source>Licences of all parts…</source>
        <translation>すべての部品のライセンス…</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Enter (Shift+Enter: new line)</source>
        <translation>Enter（Shift+Enterで改行）</translation>
    </message>
    <message>
        <source>Ctrl+Enter (Enter: new line)</source>
        <translation>Ctrl+Enter（Enterで改行）</translation>
    </message>
</context>
<context>
    <name>SharingCorner</name>
    <message>
        <source>Saved, not encrypted: {path}</source>
        <translation>保存しました（暗号化されていません）：{path}</translation>
    </message>
    <message>
        <source>The administrator does not allow exports into such a folder: {path}</source>
        <translation>管理者の設定により、このフォルダーには書き出せません：{path}</translation>
    </message>
    <message>
        <source>Set by the administrator: there are no exports.</source>
        <translation>管理者による設定：書き出しはできません。</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message numerus="yes">
        <source>Copied; the clipboard is cleared after %n second(s).</source>
        <translation>
            <numerusform>コピーしました。%n秒後にクリップボードから消去します。</numerusform>
        </translation>
    </message>
    <message>
        <source>The administrator does not allow copying.</source>
        <translation>管理者の設定によりコピーできません。</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) taken in.</source>
        <translation>
            <numerusform>会話を%n件取り込みました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hisho</source>
        <translation>秘書</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>会話を検索</translation>
    </message>
    <message>
        <source>Search titles and texts</source>
        <translation>題名と本文を検索</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会話の一覧</translation>
    </message>
    <message>
        <source>Your conversations will be listed here.</source>
        <translation>会話はここに並びます。</translation>
    </message>
    <message>
        <source>Trash ({count})</source>
        <translation>ゴミ箱 ({count})</translation>
    </message>
</context>
<context>
    <name>SpeedChart</name>
    <message>
        <source>Speed of the last answers</source>
        <translation>最近の回答の速さ</translation>
    </message>
    <message>
        <source>Nothing measured yet: ask something.</source>
        <translation>まだ測定がありません。質問すると表示されます。</translation>
    </message>
    <message>
        <source>Last {last} tokens/s · fastest {fastest} · slowest {slowest} · {count} measured</source>
        <translation>直近 {last} トークン/秒 · 最速 {fastest} · 最遅 {slowest} · {count} 件</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>トークン/秒</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>What shall we work on?</source>
        <translation>何から始めましょうか？</translation>
    </message>
    <message>
        <source>Choose a task, or ask below. Everything stays on this computer, encrypted.</source>
        <translation>タスクを選ぶか、下の欄にそのまま質問してください。内容は暗号化され、このコンピューターの外には出ません。</translation>
    </message>
    <message>
        <source>Make a task of my own</source>
        <translation>自分のタスクを作る</translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message>
        <source>Open GGUF…</source>
        <translation>GGUFを開く…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>モデル…</translation>
    </message>
    <message>
        <source>Find, fetch, verify and remove models (Ctrl+M)</source>
        <translation>モデルの検索・取得・検証・削除（Ctrl+M）</translation>
    </message>
    <message>
        <source>Use a model file where it is; nothing is copied</source>
        <translation>モデルファイルを元の場所のまま使います。コピーはしません</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>モデルを選ぶ</translation>
    </message>
    <message>
        <source>Progress of loading the model</source>
        <translation>モデルの読み込みの進み具合</translation>
    </message>
    <message>
        <source>Progress of checking the file</source>
        <translation>ファイルの確認の進み具合</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>案内モデル</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>モデルなし</translation>
    </message>
    <message>
        <source>It can only show you the way around Hisho</source>
        <translation>使い方だけを案内できます</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>読み込み中</translation>
    </message>
    <message>
        <source>Loading {percent} %</source>
        <translation>読み込み中 {percent} %</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>回答中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Engine details…</source>
        <translation>エンジンの詳細…</translation>
    </message>
    <message>
        <source>{name} (file not found)</source>
        <translation>{name}（ファイルが見つかりません）</translation>
    </message>
    <message>
        <source>{name} · {detail}</source>
        <translation>{name} · {detail}</translation>
    </message>
    <message>
        <source>Checking {percent} % · {name}</source>
        <translation>確認中 {percent} % · {name}</translation>
    </message>
    <message>
        <source>Every layer of protection is in force</source>
        <translation>すべての保護層が有効です</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>{why}, so {what}.</source>
        <translation>{why}ため、{what}。</translation>
    </message>
    <message>
        <source>another one is started</source>
        <translation>起動し直します</translation>
    </message>
    <message>
        <source>The memory of the GPU does not suffice</source>
        <translation>GPU のメモリーが足りない</translation>
    </message>
    <message>
        <source>The free memory of this computer does not suffice</source>
        <translation>このコンピューターの空きメモリーが足りない</translation>
    </message>
    <message>
        <source>The GPU failed</source>
        <translation>GPU で障害が起きた</translation>
    </message>
    <message>
        <source>The engine made no progress</source>
        <translation>エンジンの処理が進まない</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly</source>
        <translation>エンジンが予期せず終了した</translation>
    </message>
    <message>
        <source>the model is opened again on the CPU alone</source>
        <translation>モデルを CPU だけで開き直します</translation>
    </message>
    <message>
        <source>the model is opened again with {count} of {layers} layers on the GPU</source>
        <translation>{layers} 層中 {count} 層を GPU に置いてモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again with the experts of {experts} layers off the GPU</source>
        <translation>{experts} 層分のエキスパートを GPU から外してモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again with a context of {context} tokens</source>
        <translation>文脈の長さを {context} トークンにしてモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again with a more compact context</source>
        <translation>文脈の記憶を圧縮してモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again to read less at a time</source>
        <translation>一度に読む量を減らしてモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again and used where its file lies</source>
        <translation>ファイルを直接使う形でモデルを開き直します</translation>
    </message>
    <message>
        <source>the model is opened again</source>
        <translation>モデルを開き直します</translation>
    </message>
</context>
<context>
    <name>StopsRow</name>
    <message>
        <source>At most {count} texts of {length} characters are possible.</source>
        <translation>最大 {count} 個、それぞれ {length} 文字までです。</translation>
    </message>
</context>
<context>
    <name>TaskEditor</name>
    <message>
        <source>Title</source>
        <translation>タイトル</translation>
    </message>
    <message>
        <source>Description on the card</source>
        <translation>カードに表示する説明</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>モデルへの指示</translation>
    </message>
    <message>
        <source>Fields of the form (three at most)</source>
        <translation>フォームの欄（3つまで）</translation>
    </message>
    <message>
        <source>The question; {name} stands for the field of that name</source>
        <translation>質問文（{name} のように書いた所に、その欄の内容が入ります）</translation>
    </message>
    <message>
        <source>Variety of the answers</source>
        <translation>回答の幅</translation>
    </message>
    <message>
        <source>Back to the tasks</source>
        <translation>タスクの一覧に戻る</translation>
    </message>
    <message>
        <source>Back to the tasks (Esc)</source>
        <translation>タスクの一覧に戻る（Esc）</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>新しいタスク</translation>
    </message>
    <message>
        <source>Edit the task</source>
        <translation>タスクを編集</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>欄を追加</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>正確に</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>バランスよく</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>モデルの標準</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>自由に</translation>
    </message>
    <message>
        <source>Give every field a label.</source>
        <translation>すべての欄に名前を付けてください。</translation>
    </message>
    <message>
        <source>Give the task a title.</source>
        <translation>タスクにタイトルを付けてください。</translation>
    </message>
    <message>
        <source>Something is too long: titles and labels have 200 characters at most, texts 20,000.</source>
        <translation>長すぎる所があります。タイトルや欄の名前は200文字まで、文章は20,000文字までです。</translation>
    </message>
    <message>
        <source>A form has one to three fields.</source>
        <translation>フォームの欄は1つから3つまでです。</translation>
    </message>
    <message>
        <source>A choice has two to eight different answers.</source>
        <translation>選択肢は、互いに異なるものを2つから8つまで書いてください。</translation>
    </message>
    <message>
        <source>Write the question.</source>
        <translation>質問文を書いてください。</translation>
    </message>
    <message>
        <source>The question names a field in braces that there is not.</source>
        <translation>質問文の波かっこの中に、存在しない欄の名前があります。</translation>
    </message>
    <message>
        <source>The question does not name every field, such as {text}.</source>
        <translation>質問文に入っていない欄があります。{text} のように書いてください。</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>Back to the tasks</source>
        <translation>タスクの一覧に戻る</translation>
    </message>
    <message>
        <source>Back to the tasks (Esc)</source>
        <translation>タスクの一覧に戻る（Esc）</translation>
    </message>
    <message>
        <source>Copy and edit</source>
        <translation>コピーして編集</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends from any field.</source>
        <translation>どの欄からでもCtrl+Enterで送信できます。</translation>
    </message>
</context>
<context>
    <name>TasksCorner</name>
    <message>
        <source>the folder itself</source>
        <translation>フォルダー自体</translation>
    </message>
    <message>
        <source>Tasks that cannot be used were left out ({files}); hisho doctor says why.</source>
        <translation>使えないタスクを除きました（{files}）。理由は hisho doctor で確認できます。</translation>
    </message>
    <message>
        <source>The guide model only explains Hisho; choose another model for this task.</source>
        <translation>案内モデルは使い方だけを案内します。このタスクには別のモデルを選んでください。</translation>
    </message>
</context>
<context>
    <name>TextRow</name>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>TheftSection</name>
    <message>
        <source>If you suspect a theft</source>
        <translation>盗まれた疑いがあるとき</translation>
    </message>
    <message>
        <source>If somebody may have copied the vault and may know a key, make all keys anew: the vault is encrypted again, with a new passphrase and a new recovery key. A copy that was taken before stays readable with the old keys; nothing can take it back.</source>
        <translation>金庫の写しを取られ、鍵も知られたおそれがあるときは、すべての鍵を作り直してください。新しいパスフレーズと復旧キーで、金庫全体を暗号化し直します。すでに持ち出された写しは、古い鍵で読めるままで、取り消せません。</translation>
    </message>
    <message>
        <source>Make all keys anew…</source>
        <translation>すべての鍵を作り直す…</translation>
    </message>
    <message>
        <source>Progress of encrypting the vault again</source>
        <translation>金庫の再暗号化の進み具合</translation>
    </message>
    <message>
        <source>All keys are new. Backups from before open with the old ones.</source>
        <translation>すべての鍵を作り直しました。これより前のバックアップは古い鍵で開きます。</translation>
    </message>
    <message>
        <source>First comes the new recovery key, to be written down. The old one opens nothing then.</source>
        <translation>まず新しい復旧キーを表示するので、書き留めてください。古い復旧キーでは開けなくなります。</translation>
    </message>
    <message>
        <source>Make all keys anew</source>
        <translation>すべての鍵を作り直す</translation>
    </message>
</context>
<context>
    <name>ThinkingChoice</name>
    <message>
        <source>Thinking: as usual</source>
        <translation>考える時間: 自動</translation>
    </message>
    <message>
        <source>Thinking: off</source>
        <translation>考える時間: なし</translation>
    </message>
    <message>
        <source>Thinking: short</source>
        <translation>考える時間: 短い</translation>
    </message>
    <message>
        <source>Thinking: long</source>
        <translation>考える時間: 長い</translation>
    </message>
    <message>
        <source>How long the model thinks</source>
        <translation>考える時間</translation>
    </message>
</context>
<context>
    <name>Threshold</name>
    <message>
        <source>Set by the administrator: the manager of intellectual property, or whoever has the private key of your organisation, can open this vault without you from now on.</source>
        <translation>管理者による設定：今後は、知財管理者など組織の秘密鍵を持つ人が、あなたがいなくてもこの金庫を開けられます。</translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring opens this vault no more.</source>
        <translation>管理者による設定：今後、キーリングではこの金庫を開けません。</translation>
    </message>
    <message>
        <source>The keyring had lost its key to this vault and has a new one now.</source>
        <translation>キーリングからこの金庫の鍵が失われていたため、新しい鍵を保存しました。</translation>
    </message>
    <message>
        <source>This vault needed keyring and passphrase together. The keyring cannot be used now: the passphrase opens it alone from now on. “Vault and protection” can ask for both again.</source>
        <translation>この金庫はキーリングとパスフレーズの両方を必要としていましたが、いまキーリングを使えないため、今後はパスフレーズだけで開きます。「金庫と保護」で両方を必要とする設定に戻せます。</translation>
    </message>
</context>
<context>
    <name>TickList</name>
    <message>
        <source>All</source>
        <translation>すべて選ぶ</translation>
    </message>
    <message>
        <source>None</source>
        <translation>すべて外す</translation>
    </message>
</context>
<context>
    <name>TokenCounter</name>
    <message>
        <source>Share of the model&apos;s context in use</source>
        <translation>モデルに渡せる長さの使用量</translation>
    </message>
    <message>
        <source>{tokens} / {limit} tokens</source>
        <translation>{tokens} / {limit} トークン</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>You: {text}</source>
        <translation>あなた: {text}</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>アシスタント</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>The model was not given what stands above</source>
        <translation>ここから上はモデルに渡していません</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>案内モデル</translation>
    </message>
    <message>
        <source>Stopped here</source>
        <translation>ここで停止しました</translation>
    </message>
    <message>
        <source>Interrupted here</source>
        <translation>ここで中断されました</translation>
    </message>
    <message>
        <source>The limit of length was reached</source>
        <translation>長さの上限に達しました</translation>
    </message>
    <message>
        <source>[Image: {name}]</source>
        <translation>［画像: {name}］</translation>
    </message>
    <message>
        <source>Thinking … ({count} characters)</source>
        <translation>考えています…（{count} 文字）</translation>
    </message>
    <message>
        <source>How it was thought ({count} characters)</source>
        <translation>考えの経過（{count} 文字）</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>Trash</source>
        <translation>ゴミ箱</translation>
    </message>
    <message>
        <source>Close the trash</source>
        <translation>ゴミ箱を閉じる</translation>
    </message>
    <message>
        <source>Close the trash (Esc)</source>
        <translation>ゴミ箱を閉じる (Esc)</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会話</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>削除した日時</translation>
    </message>
    <message>
        <source>Conversations in the trash</source>
        <translation>ゴミ箱の中の会話</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>ゴミ箱を空にする…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>完全に削除</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) of use left</source>
        <translation>
            <numerusform>あと %n 日使うと完全に削除</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversations in the trash are still in the vault, and search leaves them out.</source>
        <translation>ゴミ箱の会話は金庫に残っていますが、検索の対象にはなりません。</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>ゴミ箱は空です。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n conversation(s) for good? They cannot be brought back.</source>
        <translation>
            <numerusform>%n件の会話を完全に削除しますか？元には戻せません。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Ask the keyring again</source>
        <translation>キーリングにもう一度問い合わせる</translation>
    </message>
    <message>
        <source>Backups and repair…</source>
        <translation>バックアップと修復…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>The vault is being brought to this version: {percent} %. Please wait.</source>
        <translation>金庫をこのバージョンの形式に更新しています（{percent} %）。しばらくお待ちください。</translation>
    </message>
    <message>
        <source>The vault cannot be opened</source>
        <translation>金庫を開けません</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>中身は何も変更していません。</translation>
    </message>
    <message>
        <source>Hisho is locked</source>
        <translation>Hishoはロックされています</translation>
    </message>
    <message>
        <source>Enter your passphrase.</source>
        <translation>パスフレーズを入力してください。</translation>
    </message>
    <message>
        <source>Enter your recovery key.</source>
        <translation>復旧キーを入力してください。</translation>
    </message>
    <message>
        <source>Waiting for this computer’s keyring. It may ask you in a window of its own.</source>
        <translation>このコンピューターのキーリングの応答を待っています。別のウィンドウで確認を求められることがあります。</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>ロックを解除しています…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>ロックを解除</translation>
    </message>
    <message>
        <source>Next attempt in {seconds} s</source>
        <translation>あと {seconds} 秒で試せます</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>パスフレーズを使う</translation>
    </message>
    <message>
        <source>Use the recovery key</source>
        <translation>復旧キーを使う</translation>
    </message>
</context>
<context>
    <name>UpkeepCorner</name>
    <message>
        <source>The vault is damaged (bad pages: {pages}). Lock Hisho or start it anew, and choose “Backups and repair…”; nothing more is backed up until then.</source>
        <translation>金庫が壊れています（壊れたページ：{pages}）。Hisho をロックするか再起動し、「バックアップと修復…」を選んでください。それまではバックアップを行いません。</translation>
    </message>
    <message>
        <source>The chosen folder for backups cannot be used; today’s lies beside the vault.</source>
        <translation>選ばれたバックアップ先のフォルダーを使えないため、今日のバックアップは金庫の隣に置きました。</translation>
    </message>
</context>
<context>
    <name>UsageForm</name>
    <message>
        <source>User</source>
        <translation>利用者</translation>
    </message>
    <message>
        <source>Annual revenue</source>
        <translation>年間売上</translation>
    </message>
    <message>
        <source>Licences are judged by it. It stays on this computer.</source>
        <translation>ライセンスの判定に使います。このコンピューターの外には出ません。</translation>
    </message>
    <message>
        <source>Please choose</source>
        <translation>選択してください</translation>
    </message>
    <message>
        <source>Company or office</source>
        <translation>会社・事務所</translation>
    </message>
    <message>
        <source>Research or teaching</source>
        <translation>研究・教育</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>個人</translation>
    </message>
    <message>
        <source>1 billion yen or more</source>
        <translation>10 億円以上</translation>
    </message>
    <message>
        <source>less than 1 billion yen</source>
        <translation>10 億円未満</translation>
    </message>
</context>
<context>
    <name>ValueLabel</name>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
</context>
<context>
    <name>VaultCorner</name>
    <message>
        <source>Locking needs a passphrase: without one, nothing could ask who you are.</source>
        <translation>ロックするにはパスフレーズが必要です。パスフレーズがないと、本人かどうかを確かめられません。</translation>
    </message>
    <message>
        <source>Cancel: nothing is changed</source>
        <translation>キャンセル（何も変更しません）</translation>
    </message>
</context>
<context>
    <name>VaultGate</name>
    <message>
        <source>The keyring of this computer is locked.</source>
        <translation>このコンピューターのキーリングはロックされています。</translation>
    </message>
    <message>
        <source>This computer has no keyring that Hisho can use.</source>
        <translation>このコンピューターには使えるキーリングがありません。</translation>
    </message>
</context>
<context>
    <name>WaysSection</name>
    <message>
        <source>What opens the vault</source>
        <translation>金庫を開く方法</translation>
    </message>
    <message>
        <source>Each of these opens it. One that is removed or replaced opens nothing any more.</source>
        <translation>次のどれでも開けます。削除または変更したものでは、もう開けません。</translation>
    </message>
    <message>
        <source>Let the keyring open it too</source>
        <translation>キーリングでも開けるようにする</translation>
    </message>
    <message>
        <source>Ask for keyring and passphrase together…</source>
        <translation>キーリングとパスフレーズの両方を必要にする…</translation>
    </message>
    <message>
        <source>Ask for a passphrase alone…</source>
        <translation>パスフレーズだけで開けるようにする…</translation>
    </message>
    <message>
        <source>New recovery key…</source>
        <translation>復旧キーを作り直す…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>削除…</translation>
    </message>
    <message>
        <source>Remove: {way}</source>
        <translation>削除: {way}</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>パスフレーズを変更…</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>パスフレーズを設定…</translation>
    </message>
    <message>
        <source>Keyring of this computer</source>
        <translation>このコンピューターのキーリング</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>パスフレーズ</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>キーリングとパスフレーズの両方</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>復旧キー</translation>
    </message>
    <message>
        <source>Key of your organisation</source>
        <translation>組織の鍵</translation>
    </message>
    <message>
        <source>Opens it without a question while it is not locked.</source>
        <translation>ロックしていない間は、何も尋ねずに開きます。</translation>
    </message>
    <message>
        <source>Opens it alone.</source>
        <translation>これだけで開けます。</translation>
    </message>
    <message>
        <source>Neither opens it without the other.</source>
        <translation>どちらか一方だけでは開けません。</translation>
    </message>
    <message>
        <source>For an emergency; on paper, away from this computer.</source>
        <translation>非常用です。紙に書き、このコンピューターから離して保管してください。</translation>
    </message>
    <message>
        <source>Set by the administrator: whoever has its private part, such as the manager of intellectual property, can open this vault without you.</source>
        <translation>管理者による設定：知財管理者など、対になる秘密鍵を持つ人は、あなたがいなくてもこの金庫を開けられます。</translation>
    </message>
    <message>
        <source>Not confirmed yet.</source>
        <translation>書き留めたことがまだ確認されていません。</translation>
    </message>
    <message>
        <source>Since {date}</source>
        <translation>{date} に設定</translation>
    </message>
    <message>
        <source>From now on neither opens the vault without the other. On another computer, or without the keyring, only the recovery key does. The new passphrase may be the one in use.</source>
        <translation>今後は、どちらか一方だけでは金庫を開けません。別のコンピューターやキーリングがない場合は、復旧キーだけで開きます。新しいパスフレーズは現在のものと同じでも構いません。</translation>
    </message>
    <message>
        <source>From now on the passphrase is asked for at every start.</source>
        <translation>今後は起動のたびにパスフレーズを尋ねます。</translation>
    </message>
    <message>
        <source>Without a passphrase Hisho cannot be locked: whoever uses your account could read everything.</source>
        <translation>パスフレーズがないとロックできません。あなたのアカウントを使う人は、だれでもすべて読めてしまいます。</translation>
    </message>
    <message>
        <source>Your organisation could not open this vault any more.</source>
        <translation>組織の鍵では、この金庫を開けられなくなります。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除する</translation>
    </message>
    <message>
        <source>You will see a new recovery key, to be written down. When that is confirmed, the key on paper of before opens nothing any more.</source>
        <translation>新しい復旧キーを表示するので書き留めてください。確認が済むと、これまでの紙のキーでは何も開けなくなります。</translation>
    </message>
    <message>
        <source>Show a new recovery key</source>
        <translation>新しい復旧キーを表示</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>New conversation</source>
        <translation>新しい会話</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>この会話の中を検索</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>次の該当箇所</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>前の該当箇所</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>ロック</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>サイドバーの表示を切り替える</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>モデル</translation>
    </message>
</context>
<context>
    <name>WindowProgram</name>
    <message>
        <source>The window ended unexpectedly and was started again. What was finished is kept.</source>
        <translation>ウィンドウが予期せず終了したため、もう一度起動しました。完了した内容は残っています。</translation>
    </message>
</context>
<context>
    <name>Witness</name>
    <message>
        <source>Audit log…</source>
        <translation>監査ログ…</translation>
    </message>
</context>
</TS>
