package io.labctl.cli.token;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a join token and prints it, this once. */
@Command(
        name = "token",
        aliases = "tokens",
        description =
                "Makes a join token and prints it alone on stdout; it is shown only this once.")
public final class CreateTokenCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;

    @Option(
            names = "--cloud",
            paramLabel = "NAME",
            required = true,
            description = "The cloud that a server joins with it.")
    DnsLabel cloud;

    @Option(
            names = "--env",
            paramLabel = "NAME",
            required = true,
            description = "The environment that a server joins with it.")
    DnsLabel environment;

    @Option(
            names = "--role",
            paramLabel = "NAME",
            required = true,
            description = "The role that a server gets.")
    DnsLabel role;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            split = ",",
            splitSynopsisLabel = ",",
            description = "A label that a server gets.")
    List<Label> labels = new ArrayList<>();

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    @Nullable Uses uses;

    @Option(
            names = "--ttl",
            paramLabel = "SPAN",
            converter = TimeToLive.class,
            defaultValue = "1h",
            description = "How long it may be used, such as 30m, 1h, 7d; default ${DEFAULT-VALUE}.")
    Duration ttl;

    @Option(
            names = "--server",
            paramLabel = "NAME",
            description = "The only name that may join with it; without, any free name may.")
    @Nullable ServerName server;

    @Mixin private final Output.Detail output = new Output.Detail();

    /** How often it may be used. */
    static final class Uses {
        @Option(names = "--one-time", description = "One server may join with it (the default).")
        boolean once;

        @Option(names = "--reusable", description = "Any number of servers may join with it.")
        boolean often;
    }

    public CreateTokenCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        TokenRequest request = request();
        try (LabdClient labd = client.get()) {
            CreatedToken token = labd.createToken(request);
            if (output.format == Format.TEXT) {
                console.line(token.token().reveal());
            } else {
                console.line(Documents.of(output.format, token));
            }
            tell(request, token);
            warnOfHolder(labd);
            return 0;
        }
    }

    /** The token is good all the same: the machine may be the same one, or be deleted first. */
    private void warnOfHolder(LabdClient labd) {
        ServerName only = server;
        if (only != null && isEnrolled(labd, only)) {
            console.say(
                    "labctl: a server '%s' is enrolled already: another machine is refused its name until 'labctl delete server/%s'"
                            .formatted(only, only));
        }
    }

    private static boolean isEnrolled(LabdClient labd, ServerName name) {
        try {
            labd.server(name);
            return true;
        } catch (LabException e) {
            return false; // or nobody knows: the token is made, and to make it was what was asked
        }
    }

    /**
     * Says what it is good for.
     *
     * @throws Conflict when nobody can have got it: it is as good as lost, and may be used until
     *     its end
     */
    private void tell(TokenRequest request, CreatedToken token) {
        if (!console.out().takesMore()) {
            throw new Conflict(
                    "token %s was made and could not be written out; make it useless with 'labctl revoke token %s'"
                            .formatted(token.id(), token.id()));
        }
        if (output.format == Format.TEXT) {
            console.say(sentence(request, token));
        }
    }

    private TokenRequest request() {
        return new TokenRequest(cloud, environment, role, labels(), reusable(), ttl, server);
    }

    /** A key that is given twice must have one value. */
    private SortedMap<String, String> labels() {
        var map = new TreeMap<String, String>();
        for (Label label : labels) {
            String before = map.putIfAbsent(label.key(), label.value());
            if (before != null && !before.equals(label.value())) {
                throw new InvalidInput(
                        "label '%s' is given twice, as '%s' and as '%s'"
                                .formatted(label.key(), before, label.value()));
            }
        }
        return map;
    }

    private boolean reusable() {
        Uses chosen = uses;
        return chosen != null && chosen.often;
    }

    private static String sentence(TokenRequest request, CreatedToken token) {
        return "%s token %s lets %s join %s/%s as %s until %s; it is not shown again"
                .formatted(
                        request.reusable() ? "reusable" : "one-time",
                        token.id(),
                        who(request),
                        request.cloud(),
                        request.environment(),
                        request.role(),
                        token.expiresAt());
    }

    private static String who(TokenRequest request) {
        ServerName only = request.server();
        if (only != null) {
            return "server '%s'".formatted(only);
        }
        return request.reusable() ? "servers" : "a server";
    }
}
