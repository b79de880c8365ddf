package io.lamplighter.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints what makes a shell complete commands and options on the Tab key.",
        footerHeading = "%nIn ~/.bashrc or ~/.zshrc:%n",
        footer = "  source <(/path/to/lamplighter completion bash)")
final class CompletionCommand implements Callable<Integer> {
    private static final String[] ELSEWHERE = {"up", "down", "status", "test", "bench"};

    private enum Shell {
        BASH,
        ZSH
    }

    @Parameters(paramLabel = "SHELL", description = "bash or zsh")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var line = Lamplighter.commandLine();
        for (var command : ELSEWHERE) {
            line.addSubcommand(command, new CommandLine(CommandSpec.create()));
        }
        var out = spec.commandLine().getOut();
        out.println("# for " + shell.name().toLowerCase(Locale.ROOT) + "; zsh reads it through its bashcompinit");
        out.println(AutoComplete.bash("lamplighter", line));
        return 0;
    }
}
