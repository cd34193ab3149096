package io.labctl.cli;

import io.labctl.cli.version.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** What stands before every command. */
@Command(
        name = "labctl",
        versionProvider = ProgramVersion.class,
        description =
                "Asks labd about servers, their runs, catalogs and facts, runs commands there, copies"
                        + " files, and lets new ones in.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
final class RootCommand implements Runnable {
    @Spec CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Prints what a command is for and which options it has.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Prints labctl's version, without asking labd.")
    boolean version;

    /** Without a command: what there is to choose from. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
