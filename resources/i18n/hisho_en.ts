<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>BackupFolder</name>
    <message>
        <source>From the next start on backups are kept in {folder}; where it is not there, beside the vault.</source>
        <translation>From the next start on backups are kept in {folder}; where it is not there, beside the vault.</translation>
    </message>
</context>
<context>
    <name>BrowserPane</name>
    <message>
        <source>Models</source>
        <translation>Models</translation>
    </message>
</context>
<context>
    <name>Browsing</name>
    <message>
        <source>Fetch this model</source>
        <translation>Fetch this model</translation>
    </message>
    <message>
        <source>Say who uses the models…</source>
        <translation>Say who uses the models…</translation>
    </message>
    <message>
        <source>Show its files</source>
        <translation>Show its files</translation>
    </message>
    <message>
        <source>Import a GGUF from the maker…</source>
        <translation>Import a GGUF from the maker…</translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation>Import a GGUF file…</translation>
    </message>
    <message>
        <source>Import an exported folder…</source>
        <translation>Import an exported folder…</translation>
    </message>
    <message>
        <source>Show the nearest model</source>
        <translation>Show the nearest model</translation>
    </message>
    <message>
        <source>Use for answering</source>
        <translation>Use for answering</translation>
    </message>
    <message>
        <source>Verify again</source>
        <translation>Verify again</translation>
    </message>
    <message>
        <source>Export to a folder…</source>
        <translation>Export to a folder…</translation>
    </message>
    <message>
        <source>Export in parts for a FAT32 stick…</source>
        <translation>Export in parts for a FAT32 stick…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>Take off the list</source>
        <translation>Take off the list</translation>
    </message>
    <message>
        <source>Nothing recommended passes these filters.</source>
        <translation>Nothing recommended passes these filters.</translation>
    </message>
    <message>
        <source>Nothing is called so in the catalogue; the hub may have it.</source>
        <translation>Nothing is called so in the catalogue; the hub may have it.</translation>
    </message>
    <message>
        <source>No model is on this computer yet but the guide, which ships with Hisho.</source>
        <translation>No model is on this computer yet but the guide, which ships with Hisho.</translation>
    </message>
    <message>
        <source>Nothing is called so in the catalogue.</source>
        <translation>Nothing is called so in the catalogue.</translation>
    </message>
    <message>
        <source>Asking the hub…</source>
        <translation>Asking the hub…</translation>
    </message>
    <message numerus="yes">
        <source>The hub found %n result(s), reviewed by nobody here.</source>
        <translation>
            <numerusform>The hub found %n result, reviewed by nobody here.</numerusform>
            <numerusform>The hub found %n results, reviewed by nobody here.</numerusform>
        </translation>
    </message>
    <message>
        <source>The hub found nothing with a GGUF file.</source>
        <translation>The hub found nothing with a GGUF file.</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>From your organisation</source>
        <translation>From your organisation</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Mine</translation>
    </message>
    <message>
        <source>What to do with “{task}”</source>
        <translation>What to do with “{task}”</translation>
    </message>
</context>
<context>
    <name>CardWords</name>
    <message>
        <source>made in Japan from scratch</source>
        <translation>made in Japan from scratch</translation>
    </message>
    <message>
        <source>tuned in Japan on a foreign base</source>
        <translation>tuned in Japan on a foreign base</translation>
    </message>
    <message>
        <source>official file</source>
        <translation>official file</translation>
    </message>
    <message>
        <source>converted by the community</source>
        <translation>converted by the community</translation>
    </message>
    <message>
        <source>may be used</source>
        <translation>may be used</translation>
    </message>
    <message>
        <source>after accepting terms</source>
        <translation>after accepting terms</translation>
    </message>
    <message>
        <source>may not be used</source>
        <translation>may not be used</translation>
    </message>
    <message>
        <source>licence: say who uses it</source>
        <translation>licence: say who uses it</translation>
    </message>
    <message>
        <source>fits on the GPU</source>
        <translation>fits on the GPU</translation>
    </message>
    <message>
        <source>fits partly: {on_gpu} of {layers} layers on the GPU</source>
        <translation>fits partly: {on_gpu} of {layers} layers on the GPU</translation>
    </message>
    <message>
        <source>runs on the processor</source>
        <translation>runs on the processor</translation>
    </message>
    <message>
        <source>too large for this computer</source>
        <translation>too large for this computer</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>on this computer</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>File by</source>
        <translation>File by</translation>
    </message>
    <message>
        <source>Repository</source>
        <translation>Repository</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>taken at the first fetch and pinned then</source>
        <translation>taken at the first fetch and pinned then</translation>
    </message>
    <message>
        <source>made in Japan</source>
        <translation>made in Japan</translation>
    </message>
    <message>
        <source>made abroad</source>
        <translation>made abroad</translation>
    </message>
    <message>
        <source>fits on the GPU, but for experts</source>
        <translation>fits on the GPU, but for experts</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>Architecture</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} tokens</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Context</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>Measured</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>The digest is not known yet: it is taken from the hub at the first fetch.</source>
        <translation>The digest is not known yet: it is taken from the hub at the first fetch.</translation>
    </message>
    <message>
        <source>not on record</source>
        <translation>not on record</translation>
    </message>
    <message>
        <source>The digest is not on record: compare it with the one that its maker tells.</source>
        <translation>The digest is not on record: compare it with the one that its maker tells.</translation>
    </message>
    <message>
        <source>{total} (weights {weights}, context {kv}, computing {compute})</source>
        <translation>{total} (weights {weights}, context {kv}, computing {compute})</translation>
    </message>
    <message>
        <source>How to get it</source>
        <translation>How to get it</translation>
    </message>
    <message>
        <source>Nearest model</source>
        <translation>Nearest model</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Difference</translation>
    </message>
    <message>
        <source>not reviewed</source>
        <translation>not reviewed</translation>
    </message>
    <message>
        <source>terms to accept at the hub</source>
        <translation>terms to accept at the hub</translation>
    </message>
    <message>
        <source>licence unknown</source>
        <translation>licence unknown</translation>
    </message>
    <message>
        <source>Asking the hub for its files…</source>
        <translation>Asking the hub for its files…</translation>
    </message>
    <message>
        <source>Nobody here has reviewed this repository. Its files can be looked at before any is fetched.</source>
        <translation>Nobody here has reviewed this repository. Its files can be looked at before any is fetched.</translation>
    </message>
    <message>
        <source>Nobody here has reviewed this repository.</source>
        <translation>Nobody here has reviewed this repository.</translation>
    </message>
    <message numerus="yes">
        <source>Left out for want of a digest: %n file(s).</source>
        <translation>
            <numerusform>Left out for want of a digest: %n file.</numerusform>
            <numerusform>Left out for want of a digest: %n files.</numerusform>
        </translation>
    </message>
    <message>
        <source>Its maker wants terms accepted at {page}, and an access token under “Settings”.</source>
        <translation>Its maker wants terms accepted at {page}, and an access token under “Settings”.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>about {size}</translation>
    </message>
    <message>
        <source>{files} files</source>
        <translation>{files} files</translation>
    </message>
    <message>
        <source>file is gone</source>
        <translation>file is gone</translation>
    </message>
    <message>
        <source>changed since it was verified</source>
        <translation>changed since it was verified</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>shared folder</source>
        <translation>shared folder</translation>
    </message>
    <message>
        <source>used where it lies</source>
        <translation>used where it lies</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>by no conversation</source>
        <translation>by no conversation</translation>
    </message>
    <message numerus="yes">
        <source>by %n conversation(s)</source>
        <translation>
            <numerusform>by %n conversation</numerusform>
            <numerusform>by %n conversations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChoiceForm</name>
    <message>
        <source>Automatic (recommended)</source>
        <translation>Automatic (recommended)</translation>
    </message>
    <message>
        <source>Several GPUs</source>
        <translation>Several GPUs</translation>
    </message>
    <message>
        <source>CPU only</source>
        <translation>CPU only</translation>
    </message>
    <message>
        <source>Context length</source>
        <translation>Context length</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>Reopen with these settings</source>
        <translation>Reopen with these settings</translation>
    </message>
    <message>
        <source>Only {device}</source>
        <translation>Only {device}</translation>
    </message>
    <message>
        <source>{name} ({size})</source>
        <translation>{name} ({size})</translation>
    </message>
    <message>
        <source>{name} · {kind}</source>
        <translation>{name} · {kind}</translation>
    </message>
    <message>
        <source>Was chosen, but is not there now: {devices}</source>
        <translation>Was chosen, but is not there now: {devices}</translation>
    </message>
    <message>
        <source>{tokens} (the most)</source>
        <translation>{tokens} (the most)</translation>
    </message>
