/** For fish, which takes whole words and what they mean behind a tab. */
export const FISH = `# Completion of vonage-flow for fish; put into ~/.config/fish/config.fish:
#   vonage-flow completion fish | source
function __vonage_flow_complete
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l program $before[1]
    set -e before[1]
    set -l reply ($program __complete fish $before "$current" 2>/dev/null)
    or return
    set -l kind $reply[1]
    set -e reply[1]
    set -l option (string match -r -- '^--[^=]*=' "$current")
    set -l path (string replace -r -- '^--[^=]*=' '' "$current")
    switch "$kind"
        case files
            printf "$option%s\\n" (__fish_complete_path "$path")
        case folders
            printf "$option%s\\n" (__fish_complete_directories "$path")
        case 'files *'
            for ending in (string split ' ' -- $kind)[2..-1]
                printf "$option%s\\n" (__fish_complete_path "$path" | string match -r -- ".*\\.$ending(?:\\t.*)?\\$")
            end
            printf "$option%s\\n" (__fish_complete_directories "$path" '')
        case '*'
            test (count $reply) -gt 0
            and printf '%s\\n' $reply
    end
end
complete -c vonage-flow -e
complete -c vonage-flow -f -k -a '(__vonage_flow_complete)'
`;
