package io.labctl.cli.exec;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.ServerReference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Applies one module on a server once. */
@Command(
        name = "module",
        aliases = "modules",
        description = {
            "Lets a server's agent apply one module once, with the modules that it needs and the"
                    + " server's own data, whether it is assigned to the server or not.",
            "The server's catalog and what is assigned to it stay as they are; its own next run may"
                    + " change back what differs from that."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:as wanted, or with changes; see --detailed-exitcodes",
            " 1:the run or a resource failed; of several servers the highest counts",
            " 1..5:also as for every command of labctl, which then says why on stderr",
            " 129:left after SIGHUP, as when the terminal was closed; the run is finished",
            " 130:ended or left after Ctrl-C; so 143 after SIGTERM",
            " 137:killed by people, or its agent was stopped",
            " 141:left, because nobody read its output any more"
        },
        footer = {
            "",
            "  labctl apply module ntp --target server/web1 --noop",
            "  labctl apply module/ntp --target server/web1",
        })
public final class ApplyModuleCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;

    @Parameters(paramLabel = "NAME", description = "The module.")
    @Nullable DnsLabel module;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "server/NAME",
            description = "The server.")
    String target = "";

    @Mixin private final RunOptions options = new RunOptions();

    public ApplyModuleCommand(Supplier<LabdClient> client, Console console, Caller caller) {
        this.client = client;
        this.console = console;
        this.caller = caller;
    }

    @Override
    public Integer call() {
        ServerName server = ServerReference.parseAlone(List.of(target));
        try (LabdClient labd = client.get()) {
            return new Foreground(labd, console, caller)
                    .run(server, options.request(List.of(), module));
        }
    }
}
