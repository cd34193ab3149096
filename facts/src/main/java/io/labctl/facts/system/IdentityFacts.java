package io.labctl.facts.system;

import io.labctl.facts.source.FactSource;
import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Structure;
import io.labctl.facts.source.WholeNumber;
import io.labctl.facts.source.Words;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * {@code identity}: whom this process runs as, by its real user id in {@code /proc/self/status};
 * the names come from {@code /etc/passwd} and {@code /etc/group} only, since a directory service
 * may not answer.
 */
public final class IdentityFacts implements FactSource {
    private static final Pattern COLON = Pattern.compile(":");

    private final MachineFiles files;

    public IdentityFacts(MachineFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public SortedMap<String, Object> gather() throws IOException {
        long uid =
                realId("Uid:")
                        .orElseThrow(() -> new IOException("/proc/self/status has no line 'Uid:'"));
        Optional<List<String>> user = entry("/etc/passwd", uid, 4);
        Optional<Long> gid =
                user.flatMap(fields -> WholeNumber.parse(fields.get(3))).or(() -> realId("Gid:"));
        Structure identity =
                new Structure()
                        .with("uid", uid)
                        .with("privileged", uid == 0)
                        .maybe("user", user.map(List::getFirst))
                        .maybe("gid", gid)
                        .maybe(
                                "group",
                                gid.flatMap(id -> entry("/etc/group", id, 3)).map(List::getFirst));
        return new Structure().nested(name(), identity).sorted();
    }

    private Optional<Long> realId(String label) {
        return files.lines("/proc/self/status").stream()
                .map(Words::of)
                .filter(words -> words.size() >= 2 && words.getFirst().equals(label))
                .findFirst()
                .flatMap(words -> WholeNumber.parse(words.get(1)));
    }

    private Optional<List<String>> entry(String path, long id, int leastFields) {
        return files.lines(path).stream()
                .map(line -> List.of(COLON.split(line, -1)))
                .filter(fields -> fields.size() >= leastFields)
                .filter(fields -> WholeNumber.parse(fields.get(2)).equals(Optional.of(id)))
                .findFirst();
    }
}