</context>
<context>
    <name>Cli</name>
    <message>
        <source>(estimated)</source>
        <translation>(estimated)</translation>
    </message>
    <message>
        <source>0: always the likeliest token</source>
        <translation>0: always the likeliest token</translation>
    </message>
    <message>
        <source>1: none</source>
        <translation>1: none</translation>
    </message>
    <message>
        <source>A proxy was found ({proxy}); --proxy environment uses it.</source>
        <translation>A proxy was found ({proxy}); --proxy environment uses it.</translation>
    </message>
    <message>
        <source>An encrypted vault was made for your conversations.</source>
        <translation>An encrypted vault was made for your conversations.</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Chat with a language model on this computer. Without a command: the window.</source>
        <translation>Chat with a language model on this computer. Without a command: the window.</translation>
    </message>
    <message>
        <source>Checking the model&apos;s file … {percent} %</source>
        <translation>Checking the model&apos;s file … {percent} %</translation>
    </message>
    <message>
        <source>Delete these files? yes/no: </source>
        <translation>Delete these files? yes/no: </translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>Devices</translation>
    </message>
    <message>
        <source>Earlier messages no longer fit and were not given to the model.</source>
        <translation>Earlier messages no longer fit and were not given to the model.</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Find, fetch, verify and remove language models.</source>
        <translation>Find, fetch, verify and remove language models.</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Folders</translation>
    </message>
    <message>
        <source>I have read the licence and accept it</source>
        <translation>I have read the licence and accept it</translation>
    </message>
    <message>
        <source>It can be fetched again from {place} while it is there.</source>
        <translation>It can be fetched again from {place} while it is there.</translation>
    </message>
    <message>
        <source>It was imported: without the file it came from it is lost.</source>
        <translation>It was imported: without the file it came from it is lost.</translation>
    </message>
    <message>
        <source>Its maker wants the terms accepted at {page} and an access token.</source>
        <translation>Its maker wants the terms accepted at {page} and an access token.</translation>
    </message>
    <message>
        <source>Keyring</source>
        <translation>Keyring</translation>
    </message>
    <message>
        <source>Loading the model … {percent} %</source>
        <translation>Loading the model … {percent} %</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Model: {name}. /quit ends the talk.</source>
        <translation>Model: {name}. /quit ends the talk.</translation>
    </message>
    <message>
        <source>Nobody here has reviewed these repositories.</source>
        <translation>Nobody here has reviewed these repositories.</translation>
    </message>
    <message>
        <source>Nobody knows the size of {name} before it is fetched.</source>
        <translation>Nobody knows the size of {name} before it is fetched.</translation>
    </message>
    <message>
        <source>Passphrase of the vault: </source>
        <translation>Passphrase of the vault: </translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Placement</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>Problems</translation>
    </message>
    <message>
        <source>Protection: {level}</source>
        <translation>Protection: {level}</translation>
    </message>
    <message>
        <source>Reading the question … {percent} %</source>
        <translation>Reading the question … {percent} %</translation>
    </message>
    <message>
        <source>Recovery key (shown once, write it down): {key}</source>
        <translation>Recovery key (shown once, write it down): {key}</translation>
    </message>
    <message>
        <source>Remove “{name}” ({size}) from this computer? yes/no: </source>
        <translation>Remove “{name}” ({size}) from this computer? yes/no: </translation>
    </message>
    <message>
        <source>Standard input is no terminal: lines are answered and nothing is kept.</source>
        <translation>Standard input is no terminal: lines are answered and nothing is kept.</translation>
    </message>
    <message>
        <source>Stopped here.</source>
        <translation>Stopped here.</translation>
    </message>
    <message>
        <source>Stopped here; what was answered so far is kept.</source>
        <translation>Stopped here; what was answered so far is kept.</translation>
    </message>
    <message>
        <source>The answer ends here because the limit of tokens was reached.</source>
        <translation>The answer ends here because the limit of tokens was reached.</translation>
    </message>
    <message>
        <source>The file stays where it is; Hisho only forgets it.</source>
        <translation>The file stays where it is; Hisho only forgets it.</translation>
    </message>
    <message>
        <source>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</source>
        <translation>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</translation>
    </message>
    <message>
        <source>The nearest model that can be fetched: {entry}</source>
        <translation>The nearest model that can be fetched: {entry}</translation>
    </message>
    <message>
        <source>The same passphrase again: </source>
        <translation>The same passphrase again: </translation>
    </message>
    <message>
        <source>There is no display here, so this is the chat in the terminal.</source>
        <translation>There is no display here, so this is the chat in the terminal.</translation>
    </message>
    <message>
        <source>Thinking … ({count} characters)</source>
        <translation>Thinking … ({count} characters)</translation>
    </message>
    <message>
        <source>This is the air-gap edition: the part that speaks to a network is not installed, so nothing is added here.</source>
        <translation>This is the air-gap edition: the part that speaks to a network is not installed, so nothing is added here.</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>Load time</source>
        <translation>Load time</translation>
    </message>
    <message>
        <source>A Hisho has it open.</source>
        <translation>A Hisho has it open.</translation>
    </message>
    <message>
        <source>A Hisho has it open; lock it there. From its next start on it is locked.</source>
        <translation>A Hisho has it open; lock it there. From its next start on it is locked.</translation>
    </message>
    <message>
        <source>All {layers} layers go to the GPU.</source>
        <translation>All {layers} layers go to the GPU.</translation>
    </message>
    <message>
        <source>Backup {number}: {folder} ({size})</source>
        <translation>Backup {number}: {folder} ({size})</translation>
    </message>
    <message>
        <source>Backups made before still open with the old secrets.</source>
        <translation>Backups made before still open with the old secrets.</translation>
    </message>
    <message>
        <source>Bad pages: {bad} of {pages}; other faults: {faults}</source>
        <translation>Bad pages: {bad} of {pages}; other faults: {faults}</translation>
    </message>
    <message>
        <source>Compare the fingerprint with the one that the app shows for this vault.</source>
        <translation>Compare the fingerprint with the one that the app shows for this vault.</translation>
    </message>
    <message>
        <source>Conversations without their dates: {count}</source>
        <translation>Conversations without their dates: {count}</translation>
    </message>
    <message>
        <source>Damaged pages: {count}</source>
        <translation>Damaged pages: {count}</translation>
    </message>
    <message>
        <source>Encrypting anew … {percent} %</source>
        <translation>Encrypting anew … {percent} %</translation>
    </message>
    <message>
        <source>Exit codes: 0 done, 1 failed, 2 wrong command line or not in this edition, 3 not permitted (policy, licence), 4 server or network, 5 not what it should be (digest, signature), 6 disk or folder, 130 interrupted.</source>
        <translation>Exit codes: 0 done, 1 failed, 2 wrong command line or not in this edition, 3 not permitted (policy, licence), 4 server or network, 5 not what it should be (digest, signature), 6 disk or folder, 130 interrupted.</translation>
    </message>
    <message>
        <source>Fetch it on a computer with a network, export it there, and import the folder here.</source>
        <translation>Fetch it on a computer with a network, export it there, and import the folder here.</translation>
    </message>
    <message>
        <source>Fingerprint of the key: {fingerprint}</source>
        <translation>Fingerprint of the key: {fingerprint}</translation>
    </message>
    <message>
        <source>It demands nothing.</source>
        <translation>It demands nothing.</translation>
    </message>
    <message>
        <source>It is closed.</source>
        <translation>It is closed.</translation>
    </message>
    <message>
        <source>It is locked: a passphrase or the recovery key is needed.</source>
        <translation>It is locked: a passphrase or the recovery key is needed.</translation>
    </message>
    <message>
        <source>It is shown this once and kept nowhere.</source>
        <translation>It is shown this once and kept nowhere.</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>Licence: {licence}</translation>
    </message>
    <message>
        <source>Messages saved: {count}</source>
        <translation>Messages saved: {count}</translation>
    </message>
    <message>
        <source>Messages with their text alone: {count}</source>
        <translation>Messages with their text alone: {count}</translation>
    </message>
    <message>
        <source>Messages without their text: {count}</source>
        <translation>Messages without their text: {count}</translation>
    </message>
    <message>
        <source>New passphrase of the vault: </source>
        <translation>New passphrase of the vault: </translation>
    </message>
    <message>
        <source>No entry is about this text or file.</source>
        <translation>No entry is about this text or file.</translation>
    </message>
    <message>
        <source>No part of Hisho is called “{name}”; “hisho licences” lists them all.</source>
        <translation>No part of Hisho is called “{name}”; “hisho licences” lists them all.</translation>
    </message>
    <message>
        <source>Number of its key: {number}</source>
        <translation>Number of its key: {number}</translation>
    </message>
    <message>
        <source>Reading page {done} of {count} …</source>
        <translation>Reading page {done} of {count} …</translation>
    </message>
    <message>
        <source>Reading speed</source>
        <translation>Reading speed</translation>
    </message>
    <message>
        <source>Recovery key of Hisho</source>
        <translation>Recovery key of Hisho</translation>
    </message>
    <message>
        <source>Recovery key: </source>
        <translation>Recovery key: </translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring opens this vault no more.</source>
        <translation>Set by the administrator: the keyring opens this vault no more.</translation>
    </message>
    <message>
        <source>Set by the administrator: this vault has to have a passphrase.</source>
        <translation>Set by the administrator: this vault has to have a passphrase.</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>Source: {address}</translation>
    </message>
    <message>
        <source>Texts without their end: {count}</source>
        <translation>Texts without their end: {count}</translation>
    </message>
    <message>
        <source>The administrator demands the protection level {wanted}; here it is {level}.</source>
        <translation>The administrator demands the protection level {wanted}; here it is {level}.</translation>
    </message>
    <message>
        <source>The administrator&apos;s policy is not accepted: {why}</source>
        <translation>The administrator&apos;s policy is not accepted: {why}</translation>
    </message>
    <message>
        <source>The backup was restored.</source>
        <translation>The backup was restored.</translation>
    </message>
    <message>
        <source>The chain holds: {count} entries, digest of the last {digest}</source>
        <translation>The chain holds: {count} entries, digest of the last {digest}</translation>
    </message>
    <message>
        <source>The chain is broken at entry {number}; it holds up to the digest {digest}</source>
        <translation>The chain is broken at entry {number}; it holds up to the digest {digest}</translation>
    </message>
    <message>
        <source>The context would be shortened to {tokens} tokens.</source>
        <translation>The context would be shortened to {tokens} tokens.</translation>
    </message>
    <message>
        <source>The experts of {kept} layers stay in the computer&apos;s memory.</source>
        <translation>The experts of {kept} layers stay in the computer&apos;s memory.</translation>
    </message>
    <message>
        <source>The keyring opens it without a question.</source>
        <translation>The keyring opens it without a question.</translation>
    </message>
    <message>
        <source>The recovery key is shown on a terminal only; the window will show another one.</source>
        <translation>The recovery key is shown on a terminal only; the window will show another one.</translation>
    </message>
    <message>
        <source>The report is made without the vault: unsigned, without ledger and record of events.</source>
        <translation>The report is made without the vault: unsigned, without ledger and record of events.</translation>
    </message>
    <message>
        <source>The vault has a new key; every old way in is void.</source>
        <translation>The vault has a new key; every old way in is void.</translation>
    </message>
    <message>
        <source>The vault has a new passphrase.</source>
        <translation>The vault has a new passphrase.</translation>
    </message>
    <message>
        <source>The vault is damaged. “hisho vault restore” brings back a backup, and “hisho vault check --repair” saves what can be read.</source>
        <translation>The vault is damaged. “hisho vault restore” brings back a backup, and “hisho vault check --repair” saves what can be read.</translation>
    </message>
    <message>
        <source>The vault is whole: {pages} pages.</source>
        <translation>The vault is whole: {pages} pages.</translation>
    </message>
    <message>
        <source>The vault of before is kept in {folder}.</source>
        <translation>The vault of before is kept in {folder}.</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>There is no backup yet.</translation>
    </message>
    <message>
        <source>There is no policy here: {file}</source>
        <translation>There is no policy here: {file}</translation>
    </message>
    <message>
        <source>There is no profile but the first.</source>
        <translation>There is no profile but the first.</translation>
    </message>
    <message>
        <source>There is no vault here yet.</source>
        <translation>There is no vault here yet.</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring had no key for the vault; it has one now.</source>
        <translation>This computer&apos;s keyring had no key for the vault; it has one now.</translation>
    </message>
    <message>
        <source>This report is as it was signed. Made: {when}</source>
        <translation>This report is as it was signed. Made: {when}</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Vault: {folder}</source>
        <translation>Vault: {folder}</translation>
    </message>
    <message>
        <source>Whoever has this key can open the vault. Keep the paper apart from the computer.</source>
        <translation>Whoever has this key can open the vault. Keep the paper apart from the computer.</translation>
    </message>
    <message>
        <source>Writing speed</source>
        <translation>Writing speed</translation>
    </message>
    <message>
        <source>Writing speed of the models here:</source>
        <translation>Writing speed of the models here:</translation>
    </message>
    <message>
        <source>Written, not encrypted: {file}</source>
        <translation>Written, not encrypted: {file}</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>Written: {file}</translation>
    </message>
    <message>
        <source>Wrong attempts since it was opened last: {count}</source>
        <translation>Wrong attempts since it was opened last: {count}</translation>
    </message>
    <message>
        <source>a GGUF file or a registered model</source>
        <translation>a GGUF file or a registered model</translation>
    </message>
    <message>
        <source>a backup, or a folder of backups</source>
        <translation>a backup, or a folder of backups</translation>
    </message>
    <message>
        <source>a company&apos;s certificates</source>
        <translation>a company&apos;s certificates</translation>
    </message>
    <message>
        <source>a host that the server may send one to</source>
        <translation>a host that the server may send one to</translation>
    </message>
    <message>
        <source>a mirror (also: HF_ENDPOINT)</source>
        <translation>a mirror (also: HF_ENDPOINT)</translation>
    </message>
    <message>
        <source>a proxy; without a word none is used</source>
        <translation>a proxy; without a word none is used</translation>
    </message>
    <message>
        <source>about {speed} tokens/s, estimated from a measurement</source>
        <translation>about {speed} tokens/s, estimated from a measurement</translation>
    </message>
    <message>
        <source>add a way in</source>
        <translation>add a way in</translation>
    </message>
    <message>
        <source>against repeating whole passages (DRY); 0: off, 0.8 is usual</source>
        <translation>against repeating whole passages (DRY); 0: off, 0.8 is usual</translation>
    </message>
    <message>
        <source>against what was there; 0: none</source>
        <translation>against what was there; 0: none</translation>
    </message>
    <message>
        <source>answer by this grammar (GBNF)</source>
        <translation>answer by this grammar (GBNF)</translation>
    </message>
    <message>
        <source>answer in JSON of this schema</source>
        <translation>answer in JSON of this schema</translation>
    </message>
    <message>
        <source>ask for the recovery key instead</source>
        <translation>ask for the recovery key instead</translation>
    </message>
    <message>
        <source>ask one question and print the answer</source>
        <translation>ask one question and print the answer</translation>
    </message>
    <message>
        <source>chat in this terminal, kept in the vault</source>
        <translation>chat in this terminal, kept in the vault</translation>
    </message>
    <message>
        <source>check this installation and its protection</source>
        <translation>check this installation and its protection</translation>
    </message>
    <message>
        <source>check whether a report is as it was signed</source>
        <translation>check whether a report is as it was signed</translation>
    </message>
    <message>
        <source>compare indices and tables as well</source>
        <translation>compare indices and tables as well</translation>
    </message>
    <message>
        <source>computer</source>
        <translation>computer</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>damaged</translation>
    </message>
    <message>
        <source>do not ask</source>
        <translation>do not ask</translation>
    </message>
    <message>
        <source>does not fit in this computer&apos;s memory</source>
        <translation>does not fit in this computer&apos;s memory</translation>
    </message>
    <message>
        <source>draw from the N likeliest tokens</source>
        <translation>draw from the N likeliest tokens</translation>
    </message>
    <message>
        <source>draw from the likeliest share of tokens</source>
        <translation>draw from the likeliest share of tokens</translation>
    </message>
    <message>
        <source>draw the same answer again</source>
        <translation>draw the same answer again</translation>
    </message>
    <message>
        <source>end the answer before this text</source>
        <translation>end the answer before this text</translation>
    </message>
    <message>
        <source>end the answer there</source>
        <translation>end the answer there</translation>
    </message>
    <message>
        <source>escrow key</source>
        <translation>escrow key</translation>
    </message>
    <message>
        <source>fetch, verify and keep a model</source>
        <translation>fetch, verify and keep a model</translation>
    </message>
    <message>
        <source>fits on the GPU</source>
        <translation>fits on the GPU</translation>
    </message>
    <message>
        <source>fits on the GPU, but for experts</source>
        <translation>fits on the GPU, but for experts</translation>
    </message>
    <message>
        <source>fits partly: {on_gpu} of {layers} layers on the GPU</source>
        <translation>fits partly: {on_gpu} of {layers} layers on the GPU</translation>
    </message>
    <message>
        <source>for every machine (full)</source>
        <translation>for every machine (full)</translation>
    </message>
    <message>
        <source>for this processor (plain)</source>
        <translation>for this processor (plain)</translation>
    </message>
    <message>
        <source>form of the file</source>
        <translation>form of the file</translation>
    </message>
    <message>
        <source>from the list</source>
        <translation>from the list</translation>
    </message>
    <message>
        <source>give the vault another key, after somebody may have it</source>
        <translation>give the vault another key, after somebody may have it</translation>
    </message>
    <message>
        <source>how fast DRY grows</source>
        <translation>how fast DRY grows</translation>
    </message>
    <message>
        <source>how long the model thinks first</source>
        <translation>how long the model thinks first</translation>
    </message>
    <message>
        <source>how many tokens these penalties look back; -1: all</source>
        <translation>how many tokens these penalties look back; -1: all</translation>
    </message>
    <message>
        <source>how the answer is made</source>
        <translation>how the answer is made</translation>
    </message>
    <message>
        <source>in parts of this size</source>
        <translation>in parts of this size</translation>
    </message>
    <message>
        <source>in parts that fit on a stick with FAT32</source>
        <translation>in parts that fit on a stick with FAT32</translation>
    </message>
    <message>
        <source>instruction for the model</source>
        <translation>instruction for the model</translation>
    </message>
    <message>
        <source>keep the talk in the vault</source>
        <translation>keep the talk in the vault</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>keyring</translation>
    </message>
    <message>
        <source>keyring and passphrase together</source>
        <translation>keyring and passphrase together</translation>
    </message>
    <message>
        <source>language of the report</source>
        <translation>language of the report</translation>
    </message>
    <message>
        <source>leave out what is less likely by this</source>
        <translation>leave out what is less likely by this</translation>
    </message>
    <message>
        <source>leave the file where it lies</source>
        <translation>leave the file where it lies</translation>
    </message>
    <message>
        <source>length of the context in tokens</source>
        <translation>length of the context in tokens</translation>
    </message>
    <message>
        <source>let one go</source>
        <translation>let one go</translation>
    </message>
    <message>
        <source>let the keyring open it no more until the passphrase was typed</source>
        <translation>let the keyring open it no more until the passphrase was typed</translation>
    </message>
    <message>
        <source>list the profiles; hisho --profile NAME opens one</source>
        <translation>list the profiles; hisho --profile NAME opens one</translation>
    </message>
    <message>
        <source>list the ways in, or add, replace or drop one</source>
        <translation>list the ways in, or add, replace or drop one</translation>
    </message>
    <message>
        <source>list them with number, label and title</source>
        <translation>list them with number, label and title</translation>
    </message>
    <message>
        <source>list, export and import conversations</source>
        <translation>list, export and import conversations</translation>
    </message>
    <message>
        <source>look for mistakes in a policy before it is put in place</source>
        <translation>look for mistakes in a policy before it is put in place</translation>
    </message>
    <message>
        <source>look whether the vault is whole</source>
        <translation>look whether the vault is whole</translation>
    </message>
    <message>
        <source>make a vault</source>
        <translation>make a vault</translation>
    </message>
    <message>
        <source>make an encrypted backup now</source>
        <translation>make an encrypted backup now</translation>
    </message>
    <message>
        <source>make the token likelier, or less likely; -inf forbids it; may be repeated</source>
        <translation>make the token likelier, or less likely; -inf forbids it; may be repeated</translation>
    </message>
    <message>
        <source>measure how fast this computer is with a model</source>
        <translation>measure how fast this computer is with a model</translation>
    </message>
    <message>
        <source>models that are only read</source>
        <translation>models that are only read</translation>
    </message>
    <message>
        <source>no GPU that this engine can use (a note, no problem)</source>
        <translation>no GPU that this engine can use (a note, no problem)</translation>
    </message>
    <message>
        <source>no proxy is named in the environment</source>
        <translation>no proxy is named in the environment</translation>
    </message>
    <message>
        <source>no report: the program died</source>
        <translation>no report: the program died</translation>
    </message>
    <message>
        <source>nobody has said yet</source>
        <translation>nobody has said yet</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>not an address:</source>
        <translation>not an address:</translation>
    </message>
    <message>
        <source>only list those that there are</source>
        <translation>only list those that there are</translation>
    </message>
    <message>
        <source>only say whether the chain holds</source>
        <translation>only say whether the chain holds</translation>
    </message>
    <message>
        <source>only what is on this computer</source>
        <translation>only what is on this computer</translation>
    </message>
    <message>
        <source>open it by an emergency key and set a new passphrase</source>
        <translation>open it by an emergency key and set a new passphrase</translation>
    </message>
    <message>
        <source>opens with the old passphrase or recovery key</source>
        <translation>opens with the old passphrase or recovery key</translation>
    </message>
    <message>
        <source>or its quantisation</source>
        <translation>or its quantisation</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>passphrase</translation>
    </message>
    <message>
        <source>print JSON, one object per line</source>
        <translation>print JSON, one object per line</translation>
    </message>
    <message>
        <source>print its licence</source>
        <translation>print its licence</translation>
    </message>
    <message>
        <source>print one JSON object</source>
        <translation>print one JSON object</translation>
    </message>
    <message>
        <source>put a backup in the vault&apos;s place, which is kept aside</source>
        <translation>put a backup in the vault&apos;s place, which is kept aside</translation>
    </message>
    <message>
        <source>read models again and compare their digests</source>
        <translation>read models again and compare their digests</translation>
    </message>
    <message>
        <source>read the access token from this descriptor</source>
        <translation>read the access token from this descriptor</translation>
    </message>
    <message>
        <source>read the new passphrase from this descriptor</source>
        <translation>read the new passphrase from this descriptor</translation>
    </message>
    <message>
        <source>read the proxy&apos;s password from there</source>
        <translation>read the proxy&apos;s password from there</translation>
    </message>
    <message>
        <source>read the recovery key from this descriptor</source>
        <translation>read the recovery key from this descriptor</translation>
    </message>
    <message>
        <source>read the vault&apos;s passphrase from this descriptor</source>
        <translation>read the vault&apos;s passphrase from this descriptor</translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>recovery key</translation>
    </message>
    <message>
        <source>replace one by another of its kind</source>
        <translation>replace one by another of its kind</translation>
    </message>
    <message>
        <source>repositories of the hub by name; nobody here has reviewed them</source>
        <translation>repositories of the hub by name; nobody here has reviewed them</translation>
    </message>
    <message>
        <source>runs on the processor</source>
        <translation>runs on the processor</translation>
    </message>
    <message>
        <source>save what can be read into a new vault; the damaged one is kept aside</source>
        <translation>save what can be read into a new vault; the damaged one is kept aside</translation>
    </message>
    <message>
        <source>say how the vault stands, without opening it</source>
        <translation>say how the vault stands, without opening it</translation>
    </message>
    <message>
        <source>say who uses the models; the licences are judged by it</source>
        <translation>say who uses the models; the licences are judged by it</translation>
    </message>
    <message>
        <source>show the entries in which this text or file has a part: an answer, an export, a report</source>
        <translation>show the entries in which this text or file has a part: an answer, an export, a report</translation>
    </message>
    <message>
        <source>show the policy of this computer</source>
        <translation>show the policy of this computer</translation>
    </message>
    <message>
        <source>show the recovery key as a page; on a terminal only, and nowhere kept</source>
        <translation>show the recovery key as a page; on a terminal only, and nowhere kept</translation>
    </message>
    <message>
        <source>show what happened to the vault, and check that record</source>
        <translation>show what happened to the vault, and check that record</translation>
    </message>
    <message>
        <source>sign with this secret key</source>
        <translation>sign with this secret key</translation>
    </message>
    <message>
        <source>take a model off this computer</source>
        <translation>take a model off this computer</translation>
    </message>
    <message>
        <source>take in a GGUF file or an exported folder</source>
        <translation>take in a GGUF file or an exported folder</translation>
    </message>
    <message>
        <source>take in what was exported as JSON</source>
        <translation>take in what was exported as JSON</translation>
    </message>
    <message>
        <source>the catalogue, and what is on this computer</source>
        <translation>the catalogue, and what is on this computer</translation>
    </message>
    <message>
        <source>the encrypted vault and its keys</source>
        <translation>the encrypted vault and its keys</translation>
    </message>
    <message>
        <source>the models in a repository, or of a catalogue&apos;s entry</source>
        <translation>the models in a repository, or of a catalogue&apos;s entry</translation>
    </message>
    <message>
        <source>the name for the proxy</source>
        <translation>the name for the proxy</translation>
    </message>
    <message>
        <source>the private key of the escrow, as PEM</source>
        <translation>the private key of the escrow, as PEM</translation>
    </message>
    <message>
        <source>the question; - reads it</source>
        <translation>the question; - reads it</translation>
    </message>
    <message>
        <source>the same, for each time; 0: none</source>
        <translation>the same, for each time; 0: none</translation>
    </message>
    <message>
        <source>this one of them; else the newest</source>
        <translation>this one of them; else the newest</translation>
    </message>
    <message>
        <source>tokens that may be repeated before DRY sets in</source>
        <translation>tokens that may be repeated before DRY sets in</translation>
    </message>
    <message>
        <source>use this profile; it comes first, and once</source>
        <translation>use this profile; it comes first, and once</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>weights not public</source>
        <translation>weights not public</translation>
    </message>
    <message>
        <source>weights {weights} + context {kv} + computing {compute} = {total} GiB</source>
        <translation>weights {weights} + context {kv} + computing {compute} = {total} GiB</translation>
    </message>
    <message>
        <source>what Hisho is made of, and under which licences</source>
        <translation>what Hisho is made of, and under which licences</translation>
    </message>
    <message>
        <source>what a model needs, and whether it fits</source>
        <translation>what a model needs, and whether it fits</translation>
    </message>
    <message>
        <source>what is left of broken downloads</source>
        <translation>what is left of broken downloads</translation>
    </message>
    <message>
        <source>what the administrator demands</source>
        <translation>what the administrator demands</translation>
    </message>
    <message>
        <source>what went over the network</source>
        <translation>what went over the network</translation>
    </message>
    <message>
        <source>where models are kept</source>
        <translation>where models are kept</translation>
    </message>
    <message>
        <source>where the model runs, this once; several times for several GPUs</source>
        <translation>where the model runs, this once; several times for several GPUs</translation>
    </message>
    <message>
        <source>where to; - is standard output</source>
        <translation>where to; - is standard output</translation>
    </message>
    <message>
        <source>who must have signed it</source>
        <translation>who must have signed it</translation>
    </message>
    <message>
        <source>wholly on {device}</source>
        <translation>wholly on {device}</translation>
    </message>
    <message>
        <source>why; secret conversations leave with a reason only</source>
        <translation>why; secret conversations leave with a reason only</translation>
    </message>
    <message>
        <source>with a passphrase alone</source>
        <translation>with a passphrase alone</translation>
    </message>
    <message>
        <source>with what the model thought</source>
        <translation>with what the model thought</translation>
    </message>
    <message>
        <source>write a model into a folder, for a computer without a network</source>
        <translation>write a model into a folder, for a computer without a network</translation>
    </message>
    <message>
        <source>write a report for the IT department: .html with .json beside it, .json alone, or -</source>
        <translation>write a report for the IT department: .html with .json beside it, .json alone, or -</translation>
    </message>
    <message>
        <source>write some of them into a file</source>
        <translation>write some of them into a file</translation>
    </message>
    <message>
        <source>write the chain as JSON Lines (.jsonl)</source>
        <translation>write the chain as JSON Lines (.jsonl)</translation>
    </message>
    <message>
        <source>{cores} cores, {fast} of them fast</source>
        <translation>{cores} cores, {fast} of them fast</translation>
    </message>
    <message>
        <source>{count} of {layers} layers on the GPU</source>
        <translation>{count} of {layers} layers on the GPU</translation>
    </message>
    <message>
        <source>{file} has no mistake.</source>
        <translation>{file} has no mistake.</translation>
    </message>
    <message>
        <source>{free} of {total} GiB free</source>
        <translation>{free} of {total} GiB free</translation>
    </message>
    <message>
        <source>{layers}; {right} of {all} probes as intended</source>
        <translation>{layers}; {right} of {all} probes as intended</translation>
    </message>
    <message>
        <source>{name} is here and verified ({identity}).</source>
        <translation>{name} is here and verified ({identity}).</translation>
    </message>
    <message>
        <source>{number} · {made} · {size} · schema {schema} · {folder}</source>
        <translation>{number} · {made} · {size} · schema {schema} · {folder}</translation>
    </message>
    <message>
        <source>{on_gpu} of {layers} layers go to the GPU, the rest to the processor.</source>
        <translation>{on_gpu} of {layers} layers go to the GPU, the rest to the processor.</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} tokens/s</translation>
    </message>
    <message>
        <source>{speed} tokens/s at {tokens} tokens</source>
        <translation>{speed} tokens/s at {tokens} tokens</translation>
    </message>
    <message>
        <source>{speed} tokens/s, measured</source>
        <translation>{speed} tokens/s, measured</translation>
    </message>
    <message>
        <source>{text} (not in the air-gap edition)</source>
        <translation>{text} (not in the air-gap edition)</translation>
    </message>
    <message>
        <source>{threads} are fastest ({speed} tokens/s); llama.cpp&apos;s default, {default}: {usual} tokens/s</source>
        <translation>{threads} are fastest ({speed} tokens/s); llama.cpp&apos;s default, {default}: {usual} tokens/s</translation>
    </message>
    <message>
        <source>{threads} threads</source>
        <translation>{threads} threads</translation>
    </message>
    <message>
        <source>{threads}, llama.cpp&apos;s default, are fastest ({speed} tokens/s)</source>
        <translation>{threads}, llama.cpp&apos;s default, are fastest ({speed} tokens/s)</translation>
    </message>
    <message>
        <source>{tokens} tokens of context</source>
        <translation>{tokens} tokens of context</translation>
    </message>
    <message>
        <source>“hisho licences NAME” prints the licence of one of them.</source>
        <translation>“hisho licences NAME” prints the licence of one of them.</translation>
    </message>
    <message>
        <source>{file}, line {line}</source>
        <translation>{file}, line {line}</translation>
    </message>
    <message>
        <source>Tasks that cannot be used were left out: {place}: {reason}</source>
        <translation>Tasks that cannot be used were left out: {place}: {reason}</translation>
    </message>
    <message>
        <source>not one of {allowed}</source>
        <translation>not one of {allowed}</translation>
    </message>
    <message>
        <source>not valid TOML</source>
        <translation>not valid TOML</translation>
    </message>
    <message>
        <source>cannot be {value}</source>
        <translation>cannot be {value}</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>missing</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>unknown key</source>
        <translation>unknown key</translation>
    </message>
    <message>
        <source>not a text</source>
        <translation>not a text</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>not a number</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>neither true nor false</translation>
    </message>
    <message>
        <source>not a table</source>
        <translation>not a table</translation>
    </message>
    <message>
        <source>not a list</source>
        <translation>not a list</translation>
    </message>
    <message>
        <source>not a list of texts</source>
        <translation>not a list of texts</translation>
    </message>
    <message>
        <source>not an array of tables</source>
        <translation>not an array of tables</translation>
    </message>
    <message>
        <source>names something twice</source>
        <translation>names something twice</translation>
    </message>
    <message>
        <source>may consist of lower-case letters, digits and _</source>
        <translation>may consist of lower-case letters, digits and _</translation>
    </message>
    <message>
        <source>not as many in one language as in the other</source>
        <translation>not as many in one language as in the other</translation>
    </message>
    <message>
        <source>one to three, each with a name of its own</source>
        <translation>one to three, each with a name of its own</translation>
    </message>
    <message>
        <source>two to eight different ones, for a choice alone</source>
        <translation>two to eight different ones, for a choice alone</translation>
    </message>
    <message>
        <source>names a field that there is not</source>
        <translation>names a field that there is not</translation>
    </message>
    <message>
        <source>does not name every field</source>
        <translation>does not name every field</translation>
    </message>
    <message>
        <source>a text is too long</source>
        <translation>a text is too long</translation>
    </message>
    <message>
        <source>not UTF-8</source>
        <translation>not UTF-8</translation>
    </message>
    <message>
        <source>not a file</source>
        <translation>not a file</translation>
    </message>
    <message>
        <source>a link that leads to nothing here</source>
        <translation>a link that leads to nothing here</translation>
    </message>
    <message>
        <source>was there when this program was started, and is not to be seen any more</source>
        <translation>was there when this program was started, and is not to be seen any more</translation>
    </message>
    <message>
        <source>not a folder</source>
        <translation>not a folder</translation>
    </message>
    <message>
        <source>belongs to somebody who is not the administrator</source>
        <translation>belongs to somebody who is not the administrator</translation>
    </message>
    <message>
        <source>others than the administrator may write it</source>
        <translation>others than the administrator may write it</translation>
    </message>
    <message>
        <source>not a whole number from {0}</source>
        <translation>not a whole number from {0}</translation>
    </message>
    <message>
        <source>longer than {0} characters</source>
        <translation>longer than {0} characters</translation>
    </message>
    <message>
        <source>not from {0} to {1}</source>
        <translation>not from {0} to {1}</translation>
    </message>
    <message>
        <source>larger than {0} bytes</source>
        <translation>larger than {0} bytes</translation>
    </message>
    <message>
        <source>more than {0} tasks</source>
        <translation>more than {0} tasks</translation>
    </message>
    <message>
        <source>cannot be read (error {0})</source>
        <translation>cannot be read (error {0})</translation>
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
        <translation>Stop</translation>
    </message>
    <message>
        <source>Stop the answer</source>
        <translation>Stop the answer</translation>
    </message>
    <message>
        <source>Send (Ctrl+Enter)</source>
        <translation>Send (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Send (Enter)</source>
        <translation>Send (Enter)</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>This message has {tokens} tokens; the limit is {limit}</source>
        <translation>This message has {tokens} tokens; the limit is {limit}</translation>
    </message>
    <message>
        <source>An answer is still being written; Esc stops it</source>
        <translation>An answer is still being written; Esc stops it</translation>
    </message>
    <message numerus="yes">
        <source>%n older message(s) will not be given to the model</source>
        <translation>
            <numerusform>%n older message will not be given to the model</numerusform>
            <numerusform>%n older messages will not be given to the model</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionPane</name>
    <message>
        <source>Who uses the models</source>
        <translation>Who uses the models</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Access token</source>
        <translation>Access token</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>Folders</translation>
    </message>
    <message>
        <source>What went over the network</source>
        <translation>What went over the network</translation>
    </message>
    <message>
        <source>Mirror</source>
        <translation>Mirror</translation>
    </message>
    <message>
        <source>Further hosts</source>
        <translation>Further hosts</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Name for the proxy</source>
        <translation>Name for the proxy</translation>
    </message>
    <message>
        <source>Password for the proxy</source>
        <translation>Password for the proxy</translation>
    </message>
    <message>
        <source>Read token</source>
        <translation>Read token</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>Shared models</source>
        <translation>Shared models</translation>
    </message>
    <message>
        <source>empty: the public hub</source>
        <translation>empty: the public hub</translation>
    </message>
    <message>
        <source>empty: none</source>
        <translation>empty: none</translation>
    </message>
    <message>
        <source>The air-gap edition has no part that speaks to a network, so there is none to set up.</source>
        <translation>The air-gap edition has no part that speaks to a network, so there is none to set up.</translation>
    </message>
    <message>
        <source>Nothing, and nothing can: the part that speaks to a network is not installed.</source>
        <translation>Nothing, and nothing can: the part that speaks to a network is not installed.</translation>
    </message>
    <message>
        <source>CA certificates</source>
        <translation>CA certificates</translation>
    </message>
    <message>
        <source>to which the server may send one on for files</source>
        <translation>to which the server may send one on for files</translation>
    </message>
    <message>
        <source>empty: those of the system; else a PEM file</source>
        <translation>empty: those of the system; else a PEM file</translation>
    </message>
    <message>
        <source>Use this proxy</source>
        <translation>Use this proxy</translation>
    </message>
    <message>
        <source>For models whose makers want their terms accepted. It stays in the fetcher&apos;s memory, unless you have it kept.</source>
        <translation>For models whose makers want their terms accepted. It stays in the fetcher&apos;s memory, unless you have it kept.</translation>
    </message>
    <message>
        <source>Keep the token in this computer&apos;s keyring</source>
        <translation>Keep the token in this computer&apos;s keyring</translation>
    </message>
    <message>
        <source>The shared folder is only read; several users can have the same.</source>
        <translation>The shared folder is only read; several users can have the same.</translation>
    </message>
    <message>
        <source>Set by the administrator</source>
        <translation>Set by the administrator</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Use these settings</translation>
    </message>
    <message>
        <source>Move the models there…</source>
        <translation>Move the models there…</translation>
    </message>
    <message>
        <source>kept in the keyring</source>
        <translation>kept in the keyring</translation>
    </message>
    <message>
        <source>Nothing yet.</source>
        <translation>Nothing yet.</translation>
    </message>
    <message>
        <source>This computer names a proxy: {proxy}</source>
        <translation>This computer names a proxy: {proxy}</translation>
    </message>
    <message>
        <source>“{place}” is not an address or folder.</source>
        <translation>“{place}” is not an address or folder.</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>New title</source>
        <translation>New title</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>Untitled</source>
        <translation>Untitled</translation>
    </message>
    <message>
        <source>{title}, label: {label}</source>
        <translation>{title}, label: {label}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Yesterday</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>Previous 7 days</translation>
    </message>
    <message>
        <source>Previous 30 days</source>
        <translation>Previous 30 days</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <translation>MMMM yyyy</translation>
    </message>
</context>
<context>
    <name>ConversationView</name>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>CopiesSection</name>
    <message>
        <source>Backups</source>
        <translation>Backups</translation>
    </message>
    <message>
        <source>Choose the folder…</source>
        <translation>Choose the folder…</translation>
    </message>
    <message>
        <source>The backup was made and checked.</source>
        <translation>The backup was made and checked.</translation>
    </message>
    <message>
        <source>Made once a day and before every change of the format, encrypted as the vault is.</source>
        <translation>Made once a day and before every change of the format, encrypted as the vault is.</translation>
    </message>
    <message>
        <source>They open with the passphrase or the recovery key, on another computer as well.</source>
        <translation>They open with the passphrase or the recovery key, on another computer as well.</translation>
    </message>
    <message>
        <source>On another computer they open with the recovery key alone: the passphrase needs the keyring of this one.</source>
        <translation>On another computer they open with the recovery key alone: the passphrase needs the keyring of this one.</translation>
    </message>
    <message>
        <source>Keep some on another disk.</source>
        <translation>Keep some on another disk.</translation>
    </message>
    <message>
        <source>There is no backup yet.</source>
        <translation>There is no backup yet.</translation>
    </message>
    <message>
        <source>In {folder}</source>
        <translation>In {folder}</translation>
    </message>
    <message>
        <source>Backing up…</source>
        <translation>Backing up…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Back up now</translation>
    </message>
    <message>
        <source>{date} {time} · {size}</source>
        <translation>{date} {time} · {size}</translation>
    </message>
    <message>
        <source>{date} {time} · {size} · opens with the old passphrase or recovery key</source>
        <translation>{date} {time} · {size} · opens with the old passphrase or recovery key</translation>
    </message>
</context>
<context>
    <name>Desk</name>
    <message>
        <source>Reading the question … {done} / {total} tokens</source>
        <translation>Reading the question … {done} / {total} tokens</translation>
    </message>
    <message>
        <source>Thinking …</source>
        <translation>Thinking …</translation>
    </message>
    <message>
        <source>Loading the model … {percent} %</source>
        <translation>Loading the model … {percent} %</translation>
    </message>
    <message>
        <source>Choose a model first, at the bottom left.</source>
        <translation>Choose a model first, at the bottom left.</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>The model is being loaded.</translation>
    </message>
</context>
<context>
    <name>Detail</name>
    <message>
        <source>Close the details</source>
        <translation>Close the details</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>Close the details (Esc)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>Terms</translation>
    </message>
    <message>
        <source>Which file</source>
        <translation>Which file</translation>
    </message>
</context>
<context>
    <name>DetailFoot</name>
    <message>
        <source>I have read and accept the terms</source>
        <translation>I have read and accept the terms</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>DetailViews</name>
    <message>
        <source>On a computer with the full edition: hisho models fetch {entry}, then hisho models export. The folder is imported here.</source>
        <translation>On a computer with the full edition: hisho models fetch {entry}, then hisho models export. The folder is imported here.</translation>
    </message>
    <message>
        <source>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</source>
        <translation>The file&apos;s chat template is “{own}”, the catalogue expects “{expected}”.</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>Speed here</source>
        <translation>Speed here</translation>
    </message>
</context>
<context>
    <name>DownloadRow</name>
    <message>
        <source>Pause {name}</source>
        <translation>Pause {name}</translation>
    </message>
    <message>
        <source>Resume {name}</source>
        <translation>Resume {name}</translation>
    </message>
    <message>
        <source>Take {name} off this list</source>
        <translation>Take {name} off this list</translation>
    </message>
    <message>
        <source>Cancel {name}</source>
        <translation>Cancel {name}</translation>
    </message>
    <message>
        <source>Throw away the {have} that were fetched?</source>
        <translation>Throw away the {have} that were fetched?</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>Throw away</translation>
    </message>
    <message>
        <source>Throw away {name}</source>
        <translation>Throw away {name}</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Keep {name}</source>
        <translation>Keep {name}</translation>
    </message>
    <message>
        <source>Use for answering</source>
        <translation>Use for answering</translation>
    </message>
    <message>
        <source>Use {name} for answering</source>
        <translation>Use {name} for answering</translation>
    </message>
    <message>
        <source>Cancel {name}; what was fetched of it is thrown away</source>
        <translation>Cancel {name}; what was fetched of it is thrown away</translation>
    </message>
    <message>
        <source>{have} of {size}</source>
        <translation>{have} of {size}</translation>
    </message>
    <message>
        <source>{amount} · {speed}/s · {time} left</source>
        <translation>{amount} · {speed}/s · {time} left</translation>
    </message>
    <message>
        <source>{amount} · next try within {time}</source>
        <translation>{amount} · next try within {time}</translation>
    </message>
    <message>
        <source>{amount} · connecting</source>
        <translation>{amount} · connecting</translation>
    </message>
    <message>
        <source>{amount} · paused</source>
        <translation>{amount} · paused</translation>
    </message>
    <message>
        <source>{amount} · waiting for its turn</source>
        <translation>{amount} · waiting for its turn</translation>
    </message>
    <message>
        <source>{size} · verified and ready</source>
        <translation>{size} · verified and ready</translation>
    </message>
    <message>
        <source>unknown time</source>
        <translation>unknown time</translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DownloadsPane</name>
    <message>
        <source>Nothing is being fetched. Downloads go on while Hisho is locked.</source>
        <translation>Nothing is being fetched. Downloads go on while Hisho is locked.</translation>
    </message>
</context>
<context>
    <name>DrawingForm</name>
    <message>
        <source>All as the model has it</source>
        <translation>All as the model has it</translation>
    </message>
    <message>
        <source>The answer ends before any of them. One a line; {mark} stands for a line break.</source>
        <translation>The answer ends before any of them. One a line; {mark} stands for a line break.</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperature</translation>
    </message>
    <message>
        <source>Low: safe and much the same. High: varied.</source>
        <translation>Low: safe and much the same. High: varied.</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Draws from the likeliest tokens that make up this share.</source>
        <translation>Draws from the likeliest tokens that make up this share.</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Draws from this many of the likeliest tokens; 0: no limit.</source>
        <translation>Draws from this many of the likeliest tokens; 0: no limit.</translation>
    </message>
    <message>
        <source>Min-p</source>
        <translation>Min-p</translation>
    </message>
    <message>
        <source>Leaves out what has less than this share of the likeliest.</source>
        <translation>Leaves out what has less than this share of the likeliest.</translation>
    </message>
    <message>
        <source>Repeat penalty</source>
        <translation>Repeat penalty</translation>
    </message>
    <message>
        <source>Above 1: what was just said comes less often.</source>
        <translation>Above 1: what was just said comes less often.</translation>
    </message>
    <message>
        <source>Presence penalty</source>
        <translation>Presence penalty</translation>
    </message>
    <message>
        <source>Above 0: turns to new words; below 0: stays with those that were said.</source>
        <translation>Above 0: turns to new words; below 0: stays with those that were said.</translation>
    </message>
    <message>
        <source>DRY</source>
        <translation>DRY</translation>
    </message>
    <message>
        <source>Keeps whole passages from being repeated.</source>
        <translation>Keeps whole passages from being repeated.</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>The same number draws alike where all else is the same.</source>
        <translation>The same number draws alike where all else is the same.</translation>
    </message>
    <message>
        <source>Texts that end the answer</source>
        <translation>Texts that end the answer</translation>
    </message>
    <message>
        <source>JSON schema</source>
        <translation>JSON schema</translation>
    </message>
    <message>
        <source>The answer becomes JSON that fits this schema.</source>
        <translation>The answer becomes JSON that fits this schema.</translation>
    </message>
    <message>
        <source>How answers are drawn ({count} set)</source>
        <translation>How answers are drawn ({count} set)</translation>
    </message>
    <message>
        <source>How answers are drawn</source>
        <translation>How answers are drawn</translation>
    </message>
    <message>
        <source>Open; press to fold it</source>
        <translation>Open; press to fold it</translation>
    </message>
    <message>
        <source>Folded; press to open it</source>
        <translation>Folded; press to open it</translation>
    </message>
</context>
<context>
    <name>DryRow</name>
    <message>
        <source>By the model</source>
        <translation>By the model</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Off</translation>
    </message>
    <message>
        <source>On</source>
        <translation>On</translation>
    </message>
</context>
<context>
    <name>EditBanner</name>
    <message>
        <source>Edit and send again</source>
        <translation>Edit and send again</translation>
    </message>
    <message>
        <source>Cancel editing</source>
        <translation>Cancel editing</translation>
    </message>
</context>
<context>
    <name>Edition</name>
    <message>
        <source>Full edition: models can be fetched over the network.</source>
        <translation>Full edition: models can be fetched over the network.</translation>
    </message>
    <message>
        <source>Air-gap edition: the part that speaks to a network is not installed.</source>
        <translation>Air-gap edition: the part that speaks to a network is not installed.</translation>
    </message>
</context>
<context>
    <name>EngineFacts</name>
    <message>
        <source>{tokens} tokens</source>
        <translation>{tokens} tokens</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Context</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Loaded in</source>
        <translation>Loaded in</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Read at once</source>
        <translation>Read at once</translation>
    </message>
    <message>
        <source>Memory of the context</source>
        <translation>Memory of the context</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash attention</translation>
    </message>
    <message>
        <source>File used where it lies</source>
        <translation>File used where it lies</translation>
    </message>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} tokens/s</translation>
    </message>
    <message>
        <source>{tokens} tokens, {reused} of them still warm</source>
        <translation>{tokens} tokens, {reused} of them still warm</translation>
    </message>
    <message>
        <source>{speed} tokens/s ({tokens} tokens)</source>
        <translation>{speed} tokens/s ({tokens} tokens)</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Writing</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>Reading</translation>
    </message>
    <message>
        <source>First word after</source>
        <translation>First word after</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>{cores}, {fast} of them fast</source>
        <translation>{cores}, {fast} of them fast</translation>
    </message>
    <message>
        <source>{total}, {free} of it free before loading</source>
        <translation>{total}, {free} of it free before loading</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processor</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>Cores</translation>
    </message>
    <message>
        <source>NUMA nodes</source>
        <translation>NUMA nodes</translation>
    </message>
    <message>
        <source>not looked for: only the CPU was chosen</source>
        <translation>not looked for: only the CPU was chosen</translation>
    </message>
    <message>
        <source>Usable GPUs</source>
        <translation>Usable GPUs</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Processor&apos;s library</source>
        <translation>Processor&apos;s library</translation>
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
        <translation>Details of the engine</translation>
    </message>
    <message>
        <source>Close the details</source>
        <translation>Close the details</translation>
    </message>
    <message>
        <source>Close the details (Esc)</source>
        <translation>Close the details (Esc)</translation>
    </message>
    <message>
        <source>Where the model lies</source>
        <translation>Where the model lies</translation>
    </message>
    <message>
        <source>The last answers</source>
        <translation>The last answers</translation>
    </message>
    <message>
        <source>Memory in use</source>
        <translation>Memory in use</translation>
    </message>
    <message>
        <source>Where it shall run</source>
        <translation>Where it shall run</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>Guide model</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>The model is being loaded.</source>
        <translation>The model is being loaded.</translation>
    </message>
    <message>
        <source>No model is loaded now.</source>
        <translation>No model is loaded now.</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Hisho made a mistake that nobody foresaw; the log file hisho.log in the folder of the data says where.</source>
        <translation>Hisho made a mistake that nobody foresaw; the log file hisho.log in the folder of the data says where.</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>strong</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>medium</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>weak</translation>
    </message>
    <message>
        <source>The administrator demands the protection level “{wanted}”; here it is “{found}”, so the vault stays closed; “hisho doctor” says why.</source>
        <translation>The administrator demands the protection level “{wanted}”; here it is “{found}”, so the vault stays closed; “hisho doctor” says why.</translation>
    </message>
    <message>
        <source>A part of Hisho could not be shut in, so it was not started.</source>
        <translation>A part of Hisho could not be shut in, so it was not started.</translation>
    </message>
    <message>
        <source>The supervisor of Hisho ended while a part of it was starting; start Hisho again.</source>
        <translation>The supervisor of Hisho ended while a part of it was starting; start Hisho again.</translation>
    </message>
    <message>
        <source>The system refused the protection “{layer}” (system error {error_number}), so this part of Hisho was not started.</source>
        <translation>The system refused the protection “{layer}” (system error {error_number}), so this part of Hisho was not started.</translation>
    </message>
    <message>
        <source>The engine ended while it was loading the model; the file may be damaged or too large for this computer.</source>
        <translation>The engine ended while it was loading the model; the file may be damaged or too large for this computer.</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out; what was answered so far is kept, and you can ask again.</source>
        <translation>The engine was killed, often because memory ran out; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out, before it answered; you can ask again.</source>
        <translation>The engine ended because memory ran out, before it answered; you can ask again.</translation>
    </message>
    <message>
        <source>The graphics processor failed before there was an answer; you can ask again.</source>
        <translation>The graphics processor failed before there was an answer; you can ask again.</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; nothing had been answered yet.</source>
        <translation>The model file was changed or cannot be read any more; nothing had been answered yet.</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out, before it answered; you can ask again.</source>
        <translation>The engine was killed, often because memory ran out, before it answered; you can ask again.</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error before it answered; you can ask again.</source>
        <translation>The engine stopped itself on an error before it answered; you can ask again.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly before it answered; you can ask again.</source>
        <translation>The engine ended unexpectedly before it answered; you can ask again.</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; what was answered so far is kept.</source>
        <translation>The model file was changed or cannot be read any more; what was answered so far is kept.</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error; what was answered so far is kept, and you can ask again.</source>
        <translation>The engine stopped itself on an error; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly; what was answered so far is kept, and you can ask again.</source>
        <translation>The engine ended unexpectedly; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>There was not enough memory to load the model; close other programs or choose a smaller model.</source>
        <translation>There was not enough memory to load the model; close other programs or choose a smaller model.</translation>
    </message>
    <message>
        <source>The graphics processor failed while the model was being loaded; let the processor compute this model.</source>
        <translation>The graphics processor failed while the model was being loaded; let the processor compute this model.</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out; what was answered so far is kept, and you can ask again.</source>
        <translation>The engine ended because memory ran out; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>The graphics processor failed; what was answered so far is kept, and you can ask again.</source>
        <translation>The graphics processor failed; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>The engine ended because memory ran out; nothing is kept of this answer.</source>
        <translation>The engine ended because memory ran out; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The graphics processor failed; nothing is kept of this answer.</source>
        <translation>The graphics processor failed; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The model file was changed or cannot be read any more; nothing is kept of this answer.</source>
        <translation>The model file was changed or cannot be read any more; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The engine was killed, often because memory ran out; nothing is kept of this answer.</source>
        <translation>The engine was killed, often because memory ran out; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The engine stopped itself on an error; nothing is kept of this answer.</source>
        <translation>The engine stopped itself on an error; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly; nothing is kept of this answer.</source>
        <translation>The engine ended unexpectedly; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The engine made no progress in loading the model for {seconds} seconds and was ended.</source>
        <translation>The engine made no progress in loading the model for {seconds} seconds and was ended.</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended before it answered; you can ask again.</source>
        <translation>The engine made no progress for {seconds} seconds and was ended before it answered; you can ask again.</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended; nothing is kept of this answer.</source>
        <translation>The engine made no progress for {seconds} seconds and was ended; nothing is kept of this answer.</translation>
    </message>
    <message>
        <source>The engine made no progress for {seconds} seconds and was ended; what was answered so far is kept, and you can ask again.</source>
        <translation>The engine made no progress for {seconds} seconds and was ended; what was answered so far is kept, and you can ask again.</translation>
    </message>
    <message>
        <source>An answer can follow a grammar or a JSON schema, not both at once.</source>
        <translation>An answer can follow a grammar or a JSON schema, not both at once.</translation>
    </message>
    <message>
        <source>The grammar for the answer is too large.</source>
        <translation>The grammar for the answer is too large.</translation>
    </message>
    <message>
        <source>The JSON schema for the answer uses “{keyword}” in a way that Hisho does not know.</source>
        <translation>The JSON schema for the answer uses “{keyword}” in a way that Hisho does not know.</translation>
    </message>
    <message>
        <source>What was to be the JSON schema for the answer is none.</source>
        <translation>What was to be the JSON schema for the answer is none.</translation>
    </message>
    <message>
        <source>The grammar for the answer is not written correctly.</source>
        <translation>The grammar for the answer is not written correctly.</translation>
    </message>
    <message>
        <source>The model could not be asked.</source>
        <translation>The model could not be asked.</translation>
    </message>
    <message>
        <source>The engine said something that Hisho does not understand ({reason}), so it is not trusted any further.</source>
        <translation>The engine said something that Hisho does not understand ({reason}), so it is not trusted any further.</translation>
    </message>
    <message>
        <source>The model “{name}” cannot be loaded.</source>
        <translation>The model “{name}” cannot be loaded.</translation>
    </message>
    <message>
        <source>“{name}” is not a model file in GGUF format.</source>
        <translation>“{name}” is not a model file in GGUF format.</translation>
    </message>
    <message>
        <source>The model file “{name}” is cut off: it has {size} of at least {expected_size}.</source>
        <translation>The model file “{name}” is cut off: it has {size} of at least {expected_size}.</translation>
    </message>
    <message>
        <source>The model “{name}” has the architecture “{architecture}”, which this version of the engine does not know.</source>
        <translation>The model “{name}” has the architecture “{architecture}”, which this version of the engine does not know.</translation>
    </message>
    <message>
        <source>Models of the architecture “{architecture}” such as “{name}” are not loaded: this version of the engine loses the order of the words in them, and answers would be fluent and wrong.</source>
        <translation>Models of the architecture “{architecture}” such as “{name}” are not loaded: this version of the engine loses the order of the words in them, and answers would be fluent and wrong.</translation>
    </message>
    <message>
        <source>The model file “{name}” is damaged or contradicts itself ({reason}).</source>
        <translation>The model file “{name}” is damaged or contradicts itself ({reason}).</translation>
    </message>
    <message>
        <source>There is not enough memory to load “{name}” with a context of {context_length} tokens.</source>
        <translation>There is not enough memory to load “{name}” with a context of {context_length} tokens.</translation>
    </message>
    <message>
        <source>The model “{name}” has no chat template, so Hisho cannot talk with it; choose a model made for chat.</source>
        <translation>The model “{name}” has no chat template, so Hisho cannot talk with it; choose a model made for chat.</translation>
    </message>
    <message>
        <source>The chat template of the model “{name}” does not work, so it cannot be used for a chat.</source>
        <translation>The chat template of the model “{name}” does not work, so it cannot be used for a chat.</translation>
    </message>
    <message>
        <source>This message is too long: it has {tokens} tokens, and the model takes {limit}.</source>
        <translation>This message is too long: it has {tokens} tokens, and the model takes {limit}.</translation>
    </message>
    <message>
        <source>The model “{name}” is made for searching and cannot answer; choose a model made for chat.</source>
        <translation>The model “{name}” is made for searching and cannot answer; choose a model made for chat.</translation>
    </message>
    <message>
        <source>The model “{name}” is made for answering and cannot be used for searching.</source>
        <translation>The model “{name}” is made for answering and cannot be used for searching.</translation>
    </message>
    <message>
        <source>The work was stopped before it was done.</source>
        <translation>The work was stopped before it was done.</translation>
    </message>
    <message>
        <source>The engine could not go on with the answer (code {result}).</source>
        <translation>The engine could not go on with the answer (code {result}).</translation>
    </message>
    <message>
        <source>There is not enough memory for the model; close other programs or choose a smaller model.</source>
        <translation>There is not enough memory for the model; close other programs or choose a smaller model.</translation>
    </message>
    <message>
        <source>A graphics processor failed while it worked on the model “{name}”.</source>
        <translation>A graphics processor failed while it worked on the model “{name}”.</translation>
    </message>
    <message>
        <source>The file “{name}” changed while it was read; wait until it is complete and open it again.</source>
        <translation>The file “{name}” changed while it was read; wait until it is complete and open it again.</translation>
    </message>
    <message>
        <source>The file “{name}” cannot be read (system error {error_number}).</source>
        <translation>The file “{name}” cannot be read (system error {error_number}).</translation>
    </message>
    <message>
        <source>Something went wrong with the models on this computer.</source>
        <translation>Something went wrong with the models on this computer.</translation>
    </message>
    <message>
        <source>“{name}” is no model file that can be used.</source>
        <translation>“{name}” is no model file that can be used.</translation>
    </message>
    <message>
        <source>No model on this computer is called “{wanted}”, or more than one is.</source>
        <translation>No model on this computer is called “{wanted}”, or more than one is.</translation>
    </message>
    <message>
        <source>Something is wrong with the list of models.</source>
        <translation>Something is wrong with the list of models.</translation>
    </message>
    <message>
        <source>The list of models {path} is damaged or of a newer version of Hisho; it was left as it is.</source>
        <translation>The list of models {path} is damaged or of a newer version of Hisho; it was left as it is.</translation>
    </message>
    <message>
        <source>The list of models cannot be saved: the disk is full ({path}).</source>
        <translation>The list of models cannot be saved: the disk is full ({path}).</translation>
    </message>
    <message>
        <source>The list of models cannot be saved: the disk is read-only ({path}).</source>
        <translation>The list of models cannot be saved: the disk is read-only ({path}).</translation>
    </message>
    <message>
        <source>The list of models cannot be saved in {path} (system error {error_number}).</source>
        <translation>The list of models cannot be saved in {path} (system error {error_number}).</translation>
    </message>
    <message>
        <source>This model is not registered any more; open its file again.</source>
        <translation>This model is not registered any more; open its file again.</translation>
    </message>
    <message>
        <source>The model&apos;s file is not where it was; put it back or open it again.</source>
        <translation>The model&apos;s file is not where it was; put it back or open it again.</translation>
    </message>
    <message>
        <source>The model&apos;s file has changed since it was registered; open it again to have it checked.</source>
        <translation>The model&apos;s file has changed since it was registered; open it again to have it checked.</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow this model.</source>
        <translation>The administrator of this computer does not allow this model.</translation>
    </message>
    <message>
        <source>The system could not start the engine; restart the computer if this happens again.</source>
        <translation>The system could not start the engine; restart the computer if this happens again.</translation>
    </message>
    <message>
        <source>No file can have this name: {path}.</source>
        <translation>No file can have this name: {path}.</translation>
    </message>
    <message>
        <source>Hisho writes only files whose names end in .md, .txt, .json, .jsonl or .html.</source>
        <translation>Hisho writes only files whose names end in .md, .txt, .json, .jsonl or .html.</translation>
    </message>
    <message>
        <source>Hisho writes nothing into hidden folders or files, whose names begin with a dot.</source>
        <translation>Hisho writes nothing into hidden folders or files, whose names begin with a dot.</translation>
    </message>
    <message>
        <source>Hisho writes through no link; choose the folder or file itself ({path}).</source>
        <translation>Hisho writes through no link; choose the folder or file itself ({path}).</translation>
    </message>
    <message>
        <source>Hisho writes nothing for you into its own folders; choose another one.</source>
        <translation>Hisho writes nothing for you into its own folders; choose another one.</translation>
    </message>
    <message>
        <source>The folder of {path} is not there any more.</source>
        <translation>The folder of {path} is not there any more.</translation>
    </message>
    <message>
        <source>Something that is no file has the name {path}.</source>
        <translation>Something that is no file has the name {path}.</translation>
    </message>
    <message>
        <source>Meanwhile there is a file {path}; it was left as it is.</source>
        <translation>Meanwhile there is a file {path}; it was left as it is.</translation>
    </message>
    <message>
        <source>The folder of {path} carries on what is put there; nothing was written.</source>
        <translation>The folder of {path} carries on what is put there; nothing was written.</translation>
    </message>
    <message>
        <source>Other files are still being written; try again when they are done.</source>
        <translation>Other files are still being written; try again when they are done.</translation>
    </message>
    <message>
        <source>The file {path} could not be finished; nothing of it was kept.</source>
        <translation>The file {path} could not be finished; nothing of it was kept.</translation>
    </message>
    <message>
        <source>The disk is full; nothing of {path} was kept.</source>
        <translation>The disk is full; nothing of {path} was kept.</translation>
    </message>
    <message>
        <source>The disk is read-only, so {path} could not be written.</source>
        <translation>The disk is read-only, so {path} could not be written.</translation>
    </message>
    <message>
        <source>The system did not let {path} be written (system error {error_number}); nothing was kept.</source>
        <translation>The system did not let {path} be written (system error {error_number}); nothing was kept.</translation>
    </message>
    <message>
        <source>The licence “{licence}” ({page}) has to be accepted first, with hisho models import --reference --accept-licence {path}.</source>
        <translation>The licence “{licence}” ({page}) has to be accepted first, with hisho models import --reference --accept-licence {path}.</translation>
    </message>
    <message>
        <source>The licence “{licence}” has to be accepted first, with hisho models import --reference --accept-licence {path}.</source>
        <translation>The licence “{licence}” has to be accepted first, with hisho models import --reference --accept-licence {path}.</translation>
    </message>
    <message>
        <source>The disk is full, so nothing could be saved.</source>
        <translation>The disk is full, so nothing could be saved.</translation>
    </message>
    <message>
        <source>The disk is read-only, so nothing could be saved.</source>
        <translation>The disk is read-only, so nothing could be saved.</translation>
    </message>
    <message>
        <source>The system does not allow Hisho to use this file or folder.</source>
        <translation>The system does not allow Hisho to use this file or folder.</translation>
    </message>
    <message>
        <source>A file or folder that is needed is not there.</source>
        <translation>A file or folder that is needed is not there.</translation>
    </message>
    <message>
        <source>The stream that Hisho should read or write is closed.</source>
        <translation>The stream that Hisho should read or write is closed.</translation>
    </message>
    <message>
        <source>This computer has no memory left.</source>
        <translation>This computer has no memory left.</translation>
    </message>
    <message>
        <source>The system refused something that Hisho needs (system error {error_number}).</source>
        <translation>The system refused something that Hisho needs (system error {error_number}).</translation>
    </message>
    <message>
        <source>Something went wrong that Hisho knows of but has no words for.</source>
        <translation>Something went wrong that Hisho knows of but has no words for.</translation>
    </message>
    <message>
        <source>The settings cannot be saved: the disk is full ({path}).</source>
        <translation>The settings cannot be saved: the disk is full ({path}).</translation>
    </message>
    <message>
        <source>The settings cannot be saved: the disk is read-only ({path}).</source>
        <translation>The settings cannot be saved: the disk is read-only ({path}).</translation>
    </message>
    <message>
        <source>The settings cannot be saved in {path} (system error {error_number}).</source>
        <translation>The settings cannot be saved in {path} (system error {error_number}).</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept: the disk is full ({path}).</source>
        <translation>The choice for this model holds for now but cannot be kept: the disk is full ({path}).</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept: the disk is read-only ({path}).</source>
        <translation>The choice for this model holds for now but cannot be kept: the disk is read-only ({path}).</translation>
    </message>
    <message>
        <source>The choice for this model holds for now but cannot be kept in {path} (system error {error_number}).</source>
        <translation>The choice for this model holds for now but cannot be kept in {path} (system error {error_number}).</translation>
    </message>
    <message>
        <source>Two parts of Hisho could not talk with each other.</source>
        <translation>Two parts of Hisho could not talk with each other.</translation>
    </message>
    <message>
        <source>Another part of Hisho has ended.</source>
        <translation>Another part of Hisho has ended.</translation>
    </message>
    <message>
        <source>A part of Hisho sent something that is no message of ours ({reason}).</source>
        <translation>A part of Hisho sent something that is no message of ours ({reason}).</translation>
    </message>
    <message>
        <source>This is too much at once: it takes {size}, and at most {limit_bytes} can be handed over.</source>
        <translation>This is too much at once: it takes {size}, and at most {limit_bytes} can be handed over.</translation>
    </message>
    <message>
        <source>A part of Hisho said something that the other does not understand ({reason}).</source>
        <translation>A part of Hisho said something that the other does not understand ({reason}).</translation>
    </message>
    <message>
        <source>Hisho could not reach its own supervisor.</source>
        <translation>Hisho could not reach its own supervisor.</translation>
    </message>
    <message>
        <source>The supervisor of Hisho has ended; start Hisho again.</source>
        <translation>The supervisor of Hisho has ended; start Hisho again.</translation>
    </message>
    <message>
        <source>A part of Hisho asked its supervisor for something that does not exist.</source>
        <translation>A part of Hisho asked its supervisor for something that does not exist.</translation>
    </message>
    <message>
        <source>This task is not there any more.</source>
        <translation>This task is not there any more.</translation>
    </message>
    <message>
        <source>Something is wrong with this conversation.</source>
        <translation>Something is wrong with this conversation.</translation>
    </message>
    <message>
        <source>This conversation or message does not exist any more.</source>
        <translation>This conversation or message does not exist any more.</translation>
    </message>
    <message>
        <source>This command cannot be carried out.</source>
        <translation>This command cannot be carried out.</translation>
    </message>
    <message>
        <source>There is no question: give a text, or - to read it.</source>
        <translation>There is no question: give a text, or - to read it.</translation>
    </message>
    <message>
        <source>The question is too long: it has {size}, and at most {limit_bytes} are read.</source>
        <translation>The question is too long: it has {size}, and at most {limit_bytes} are read.</translation>
    </message>
    <message>
        <source>Standard output is closed, so there is nowhere to write an answer.</source>
        <translation>Standard output is closed, so there is nowhere to write an answer.</translation>
    </message>
    <message>
        <source>Whether {path} may be used under its licence “{licence}” depends on who uses it; say so first: hisho models usage company|research|personal.</source>
        <translation>Whether {path} may be used under its licence “{licence}” depends on who uses it; say so first: hisho models usage company|research|personal.</translation>
    </message>
    <message>
        <source>“{wanted}” is neither a file nor exactly one of the registered models.</source>
        <translation>“{wanted}” is neither a file nor exactly one of the registered models.</translation>
    </message>
    <message>
        <source>The engine knows no device “{wanted}” here; hisho doctor lists those that there are.</source>
        <translation>The engine knows no device “{wanted}” here; hisho doctor lists those that there are.</translation>
    </message>
    <message>
        <source>“{path}” cannot be read as a JSON schema or a grammar.</source>
        <translation>“{path}” cannot be read as a JSON schema or a grammar.</translation>
    </message>
    <message>
        <source>The vault needs its passphrase: run this in a terminal, or hand it over with --passphrase-fd.</source>
        <translation>The vault needs its passphrase: run this in a terminal, or hand it over with --passphrase-fd.</translation>
    </message>
    <message>
        <source>Your administrator demands a passphrase of at least {least} characters.</source>
        <translation>Your administrator demands a passphrase of at least {least} characters.</translation>
    </message>
    <message>
        <source>The recovery key is shown on a terminal only, so that no file keeps it.</source>
        <translation>The recovery key is shown on a terminal only, so that no file keeps it.</translation>
    </message>
    <message>
        <source>No line of text in UTF-8 could be read from the descriptor {descriptor}.</source>
        <translation>No line of text in UTF-8 could be read from the descriptor {descriptor}.</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>The two passphrases are not the same.</translation>
    </message>
    <message>
        <source>The vault&apos;s file vault.json is damaged; restore a backup or repair the vault, nothing was changed.</source>
        <translation>The vault&apos;s file vault.json is damaged; restore a backup or repair the vault, nothing was changed.</translation>
    </message>
    <message>
        <source>The vault&apos;s database is damaged; restore a backup, or repair the vault to save what can be read; nothing was changed.</source>
        <translation>The vault&apos;s database is damaged; restore a backup, or repair the vault to save what can be read; nothing was changed.</translation>
    </message>
    <message>
        <source>{path} is a file where Hisho would have a folder of its own, so it was left alone.</source>
        <translation>{path} is a file where Hisho would have a folder of its own, so it was left alone.</translation>
    </message>
    <message>
        <source>The system does not allow Hisho to read {path}, so it cannot tell whether there is a vault; nothing was changed.</source>
        <translation>The system does not allow Hisho to read {path}, so it cannot tell whether there is a vault; nothing was changed.</translation>
    </message>
    <message>
        <source>{path} cannot be read (system error {error_number}); nothing of the vault was changed.</source>
        <translation>{path} cannot be read (system error {error_number}); nothing of the vault was changed.</translation>
    </message>
    <message>
        <source>Group {group} of the recovery key is mistyped.</source>
        <translation>Group {group} of the recovery key is mistyped.</translation>
    </message>
    <message>
        <source>This recovery key does not open the vault.</source>
        <translation>This recovery key does not open the vault.</translation>
    </message>
    <message>
        <source>This vault has no passphrase, so it cannot be locked; set one in the settings.</source>
        <translation>This vault has no passphrase, so it cannot be locked; set one in the settings.</translation>
    </message>
    <message>
        <source>This vault was not made to be opened by this computer&apos;s keyring.</source>
        <translation>This vault was not made to be opened by this computer&apos;s keyring.</translation>
    </message>
    <message>
        <source>This vault cannot be opened in this way.</source>
        <translation>This vault cannot be opened in this way.</translation>
    </message>
    <message>
        <source>The keyring of this computer is of a kind that Hisho does not trust with a key.</source>
        <translation>The keyring of this computer is of a kind that Hisho does not trust with a key.</translation>
    </message>
    <message>
        <source>The keyring of this computer does not answer.</source>
        <translation>The keyring of this computer does not answer.</translation>
    </message>
    <message>
        <source>The keyring of this computer did not keep the key as it was given.</source>
        <translation>The keyring of this computer did not keep the key as it was given.</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used.</source>
        <translation>This computer has no keyring that can be used.</translation>
    </message>
    <message>
        <source>The vault could not be written (system error {error_number}); what was saved before is kept.</source>
        <translation>The vault could not be written (system error {error_number}); what was saved before is kept.</translation>
    </message>
    <message>
        <source>The vault could not be written; what was saved before is kept.</source>
        <translation>The vault could not be written; what was saved before is kept.</translation>
    </message>
    <message>
        <source>Something is wrong with the vault.</source>
        <translation>Something is wrong with the vault.</translation>
    </message>
    <message>
        <source>There is no vault here yet.</source>
        <translation>There is no vault here yet.</translation>
    </message>
    <message>
        <source>The folder {folder} holds something that is not Hisho&apos;s, so nothing in it was touched.</source>
        <translation>The folder {folder} holds something that is not Hisho&apos;s, so nothing in it was touched.</translation>
    </message>
    <message>
        <source>This vault was written by a newer version of Hisho (format {found}, this one knows up to {known}); update Hisho to open it.</source>
        <translation>This vault was written by a newer version of Hisho (format {found}, this one knows up to {known}); update Hisho to open it.</translation>
    </message>
    <message>
        <source>Another Hisho has the vault open; close it or use that one.</source>
        <translation>Another Hisho has the vault open; close it or use that one.</translation>
    </message>
    <message>
        <source>The vault cannot be written because the disk is read-only.</source>
        <translation>The vault cannot be written because the disk is read-only.</translation>
    </message>
    <message>
        <source>The disk is full; what was saved before is kept, free some space and try again.</source>
        <translation>The disk is full; what was saved before is kept, free some space and try again.</translation>
    </message>
    <message>
        <source>There is not enough memory to check the passphrase: {needed_bytes} are needed; close other programs and try again.</source>
        <translation>There is not enough memory to check the passphrase: {needed_bytes} are needed; close other programs and try again.</translation>
    </message>
    <message>
        <source>This does not open the vault.</source>
        <translation>This does not open the vault.</translation>
    </message>
    <message>
        <source>This is not the passphrase of the vault.</source>
        <translation>This is not the passphrase of the vault.</translation>
    </message>
    <message>
        <source>This is not the escrow key that the vault was sealed to.</source>
        <translation>This is not the escrow key that the vault was sealed to.</translation>
    </message>
    <message>
        <source>That was wrong several times; wait {seconds} s before the next attempt.</source>
        <translation>That was wrong several times; wait {seconds} s before the next attempt.</translation>
    </message>
    <message>
        <source>This is no escrow key: an X25519 key is needed, as a PEM file without a password.</source>
        <translation>This is no escrow key: an X25519 key is needed, as a PEM file without a password.</translation>
    </message>
    <message>
        <source>This way in has to stay; add another one first, or ask your administrator.</source>
        <translation>This way in has to stay; add another one first, or ask your administrator.</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow this way in.</source>
        <translation>The administrator of this computer does not allow this way in.</translation>
    </message>
    <message>
        <source>Something is wrong with this computer&apos;s keyring.</source>
        <translation>Something is wrong with this computer&apos;s keyring.</translation>
    </message>
    <message>
        <source>The keyring of this computer is locked; unlock it, or use the recovery key, or the passphrase where that opens the vault alone.</source>
        <translation>The keyring of this computer is locked; unlock it, or use the recovery key, or the passphrase where that opens the vault alone.</translation>
    </message>
    <message>
        <source>The keyring of this computer has lost the key of this vault; use the recovery key, or the passphrase where that opens the vault alone.</source>
        <translation>The keyring of this computer has lost the key of this vault; use the recovery key, or the passphrase where that opens the vault alone.</translation>
    </message>
    <message>
        <source>The vault is locked; enter the passphrase or the recovery key.</source>
        <translation>The vault is locked; enter the passphrase or the recovery key.</translation>
    </message>
    <message>
        <source>The catalogue “{name}” is malformed in line {line} ({reason}); install Hisho again.</source>
        <translation>The catalogue “{name}” is malformed in line {line} ({reason}); install Hisho again.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here.</source>
        <translation>The model “{model}” may not be used here.</translation>
    </message>
    <message>
        <source>Whether the model “{model}” may be used under its licence “{licence}” depends on who uses it: say so first under “Models”, “Settings”.</source>
        <translation>Whether the model “{model}” may be used under its licence “{licence}” depends on who uses it: say so first under “Models”, “Settings”.</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow the model “{model}” to be used.</source>
        <translation>The administrator of this computer does not allow the model “{model}” to be used.</translation>
    </message>
    <message>
        <source>The model “{model}” is not used: this version of the engine loses the order of the words in models of its kind, and answers would be fluent and wrong.</source>
        <translation>The model “{model}” is not used: this version of the engine loses the order of the words in models of its kind, and answers would be fluent and wrong.</translation>
    </message>
    <message>
        <source>The model “{model}” is not used: models of its kind write by diffusion, another method, which the engine does not know.</source>
        <translation>The model “{model}” is not used: models of its kind write by diffusion, another method, which the engine does not know.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: commercial use of it is not allowed.</source>
        <translation>The model “{model}” may not be used here: commercial use of it is not allowed.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here without its maker&apos;s permission: its licence “{licence}” has a limit on yearly revenue.</source>
        <translation>The model “{model}” may not be used here without its maker&apos;s permission: its licence “{licence}” has a limit on yearly revenue.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here as it is: its maker asks to be contacted before commercial use.</source>
        <translation>The model “{model}” may not be used here as it is: its maker asks to be contacted before commercial use.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: nobody at Hisho has read its licence.</source>
        <translation>The model “{model}” may not be used here: nobody at Hisho has read its licence.</translation>
    </message>
    <message>
        <source>The model “{model}” may not be used here: there is a known reason against it.</source>
        <translation>The model “{model}” may not be used here: there is a known reason against it.</translation>
    </message>
    <message>
        <source>The server {place} wants no further request before {again_at}.</source>
        <translation>The server {place} wants no further request before {again_at}.</translation>
    </message>
    <message>
        <source>The server {place} has had too many requests; try again later.</source>
        <translation>The server {place} has had too many requests; try again later.</translation>
    </message>
    <message>
        <source>The licence “{licence}” of the model “{model}” has to be accepted first.</source>
        <translation>The licence “{licence}” of the model “{model}” has to be accepted first.</translation>
    </message>
    <message>
        <source>Something went wrong with the server of models ({place}).</source>
        <translation>Something went wrong with the server of models ({place}).</translation>
    </message>
    <message>
        <source>The network is switched off for Hisho on this computer, so nothing was fetched from {place}.</source>
        <translation>The network is switched off for Hisho on this computer, so nothing was fetched from {place}.</translation>
    </message>
    <message>
        <source>This is the air-gap edition, without the part that speaks to a network, so “hisho models {command}” is not in it; models are imported from files.</source>
        <translation>This is the air-gap edition, without the part that speaks to a network, so “hisho models {command}” is not in it; models are imported from files.</translation>
    </message>
    <message>
        <source>The administrator allows models of the catalogue alone, so {place} was not asked for anything.</source>
        <translation>The administrator allows models of the catalogue alone, so {place} was not asked for anything.</translation>
    </message>
    <message>
        <source>The server {place} cannot be reached or broke off ({reason}); what was fetched so far is kept.</source>
        <translation>The server {place} cannot be reached or broke off ({reason}); what was fetched so far is kept.</translation>
    </message>
    <message>
        <source>Nobody whom this computer trusts vouches for {place}; a company&apos;s own certificate can be named in the settings.</source>
        <translation>Nobody whom this computer trusts vouches for {place}; a company&apos;s own certificate can be named in the settings.</translation>
    </message>
    <message>
        <source>The proxy {place} did not let Hisho through (status {status}); check its address, name and password.</source>
        <translation>The proxy {place} did not let Hisho through (status {status}); check its address, name and password.</translation>
    </message>
    <message>
        <source>The server sent Hisho on to {place}, which is not on the list of permitted servers, so the connection was refused.</source>
        <translation>The server sent Hisho on to {place}, which is not on the list of permitted servers, so the connection was refused.</translation>
    </message>
    <message>
        <source>There is no repository “{place}”, or it does not show itself without an access token.</source>
        <translation>There is no repository “{place}”, or it does not show itself without an access token.</translation>
    </message>
    <message>
        <source>The maker of “{place}” wants its terms accepted at {page} and an access token.</source>
        <translation>The maker of “{place}” wants its terms accepted at {page} and an access token.</translation>
    </message>
    <message>
        <source>The server {place} does not take the access token.</source>
        <translation>The server {place} does not take the access token.</translation>
    </message>
    <message>
        <source>The repository “{place}” does not have this version any more.</source>
        <translation>The repository “{place}” does not have this version any more.</translation>
    </message>
    <message>
        <source>The file “{file_name}” is not in the repository “{place}”.</source>
        <translation>The file “{file_name}” is not in the repository “{place}”.</translation>
    </message>
    <message>
        <source>The server {place} gave an answer that no server of models gives ({reason}).</source>
        <translation>The server {place} gave an answer that no server of models gives ({reason}).</translation>
    </message>
    <message>
        <source>The name “{place}” cannot be used for a repository, a file or an address.</source>
        <translation>The name “{place}” cannot be used for a repository, a file or an address.</translation>
    </message>
    <message>
        <source>The file “{name}” could not be fetched.</source>
        <translation>The file “{name}” could not be fetched.</translation>
    </message>
    <message>
        <source>The file “{name}” has another size than declared ({size} instead of {expected_size}), so it was not taken.</source>
        <translation>The file “{name}” has another size than declared ({size} instead of {expected_size}), so it was not taken.</translation>
    </message>
    <message>
        <source>The file “{name}” is not the one that was declared (its SHA-256 differs), so it was thrown away.</source>
        <translation>The file “{name}” is not the one that was declared (its SHA-256 differs), so it was thrown away.</translation>
    </message>
    <message>
        <source>The server now declares another file “{name}” than the catalogue knows, so it was not fetched.</source>
        <translation>The server now declares another file “{name}” than the catalogue knows, so it was not fetched.</translation>
    </message>
    <message>
        <source>There is not enough room for “{name}”: {needed_bytes} more are needed and {free_bytes} are free; what was fetched so far is kept.</source>
        <translation>There is not enough room for “{name}”: {needed_bytes} more are needed and {free_bytes} are free; what was fetched so far is kept.</translation>
    </message>
    <message>
        <source>The folder of models cannot be written, so “{name}” was not saved (system error {error_number}).</source>
        <translation>The folder of models cannot be written, so “{name}” was not saved (system error {error_number}).</translation>
    </message>
    <message>
        <source>“{name}” is being fetched already by another window or command.</source>
        <translation>“{name}” is being fetched already by another window or command.</translation>
    </message>
    <message>
        <source>“{name}” is still being fetched into this folder; finish or cancel the downloads first.</source>
        <translation>“{name}” is still being fetched into this folder; finish or cancel the downloads first.</translation>
    </message>
    <message>
        <source>Fetching “{name}” was stopped; what was fetched so far is kept.</source>
        <translation>Fetching “{name}” was stopped; what was fetched so far is kept.</translation>
    </message>
    <message>
        <source>The bundle “{name}” cannot be used.</source>
        <translation>The bundle “{name}” cannot be used.</translation>
    </message>
    <message>
        <source>The list of contents of the bundle “{name}” is missing or cannot be used ({reason}).</source>
        <translation>The list of contents of the bundle “{name}” is missing or cannot be used ({reason}).</translation>
    </message>
    <message>
        <source>The part “{name}” of the bundle is missing or damaged ({reason}); copy it again.</source>
        <translation>The part “{name}” of the bundle is missing or damaged ({reason}); copy it again.</translation>
    </message>
    <message>
        <source>The signature of the bundle “{name}” is missing or not by the expected key ({reason}).</source>
        <translation>The signature of the bundle “{name}” is missing or not by the expected key ({reason}).</translation>
    </message>
    <message>
        <source>Something is wrong with a backup in {folder}.</source>
        <translation>Something is wrong with a backup in {folder}.</translation>
    </message>
    <message>
        <source>There is no backup of Hisho in {folder}.</source>
        <translation>There is no backup of Hisho in {folder}.</translation>
    </message>
    <message>
        <source>The backup in {folder} is damaged, so it was not used; the others are kept.</source>
        <translation>The backup in {folder} is damaged, so it was not used; the others are kept.</translation>
    </message>
    <message>
        <source>There is not enough room for a backup in {folder}: it needs {needed_bytes}, and {free_bytes} are free; earlier backups are kept.</source>
        <translation>There is not enough room for a backup in {folder}: it needs {needed_bytes}, and {free_bytes} are free; earlier backups are kept.</translation>
    </message>
    <message>
        <source>This was ended before its time; nothing was changed.</source>
        <translation>This was ended before its time; nothing was changed.</translation>
    </message>
    <message>
        <source>This is no file of conversations that Hisho has written.</source>
        <translation>This is no file of conversations that Hisho has written.</translation>
    </message>
    <message>
        <source>The file is damaged or no JSON; nothing was taken in (at {place}).</source>
        <translation>The file is damaged or no JSON; nothing was taken in (at {place}).</translation>
    </message>
    <message>
        <source>The file lacks a part or has one that does not belong; nothing was taken in ({place}).</source>
        <translation>The file lacks a part or has one that does not belong; nothing was taken in ({place}).</translation>
    </message>
    <message>
        <source>The file has too many entries; nothing was taken in ({place}).</source>
        <translation>The file has too many entries; nothing was taken in ({place}).</translation>
    </message>
    <message>
        <source>A text of the file is too long; nothing was taken in ({place}).</source>
        <translation>A text of the file is too long; nothing was taken in ({place}).</translation>
    </message>
    <message>
        <source>The file has a value that cannot be; nothing was taken in ({place}).</source>
        <translation>The file has a value that cannot be; nothing was taken in ({place}).</translation>
    </message>
    <message>
        <source>Conversations could not be given out or taken in.</source>
        <translation>Conversations could not be given out or taken in.</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow exports.</source>
        <translation>The administrator of this computer does not allow exports.</translation>
    </message>
    <message>
        <source>The administrator of this computer does not allow exports into such a folder ({folder}).</source>
        <translation>The administrator of this computer does not allow exports into such a folder ({folder}).</translation>
    </message>
    <message>
        <source>What is labelled “{label}” leaves with a reason only: give --reason.</source>
        <translation>What is labelled “{label}” leaves with a reason only: give --reason.</translation>
    </message>
    <message>
        <source>The file {path} cannot be read (system error {error_number}).</source>
        <translation>The file {path} cannot be read (system error {error_number}).</translation>
    </message>
    <message>
        <source>A file of conversations may have at most {limit_bytes}; choose fewer of them.</source>
        <translation>A file of conversations may have at most {limit_bytes}; choose fewer of them.</translation>
    </message>
    <message>
        <source>A newer Hisho wrote this file (format {found}; this version knows {known}), so update Hisho first.</source>
        <translation>A newer Hisho wrote this file (format {found}; this version knows {known}), so update Hisho first.</translation>
    </message>
    <message>
        <source>Something is wrong with this report.</source>
        <translation>Something is wrong with this report.</translation>
    </message>
    <message>
        <source>This file is no protection report of Hisho, or it was cut off.</source>
        <translation>This file is no protection report of Hisho, or it was cut off.</translation>
    </message>
    <message>
        <source>This report carries no signature: nobody vouches for what it says.</source>
        <translation>This report carries no signature: nobody vouches for what it says.</translation>
    </message>
    <message>
        <source>This report was changed after it was signed; do not rely on it.</source>
        <translation>This report was changed after it was signed; do not rely on it.</translation>
    </message>
    <message>
        <source>Something is wrong with the list of licences.</source>
        <translation>Something is wrong with the list of licences.</translation>
    </message>
    <message>
        <source>{path}, which ships with Hisho, is missing or damaged: licences can be shown once Hisho is installed anew.</source>
        <translation>{path}, which ships with Hisho, is missing or damaged: licences can be shown once Hisho is installed anew.</translation>
    </message>
