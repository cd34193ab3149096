package io.labctl.cli.token;

import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.Suggestion;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes a join token useless. */
@Command(
        name = "token",
        aliases = "tokens",
        description = "Makes a join token useless at once; servers that joined with it stay.")
public final class RevokeTokenCommand implements Callable<Integer> {
    private static final String TYPE = "token/";

    private final Supplier<LabdClient> client;
    private final Console console;

    @Parameters(
            paramLabel = "ID",
            description = "The token's id, 10 of a-z and 0-9, as 'labctl get tokens' lists it.")
    String word;

    public RevokeTokenCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        String id = word.startsWith(TYPE) ? word.substring(TYPE.length()) : word;
        if (id.startsWith("lab1.")) {
            throw new InvalidInput(
                    "give the token's id alone, the second of its four parts, never its secret");
        }
        JoinToken.checkId(id);
        try (LabdClient labd = client.get()) {
            console.say("token/%s revoked".formatted(revoke(labd, id).id()));
        }
        return 0;
    }

    private static TokenView revoke(LabdClient labd, String id) {
        try {
            return labd.revokeToken(id);
        } catch (NotFound e) {
            throw withHint(labd, id, e);
        }
    }

    private static NotFound withHint(LabdClient labd, String id, NotFound refusal) {
        try {
            List<String> ids = labd.tokens().stream().map(TokenView::id).toList();
            return new NotFound("no token '%s'%s".formatted(id, Suggestion.hint(id, ids)), refusal);
        } catch (LabException e) {
            refusal.addSuppressed(e); // who may not list tokens still gets the first answer
            return refusal;
        }
    }
}
