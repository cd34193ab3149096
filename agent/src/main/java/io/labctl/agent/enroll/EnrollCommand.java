package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
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
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code lab-agent enroll}. */
@Command(
        name = "enroll",
        description = "Join this machine to a labd.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:joined",
            "1:could not join: has a valid identity, refused by labd, labd is not there, or agent.yaml is wrong",
            "2:wrong use of this command, or a wrong address, token or name"
        })
public final class EnrollCommand implements Callable<Integer> {
    private static final int LONGEST = 4096;

    static final class Token {
        @Option(
                names = "--token",
                paramLabel = "TOKEN",
                converter = EnrollWords.Token.class,
                description = "As 'labctl create token' printed it; other users can see it in ps.")
        private @Nullable JoinToken given;

        @Option(
                names = "--token-file",
                paramLabel = "FILE",
                description = "A file that holds the token; /dev/stdin reads it from a pipe.")
        private @Nullable Path file;
    }

    private final Supplier<Enrolment> enrolment;
    private final Supplier<String> hostName;
    private final PrintWriter out;

    @Option(
            names = "--server",
            required = true,
            paramLabel = "URL",
            converter = EnrollWords.Address.class,
            description = "Where labd is, such as https://labd.example:7443.")
    private URI server;

    @ArgGroup(multiplicity = "1")
    private Token token;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            converter = EnrollWords.Name.class,
            description = "This machine's name in the fleet; the host name when not given.")
    private @Nullable ServerName name;

    @Option(
            names = "--force",
            description =
                    "Replace a valid identity; labd gives a name again after 'labctl delete server/NAME' only.")
    private boolean force;

    @Spec private CommandSpec spec;

    public EnrollCommand(
            Supplier<Enrolment> enrolment, Supplier<String> hostName, PrintWriter out) {
        this.enrolment = enrolment;
        this.hostName = hostName;
        this.out = out;
    }

    @Override
    public Integer call() {
        JoinToken joinToken = joinToken();
        ServerName serverName = serverName();
        Identity identity = enrolment.get().enroll(server, joinToken, serverName, force);
        out.printf("enrolled as %s until %s%n", identity.agent(), identity.expires());
        out.flush();
        return 0;
    }

    private ServerName serverName() {
        try {
            return name != null ? name : new ServerName(hostName.get().toLowerCase(Locale.ROOT));
        } catch (InvalidInput e) {
            throw wrong("this machine's " + e.sentence() + "; give another with --name");
        }
    }

    private JoinToken joinToken() {
        Path file = token.file;
        if (file == null) {
            return Objects.requireNonNull(token.given);
        }
        try (var in = Files.newInputStream(file)) {
            return JoinToken.parse(new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw wrong("token file '%s': %s".formatted(file, FileTrouble.reason(e)));
        } catch (InvalidInput e) {
            throw wrong("token file '%s': %s".formatted(file, e.sentence()));
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