</context>
<context>
    <name>EventModel</name>
    <message>
        <source>When</source>
        <translation>When</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
</context>
<context>
    <name>Events</name>
    <message>
        <source>Vault made</source>
        <translation>Vault made</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>Unlocked</translation>
    </message>
    <message>
        <source>Failed to unlock</source>
        <translation>Failed to unlock</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Locked</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Closed</translation>
    </message>
    <message>
        <source>Way in set</source>
        <translation>Way in set</translation>
    </message>
    <message>
        <source>Way in taken away</source>
        <translation>Way in taken away</translation>
    </message>
    <message>
        <source>Encrypted anew with another key</source>
        <translation>Encrypted anew with another key</translation>
    </message>
    <message>
        <source>Backed up</source>
        <translation>Backed up</translation>
    </message>
    <message>
        <source>Restored from a backup</source>
        <translation>Restored from a backup</translation>
    </message>
    <message>
        <source>Saved from damage</source>
        <translation>Saved from damage</translation>
    </message>
    <message>
        <source>An old copy was put back</source>
        <translation>An old copy was put back</translation>
    </message>
    <message>
        <source>Conversation begun</source>
        <translation>Conversation begun</translation>
    </message>
    <message>
        <source>Label changed</source>
        <translation>Label changed</translation>
    </message>
    <message>
        <source>Conversation moved to the trash</source>
        <translation>Conversation moved to the trash</translation>
    </message>
    <message>
        <source>Conversation taken out of the trash</source>
        <translation>Conversation taken out of the trash</translation>
    </message>
    <message>
        <source>Conversation deleted for good</source>
        <translation>Conversation deleted for good</translation>
    </message>
    <message>
        <source>Answer generated</source>
        <translation>Answer generated</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>Exported</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Imported</translation>
    </message>
    <message>
        <source>Model registered</source>
        <translation>Model registered</translation>
    </message>
    <message>
        <source>Model removed</source>
        <translation>Model removed</translation>
    </message>
    <message>
        <source>Policy of the administrator changed</source>
        <translation>Policy of the administrator changed</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>Protection level</translation>
    </message>
    <message>
        <source>Record exported</source>
        <translation>Record exported</translation>
    </message>
    <message>
        <source>Protection report made</source>
        <translation>Protection report made</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>conversation no.</source>
        <translation>conversation no.</translation>
    </message>
    <message>
        <source>message</source>
        <translation>message</translation>
    </message>
    <message>
        <source>model</source>
        <translation>model</translation>
    </message>
    <message>
        <source>ending</source>
        <translation>ending</translation>
    </message>
    <message>
        <source>protection</source>
        <translation>protection</translation>
    </message>
    <message>
        <source>parameters</source>
        <translation>parameters</translation>
    </message>
    <message>
        <source>digest of the recipe</source>
        <translation>digest of the recipe</translation>
    </message>
    <message>
        <source>digest of the prompt</source>
        <translation>digest of the prompt</translation>
    </message>
    <message>
        <source>digest of the answer</source>
        <translation>digest of the answer</translation>
    </message>
    <message>
        <source>digest</source>
        <translation>digest</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>SHA-256 of the policy</source>
        <translation>SHA-256 of the policy</translation>
    </message>
    <message>
        <source>label</source>
        <translation>label</translation>
    </message>
    <message>
        <source>before</source>
        <translation>before</translation>
    </message>
    <message>
        <source>after</source>
        <translation>after</translation>
    </message>
    <message>
        <source>way</source>
        <translation>way</translation>
    </message>
    <message>
        <source>ways</source>
        <translation>ways</translation>
    </message>
    <message>
        <source>times</source>
        <translation>times</translation>
    </message>
    <message>
        <source>form</source>
        <translation>form</translation>
    </message>
    <message>
        <source>conversations</source>
        <translation>conversations</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>messages</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>folder</translation>
    </message>
    <message>
        <source>what is old</source>
        <translation>what is old</translation>
    </message>
    <message>
        <source>remembered events</source>
        <translation>remembered events</translation>
    </message>
    <message>
        <source>events found</source>
        <translation>events found</translation>
    </message>
    <message>
        <source>level</source>
        <translation>level</translation>
    </message>
    <message>
        <source>reasons</source>
        <translation>reasons</translation>
    </message>
    <message>
        <source>cause</source>
        <translation>cause</translation>
    </message>
    <message>
        <source>number</source>
        <translation>number</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>bytes</translation>
    </message>
    <message>
        <source>count</source>
        <translation>count</translation>
    </message>
    <message>
        <source>source</source>
        <translation>source</translation>
    </message>
    <message>
        <source>repository</source>
        <translation>repository</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>commit</translation>
    </message>
    <message>
        <source>made</source>
        <translation>made</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>pages</source>
        <translation>pages</translation>
    </message>
    <message>
        <source>damaged pages</source>
        <translation>damaged pages</translation>
    </message>
    <message>
        <source>messages kept</source>
        <translation>messages kept</translation>
    </message>
    <message>
        <source>texts that were cut</source>
        <translation>texts that were cut</translation>
    </message>
    <message>
        <source>by the administrator</source>
        <translation>by the administrator</translation>
    </message>
    <message>
        <source>number of the key</source>
        <translation>number of the key</translation>
    </message>
    <message>
        <source>keyring</source>
        <translation>keyring</translation>
    </message>
    <message>
        <source>passphrase</source>
        <translation>passphrase</translation>
    </message>
    <message>
        <source>recovery key</source>
        <translation>recovery key</translation>
    </message>
    <message>
        <source>keyring and passphrase together</source>
        <translation>keyring and passphrase together</translation>
    </message>
    <message>
        <source>escrow key</source>
        <translation>escrow key</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>strong</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>medium</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>weak</translation>
    </message>
    <message>
        <source>top secret</source>
        <translation>top secret</translation>
    </message>
    <message>
        <source>secret</source>
        <translation>secret</translation>
    </message>
    <message>
        <source>internal</source>
        <translation>internal</translation>
    </message>
    <message>
        <source>general</source>
        <translation>general</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>complete</translation>
    </message>
    <message>
        <source>limit of tokens</source>
        <translation>limit of tokens</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>stopped</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>interrupted</translation>
    </message>
    <message>
        <source>the database</source>
        <translation>the database</translation>
    </message>
    <message>
        <source>the header</source>
        <translation>the header</translation>
    </message>
    <message>
        <source>both</source>
        <translation>both</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>daily</translation>
    </message>
    <message>
        <source>before an update</source>
        <translation>before an update</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>on request</translation>
    </message>
    <message>
        <source>for the client</source>
        <translation>for the client</translation>
    </message>
    <message>
        <source>for filing</source>
        <translation>for filing</translation>
    </message>
    <message>
        <source>for review</source>
        <translation>for review</translation>
    </message>
    <message>
        <source>for one&apos;s records</source>
        <translation>for one&apos;s records</translation>
    </message>
    <message>
        <source>to another computer</source>
        <translation>to another computer</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>another one</translation>
    </message>
    <message>
        <source>on this computer</source>
        <translation>on this computer</translation>
    </message>
    <message>
        <source>standard output</source>
        <translation>standard output</translation>
    </message>
    <message>
        <source>synchronised</source>
        <translation>synchronised</translation>
    </message>
    <message>
        <source>on the network</source>
        <translation>on the network</translation>
    </message>
    <message>
        <source>removable drive</source>
        <translation>removable drive</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unknown</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>plain text</translation>
    </message>
    <message>
        <source>The vault&apos;s file vault.json is older than the vault: an old copy was put in its place. A passphrase that was replaced may open it again. If you did not do this, set a new one.</source>
        <translation>The vault&apos;s file vault.json is older than the vault: an old copy was put in its place. A passphrase that was replaced may open it again. If you did not do this, set a new one.</translation>
    </message>
    <message>
        <source>The vault&apos;s database is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</source>
        <translation>The vault&apos;s database is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</translation>
    </message>
    <message>
        <source>The vault is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</source>
        <translation>The vault is older than it was when it was last locked: an old copy was put in its place, and what came after it is missing. If you did not do this, tell your administrator.</translation>
    </message>
