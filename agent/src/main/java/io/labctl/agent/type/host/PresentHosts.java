package io.labctl.agent.type.host;

import io.labctl.agent.machine.Root;
import io.labctl.agent.present.Present;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.HostName;
import io.labctl.catalog.resource.HostResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The entries of hosts(5). For one look: the file is read once, however many names it has. */
public final class PresentHosts implements Present {
    private final Root root;
    private @Nullable Map<String, List<HostLine>> read;

    public PresentHosts(Root root) {
        this.root = root;
    }

    @Override
    public void requireName(String name) {
        new HostName(name);
    }

    @Override
    public List<Resource> named(Collection<String> names) throws IOException {
        Map<String, List<HostLine>> entries = entries();
        return names.stream()
                .map(name -> entries.getOrDefault(name, List.of()))
                .filter(found -> !found.isEmpty())
                .<Resource>map(PresentHosts::told)
                .toList();
    }

    private static HostResource told(List<HostLine> entries) {
        HostLine first = entries.getFirst();
        if (entries.stream().filter(each -> !each.mayStandBeside(first.ip())).count() > 1) {
            throw new InvalidInput(
                    "it stands there on several lines, of which a run would leave one");
        }
        return host(first);
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
        return Optional.of(List.copyOf(entries().keySet()));
    }

    /** By their names, in the order of the file. */
    private Map<String, List<HostLine>> entries() throws IOException {
        if (read == null) {
            read =
                    lines().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            HostLine::name,
                                            LinkedHashMap::new,
                                            Collectors.toList()));
        }
        return read;
    }

    private List<HostLine> lines() throws IOException {
        Path file = root.at("/etc/hosts");
        if (!Files.exists(file)) {
            return List.of();
        }
        // Not strict: a comment in an old encoding must not hide all entries.
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        return text.lines().flatMap(line -> HostLine.parse(line).stream()).toList();
    }
}
