package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.PackageName;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The locale that programs run with unless told otherwise.
 *
 * @param value a language and a country in UTF-8, such as {@code en_US.UTF-8}, or {@code C.UTF-8}
 */
public record LocaleName(String value) implements ForFamily {
    private static final PackageName DEBIAN = new PackageName("locales");

    private static final String FILE_OF_DEBIAN = "/etc/default/locale";

    /** Comes with the C library. */
    private static final String BUILT_IN = "C.UTF-8";

    private static final Pattern FORM = Pattern.compile("[a-z]{2,3}_[A-Z]{2}\\.UTF-8(@[a-z]+)?");

    public LocaleName {
        if (!value.equals(BUILT_IN) && !FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is not a locale in UTF-8, such as en_US.UTF-8 or C.UTF-8"
                            .formatted(Printable.of(value)));
        }
    }

    /** What brings it, if it is not there by itself. */
    Optional<PackageName> packageName(Node node) {
        return switch (Family.of(node)) {
            case DEBIAN -> Optional.of(DEBIAN);
            case FEDORA -> isBuiltIn() ? Optional.empty() : Optional.of(languagePack());
        };
    }

    private boolean isBuiltIn() {
        return value.equals(BUILT_IN);
    }

    private PackageName languagePack() {
        return new PackageName("glibc-langpack-" + value.substring(0, value.indexOf('_')));
    }

    void declare(Plan plan, Node node) {
        switch (Family.of(node)) {
            case DEBIAN -> onDebian(plan);
            case FEDORA -> onFedora(plan);
        }
    }

    private void onDebian(Plan plan) {
        // update-locale knows the file of each release, and leaves the other variables in it.
        var chosen =
                plan.exec("choose the locale " + value)
                        .command("update-locale", "LANG=" + value)
                        .unless("grep", "-Eqx", "LANG=\"?%s\"?".formatted(value), FILE_OF_DEBIAN)
                        .after(DEBIAN.id());
        if (!isBuiltIn()) {
            var wanted =
                    plan.line("/etc/locale.gen", value + " UTF-8")
                            .matching("^#?\\s*\\Q%s UTF-8\\E\\s*$".formatted(value))
                            .all()
                            .create()
                            .after(DEBIAN.id());
            var made =
                    plan.exec("make the locale " + value)
                            .command("locale-gen")
                            .unlessShell("locale -a | grep -Fqx '%s'".formatted(asListed()))
                            .after(wanted);
            chosen.after(made);
        }
    }

    /** As {@code locale -a} spells it. */
    private String asListed() {
        return value.replace("UTF-8", "utf8");
    }

    private void onFedora(Plan plan) {
        var conf =
                plan.line("/etc/locale.conf", "LANG=" + value)
                        .matching("^\\s*LANG=")
                        .all()
                        .create();
        if (!isBuiltIn()) {
            conf.after(languagePack().id());
        }
    }
}