</context>
<context>
    <name>EvidenceSection</name>
    <message>
        <source>Evidence</source>
        <translation>Evidence</translation>
    </message>
    <message>
        <source>The audit log says what happened to the vault; the protection report says, for your IT-security department, what holds on this computer and how to check it.</source>
        <translation>The audit log says what happened to the vault; the protection report says, for your IT-security department, what holds on this computer and how to check it.</translation>
    </message>
    <message>
        <source>Audit log…</source>
        <translation>Audit log…</translation>
    </message>
    <message>
        <source>Protection report…</source>
        <translation>Protection report…</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>version {number} of {count}</source>
        <translation>version {number} of {count}</translation>
    </message>
    <message>
        <source>broken off</source>
        <translation>broken off</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>Thought before the answer</source>
        <translation>Thought before the answer</translation>
    </message>
    <message>
        <source>Label: {label}</source>
        <translation>Label: {label}</translation>
    </message>
    <message>
        <source>Exported: {moment}</source>
        <translation>Exported: {moment}</translation>
    </message>
    <message>
        <source>Program: {program}</source>
        <translation>Program: {program}</translation>
    </message>
    <message>
        <source>Model: {name}, sha256 {digest}</source>
        <translation>Model: {name}, sha256 {digest}</translation>
    </message>
    <message>
        <source>{count} conversations</source>
        <translation>{count} conversations</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>With what the model thought before its answers</source>
        <translation>With what the model thought before its answers</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>This conversation</source>
        <translation>This conversation</translation>
    </message>
    <message>
        <source>Some messages of this conversation</source>
        <translation>Some messages of this conversation</translation>
    </message>
    <message>
        <source>Several conversations</source>
        <translation>Several conversations</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>Plain text</source>
        <translation>Plain text</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>Choose a reason</translation>
    </message>
    <message>
        <source>For the client or applicant</source>
        <translation>For the client or applicant</translation>
    </message>
    <message>
        <source>For filing with a patent office</source>
        <translation>For filing with a patent office</translation>
    </message>
    <message>
        <source>For review inside the company</source>
        <translation>For review inside the company</translation>
    </message>
    <message>
        <source>For my own records</source>
        <translation>For my own records</translation>
    </message>
    <message>
        <source>To move to another computer</source>
        <translation>To move to another computer</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>Another reason</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>As</source>
        <translation>As</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Choose where to save it…</source>
        <translation>Choose where to save it…</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Answer: {text}</source>
        <translation>Answer: {text}</translation>
    </message>
    <message>
        <source>Question: {text}</source>
        <translation>Question: {text}</translation>
    </message>
    <message>
        <source>{title}  [{label}]</source>
        <translation>{title}  [{label}]</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Untitled</translation>
    </message>
    <message>
        <source>The branch that is shown, with its formatting marks.</source>
        <translation>The branch that is shown, with its formatting marks.</translation>
    </message>
    <message>
        <source>The branch that is shown, as it was written.</source>
        <translation>The branch that is shown, as it was written.</translation>
    </message>
    <message>
        <source>Everything, all branches included; Hisho can take it in again.</source>
        <translation>Everything, all branches included; Hisho can take it in again.</translation>
    </message>
    <message>
        <source>Label: {label}. It is stamped into the file and its name.</source>
        <translation>Label: {label}. It is stamped into the file and its name.</translation>
    </message>
