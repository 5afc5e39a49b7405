namespace P2PProver.Node.Cli.Commands;

/// <summary>
/// The completion scripts. Each hands the line up to the cursor, without the program's name, to the hidden <c>[suggest]</c>
/// directive of System.CommandLine, and offers what begins with the word at the cursor: options only after a dash.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # bash completion of p2pprover
        _p2pprover() {
          local line="${COMP_LINE:0:COMP_POINT}" word="${COMP_LINE:0:COMP_POINT}" offered
          line="${line#"${line%%[![:space:]]*}"}"
          [[ "$line" == *[[:space:]]* ]] || return 0
          line="${line#*[[:space:]]}"
          word="${word##*[[:space:]]}"
          offered="$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)" || return 0
          if [[ "$word" != -* ]]; then
            offered="$(grep -v '^-' <<<"$offered")"
          fi
          mapfile -t COMPREPLY < <(compgen -W "$offered" -- "$word")
        }
        complete -o default -F _p2pprover p2pprover
        """;

    private const string Zsh = """
        #compdef p2pprover
        # zsh completion of p2pprover
        _p2pprover() {
          local line="${LBUFFER#* }" word="${LBUFFER##* }"
          local -a offered
          offered=("${(@f)$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          [[ "$word" == -* ]] || offered=("${(@)offered:#-*}")
          offered=("${(@)offered:#}")
          if (( ${#offered} )); then
            compadd -a offered
          else
            _files
          fi
        }
        if [[ "${funcstack[1]}" == "_p2pprover" ]]; then
          _p2pprover
        else
          compdef _p2pprover p2pprover
        fi
        """;

    private const string Fish = """
        # fish completion of p2pprover
        function __p2pprover_complete
          set -l line (string replace -r '^\s*\S+\s' '' -- (commandline -cp))
          set -l word (commandline -ct)
          set -l offered (p2pprover "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)
          if string match -q -- '-*' "$word"
            printf '%s\n' $offered
          else
            string match -v -- '-*' $offered
          end
        end
        complete -c p2pprover -f -a '(__p2pprover_complete)'
        complete -c p2pprover -l config -r -F
        complete -c p2pprover -s c -r -F
        complete -c p2pprover -l data-dir -r -a '(__fish_complete_directories)'
        """;

    private const string PowerShell = """
        # PowerShell completion of p2pprover
        Register-ArgumentCompleter -Native -CommandName p2pprover -ScriptBlock {
          param($wordToComplete, $commandAst, $cursorPosition)
          $text = $commandAst.ToString().PadRight($cursorPosition).Substring(0, $cursorPosition)
          $line = $text -replace '^\s*\S+\s', ''
          p2pprover "[suggest:$($line.Length)]" "$line" 2>$null |
            Where-Object { $_ -like "$wordToComplete*" -and ($wordToComplete -like '-*' -or $_ -notlike '-*') } |
            ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;

    /// <summary>The script of each shell.</summary>
    public static IReadOnlyDictionary<string, string> ByShell { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["bash"] = Bash,
        ["fish"] = Fish,
        ["pwsh"] = PowerShell,
        ["zsh"] = Zsh,
    };
}
