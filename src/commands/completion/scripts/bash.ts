/**
 * For bash from 3.2, which macOS has. bash cuts words at each character of COMP_WORDBREAKS, `=` and `:` among them, so
 * the program gets the line itself and splits it.
 */
export const BASH = `# Completion of vonage-flow for bash; put into ~/.bashrc:  eval "$(vonage-flow completion bash)"
_vonage_flow() {
  local reply kind line ending IFS=$'\\n'
  COMPREPLY=()
  reply=$("\${1/#\\~\\//$HOME/}" __complete bash "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null) || return 0
  {
    read -r kind
    while read -r line; do
      line=\${line%%$'\\t'*}
      case $line in *[=:]) compopt -o nospace 2>/dev/null ;; esac
      COMPREPLY+=("$line")
    done
  } <<<"$reply"
  case $kind in
    files) compopt -o default 2>/dev/null ;;
    folders) compopt -o dirnames 2>/dev/null ;;
    files\\ *)
      compopt -o filenames 2>/dev/null
      COMPREPLY=($(compgen -d -- "$2"))
      IFS=' '
      for ending in \${kind#files }; do
        IFS=$'\\n' COMPREPLY+=($(IFS=$'\\n'; compgen -f -X "!*.$ending" -- "$2"))
      done
      ;;
  esac
}
complete -F _vonage_flow vonage-flow
`;
