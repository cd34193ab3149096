package io.labctl.agent.type.host;

import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.resource.HostName;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The entries of hosts(5); of a name with several, the first. */
public final class PresentHosts implements Present {
    private final Root root;

    public PresentHosts(Root root) {
        this.root = root;
    }

    @Override
    public void requireName(String name) {
        new HostName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        List<HostLine> entries = entries();
        return names.stream()
                .flatMap(
                        name ->
                                entries.stream()
                                        .filter(entry -> entry.name().equals(name))
                                        .limit(1))
                .<Resource>map(PresentHosts::host)
                .toList();
    }

    private static HostResource host(HostLine entry) {
        return new HostResource(
                entry.name(), Presence.PRESENT, entry.ip(), entry.aliases(), comment(entry));
    }

    /** One that a catalog could not have is left as it is. */
    private static @Nullable String comment(HostLine entry) {
        String remark = entry.remark();
        boolean isPlain = remark.chars().noneMatch(Character::isISOControl);
        return remark.isEmpty() || !isPlain ? null : remark;
    }

    @Override
    public Optional<List<String>> names() throws IOException {
        return Optional.of(entries().stream().map(HostLine::name).distinct().toList());
    }

    private List<HostLine> entries() throws IOException {
        Path file = root.at("/etc/hosts");
        if (!Files.exists(file)) {
            return List.of();
        }
        // Not strict: a comment in an old encoding must not hide all entries.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines().flatMap(line -> HostLine.parse(line).stream()).toList();
    }
}