</context>
<context>
    <name>FetchingDesk</name>
    <message>
        <source>The fetcher ended unexpectedly; what was fetched so far is kept.</source>
        <translation>The fetcher ended unexpectedly; what was fetched so far is kept.</translation>
    </message>
</context>
<context>
    <name>FieldBox</name>
    <message>
        <source>required</source>
        <translation>required</translation>
    </message>
    <message>
        <source>{label} (required)</source>
        <translation>{label} (required)</translation>
    </message>
    <message>
        <source>Fill this in first.</source>
        <translation>Fill this in first.</translation>
    </message>
</context>
<context>
    <name>FieldRow</name>
    <message>
        <source>One line</source>
        <translation>One line</translation>
    </message>
    <message>
        <source>Several lines</source>
        <translation>Several lines</translation>
    </message>
    <message>
        <source>Choice</source>
        <translation>Choice</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>Required</translation>
    </message>
    <message>
        <source>Label of the field</source>
        <translation>Label of the field</translation>
    </message>
    <message>
        <source>Example shown in the empty field</source>
        <translation>Example shown in the empty field</translation>
    </message>
    <message>
        <source>Choices, separated by commas</source>
        <translation>Choices, separated by commas</translation>
    </message>
    <message>
        <source>Kind of field</source>
        <translation>Kind of field</translation>
    </message>
    <message>
        <source>Remove the field {name}</source>
        <translation>Remove the field {name}</translation>
    </message>
</context>
<context>
    <name>FigureLine</name>
    <message>
        <source>Details of the engine</source>
        <translation>Details of the engine</translation>
    </message>
    <message>
        <source>{details}: {figures}</source>
        <translation>{details}: {figures}</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>{speed} tokens/s</source>
        <translation>{speed} tokens/s</translation>
    </message>
    <message>
        <source>first word after {seconds} s</source>
        <translation>first word after {seconds} s</translation>
    </message>
    <message>
        <source>context {used} / {total}</source>
        <translation>context {used} / {total}</translation>
    </message>
    <message>
        <source>loaded in {seconds} s</source>
        <translation>loaded in {seconds} s</translation>
    </message>
    <message>
        <source>GPU memory</source>
        <translation>GPU memory</translation>
    </message>
    <message>
        <source>memory {used}</source>
        <translation>memory {used}</translation>
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
        <translation>Export to a folder, for a computer without a network</translation>
    </message>
    <message>
        <source>Name another folder under “Models” first.</source>
        <translation>Name another folder under “Models” first.</translation>
    </message>
    <message>
        <source>Remove “{name}”? Its files ({size}) are deleted from this computer.</source>
        <translation>Remove “{name}”? Its files ({size}) are deleted from this computer.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were led with it; they stay readable, and another model goes on with them:</source>
        <translation>
            <numerusform>%n conversation were led with it; they stay readable, and another model goes on with them:</numerusform>
            <numerusform>%n conversations were led with it; they stay readable, and another model goes on with them:</numerusform>
        </translation>
    </message>
    <message>
        <source>“{title}”</source>
        <translation>“{title}”</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Something else is being done with the files; wait or stop it.</source>
        <translation>Something else is being done with the files; wait or stop it.</translation>
    </message>
    <message>
        <source>Verifying</source>
        <translation>Verifying</translation>
    </message>
    <message>
        <source>Import a folder written by “Export”</source>
        <translation>Import a folder written by “Export”</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Importing</translation>
    </message>
    <message>
        <source>Moving</source>
        <translation>Moving</translation>
    </message>
    <message>
        <source>Removing</source>
        <translation>Removing</translation>
    </message>
    <message>
        <source>Cleaning up</source>
        <translation>Cleaning up</translation>
    </message>
    <message>
        <source>{doing} {percent} %</source>
        <translation>{doing} {percent} %</translation>
    </message>
    <message>
        <source>Written to {folder}.</source>
        <translation>Written to {folder}.</translation>
    </message>
    <message>
        <source>Verified: every byte is as it was.</source>
        <translation>Verified: every byte is as it was.</translation>
    </message>
    <message>
        <source>The model is here and verified.</source>
        <translation>The model is here and verified.</translation>
    </message>
    <message>
        <source>The model was removed.</source>
        <translation>The model was removed.</translation>
    </message>
    <message>
        <source>The models are now in {folder}.</source>
        <translation>The models are now in {folder}.</translation>
    </message>
    <message>
        <source>The leftovers are gone.</source>
        <translation>The leftovers are gone.</translation>
    </message>
    <message>
        <source>Damaged: {files}. Remove the model and fetch it again.</source>
        <translation>Damaged: {files}. Remove the model and fetch it again.</translation>
    </message>
    <message>
        <source>Damaged: {files}. Remove the model and import it again.</source>
        <translation>Damaged: {files}. Remove the model and import it again.</translation>
    </message>
    <message>
        <source>The work on the files ended unexpectedly; nothing is lost.</source>
        <translation>The work on the files ended unexpectedly; nothing is lost.</translation>
    </message>
    <message>
        <source>Stopped. What was there before is still there.</source>
        <translation>Stopped. What was there before is still there.</translation>
    </message>
    <message>
        <source>To accept it, read it and import the model once more.</source>
        <translation>To accept it, read it and import the model once more.</translation>
    </message>
    <message>
        <source>To accept it, read it at {address} and import the model once more.</source>
        <translation>To accept it, read it at {address} and import the model once more.</translation>
    </message>
</context>
<context>
    <name>FileDialog</name>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Kind of file</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Find in this conversation</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Next place</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Previous place</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
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
        <translation>Not found</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Name, maker or repository</source>
        <translation>Name, maker or repository</translation>
    </message>
    <message>
        <source>Search for models</source>
        <translation>Search for models</translation>
    </message>
    <message>
        <source>Search the hub</source>
        <translation>Search the hub</translation>
    </message>
    <message>
        <source>Order of what the hub finds</source>
        <translation>Order of what the hub finds</translation>
    </message>
    <message>
        <source>Fits this computer</source>
        <translation>Fits this computer</translation>
    </message>
    <message>
        <source>May be used here</source>
        <translation>May be used here</translation>
    </message>
    <message>
        <source>Made in Japan from scratch</source>
        <translation>Made in Japan from scratch</translation>
    </message>
    <message>
        <source>most fetched</source>
        <translation>most fetched</translation>
    </message>
    <message>
        <source>most liked</source>
        <translation>most liked</translation>
    </message>
    <message>
        <source>newest</source>
        <translation>newest</translation>
    </message>
</context>
<context>
    <name>FirstRunPage</name>
    <message>
        <source>Create your vault</source>
        <translation>Create your vault</translation>
    </message>
    <message>
        <source>Hisho keeps your conversations in an encrypted vault on this computer. Only you can open it, and nothing in it is sent anywhere.</source>
        <translation>Hisho keeps your conversations in an encrypted vault on this computer. Only you can open it, and nothing in it is sent anywhere.</translation>
    </message>
    <message>
        <source>With a passphrase (recommended)</source>
        <translation>With a passphrase (recommended)</translation>
    </message>
    <message>
        <source>Without one Hisho cannot be locked: whoever uses your account could read everything.</source>
        <translation>Without one Hisho cannot be locked: whoever uses your account could read everything.</translation>
    </message>
    <message>
        <source>Do not ask for it on this computer (keyring)</source>
        <translation>Do not ask for it on this computer (keyring)</translation>
    </message>
    <message>
        <source>With this computer’s keyring only</source>
        <translation>With this computer’s keyring only</translation>
    </message>
    <message>
        <source>Restore from a backup…</source>
        <translation>Restore from a backup…</translation>
    </message>
    <message>
        <source>Set by the administrator: a passphrase is needed.</source>
        <translation>Set by the administrator: a passphrase is needed.</translation>
    </message>
    <message>
        <source>Set by the administrator: keyring and passphrase are needed together.</source>
        <translation>Set by the administrator: keyring and passphrase are needed together.</translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring is not used.</source>
        <translation>Set by the administrator: the keyring is not used.</translation>
    </message>
    <message>
        <source>Opens by itself while you are logged in to this computer.</source>
        <translation>Opens by itself while you are logged in to this computer.</translation>
    </message>
    <message>
        <source>This computer’s keyring cannot be used.</source>
        <translation>This computer’s keyring cannot be used.</translation>
    </message>
    <message>
        <source>Creating…</source>
        <translation>Creating…</translation>
    </message>
    <message>
        <source>Create the vault</source>
        <translation>Create the vault</translation>
    </message>
</context>
<context>
    <name>FoundPage</name>
    <message>
        <source>Places found</source>
        <translation>Places found</translation>
    </message>
    <message>
        <source>Search without limits</source>
        <translation>Search without limits</translation>
    </message>
    <message numerus="yes">
        <source>The first %n place(s); scroll for more</source>
        <translation>
            <numerusform>The first %n place; scroll for more</numerusform>
            <numerusform>The first %n places; scroll for more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) found</source>
        <translation>
            <numerusform>%n place found</numerusform>
            <numerusform>%n places found</numerusform>
        </translation>
    </message>
    <message>
        <source>“{query}” is not found within these limits, but it is without them.</source>
        <translation>“{query}” is not found within these limits, but it is without them.</translation>
    </message>
    <message>
        <source>Nothing found for “{query}”</source>
        <translation>Nothing found for “{query}”</translation>
    </message>
</context>
<context>
    <name>HeaderBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>Find in this conversation</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Show or hide the sidebar</translation>
    </message>
    <message>
        <source>What to do with this conversation</source>
        <translation>What to do with this conversation</translation>
    </message>
    <message>
        <source>Settings of this conversation</source>
        <translation>Settings of this conversation</translation>
    </message>
    <message>
        <source>New title</source>
        <translation>New title</translation>
    </message>
    <message>
        <source>Instructions: {text}</source>
        <translation>Instructions: {text}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Untitled</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Copy as Markdown</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Import conversations…</source>
        <translation>Import conversations…</translation>
    </message>
</context>
<context>
    <name>ImportBar</name>
    <message>
        <source>Copy into the folder of models</source>
        <translation>Copy into the folder of models</translation>
    </message>
    <message>
        <source>Use it where it lies</source>
        <translation>Use it where it lies</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>“{name}”: a copy stays when the stick is gone; used where it lies, it takes no more room.</source>
        <translation>“{name}”: a copy stays when the stick is gone; used where it lies, it takes no more room.</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import conversations</source>
        <translation>Import conversations</translation>
    </message>
    <message>
        <source>Conversations of Hisho (*.json)</source>
        <translation>Conversations of Hisho (*.json)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
</context>
<context>
    <name>ImportPane</name>
    <message>
        <source>Models come from files</source>
        <translation>Models come from files</translation>
    </message>
    <message>
        <source>This is the air-gap edition: the part that speaks to a network is not installed, so models are carried here on a USB stick, a disc or in a shared folder.</source>
        <translation>This is the air-gap edition: the part that speaks to a network is not installed, so models are carried here on a USB stick, a disc or in a shared folder.</translation>
    </message>
    <message>
        <source>1. On a computer with the full edition, fetch the model and export it to a folder.</source>
        <translation>1. On a computer with the full edition, fetch the model and export it to a folder.</translation>
    </message>
    <message>
        <source>2. Import the folder here, or a GGUF file as its maker hands it out.</source>
        <translation>2. Import the folder here, or a GGUF file as its maker hands it out.</translation>
    </message>
    <message>
        <source>3. Hisho compares every byte with the digests in the folder, or recognises the file by its own, and judges the licence.</source>
        <translation>3. Hisho compares every byte with the digests in the folder, or recognises the file by its own, and judges the licence.</translation>
    </message>
    <message>
        <source>Import an exported folder…</source>
        <translation>Import an exported folder…</translation>
    </message>
    <message>
        <source>Import a GGUF file…</source>
        <translation>Import a GGUF file…</translation>
    </message>
    <message>
        <source>Either can also be dropped onto this page.</source>
        <translation>Either can also be dropped onto this page.</translation>
    </message>
</context>
<context>
    <name>KeyGroups</name>
    <message>
        <source>Group {number}</source>
        <translation>Group {number}</translation>
    </message>
    <message>
        <source>Mistyped</source>
        <translation>Mistyped</translation>
    </message>
    <message>
        <source>Mistyped: group {numbers}</source>
        <translation>Mistyped: group {numbers}</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>Copy message as Markdown</translation>
    </message>
    <message>
        <source>What made this answer…</source>
        <translation>What made this answer…</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>Hide how it was thought</source>
        <translation>Hide how it was thought</translation>
    </message>
    <message>
        <source>Show how it was thought</source>
        <translation>Show how it was thought</translation>
    </message>
    <message>
        <source>Copy how it was thought</source>
        <translation>Copy how it was thought</translation>
    </message>
    <message>
        <source>Copy code: {beginning}</source>
        <translation>Copy code: {beginning}</translation>
    </message>
</context>
<context>
    <name>LabelButton</name>
    <message>
        <source>Label of this conversation: {label}</source>
        <translation>Label of this conversation: {label}</translation>
    </message>
</context>
<context>
    <name>LabelMenu</name>
    <message>
        <source>With “{label}”:</source>
        <translation>With “{label}”:</translation>
    </message>
</context>
<context>
    <name>LabelWords</name>
    <message>
        <source>Top secret</source>
        <translation>Top secret</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>Secret</translation>
    </message>
    <message>
        <source>Internal</source>
        <translation>Internal</translation>
    </message>
    <message>
        <source>General</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Window title: names the conversation</source>
        <translation>Window title: names the conversation</translation>
    </message>
    <message>
        <source>Window title: does not name the conversation</source>
        <translation>Window title: does not name the conversation</translation>
    </message>
    <message>
        <source>Lock: as in the settings</source>
        <translation>Lock: as in the settings</translation>
    </message>
    <message numerus="yes">
        <source>Lock: after %n idle minute(s) at the latest</source>
        <translation>
            <numerusform>Lock: after %n idle minute at the latest</numerusform>
            <numerusform>Lock: after %n idle minutes at the latest</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying: not allowed by the administrator</source>
        <translation>Copying: not allowed by the administrator</translation>
    </message>
    <message>
        <source>Clipboard: cleared when Hisho is locked or ends</source>
        <translation>Clipboard: cleared when Hisho is locked or ends</translation>
    </message>
    <message numerus="yes">
        <source>Clipboard: cleared after %n second(s)</source>
        <translation>
            <numerusform>Clipboard: cleared after %n second</numerusform>
            <numerusform>Clipboard: cleared after %n seconds</numerusform>
        </translation>
    </message>
    <message>
        <source>Export: allowed, with the label stamped on it</source>
        <translation>Export: allowed, with the label stamped on it</translation>
    </message>
    <message>
        <source>Export: asks for a reason, which is logged</source>
        <translation>Export: asks for a reason, which is logged</translation>
    </message>
    <message>
        <source>Export: not allowed</source>
        <translation>Export: not allowed</translation>
    </message>
    <message>
        <source>Screenshots: allowed</source>
        <translation>Screenshots: allowed</translation>
    </message>
    <message>
        <source>Screenshots: the window is left out</source>
        <translation>Screenshots: the window is left out</translation>
    </message>
    <message>
        <source>Screenshots: this system cannot prevent them</source>
        <translation>Screenshots: this system cannot prevent them</translation>
    </message>
</context>
<context>
    <name>LatestButton</name>
    <message>
        <source>Jump to the latest</source>
        <translation>Jump to the latest</translation>
    </message>
</context>
<context>
    <name>LeadDialog</name>
    <message>
        <source>Settings of this conversation</source>
        <translation>Settings of this conversation</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>Instructions to the model</translation>
    </message>
    <message>
        <source>For example: answer briefly, in formal Japanese.</source>
        <translation>For example: answer briefly, in formal Japanese.</translation>
    </message>
    <message>
        <source>They stand before everything else that the model is given, and hold for the answers to come. Answers that are there stay as they are.</source>
        <translation>They stand before everything else that the model is given, and hold for the answers to come. Answers that are there stay as they are.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>This is too long: {count} characters, and at most {most} are possible.</source>
        <translation>This is too long: {count} characters, and at most {most} are possible.</translation>
    </message>
</context>
<context>
    <name>LevelSection</name>
    <message>
        <source>How the programs are shut in</source>
        <translation>How the programs are shut in</translation>
    </message>
    <message>
        <source>Each program and its layers…</source>
        <translation>Each program and its layers…</translation>
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
        <translation>“{title}” was moved to the trash.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>LicenceQuestion</name>
    <message>
        <source>Read it at {address}.</source>
        <translation>Read it at {address}.</translation>
    </message>
    <message>
        <source>I have read it and accept it</source>
        <translation>I have read it and accept it</translation>
    </message>
</context>
<context>
    <name>Licences</name>
    <message>
        <source>This part is under the GNU Lesser General Public License 3: you may change it and use what you changed with Hisho. It lies as shared libraries in {folder}. Build version {version} from the source that is named above, close Hisho, and put your libraries in the place of those of the same names. Hisho does not check them, and you may take it apart as far as finding a mistake needs it.</source>
        <translation>This part is under the GNU Lesser General Public License 3: you may change it and use what you changed with Hisho. It lies as shared libraries in {folder}. Build version {version} from the source that is named above, close Hisho, and put your libraries in the place of those of the same names. Hisho does not check them, and you may take it apart as far as finding a mistake needs it.</translation>
    </message>
</context>
<context>
    <name>LicencesPage</name>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>Close the licences</source>
        <translation>Close the licences</translation>
    </message>
    <message>
        <source>Close the licences (Esc)</source>
        <translation>Close the licences (Esc)</translation>
    </message>
    <message>
        <source>Hisho is free software under the Apache License 2.0 and is made of these parts. The texts lie on this computer; addresses are no links, because this window has no network.</source>
        <translation>Hisho is free software under the Apache License 2.0 and is made of these parts. The texts lie on this computer; addresses are no links, because this window has no network.</translation>
    </message>
    <message>
        <source>Search names, licences and texts</source>
        <translation>Search names, licences and texts</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Parts of Hisho</source>
        <translation>Parts of Hisho</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text of the licence</translation>
    </message>
    <message>
        <source>These words stand in no licence and no name.</source>
        <translation>These words stand in no licence and no name.</translation>
    </message>
    <message>
        <source>Licence: {licence}</source>
        <translation>Licence: {licence}</translation>
    </message>
    <message>
        <source>Source: {address}</source>
        <translation>Source: {address}</translation>
    </message>
</context>
<context>
    <name>LimitsBar</name>
    <message>
        <source>Any time</source>
        <translation>Any time</translation>
    </message>
    <message>
        <source>Choose dates…</source>
        <translation>Choose dates…</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Everywhere</translation>
    </message>
    <message>
        <source>Any model</source>
        <translation>Any model</translation>
    </message>
    <message>
        <source>Any label</source>
        <translation>Any label</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Where</translation>
    </message>
    <message>
        <source>Drafts, instructions, forms and tasks</source>
        <translation>Drafts, instructions, forms and tasks</translation>
    </message>
    <message>
        <source>Drafts etc.</source>
        <translation>Drafts etc.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Remove limits</source>
        <translation>Remove limits</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>First day</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Last day</translation>
    </message>
    <message>
        <source>to</source>
        <translation>to</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>Last 12 months</source>
        <translation>Last 12 months</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>My messages</source>
        <translation>My messages</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Answers</translation>
    </message>
    <message>
        <source>Titles</source>
        <translation>Titles</translation>
    </message>
</context>
<context>
    <name>LockControls</name>
    <message>
        <source>Also when the computer goes to sleep</source>
        <translation>Also when the computer goes to sleep</translation>
    </message>
    <message>
        <source>Also when the screen locks or the user changes</source>
        <translation>Also when the screen locks or the user changes</translation>
    </message>
    <message numerus="yes">
        <source>after %n minute(s)</source>
        <translation>
            <numerusform>after %n minute</numerusform>
            <numerusform>after %n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>Set by the administrator: what is laxer cannot be chosen.</source>
        <translation>Set by the administrator: what is laxer cannot be chosen.</translation>
    </message>
    <message>
        <source>This computer does not tell programs of sleep or of its lock screen.</source>
        <translation>This computer does not tell programs of sleep or of its lock screen.</translation>
    </message>
    <message>
        <source>Hisho can be locked when the vault has a passphrase.</source>
        <translation>Hisho can be locked when the vault has a passphrase.</translation>
    </message>
