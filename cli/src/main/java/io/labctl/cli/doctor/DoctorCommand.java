package io.labctl.cli.doctor;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.error.LabException;
import io.labctl.cli.client.IdentityFiles;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.config.Settings;
import io.labctl.cli.config.Target;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Documents;
import io.labctl.cli.print.Format;
import io.labctl.cli.print.Output;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that labctl needs, in the order in which it needs it. */
@Command(
        name = "doctor",
        description =
                "Checks config, certificate, key, connectivity, clock, authentication, site and"
                        + " servers, and says what to do; exits 1 when something fails.")
public final class DoctorCommand implements Callable<Integer> {
    private final Settings settings;
    private final Function<Target, LabdClient> client;
    private final Console console;
    private final Clock clock;

    @Mixin private final Output.Detail output = new Output.Detail();

    public DoctorCommand(
            Settings settings, Function<Target, LabdClient> client, Console console, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        List<Finding> findings = findings();
        if (output.format == Format.TEXT) {
            findings.forEach(this::print);
        } else {
            console.line(Documents.of(output.format, new Items<>(findings)));
        }
        boolean failed =
                findings.stream().anyMatch(found -> found.verdict() == Finding.Verdict.FAIL);
        return failed ? 1 : 0;
    }

    /** A check that cannot be made without an earlier one is left out when that one fails. */
    private List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        try {
            Target target = settings.target();
            findings.add(
                    Finding.ok(
                            "config",
                            "context '%s' of '%s'"
                                    .formatted(target.context(), settings.file().path())));
            var files = IdentityFiles.ofPerson(target).paired(target);
            findings.addAll(new CertificateCheck(clock).findings(target, files));
            if (files.faults().isEmpty()) {
                findings.addAll(ofLabd(target));
            }
        } catch (LabException e) {
            findings.addAll(Finding.fails("config", e.sentence()));
        }
        return findings;
    }

    private List<Finding> ofLabd(Target target) {
        try (LabdClient labd = client.apply(target)) {
            return new LabdCheck(clock).findings(target, labd);
        }
    }

    private void print(Finding found) {
        String verdict = "%-4s".formatted(found.verdict().word());
        console.line(
                "%s  %-14s  %s"
                        .formatted(
                                console.coloured(found.verdict().colour(), verdict),
                                found.check(),
                                console.typeable(found.detail())));
    }
}
