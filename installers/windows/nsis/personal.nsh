; What a user may have deleted with the program: models, and conversations with their keys first.
;
; Silent: /MODELS, /HISTORY. It is about the user who runs the uninstaller and the usual place,
; %LOCALAPPDATA%\Hisho; folders that the user chose elsewhere for models or backups are not looked for.

!define PERSONAL "$LOCALAPPDATA\Hisho"
!define MOST_OVERWRITTEN 1048576    ; a header of the vault is not larger
!define READ_WRITE 0xC0000000
!define OPEN_EXISTING 3
!define FLUSH_AND_LINK_ITSELF 0x80200000
!define SHARED_BY_ALL 7
!define NO_ATTRIBUTES 0x80          ; a file that may only be read cannot be overwritten
!define TRIES 10                    ; a scanner or an indexer holds a file for a moment
!define FOLDER_BIT 0x10
!define LINK_BIT 0x400

Var WithModels
Var WithHistory
Var ModelsBox
Var HistoryBox
Var Stays           ; what could not be overwritten or deleted, the first of it

Function un.ReadSwitches
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/MODELS" $R1
  ${IfNot} ${Errors}
    StrCpy $WithModels 1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/HISTORY" $R1
  ${IfNot} ${Errors}
    StrCpy $WithHistory 1
  ${EndIf}
  ClearErrors
FunctionEnd

Function un.ShowChoice
  !insertmacro MUI_HEADER_TEXT "$(CHOICE_TITLE)" "$(CHOICE_SUBTITLE)"
  ; Whoever has typed an administrator's password runs this as the administrator: the page names the folder.
  SetShellVarContext current
  StrCpy $R1 "${PERSONAL}"
  Call un.ChooseWhose
  nsDialogs::Create 1018
  Pop $R0
  ${NSD_CreateLabel} 0 0 100% 24u "$(CHOICE_PROGRAM)"
  Pop $R0
  ${NSD_CreateCheckbox} 0 32u 100% 12u "$(CHOICE_MODELS)"
  Pop $ModelsBox
  ${NSD_CreateCheckbox} 0 52u 100% 12u "$(CHOICE_HISTORY)"
  Pop $HistoryBox
  ${NSD_CreateLabel} 12u 68u 95% 48u "$(CHOICE_WARNING)"
  Pop $R0
  ${IfNot} ${FileExists} "$R1\data\*.*"
    EnableWindow $ModelsBox 0
    EnableWindow $HistoryBox 0
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function un.TakeChoice
  ${NSD_GetState} $ModelsBox $R0
  ${If} $R0 == ${BST_CHECKED}
    StrCpy $WithModels 1
  ${EndIf}
  ${NSD_GetState} $HistoryBox $R0
  ${If} $R0 == ${BST_CHECKED}
    StrCpy $WithHistory 1
  ${EndIf}
FunctionEnd

; Before the program goes: where it fails, the uninstaller is still there to be started again.
Function un.DeletePersonal
  SetShellVarContext current
  again:
  StrCpy $Stays ""
  ${If} $WithHistory == 1
    Push "${PERSONAL}\data"
    Push "vault.json"
    Call un.EraseBelow
  ${EndIf}
  ${If} $Stays == ""
    Call un.DeleteChosen
  ${EndIf}
  ${If} $Stays == ""
    Return
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONSTOP "$(NOT_ERASED)" /SD IDCANCEL IDRETRY again
  SetErrorLevel ${EXIT_NOT_ERASED}
  Quit
FunctionEnd

Function un.DeleteChosen
  ${If} $WithHistory == 1
    Push "${PERSONAL}\data"
    Call un.DeleteHistory
    Push "${PERSONAL}\settings"
    Call un.DeleteTree
    Push "${PERSONAL}\cache"
    Call un.DeleteTree
    Push "${PERSONAL}\run"
    Call un.DeleteTree
  ${EndIf}
  ${If} $WithModels == 1
    Push "${PERSONAL}\data\models"
    Call un.DeleteTree
    Push "${PERSONAL}\data\registered"
    Call un.DeleteTree
  ${EndIf}
  ${If} $WithHistory == 1
  ${AndIf} $WithModels == 1
    Delete "${PERSONAL}\data\hisho-folder"
  ${EndIf}
  RMDir "${PERSONAL}\data"
  RMDir "${PERSONAL}"
FunctionEnd