</context>
<context>
    <name>LockSection</name>
    <message>
        <source>What locks the vault</source>
        <translation>What locks the vault</translation>
    </message>
    <message>
        <source>Change in the settings…</source>
        <translation>Change in the settings…</translation>
    </message>
    <message>
        <source>Nothing: without a passphrase Hisho cannot be locked.</source>
        <translation>Nothing: without a passphrase Hisho cannot be locked.</translation>
    </message>
    <message>
        <source>• the button and Ctrl+L</source>
        <translation>• the button and Ctrl+L</translation>
    </message>
    <message numerus="yes">
        <source>• %n minute(s) without a touch, for the label of what is open</source>
        <translation>
            <numerusform>• %n minute without a touch, for the label of what is open</numerusform>
            <numerusform>• %n minutes without a touch, for the label of what is open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>• %n minute(s) without a touch</source>
        <translation>
            <numerusform>• %n minute without a touch</numerusform>
            <numerusform>• %n minutes without a touch</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer does not tell programs of sleep or of its lock screen.</source>
        <translation>This computer does not tell programs of sleep or of its lock screen.</translation>
    </message>
    <message>
        <source>• the computer goes to sleep</source>
        <translation>• the computer goes to sleep</translation>
    </message>
    <message>
        <source>• the screen is locked or another user comes in front of it</source>
        <translation>• the screen is locked or another user comes in front of it</translation>
    </message>
</context>
<context>
    <name>LoweringDialog</name>
    <message>
        <source>Lower the label?</source>
        <translation>Lower the label?</translation>
    </message>
    <message>
        <source>From “{before}” to “{after}”?</source>
        <translation>From “{before}” to “{after}”?</translation>
    </message>
    <message>
        <source>The conversation will be guarded less. The change is noted in the audit log.</source>
        <translation>The conversation will be guarded less. The change is noted in the audit log.</translation>
    </message>
    <message>
        <source>Leave it as it is</source>
        <translation>Leave it as it is</translation>
    </message>
    <message>
        <source>Lower the label</source>
        <translation>Lower the label</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Hisho</source>
        <translation>Hisho</translation>
    </message>
    <message>
        <source>{title} – Hisho</source>
        <translation>{title} – Hisho</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Actions of the message</source>
        <translation>Actions of the message</translation>
    </message>
    <message>
        <source>Show or hide how it was thought</source>
        <translation>Show or hide how it was thought</translation>
    </message>
    <message>
        <source>Copy message as Markdown</source>
        <translation>Copy message as Markdown</translation>
    </message>
    <message>
        <source>Answer again</source>
        <translation>Answer again</translation>
    </message>
    <message>
        <source>Edit and send again</source>
        <translation>Edit and send again</translation>
    </message>
    <message>
        <source>What made this answer</source>
        <translation>What made this answer</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>Previous version</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Next version</translation>
    </message>
</context>
<context>
    <name>MessageEditor</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Write a message (Ctrl+Enter sends, Enter starts a new line)</source>
        <translation>Write a message (Ctrl+Enter sends, Enter starts a new line)</translation>
    </message>
    <message>
        <source>Write a message (Ctrl+Enter sends)</source>
        <translation>Write a message (Ctrl+Enter sends)</translation>
    </message>
    <message>
        <source>Write a message (Enter sends, Shift+Enter starts a new line)</source>
        <translation>Write a message (Enter sends, Shift+Enter starts a new line)</translation>
    </message>
    <message>
        <source>Write a message (Enter sends)</source>
        <translation>Write a message (Enter sends)</translation>
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
        <translation>shows the way around</translation>
    </message>
    <message>
        <source>Opened again</source>
        <translation>Opened again</translation>
    </message>
    <message>
        <source>{tokens} tokens of context</source>
        <translation>{tokens} tokens of context</translation>
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
        <translation>Set by the administrator: the network is switched off on this computer; models come from files.</translation>
    </message>
    <message>
        <source>The administrator allows models of the catalogue alone.</source>
        <translation>The administrator allows models of the catalogue alone.</translation>
    </message>
    <message>
        <source>Say under “Settings” who uses the models: then Hisho knows which you may use.</source>
        <translation>Say under “Settings” who uses the models: then Hisho knows which you may use.</translation>
    </message>
    <message>
        <source>The settings are in use.</source>
        <translation>The settings are in use.</translation>
    </message>
    <message>
        <source>The settings are in use. Models that lie in {folder} stay there.</source>
        <translation>The settings are in use. Models that lie in {folder} stay there.</translation>
    </message>
</context>
<context>
    <name>ModelSpeed</name>
    <message>
        <source>not known yet: a longer answer measures it, and so does “hisho bench”</source>
        <translation>not known yet: a longer answer measures it, and so does “hisho bench”</translation>
    </message>
    <message>
        <source>{decode} tokens/s {place} (measured)</source>
        <translation>{decode} tokens/s {place} (measured)</translation>
    </message>
    <message>
        <source>about {decode} tokens/s {place}, reading about {prefill} (from what another model showed here)</source>
        <translation>about {decode} tokens/s {place}, reading about {prefill} (from what another model showed here)</translation>
    </message>
    <message>
        <source>about {decode} tokens/s {place} (from what another model showed here)</source>
        <translation>about {decode} tokens/s {place} (from what another model showed here)</translation>
    </message>
    <message>
        <source>on the CPU</source>
        <translation>on the CPU</translation>
    </message>
    <message>
        <source>if wholly on the GPU ({name})</source>
        <translation>if wholly on the GPU ({name})</translation>
    </message>
    <message>
        <source>wholly on the GPU ({name})</source>
        <translation>wholly on the GPU ({name})</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>Models</translation>
    </message>
    <message>
        <source>Close the models</source>
        <translation>Close the models</translation>
    </message>
    <message>
        <source>Close the models (Esc)</source>
        <translation>Close the models (Esc)</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>A GGUF file…</source>
        <translation>A GGUF file…</translation>
    </message>
    <message>
        <source>A folder written by “Export”…</source>
        <translation>A folder written by “Export”…</translation>
    </message>
    <message>
        <source>Recommended</source>
        <translation>Recommended</translation>
    </message>
    <message>
        <source>Government AI: 7 models</source>
        <translation>Government AI: 7 models</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>This computer</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>Downloads</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Delete them</source>
        <translation>Delete them</translation>
    </message>
    <message>
        <source>Groups of models</source>
        <translation>Groups of models</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Downloads ({count})</source>
        <translation>Downloads ({count})</translation>
    </message>
    <message>
        <source>Unfinished downloads that nobody goes on with take {size}.</source>
        <translation>Unfinished downloads that nobody goes on with take {size}.</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>New passphrase</source>
        <translation>New passphrase</translation>
    </message>
    <message>
        <source>Repeat the passphrase</source>
        <translation>Repeat the passphrase</translation>
    </message>
    <message>
        <source>The two passphrases are not the same.</source>
        <translation>The two passphrases are not the same.</translation>
    </message>
    <message numerus="yes">
        <source>At least %n character(s) are needed (set by the administrator).</source>
        <translation>
            <numerusform>At least %n character are needed (set by the administrator).</numerusform>
            <numerusform>At least %n characters are needed (set by the administrator).</numerusform>
        </translation>
    </message>
    <message>
        <source>Longer is safer: take a few words that do not belong together.</source>
        <translation>Longer is safer: take a few words that do not belong together.</translation>
    </message>
    <message>
        <source>Easy to guess: at least 8 characters are better.</source>
        <translation>Easy to guess: at least 8 characters are better.</translation>
    </message>
    <message>
        <source>Fair: every further character helps.</source>
        <translation>Fair: every further character helps.</translation>
    </message>
    <message>
        <source>Good, if it is not a saying or a name.</source>
        <translation>Good, if it is not a saying or a name.</translation>
    </message>
    <message>
        <source>Strong, if it is not a saying or a name.</source>
        <translation>Strong, if it is not a saying or a name.</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Close the notice</source>
        <translation>Close the notice</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NumberRow</name>
    <message>
        <source>By the model</source>
        <translation>By the model</translation>
    </message>
    <message>
        <source>A whole number from {least} to {most}.</source>
        <translation>A whole number from {least} to {most}.</translation>
    </message>
    <message>
        <source>A number from {least} to {most}.</source>
        <translation>A number from {least} to {most}.</translation>
    </message>
</context>
<context>
    <name>OpenBackupDialog</name>
    <message>
        <source>Folder with backups</source>
        <translation>Folder with backups</translation>
    </message>
    <message>
        <source>Folder name</source>
        <translation>Folder name</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choose</translation>
    </message>
</context>
<context>
    <name>OpenModelDialog</name>
    <message>
        <source>Open GGUF</source>
        <translation>Open GGUF</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf)</source>
        <translation>GGUF models (*.gguf)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>File name</translation>
    </message>
    <message>
        <source>Kind of file</source>
        <translation>Kind of file</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>OwnTasks</name>
    <message>
        <source>Copy and edit</source>
        <translation>Copy and edit</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Move forward</source>
        <translation>Move forward</translation>
    </message>
    <message>
        <source>Move back</source>
        <translation>Move back</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title} (copy)</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>The task “{title}” was deleted.</source>
        <translation>The task “{title}” was deleted.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
</context>
<context>
    <name>PassphraseDemandPage</name>
    <message>
        <source>Set a new passphrase now</source>
        <translation>Set a new passphrase now</translation>
    </message>
    <message>
        <source>Set a passphrase</source>
        <translation>Set a passphrase</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>Keyring and passphrase together</translation>
    </message>
    <message>
        <source>The recovery key has opened the vault. Choose a new passphrase: from then on it opens the vault, and the forgotten one does not. The recovery key stays as it is.</source>
        <translation>The recovery key has opened the vault. Choose a new passphrase: from then on it opens the vault, and the forgotten one does not. The recovery key stays as it is.</translation>
    </message>
    <message>
        <source>The administrator demands a passphrase for the vault on this computer. Your conversations are all there.</source>
        <translation>The administrator demands a passphrase for the vault on this computer. Your conversations are all there.</translation>
    </message>
    <message>
        <source>The administrator demands that the keyring of this computer and a passphrase open the vault together. From now on neither opens it alone.</source>
        <translation>The administrator demands that the keyring of this computer and a passphrase open the vault together. From now on neither opens it alone.</translation>
    </message>
    <message>
        <source>Passphrase in use</source>
        <translation>Passphrase in use</translation>
    </message>
    <message>
        <source>Later: ask for the recovery key again at the next start</source>
        <translation>Later: ask for the recovery key again at the next start</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Setting…</source>
        <translation>Setting…</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
</context>
<context>
    <name>PassphraseField</name>
    <message>
        <source>Hide the passphrase</source>
        <translation>Hide the passphrase</translation>
    </message>
    <message>
        <source>Show the passphrase</source>
        <translation>Show the passphrase</translation>
    </message>
</context>
<context>
    <name>PassphraseForm</name>
    <message>
        <source>Passphrase in use</source>
        <translation>Passphrase in use</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>PlaceDialog</name>
    <message>
        <source>Save it there?</source>
        <translation>Save it there?</translation>
    </message>
    <message>
        <source>This may leave the computer</source>
        <translation>This may leave the computer</translation>
    </message>
    <message>
        <source>What you save is not encrypted. Its label is: {label}.</source>
        <translation>What you save is not encrypted. Its label is: {label}.</translation>
    </message>
    <message>
        <source>Choose another folder</source>
        <translation>Choose another folder</translation>
    </message>
    <message>
        <source>Save it all the same</source>
        <translation>Save it all the same</translation>
    </message>
</context>
<context>
    <name>Placement</name>
    <message>
        <source>CPU: {count} layers</source>
        <translation>CPU: {count} layers</translation>
    </message>
    <message>
        <source>{device}: {count} layers</source>
        <translation>{device}: {count} layers</translation>
    </message>
    <message>
        <source>This model: {size}</source>
        <translation>This model: {size}</translation>
    </message>
    <message>
        <source>Others: {size}</source>
        <translation>Others: {size}</translation>
    </message>
    <message>
        <source>Free: {size}</source>
        <translation>Free: {size}</translation>
    </message>
    <message>
        <source>{place} · {size}</source>
        <translation>{place} · {size}</translation>
    </message>
    <message>
        <source>Context: {tokens} tokens.</source>
        <translation>Context: {tokens} tokens.</translation>
    </message>
    <message>
        <source>({shares})</source>
        <translation>({shares})</translation>
    </message>
    <message>
        <source>The experts of {count} layers stay in the computer&apos;s memory.</source>
        <translation>The experts of {count} layers stay in the computer&apos;s memory.</translation>
    </message>
    <message>
        <source>{first} {second}</source>
        <translation>{first} {second}</translation>
    </message>
    <message>
        <source>All {layers} layers are computed by the CPU.</source>
        <translation>All {layers} layers are computed by the CPU.</translation>
    </message>
    <message>
        <source>All {layers} layers are on the GPU.</source>
        <translation>All {layers} layers are on the GPU.</translation>
    </message>
    <message>
        <source>{count} of {layers} layers are on the GPU, the rest on the CPU.</source>
        <translation>{count} of {layers} layers are on the GPU, the rest on the CPU.</translation>
    </message>
    <message>
        <source>All {layers} layers will be computed by the CPU.</source>
        <translation>All {layers} layers will be computed by the CPU.</translation>
    </message>
    <message>
        <source>All {layers} layers will be put on the GPU.</source>
        <translation>All {layers} layers will be put on the GPU.</translation>
    </message>
    <message>
        <source>{count} of {layers} layers will be put on the GPU, the rest on the CPU.</source>
        <translation>{count} of {layers} layers will be put on the GPU, the rest on the CPU.</translation>
    </message>
    <message>
        <source>Runs on the CPU</source>
        <translation>Runs on the CPU</translation>
    </message>
    <message>
        <source>Runs on the GPU</source>
        <translation>Runs on the GPU</translation>
    </message>
    <message>
        <source>{count}/{layers} layers on the GPU</source>
        <translation>{count}/{layers} layers on the GPU</translation>
    </message>
    <message>
        <source>GPU with memory of its own</source>
        <translation>GPU with memory of its own</translation>
    </message>
    <message>
        <source>GPU that shares the computer&apos;s memory</source>
        <translation>GPU that shares the computer&apos;s memory</translation>
    </message>
    <message>
        <source>accelerator</source>
        <translation>accelerator</translation>
    </message>
    <message>
        <source>Computer&apos;s memory</source>
        <translation>Computer&apos;s memory</translation>
    </message>
    <message>
        <source>for every machine (full)</source>
        <translation>for every machine (full)</translation>
    </message>
    <message>
        <source>for this processor (plain)</source>
        <translation>for this processor (plain)</translation>
    </message>
    <message>
        <source>{version} · {kind}</source>
        <translation>{version} · {kind}</translation>
    </message>
    <message>
        <source>Too little memory: {size} are missing. It may be opened more lightly, or not at all.</source>
        <translation>Too little memory: {size} are missing. It may be opened more lightly, or not at all.</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>The folder belongs to {name}, which copies what is in it to a server.</source>
        <translation>The folder belongs to {name}, which copies what is in it to a server.</translation>
    </message>
    <message>
        <source>The folder lies on another computer ({name}).</source>
        <translation>The folder lies on another computer ({name}).</translation>
    </message>
    <message>
        <source>The folder lies on a drive that can be carried away ({name}).</source>
        <translation>The folder lies on a drive that can be carried away ({name}).</translation>
    </message>
    <message>
        <source>It could not be found out what kind of folder this is.</source>
        <translation>It could not be found out what kind of folder this is.</translation>
    </message>
</context>
<context>
    <name>Policy</name>
    <message>
        <source>The administrator’s policy has a mistake, so the strictest rules hold until it is mended: no network, no models but the guide, no export. Your conversations are there and can be read. {fault}</source>
        <translation>The administrator’s policy has a mistake, so the strictest rules hold until it is mended: no network, no models but the guide, no export. Your conversations are there and can be read. {fault}</translation>
    </message>
    <message>
        <source>What it says of servers and the network does not matter without either.</source>
        <translation>What it says of servers and the network does not matter without either.</translation>
    </message>
    <message>
        <source>Models may be searched for and fetched.</source>
        <translation>Models may be searched for and fetched.</translation>
    </message>
    <message>
        <source>Only models of the catalogue may be fetched.</source>
        <translation>Only models of the catalogue may be fetched.</translation>
    </message>
    <message>
        <source>There is no network connection at all.</source>
        <translation>There is no network connection at all.</translation>
    </message>
    <message>
        <source>Models come from {server} alone.</source>
        <translation>Models come from {server} alone.</translation>
    </message>
    <message>
        <source>The hosts that a server may redirect to are fixed.</source>
        <translation>The hosts that a server may redirect to are fixed.</translation>
    </message>
    <message>
        <source>Every request passes {proxy}.</source>
        <translation>Every request passes {proxy}.</translation>
    </message>
    <message>
        <source>Only listed models may be used.</source>
        <translation>Only listed models may be used.</translation>
    </message>
    <message>
        <source>Some models may not be used.</source>
        <translation>Some models may not be used.</translation>
    </message>
    <message>
        <source>Tasks are added from a folder of the administrator&apos;s.</source>
        <translation>Tasks are added from a folder of the administrator&apos;s.</translation>
    </message>
    <message>
        <source>The vault must have a passphrase.</source>
        <translation>The vault must have a passphrase.</translation>
    </message>
    <message>
        <source>A new passphrase has at least {count} characters.</source>
        <translation>A new passphrase has at least {count} characters.</translation>
    </message>
    <message>
        <source>The keyring may open the vault.</source>
        <translation>The keyring may open the vault.</translation>
    </message>
    <message>
        <source>Keyring and passphrase open the vault together.</source>
        <translation>Keyring and passphrase open the vault together.</translation>
    </message>
    <message>
        <source>The keyring is not used.</source>
        <translation>The keyring is not used.</translation>
    </message>
    <message>
        <source>The vault keeps no recovery key.</source>
        <translation>The vault keeps no recovery key.</translation>
    </message>
    <message>
        <source>Your organisation can open the vault with its key.</source>
        <translation>Your organisation can open the vault with its key.</translation>
    </message>
    <message>
        <source>Conversations are erased {days} days after their last use.</source>
        <translation>Conversations are erased {days} days after their last use.</translation>
    </message>
    <message>
        <source>The vault is locked after {minutes} idle minutes at the latest.</source>
        <translation>The vault is locked after {minutes} idle minutes at the latest.</translation>
    </message>
    <message>
        <source>It is locked when the computer sleeps.</source>
        <translation>It is locked when the computer sleeps.</translation>
    </message>
    <message>
        <source>It is locked with the screen.</source>
        <translation>It is locked with the screen.</translation>
    </message>
    <message>
        <source>The vault opens at the protection level {level} or higher.</source>
        <translation>The vault opens at the protection level {level} or higher.</translation>
    </message>
    <message>
        <source>The window is left out of screenshots.</source>
        <translation>The window is left out of screenshots.</translation>
    </message>
    <message>
        <source>Exports are allowed.</source>
        <translation>Exports are allowed.</translation>
    </message>
    <message>
        <source>Every export is asked about and noted.</source>
        <translation>Every export is asked about and noted.</translation>
    </message>
    <message>
        <source>There are no exports.</source>
        <translation>There are no exports.</translation>
    </message>
    <message>
        <source>No export goes into a folder that carries it to another computer.</source>
        <translation>No export goes into a folder that carries it to another computer.</translation>
    </message>
    <message>
        <source>Copying is allowed.</source>
        <translation>Copying is allowed.</translation>
    </message>
    <message>
        <source>The clipboard is cleared after copying.</source>
        <translation>The clipboard is cleared after copying.</translation>
    </message>
    <message>
        <source>There is no copying.</source>
        <translation>There is no copying.</translation>
    </message>
    <message>
        <source>What is copied is cleared after {seconds} seconds.</source>
        <translation>What is copied is cleared after {seconds} seconds.</translation>
    </message>
    <message>
        <source>The label of a new conversation is fixed.</source>
        <translation>The label of a new conversation is fixed.</translation>
    </message>
</context>
<context>
    <name>PolicySection</name>
    <message>
        <source>Set by the administrator</source>
        <translation>Set by the administrator</translation>
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
        <translation>Protection: strong</translation>
    </message>
    <message>
        <source>Protection: medium</source>
        <translation>Protection: medium</translation>
    </message>
    <message>
        <source>Protection: weak</source>
        <translation>Protection: weak</translation>
    </message>
    <message>
        <source>The system refuses network access and starting programs to everything here that sees your texts, also by way of other programs.</source>
        <translation>The system refuses network access and starting programs to everything here that sees your texts, also by way of other programs.</translation>
    </message>
    <message>
        <source>The system refuses network access and starting programs to everything here that sees your texts. Other programs of this computer could still be asked to do it.</source>
        <translation>The system refuses network access and starting programs to everything here that sees your texts. Other programs of this computer could still be asked to do it.</translation>
    </message>
    <message>
        <source>Not every layer of protection works on this computer. Hisho itself sends nothing, but the system would not stop a fault in it.</source>
        <translation>Not every layer of protection works on this computer. Hisho itself sends nothing, but the system would not stop a fault in it.</translation>
    </message>
</context>
<context>
    <name>ProtectionCorner</name>
    <message>
        <source>Window</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>No network, no other programs (seccomp)</source>
        <translation>No network, no other programs (seccomp)</translation>
    </message>
    <message>
        <source>Own files only (Landlock)</source>
        <translation>Own files only (Landlock)</translation>
    </message>
    <message>
        <source>Shut off from other services (bubblewrap)</source>
        <translation>Shut off from other services (bubblewrap)</translation>
    </message>
    <message>
        <source>Without bubblewrap this stays possible by way of others: {what}</source>
        <translation>Without bubblewrap this stays possible by way of others: {what}</translation>
    </message>
    <message>
        <source>A probe found something allowed that should be refused: {name}</source>
        <translation>A probe found something allowed that should be refused: {name}</translation>
    </message>
</context>
<context>
    <name>ProtectionDialog</name>
    <message>
        <source>Protection</source>
        <translation>Protection</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Why it is not higher</source>
        <translation>Why it is not higher</translation>
    </message>
    <message>
        <source>• {reason}</source>
        <translation>• {reason}</translation>
    </message>
    <message>
        <source>What holds for each program</source>
        <translation>What holds for each program</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>{layer}: on</source>
        <translation>{layer}: on</translation>
    </message>
    <message>
        <source>{layer}: off ({reason})</source>
        <translation>{layer}: off ({reason})</translation>
    </message>
    <message>
        <source>{layer}: off</source>
        <translation>{layer}: off</translation>
    </message>
</context>
<context>
    <name>ProtectionPage</name>
    <message>
        <source>Vault and protection</source>
        <translation>Vault and protection</translation>
    </message>
    <message>
        <source>Close this page</source>
        <translation>Close this page</translation>
    </message>
    <message>
        <source>Close this page (Esc)</source>
        <translation>Close this page (Esc)</translation>
    </message>
    <message>
        <source>Profile</source>
        <translation>Profile</translation>
    </message>
    <message>
        <source>This is the profile “{profile}”.</source>
        <translation>This is the profile “{profile}”.</translation>
    </message>
    <message>
        <source>This is the first profile; “hisho --profile NAME” opens another one with its own vault.</source>
        <translation>This is the first profile; “hisho --profile NAME” opens another one with its own vault.</translation>
    </message>
    <message>
        <source>Vault {vault} in {folder}</source>
        <translation>Vault {vault} in {folder}</translation>
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
        <translation>Passphrase in use</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Recipe</name>
    <message>
        <source>Guide model</source>
        <translation>Guide model</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Model</translation>
    </message>
    <message>
        <source>{count} tokens were still warm</source>
        <translation>{count} tokens were still warm</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>CPU library</source>
        <translation>CPU library</translation>
    </message>
    <message>
        <source>Placement</source>
        <translation>Placement</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>Read in pieces of</source>
        <translation>Read in pieces of</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Beginning</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Thinking</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>Sampling</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>Protection</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
    <message>
        <source>short</source>
        <translation>short</translation>
    </message>
    <message>
        <source>long</source>
        <translation>long</translation>
    </message>
    <message>
        <source>strong</source>
        <translation>strong</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>medium</translation>
    </message>
    <message>
        <source>weak</source>
        <translation>weak</translation>
    </message>
    <message>
        <source>always the likeliest token</source>
        <translation>always the likeliest token</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>Instructions to the model</translation>
    </message>
</context>
<context>
    <name>RecipeCorner</name>
    <message>
        <source>Another model is loaded. To make it again, choose {name} first.</source>
        <translation>Another model is loaded. To make it again, choose {name} first.</translation>
    </message>
    <message>
        <source>To make it again, the model has to be loaded first.</source>
        <translation>To make it again, the model has to be loaded first.</translation>
    </message>
    <message>
        <source>Another answer is being written.</source>
        <translation>Another answer is being written.</translation>
    </message>
</context>
<context>
    <name>RecipeDialog</name>
    <message>
        <source>What made this answer</source>
        <translation>What made this answer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Make it again under the same conditions</source>
        <translation>Make it again under the same conditions</translation>
    </message>
    <message>
        <source>Nothing was kept of what made this answer.</source>
        <translation>Nothing was kept of what made this answer.</translation>
    </message>
    <message>
        <source>The engine or its settings are not the same as then: single words of the new answer may differ.</source>
        <translation>The engine or its settings are not the same as then: single words of the new answer may differ.</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. This answer had a beginning that was still warm, so single words of the new one may differ.</source>
        <translation>Everything will be read from scratch. This answer had a beginning that was still warm, so single words of the new one may differ.</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. An earlier version kept less of what made this answer, so the new one may differ.</source>
        <translation>Everything will be read from scratch. An earlier version kept less of what made this answer, so the new one may differ.</translation>
    </message>
    <message>
        <source>Everything will be read from scratch. Another program was busy while this answer was made, so single words of the new one may differ.</source>
        <translation>Everything will be read from scratch. Another program was busy while this answer was made, so single words of the new one may differ.</translation>
    </message>
    <message>
        <source>Everything will be read from scratch: the new answer will be the same.</source>
        <translation>Everything will be read from scratch: the new answer will be the same.</translation>
    </message>
