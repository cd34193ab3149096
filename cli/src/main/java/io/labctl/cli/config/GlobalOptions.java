package io.labctl.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions {
    @Option(
            names = "--context",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The context of the config file to use, instead of the current one.")
    @Nullable String context;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description =
                    "The config file; else the file that LABCTL_CONFIG names, else"
                            + " ~/.labctl/config.yaml.")
    @Nullable Path config;
}
