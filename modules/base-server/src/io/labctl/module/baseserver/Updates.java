package io.labctl.module.baseserver;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.Optional;

/**
 * Updates that the machine installs by itself, once a day.
 *
 * @param scope security updates only, unless told otherwise
 * @param reboot when to reboot if an update needs that; never unless given
 */
public record Updates(@Default("security") UpdateScope scope, Optional<TimeOfDay> reboot)
        implements ForFamily {
    @Override
    public List<String> objections(Node node) {
        List<String> family = ForFamily.super.objections(node);
        return family.isEmpty() && Family.of(node) == Family.FEDORA
                ? DnfAutomatic.objections(node)
                : family;
    }

    PackageName packageName(Node node) {
        return switch (Family.of(node)) {
            case DEBIAN -> UnattendedUpgrades.PACKAGE;
            case FEDORA -> DnfAutomatic.of(node).packageName();
        };
    }

    void declare(Plan plan, Node node) {
        switch (Family.of(node)) {
            case DEBIAN -> new UnattendedUpgrades(this).declare(plan);
            case FEDORA -> DnfAutomatic.of(node).declare(plan, this);
        }
    }
}