</context>
<context>
    <name>RecordCorner</name>
    <message>
        <source>Export the audit log</source>
        <translation>Export the audit log</translation>
    </message>
    <message>
        <source>Hisho audit log {date}</source>
        <translation>Hisho audit log {date}</translation>
    </message>
    <message>
        <source>JSON Lines</source>
        <translation>JSON Lines</translation>
    </message>
    <message>
        <source>The audit log was written to {path}.</source>
        <translation>The audit log was written to {path}.</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Audit log</source>
        <translation>Audit log</translation>
    </message>
    <message>
        <source>Close the audit log</source>
        <translation>Close the audit log</translation>
    </message>
    <message>
        <source>Close the audit log (Esc)</source>
        <translation>Close the audit log (Esc)</translation>
    </message>
    <message>
        <source>What happened to the vault and in it, each entry bound to all before it. Digests stand for texts: no word of a conversation is in it. It stays in the vault until you export it.</source>
        <translation>What happened to the vault and in it, each entry bound to all before it. Digests stand for texts: no word of a conversation is in it. It stays in the vault until you export it.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Check now</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Export…</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>Entries</translation>
    </message>
    <message>
        <source>There are no such entries.</source>
        <translation>There are no such entries.</translation>
    </message>
    <message>
        <source>From the beginning</source>
        <translation>From the beginning</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>Last 365 days</source>
        <translation>Last 365 days</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Everything</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>The chain holds from the first entry to the last ({count}).</source>
        <translation>The chain holds from the first entry to the last ({count}).</translation>
    </message>
    <message>
        <source>The chain is broken at entry {number}: an entry was changed, taken out or put in there. What comes after it is not vouched for.</source>
        <translation>The chain is broken at entry {number}: an entry was changed, taken out or put in there. What comes after it is not vouched for.</translation>
    </message>
    <message>
        <source>Digest of the last entry that holds: {digest}</source>
        <translation>Digest of the last entry that holds: {digest}</translation>
    </message>
    <message>
        <source>Fingerprint of the key that signs protection reports: {fingerprint}</source>
        <translation>Fingerprint of the key that signs protection reports: {fingerprint}</translation>
    </message>
    <message>
        <source>Entry {number} · {when} · {what}</source>
        <translation>Entry {number} · {when} · {what}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>Digest of the entry: {digest}</source>
        <translation>Digest of the entry: {digest}</translation>
    </message>
</context>
<context>
    <name>RecoveryKeyPage</name>
    <message>
        <source>Your recovery key</source>
        <translation>Your recovery key</translation>
    </message>
    <message>
        <source>Write it down on paper, and keep it away from this computer.</source>
        <translation>Write it down on paper, and keep it away from this computer.</translation>
    </message>
    <message>
        <source>It cannot be printed from here: the print system would keep a readable copy of it.</source>
        <translation>It cannot be printed from here: the print system would keep a readable copy of it.</translation>
    </message>
    <message>
        <source>The key that was shown before was not confirmed. This one takes its place.</source>
        <translation>The key that was shown before was not confirmed. This one takes its place.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>Show the key again</source>
        <translation>Show the key again</translation>
    </message>
    <message>
        <source>Group {number}: {group}</source>
        <translation>Group {number}: {group}</translation>
    </message>
    <message>
        <source>The administrator does not allow copying.</source>
        <translation>The administrator does not allow copying.</translation>
    </message>
    <message>
        <source>Copied for {seconds} seconds. Every program can read the clipboard: save it within that time.</source>
        <translation>Copied for {seconds} seconds. Every program can read the clipboard: save it within that time.</translation>
    </message>
    <message>
        <source>Type groups {first} and {second} from what you have written down.</source>
        <translation>Type groups {first} and {second} from what you have written down.</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirm</translation>
    </message>
    <message>
        <source>It opens the vault when the passphrase or the keyring is lost. It is shown only now, and without it nobody can help you.</source>
        <translation>It opens the vault when the passphrase or the keyring is lost. It is shown only now, and without it nobody can help you.</translation>
    </message>
    <message>
        <source>I have written it down</source>
        <translation>I have written it down</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>How to verify this report</source>
        <translation>How to verify this report</translation>
    </message>
    <message>
        <source>It is not signed, so there is nothing to verify. Unlock the vault and make another.</source>
        <translation>It is not signed, so there is nothing to verify. Unlock the vault and make another.</translation>
    </message>
    <message>
        <source>With Hisho: hisho doctor --verify-report FILE. Without it, openssl and this key as key.pem; the last line of the file is the signature over all lines before it.</source>
        <translation>With Hisho: hisho doctor --verify-report FILE. Without it, openssl and this key as key.pem; the last line of the file is the signature over all lines before it.</translation>
    </message>
    <message>
        <source>The signature shows that the report came from the vault with this key and was not changed since. It does not show whose vault that is: compare the fingerprint with the one that the app shows, once and in person.</source>
        <translation>The signature shows that the report came from the vault with this key and was not changed since. It does not show whose vault that is: compare the fingerprint with the one that the app shows, once and in person.</translation>
    </message>
    <message>
        <source>For the JSON form:</source>
        <translation>For the JSON form:</translation>
    </message>
    <message>
        <source>The report is made by the program that it is about. Whoever controls this computer, as its administrator or by malware of the same user, can make it say anything; the hashes, compared with those of a release, and the tests, run elsewhere, are what cannot be talked round.</source>
        <translation>The report is made by the program that it is about. Whoever controls this computer, as its administrator or by malware of the same user, can make it say anything; the hashes, compared with those of a release, and the tests, run elsewhere, are what cannot be talked round.</translation>
    </message>
    <message>
        <source>What is on the screen, in memory while the vault is open, in swap, or in an export, is not protected by any of this.</source>
        <translation>What is on the screen, in memory while the vault is open, in swap, or in an export, is not protected by any of this.</translation>
    </message>
    <message>
        <source>Times are those of this computer&apos;s clock, which can be set.</source>
        <translation>Times are those of this computer&apos;s clock, which can be set.</translation>
    </message>
    <message>
        <source>What this does not show</source>
        <translation>What this does not show</translation>
    </message>
    <message>
        <source>Hisho: report on its protection</source>
        <translation>Hisho: report on its protection</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Command line</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Engine</translation>
    </message>
    <message>
        <source>Document reader</source>
        <translation>Document reader</translation>
    </message>
    <message>
        <source>Fetcher</source>
        <translation>Fetcher</translation>
    </message>
    <message>
        <source>Work on model files</source>
        <translation>Work on model files</translation>
    </message>
    <message>
        <source>Kernel filter (seccomp)</source>
        <translation>Kernel filter (seccomp)</translation>
    </message>
    <message>
        <source>Files and ports (Landlock)</source>
        <translation>Files and ports (Landlock)</translation>
    </message>
    <message>
        <source>Own network and services (bubblewrap)</source>
        <translation>Own network and services (bubblewrap)</translation>
    </message>
    <message>
        <source>Connect by TCP</source>
        <translation>Connect by TCP</translation>
    </message>
    <message>
        <source>Connect by TCP, past Python</source>
        <translation>Connect by TCP, past Python</translation>
    </message>
    <message>
        <source>Send by UDP</source>
        <translation>Send by UDP</translation>
    </message>
    <message>
        <source>Make a socket in a new thread</source>
        <translation>Make a socket in a new thread</translation>
    </message>
    <message>
        <source>Make an IPv4 socket</source>
        <translation>Make an IPv4 socket</translation>
    </message>
    <message>
        <source>Make an IPv6 socket</source>
        <translation>Make an IPv6 socket</translation>
    </message>
    <message>
        <source>Make a netlink socket</source>
        <translation>Make a netlink socket</translation>
    </message>
    <message>
        <source>Make a socket to the host of a virtual machine</source>
        <translation>Make a socket to the host of a virtual machine</translation>
    </message>
    <message>
        <source>Make a raw socket</source>
        <translation>Make a raw socket</translation>
    </message>
    <message>
        <source>Make a socket of this computer (for the screen and the keyring)</source>
        <translation>Make a socket of this computer (for the screen and the keyring)</translation>
    </message>
    <message>
        <source>Reach an abstract socket of this computer</source>
        <translation>Reach an abstract socket of this computer</translation>
    </message>
    <message>
        <source>Wait for others to connect</source>
        <translation>Wait for others to connect</translation>
    </message>
    <message>
        <source>Make a pair of connected ends (wanted)</source>
        <translation>Make a pair of connected ends (wanted)</translation>
    </message>
    <message>
        <source>Use io_uring, past the filter</source>
        <translation>Use io_uring, past the filter</translation>
    </message>
    <message>
        <source>Reach the session bus</source>
        <translation>Reach the session bus</translation>
    </message>
    <message>
        <source>Ask the session bus to start a program</source>
        <translation>Ask the session bus to start a program</translation>
    </message>
    <message>
        <source>See a service on the system bus</source>
        <translation>See a service on the system bus</translation>
    </message>
    <message>
        <source>Reach a socket behind which programs are started</source>
        <translation>Reach a socket behind which programs are started</translation>
    </message>
    <message>
        <source>Start a program</source>
        <translation>Start a program</translation>
    </message>
    <message>
        <source>Start a shell</source>
        <translation>Start a shell</translation>
    </message>
    <message>
        <source>Make a process (fork)</source>
        <translation>Make a process (fork)</translation>
    </message>
    <message>
        <source>Make a process (by its number)</source>
        <translation>Make a process (by its number)</translation>
    </message>
    <message>
        <source>Turn into another program</source>
        <translation>Turn into another program</translation>
    </message>
    <message>
        <source>Run a program from memory</source>
        <translation>Run a program from memory</translation>
    </message>
    <message>
        <source>Make memory executable (wanted)</source>
        <translation>Make memory executable (wanted)</translation>
    </message>
    <message>
        <source>Read /etc/passwd</source>
        <translation>Read /etc/passwd</translation>
    </message>
    <message>
        <source>Read the home folder</source>
        <translation>Read the home folder</translation>
    </message>
    <message>
        <source>Read the vault&apos;s folder</source>
        <translation>Read the vault&apos;s folder</translation>
    </message>
    <message>
        <source>Write to a model</source>
        <translation>Write to a model</translation>
    </message>
    <message>
        <source>Shorten a model</source>
        <translation>Shorten a model</translation>
    </message>
    <message>
        <source>Rename a model</source>
        <translation>Rename a model</translation>
    </message>
    <message>
        <source>Write outside its own folders</source>
        <translation>Write outside its own folders</translation>
    </message>
    <message>
        <source>Read the memory of another process</source>
        <translation>Read the memory of another process</translation>
    </message>
    <message>
        <source>Write to the memory of another process</source>
        <translation>Write to the memory of another process</translation>
    </message>
    <message>
        <source>Read the environment of another process</source>
        <translation>Read the environment of another process</translation>
    </message>
    <message>
        <source>Take over another process</source>
        <translation>Take over another process</translation>
    </message>
    <message>
        <source>Copy the memory of another process</source>
        <translation>Copy the memory of another process</translation>
    </message>
    <message>
        <source>Send a signal to another process</source>
        <translation>Send a signal to another process</translation>
    </message>
    <message>
        <source>Take an open file from another process</source>
        <translation>Take an open file from another process</translation>
    </message>
    <message>
        <source>Make a namespace</source>
        <translation>Make a namespace</translation>
    </message>
    <message>
        <source>Make a user namespace</source>
        <translation>Make a user namespace</translation>
    </message>
    <message>
        <source>Mount a file system</source>
        <translation>Mount a file system</translation>
    </message>
    <message>
        <source>Use the kernel&apos;s keyring</source>
        <translation>Use the kernel&apos;s keyring</translation>
    </message>
    <message>
        <source>Load a program into the kernel (BPF)</source>
        <translation>Load a program into the kernel (BPF)</translation>
    </message>
    <message>
        <source>Watch the processor (perf)</source>
        <translation>Watch the processor (perf)</translation>
    </message>
    <message>
        <source>{program}: a probe came out otherwise than intended: {probe}</source>
        <translation>{program}: a probe came out otherwise than intended: {probe}</translation>
    </message>
    <message>
        <source>{program}: can still have others act for it: {probe}</source>
        <translation>{program}: can still have others act for it: {probe}</translation>
    </message>
    <message>
        <source>{program}: {layer} is not in force ({reason})</source>
        <translation>{program}: {layer} is not in force ({reason})</translation>
    </message>
    <message>
        <source>the kernel does not offer it</source>
        <translation>the kernel does not offer it</translation>
    </message>
    <message>
        <source>not for this processor</source>
        <translation>not for this processor</translation>
    </message>
    <message>
        <source>the kernel refused it</source>
        <translation>the kernel refused it</translation>
    </message>
    <message>
        <source>the program was started without it</source>
        <translation>the program was started without it</translation>
    </message>
    <message>
        <source>it should be there, and the program does not find it</source>
        <translation>it should be there, and the program does not find it</translation>
    </message>
    <message>
        <source>bubblewrap is not installed</source>
        <translation>bubblewrap is not installed</translation>
    </message>
    <message>
        <source>this system does not let bubblewrap work</source>
        <translation>this system does not let bubblewrap work</translation>
    </message>
    <message>
        <source>AppArmor does not let bubblewrap work; Hisho&apos;s package for Ubuntu has the rule for it</source>
        <translation>AppArmor does not let bubblewrap work; Hisho&apos;s package for Ubuntu has the rule for it</translation>
    </message>
    <message>
        <source>this system&apos;s settings forbid user namespaces</source>
        <translation>this system&apos;s settings forbid user namespaces</translation>
    </message>
    <message>
        <source>xdg-dbus-proxy is not installed</source>
        <translation>xdg-dbus-proxy is not installed</translation>
    </message>
    <message>
        <source>xdg-dbus-proxy did not start</source>
        <translation>xdg-dbus-proxy did not start</translation>
    </message>
    <message>
        <source>the screen is reached over a network</source>
        <translation>the screen is reached over a network</translation>
    </message>
    <message>
        <source>Windows has no such layer</source>
        <translation>Windows has no such layer</translation>
    </message>
    <message>
        <source>no report</source>
        <translation>no report</translation>
    </message>
    <message>
        <source>Made {when} on this computer by Hisho {version}.</source>
        <translation>Made {when} on this computer by Hisho {version}.</translation>
    </message>
    <message>
        <source>Signed by the vault&apos;s key. Its fingerprint:</source>
        <translation>Signed by the vault&apos;s key. Its fingerprint:</translation>
    </message>
    <message>
        <source>Not signed, without the network&apos;s ledger and without the record of events: it was made without the vault being open, and nobody vouches for it.</source>
        <translation>Not signed, without the network&apos;s ledger and without the record of events: it was made without the vault being open, and nobody vouches for it.</translation>
    </message>
    <message>
        <source>All three layers are in force in every program, and every probe came out as intended. What sees texts can neither reach a network nor start programs, nor have others do it.</source>
        <translation>All three layers are in force in every program, and every probe came out as intended. What sees texts can neither reach a network nor start programs, nor have others do it.</translation>
    </message>
    <message>
        <source>Our own two layers are in force in every program, and every probe came out as intended. Other programs of this computer could still be asked to do what ours may not.</source>
        <translation>Our own two layers are in force in every program, and every probe came out as intended. Other programs of this computer could still be asked to do what ours may not.</translation>
    </message>
    <message>
        <source>Something that is promised does not hold here; the reasons follow.</source>
        <translation>Something that is promised does not hold here; the reasons follow.</translation>
    </message>
    <message>
        <source>Why it is not higher:</source>
        <translation>Why it is not higher:</translation>
    </message>
    <message>
        <source>Protection level</source>
        <translation>Protection level</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Program</translation>
    </message>
    <message>
        <source>Layers of each program</source>
        <translation>Layers of each program</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>in force</translation>
    </message>
    <message>
        <source>not in force ({reason})</source>
        <translation>not in force ({reason})</translation>
    </message>
    <message>
        <source>Tried</source>
        <translation>Tried</translation>
    </message>
    <message>
        <source>Each program tries each of these on itself. “Refused” and “allowed” are what happened; where that is not what is intended, the cell says so. What there was nothing to try on proves nothing. The name in small type and the program&apos;s name stand in the name of the test.</source>
        <translation>Each program tries each of these on itself. “Refused” and “allowed” are what happened; where that is not what is intended, the cell says so. What there was nothing to try on proves nothing. The name in small type and the program&apos;s name stand in the name of the test.</translation>
    </message>
    <message>
        <source>Probes</source>
        <translation>Probes</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>allowed</translation>
    </message>
    <message>
        <source>nothing to try it on</source>
        <translation>nothing to try it on</translation>
    </message>
    <message>
        <source>{outcome}: not intended</source>
        <translation>{outcome}: not intended</translation>
    </message>
    <message>
        <source>{refused} of {all} attempts refused</source>
        <translation>{refused} of {all} attempts refused</translation>
    </message>
    <message>
        <source>as intended</source>
        <translation>as intended</translation>
    </message>
    <message>
        <source>not as intended</source>
        <translation>not as intended</translation>
    </message>
    <message>
        <source>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. The fetcher, which is allowed a network, shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</source>
        <translation>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. The fetcher, which is allowed a network, shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</translation>
    </message>
    <message>
        <source>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. No program of this edition is allowed a network, so none of them shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</source>
        <translation>At {when} a fresh process of each program tried to reach this computer&apos;s own discard port (9) and to get hold of what leads to a network. This shows that the kernel refused it at that moment, on this computer. No program of this edition is allowed a network, so none of them shows that the same attempts can succeed. It does not show that nothing ever left; for that the zero-packet test watches every packet of the whole program in a network of its own.</translation>
    </message>
    <message>
        <source>Tried now</source>
        <translation>Tried now</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Verdict</translation>
    </message>
    <message>
        <source>Self-test: nothing leaves</source>
        <translation>Self-test: nothing leaves</translation>
    </message>
    <message>
        <source>What went over the network</source>
        <translation>What went over the network</translation>
    </message>
    <message>
        <source>Only the fetcher has a network, and it notes every exchange before it begins: the host, the bytes received, and what the user had clicked. Copied into the vault at every unlock.</source>
        <translation>Only the fetcher has a network, and it notes every exchange before it begins: the host, the bytes received, and what the user had clicked. Copied into the vault at every unlock.</translation>
    </message>
    <message>
        <source>The part that speaks to a network is not installed, and no program is allowed a network, so nothing is added here. What stands here was noted by the full edition, when that was installed.</source>
        <translation>The part that speaks to a network is not installed, and no program is allowed a network, so nothing is added here. What stands here was noted by the full edition, when that was installed.</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Bytes received</source>
        <translation>Bytes received</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>Lines</translation>
    </message>
    <message>
        <source>First</source>
        <translation>First</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Last</translation>
    </message>
    <message>
        <source>Nothing: no exchange was ever noted.</source>
        <translation>Nothing: no exchange was ever noted.</translation>
    </message>
    <message>
        <source>The newest lines; the JSON form has all of them:</source>
        <translation>The newest lines; the JSON form has all of them:</translation>
    </message>
    <message>
        <source>Clicked</source>
        <translation>Clicked</translation>
    </message>
    <message>
        <source>Keyring of this computer</source>
        <translation>Keyring of this computer</translation>
    </message>
    <message>
        <source>Passphrase (Argon2id)</source>
        <translation>Passphrase (Argon2id)</translation>
    </message>
    <message>
        <source>Recovery key (160 bits, on paper)</source>
        <translation>Recovery key (160 bits, on paper)</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>Keyring and passphrase together</translation>
    </message>
    <message>
        <source>Escrow key of the administrator</source>
        <translation>Escrow key of the administrator</translation>
    </message>
    <message>
        <source>The vault (SQLCipher, AES-256) opens in these ways and no others. Kinds only: no key stands here.</source>
        <translation>The vault (SQLCipher, AES-256) opens in these ways and no others. Kinds only: no key stands here.</translation>
    </message>
    <message>
        <source>There is no vault yet.</source>
        <translation>There is no vault yet.</translation>
    </message>
    <message>
        <source>Ways into the vault</source>
        <translation>Ways into the vault</translation>
    </message>
    <message>
        <source>Record of events</source>
        <translation>Record of events</translation>
    </message>
    <message>
        <source>The chain holds from the first event to the last.</source>
        <translation>The chain holds from the first event to the last.</translation>
    </message>
    <message>
        <source>The chain is broken at event {number}.</source>
        <translation>The chain is broken at event {number}.</translation>
    </message>
    <message>
        <source>Checked now</source>
        <translation>Checked now</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Digest of the last</source>
        <translation>Digest of the last</translation>
    </message>
    <message>
        <source>Old copies put back</source>
        <translation>Old copies put back</translation>
    </message>
    <message>
        <source>Policy of the administrator</source>
        <translation>Policy of the administrator</translation>
    </message>
    <message>
        <source>There is none on this computer: the user decides.</source>
        <translation>There is none on this computer: the user decides.</translation>
    </message>
    <message>
        <source>The policy is not accepted ({fault}), so everything that it could close is closed.</source>
        <translation>The policy is not accepted ({fault}), so everything that it could close is closed.</translation>
    </message>
    <message>
        <source>SHA-256 of the file:</source>
        <translation>SHA-256 of the file:</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Made</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>There is no backup of this vault in its usual place.</source>
        <translation>There is no backup of this vault in its usual place.</translation>
    </message>
    <message>
        <source>Backups (encrypted)</source>
        <translation>Backups (encrypted)</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>{count} files of Hisho itself: one SHA-256 over the lines of sha256sum in the order of their paths (the JSON form has each).</source>
        <translation>{count} files of Hisho itself: one SHA-256 over the lines of sha256sum in the order of their paths (the JSON form has each).</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>What runs here</source>
        <translation>What runs here</translation>
    </message>
    <message>
        <source>Not told: it lies in the vault, which was not open.</source>
        <translation>Not told: it lies in the vault, which was not open.</translation>
    </message>
    <message>
        <source>Tests:</source>
        <translation>Tests:</translation>
    </message>
</context>
<context>
    <name>ReportDesk</name>
    <message>
        <source>Save the protection report</source>
        <translation>Save the protection report</translation>
    </message>
    <message>
        <source>Hisho protection report {date}</source>
        <translation>Hisho protection report {date}</translation>
    </message>
    <message>
        <source>Page to read and print</source>
        <translation>Page to read and print</translation>
    </message>
    <message>
        <source>For programs</source>
        <translation>For programs</translation>
    </message>
    <message>
        <source>The protection report is being made…</source>
        <translation>The protection report is being made…</translation>
    </message>
    <message>
        <source>The protection report was written to {path}.</source>
        <translation>The protection report was written to {path}.</translation>
    </message>
</context>
<context>
    <name>RestorePage</name>
    <message>
        <source>Bring back a vault</source>
        <translation>Bring back a vault</translation>
    </message>
    <message>
        <source>Passphrase of that time or of today</source>
        <translation>Passphrase of that time or of today</translation>
    </message>
    <message>
        <source>Look in another folder…</source>
        <translation>Look in another folder…</translation>
    </message>
    <message>
        <source>There is no backup here. Choose the folder of one, for example on a USB stick.</source>
        <translation>There is no backup here. Choose the folder of one, for example on a USB stick.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>For a damaged vault: what can be read is saved, and what is lost is counted.</source>
        <translation>For a damaged vault: what can be read is saved, and what is lost is counted.</translation>
    </message>
    <message>
        <source>Repair the vault that is here</source>
        <translation>Repair the vault that is here</translation>
    </message>
    <message>
        <source>Backup of {when} · {size}</source>
        <translation>Backup of {when} · {size}</translation>
    </message>
    <message>
        <source>Backup of {when}, before an update · {size}</source>
        <translation>Backup of {when}, before an update · {size}</translation>
    </message>
    <message>
        <source>{backup} · opens with the old passphrase or recovery key</source>
        <translation>{backup} · opens with the old passphrase or recovery key</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>Use the passphrase</translation>
    </message>
    <message>
        <source>Use the recovery key</source>
        <translation>Use the recovery key</translation>
    </message>
    <message>
        <source>The vault that is here is kept beside it; nothing is written over. What was written after a backup is not in that.</source>
        <translation>The vault that is here is kept beside it; nothing is written over. What was written after a backup is not in that.</translation>
    </message>
    <message>
        <source>A backup opens with the recovery key of its vault, or with its passphrase where that needs no keyring.</source>
        <translation>A backup opens with the recovery key of its vault, or with its passphrase where that needs no keyring.</translation>
    </message>
    <message>
        <source>Open the vault</source>
        <translation>Open the vault</translation>
    </message>
    <message>
        <source>Reading page {done} of {count}…</source>
        <translation>Reading page {done} of {count}…</translation>
    </message>
    <message>
        <source>Bringing back…</source>
        <translation>Bringing back…</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Repair</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
</context>
<context>
    <name>Restoring</name>
    <message>
        <source>The backup was restored.</source>
        <translation>The backup was restored.</translation>
    </message>
    <message>
        <source>The vault of before is kept in {folder}.</source>
        <translation>The vault of before is kept in {folder}.</translation>
    </message>
    <message>
        <source>Damaged pages: {bad} of {pages}.</source>
        <translation>Damaged pages: {bad} of {pages}.</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) without their text.</source>
        <translation>
            <numerusform>%n message without their text.</numerusform>
            <numerusform>%n messages without their text.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n text(s) without their end.</source>
        <translation>
            <numerusform>%n text without their end.</numerusform>
            <numerusform>%n texts without their end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) with their text alone.</source>
        <translation>
            <numerusform>%n message with their text alone.</numerusform>
            <numerusform>%n messages with their text alone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) without their dates, labelled most secret now.</source>
        <translation>
            <numerusform>%n conversation without their dates, labelled most secret now.</numerusform>
            <numerusform>%n conversations without their dates, labelled most secret now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) saved.</source>
        <translation>
            <numerusform>%n message saved.</numerusform>
            <numerusform>%n messages saved.</numerusform>
        </translation>
    </message>
    <message>
        <source>No text was lost.</source>
        <translation>No text was lost.</translation>
    </message>
