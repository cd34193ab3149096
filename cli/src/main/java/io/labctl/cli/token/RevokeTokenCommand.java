package io.labctl.cli.token;

import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a join token useless. */
@Command(
        name = "token",
        aliases = "tokens",
        description = "Makes a join token useless at once; servers that joined with it stay.")
public final class RevokeTokenCommand implements Callable<Integer> {
    private static final Pattern ID = Pattern.compile("[a-z0-9]{10}");

    private final Supplier<LabdClient> client;
    private final Console console;

    @Parameters(
            paramLabel = "ID",
            description = "The token's id, 10 of a-z and 0-9, as 'labctl get tokens' lists it.")
    String id;

    public RevokeTokenCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        id = id.startsWith("token/") ? id.substring("token/".length()) : id;
        if (id.startsWith("lab1.")) {
            throw new InvalidInput(
                    "give the token's id alone, the second of its four parts, never its secret");
        }
        if (!ID.matcher(id).matches()) {
            throw new InvalidInput(
                    "'%s' is not a token's id, which is 10 of a-z and 0-9"
                            .formatted(Printable.of(id)));
        }
        try (LabdClient labd = client.get()) {
            console.say("token/%s revoked".formatted(revoke(labd).id()));
        }
        return 0;
    }

    private TokenView revoke(LabdClient labd) {
        try {
            return labd.revokeToken(id);
        } catch (NotFound e) {
            throw withHint(labd, e);
        }
    }

    private NotFound withHint(LabdClient labd, NotFound refusal) {
        try {
            List<String> ids = labd.tokens().stream().map(TokenView::id).toList();
            return new NotFound("no token '%s'%s".formatted(id, Suggestion.hint(id, ids)), refusal);
        } catch (LabException e) {
            refusal.addSuppressed(e); // who may not list tokens still gets the first answer
            return refusal;
        }
    }
}
