; What installer and uninstaller both do: whose installation it is, and no change beneath a running program.

!macro REFUSE WORDS CODE
  MessageBox MB_OK|MB_ICONSTOP "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Windows asks for an administrator and starts the program anew; silently nobody can be asked.
!macro ASK_FOR_ADMINISTRATOR PROGRAM SWITCHES
  UserInfo::GetAccountType
  Pop $R1
  ${If} $R1 != "Admin"
    ${IfNot} ${Silent}
      ClearErrors
      ExecShell "runas" "${PROGRAM}" "${SWITCHES}"
      ${IfNot} ${Errors}
        Quit
      ${EndIf}
    ${EndIf}
    !insertmacro REFUSE "$(NEED_ADMINISTRATOR)" ${EXIT_NOT_ADMINISTRATOR}
  ${EndIf}
!macroend

!macro TRY_TO_OPEN PROGRAM
  ${If} ${FileExists} "$R0\${PROGRAM}"
    ClearErrors
    FileOpen $R2 "$R0\${PROGRAM}" a
    ${If} ${Errors}
      StrCpy $R1 "${PROGRAM}"
    ${Else}
      FileClose $R2
    ${EndIf}
  ${EndIf}
!macroend

!macro SHARED UN
  Function ${UN}ChooseWhose
    ${If} $ForAll == 1
      SetShellVarContext all
    ${Else}
      SetShellVarContext current
    ${EndIf}
  FunctionEnd

  ; Windows lets nobody write to a program that runs. The folder, or nothing, is on the stack.
  Function ${UN}RefuseWhileRunning
    Pop $R0
    ${If} $R0 == ""
      Return
    ${EndIf}
    again:
    StrCpy $R1 ""
    !insertmacro EACH_PROGRAM TRY_TO_OPEN
    ClearErrors
    ${If} $R1 == ""
      Return
    ${EndIf}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
    SetErrorLevel ${EXIT_RUNNING}
    Quit
  FunctionEnd
!macroend
!insertmacro SHARED ""
!insertmacro SHARED "un."