; All in the data folder but the models, and the mark that says whose folder it is. Folder on the stack.
Function un.DeleteHistory
  Exch $0
  Push $1
  Push $2
  FindFirst $1 $2 "$0\*"
  ${DoWhile} $2 != ""
    ${If} $2 != "."
    ${AndIf} $2 != ".."
    ${AndIf} $2 != "models"
    ${AndIf} $2 != "registered"
    ${AndIf} $2 != "hisho-folder"
      Push "$0\$2"
      Call un.DeleteTree
    ${EndIf}
    FindNext $1 $2
  ${Loop}
  FindClose $1
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; The path in $0 is still there, where the last step on it has failed.
!macro NOTE_FAILURE
  ${If} ${Errors}
  ${AndIf} $Stays == ""
    StrCpy $Stays "$0"
  ${EndIf}
  ClearErrors
!macroend

; Attributes of the path in $0 into $3; -1 where there is nothing. Of a link: its own.
!macro ATTRIBUTES
  System::Call 'kernel32::GetFileAttributesW(w r0) i.r3'
!macroend

; The tree whose path is on the stack goes. A link or a junction goes itself; what it points to stays.
Function un.DeleteTree
  Exch $0
  Push $1
  Push $2
  Push $3
  !insertmacro ATTRIBUTES
  IntOp $1 $3 & ${LINK_BIT}
  IntOp $2 $3 & ${FOLDER_BIT}
  ${If} $3 == -1
    Goto done
  ${ElseIf} $2 == 0
    ClearErrors
    Delete "$0"
    !insertmacro NOTE_FAILURE
    Goto done
  ${ElseIf} $1 == 0
    FindFirst $1 $2 "$0\*"
    ${DoWhile} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        Push "$0\$2"
        Call un.DeleteTree
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
  ${EndIf}
  ClearErrors
  RMDir "$0"
  !insertmacro NOTE_FAILURE
  done:
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd

; Every file below a folder whose name begins so is overwritten and goes: the vault's header, what shall take
; its place, and those of backups. Folder and beginning are on the stack.
Function un.EraseBelow
  Exch $R9
  Exch
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  StrLen $4 $R9
  !insertmacro ATTRIBUTES
  IntOp $1 $3 & ${LINK_BIT}
  ${If} $3 != -1
  ${AndIf} $1 == 0
    FindFirst $1 $2 "$0\*"
    ${DoWhile} $2 != ""
      ${If} $2 != "."
      ${AndIf} $2 != ".."
        StrCpy $3 $2 $4
        ${If} ${FileExists} "$0\$2\*.*"
          ${If} "$0\$2" != "${PERSONAL}\data\models"
            Push "$0\$2"
            Push $R9
            Call un.EraseBelow
          ${EndIf}
        ${ElseIf} $3 == $R9
          Push "$0\$2"
          Call un.EraseFile
        ${EndIf}
      ${EndIf}
      FindNext $1 $2
    ${Loop}
    FindClose $1
  ${EndIf}
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
  Pop $R9
FunctionEnd

; The file whose path is on the stack is overwritten with zeros on the disk, then deleted; one that could not
; be overwritten stays as it is. A link is not followed: it is deleted, and what it points to stays.
Function un.EraseFile
  Exch $0
  Push $1
  Push $2
  Push $3
  Push $4
  StrCpy $4 0                           ; 1 when the zeros are on the disk
  System::Call 'kernel32::SetFileAttributesW(w r0, i ${NO_ATTRIBUTES})'
  ${ForEach} $2 1 ${TRIES} + 1
    System::Call 'kernel32::CreateFileW(w r0, i ${READ_WRITE}, i ${SHARED_BY_ALL}, p 0, i ${OPEN_EXISTING}, \
      i ${FLUSH_AND_LINK_ITSELF}, p 0) p.r1'
    ${If} $1 != -1
      ${ExitFor}
    ${EndIf}
    Sleep 200
  ${Next}
  ${If} $1 != -1
    System::Call 'kernel32::GetFileSize(p r1, p 0) i.r2'
    ${If} $2 U> ${MOST_OVERWRITTEN}
      StrCpy $2 ${MOST_OVERWRITTEN}
    ${EndIf}
    System::Alloc ${MOST_OVERWRITTEN}   ; zeros
    Pop $3
    System::Call 'kernel32::WriteFile(p r1, p r3, i r2, *i.r4, p 0)'
    System::Free $3
    System::Call 'kernel32::FlushFileBuffers(p r1) i.r3'
    System::Call 'kernel32::CloseHandle(p r1)'
    ${If} $4 == $2
    ${AndIf} $3 != 0
      StrCpy $4 1
    ${Else}
      StrCpy $4 0
    ${EndIf}
  ${EndIf}
  ClearErrors
  ${If} $4 == 1
    Delete "$0"
  ${Else}
    SetErrors
  ${EndIf}
  !insertmacro NOTE_FAILURE
  Pop $4
  Pop $3
  Pop $2
  Pop $1
  Pop $0
FunctionEnd
