package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.Optional;

/** A family of distributions, with what it calls and places differently from the others. */
enum Family {
    DEBIAN("cron", "cron", "ssh", "chrony", "/etc/chrony/chrony.conf"),
    FEDORA("cronie", "crond", "sshd", "chronyd", "/etc/chrony.conf");

    private static final String FACT = "os.family";

    private final String cronPackage;
    private final String cronService;
    private final String sshService;
    private final String chronyService;
    private final String chronyConf;

    Family(
            String cronPackage,
            String cronService,
            String sshService,
            String chronyService,
            String chronyConf) {
        this.cronPackage = cronPackage;
        this.cronService = cronService;
        this.sshService = sshService;
        this.chronyService = chronyService;
        this.chronyConf = chronyConf;
    }

    /** For a node to which {@link #objections} has none. */
    static Family of(Node node) {
        return find(node).orElseThrow(() -> new InvalidInput(unknown(node)));
    }

    /** Why nothing that differs from family to family can be declared for this node. */
    static List<String> objections(Node node) {
        return find(node).isPresent() ? List.of() : List.of(unknown(node));
    }

    private static Optional<Family> find(Node node) {
        return switch (String.valueOf(node.fact(FACT).orElse(""))) {
            case "Debian" -> Optional.of(DEBIAN);
            case "RedHat" -> Optional.of(FEDORA);
            default -> Optional.empty();
        };
    }

    private static String unknown(Node node) {
        return node.whyNoText(FACT)
                .orElseGet(
                        () ->
                                "is for the families Debian and RedHat, and this machine's fact 'os.family' is '%s'"
                                        .formatted(Printable.of(node.text(FACT))));
    }

    PackageName cronPackage() {
        return new PackageName(cronPackage);
    }

    String cronService() {
        return cronService;
    }

    String sshService() {
        return sshService;
    }

    String chronyService() {
        return chronyService;
    }

    String chronyConf() {
        return chronyConf;
    }
}
