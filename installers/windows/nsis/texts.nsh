; Every sentence of the installer in both languages.

!macro SAY NAME ENGLISH JAPANESE
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
  LangString ${NAME} ${LANG_JAPANESE} "${JAPANESE}"
!macroend

!insertmacro SAY COMMENT "Drafts never leave this computer" "下書きはこのパソコンの外に出ません"
!insertmacro SAY FILE_TYPE_NAME "GGUF language model" "GGUF 言語モデル"
!insertmacro SAY START_HISHO "Start Hisho" "Hisho を起動する"
!insertmacro SAY OLD_WINDOWS \
  "Hisho needs Windows 10 or newer." \
  "Hisho には Windows 10 以降が必要です。"
!insertmacro SAY NEED_ADMINISTRATOR \
  "For everybody on this computer, an administrator has to start this program as administrator." \
  "すべてのユーザー用の操作です。管理者が「管理者として実行」で起動してください。"
!insertmacro SAY OTHER_INSTALLER \
  "Hisho was installed by its .msi. Please uninstall that first." \
  "Hisho は .msi でインストールされています。先にそれをアンインストールしてください。"
!insertmacro SAY RUNNING \
  "Hisho is running ($R1). Please quit it, then try again." \
  "Hisho が実行中です（$R1）。終了してから再試行してください。"
!insertmacro SAY OLDER_STAYS \
  "The older version could not be removed. Nothing was changed." \
  "以前のバージョンを削除できませんでした。変更は加えていません。"
!insertmacro SAY NOT_WRITTEN \
  "Not all files could be written. Please make room on the disk, or choose another folder." \
  "書き込めないファイルがありました。ディスクの空きを増やすか、別のフォルダーを選んでください。"
!insertmacro SAY NOT_ERASED \
  "This could not be overwritten or deleted; another program may have it open: $Stays. Hisho stays installed. \
Please close that program, then try again." \
  "上書きまたは削除できませんでした。ほかのプログラムが開いている可能性があります: $Stays。Hisho は\
インストールされたままです。そのプログラムを閉じてから再試行してください。"
!insertmacro SAY NOT_BLOCKED "The firewall took no rule for" "ファイアウォールに規則を追加できませんでした:"
!insertmacro SAY CHOICE_TITLE "Uninstall Hisho" "Hisho のアンインストール"
!insertmacro SAY CHOICE_SUBTITLE \
  "Choose what shall be deleted besides the program." \
  "プログラムのほかに削除するものを選んでください。"
!insertmacro SAY CHOICE_PROGRAM \
  "The program is removed. What you leave unticked stays in $R1." \
  "プログラムを削除します。選ばなかったものは $R1 に残ります。"
!insertmacro SAY CHOICE_MODELS "&Models that were downloaded" "ダウンロードしたモデル(&M)"
!insertmacro SAY CHOICE_HISTORY \
  "&Conversations, their backups, and settings" \
  "会話、そのバックアップ、設定(&C)"
!insertmacro SAY CHOICE_WARNING \
  "Conversations cannot be brought back: the keys of the vault are destroyed first. Backups in folders that \
you chose yourself stay, and open with your passphrase." \
  "会話は元に戻せません。はじめに金庫の鍵を破壊します。ご自身で選んだフォルダーにあるバックアップは残り、\
パスフレーズで開けます。"
