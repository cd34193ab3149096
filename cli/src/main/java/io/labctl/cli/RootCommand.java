package io.labctl.cli;

import io.labctl.cli.version.ProgramVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What stands before every command. */
@Command(
        name = "labctl",
        versionProvider = ProgramVersion.class,
        description =
                "Asks labd about servers, their runs, catalogs and facts, and lets new ones in.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n")
final class RootCommand {
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
}