</context>
<context>
    <name>RetentionCorner</name>
    <message numerus="yes">
        <source>%n conversation(s) came back from the trash: by the clock they are not too old.</source>
        <translation>
            <numerusform>%n conversation came back from the trash: by the clock they are not too old.</numerusform>
            <numerusform>%n conversations came back from the trash: by the clock they are not too old.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) were deleted for good, as your administrator demands.</source>
        <translation>
            <numerusform>%n conversation were deleted for good, as your administrator demands.</numerusform>
            <numerusform>%n conversations were deleted for good, as your administrator demands.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) are older than your administrator allows and went to the trash.</source>
        <translation>
            <numerusform>%n conversation are older than your administrator allows and went to the trash.</numerusform>
            <numerusform>%n conversations are older than your administrator allows and went to the trash.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>They will be deleted for good after %n more day(s) of use.</source>
        <translation>
            <numerusform>They will be deleted for good after %n more day of use.</numerusform>
            <numerusform>They will be deleted for good after %n more days of use.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Room</name>
    <message>
        <source>The answer is saved now.</source>
        <translation>The answer is saved now.</translation>
    </message>
    <message>
        <source>What shall we work on?</source>
        <translation>What shall we work on?</translation>
    </message>
    <message>
        <source>Everything stays on this computer, encrypted. Ask below.</source>
        <translation>Everything stays on this computer, encrypted. Ask below.</translation>
    </message>
</context>
<context>
    <name>SaveDialog</name>
    <message>
        <source>Save the export</source>
        <translation>Save the export</translation>
    </message>
    <message>
        <source>Exports (*{suffix})</source>
        <translation>Exports (*{suffix})</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>SaveEvidenceDialog</name>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
</context>
<context>
    <name>SearchHitModel</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Task</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Untitled</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d MMM</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>MMM yyyy</translation>
    </message>
    <message>
        <source>You</source>
        <translation>You</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Answer</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Instructions</source>
        <translation>Instructions</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Own task</source>
        <translation>Own task</translation>
    </message>
    <message>
        <source>{title}: {excerpt}</source>
        <translation>{title}: {excerpt}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Close the settings</source>
        <translation>Close the settings</translation>
    </message>
    <message>
        <source>Close the settings (Esc)</source>
        <translation>Close the settings (Esc)</translation>
    </message>
    <message>
        <source>Display and typing</source>
        <translation>Display and typing</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>About Hisho</source>
        <translation>About Hisho</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>Colours</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Text size</translation>
    </message>
    <message>
        <source>Send with</source>
        <translation>Send with</translation>
    </message>
    <message>
        <source>Lock automatically</source>
        <translation>Lock automatically</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Edition</source>
        <translation>Edition</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>Guide model</translation>
    </message>
    <message>
        <source>Your data</source>
        <translation>Your data</translation>
    </message>
    <message>
        <source>Vault, passphrase and protection…</source>
        <translation>Vault, passphrase and protection…</translation>
    </message>
    <message>
        <source>Licences of all parts…</source>
        <translation>Licences of all parts…</translation>
    </message>
    <message>
        <source>Same as the system</source>
        <translation>Same as the system</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Enter (Shift+Enter: new line)</source>
        <translation>Enter (Shift+Enter: new line)</translation>
    </message>
    <message>
        <source>Ctrl+Enter (Enter: new line)</source>
        <translation>Ctrl+Enter (Enter: new line)</translation>
    </message>
</context>
<context>
    <name>SharingCorner</name>
    <message>
        <source>Saved, not encrypted: {path}</source>
        <translation>Saved, not encrypted: {path}</translation>
    </message>
    <message>
        <source>The administrator does not allow exports into such a folder: {path}</source>
        <translation>The administrator does not allow exports into such a folder: {path}</translation>
    </message>
    <message>
        <source>Set by the administrator: there are no exports.</source>
        <translation>Set by the administrator: there are no exports.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Copied.</translation>
    </message>
    <message numerus="yes">
        <source>Copied; the clipboard is cleared after %n second(s).</source>
        <translation>
            <numerusform>Copied; the clipboard is cleared after %n second.</numerusform>
            <numerusform>Copied; the clipboard is cleared after %n seconds.</numerusform>
        </translation>
    </message>
    <message>
        <source>The administrator does not allow copying.</source>
        <translation>The administrator does not allow copying.</translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) taken in.</source>
        <translation>
            <numerusform>%n conversation taken in.</numerusform>
            <numerusform>%n conversations taken in.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Hisho</source>
        <translation>Hisho</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Search conversations</translation>
    </message>
    <message>
        <source>Search titles and texts</source>
        <translation>Search titles and texts</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Conversations</translation>
    </message>
    <message>
        <source>Your conversations will be listed here.</source>
        <translation>Your conversations will be listed here.</translation>
    </message>
    <message>
        <source>Trash ({count})</source>
        <translation>Trash ({count})</translation>
    </message>
</context>
<context>
    <name>SpeedChart</name>
    <message>
        <source>Speed of the last answers</source>
        <translation>Speed of the last answers</translation>
    </message>
    <message>
        <source>Nothing measured yet: ask something.</source>
        <translation>Nothing measured yet: ask something.</translation>
    </message>
    <message>
        <source>Last {last} tokens/s · fastest {fastest} · slowest {slowest} · {count} measured</source>
        <translation>Last {last} tokens/s · fastest {fastest} · slowest {slowest} · {count} measured</translation>
    </message>
    <message>
        <source>tokens/s</source>
        <translation>tokens/s</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>What shall we work on?</source>
        <translation>What shall we work on?</translation>
    </message>
    <message>
        <source>Choose a task, or ask below. Everything stays on this computer, encrypted.</source>
        <translation>Choose a task, or ask below. Everything stays on this computer, encrypted.</translation>
    </message>
    <message>
        <source>Make a task of my own</source>
        <translation>Make a task of my own</translation>
    </message>
</context>
<context>
    <name>StatusCard</name>
    <message>
        <source>Open GGUF…</source>
        <translation>Open GGUF…</translation>
    </message>
    <message>
        <source>Models…</source>
        <translation>Models…</translation>
    </message>
    <message>
        <source>Find, fetch, verify and remove models (Ctrl+M)</source>
        <translation>Find, fetch, verify and remove models (Ctrl+M)</translation>
    </message>
    <message>
        <source>Use a model file where it is; nothing is copied</source>
        <translation>Use a model file where it is; nothing is copied</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Choose a model</translation>
    </message>
    <message>
        <source>Progress of loading the model</source>
        <translation>Progress of loading the model</translation>
    </message>
    <message>
        <source>Progress of checking the file</source>
        <translation>Progress of checking the file</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>Guide model</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>No model</translation>
    </message>
    <message>
        <source>It can only show you the way around Hisho</source>
        <translation>It can only show you the way around Hisho</translation>
    </message>
    <message>
        <source>Loading</source>
        <translation>Loading</translation>
    </message>
    <message>
        <source>Loading {percent} %</source>
        <translation>Loading {percent} %</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>Answering</source>
        <translation>Answering</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Engine details…</source>
        <translation>Engine details…</translation>
    </message>
    <message>
        <source>{name} (file not found)</source>
        <translation>{name} (file not found)</translation>
    </message>
    <message>
        <source>{name} · {detail}</source>
        <translation>{name} · {detail}</translation>
    </message>
    <message>
        <source>Checking {percent} % · {name}</source>
        <translation>Checking {percent} % · {name}</translation>
    </message>
    <message>
        <source>Every layer of protection is in force</source>
        <translation>Every layer of protection is in force</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>{why}, so {what}.</source>
        <translation>{why}, so {what}.</translation>
    </message>
    <message>
        <source>another one is started</source>
        <translation>another one is started</translation>
    </message>
    <message>
        <source>The memory of the GPU does not suffice</source>
        <translation>The memory of the GPU does not suffice</translation>
    </message>
    <message>
        <source>The free memory of this computer does not suffice</source>
        <translation>The free memory of this computer does not suffice</translation>
    </message>
    <message>
        <source>The GPU failed</source>
        <translation>The GPU failed</translation>
    </message>
    <message>
        <source>The engine made no progress</source>
        <translation>The engine made no progress</translation>
    </message>
    <message>
        <source>The engine ended unexpectedly</source>
        <translation>The engine ended unexpectedly</translation>
    </message>
    <message>
        <source>the model is opened again on the CPU alone</source>
        <translation>the model is opened again on the CPU alone</translation>
    </message>
    <message>
        <source>the model is opened again with {count} of {layers} layers on the GPU</source>
        <translation>the model is opened again with {count} of {layers} layers on the GPU</translation>
    </message>
    <message>
        <source>the model is opened again with the experts of {experts} layers off the GPU</source>
        <translation>the model is opened again with the experts of {experts} layers off the GPU</translation>
    </message>
    <message>
        <source>the model is opened again with a context of {context} tokens</source>
        <translation>the model is opened again with a context of {context} tokens</translation>
    </message>
    <message>
        <source>the model is opened again with a more compact context</source>
        <translation>the model is opened again with a more compact context</translation>
    </message>
    <message>
        <source>the model is opened again to read less at a time</source>
        <translation>the model is opened again to read less at a time</translation>
    </message>
    <message>
        <source>the model is opened again and used where its file lies</source>
        <translation>the model is opened again and used where its file lies</translation>
    </message>
    <message>
        <source>the model is opened again</source>
        <translation>the model is opened again</translation>
    </message>
</context>
<context>
    <name>StopsRow</name>
    <message>
        <source>At most {count} texts of {length} characters are possible.</source>
        <translation>At most {count} texts of {length} characters are possible.</translation>
    </message>
</context>
<context>
    <name>TaskEditor</name>
    <message>
        <source>Title</source>
        <translation>Title</translation>
    </message>
    <message>
        <source>Description on the card</source>
        <translation>Description on the card</translation>
    </message>
    <message>
        <source>Instructions to the model</source>
        <translation>Instructions to the model</translation>
    </message>
    <message>
        <source>Fields of the form (three at most)</source>
        <translation>Fields of the form (three at most)</translation>
    </message>
    <message>
        <source>The question; {name} stands for the field of that name</source>
        <translation>The question; {name} stands for the field of that name</translation>
    </message>
    <message>
        <source>Variety of the answers</source>
        <translation>Variety of the answers</translation>
    </message>
    <message>
        <source>Back to the tasks</source>
        <translation>Back to the tasks</translation>
    </message>
    <message>
        <source>Back to the tasks (Esc)</source>
        <translation>Back to the tasks (Esc)</translation>
    </message>
    <message>
        <source>New task</source>
        <translation>New task</translation>
    </message>
    <message>
        <source>Edit the task</source>
        <translation>Edit the task</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>Add a field</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Exact</source>
        <translation>Exact</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>Balanced</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>By the model</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>Free</translation>
    </message>
    <message>
        <source>Give every field a label.</source>
        <translation>Give every field a label.</translation>
    </message>
    <message>
        <source>Give the task a title.</source>
        <translation>Give the task a title.</translation>
    </message>
    <message>
        <source>Something is too long: titles and labels have 200 characters at most, texts 20,000.</source>
        <translation>Something is too long: titles and labels have 200 characters at most, texts 20,000.</translation>
    </message>
    <message>
        <source>A form has one to three fields.</source>
        <translation>A form has one to three fields.</translation>
    </message>
    <message>
        <source>A choice has two to eight different answers.</source>
        <translation>A choice has two to eight different answers.</translation>
    </message>
    <message>
        <source>Write the question.</source>
        <translation>Write the question.</translation>
    </message>
    <message>
        <source>The question names a field in braces that there is not.</source>
        <translation>The question names a field in braces that there is not.</translation>
    </message>
    <message>
        <source>The question does not name every field, such as {text}.</source>
        <translation>The question does not name every field, such as {text}.</translation>
    </message>
</context>
<context>
    <name>TaskForm</name>
    <message>
        <source>Back to the tasks</source>
        <translation>Back to the tasks</translation>
    </message>
    <message>
        <source>Back to the tasks (Esc)</source>
        <translation>Back to the tasks (Esc)</translation>
    </message>
    <message>
        <source>Copy and edit</source>
        <translation>Copy and edit</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Send</translation>
    </message>
    <message>
        <source>Ctrl+Enter sends from any field.</source>
        <translation>Ctrl+Enter sends from any field.</translation>
    </message>
</context>
<context>
    <name>TasksCorner</name>
    <message>
        <source>the folder itself</source>
        <translation>the folder itself</translation>
    </message>
    <message>
        <source>Tasks that cannot be used were left out ({files}); hisho doctor says why.</source>
        <translation>Tasks that cannot be used were left out ({files}); hisho doctor says why.</translation>
    </message>
    <message>
        <source>The guide model only explains Hisho; choose another model for this task.</source>
        <translation>The guide model only explains Hisho; choose another model for this task.</translation>
    </message>
</context>
<context>
    <name>TextRow</name>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>TheftSection</name>
    <message>
        <source>If you suspect a theft</source>
        <translation>If you suspect a theft</translation>
    </message>
    <message>
        <source>If somebody may have copied the vault and may know a key, make all keys anew: the vault is encrypted again, with a new passphrase and a new recovery key. A copy that was taken before stays readable with the old keys; nothing can take it back.</source>
        <translation>If somebody may have copied the vault and may know a key, make all keys anew: the vault is encrypted again, with a new passphrase and a new recovery key. A copy that was taken before stays readable with the old keys; nothing can take it back.</translation>
    </message>
    <message>
        <source>Make all keys anew…</source>
        <translation>Make all keys anew…</translation>
    </message>
    <message>
        <source>Progress of encrypting the vault again</source>
        <translation>Progress of encrypting the vault again</translation>
    </message>
    <message>
        <source>All keys are new. Backups from before open with the old ones.</source>
        <translation>All keys are new. Backups from before open with the old ones.</translation>
    </message>
    <message>
        <source>First comes the new recovery key, to be written down. The old one opens nothing then.</source>
        <translation>First comes the new recovery key, to be written down. The old one opens nothing then.</translation>
    </message>
    <message>
        <source>Make all keys anew</source>
        <translation>Make all keys anew</translation>
    </message>
</context>
<context>
    <name>ThinkingChoice</name>
    <message>
        <source>Thinking: as usual</source>
        <translation>Thinking: as usual</translation>
    </message>
    <message>
        <source>Thinking: off</source>
        <translation>Thinking: off</translation>
    </message>
    <message>
        <source>Thinking: short</source>
        <translation>Thinking: short</translation>
    </message>
    <message>
        <source>Thinking: long</source>
        <translation>Thinking: long</translation>
    </message>
    <message>
        <source>How long the model thinks</source>
        <translation>How long the model thinks</translation>
    </message>
</context>
<context>
    <name>Threshold</name>
    <message>
        <source>Set by the administrator: the manager of intellectual property, or whoever has the private key of your organisation, can open this vault without you from now on.</source>
        <translation>Set by the administrator: the manager of intellectual property, or whoever has the private key of your organisation, can open this vault without you from now on.</translation>
    </message>
    <message>
        <source>Set by the administrator: the keyring opens this vault no more.</source>
        <translation>Set by the administrator: the keyring opens this vault no more.</translation>
    </message>
    <message>
        <source>The keyring had lost its key to this vault and has a new one now.</source>
        <translation>The keyring had lost its key to this vault and has a new one now.</translation>
    </message>
    <message>
        <source>This vault needed keyring and passphrase together. The keyring cannot be used now: the passphrase opens it alone from now on. “Vault and protection” can ask for both again.</source>
        <translation>This vault needed keyring and passphrase together. The keyring cannot be used now: the passphrase opens it alone from now on. “Vault and protection” can ask for both again.</translation>
    </message>
</context>
<context>
    <name>TickList</name>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
    <message>
        <source>None</source>
        <translation>None</translation>
    </message>
</context>
<context>
    <name>TokenCounter</name>
    <message>
        <source>Share of the model&apos;s context in use</source>
        <translation>Share of the model&apos;s context in use</translation>
    </message>
    <message>
        <source>{tokens} / {limit} tokens</source>
        <translation>{tokens} / {limit} tokens</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>You: {text}</source>
        <translation>You: {text}</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>Assistant</translation>
    </message>
    <message>
        <source>{name}: {text}</source>
        <translation>{name}: {text}</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copied</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>The model was not given what stands above</source>
        <translation>The model was not given what stands above</translation>
    </message>
    <message>
        <source>Guide model</source>
        <translation>Guide model</translation>
    </message>
    <message>
        <source>Stopped here</source>
        <translation>Stopped here</translation>
    </message>
    <message>
        <source>Interrupted here</source>
        <translation>Interrupted here</translation>
    </message>
    <message>
        <source>The limit of length was reached</source>
        <translation>The limit of length was reached</translation>
    </message>
    <message>
        <source>[Image: {name}]</source>
        <translation>[Image: {name}]</translation>
    </message>
    <message>
        <source>Thinking … ({count} characters)</source>
        <translation>Thinking … ({count} characters)</translation>
    </message>
    <message>
        <source>How it was thought ({count} characters)</source>
        <translation>How it was thought ({count} characters)</translation>
    </message>
</context>
<context>
    <name>TrashPage</name>
    <message>
        <source>Trash</source>
        <translation>Trash</translation>
    </message>
    <message>
        <source>Close the trash</source>
        <translation>Close the trash</translation>
    </message>
    <message>
        <source>Close the trash (Esc)</source>
        <translation>Close the trash (Esc)</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Conversation</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Deleted</translation>
    </message>
    <message>
        <source>Conversations in the trash</source>
        <translation>Conversations in the trash</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restore</translation>
    </message>
    <message>
        <source>Empty the trash…</source>
        <translation>Empty the trash…</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>Delete for good</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) of use left</source>
        <translation>
            <numerusform>%n day of use left</numerusform>
            <numerusform>%n days of use left</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversations in the trash are still in the vault, and search leaves them out.</source>
        <translation>Conversations in the trash are still in the vault, and search leaves them out.</translation>
    </message>
    <message>
        <source>The trash is empty.</source>
        <translation>The trash is empty.</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n conversation(s) for good? They cannot be brought back.</source>
        <translation>
            <numerusform>Delete %n conversation for good? They cannot be brought back.</numerusform>
            <numerusform>Delete %n conversations for good? They cannot be brought back.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Ask the keyring again</source>
        <translation>Ask the keyring again</translation>
    </message>
    <message>
        <source>Backups and repair…</source>
        <translation>Backups and repair…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>The vault is being brought to this version: {percent} %. Please wait.</source>
        <translation>The vault is being brought to this version: {percent} %. Please wait.</translation>
    </message>
    <message>
        <source>The vault cannot be opened</source>
        <translation>The vault cannot be opened</translation>
    </message>
    <message>
        <source>Nothing in it was changed.</source>
        <translation>Nothing in it was changed.</translation>
    </message>
    <message>
        <source>Hisho is locked</source>
        <translation>Hisho is locked</translation>
    </message>
    <message>
        <source>Enter your passphrase.</source>
        <translation>Enter your passphrase.</translation>
    </message>
    <message>
        <source>Enter your recovery key.</source>
        <translation>Enter your recovery key.</translation>
    </message>
    <message>
        <source>Waiting for this computer’s keyring. It may ask you in a window of its own.</source>
        <translation>Waiting for this computer’s keyring. It may ask you in a window of its own.</translation>
    </message>
    <message>
        <source>Unlocking…</source>
        <translation>Unlocking…</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Next attempt in {seconds} s</source>
        <translation>Next attempt in {seconds} s</translation>
    </message>
    <message>
        <source>Use the passphrase</source>
        <translation>Use the passphrase</translation>
    </message>
    <message>
        <source>Use the recovery key</source>
        <translation>Use the recovery key</translation>
    </message>
</context>
<context>
    <name>UpkeepCorner</name>
    <message>
        <source>The vault is damaged (bad pages: {pages}). Lock Hisho or start it anew, and choose “Backups and repair…”; nothing more is backed up until then.</source>
        <translation>The vault is damaged (bad pages: {pages}). Lock Hisho or start it anew, and choose “Backups and repair…”; nothing more is backed up until then.</translation>
    </message>
    <message>
        <source>The chosen folder for backups cannot be used; today’s lies beside the vault.</source>
        <translation>The chosen folder for backups cannot be used; today’s lies beside the vault.</translation>
    </message>
</context>
<context>
    <name>UsageForm</name>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Annual revenue</source>
        <translation>Annual revenue</translation>
    </message>
    <message>
        <source>Licences are judged by it. It stays on this computer.</source>
        <translation>Licences are judged by it. It stays on this computer.</translation>
    </message>
    <message>
        <source>Please choose</source>
        <translation>Please choose</translation>
    </message>
    <message>
        <source>Company or office</source>
        <translation>Company or office</translation>
    </message>
    <message>
        <source>Research or teaching</source>
        <translation>Research or teaching</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Private</translation>
    </message>
    <message>
        <source>1 billion yen or more</source>
        <translation>1 billion yen or more</translation>
    </message>
    <message>
        <source>less than 1 billion yen</source>
        <translation>less than 1 billion yen</translation>
    </message>
</context>
<context>
    <name>ValueLabel</name>
    <message>
        <source>Copy</source>
        <translation>Copy</translation>
    </message>
</context>
<context>
    <name>VaultCorner</name>
    <message>
        <source>Locking needs a passphrase: without one, nothing could ask who you are.</source>
        <translation>Locking needs a passphrase: without one, nothing could ask who you are.</translation>
    </message>
    <message>
        <source>Cancel: nothing is changed</source>
        <translation>Cancel: nothing is changed</translation>
    </message>
</context>
<context>
    <name>VaultGate</name>
    <message>
        <source>The keyring of this computer is locked.</source>
        <translation>The keyring of this computer is locked.</translation>
    </message>
    <message>
        <source>This computer has no keyring that Hisho can use.</source>
        <translation>This computer has no keyring that Hisho can use.</translation>
    </message>
</context>
<context>
    <name>WaysSection</name>
    <message>
        <source>What opens the vault</source>
        <translation>What opens the vault</translation>
    </message>
    <message>
        <source>Each of these opens it. One that is removed or replaced opens nothing any more.</source>
        <translation>Each of these opens it. One that is removed or replaced opens nothing any more.</translation>
    </message>
    <message>
        <source>Let the keyring open it too</source>
        <translation>Let the keyring open it too</translation>
    </message>
    <message>
        <source>Ask for keyring and passphrase together…</source>
        <translation>Ask for keyring and passphrase together…</translation>
    </message>
    <message>
        <source>Ask for a passphrase alone…</source>
        <translation>Ask for a passphrase alone…</translation>
    </message>
    <message>
        <source>New recovery key…</source>
        <translation>New recovery key…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Remove…</translation>
    </message>
    <message>
        <source>Remove: {way}</source>
        <translation>Remove: {way}</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>Change the passphrase…</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>Set a passphrase…</translation>
    </message>
    <message>
        <source>Keyring of this computer</source>
        <translation>Keyring of this computer</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>Keyring and passphrase together</source>
        <translation>Keyring and passphrase together</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>Recovery key</translation>
    </message>
    <message>
        <source>Key of your organisation</source>
        <translation>Key of your organisation</translation>
    </message>
    <message>
        <source>Opens it without a question while it is not locked.</source>
        <translation>Opens it without a question while it is not locked.</translation>
    </message>
    <message>
        <source>Opens it alone.</source>
        <translation>Opens it alone.</translation>
    </message>
    <message>
        <source>Neither opens it without the other.</source>
        <translation>Neither opens it without the other.</translation>
    </message>
    <message>
        <source>For an emergency; on paper, away from this computer.</source>
        <translation>For an emergency; on paper, away from this computer.</translation>
    </message>
    <message>
        <source>Set by the administrator: whoever has its private part, such as the manager of intellectual property, can open this vault without you.</source>
        <translation>Set by the administrator: whoever has its private part, such as the manager of intellectual property, can open this vault without you.</translation>
    </message>
    <message>
        <source>Not confirmed yet.</source>
        <translation>Not confirmed yet.</translation>
    </message>
    <message>
        <source>Since {date}</source>
        <translation>Since {date}</translation>
    </message>
    <message>
        <source>From now on neither opens the vault without the other. On another computer, or without the keyring, only the recovery key does. The new passphrase may be the one in use.</source>
        <translation>From now on neither opens the vault without the other. On another computer, or without the keyring, only the recovery key does. The new passphrase may be the one in use.</translation>
    </message>
    <message>
        <source>From now on the passphrase is asked for at every start.</source>
        <translation>From now on the passphrase is asked for at every start.</translation>
    </message>
    <message>
        <source>Without a passphrase Hisho cannot be locked: whoever uses your account could read everything.</source>
        <translation>Without a passphrase Hisho cannot be locked: whoever uses your account could read everything.</translation>
    </message>
    <message>
        <source>Your organisation could not open this vault any more.</source>
        <translation>Your organisation could not open this vault any more.</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>You will see a new recovery key, to be written down. When that is confirmed, the key on paper of before opens nothing any more.</source>
        <translation>You will see a new recovery key, to be written down. When that is confirmed, the key on paper of before opens nothing any more.</translation>
    </message>
    <message>
        <source>Show a new recovery key</source>
        <translation>Show a new recovery key</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>New conversation</source>
        <translation>New conversation</translation>
    </message>
    <message>
        <source>Find in this conversation</source>
        <translation>Find in this conversation</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Next place</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Previous place</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Lock</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Show or hide the sidebar</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Models</translation>
    </message>
</context>
<context>
    <name>WindowProgram</name>
    <message>
        <source>The window ended unexpectedly and was started again. What was finished is kept.</source>
        <translation>The window ended unexpectedly and was started again. What was finished is kept.</translation>
    </message>
</context>
<context>
    <name>Witness</name>
    <message>
        <source>Audit log…</source>
        <translation>Audit log…</translation>
    </message>
</context>
</TS>
