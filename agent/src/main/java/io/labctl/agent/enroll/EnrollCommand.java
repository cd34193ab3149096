package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.labd.ServerAddress;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lab-agent enroll}. */
@Command(name = "enroll", description = "Join this machine to a labd.")
public final class EnrollCommand implements Callable<Integer> {
    private static final int LONGEST = 4096;

    static final class Token {
        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                description = "As 'labctl create token' printed it; other users can see it in ps.")
        private @Nullable String text;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "A file that holds the token; /dev/stdin reads it from a pipe.")
        private @Nullable Path file;
    }

    private final Supplier<Enrollment> enrollment;
    private final Supplier<String> hostName;
    private final PrintWriter out;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            description = "Where labd is, such as https://labd.example:7443.")
    private String server;

    @ArgGroup(multiplicity = "1")
    private Token token;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "This machine's name in the fleet; the host name when not given.")
    private @Nullable String name;

    @Option(names = "--force", description = "Replace a valid identity.")
    private boolean force;

    public EnrollCommand(
            Supplier<Enrollment> enrollment, Supplier<String> hostName, PrintWriter out) {
        this.enrollment = enrollment;
        this.hostName = hostName;
        this.out = out;
    }

    @Override
    public Integer call() {
        URI address = ServerAddress.parse(server);
        JoinToken joinToken = JoinToken.parse(tokenText());
        Identity identity = enrollment.get().enroll(address, joinToken, serverName(), force);
        out.printf("enrolled as %s until %s%n", identity.agent(), identity.expires());
        out.flush();
        return 0;
    }

    private ServerName serverName() {
        return new ServerName(name != null ? name : hostName.get().toLowerCase(Locale.ROOT));
    }

    private String tokenText() {
        if (token.file == null) {
            return String.valueOf(token.text);
        }
        try (var in = Files.newInputStream(token.file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInput("token file: " + FileTrouble.sentence(e), e);
        }
    }
}
