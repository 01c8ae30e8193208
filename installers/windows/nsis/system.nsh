; What Windows is told: the list of programs, the type of model files, and rules for its firewall.

Function RegisterUninstaller
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\hisho.exe"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${KIBIBYTES}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1
FunctionEnd

; Hisho offers itself for .gguf; which program opens such a file stays as it was.
Function RegisterFileType
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}" "" "$(FILE_TYPE_NAME)"
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}\DefaultIcon" "" "$INSTDIR\hisho.exe,0"
  WriteRegStr SHCTX "Software\Classes\${FILE_TYPE}\shell\open\command" "" '"$INSTDIR\hisho.exe" "%1"'
  WriteRegNone SHCTX "Software\Classes\.gguf\OpenWithProgids" "${FILE_TYPE}"
  Call TellShell
FunctionEnd

Function un.UnregisterFileType
  DeleteRegValue SHCTX "Software\Classes\.gguf\OpenWithProgids" "${FILE_TYPE}"
  DeleteRegKey /ifempty SHCTX "Software\Classes\.gguf\OpenWithProgids"
  ; A key without keys below it may still hold the default that another program has set.
  ReadRegStr $R0 SHCTX "Software\Classes\.gguf" ""
  EnumRegValue $R1 SHCTX "Software\Classes\.gguf" 0
  ${If} "$R0$R1" == ""
    DeleteRegKey /ifempty SHCTX "Software\Classes\.gguf"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${FILE_TYPE}"
  Call un.TellShell
FunctionEnd

!macro TELL_SHELL UN
  Function ${UN}TellShell
    ${RefreshShellIcons}
  FunctionEnd
!macroend
!insertmacro TELL_SHELL ""
!insertmacro TELL_SHELL "un."

; A firewall that is off, or another maker's, refuses the rules: the installation goes on, and says so in
; its list of steps. The program is named in full, so that another copy's rules stay as they are.
!macro BLOCK PROGRAM
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall add rule name="Hisho: ${PROGRAM}" dir=out \
    action=block profile=any enable=yes program="$INSTDIR\${PROGRAM}"'
  Pop $R0
  ${If} $R0 != 0
    DetailPrint "$(NOT_BLOCKED) ${PROGRAM}"
  ${EndIf}
!macroend

!macro UNBLOCK PROGRAM
  nsExec::ExecToLog '"$SYSDIR\netsh.exe" advfirewall firewall delete rule name="Hisho: ${PROGRAM}" dir=out \
    program="$INSTDIR\${PROGRAM}"'
  Pop $R0
!macroend

Function BlockNetwork
  !insertmacro EACH_OFFLINE_PROGRAM BLOCK
FunctionEnd

Function un.UnblockNetwork
  !insertmacro EACH_OFFLINE_PROGRAM UNBLOCK
FunctionEnd
