/**
 * For PowerShell from 5.1, which drops empty arguments: so the number of words is told too. Where it is given nothing it
 * completes files by itself.
 */
export const POWERSHELL = `# Completion of vonage-flow for PowerShell; put into $PROFILE:
#   vonage-flow completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName 'vonage-flow', 'vonage-flow.cmd', 'vonage-flow.ps1' -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
    Where-Object { $_.Extent.StartOffset -lt $cursorPosition } | ForEach-Object { $_.ToString() })
  $count = $words.Count
  if ($wordToComplete -eq '') { $count += 1 }
  $program = $commandAst.CommandElements[0].Value
  & $program __complete powershell $count @words 2>$null | Select-Object -Skip 1 | ForEach-Object {
    $value, $meaning = $_ -split "\`t", 2
    if (-not $meaning) { $meaning = $value }
    [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $meaning)
  }
}
`;
