/** For zsh, which shows what a word means beside it. */
export const ZSH = `#compdef vonage-flow
# Completion of vonage-flow for zsh; put into ~/.zshrc, behind compinit:  eval "$(vonage-flow completion zsh)"
_vonage-flow() {
  local -a reply words_alone words_open endings
  local line value
  reply=("\${(@f)$("\${(Q)~words[1]}" __complete zsh "\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null)}")
  (( $#reply )) || return 1
  compset -P '--[^=]#='
  for line in "\${(@)reply[2,-1]}"; do
    value=\${line%%$'\\t'*}
    [[ $line == *$'\\t'* ]] && line=\${value//:/\\\\:}:\${line#*$'\\t'} || line=\${value//:/\\\\:}
    if [[ $value == *[=:] ]]; then words_open+=("$line"); else words_alone+=("$line"); fi
  done
  case $reply[1] in
    files) _files ;;
    folders) _files -/ ;;
    files\\ *)
      endings=(\${(s: :)reply[1]#files })
      _files -g "*.(\${(j:|:)endings})(-.)"
      ;;
    *)
      (( $#words_open )) && _describe -V vonage-flow words_open -S ''
      (( $#words_alone )) && _describe -V vonage-flow words_alone
      ;;
  esac
}
if [[ $funcstack[1] == _vonage-flow ]]; then _vonage-flow; else compdef _vonage-flow vonage-flow; fi
`;
